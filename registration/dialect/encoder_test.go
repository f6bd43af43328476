package dialect

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/file"
)

// console has one control for each code, in a division on channel 1 and a pedal on channel 3, and an enclosure.
func console(t testing.TB, dialect registration.Dialect) *registration.Console {
	t.Helper()
	c := registration.Console{
		Name: "test",
		Divisions: []registration.Division{
			{ID: "great", Lowest: 36, Highest: 96},
			{ID: "pedal", Lowest: 36, Highest: 67, Pedal: true},
			{ID: "far", Lowest: 36, Highest: 96},
		},
		Enclosures: []registration.Enclosure{{ID: "box", Initial: 127}},
		Dialect:    dialect,
	}
	if c.Dialect.Divisions == nil {
		c.Dialect.Divisions = []registration.DivisionCode{{Channel: 1}, {Channel: 3}}
	}
	for i := range dialect.Controls {
		c.Controls = append(c.Controls, registration.Control{ID: fmt.Sprint("great.", i)})
	}
	out, err := registration.NewConsole(c)
	require.NoError(t, err)
	return out
}

func one(t testing.TB, code registration.ControlCode) *registration.Console {
	return console(t, registration.Dialect{Controls: []registration.ControlCode{code}})
}

func parish(t testing.TB) *registration.Console {
	t.Helper()
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	c, err := file.Find("parish")
	require.NoError(t, err)
	return c
}

func draw(c registration.ControlID) registration.Change {
	return registration.Change{Kind: registration.Draw, Control: c}
}

func retire(c registration.ControlID) registration.Change {
	return registration.Change{Kind: registration.Retire, Control: c}
}

func TestControlsInHex(t *testing.T) {
	type code = registration.ControlCode
	for name, test := range map[string]struct {
		code    code
		on, off string
	}{
		"Allen, stop 1,132":           {code{Kind: registration.NRPN, Channel: 1, Number: 132}, "B0 63 01 B0 62 04 B0 06 7F", "B0 63 01 B0 62 04 B0 06 00"},
		"GrandOrgue, NRPN 300 on 16":  {code{Kind: registration.NRPN, Channel: 16, Number: 300}, "BF 63 02 BF 62 2C BF 06 7F", "BF 63 02 BF 62 2C BF 06 00"},
		"the highest NRPN":            {code{Kind: registration.NRPN, Channel: 16, Number: 16383, On: 1}, "BF 63 7F BF 62 7F BF 06 01", "BF 63 7F BF 62 7F BF 06 00"},
		"NRPN range":                  {code{Kind: registration.NRPNRange, Channel: 1, Number: 5, On: 9, Off: 73}, "B0 63 00 B0 62 05 B0 06 09", "B0 63 00 B0 62 05 B0 06 49"},
		"note":                        {code{Kind: registration.Note, Channel: 15, Number: 60}, "9E 3C 7F", "8E 3C 00"},
		"note with its own velocity":  {code{Kind: registration.Note, Channel: 1, Number: 0, On: 1, Off: 64}, "90 00 01", "80 00 40"},
		"note off by velocity 0":      {code{Kind: registration.Note, Channel: 1, Number: 12, OffAs9n: true}, "90 0C 7F", "90 0C 00"},
		"controller":                  {code{Kind: registration.CC, Channel: 2, Number: 20}, "B1 14 7F", "B1 14 00"},
		"controller, values turned":   {code{Kind: registration.CC, Channel: 2, Number: 20, On: 0, Off: 127}, "B1 14 00", "B1 14 7F"},
		"controller number on or off": {code{Kind: registration.CCIndex, Channel: 1, On: 16, Off: 17, Index: 35}, "B0 10 23", "B0 11 23"},
		"Ahlborn, embedded":           {code{Kind: registration.CCEmbedded, Channel: 1, Number: 80, Index: 5}, "B0 50 45", "B0 50 05"},
		"Content, bit field":          {code{Kind: registration.CCBitfield, Channel: 3, Number: 21, Index: 6}, "B2 15 40", "B2 15 00"},
		"Aeolus, group 1 button 5":    {code{Kind: registration.CCTwoStep, Channel: 13, Number: 98, Group: 1, Index: 5}, "BC 62 61 BC 62 05", "BC 62 51 BC 62 05"},
		"Viscount plenum":             {code{Kind: registration.PCPair, Channel: 16, On: 97, Off: 96}, "CF 61", "CF 60"},
		"Viscount, Swell to Great":    {code{Kind: registration.SysExPair, OnSysEx: "F0 31 2F 70 03 F7", OffSysEx: "f0312f7013f7"}, "F0 31 2F 70 03 F7", "F0 31 2F 70 13 F7"},
		"Hauptwerk, P1 56 P2 22": {
			code{Kind: registration.SysExPair, OnSysEx: "F0 7D 39 72 10 00 00 56 22 00 00 F7", OffSysEx: "F0 7D 39 72 11 00 00 56 22 00 00 F7"},
			"F0 7D 39 72 10 00 00 56 22 00 00 F7", "F0 7D 39 72 11 00 00 56 22 00 00 F7",
		},
		"Organteq, first of Grand Orgue": {
			code{Kind: registration.SysExPair, OnSysEx: "F0 0B 7D 73 39 01 01 02 00 7F F7", OffSysEx: "F0 0B 7D 73 39 01 01 02 00 00 F7"},
			"F0 0B 7D 73 39 01 01 02 00 7F F7", "F0 0B 7D 73 39 01 01 02 00 00 F7",
		},
		"unsaid": {code{}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			e := NewEncoder(one(t, test.code))
			assert.Equal(t, test.on, Hex(e.AppendChange(nil, draw(0))))
			assert.Equal(t, test.off, Hex(e.AppendChange(nil, retire(0))))
		})
	}
}

