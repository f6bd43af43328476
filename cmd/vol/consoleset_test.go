package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
)

func loaded(t *testing.T, path string) *registration.Console {
	t.Helper()
	c, err := consolefile.Load(path)
	require.NoError(t, err)
	return c
}

func TestShowTellsTheMessagesOfEachControl(t *testing.T) {
	v := answer[consoleView](t, "console", "show", "parish").Dialect
	assert.Equal(t, "Plain NRPN", v.Name)
	assert.Equal(t, keysRow{"swell", 2, 0}, v.Divisions[1])
	assert.Contains(t, v.Controls, messageRow{"great.twelfth-2-2-3", "nrpn", "NRPN 5, ch 16", "BF 63 00 BF 62 05 BF 06 7F", "BF 63 00 BF 62 05 BF 06 00"})
	assert.Equal(t, []messageRow{{"swell", "cc-value", "CC 11, ch 2", "B1 0B 7F", "B1 0B 00"}}, v.Enclosures)
	assert.Contains(t, succeed(t, "console", "show", "parish"), "BF 63 00 BF 62 05 BF 06 7F")
	path := mine(t)
	succeed(t, "console", "set", path, "--control", "great.gamba-8", "--code", "none")
	succeed(t, "console", "set", path, "--enclosure", "swell", "--code", "none")
	v = answer[consoleView](t, "console", "show", path).Dialect
	assert.Contains(t, v.Controls, messageRow{ID: "great.gamba-8"})
	assert.Equal(t, []messageRow{{ID: "swell"}}, v.Enclosures)
}

func TestAConsoleIsChecked(t *testing.T) {
	type check struct{ Findings []string }
	assert.Empty(t, answer[check](t, "console", "check", "parish").Findings)
	assert.Contains(t, succeed(t, "console", "check", "parish"), "means one thing")
	path := mine(t)
	succeed(t, "console", "set", path, "--control", "great.gamba-8", "--number", "3")
	succeed(t, "console", "set", path, "--control", "great.fifteenth-2", "--code", "none")
	succeed(t, "console", "set", path, "--division", "pedal", "--channel", "0")
	succeed(t, "console", "set", path, "--gap", "100", "--least-gap", "250")
	found := succeed(t, "console", "check", path)
	for _, says := range []string{"maker asks for 250 ms", "is also heard as great.principal-4", "Pedal has no channel", "1 of 28 stops"} {
		assert.Contains(t, found, says)
	}
	fail(t, misuse, "console", "check")
	fail(t, misuse, "console", "check", path, "-o", path)
}

func TestWhatHoldsForTheWholeOrganIsSet(t *testing.T) {
	path := mine(t)
	succeed(t, "console", "set", path, "--title", "Ours again", "--dialect", "Own", "--cancel", "F0 7D 00 F7", "--panic", "B0 50 00; F0 7D 01 F7", "--gap", "12.5", "--least-gap", "10", "--travel", "250",
		"--repeat-gap", "40", "--shortest-note", "60", "--wire-rate", "38400")
	c := loaded(t, path)
	assert.Equal(t, "Ours again", c.Title)
	assert.Equal(t, "Own", c.Dialect.Name)
	assert.Equal(t, "F0 7D 00 F7", c.Dialect.Cancel)
	assert.Equal(t, "B0 50 00; F0 7D 01 F7", c.Dialect.Panic)
	assert.Contains(t, succeed(t, "console", "show", path), "panic B0 50 00; F0 7D 01 F7")
	fail(t, failed, "console", "set", path, "--panic", "B0 50")
	assert.Equal(t, 12500*time.Microsecond, c.Dialect.Gap)
	assert.Equal(t, 250*time.Millisecond, c.Dialect.Travel)
	assert.Equal(t, registration.Mechanics{LeastGap: 10 * time.Millisecond, RepeatGap: 40 * time.Millisecond, ShortestNote: 60 * time.Millisecond, WireRate: 38400}, c.Mechanics)
	assert.Contains(t, succeed(t, "console", "set", path, "--cancel", ""), "no cancel message")
}

func TestWhoeverLowersTheMakersLeastGapIsWarned(t *testing.T) {
	path := mine(t)
	r := vol("console", "set", path, "--gap", "300", "--least-gap", "250")
	assert.Empty(t, r.err)
	r = vol("console", "set", path, "--least-gap", "100")
	assert.Equal(t, done, r.code)
	assert.Contains(t, r.err, "lowered from 250 ms to 100 ms: closer messages may damage the organ.")
	assert.Equal(t, 100*time.Millisecond, loaded(t, path).Mechanics.LeastGap)
}

