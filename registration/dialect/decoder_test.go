package dialect

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/file"
)

// everyKind has every kind of code that says one control by itself or several together, close to one another.
func everyKind(t testing.TB) *registration.Console {
	type code = registration.ControlCode
	d := registration.Dialect{
		Divisions:  []registration.DivisionCode{{Channel: 1}, {Channel: 3, OffAs9n: true}, {Channel: 16}},
		Enclosures: []registration.EnclosureCode{{Channel: 2, Controller: 11}},
		Bitmaps:    []registration.Bitmap{rodgers, {Name: "woehl", Head: "F0 00 06 03 70 08", Length: 31, Base: "04"}},
		Cancel:     "F0 00 4A 4F 48 41 53 7F F7",
	}
	for i := range uint16(30) {
		n := uint8(i)
		d.Controls = append(d.Controls,
			code{Kind: registration.NRPN, Channel: 16, Number: i * 419},
			code{Kind: registration.NRPN, Channel: 1, Number: i, On: 1},
			code{Kind: registration.GOSetup, Channel: 7, Number: i, Element: "S1"},
			code{Kind: registration.NRPNRange, Channel: 8, Number: 5, On: n, Off: n + 64},
			code{Kind: registration.Note, Channel: 16, Number: i, On: 1 + n},
			code{Kind: registration.Note, Channel: 15, Number: i, OffAs9n: true},
			code{Kind: registration.CC, Channel: 5, Number: 20 + i},
			code{Kind: registration.CCEmbedded, Channel: 6, Number: 30, Index: i},
			code{Kind: registration.CCIndex, Channel: 9, On: 16, Off: 17, Index: i},
			code{Kind: registration.CCBitfield, Channel: 10, Number: i / 7, Index: i % 7},
			code{Kind: registration.CCTwoStep, Channel: 11, Number: 98, Group: n % 4, Index: i / 4},
			code{Kind: registration.PCToggle, Channel: 12, Number: i},
			code{Kind: registration.PCPair, Channel: 13, On: n, Off: n + 64},
			code{Kind: registration.SysExPair, OnSysEx: Hex([]byte{0xF0, 0x31, n, 1, 0xF7}), OffSysEx: Hex([]byte{0xF0, 0x31, n, 0, 0xF7})},
			code{Kind: registration.SysExToggle, OnSysEx: Hex([]byte{0xF0, 0x32, n, 0xF7})},
			code{Kind: registration.SysExBitmap, Part: "rodgers", Index: i * 8},
			code{Kind: registration.SysExBitmap, Part: "woehl", Index: i*7 + 3},
			code{},
		)
	}
	return console(t, d)
}

// everything is each change that the console can say, both ways.
func everything(c *registration.Console) []registration.Change {
	var out []registration.Change
	for i := range c.Controls {
		if c.Dialect.Controls[i].Kind != registration.Unsaid {
			out = append(out, draw(registration.ControlID(i)), retire(registration.ControlID(i)))
		}
	}
	for i := range c.Enclosures {
		for value := range uint8(128) {
			out = append(out, registration.Change{Kind: registration.Express, Enclosure: registration.EnclosureID(i), Value: value})
		}
	}
	return out
}

func changed(changes ...registration.Change) []Heard {
	var out []Heard
	for _, c := range changes {
		out = append(out, Heard{Kind: Changed, Change: c})
	}
	return out
}

func TestWhatIsSaidIsHeard(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	consoles := map[string]*registration.Console{"everyKind": everyKind(t)}
	for _, name := range []string{"parish", "cathedral"} {
		c, err := file.Find(name)
		require.NoError(t, err)
		consoles[name] = c
	}
	for name, c := range consoles {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			all := everything(c)
			for range 20 {
				e, d := NewEncoder(c), NewDecoder(c)
				state := c.Initial()
				require.Empty(t, d.Hear(nil, e.AppendOpening(nil)))
				r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
				var wire []byte
				for _, change := range all {
					before := state
					state.Apply(change)
					wire = e.AppendChange(wire[:0], change)
					if len(wire) == 0 {
						require.Equal(t, before, state, "only what the organ has is not said")
						continue
					}
					heard := d.Hear(nil, wire)
					if before == state && len(heard) == 0 {
						continue // a whole message with nothing new
					}
					require.Equal(t, changed(change), heard, "% X", wire)
					require.Equal(t, state, d.State())
				}
			}
		})
	}
}