func TestKeysInHex(t *testing.T) {
	e := NewEncoder(console(t, registration.Dialect{Divisions: []registration.DivisionCode{{Channel: 1}, {Channel: 3, Velocity: 64, OffAs9n: true}}}))
	for _, test := range []struct {
		division registration.DivisionID
		key, vel uint8
		down     bool
		want     string
	}{
		{0, 60, 100, true, "90 3C 64"},
		{0, 60, 100, false, "80 3C 00"},
		{0, 0, 1, true, "90 00 01"},
		{0, 127, 127, true, "90 7F 7F"},
		{0, 60, 0, true, "90 3C 40"},   // velocity 0 would be a release
		{0, 60, 200, true, "90 3C 40"}, // not a velocity
		{1, 36, 100, true, "92 24 40"},
		{1, 36, 100, false, "92 24 00"},
		{2, 60, 100, true, ""},   // no channel
		{0, 128, 100, true, ""},  // no such key
		{16, 60, 100, true, ""},  // no such division
		{16, 60, 100, false, ""}, //
	} {
		assert.Equal(t, test.want, Hex(e.AppendKey(nil, test.division, test.key, test.vel, test.down)), "%+v", test)
	}
}

func TestShoesInHex(t *testing.T) {
	e := NewEncoder(console(t, registration.Dialect{Enclosures: []registration.EnclosureCode{{Channel: 2, Controller: 11}}}))
	express := func(value uint8) string {
		return Hex(e.AppendChange(nil, registration.Change{Kind: registration.Express, Value: value}))
	}
	assert.Equal(t, "B1 0B 00", express(0))
	assert.Equal(t, "B1 0B 7F", express(127))
	assert.Equal(t, "B1 0B 7F", express(255))
	assert.Empty(t, e.AppendChange(nil, registration.Change{Kind: registration.Express, Enclosure: 5, Value: 1}))
	assert.Empty(t, e.AppendChange(nil, registration.Change{}))
	assert.Empty(t, e.AppendChange(nil, draw(9)))

	for _, test := range []struct {
		code               registration.EnclosureCode
		closed, half, open string
	}{
		{registration.EnclosureCode{Channel: 1, Controller: 11, Closed: 63, Open: 127}, "B0 0B 3F", "B0 0B 5F", "B0 0B 7F"},
		{registration.EnclosureCode{Channel: 1, Controller: 11, Closed: 127, Open: 0}, "B0 0B 7F", "B0 0B 40", "B0 0B 00"},
		{registration.EnclosureCode{Channel: 16, Kind: registration.NRPN, Number: 130}, "BF 63 01 BF 62 02 BF 06 00", "BF 63 01 BF 62 02 BF 06 3F", "BF 63 01 BF 62 02 BF 06 7F"},
	} {
		e = NewEncoder(console(t, registration.Dialect{Enclosures: []registration.EnclosureCode{test.code}}))
		assert.Equal(t, []string{test.closed, test.half, test.open}, []string{express(0), express(63), express(127)})
	}

	unsaid := NewEncoder(console(t, registration.Dialect{}))
	assert.Empty(t, unsaid.AppendChange(nil, registration.Change{Kind: registration.Express, Value: 1}))
}

func TestWireTime(t *testing.T) {
	assert.Equal(t, 320*time.Microsecond, WireTime(1))
	assert.Equal(t, 2880*time.Microsecond, WireTime(9))
	assert.Zero(t, WireTime(0))
	e := NewEncoder(parish(t))
	assert.Equal(t, 960*time.Microsecond, WireTime(len(e.AppendKey(nil, 0, 60, 1, true))))
	assert.Equal(t, 2880*time.Microsecond, WireTime(len(e.AppendChange(nil, draw(0)))))
}

func TestAppendDoesNotAllocate(t *testing.T) {
	c := parish(t)
	e := NewEncoder(c)
	buf := make([]byte, 0, 4096)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		buf = e.AppendKey(buf[:0], 0, 60, 100, true)
		buf = e.AppendKey(buf, 0, 60, 0, false)
		buf = e.AppendChange(buf, draw(3))
		buf = e.AppendChange(buf, registration.Change{Kind: registration.Express, Value: 64})
		for key := range uint8(128) {
			buf = e.AppendKey(buf, 0, key, 0, false)
		}
	}))
	d := NewDecoder(c)
	heard := make([]Heard, 0, 1024)
	assert.Zero(t, testing.AllocsPerRun(100, func() { heard = d.Hear(heard[:0], buf) }))
}
