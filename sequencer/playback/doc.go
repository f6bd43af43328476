// Package playback plays a performance: an [Engine] hands its events to every [Output] in time, from anywhere, and at
// whatever happens brings each output from what it has to what it should have.
//
//	e := playback.New()
//	defer e.Close()
//	e.AddOutput(organ, nil)
//	e.SetPerformance(p) // at any time, also while playing: it is heard at once
//	e.PlayFrom(0)
//	s := e.Status()     // a snapshot; s.PositionAt(time.Now()) is the playhead
//
// Methods of the engine may be called from any goroutine and never block, but for [Engine.Close]. They put a command
// into a mailbox; one goroutine, the engine's own, takes the commands and is the only one that touches outputs.
//
// # What sounds
//
// The registration at every output is always the one that holds at the playhead, with what was moved by hand on top:
// while playing, paused and stopped. A control moved by hand holds until the lane next changes that control: when
// playing passes the change, or when a jump (seek, loop, stop) lands exactly on it. It also ends with
// [Engine.BackToLane] and [Engine.Restore], and when it is moved back to where the lane has it.
//
// [Engine.Listen] lets an arranger hear keys at another place, with the registration that holds there.
//
// Keys sound while playing only, and while they are pressed by hand ([Engine.Press]). Starting in the middle of a note
// presses its key, unless [Engine.ChaseKeys] is switched off.
//
//   - Pause releases the keys; the playhead and the stops stay.
//
//   - Stop releases the keys and takes the playhead back to where playing began, with the registration of that place:
//     the organ is ready to begin again. When already stopped, it goes to the beginning of the piece.
//
//   - At the end of the piece the engine stops by itself. The playhead stays at the end and the stops stay drawn; the
//     next play starts at the beginning.
//
//   - At a wait point ([sequencer.Wait]) playing waits until [Engine.GoOn]. The chord that leads up to it is held, with
//     the stops as they are; what is to happen there happens on going on. [Engine.HoldAtMarks] has the keys released
//     instead. A jump that lands on a wait point does not wait there.
//
//   - A fade ([Engine.FadeOut]) lies like a veil over lane and hand: shoes close, stops are retired, and then playing
//     stops. The next jump lifts it.
//
//   - [Engine.Transpose] moves the keys of the performance, also those that are down. Keys beyond a division's compass are
//     silent; [BeyondCompass] counts them.
//
// # Time
//
// Places are given as [sequencer.Tick]s and resolved by the performance that is playing; an edit of the tempo keeps the
// playhead and the loop at their ticks. An event is due at one origin plus its offset, to the nanosecond; loop passes
// and hours of playing add no error. Events are handed over a horizon of 250 ms before they are due, plus the lead that
// the output asks for. A jump waits for the longest lead, so that stops have moved when the first keys go down, and for an organ that needs
// longer than its lead ([Settler]) until it is set.
//
// The tempo is a percentage of what is written ([Engine.Tempo]), changed at once or gliding over a bar ([Engine.Glide]). While
// playing "at once" is the next moment when no key is about to move, so that no note is struck late while a slider is dragged.
// [Taps] turns tapping into a percentage.
//
// # Outputs
//
// For each output the engine keeps what it has really been told. A jump, an edit or a stop makes the output forget what
// is not due yet ([Flusher]) and reconciles it with what should sound: keys are released, controls moved, shoes set,
// keys pressed, differences only. Of an output just added, or come back after a fault, nothing is known: it is told
// everything. An output that cannot forget is reconciled after the last thing it has been told.
//
// A [Leader] is an output with divisions that take their time to speak: the keys and stops of each are handed over with
// an earlier due time. What the output has is followed for each division on a clock of its own, so a jump, an edit or a
// stop is as exact for a slow pedal as for a quick Great.
//
// An output that fails is closed, and opened again with a growing pause by the function that was given with it. The
// others play on.
package playback
