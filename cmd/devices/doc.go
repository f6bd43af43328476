// Package devices is everything that an arrangement can sound on, wired together for the programs: the built-in organ
// over the sound device, and the MIDI ports over the guard process.
//
//	d := devices.New(ctx, log)
//	defer d.Close()
//	inputs, outputs, note := d.Ports(ctx)
//	out, err := d.Open(ctx, "builtin", console)
//	engine.AddOutput(out, func(ctx context.Context) (playback.Output, error) { return d.Open(ctx, "builtin", console) })
//
// A program that uses it begins its main function with guard.IsChild: the guard is the same program started once more.
//
// # Names
//
// [Builtin] or "builtin" is the built-in organ. Everything else is MIDI: a port's name as [Devices.Ports] lists it, a
// part of it that fits no other, "virtual:NAME" for a port of our own that other programs connect to, or "raw:PATH" for a
// device file or named pipe. "grandorgue:FILE" is the organ of a GrandOrgue that [Devices.Preview] has started. The output is called what it was opened by, so that an engine and a list of choices agree.
//
// # When something breaks
//
// The guard is started when the first port is wanted, and starts itself again when it dies; an output that was open then,
// or whose port has gone, answers the next event with an error. The engine closes it and opens it anew by the function
// that it was given, which is how a cable that is plugged in again is heard again.
package devices
