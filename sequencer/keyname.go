package sequencer

import (
	"strconv"
	"strings"
)

var noteNames = [12]string{"C", "C#", "D", "E♭", "E", "F", "F#", "G", "G#", "A", "B♭", "B"}

// KeyName is the name of a MIDI key for people, middle C being C4.
func KeyName(key uint8) string {
	return noteNames[key%12] + strconv.Itoa(int(key)/12-1)
}

// KeyNaming is a way to call keys.
type KeyNaming uint8

// The ways.
const (
	ByNumber KeyNaming = iota // C2 is the lowest key of an organ, C4 middle C
	ByStroke                  // C, c, c', c'': as Helmholtz and organ builders write
)

// Name is the name of a key.
func (n KeyNaming) Name(key uint8) string {
	if n == ByNumber {
		return KeyName(key)
	}
	name := noteNames[key%12]
	octave := int(key)/12 - 4 // that of c
	switch {
	case octave >= 0:
		return strings.ToLower(name[:1]) + name[1:] + strings.Repeat("'", octave)
	case octave == -1:
		return name
	}
	return name + strings.Repeat(",", -octave-1)
}
