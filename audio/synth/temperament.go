package synth

import "strings"

// Temperament is how far each note lies from equal temperament, in cents, from C to B. The zero value is equal. An organ
// keeps its a' whatever the temperament.
type Temperament [12]float64

const (
	pythagorean = 23.460010384649014 // twelve pure fifths against seven octaves, in cents
	syntonic    = 21.506289596714778 // four pure fifths against a pure third
	pureFifth   = 1.9550008653874178 // a pure fifth against an equal one
)

// circle is a temperament as tuners lay it: by how many cents each fifth is narrower than pure, beginning with C-G, then
// G-D, D-A, A-E, E-B, B-F#, F#-C#, C#-G#, G#-Eb, Eb-Bb, Bb-F and F-C.
type circle struct {
	name   string // as people call it
	alias  string // in the letters of plainName
	narrow [12]float64
}

var circles = []circle{
	{"equal", "", even(pythagorean/12, 12, 0)},
	{"Werckmeister III", "werckmeister", [12]float64{0: pythagorean / 4, 1: pythagorean / 4, 2: pythagorean / 4, 5: pythagorean / 4}},
	{"Kirnberger III", "kirnberger", [12]float64{syntonic / 4, syntonic / 4, syntonic / 4, syntonic / 4, 0, 0, pythagorean - syntonic}},
	{"Vallotti", "valotti", even(pythagorean/6, 6, 11)}, // from F to B
	{"meantone", "quartercommameantone", meantone()},    // the wolf between G# and Eb
	{"Young II", "young", even(pythagorean/6, 6, 0)},    // from C to F#
}

// even is a circle with n fifths narrow by so many cents from the given one on, the others pure.
func even(cents float64, n, from int) (c [12]float64) {
	for i := range n {
		c[(from+i)%12] = cents
	}
	return c
}

func meantone() [12]float64 {
	c := even(syntonic/4, 12, 0)
	c[8] = pythagorean - float64(11*syntonic/4) // G#-Eb, what is left
	return c
}

// temperament walks round the circle.
func (c *circle) temperament() (t Temperament) {
	note, cents := 0, 0.0
	for _, narrow := range c.narrow[:11] {
		note = (note + 7) % 12
		cents += pureFifth - narrow
		t[note] = cents
	}
	return t
}

// TemperamentNames lists the temperaments that [TemperamentOf] knows, as people call them.
func TemperamentNames() []string {
	var names []string
	for _, c := range circles {
		names = append(names, c.name)
	}
	return names
}

// TemperamentOf finds a temperament by its name, however it is written: "Werckmeister III", "werckmeister-3",
// "quarter-comma meantone".
func TemperamentOf(name string) (Temperament, bool) {
	want := plainName(name)
	for i := range circles {
		if c := &circles[i]; want != "" && (plainName(c.name) == want || c.alias == want) {
			return c.temperament(), true
		}
	}
	return Temperament{}, false
}

// plainName leaves letters and digits of a name, in lower case, with a Roman number at its end as a digit.
func plainName(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(name))
	for i, roman := range []string{"iii", "ii"} {
		if start, ok := strings.CutSuffix(plain, roman); ok {
			return start + string(rune('3'-i))
		}
	}
	return plain
}
