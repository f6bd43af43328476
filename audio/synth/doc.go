// Package synth is the built-in organ: it turns keys and registration into sound, without samples.
//
//	o := synth.New(console, synth.Options{})
//	o.Apply(event)           // at the next frame
//	o.Send(frame, event)     // at a frame to come
//	o.Render(stereo)         // the next len(stereo)/2 frames, left and right in turn
//	o.Rebuild(options)       // another tuning, another room, under what sounds
//
// # From key to sound
//
// A key map finds which keys of a division speak, from the keys that are played and the couplers that are engaged: what
// another division's coupler brings is not coupled on, octave couplers and unison off act on all that arrives, and a
// pipe reached twice speaks once. The ranks end with the compass: the octave coupler adds nothing to the top octave.
// Stops, couplers and keys may change in any order and under held keys.
//
// Every pipe of every rank has its own tone, computed in [New] from partials: a voicing says how they lie for a pipe
// that speaks middle C and how they change with the pitch, as trebles have fewer partials than basses. Which voicing a
// stop has follows from its construction, else its name (by package stopname, in six languages), else its family. A loop
// of whole cycles in whole samples holds the tone, so that a pipe that speaks costs one addition a sample; now and then
// each pipe wanders from its pitch and is read between the samples. A pipe comes to speech fundamental first, then partial
// after partial, with a puff of wind, the big ones slowly, and falls silent the other way round. Mixtures break at the Cs;
// a celeste has a second rank that beats; mutations are tuned pure to their unison, which stands in one of the
// [Temperament]s.
//
// The pipes of a division stand on four chests. A tremulant, the drift of the wind and, if it is asked for, its sag act on
// a chest's sum, in pitch and loudness. The swell box softens and darkens. Then come the recording level, which sinks as
// more pipes speak so that a flute is heard and the full organ stays under full scale, the room, and a last guard, which
// looks a block ahead and keeps the sound under -1 decibel, between the samples too. [Organ.RenderApart] gives the
// divisions and the room's answer by themselves as well.
//
// # Promises
//
// Events act on their very frames, in order. Rendering allocates nothing, takes no lock and never waits. The same seed
// gives the same samples on every platform, however many frames are asked for at a time. Nothing clicks; silence is
// zeros, also after the tail; no sample reaches 1 or -1, and none is so small that a processor stumbles over it.
//
// # Goroutines
//
// One goroutine at a time may render: [Organ.Render], [Organ.Apply] and
// [Organ.Sounding] belong to it. One other may send: [Organ.Send],
// [Organ.Flush] and [Organ.Panic]; one may [Organ.Rebuild]. Everything else may be called from any.
//
// Units: frames are samples of both channels, counted from the first that was rendered; frequencies in hertz; keys as
// MIDI note numbers; loudness in decibels of full scale.
package synth
