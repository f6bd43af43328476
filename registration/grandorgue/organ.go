package grandorgue

import "strings"

// organ is what a definition says, whatever it is written in. Things are numbered from 1, as there; 0 is none.
type organ struct {
	church, builder string
	identity        string    // church as GrandOrgue knows it, to the letter
	manuals         []*manual // the pedal first, if there is one
	stops           map[int]*stop
	couplers        map[int]*coupler
	tremulants      []*tremulant // may hold nil
	switches        []*drawstop  // may hold nil
	enclosures      []string     // names
	chests          []chest
}

// manual is one keyboard. number 0 is the pedal.
type manual struct {
	number                                int
	section                               string
	name                                  string
	lowest, keys                          int // lowest MIDI key, number of keys that can be played
	stops, couplers, tremulants, switches []int
}

// drawstop is what can be drawn, or is computed from what can be.
type drawstop struct {
	section  string // "Stop012"
	name     string
	function string // "" and Input: the player moves it
	switches []int  // that it is computed from
	shown    bool
	stored   bool // combinations keep it
	engaged  bool // from the start
}

func (d *drawstop) operable() bool { return d.function == "" || strings.EqualFold(d.function, "Input") }

type stop struct {
	drawstop
	pipes  int     // keys that sound
	feet   float64 // from its harmonic number; 0: not said
	chests []int   // wind chests that it stands on
}

type coupler struct {
	drawstop
	to        int // manual
	shift     int // semitones
	unisonOff bool
	kind      string // Normal, Bass, Melody
}

type tremulant struct {
	drawstop
	period float64 // milliseconds; 0: not said
	depth  float64 // percent
}

// chest is a wind chest: what stands on it is in these boxes and shaken by these tremulants.
type chest struct{ enclosures, tremulants []int }

func (o *organ) chest(n int) chest {
	if n < 1 || n > len(o.chests) {
		return chest{}
	}
	return o.chests[n-1]
}
