package dialect

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

func unhex(t testing.TB, text string) []byte {
	t.Helper()
	b, err := registration.ParseHex(text)
	require.NoError(t, err)
	return b
}

// rodgers is the standard map: 35 data bytes, the checksum counts from the subcommand.
var rodgers = registration.Bitmap{Name: "rodgers", Head: "F0 41 10 30 12 01", Offset: true, Length: 35, ChecksumFrom: 5}

// rodgersConsole has a control for every bit.
func rodgersConsole(t testing.TB) *registration.Console {
	d := registration.Dialect{Bitmaps: []registration.Bitmap{rodgers}}
	for i := range uint16(35 * 7) {
		d.Controls = append(d.Controls, registration.ControlCode{Kind: registration.SysExBitmap, Part: "rodgers", Index: i})
	}
	return console(t, d)
}

func TestRodgersBitmap(t *testing.T) {
	c := rodgersConsole(t)
	e := NewEncoder(c)
	assert.Equal(t, "F0 41 10 30 12 01 00 01"+strings.Repeat(" 00", 34)+" 7E F7", Hex(e.AppendChange(nil, draw(0))))
	assert.Empty(t, e.AppendChange(nil, draw(0)), "the organ has it already")
	assert.Empty(t, e.AppendChange(nil, retire(200)))
	assert.Equal(t, "F0 41 10 30 12 01 00 00"+strings.Repeat(" 00", 34)+" 7F F7", Hex(e.AppendChange(nil, retire(0))))

	e.Forget()
	assert.Len(t, e.AppendChange(nil, retire(0)), 44, "said again to an organ of which nothing is known")
	assert.Empty(t, e.AppendChange(nil, retire(1)), "that message said it all")
}

// Bits that are no controls stay as the organ wants them.
func TestBitmapWithABase(t *testing.T) {
	base := "04"
	c := console(t, registration.Dialect{
		Bitmaps: []registration.Bitmap{{Name: "woehl", Head: "F0 00 06 03 70 08", Length: 31, Base: base}},
		Controls: []registration.ControlCode{
			{Kind: registration.SysExBitmap, Part: "woehl", Index: 0},
			{Kind: registration.SysExBitmap, Part: "woehl", Index: 8},
		},
	})
	e, d := NewEncoder(c), NewDecoder(c)
	assert.Equal(t, "F0 00 06 03 70 08 04"+strings.Repeat(" 00", 30)+" F7", Hex(e.AppendChange(nil, retire(0))))
	wire := e.AppendChange(nil, draw(1))
	assert.Equal(t, "F0 00 06 03 70 08 04 02"+strings.Repeat(" 00", 29)+" F7", Hex(wire))
	assert.Equal(t, changed(draw(1)), d.Hear(nil, wire))
	assert.Empty(t, d.Hear(nil, wire[:20]))
	assert.Empty(t, d.Hear(nil, []byte{0xF7}), "too short")
}

func TestJohannusIsCancelledBeforeItIsToggled(t *testing.T) {
	c := console(t, registration.Dialect{
		Cancel: "F0 00 4A 4F 48 41 53 7F F7",
		Controls: []registration.ControlCode{
			{Kind: registration.PCToggle, Channel: 12, Number: 9},
			{Kind: registration.PCToggle, Channel: 12, Number: 10},
		},
	})
	const cancel = "F0 00 4A 4F 48 41 53 7F F7"
	e, d := NewEncoder(c), NewDecoder(c)
	assert.False(t, e.Blind())
	assert.Equal(t, cancel+" CB 09", Hex(e.AppendChange(nil, draw(0))))
	assert.Empty(t, e.AppendChange(nil, draw(0)), "a second time would retire it")
	assert.Empty(t, e.AppendChange(nil, retire(1)))
	assert.Equal(t, "CB 09", Hex(e.AppendChange(nil, retire(0))))
	assert.Equal(t, "CB 0A", Hex(e.AppendChange(nil, draw(1))))
	assert.Equal(t, "90 3C 64", Hex(e.AppendKey(nil, 0, 60, 100, true)))

	e.Forget()
	assert.Equal(t, "80 3C 00", Hex(e.AppendKey(nil, 0, 60, 0, false)), "a release does not wait")
	assert.Equal(t, cancel+" 90 3C 64", Hex(e.AppendKey(nil, 0, 60, 100, true)))
	assert.Equal(t, "CB 0A", Hex(e.AppendChange(nil, draw(1))), "the cancel retired it")

	heard := d.Hear(nil, unhex(t, "CB 09 CB 0A CB 09 CB 09"))
	assert.Equal(t, changed(draw(0), draw(1), retire(0), draw(0)), heard)
	assert.Equal(t, changed(retire(0), retire(1)), d.Hear(nil, unhex(t, cancel)))
	assert.Zero(t, new(registration.State).Count())
	assert.Equal(t, c.Initial(), d.State())
}

