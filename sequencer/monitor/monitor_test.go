package monitor

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/dialect"
	consolefile "voluntary/registration/file"
)

func parish(t *testing.T) *registration.Console {
	t.Helper()
	c, err := consolefile.Find("parish")
	require.NoError(t, err)
	return c
}

func TestMessagesAreSaidInTheWordsOfTheConsole(t *testing.T) {
	c := parish(t)
	w, e := NewWords(c), dialect.NewEncoder(c)
	say := func(b []byte) string {
		words, _ := w.Say(b)
		return words
	}
	diapason, ok := c.Control("great.open-diapason-8")
	require.True(t, ok)
	words, sort := w.Say(e.AppendChange(nil, registration.Change{Kind: registration.Draw, Control: diapason}))
	assert.Equal(t, "Great Open Diapason 8 drawn", words)
	assert.Equal(t, Controls, sort)
	assert.Equal(t, "Great Open Diapason 8 retired", say(e.AppendChange(nil, registration.Change{Kind: registration.Retire, Control: diapason})))
	words, sort = w.Say(e.AppendKey(nil, 1, 60, 90, true))
	assert.Equal(t, "Swell key C4 down, velocity 90", words)
	assert.Equal(t, Keys, sort)
	assert.Equal(t, "Swell key C4 up", say(e.AppendKey(nil, 1, 60, 0, false)))
	assert.Equal(t, "Swell shoe at 64", say(e.AppendChange(nil, registration.Change{Kind: registration.Express, Value: 64})))
}

func TestWhatTheConsoleDoesNotKnowIsSaidAsMIDI(t *testing.T) {
	for _, console := range []*registration.Console{nil, parish(t)} {
		for b, want := range map[string]string{
			"\x9e\x3c\x40":         "note C4 on, channel 15, velocity 64",
			"\x8e\x3c\x00":         "note C4 off, channel 15",
			"\x9e\x3c\x00":         "note C4 off, channel 15",
			"\xce\x05":             "program 5, channel 15",
			"\xbe\x63\x02":         "controller 99 (NRPN, high), channel 15: 2",
			"\xbe\x14\x02":         "controller 20, channel 15: 2",
			"\xee\x00\x40":         "pitch bend, channel 15: 0",
			"\xde\x07":             "pressure, channel 15: 7",
			"\xae\x3c\x07":         "pressure on note C4, channel 15: 7",
			"\xf0\x41\x10\xf7":     "System Exclusive, 4 bytes",
			"\xf8":                 "clock",
			"\xfa":                 "start",
			"\xf2\x01\x01":         "song position 129",
			"\x9e\x3c\x40\xce\x01": "note C4 on, channel 15, velocity 64; program 1, channel 15",
		} {
			words, _ := NewWords(console).Say([]byte(b))
			assert.Equal(t, want, words)
		}
	}
}