func TestKeysAndPipesAreSet(t *testing.T) {
	path := mine(t)
	succeed(t, "console", "set", path, "--division", "pedal", "--velocity", "90", "--off-as-9n", "--speaking-delay", "80", "--repeat-gap", "50", "--shortest-note", "70", "--most-keys", "2")
	c := loaded(t, path)
	assert.Equal(t, registration.DivisionCode{Channel: 3, Velocity: 90, OffAs9n: true}, c.Dialect.Divisions[2])
	assert.Equal(t, registration.DivisionMechanics{
		SpeakingDelay: 80 * time.Millisecond, RepeatGap: 50 * time.Millisecond, ShortestNote: 70 * time.Millisecond, MostKeys: 2,
	}, c.Mechanics.Divisions[2])
	succeed(t, "console", "set", path, "--enclosure", "swell", "--code", "nrpn", "--number", "300", "--closed", "10", "--open", "120")
	assert.Equal(t, registration.EnclosureCode{Kind: registration.NRPN, Channel: 2, Controller: 11, Number: 300, Closed: 10, Open: 120}, loaded(t, path).Dialect.Enclosures[0])

	succeed(t, "console", "set", path, "--control", "great.mixture-iii", "--ranks", "2; 1 1/3; 1", "--construction", "open", "--strength", "-3", "--speech", "quick")
	k, _ := controlOf(t, path, "great.mixture-iii")
	assert.InDeltaSlice(t, []float64{2, 4. / 3, 1}, k.Ranks, 1e-9)
	assert.Equal(t, "open quick", k.Construction+" "+k.Speech)
	assert.InDelta(t, -3, k.Strength, 0)
	succeed(t, "console", "set", path, "--control", "swell.tremulant", "--rate", "6.5", "--depth", "0.4")
	k, _ = controlOf(t, path, "swell.tremulant")
	assert.InDelta(t, 6.5, k.Rate, 0)
	assert.InDelta(t, 0.4, k.Depth, 0)
	succeed(t, "console", "set", path, "--control", "great.swell-to-great", "--unison-off")
	k, _ = controlOf(t, path, "great.swell-to-great")
	assert.True(t, k.UnisonOff)
	succeed(t, "console", "set", path, "--control", "great.gamba-8", "--code", "note", "--channel", "9", "--number", "40", "--off-as-9n")
	_, code := controlOf(t, path, "great.gamba-8")
	assert.Equal(t, registration.ControlCode{Kind: registration.Note, Channel: 9, Number: 40, OffAs9n: true}, code)
}

func TestAMessageWithAllStopsAndARowOfCombinationsAreMade(t *testing.T) {
	path := mine(t)
	succeed(t, "console", "set", path, "--bitmap", "stops", "--head", "F0 00 01 02", "--length", "4", "--base", "40", "--says-first", "--checksum-from", "1", "--checksum", "xor", "--checksum-to", "127")
	succeed(t, "console", "set", path, "--bitmap", "stops", "--name", "all")
	assert.Equal(t, []registration.Bitmap{{
		Name: "all", Head: "F0 00 01 02", Length: 4, Base: "40", Offset: true, ChecksumFrom: 1, Checksum: registration.XorTo, ChecksumTo: 127,
	}}, loaded(t, path).Dialect.Bitmaps)
	succeed(t, "console", "set", path, "--bank", "memory", "--channel", "4", "--number", "20", "--cancels", "9", "--previous", "10", "--next", "11")
	assert.Equal(t, []registration.Bank{{Name: "memory", Channel: 4, Controller: 20, Cancel: 9, Previous: 10, Next: 11}}, loaded(t, path).Dialect.Banks)
	succeed(t, "console", "set", path, "--control", "great.gamba-8,great.principal-4", "--code", "sysex-bitmap", "--part", "all", "--index", "8", "--count-on")
	succeed(t, "console", "set", path, "--control", "great.fifteenth-2", "--code", "relative-bank", "--part", "memory", "--index", "2")
	v := answer[consoleView](t, "console", "show", path).Dialect
	assert.Equal(t, []string{"all"}, v.Bitmaps)
	assert.Equal(t, []string{"memory"}, v.Banks)
	said := map[string]messageRow{}
	for _, m := range v.Controls {
		said[m.ID] = m
	}
	assert.Equal(t, "F0 00 01 02 00 40 02 00 00 3E F7", said["great.gamba-8"].On)
	assert.Equal(t, "F0 00 01 02 00 40 04 00 00 38 F7", said["great.principal-4"].On)
	assert.Equal(t, "B3 14 0B B3 14 0B", said["great.fifteenth-2"].On)
	fail(t, failed, "console", "remove", path, "--bitmap", "all")
	fail(t, failed, "console", "remove", path, "--bank", "memory")
	succeed(t, "console", "set", path, "--control", "great.gamba-8,great.principal-4,great.fifteenth-2", "--code", "none")
	succeed(t, "console", "remove", path, "--bitmap", "all")
	v = answer[consoleView](t, "console", "remove", path, "--bank", "memory").Dialect
	assert.Empty(t, v.Bitmaps)
	assert.Empty(t, v.Banks)
}

