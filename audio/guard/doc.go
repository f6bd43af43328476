// Package guard keeps the MIDI ports in a process of their own, so that nothing is left sounding whatever happens to the
// program, and a driver that crashes does not take the program along.
//
// The guard is the same program started once more. Its main function begins with
//
//	if guard.IsChild(os.Args) {
//		os.Exit(guard.Main())
//	}
//
// and the program itself says
//
//	g, err := guard.Start(ctx, guard.Options{})
//	defer g.Close()
//	list, err := g.Ports(ctx)
//	port, err := g.Open(ctx, "GrandOrgue", plan)
//	err = port.Send(wire.Key, due, []byte{0x90, 60, 100})
//
// Messages go over a pipe with the time at which they are due; Send never waits. The guard sends each at its time from
// a thread that sleeps to absolute deadlines and allocates nothing, keeps the pacing of the organ ([wire.Plan]) and the
// list of what sounds.
//
// # Nothing left on
//
// When the pipe closes, because the program has ended in whatever way or says no more since it hangs ([Options.Alive]), or
// when no heartbeat comes for 350 ms, because it was stopped, the guard releases every key that is down, says all-notes-off
// on the channels that had one, and leaves. The heart has a thread as urgent as the system grants, so that it beats also
// where thirty other programs want the processor; on Linux the guard gives a program that was not stopped 3 s. Controls that
// are said as notes are not touched: [wire.Plan.Spare]. Signals of the terminal do not reach it; it leaves when its parent has.
//
// When the guard dies, or says nothing for two seconds since it hangs in a driver, the program starts another at once and
// tells it what may still be on, which is the first thing the new one releases. Ports opened before then answer
// [ErrRestarted]: what the organ has is not known any more, so the caller opens them anew and says everything. What other
// programs were connected to a virtual port in JACK is connected to it again, then and whenever a port of that name is opened.
//
// # Ports
//
// A port is named by its name, by a part of it that fits no other, as "virtual:NAME" (a port of ours that others connect
// to) or as "raw:PATH" (a device file or named pipe that takes MIDI bytes). Names are without the numbers that ALSA and
// Windows add and change. The systems are JACK by our own client (package jack: each message on its exact frame), and
// RtMidi: ALSA, CoreMIDI and Windows. Where there is none of them the list is empty and says why.
//
// In JACK a message leaves one period and 5 ms after it is due, always the same ([Port.Delay]), so that what is due at once
// is not late either. A rhythm is kept in JACK's frames: a server that loses time with every xrun, or whose crystal is quick or slow,
// does not bend it. What was lost is made up for at the next jump, in a pause of four seconds, or by half a percent when it
// is more than a second. Where other outputs play too ([Port.Together]) it is made up for soon, in steps that nobody hears
// as long as it is less than 4 ms: the others keep to the clock, and those that play by JACK, too, change for the same instant.
//
// # Inputs
//
// [Guard.Listen] listens to an input, named in the same ways. Messages come whole, running status resolved, with the instant
// at which they came: in JACK that of their frame. RtMidi crashes where an input is closed while it speaks, so there an
// input that nobody wants any more stays open and speaks to nobody.
//
// # Owners
//
// A [Guard] owns its process and goroutines until [Guard.Close]; a [Port] belongs to who opened it. Callbacks come from
// the guard's goroutines: they must return soon, and must not call [Guard.Close] or [Port.Close] themselves.
package guard
