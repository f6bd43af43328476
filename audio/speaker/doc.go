// Package speaker plays the built-in organ on the computer's sound device.
//
//	s, err := speaker.Open(ctx, synth.New(console, synth.Options{Rate: speaker.Rate}), speaker.Options{})
//	s.Send(due, event) // sounds when it is due, on its exact frame
//	s.Close()
//
// A [Speaker] is an output of the playback engine: it has Name, Lead, Send, Flush, Panic and Close, and one goroutine
// calls them. Without a sound device [Open] gives an error that wraps [ErrNoDevice], and nothing else happens; a device
// that goes away later makes Send fail.
//
// # Time
//
// The device asks for frames in spurts and on a clock of its own. The speaker watches when it asks, finds the pace
// behind the unrest, and knows from that and from the length of the buffers when each frame will sound. An event is put
// on the frame that sounds when the event is due. While the pace holds, the frames of two events are exactly as far
// apart as their due times; when the device's clock runs away from ours by a third of a millisecond, the difference is made
// up in small steps, and never so that two events change places.
//
// Where ALSA leads to JACK, a frame sounds when it is in JACK's cycle, as a MIDI message sounds that is in the same.
//
// When the device runs dry the gap is counted in [Stats] and the buffer grows, unless it shall stay as it is ([Options].Steady).
//
// # Goroutines
//
// The device's goroutine renders: without a lock, an allocation or a wait. One more looks after the device and ends with
// [Speaker.Close].
//
// The package brings C with it on Linux. Built without C it has no device.
package speaker
