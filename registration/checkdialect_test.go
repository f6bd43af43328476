package registration

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// spoken is the small console with a dialect, not checked yet.
func spoken(code ControlCode) Console {
	c := small()
	c.Dialect.Controls = []ControlCode{code}
	c.Dialect.Bitmaps = []Bitmap{{Name: "map", Head: "F0 41 10", Length: 3, ChecksumFrom: 1}}
	c.Dialect.Banks = []Bank{{Name: "generals", Channel: 1, Controller: 16, Previous: 1, Next: 2}}
	return c
}

func TestEveryKindOfCodeAtItsLimits(t *testing.T) {
	for _, code := range []ControlCode{
		{},
		{Kind: Note, Channel: 16, Number: 127, On: 127, Off: 127, OffAs9n: true},
		{Kind: CC, Channel: 1, Number: 119, Off: 127},
		{Kind: CCIndex, Channel: 1, On: 119, Off: 118, Index: 127},
		{Kind: CCEmbedded, Channel: 1, Number: 119, Index: 63},
		{Kind: CCBitfield, Channel: 1, Number: 119, Index: 6},
		{Kind: CCTwoStep, Channel: 1, Number: 98, Index: 31, Group: 7},
		{Kind: NRPN, Channel: 1, Number: 16383},
		{Kind: NRPNRange, Channel: 1, Number: 16383, On: 1},
		{Kind: PCToggle, Channel: 12, Number: 127},
		{Kind: PCPair, Channel: 16, On: 127},
		{Kind: SysExPair, OnSysEx: "F0 7F F7", OffSysEx: "f07ef7"},
		{Kind: SysExToggle, OnSysEx: "F0 00 4A 4F 48 41 53 01 F7"},
		{Kind: SysExBitmap, Part: "map", Index: 20},
		{Kind: RelativeBank, Part: "generals", Index: 127},
		{Kind: GOSetup, Channel: 16, Number: 16383, Element: "S1M2C8"},
	} {
		_, err := NewConsole(spoken(code))
		assert.NoError(t, err, "%+v", code)
	}
}