func TestControlsAndDivisionsAreMovedAndSorted(t *testing.T) {
	path := mine(t)
	order := func(v consoleView) (divisions, controls []string) {
		for _, d := range v.Divisions {
			divisions = append(divisions, d.ID)
		}
		for _, k := range v.Controls[:4] {
			controls = append(controls, k.ID)
		}
		return divisions, controls
	}
	divisions, _ := order(answer[consoleView](t, "console", "move", path, "--division", "pedal", "--by", "-2"))
	assert.Equal(t, []string{"pedal", "great", "swell"}, divisions)
	_, controls := order(answer[consoleView](t, "console", "move", path, "--control", "great.open-diapason-8", "--by", "2"))
	assert.Equal(t, []string{"great.stopped-diapason-8", "great.gamba-8", "great.open-diapason-8", "great.principal-4"}, controls)
	for _, sorted := range [][]string{
		{"name", "pedal.bass-flute-8", "pedal.bourdon-16"},
		{"feet", "pedal.bourdon-16", "pedal.open-diapason-16"},
		{"family", "pedal.bourdon-16", "pedal.bass-flute-8"},
	} {
		_, controls = order(answer[consoleView](t, "console", "sort", path, "--as", sorted[0]))
		assert.Equal(t, sorted[1:], controls[:2], sorted[0])
	}
}

func TestWhatIsNoSettingLeavesTheConsoleAsItIs(t *testing.T) {
	path := mine(t)
	before, err := os.ReadFile(path)
	require.NoError(t, err)
	for _, args := range [][]string{
		{"set", path, "--gap", "-1"},
		{"set", path, "--travel", "NaN"},
		{"set", path, "--title", "x", "--velocity", "9"},
		{"set", path, "--division", "great", "--gap", "10"},
		{"set", path, "--division", "great", "--velocity", "128"},
		{"set", path, "--control", "great.gamba-8", "--strength", "61"},
		{"set", path, "--control", "great.mixture-iii", "--ranks", "two"},
		{"set", path, "--bitmap", "stops"},
		{"set", path, "--bitmap", "stops", "--length", "129"},
		{"set", path, "--bitmap", "stops", "--bank", "memory", "--channel", "1"},
		{"set", path, "--bank", "memory", "--head", "F0"},
		{"move", path, "--control", "great.gamba-8"},
		{"move", path, "--by", "1"},
		{"move", path, "--control", "great.gamba-8", "--by", "one"},
		{"sort", path},
		{"sort", path, "--as", "age"},
	} {
		fail(t, misuse, append([]string{"console"}, args...)...)
	}
	for _, args := range [][]string{
		{"set", path, "--cancel", "F0 12"},
		{"set", path, "--control", "great.gamba-8", "--code", "sysex-bitmap", "--part", "none"},
		{"set", path, "--control", "great.gamba-8", "--ranks", "0"},
		{"set", path, "--bitmap", "stops", "--head", "90 12"},
		{"set", path, "--bitmap", "stops", "--checksum", "round", "--checksum-from", "1"},
		{"set", path, "--bank", "memory", "--next", "1", "--previous", "1"},
		{"set", path, "--enclosure", "swell", "--code", "smoke"},
		{"move", path, "--division", "great", "--by", "-1"},
		{"move", path, "--division", "choir", "--by", "1"},
		{"remove", path, "--bitmap", "stops"},
	} {
		fail(t, failed, append([]string{"console"}, args...)...)
	}
	after, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(before), string(after))
	assert.NoFileExists(t, filepath.Join(filepath.Dir(path), "none.console"))
}
