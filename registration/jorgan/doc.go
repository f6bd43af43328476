// Package jorgan makes consoles of the dispositions of jOrgan, which are XML.
//
//	c, report, err := jorgan.Read(data, "village.disposition")
//
// Every keyboard is a division; the stops, couplers and tremulants that it refers to are its controls, in that order. A
// stop without a pitch in its name has the one that its transposition gives. A filter of loudness that a division's ranks
// refer to is an enclosure. Stops that no keyboard refers to go to the first one, with a warning.
//
// A disposition says in its own words which messages it listens to. Of these the channel of a keyboard is taken; for its
// stops the console has no codes, which the user teaches it.
package jorgan
