// Package monitor keeps what passes on the wire, in words and in hex, for people to look at.
//
//	l := monitor.NewLog(console)
//	l.Add(monitor.Line{At: at, Port: "Keyboard", Bytes: b})            // came in
//	l.Add(monitor.Line{At: at, Port: "Organ", Out: true, Bytes: b})    // went out
//	for _, line := range l.Lines(monitor.Filter{Text: "Swell"}, 0) { ... line.Words, line.Hex() }
//
// Words come from the console's dialect where it has a meaning there ("Great Open Diapason 8 drawn"), else from MIDI ("note C4
// on channel 3, velocity 64"). A GrandOrgue that tells of itself is understood too. The log holds the last [MostLines] lines
// and no more than [MostBytes] of messages; it may be used from any goroutine.
package monitor