func TestDialectFaultsAreNamed(t *testing.T) {
	for name, test := range map[string]struct {
		code ControlCode
		says string
	}{
		"no channel":           {ControlCode{Kind: Note}, "note on channel 0"},
		"channel of none":      {ControlCode{Kind: SysExToggle, Channel: 1, OnSysEx: "F0 01 F7"}, "sysex-toggle on channel 1"},
		"index of a value":     {ControlCode{Kind: CCEmbedded, Channel: 1, Index: 64}, "index 64"},
		"bit of a field":       {ControlCode{Kind: CCBitfield, Channel: 1, Index: 7}, "index 7"},
		"group":                {ControlCode{Kind: CCTwoStep, Channel: 1, Group: 8}, "group 8"},
		"same controller":      {ControlCode{Kind: CCIndex, Channel: 1, On: 16, Off: 16}, "says 16 for both"},
		"mode controller":      {ControlCode{Kind: CCIndex, Channel: 1, On: 16, Off: 123}, "controllers 16 and 123"},
		"same program":         {ControlCode{Kind: PCPair, Channel: 1}, "says 0 for both"},
		"program":              {ControlCode{Kind: PCToggle, Channel: 1, Number: 128}, "number 128"},
		"no SysEx":             {ControlCode{Kind: SysExPair, OnSysEx: "F0 01 F7"}, "is not one MIDI message"},
		"not SysEx":            {ControlCode{Kind: SysExToggle, OnSysEx: "90 3C 64"}, "is not SysEx"},
		"SysEx without an end": {ControlCode{Kind: SysExToggle, OnSysEx: "F0 01 02"}, "is not one MIDI message"},
		"two messages":         {ControlCode{Kind: SysExToggle, OnSysEx: "F0 01 F7 F0 01 F7"}, "is not one MIDI message"},
		"not hex":              {ControlCode{Kind: SysExToggle, OnSysEx: "F0 0G F7"}, "is not hex"},
		"bit beyond the map":   {ControlCode{Kind: SysExBitmap, Part: "map", Index: 21}, `bit 21 of the bitmap "map", which has 21`},
		"no such map":          {ControlCode{Kind: SysExBitmap, Part: "generals"}, `the bitmap "generals", which is not there`},
		"no such bank":         {ControlCode{Kind: RelativeBank, Part: "map", Index: 1}, `the bank "map", which is not there`},
		"place 0":              {ControlCode{Kind: RelativeBank, Part: "generals"}, "place 0"},
		"element":              {ControlCode{Kind: GOSetup, Channel: 1, Element: "stop 1"}, `element "stop 1"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := NewConsole(spoken(test.code))
			require.ErrorIs(t, err, ErrConsole)
			assert.ErrorContains(t, err, "the dialect of control great.open-diapason-8")
			assert.ErrorContains(t, err, test.says)
		})
	}
	for name, test := range map[string]struct {
		spoil func(*Dialect)
		says  string
	}{
		"head":           {func(d *Dialect) { d.Bitmaps[0].Head = "41" }, `bitmap "map" has the head "41"`},
		"head of F0":     {func(d *Dialect) { d.Bitmaps[0].Head = "F0 F0" }, "has the head"},
		"head not hex":   {func(d *Dialect) { d.Bitmaps[0].Head = "x" }, "is not hex"},
		"length":         {func(d *Dialect) { d.Bitmaps[0].Length = 129 }, "129 data bytes"},
		"base":           {func(d *Dialect) { d.Bitmaps[0].Base = "80" }, `the base "80"`},
		"base not hex":   {func(d *Dialect) { d.Bitmaps[0].Base = "8" }, "is not hex"},
		"base too long":  {func(d *Dialect) { d.Bitmaps[0].Base = "01 01 01 01" }, "at most 3 bytes"},
		"kind of sum":    {func(d *Dialect) { d.Bitmaps[0].Checksum = "crc" }, `unknown checksum "crc"`},
		"sum":            {func(d *Dialect) { d.Bitmaps[0].ChecksumTo = 128 }, "comes to 128"},
		"sum of nothing": {func(d *Dialect) { d.Bitmaps[0].ChecksumFrom, d.Bitmaps[0].Checksum = 0, XorTo }, "from which byte on"},
		"checksum":       {func(d *Dialect) { d.Bitmaps[0].ChecksumFrom = 4 }, "checksum from byte 4"},
		"two maps":       {func(d *Dialect) { d.Bitmaps = append(d.Bitmaps, d.Bitmaps[0]) }, "is there twice"},
		"bank":           {func(d *Dialect) { d.Banks[0].Channel = 0 }, `bank "generals" is out of range`},
		"bank's steps":   {func(d *Dialect) { d.Banks[0].Next = 0 }, "the same for two"},
		"two banks":      {func(d *Dialect) { d.Banks = append(d.Banks, d.Banks[0]) }, "is there twice"},
		"too many":       {func(d *Dialect) { d.Banks = make([]Bank, 65) }, "too many"},
		"cancel":         {func(d *Dialect) { d.Cancel = "CF" }, "cancel is a bad message"},
		"panic":          {func(d *Dialect) { d.Panic = "B0 50 00; CF" }, "panic is a bad message"},
		"long panic":     {func(d *Dialect) { d.Panic = "F0" + strings.Repeat(" 01", 1100) + " F7" }, "panic is a bad message: 1102 bytes are too many"},
		"cancel of time": {func(d *Dialect) { d.Cancel = "FE" }, "is not one MIDI message"},
		"organ":          {func(d *Dialect) { d.Organ = strings.Repeat("x", 1001) }, "organ"},
		"element":        {func(d *Dialect) { d.Divisions = []DivisionCode{{Channel: 1, Element: "m1"}} }, `the element "m1"`},
		"shoe kind":      {func(d *Dialect) { d.Enclosures = []EnclosureCode{{Channel: 1, Kind: Note}} }, `of the kind "note"`},
		"shoe element":   {func(d *Dialect) { d.Enclosures = []EnclosureCode{{Channel: 1, Kind: GOSetup}} }, `the element ""`},
		"shoe stuck":     {func(d *Dialect) { d.Enclosures = []EnclosureCode{{Channel: 1, Closed: 5, Open: 5}} }, "says 5 for both"},
	} {
		t.Run(name, func(t *testing.T) {
			c := spoken(ControlCode{})
			test.spoil(&c.Dialect)
			_, err := NewConsole(c)
			require.ErrorIs(t, err, ErrConsole)
			assert.ErrorContains(t, err, test.says)
		})
	}
}

func TestParseHex(t *testing.T) {
	for _, text := range []string{"F0 31 2F 6C 00 F7", "f0312f6c00f7", " F031 2F6C\t00F7\n"} {
		b, err := ParseHex(text)
		require.NoError(t, err)
		assert.Equal(t, []byte{0xF0, 0x31, 0x2F, 0x6C, 0, 0xF7}, b)
	}
	b, err := ParseHex("")
	require.NoError(t, err)
	assert.Empty(t, b)
	_, err = ParseHex("F0 3")
	assert.ErrorContains(t, err, `"F0 3" is not hex`)
}