// The same in one stream with keys, cut into single bytes, with real-time bytes anywhere and running status.
func TestAWholePerformanceIsHeard(t *testing.T) {
	c := everyKind(t)
	r := rand.New(rand.NewPCG(3, 4))
	all := everything(c)
	for range 20 {
		e, d := NewEncoder(c), NewDecoder(c)
		wire := e.AppendOpening(nil)
		var want []Heard
		state := c.Initial()
		for range 300 {
			if r.IntN(2) == 0 {
				change := all[r.IntN(len(all))]
				state.Apply(change)
				wire = e.AppendChange(wire, change)
				continue
			}
			h := Heard{Kind: KeyUp, Division: registration.DivisionID(r.IntN(2)), Key: uint8(r.IntN(128))}
			if r.IntN(2) == 0 {
				h.Kind, h.Velocity = KeyDown, 1+uint8(r.IntN(127))
			}
			wire = e.AppendKey(wire, h.Division, h.Key, h.Velocity, h.Kind == KeyDown)
			want = append(want, h)
		}
		var got []Heard
		var status byte
		for _, b := range wire {
			if b >= 0x80 && b < 0xF0 && b == status {
				continue // running status
			}
			if b >= 0x80 {
				status = b
			}
			for r.IntN(5) == 0 {
				got = d.Hear(got, []byte{0xF8 + byte(r.IntN(8))})
			}
			got = d.Hear(got, []byte{b})
		}
		got = slices.DeleteFunc(got, func(h Heard) bool { return h.Kind == Changed })
		require.Equal(t, want, got)
		require.Equal(t, state, d.State())
	}
}

func TestHearingTakesWhatOtherSendersDo(t *testing.T) {
	c := console(t, registration.Dialect{
		Controls: []registration.ControlCode{
			{Kind: registration.NRPN, Channel: 1, Number: 130},
			{Kind: registration.Note, Channel: 16, Number: 60},
			{Kind: registration.CC, Channel: 2, Number: 20},
			{Kind: registration.CC, Channel: 2, Number: 21, On: 69, Off: 5},
		},
	})
	for name, test := range map[string]struct {
		wire []byte
		want []Heard
	}{
		"low byte first":              {[]byte{0xB0, 98, 2, 0xB0, 99, 1, 0xB0, 6, 127}, changed(draw(0))},
		"running status":              {[]byte{0xB0, 99, 1, 98, 2, 6, 127, 6, 0}, changed(draw(0), retire(0))},
		"data entry low after it":     {[]byte{0xB0, 99, 1, 98, 2, 6, 127, 38, 127}, changed(draw(0))},
		"any value from 64":           {[]byte{0xB0, 99, 1, 98, 2, 6, 64, 6, 63}, changed(draw(0), retire(0))},
		"another channel":             {[]byte{0xB1, 99, 1, 98, 2, 6, 127}, nil},
		"no high byte":                {[]byte{0xB0, 98, 2, 6, 127}, nil},
		"no low byte":                 {[]byte{0xB0, 99, 1, 6, 127}, nil},
		"an RPN in between":           {[]byte{0xB0, 99, 1, 98, 2, 101, 0, 100, 1, 6, 127}, nil},
		"only the low byte renewed":   {[]byte{0xB0, 99, 1, 98, 3, 6, 127, 98, 2, 6, 127}, changed(draw(0))},
		"channels do not mix":         {[]byte{0xB0, 99, 1, 0xB1, 98, 2, 0xB0, 98, 2, 0xB0, 6, 127}, changed(draw(0))},
		"note-on with velocity 0":     {[]byte{0x9F, 60, 1, 0x9F, 60, 0}, changed(draw(1), retire(1))},
		"note-off with a velocity":    {[]byte{0x9F, 60, 1, 0x8F, 60, 64}, changed(draw(1), retire(1))},
		"only the two values count":   {[]byte{0xB1, 21, 69, 0xB1, 21, 70, 0xB1, 21, 5}, changed(draw(3), retire(3))},
		"SysEx passed over":           {[]byte{0xF0, 0x7D, 20, 127, 0xF7, 0xB1, 20, 127}, changed(draw(2))},
		"SysEx without an end":        {[]byte{0xF0, 0x7D, 20, 127, 0xB1, 20, 127}, changed(draw(2))},
		"running status after SysEx":  {[]byte{0xB1, 20, 127, 0xF0, 0xF7, 20, 0}, changed(draw(2))},
		"real time inside a message":  {[]byte{0xB1, 0xF8, 20, 0xFE, 127}, changed(draw(2))},
		"real time inside SysEx":      {[]byte{0xF0, 0x7D, 0xF8, 0xF7, 0xB1, 20, 127}, changed(draw(2))},
		"song position":               {[]byte{0xF2, 20, 127, 0xB1, 20, 127}, changed(draw(2))},
		"program and pressure":        {[]byte{0xC1, 20, 0xD1, 20, 0xE1, 20, 127, 0xA1, 20, 127, 0xB1, 20, 127}, changed(draw(2))},
		"a status instead of data":    {[]byte{0xB1, 20, 0xB1, 20, 127}, changed(draw(2))},
		"data without a status":       {[]byte{20, 127, 20, 127}, nil},
		"a key of the great":          {[]byte{0x90, 60, 100, 60, 0}, []Heard{{Kind: KeyDown, Key: 60, Velocity: 100}, {Kind: KeyUp, Key: 60}}},
		"a key of nobody":             {[]byte{0x94, 60, 100}, nil},
		"a key outside the compass":   {[]byte{0x92, 100, 100}, []Heard{{Kind: KeyDown, Division: 1, Key: 100, Velocity: 100}}},
		"an end of SysEx on its own":  {[]byte{0xF7, 0xB1, 20, 127}, changed(draw(2))},
		"tune request and undefined ": {[]byte{0xF6, 0xF4, 0xF5, 0xB1, 20, 127}, changed(draw(2))},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, NewDecoder(c).Hear(nil, test.wire))
		})
	}
}

