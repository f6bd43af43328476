// Package midiout plays an organ over MIDI: it says events in the dialect of a console and hands them to a port of the
// guard.
//
//	out, err := midiout.Open(ctx, g, "GrandOrgue", console)
//	err = out.Send(due, event)
//	err = out.Close()
//
// An [Output] is for one console and belongs to one goroutine at a time. Its port knows from [PlanOf] which channels carry
// keys, which notes are controls, and the organ's pacing; the guard keeps it, as the last before the wire. Changes leave
// earlier by the organ's travel time, and where the gap between two of them or the rate of the wire asks for it earlier still, up to a second: [Output.Lead].
// The time in which the pipes of a division speak is told to the engine by [Output.LeadOf]; it hands over everything of the
// division so much earlier, so that a slow pedal and a quick Great sound together, also after a jump or an edit.
// [Output.Settles] says when the organ stands as it was told: until then the engine does not begin to play.
//
// What the next message to an organ has to be can depend on what was said before: toggles, combinations to be stepped
// through, messages with the state of many controls. So changes are always encoded in the order in which they are due,
// and after a flush the encoder is told what the organ has got, which the guard's port knows exactly. What left too early to be
// forgotten is then taken back.
//
// Where one message says how many controls stand, such as a bitmap, changes that are closer than the gap leave as one.
//
// [Stream] gives, without a port, what would leave by it: the same encoder, the same plan and the same line
// ([wire.Line]).
package midiout
