// Package learn finds out from what an organ sends how it says that a stop is drawn.
//
// A person moves one control on, off, on, off, slowly, and [Control] looks at all that came in meanwhile:
//
//	found, err := learn.Control(heard)
//	fmt.Println(found.Words, found.Confidence)   // "Controller 20 on channel 3 says 127 for on and 0 for off."
//
// It tells apart notes, controllers (a value, an index, 64 more for on, bits, two steps), NRPN, program changes and System
// Exclusive of every kind of [registration.CodeKind] that can be learnt so, among them bitmaps with a checksum, of which
// it finds the bit, how the checksum is made (sum, complement, exclusive or) and where it begins; messages that hold a
// part of a bitmap (Rodgers) are put together. Active sensing, clocks, echoes, bounced contacts, other knobs' messages that
// are repeated all the time, and keys that are played meanwhile are put up with.
//
// One control leaves questions open: is a value of 64 the number 0 and on, or simply 64? [Lessons] holds all that was
// learnt of one organ and settles them together: a second control fixes the numbering, and of a bitmap its part of the
// dialect. [Lessons.Apply] writes the codes into a console.
//
// [Keys] learns a division's channel and compass, [Shoe] an enclosure's controller and its two ends. [ReadRecording] reads
// a recording as the monitor saves it.
//
// The package is pure: no clock, no port, no state but what the caller holds.
package learn
