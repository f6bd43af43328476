package sequencer

import "strconv"

var noteNames = [12]string{"C", "C#", "D", "E♭", "E", "F", "F#", "G", "G#", "A", "B♭", "B"}

// KeyName is the name of a MIDI key for people, middle C being C4.
func KeyName(key uint8) string {
	return noteNames[key%12] + strconv.Itoa(int(key)/12-1)
}
