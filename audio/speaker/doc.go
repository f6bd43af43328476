// Package speaker plays the built-in organ by JACK, or on the computer's sound device.
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
// By JACK nothing is guessed: each frame has its frame of JACK's, which counts the time ([jack.Clock] for when it is led back
// to ours). A frame that came too late is skipped, so that all that follows is on its frame again. As where ALSA leads to
// JACK, a frame sounds when it is in JACK's cycle, as a MIDI message sounds that is in the same.
//
// JACK is taken where a server of it answers and plays [Rate] frames a second, else the usual device; [Options].Way says
// otherwise. None is started, and one that hangs holds nothing up for long.
//
// When the device runs dry the gap is counted in [Stats] and the buffer grows, unless it shall stay as it is ([Options].Steady).
//
// # Goroutines
//
// The device's goroutine renders: without a lock, an allocation or a wait. One more looks after the device and ends with
// [Speaker.Close]. By JACK its own thread runs C alone; ours is woken by it after each cycle.
//
// A late block is one that was ready only after the device needed it: JACK tells, elsewhere one that took longer than all
// that can have waited. A slow one took longer than it lasts, which what waits may make up for.
//
// The package brings C with it on Linux. Built without C it has no device.
package speaker
