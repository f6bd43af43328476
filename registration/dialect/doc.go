// Package dialect says keys and changes of registration to an organ in its own MIDI, and understands what the organ says.
//
// An [Encoder] turns keys and [registration.Change]s into bytes, a [Decoder] turns bytes back into keys and changes, both
// after the table in [registration.Dialect]. There is no input or output here and no clock: the caller sends the bytes,
// the pieces that [Messages] cuts no closer than [registration.Dialect].Gap, and as much earlier as
// [registration.Dialect].Travel and [WireTime] ask.
//
//	e := dialect.NewEncoder(console)
//	buf = e.AppendChange(buf[:0], registration.Change{Kind: registration.Draw, Control: diapason})
//	buf = e.AppendKey(buf, great, 60, 100, true)
//
// The Append methods add whole messages, each with its own status byte (some readers lose their way with running
// status), to a slice that the caller owns, and allocate nothing once it is large enough. What the dialect cannot say
// adds nothing.
//
// # Kinds of code
//
// One small type for each [registration.CodeKind], in the table of kinds.go. Each knows what to say for on and off, at
// which address of the wire it is heard, and what is meant there. Most say one control by itself, the same each time.
// Some put several controls into one message; there a change goes out as the whole message and a second one with nothing
// new adds nothing ([Encoder.Whole]). Some can only ask for the opposite or for the next: see below. [Clashes] finds messages that mean
// two things at once.
//
// # What the organ has
//
// An Encoder keeps in mind what it has said. At first, and after [Encoder.Forget], it knows nothing: the first key or
// change then says the dialect's opening, which for most organs is nothing, for GrandOrgue the set-up header, and for
// organs with toggles a cancel. An organ with toggles and no cancel leaves the encoder [Encoder.Blind]: it moves no
// toggle until it is told by [Encoder.Assume] how they stand.
//
// An Encoder and a Decoder each belong to one goroutine at a time.
package dialect