func TestTogglesAreNeverMovedBlind(t *testing.T) {
	c := console(t, registration.Dialect{Controls: []registration.ControlCode{
		{Kind: registration.SysExToggle, OnSysEx: "F0 00 4A 4F 48 41 53 01 F7"},
		{Kind: registration.NRPN, Channel: 16},
	}})
	e := NewEncoder(c)
	assert.True(t, e.Blind())
	assert.Empty(t, e.AppendChange(nil, draw(0)))
	assert.Empty(t, e.AppendChange(nil, retire(0)))
	assert.NotEmpty(t, e.AppendChange(nil, draw(1)), "what is absolute can be said")

	e.Assume(c.Initial().With(0, true))
	assert.False(t, e.Blind())
	assert.Empty(t, e.AppendChange(nil, draw(0)))
	assert.Equal(t, "F0 00 4A 4F 48 41 53 01 F7", Hex(e.AppendChange(nil, retire(0))))
	e.Forget()
	assert.True(t, e.Blind())
	assert.Empty(t, e.AppendChange(nil, draw(0)))
}

func TestSyndyneStepsThroughItsCombinations(t *testing.T) {
	d := registration.Dialect{Banks: []registration.Bank{{Name: "generals", Channel: 1, Controller: 16, Cancel: 0, Previous: 1, Next: 2}}}
	for i := range uint16(8) {
		d.Controls = append(d.Controls, registration.ControlCode{Kind: registration.RelativeBank, Part: "generals", Index: i + 1})
	}
	c := console(t, d)
	e, dec := NewEncoder(c), NewDecoder(c)
	say := func(change registration.Change) string { return Hex(e.AppendChange(nil, change)) }
	assert.Equal(t, "B0 10 00 B0 10 02", say(draw(0)), "from the unknown: cancel, next")
	assert.Equal(t, "B0 10 02", say(draw(1)))
	assert.Empty(t, say(draw(1)))
	assert.Empty(t, say(retire(0)), "that one was left already")
	assert.Equal(t, "B0 10 01", say(draw(0)))
	assert.Equal(t, strings.TrimSpace(strings.Repeat("B0 10 02 ", 7)), say(draw(7)))
	assert.Equal(t, "B0 10 00 B0 10 02", say(draw(0)), "the shorter way round")
	assert.Equal(t, "B0 10 00", say(retire(0)))

	assert.Equal(t, changed(draw(0)), dec.Hear(nil, unhex(t, "B0 10 02")))
	assert.Equal(t, changed(retire(0), draw(1)), dec.Hear(nil, unhex(t, "B0 10 02")))
	assert.Equal(t, changed(retire(1)), dec.Hear(nil, unhex(t, "B0 10 00 B0 10 05 B0 10 01")))
}

