// Package jack is a small client of the JACK audio server that sends MIDI and sound, each message and each sample on its
// exact frame.
//
// libjack is loaded when [Open] is called; nothing links to it, and a machine without it is told in an error. No server
// is ever started: there is one or there is none. Which one is libjack's own business (JACK_DEFAULT_SERVER).
//
// An [Out] is a port of ours. [Out.Send] puts a message with its frame into a ring; JACK's own thread, which runs C code
// only, takes it out in the cycle that holds the frame. Until then [Out.Cancel] can take it back, and says whether that
// was in time: every message either sounds or does not, and the caller knows which. Messages leave a port in the order
// of sending, so frames should not go backwards; a frame that has passed becomes the first of the next cycle.
//
// A [Sound] is a pair of ports that sound leaves by. A goroutine of its owner writes frames into a ring, and is woken after each
// cycle. Frame n is played in JACK's frame [Sound.Base] + n whatever happens: what comes too late is skipped, so that
// everything after it sounds when it should.
//
// [Client.Zero] says at which instant frame 0 was, on the clock of audio/instant. JACK's frames and
// that clock drift apart, and JACK loses time when it is late: [Clock] turns instants into frames so that a piece keeps
// its rhythm to the frame and still stays near the clock. Each client finds out for itself what JACK has lost; by
// [Client.ZeroAt] all of them change their minds for the same instants, so that two that play together stay together.
//
// Only Linux has this client, and only in a build with cgo; elsewhere Open says so.
package jack
