package dialect

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"voluntary/registration"
)

func TestSayingsAreThoseOfEachControlByItself(t *testing.T) {
	c := console(t, registration.Dialect{
		Cancel:  "F0 00 4A 4F 48 41 53 7F F7",
		Bitmaps: []registration.Bitmap{{Name: "all", Head: "F0 7D", Length: 2}},
		Banks:   []registration.Bank{{Name: "memory", Channel: 1, Controller: 16, Previous: 1, Next: 2}},
		Controls: []registration.ControlCode{
			{Kind: registration.NRPN, Channel: 1, Number: 132},
			{Kind: registration.PCToggle, Channel: 12, Number: 9},
			{Kind: registration.SysExBitmap, Part: "all", Index: 0},
			{Kind: registration.SysExBitmap, Part: "all", Index: 8},
			{Kind: registration.RelativeBank, Part: "memory", Index: 2},
			{},
		},
	})
	var said []string
	controls, _ := Sayings(c)
	for _, s := range controls {
		said = append(said, Hex(s.On)+" / "+Hex(s.Off))
	}
	assert.Equal(t, []string{
		"B0 63 01 B0 62 04 B0 06 7F / B0 63 01 B0 62 04 B0 06 00",
		"CB 09 / CB 09",
		"F0 7D 01 00 F7 / F0 7D 00 00 F7",
		"F0 7D 00 02 F7 / F0 7D 00 00 F7",
		"B0 10 02 B0 10 02 / B0 10 00",
		" / ",
	}, said)
}

func TestSayingsOfAShoeAreItsEnds(t *testing.T) {
	_, shoes := Sayings(console(t, registration.Dialect{Enclosures: []registration.EnclosureCode{{Channel: 2, Controller: 11}}}))
	assert.Equal(t, "B1 0B 7F", Hex(shoes[0].On))
	assert.Equal(t, "B1 0B 00", Hex(shoes[0].Off))
}
