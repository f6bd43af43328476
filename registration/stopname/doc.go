// Package stopname tells what an organ's engraved names mean: how long the pipes are, what family they are of and how they
// are built. It knows English, German, French, Dutch, Italian and Spanish names as they stand on drawknobs, and the
// commonest Polish ones.
//
//	s := stopname.Read("Rohrflöte 8'", false)   // a chimney flute, family flute, 8 feet, construction "chimney"
//	s = stopname.Read("Mixtur 4fach", false)    // family mixture, four ranks from 2 feet on
//	c, ok := stopname.ReadCoupler("16' II/I")   // the keys of I also play II, an octave lower
//
// # How a name is looked up
//
// Names are compared in the letters of [Fold], which writes "Holzflöte", "Holzfloete" and "HOLZFLOTE" the same, as well as
// "Oktave" and "Octave", "Kornett" and "Cornet". One table (sorts.go) lists parts of names, the special before the general,
// each with its [Sort]. The first part that is found speaks for the name, so Gedacktpommer is looked for before Gedackt and
// Gemshorn before Horn. A name of which no part is known is of no family.
//
// The pitch is taken from the name ("2 2/3'", "1⅓ Fuß", "Principal 8"); old roundings of quints and thirds ("3'", "6'",
// "1 1/2'") are set right. A name without a pitch has the usual one of its sort, which for the pedal is often the lower
// octave. Mixtures have no pitch: their ranks are given at the lowest key, as far as the name tells how many there are.
//
// There is no state here; all functions may be called from any goroutine.
package stopname
