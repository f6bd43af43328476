// Package traffic foretells what a performance puts on the wire to its organ, and where it asks for more than the wire
// carries: a MIDI cable takes a third of a millisecond for a byte, and some organs want a pause between two messages for
// controls.
//
//	t := traffic.Of(performance)
//	for _, f := range t.Findings() { ... }       // for the report: a sentence for each place
//	share := t.Busy(now-time.Second, now)        // for a meter: 0 idle, 1 all that it carries
//
// What is said, and in how many bytes, is the console's dialect; the speed of the wire and the delays are its mechanics.
// Messages leave as the guard lets them: keys and shoes when they are due, controls ahead of that by the travel of a
// drawknob and so much more as their gaps need, all one after the other. Everything is at the written tempo: at 120 percent
// a second of playing asks for a fifth more.
//
// The registration at the very beginning does not count: playing waits for it.
//
// A Traffic is immutable; any goroutine may read it.
package traffic