func TestOneChannelForTwoDivisionsIsSplitByCompass(t *testing.T) {
	c := registration.Console{
		Name:      "split",
		Divisions: []registration.Division{{ID: "bass", Lowest: 36, Highest: 59}, {ID: "treble", Lowest: 60, Highest: 96}},
		Dialect:   registration.Dialect{Divisions: []registration.DivisionCode{{Channel: 1}, {Channel: 1}}},
	}
	checked, err := registration.NewConsole(c)
	require.NoError(t, err)
	d := NewDecoder(checked)
	heard := d.Hear(nil, []byte{0x90, 59, 1, 0x90, 60, 1, 0x90, 20, 1})
	assert.Equal(t, []registration.DivisionID{0, 1, 0}, []registration.DivisionID{heard[0].Division, heard[1].Division, heard[2].Division})
}

func TestEndlessSysExIsDropped(t *testing.T) {
	d := NewDecoder(one(t, registration.ControlCode{Kind: registration.CC, Channel: 2, Number: 20}))
	d.Hear(nil, []byte{0xF0})
	for range 100 {
		require.Empty(t, d.Hear(nil, make([]byte, 1<<16)))
	}
	assert.LessOrEqual(t, cap(d.stream.sysEx), 2*maxSysEx)
	assert.Equal(t, changed(draw(0)), d.Hear(nil, []byte{0xF7, 0xB1, 20, 127}))
}

func FuzzHear(f *testing.F) {
	c := everyKind(f)
	e := NewEncoder(c)
	var wire []byte
	for _, change := range everything(c)[:100] {
		wire = e.AppendChange(wire, change)
	}
	f.Add(wire)
	f.Add([]byte{0xF0, 0xF7, 0x90, 60, 0, 0xFF, 0xF2, 0x80})
	f.Fuzz(func(t *testing.T, wire []byte) {
		whole := NewDecoder(c).Hear(nil, wire)
		d := NewDecoder(c)
		var bytewise []Heard
		for i := range wire {
			bytewise = d.Hear(bytewise, wire[i:i+1])
		}
		require.Equal(t, whole, bytewise)
		for _, h := range whole {
			require.Less(t, h.Key, uint8(128))
			require.Less(t, int(h.Change.Control), len(c.Controls))
		}
	})
}
