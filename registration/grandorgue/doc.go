// Package grandorgue reads the organs of GrandOrgue and makes consoles of them that play on GrandOrgue with nothing set up
// there.
//
//	c, report, err := grandorgue.ReadFile("demo.organ")
//
// Three kinds of file are read, told apart by content: definitions (.organ, packed with gzip or not; ISO-8859-1, or UTF-8
// with a byte-order mark), packages (.orgue, a zip with organindex.ini) and the text of which jMakeOdf makes definitions.
// Other programs' organs are read by packages aeolus and jorgan.
//
// # What becomes of it
//
// Every manual is a division, the pedal the last one. Its controls are what the player moves, under the names that the
// player sees. In many definitions a stop is computed from switches: then the switch is the control, and stops that hang on
// one switch are one control. Of several switches it is the one that is enough by itself or that least else hangs on, since
// what many stops need besides is a master for the wind. Couplers and tremulants are found in the same way. Package stopname makes pitch and family of the
// names; a pitch that stands only in the definition counts too. An enclosure holds the divisions of which most stops stand on
// its wind chests.
//
// Noises, motors and switches that only those hang on are left out; [Report.LeftOut] names them. What is left of the
// switches is a control of the kind Other, unless the console hides it or combinations do not keep it.
//
// A console has at most 1,024 controls; an organ with more is refused.
//
// # The dialect
//
// The dialect is GrandOrgue's set-up header, which its player and its MIDI inputs understand: every manual, control and
// enclosure is called by its element (M1, M1S0, M1C0, S6, T0, E0) and given a channel or an NRPN of our choice. Manuals have the
// channels from 1 on, the pedal the one after the last manual; numbers run from 0 on channel 16 in the order of the
// console. GrandOrgue 3.16.3, 3.17.0 and 3.17.1 misread the header; for these [Settings] writes the same numbers as a settings
// file (.cmb), under the name that [SettingsName] gives.
//
// # Limits
//
// A definition has at most [MaxSize] bytes unpacked. Only the table of contents and the definition are unpacked from a
// package. What is wrong is said with its section and key, or its line; small mistakes are warned of in the report and
// read as GrandOrgue reads them. Nothing panics on any input.
package grandorgue