func TestAeolusHearsModesAndGroups(t *testing.T) {
	var d registration.Dialect
	for group := range uint8(2) {
		for i := range uint16(3) {
			d.Controls = append(d.Controls, registration.ControlCode{Kind: registration.CCTwoStep, Channel: 1, Number: 98, Group: group, Index: i})
		}
	}
	dec := NewDecoder(console(t, d))
	hear := func(text string) []Heard { return dec.Hear(nil, unhex(t, text)) }
	assert.Empty(t, hear("B0 62 00"), "a button before any mode")
	assert.Equal(t, changed(draw(0), draw(2)), hear("B0 62 60 B0 62 00 B0 62 02"), "the mode stays")
	assert.Equal(t, changed(draw(4)), hear("B0 62 61 B0 62 01"))
	assert.Equal(t, changed(retire(0), draw(1)), hear("B0 62 70 B0 62 00 B0 62 01"), "toggled")
	assert.Equal(t, changed(retire(1), retire(2)), hear("B0 62 40"), "a group cleared")
	assert.Empty(t, hear("B0 62 00"), "no mode that moves anything")
	assert.Equal(t, changed(retire(4)), hear("B0 62 51 B0 62 01"))
}

func TestContentBitfieldCarriesSevenControls(t *testing.T) {
	var d registration.Dialect
	for i := range uint16(7) {
		d.Controls = append(d.Controls, registration.ControlCode{Kind: registration.CCBitfield, Channel: 1, Number: 20, Index: i})
	}
	c := console(t, d)
	e, dec := NewEncoder(c), NewDecoder(c)
	assert.Equal(t, "B0 14 01", Hex(e.AppendChange(nil, draw(0))))
	assert.Equal(t, "B0 14 09", Hex(e.AppendChange(nil, draw(3))))
	assert.Equal(t, "B0 14 08", Hex(e.AppendChange(nil, retire(0))))
	assert.Empty(t, e.AppendChange(nil, retire(6)))
	assert.Equal(t, changed(draw(0), draw(3)), dec.Hear(nil, unhex(t, "B0 14 09")))
	assert.Equal(t, changed(retire(0), draw(6)), dec.Hear(nil, unhex(t, "B0 14 48")))
}

func TestGrandOrgueIsSetUpFirst(t *testing.T) {
	c := console(t, registration.Dialect{
		Organ:     "Tiny Test Organ",
		Divisions: []registration.DivisionCode{{Channel: 2, Element: "M1"}, {Channel: 1, Element: "M0"}},
		Controls: []registration.ControlCode{
			{Kind: registration.GOSetup, Channel: 16, Number: 300, Element: "M1S0"},
			{Kind: registration.GOSetup, Channel: 16, Number: 7, Element: "S6"},
			{Kind: registration.GOSetup, Channel: 16, Number: 8, Element: "T0"},
		},
		Enclosures: []registration.EnclosureCode{{Kind: registration.GOSetup, Channel: 16, Number: 9, Element: "E0"}},
	})
	want := []string{
		"F0 7D 47 4F 00 F7",
		"F0 7D 47 4F 01 7E 6B 37 53 14 3E 39 35 F7",
		"F0 7D 47 4F 11 00 00 4D 31 F7",
		"F0 7D 47 4F 10 00 00 4D 30 F7",
		"F0 7D 47 4F 1F 02 2C 4D 31 53 30 F7",
		"F0 7D 47 4F 1F 00 07 53 36 F7",
		"F0 7D 47 4F 1F 00 08 54 30 F7",
		"F0 7D 47 4F 1F 00 09 45 30 F7",
		"BF 63 02 BF 62 2C BF 06 7F",
	}
	e := NewEncoder(c)
	var got []string
	for m := range Messages(e.AppendChange(nil, draw(0))) {
		got = append(got, Hex(m))
	}
	assert.Equal(t, want, got)
	assert.Equal(t, "BF 63 02 BF 62 2C BF 06 00", Hex(e.AppendChange(nil, retire(0))), "once")
	assert.Equal(t, "BF 63 00 BF 62 09 BF 06 40", Hex(e.AppendChange(nil, registration.Change{Kind: registration.Express, Value: 64})))
	e.Forget()
	assert.Equal(t, strings.Join(want[:8], " "), Hex(e.AppendOpening(nil)))
	assert.Empty(t, e.AppendOpening(nil))

	// GrandOrgue's own echo comes in the same form.
	heard := NewDecoder(c).Hear(nil, unhex(t, strings.Join(want, " ")))
	assert.Equal(t, changed(draw(0)), heard)
}