func TestLinesAreFilteredAndBounded(t *testing.T) {
	l := NewLog(parish(t))
	at := time.Date(2026, 1, 2, 10, 11, 12, 345e6, time.UTC)
	l.Add(Line{At: at, Port: "Keyboard", Bytes: []byte{0x90, 60, 1}})
	l.Add(Line{At: at, Port: "Organ", Out: true, Bytes: []byte{0xce, 5}})
	l.Add(Line{At: at, Port: "Organ", Bytes: []byte{0xf8}})
	words := func(f Filter, after uint64) (out []string) {
		for _, line := range l.Lines(f, after) {
			out = append(out, line.Words)
		}
		return out
	}
	assert.Equal(t, []string{"Great key C4 down, velocity 1", "program 5, channel 15"}, words(Filter{}, 0))
	assert.Equal(t, []string{"program 5, channel 15", "clock"}, words(Filter{Clock: true}, 1))
	assert.Equal(t, []string{"program 5, channel 15"}, words(Filter{NoIn: true}, 0))
	assert.Equal(t, []string{"Great key C4 down, velocity 1"}, words(Filter{NoOut: true}, 0))
	assert.Equal(t, []string{"program 5, channel 15"}, words(Filter{NoKeys: true}, 0))
	assert.Equal(t, []string{"Great key C4 down, velocity 1"}, words(Filter{Text: "great"}, 0))
	assert.Equal(t, []string{"program 5, channel 15"}, words(Filter{Text: "ce 05"}, 0))
	assert.Equal(t, []string{"Great key C4 down, velocity 1"}, words(Filter{Text: "KEYB"}, 0))
	var b strings.Builder
	require.NoError(t, l.Write(&b, Filter{}))
	assert.Equal(t, "10:11:12.345  in   Keyboard  Great key C4 down, velocity 1  [90 3C 01]\n"+
		"10:11:12.345  out  Organ  program 5, channel 15  [CE 05]\n", b.String())

	for range MostLines + 5 {
		l.Add(Line{Bytes: []byte{0x90, 60, 1}})
	}
	assert.Len(t, l.Lines(Filter{Clock: true}, 0), MostLines)
	assert.EqualValues(t, 8, l.Dropped())
	long := append(make([]byte, 1<<20), 0xf7)
	long[0] = 0xf0
	for range 5 {
		l.Add(Line{Bytes: long})
	}
	assert.LessOrEqual(t, len(l.Lines(Filter{}, 0)), 4)
	assert.Contains(t, l.Lines(Filter{}, 0)[0].Hex(), "… (1048577 bytes)")
	l.Clear()
	assert.Empty(t, l.Lines(Filter{Clock: true}, 0))
	assert.Equal(t, "note D4 off, channel 1", func() string { l.Use(nil); return l.Add(Line{Bytes: []byte{0x80, 62, 0}}).Words }())
}

func TestAGrandOrgueIsUnderstoodByItsOwnNumbers(t *testing.T) {
	c, err := registration.NewConsole(registration.Console{
		Name:      "go",
		Divisions: []registration.Division{{ID: "great", Name: "Great", Lowest: 36, Highest: 96}, {ID: "swell", Name: "Swell", Lowest: 36, Highest: 96}},
		Controls:  []registration.Control{{ID: "great.a", Kind: registration.Stop, Name: "Gamba"}},
		Dialect: registration.Dialect{
			Divisions: []registration.DivisionCode{{Channel: 1, Element: "M1"}, {Channel: 2, Element: "M2"}},
			Controls:  []registration.ControlCode{{Kind: registration.GOSetup, Channel: 16, Number: 1, Element: "S0"}},
		},
	})
	require.NoError(t, err)
	l := NewLog(c)
	say := func(port string, b ...byte) string { return l.Add(Line{Port: port, Bytes: b}).Words }
	assert.Equal(t, "Swell key C4 down, velocity 9", say("Keyboard", 0x91, 60, 9))
	assert.Equal(t, "note C4 on, channel 2, velocity 9", say("GrandOrgue Output", 0x91, 60, 9), "its numbers are not known")
	say("GrandOrgue Output", 0xF0, 0x7D, 0x47, 0x4F, 0x00, 0xF7)
	say("GrandOrgue Output", 0xF0, 0x7D, 0x47, 0x4F, 0x11, 0, 0, 'M', '1', 0xF7)
	say("GrandOrgue Output", 0xF0, 0x7D, 0x47, 0x4F, 0x10, 0, 7, 'S', '0', 0xF7)
	assert.Equal(t, "Great key C4 down, velocity 9", say("GrandOrgue Output", 0x91, 60, 9))
	say("GrandOrgue Output", 0xB0, 99, 0)
	say("GrandOrgue Output", 0xB0, 98, 7)
	assert.Equal(t, "Great Gamba drawn", say("GrandOrgue Output", 0xB0, 6, 127))
}

func FuzzWords(f *testing.F) {
	c, err := consolefile.Find("parish")
	require.NoError(f, err)
	f.Add([]byte{0x90, 60, 1, 0xf0, 1, 0xf7, 0xb0, 99, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		w := NewWords(c)
		var s dialect.Stream
		for _, one := range b {
			if m := s.Next(one); m != nil {
				words, _ := w.Say(m)
				assert.NotEmpty(t, words)
			}
		}
	})
}
