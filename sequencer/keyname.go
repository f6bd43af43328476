package sequencer

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
)

// KeyNaming is a way to call keys.
type KeyNaming uint32

// The ways.
const (
	ByNumber KeyNaming = iota // C2 is the lowest key of an organ, C4 middle C
	ByStroke                  // C, c, c', c'': as Helmholtz and organ builders write
	InGerman                  // the same, with Cis, Es, B and H
	ByYamaha                  // as many keyboards and programs count: middle C is C3
)

var keyNamings = [...]struct{ id, label string }{
	ByNumber: {"C4", "C2 to C7, middle C is C4"},
	ByStroke: {"c'", "C, c, c', middle C is c' (Helmholtz)"},
	InGerman: {"h", "C, c, c', with Cis, Es, B and H (German)"},
	ByYamaha: {"C3", "C1 to C6, middle C is C3"},
}

// KeyNamings lists every way, in the order of a menu.
func KeyNamings() []KeyNaming { return []KeyNaming{ByNumber, ByStroke, InGerman, ByYamaha} }

// String is the way as settings keep it: "c'".
func (n KeyNaming) String() string { return keyNamings[n].id }

// Label is the way for people.
func (n KeyNaming) Label() string { return keyNamings[n].label }

// ParseKeyNaming reads what String writes.
func ParseKeyNaming(text string) (KeyNaming, error) {
	for _, n := range KeyNamings() {
		if n.String() == text {
			return n, nil
		}
	}
	return ByNumber, fmt.Errorf("%q is no way to call keys (C4, c', h or C3)", text)
}

// naming is the way in force. It is one for the whole program, so that a key has one name wherever it is named.
var naming atomic.Uint32

// NameKeys has keys called in a way from now on.
func NameKeys(n KeyNaming) { naming.Store(uint32(n)) }

// Naming is how keys are called.
func Naming() KeyNaming { return KeyNaming(naming.Load()) }

// KeyName is the name of a MIDI key for people, in the way that is in force.
func KeyName(key uint8) string { return Naming().Name(key) }

// KeyNames names keys for people, from the lowest up, three and more that lie side by side as a range: "C2, E2 and G4 to C5".
func KeyNames(keys []uint8) string {
	keys = slices.Compact(slices.Sorted(slices.Values(keys)))
	var names []string
	for i := 0; i < len(keys); {
		n := i + 1
		for n < len(keys) && keys[n] == keys[n-1]+1 {
			n++
		}
		if n-i >= 3 {
			names = append(names, KeyName(keys[i])+" to "+KeyName(keys[n-1]))
		} else {
			for _, k := range keys[i:n] {
				names = append(names, KeyName(k))
			}
		}
		i = n
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

var (
	noteNames   = [12]string{"C", "C#", "D", "E♭", "E", "F", "F#", "G", "G#", "A", "B♭", "B"}
	germanNames = [12]string{"C", "Cis", "D", "Es", "E", "F", "Fis", "G", "Gis", "A", "B", "H"}
)

// Name is the name of a key.
func (n KeyNaming) Name(key uint8) string {
	name := noteNames[key%12]
	switch n {
	case ByNumber:
		return name + strconv.Itoa(int(key)/12-1)
	case ByYamaha:
		return name + strconv.Itoa(int(key)/12-2)
	case InGerman:
		name = germanNames[key%12]
	}
	octave := int(key)/12 - 4 // that of c
	switch {
	case octave >= 0:
		return strings.ToLower(name[:1]) + name[1:] + strings.Repeat("'", octave)
	case octave == -1:
		return name
	}
	return name + strings.Repeat(",", -octave-1)
}

// ParseKey reads a key by its name in the way that is in force, or by its number from 0 to 127. Case and the sign of a flat
// matter only where they tell keys apart.
func ParseKey(text string) (uint8, error) {
	text = strings.TrimSpace(text)
	plain := func(s string) string { return strings.ReplaceAll(s, "♭", "b") }
	keys := make([]uint8, 128)
	for i := range keys {
		keys[i] = uint8(i)
	}
	n := Naming()
	i := slices.IndexFunc(keys, func(k uint8) bool { return plain(n.Name(k)) == plain(text) })
	if i < 0 && (n == ByNumber || n == ByYamaha) {
		i = slices.IndexFunc(keys, func(k uint8) bool { return strings.EqualFold(plain(n.Name(k)), plain(text)) })
	}
	if i >= 0 {
		return keys[i], nil
	}
	if v, err := strconv.Atoi(text); err == nil && v >= 0 && v < 128 {
		return uint8(v), nil
	}
	return 0, fmt.Errorf("a key is a name (%s, %s) or a number from 0 to 127", KeyName(36), KeyName(66))
}