// corpus finds a file of the shared corpus.
func corpus(t *testing.T, name string) string {
	t.Helper()
	if root := os.Getenv("VOLUNTARY_CORPUS"); root != "" {
		return filepath.Join(root, name)
	}
	dir, err := os.Getwd()
	require.NoError(t, err)
	for {
		path := filepath.Join(dir, "shared", "corpus", name)
		if _, err := os.Stat(path); err == nil {
			return path
		}
		if parent := filepath.Dir(dir); parent != dir {
			dir = parent
			continue
		}
		t.Skip("no corpus: set VOLUNTARY_CORPUS to its folder")
	}
}

// Messages captured from real consoles, and some made after their manuals.
func TestCapturedMessagesAreHeard(t *testing.T) {
	var file struct {
		Vectors []struct {
			Maker, Kind, Bytes, Origin string
			Valid                      bool
			On                         json.RawMessage
			Channel, NRPN              int
			Value                      uint8
			Program                    *uint16 `json:"program_from_0"`
			Name                       string
		}
	}
	data, err := os.ReadFile(corpus(t, "console-midi/vectors.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &file))
	require.NotEmpty(t, file.Vectors)
	for _, v := range file.Vectors {
		t.Run(v.Maker+" "+v.Kind+" "+v.Bytes, func(t *testing.T) {
			wire := unhex(t, v.Bytes)
			var s Stream
			var whole [][]byte
			for _, b := range wire {
				if m := s.Next(b); m != nil {
					whole = append(whole, append([]byte(nil), m...))
				}
			}
			var joined []byte
			for _, m := range whole {
				joined = append(joined, m...)
			}
			assert.Equal(t, wire, joined, "cut into whole messages")

			switch {
			case v.Maker == "Rodgers":
				var on [][2]uint16
				if v.On != nil {
					require.NoError(t, json.Unmarshal(v.On, &on))
				}
				var want registration.State
				for _, at := range on {
					want = want.With(registration.ControlID(at[0]*7+at[1]), true)
				}
				c := rodgersConsole(t)
				d := NewDecoder(c)
				d.Hear(nil, wire)
				heard := d.State()
				assert.Equal(t, want.Drawn(), heard.Drawn())
				if len(wire) == 44 && v.Valid { // said by us it is the same message
					e := NewEncoder(c)
					last := e.AppendChange(nil, retire(0))
					for _, k := range want.Drawn() {
						last = e.AppendChange(last[:0], draw(k))
					}
					assert.Equal(t, v.Bytes, Hex(last))
				}
			case v.Program != nil:
				c := one(t, registration.ControlCode{Kind: registration.PCToggle, Channel: uint8(v.Channel), Number: *v.Program})
				assert.Equal(t, changed(draw(0)), NewDecoder(c).Hear(nil, wire))
			case v.Maker == "Viscount" && v.On != nil:
				c := one(t, registration.ControlCode{Kind: registration.SysExPair, OnSysEx: "F0 31 2F 70 03 F7", OffSysEx: "F0 31 2F 70 13 F7"})
				kind := map[string]registration.Change{"true": draw(0), "false": retire(0)}[string(v.On)]
				assert.Equal(t, changed(kind), NewDecoder(c).Hear(nil, wire))
				e := NewEncoder(c)
				assert.Equal(t, v.Bytes, Hex(e.AppendChange(nil, kind)))
			case strings.Contains(v.Kind, "cancel") || strings.Contains(v.Kind, "all stops off"):
				c := console(t, registration.Dialect{Cancel: v.Bytes, Controls: []registration.ControlCode{{Kind: registration.PCToggle, Channel: 1}}})
				e, d := NewEncoder(c), NewDecoder(c)
				assert.Equal(t, v.Bytes, Hex(e.AppendOpening(nil)))
				assert.Equal(t, changed(draw(0), retire(0)), d.Hear(nil, append([]byte{0xC0, 0}, wire...)))
			case v.Value != 0:
				c := one(t, registration.ControlCode{Kind: registration.NRPN, Channel: uint8(v.Channel), Number: uint16(v.NRPN)})
				assert.Equal(t, changed(draw(0)), NewDecoder(c).Hear(nil, wire))
				assert.Equal(t, v.Bytes, Hex(NewEncoder(c).AppendChange(nil, draw(0))))
			case v.Name == "M1":
				c := console(t, registration.Dialect{Divisions: []registration.DivisionCode{{Channel: uint8(v.Channel), Element: v.Name}}})
				assert.Equal(t, "F0 7D 47 4F 00 F7 "+v.Bytes, Hex(NewEncoder(c).AppendOpening(nil)))
			default: // it asks for memories, for a crescendo, to forget: no control of an organ
				require.Contains(t, []string{"request all memories", "crescendo stage 1", "recording: clear"}, v.Kind, "no test for it")
				assert.Empty(t, NewDecoder(one(t, registration.ControlCode{Kind: registration.NRPN, Channel: 1, Number: 1})).Hear(nil, wire))
			}
		})
	}
}

func TestMessagesKeepsWhatBelongsTogether(t *testing.T) {
	cut := func(text string) []string {
		var out []string
		for m := range Messages(unhex(t, text)) {
			out = append(out, Hex(m))
		}
		return out
	}
	assert.Nil(t, cut(""))
	assert.Equal(t, []string{"90 3C 64", "CB 09", "F0 01 F7", "F0 02 F7", "80 3C 00"}, cut("90 3C 64 CB 09 F0 01 F7 F0 02 F7 80 3C 00"))
	assert.Equal(t, []string{"B0 63 01 B0 62 02 B0 06 7F", "B0 63 01 B0 62 03 B0 06 00", "B0 10 02", "B0 10 02"},
		cut("B0 63 01 B0 62 02 B0 06 7F B0 63 01 B0 62 03 B0 06 00 B0 10 02 B0 10 02"))
	assert.Equal(t, []string{"B0 63 01", "B0 62 02"}, cut("B0 63 01 B0 62 02"))
	for range Messages(unhex(t, "90 3C 64 90 3C 00")) {
		break
	}
}

func TestClashesAreNamed(t *testing.T) {
	type code = registration.ControlCode
	c := console(t, registration.Dialect{
		Divisions:  []registration.DivisionCode{{Channel: 1}, {Channel: 3}, {Channel: 1}},
		Enclosures: []registration.EnclosureCode{{Channel: 5, Controller: 20}},
		Controls: []code{
			{Kind: registration.NRPN, Channel: 16, Number: 1},
			{Kind: registration.NRPN, Channel: 16, Number: 1},
			{Kind: registration.Note, Channel: 3, Number: 40},
			{Kind: registration.CC, Channel: 5, Number: 20},
			{Kind: registration.NRPN, Channel: 16, Number: 2},
		},
	})
	assert.Equal(t, []string{
		"great.0 is also heard as great.1 (BF 63 00 BF 62 01 BF 06 7F)",
		"great.1 is also heard as great.0 (BF 63 00 BF 62 01 BF 06 7F)",
		"great.3 is also heard as the shoe box (B4 14 7F)",
		"the shoe box is also heard as great.3 (B4 14 7F)",
		"key 40 of pedal is also heard as great.2 (92 28 64)",
		"key 36 of far is also heard as key 36 of great (90 24 64)",
	}, Clashes(c))
	assert.Empty(t, Clashes(parish(t)))
	assert.Empty(t, Clashes(rodgersConsole(t)))
	assert.Empty(t, Clashes(everyKind(t)))
}
