// Package registration holds the organ's own vocabulary: what an organ has and what is drawn on it.
//
// A [Console] describes one organ: its [Division]s (the pipes played from one keyboard), its [Control]s (stops,
// couplers, tremulants: everything that is on or off), its [Enclosure]s (swell boxes and their shoes) and the
// [Dialect] in which it is spoken to over MIDI. A console is immutable once published by [NewConsole].
//
// A [State] is a registration: which controls are on and where each shoe stands. It is a comparable value. [Diff]
// gives the [Change]s that lead from one state to another, and [State.Apply] makes them; Diff then Apply is identity.
// A [Scene] names a registration in which each control is on, off or left alone.
//
// # Two kinds of name
//
// Files name things by text id ("great.principal-8", "swell"; see [ValidID]). In memory everything is a dense index into the
// console's slices ([DivisionID], [ControlID], [EnclosureID]), so that a state is a few machine words and an event has
// no pointers. [Console.Control], [Console.Division] and [Console.Enclosure] lead from text to index; [Console.Resolve]
// also finds a control by its meaning when the text id is not of this console.
//
// Units: pitch in feet (8 is unison, 2.667 a twelfth), shifts in semitones, keys as MIDI note numbers (60 is middle C),
// shoes 0 (closed) to 127 (open).
//
// The package imports the standard library alone.
package registration
