// Package midiin listens to a MIDI input for as long as somebody wants it, whatever happens to the input meanwhile.
//
//	in := midiin.Listen(g, "Console", hear, state)
//	defer in.Close()
//
// An input that is not there yet, is unplugged or was open in a guard process that died is opened by its name again and
// again, with pauses of up to two seconds; state says in a sentence how it stands. Messages come whole and with the
// instant at which they came (see [guard.Guard.Listen]).
package midiin
