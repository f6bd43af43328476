package file

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

func TestVersion1IsRead(t *testing.T) {
	c, err := Load("testdata/v1.console")
	require.NoError(t, err)
	assert.Equal(t, "chapel", c.Name)
	assert.Equal(t, registration.Division{ID: "pedal", Name: "Pedal", Lowest: 36, Highest: 67, Pedal: true}, c.Divisions[1])
	assert.Equal(t, []registration.Control{
		{ID: "great.flute-8", Name: "Flute", Pitch: 8, Family: registration.Flute, Construction: "stopped", Strength: -2.5},
		{ID: "great.mixture", Name: "Mixture II", Family: registration.Mixture, Ranks: []float64{1.333, 1}},
		{ID: "great.octave", Kind: registration.Coupler, Name: "Octave", Shift: 12},
		{ID: "great.unison-off", Kind: registration.Coupler, Name: "Unison Off", UnisonOff: true},
		{ID: "great.tremulant", Kind: registration.Tremulant, Name: "Tremulant", Rate: 6, Depth: 0.25},
		{ID: "great.bell", Kind: registration.Other, Name: "Bell"},
		{ID: "pedal.great-to-pedal", Kind: registration.Coupler, Division: 1, Name: "Great to Pedal"},
	}, c.Controls)
	assert.Equal(t, []registration.Enclosure{{ID: "box", Name: "Box", Divisions: []registration.DivisionID{0}, Initial: 64}}, c.Enclosures)
	assert.Equal(t, registration.Mechanics{
		RepeatGap: 60 * time.Millisecond, ShortestNote: 45500 * time.Microsecond, WireRate: 1_000_000, LeastGap: 250 * time.Millisecond,
		Divisions: [registration.MaxDivisions]registration.DivisionMechanics{1: {
			SpeakingDelay: 40 * time.Millisecond, RepeatGap: 90 * time.Millisecond, ShortestNote: 80 * time.Millisecond, MostKeys: 2,
		}},
	}, c.Mechanics)
	assert.Equal(t, []registration.Scene{
		{Name: "p", On: []string{"great.flute-8"}, Off: []string{"great.mixture"}, Shoes: map[string]uint8{"box": 30}},
	}, c.Scenes)
	assert.Equal(t, registration.Dialect{
		Name: "Mixed", Gap: 20 * time.Millisecond, Travel: 250 * time.Millisecond,
		Cancel: "F0 00 4A 4F 48 41 53 7F F7", Organ: "Tiny Test Organ",
		Divisions: []registration.DivisionCode{{Channel: 1, Velocity: 64, OffAs9n: true}, {Channel: 3, Element: "M0"}},
		Bitmaps:   []registration.Bitmap{{Name: "rodgers", Head: "F0 41 10 30 12 01", Offset: true, Length: 35, Base: "04", ChecksumFrom: 5}},
		Banks:     []registration.Bank{{Name: "generals", Channel: 1, Controller: 16, Cancel: 0, Previous: 1, Next: 2}},
		Controls: []registration.ControlCode{
			{Kind: registration.NRPN, Channel: 16, Number: 300},
			{Kind: registration.Note, Channel: 15, Number: 60, On: 100, OffAs9n: true},
			{Kind: registration.CC, Channel: 14, Number: 20, On: 65, Off: 1},
			{Kind: registration.SysExBitmap, Part: "rodgers", Index: 26},
			{Kind: registration.SysExPair, OnSysEx: "F0 31 2F 70 03 F7", OffSysEx: "F0 31 2F 70 13 F7"},
			{Kind: registration.CCTwoStep, Channel: 1, Number: 98, Group: 1, Index: 5},
			{Kind: registration.GOSetup, Channel: 16, Element: "M0C0"},
		},
		Enclosures: []registration.EnclosureCode{{Channel: 1, Kind: registration.NRPN, Number: 9, Closed: 63, Open: 127}},
	}, c.Dialect)
}

func TestVersion2IsReadAndIsVersion1WithADrawnJamb(t *testing.T) {
	old, err := Load("testdata/v1.console")
	require.NoError(t, err)
	assert.Equal(t, registration.Jamb{}, old.Jamb)
	c, err := Load("testdata/v2.console")
	require.NoError(t, err)
	assert.Equal(t, registration.Jamb{
		Form: registration.Free, Left: []string{"pedal"}, Width: 300, Height: 200,
		Pieces: []registration.Piece{
			{Kind: registration.Knob, Of: "great.flute-8", Text: "Flute, soft", Colour: "#2561d4", X: 10, Y: 20, Width: 92, Height: 46},
			{Kind: registration.Piston, Of: "p", X: 10, Y: 80, Width: 40, Height: 32},
			{Kind: registration.Shoe, Of: "box", X: 10, Y: 120, Width: 200, Height: 32},
			{Kind: registration.Label, Text: "Great", X: 10, Y: 2, Width: 92, Height: 16},
		},
	}, c.Jamb)
	bare := *c
	bare.Title, bare.Jamb = old.Title, registration.Jamb{}
	assert.Equal(t, old, &bare)
	data, err := Write(c)
	require.NoError(t, err)
	again, err := Read(data)
	require.NoError(t, err)
	assert.Equal(t, c, again)
}

func TestFaultsOfAJambNameThePiece(t *testing.T) {
	for jamb, says := range map[string]string{
		`{"form": "round"}`: `the jamb has the unknown form "round"`,
		`{"pieces": [{"kind": "knob", "of": "great.a", "colour": "blue"}]}`:  `piece 1 of the jamb (knob great.a) has a bad colour: "blue" is not a colour`,
		`{"form": "free", "pieces": [{"kind": "knob", "of": "great.a"}]}`:    "is 0 by 0 units, at least 8 by 8",
		`{"pieces": [{"kind": "label", "text": "x"}, {"kind": "label"}]}`:    "piece 2 of the jamb (label) has no words",
		`{"pieces": [{"kind": "piston", "of": "p", "x": 3999, "width": 2}]}`: "a board goes to 4000",
		`{"pieces": [{"kind": "knob"}]}`:                                     "does not say whose it is",
		`{"pieces": [{"kind": "knob", "of": "a", "x": "left"}]}`:             "jamb: piece 1 (a): x is text, must be a whole number",
		`{"width": 5000}`: "the jamb is 5000 by 0 units, must be 0 to 4000",
		`{"knobs": []}`:   `unknown field "knobs" (there are form, left, width, height, pieces)`,
	} {
		_, err := Read([]byte(`{"format": "voluntary-console", "version": 2, "name": "x", "divisions": [{"id": "a", "lowest": 0, "highest": 1}], "jamb": ` + jamb + `}`))
		require.ErrorContains(t, err, says, jamb)
	}
	_, err := Read([]byte(`{"format": "voluntary-console", "version": 1, "name": "x", "divisions": [{"id": "a", "lowest": 0, "highest": 1}], "jamb": {}}`))
	require.ErrorContains(t, err, `a file of version 1 has no "jamb"`)
}

func TestWriteThenReadIsEqual(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 200 {
		want, err := registration.NewConsole(randomConsole(r))
		require.NoError(t, err)
		data, err := Write(want)
		require.NoError(t, err)
		got, err := Read(data)
		require.NoError(t, err, "%s", data)
		require.Equal(t, want, got)
		again, err := Write(got)
		require.NoError(t, err)
		require.Equal(t, string(data), string(again))
	}
}

// randomConsole has anything in any number, with names that need escaping.
func randomConsole(r *rand.Rand) registration.Console {
	names := []string{"", "Great", `"Quint" \ 5`, "Récit & <Hauptwerk>", "a, b: [c] {d}", "\n\t"}
	name := func() string { return names[r.IntN(len(names))] }
	half := func(v float64) float64 {
		if r.IntN(2) == 0 {
			return 0
		}
		return v
	}
	c := registration.Console{Name: "c", Title: name()}
	for i := range 1 + r.IntN(registration.MaxDivisions) {
		low := uint8(r.IntN(128))
		c.Divisions = append(c.Divisions, registration.Division{
			ID: fmt.Sprint("d.", i), Name: name(), Lowest: low, Highest: low + uint8(r.IntN(128-int(low))), Pedal: r.IntN(2) == 0,
		})
	}
	division := func() registration.DivisionID { return registration.DivisionID(r.IntN(len(c.Divisions))) }
	for i := range r.IntN(60) {
		k := registration.Control{ID: fmt.Sprint("k-", i), Kind: registration.Kind(r.IntN(4)), Division: division(), Name: name()}
		switch k.Kind {
		case registration.Stop:
			k.Speech = []string{"", "slow", "quick chiff"}[r.IntN(3)]
			k.Pitch, k.Strength = half(r.Float64()*64), half(r.NormFloat64())
			k.Family = append(registration.Families(), registration.NoFamily)[r.IntN(7)]
			k.Construction = name()
			for range r.IntN(5) {
				k.Ranks = append(k.Ranks, 0.1+r.Float64())
			}
		case registration.Coupler:
			k.To, k.Shift = division(), int8(r.IntN(97)-48)
			if r.IntN(4) == 0 {
				k.To, k.UnisonOff = k.Division, true
			}
		case registration.Tremulant:
			k.Rate, k.Depth = half(r.Float64()*20), half(r.Float64())
		}
		c.Controls = append(c.Controls, k)
	}
	c.Jamb.Form = registration.Forms()[r.IntN(4)]
	for range r.IntN(5) {
		c.Jamb.Left = append(c.Jamb.Left, name())
		c.Jamb.Pieces = append(c.Jamb.Pieces, registration.Piece{
			Kind: registration.Label, Text: "x" + name(), Colour: "#012abc", X: r.IntN(100), Y: r.IntN(100), Width: 8 + r.IntN(100), Height: 8 + r.IntN(100),
		})
	}
	c.Jamb.Width, c.Jamb.Height = r.IntN(300), r.IntN(300)
	for i := range r.IntN(registration.MaxEnclosures) {
		e := registration.Enclosure{ID: fmt.Sprint("e", i), Name: name(), Initial: uint8(r.IntN(128))}
		for range r.IntN(3) {
			e.Divisions = append(e.Divisions, division())
		}
		c.Enclosures = append(c.Enclosures, e)
	}
	for i := range r.IntN(4) {
		sc := registration.Scene{Name: fmt.Sprint("s", i)}
		for range r.IntN(30) {
			sc.On = append(sc.On, fmt.Sprint("k-", r.IntN(90)))
		}
		if r.IntN(2) == 0 {
			sc.Shoes = map[string]uint8{"e0": uint8(r.IntN(128)), "gone": 3}
		}
		c.Scenes = append(c.Scenes, sc)
	}
	c.Mechanics = registration.Mechanics{
		RepeatGap: time.Duration(r.Int64N(int64(time.Second))), ShortestNote: time.Duration(half(4.5e7)),
		WireRate: r.IntN(2) * 38_400, LeastGap: time.Duration(half(2.5e8)),
	}
	for i := range c.Divisions {
		c.Mechanics.Divisions[i] = registration.DivisionMechanics{
			SpeakingDelay: time.Duration(half(3e7)), RepeatGap: time.Duration(half(7.5e7)), ShortestNote: time.Duration(half(2e7)), MostKeys: r.IntN(3),
		}
	}
	if r.IntN(4) > 0 {
		c.Dialect = randomDialect(r, &c)
	}
	return c
}

func randomDialect(r *rand.Rand, c *registration.Console) registration.Dialect {
	d := registration.Dialect{
		Name: "d", Gap: time.Duration(r.Int64N(int64(time.Second))), Travel: 250 * time.Millisecond, Organ: "Récit",
		Panic:   []string{"", "B0 50 00", "CF 20; F0 31 2F 6C 00 F7"}[r.IntN(3)],
		Cancel:  []string{"", "CF 20", "B0 10 00", "F0 31 2F 6C 00 F7"}[r.IntN(4)],
		Bitmaps: []registration.Bitmap{{Name: "a", Head: "F0 41", Length: 10}, {Name: "b", Head: "F0 42 43", Offset: true, Length: 128, Base: "0001", ChecksumFrom: 2, Checksum: registration.XorTo, ChecksumTo: 42}},
		Banks:   []registration.Bank{{Name: "a", Channel: 1 + uint8(r.IntN(16)), Controller: 3, Cancel: 5, Previous: 6, Next: 127}},
	}
	for range r.IntN(len(c.Divisions) + 1) {
		d.Divisions = append(d.Divisions, registration.DivisionCode{
			Channel: uint8(r.IntN(17)), Velocity: uint8(r.IntN(128)), OffAs9n: r.IntN(2) == 0, Element: []string{"", "M1"}[r.IntN(2)],
		})
	}
	for range r.IntN(len(c.Controls) + 1) {
		d.Controls = append(d.Controls, randomCode(r))
	}
	for range r.IntN(len(c.Enclosures) + 1) {
		closed := uint8(r.IntN(127))
		d.Enclosures = append(d.Enclosures, registration.EnclosureCode{
			Channel: uint8(r.IntN(17)), Controller: uint8(r.IntN(120)), Closed: closed, Open: closed + 1, Number: uint16(r.IntN(16384)),
			Kind: []registration.CodeKind{"", registration.CC, registration.NRPN, registration.GOSetup}[r.IntN(4)], Element: "E0",
		})
	}
	return d
}

func randomCode(r *rand.Rand) registration.ControlCode {
	channel, on, off := uint8(1+r.IntN(16)), uint8(r.IntN(60)), uint8(60+r.IntN(60))
	number, index := uint16(r.IntN(120)), uint16(r.IntN(7))
	return []registration.ControlCode{
		{},
		{Kind: registration.Note, Channel: channel, Number: number, On: on, OffAs9n: r.IntN(2) == 0},
		{Kind: registration.CC, Channel: channel, Number: number, On: on, Off: off},
		{Kind: registration.CCIndex, Channel: channel, Index: index, On: on, Off: off},
		{Kind: registration.CCEmbedded, Channel: channel, Number: number, Index: index},
		{Kind: registration.CCBitfield, Channel: channel, Number: number, Index: index},
		{Kind: registration.CCTwoStep, Channel: channel, Number: number, Index: index, Group: uint8(index)},
		{Kind: registration.NRPN, Channel: channel, Number: number * 100, On: on, Off: off},
		{Kind: registration.NRPNRange, Channel: channel, Number: number * 100, On: on, Off: off},
		{Kind: registration.PCToggle, Channel: channel, Number: number},
		{Kind: registration.PCPair, Channel: channel, On: on, Off: off},
		{Kind: registration.SysExPair, OnSysEx: "F0 01 F7", OffSysEx: "f002f7"},
		{Kind: registration.SysExToggle, OnSysEx: "F0 01 F7"},
		{Kind: registration.SysExBitmap, Part: "b", Index: number * 7},
		{Kind: registration.RelativeBank, Part: "a", Index: index + 1},
		{Kind: registration.GOSetup, Channel: channel, Number: number, Element: "S1"},
	}[r.IntN(16)]
}

func TestTheLargestConsoleIsRead(t *testing.T) {
	c := registration.Console{Name: "largest", Divisions: []registration.Division{{ID: "great", Highest: 127}}}
	for i := range registration.MaxControls {
		c.Controls = append(c.Controls, registration.Control{ID: fmt.Sprint("great.stop-", i), Name: strings.Repeat("x", 200), Pitch: 8})
		c.Dialect.Controls = append(c.Dialect.Controls, registration.ControlCode{Kind: registration.NRPN, Channel: 16, Number: uint16(i)})
	}
	want, err := registration.NewConsole(c)
	require.NoError(t, err)
	data, err := Write(want)
	require.NoError(t, err)
	require.Less(t, len(data), MaxSize)
	got, err := Read(data)
	require.NoError(t, err)
	assert.Equal(t, want, got)
}

func TestWriteRefusesWhatCouldNotBeRead(t *testing.T) {
	_, err := Write(&registration.Console{Name: "no divisions"})
	require.ErrorIs(t, err, registration.ErrConsole)
}

// Each fault is made in the fixture by replacing one text by another.
func TestReadNamesThePlaceOfAFault(t *testing.T) {
	fixture, err := os.ReadFile("testdata/v1.console")
	require.NoError(t, err)
	for name, test := range map[string]struct{ old, new, says string }{
		"another format":       {`"voluntary-console"`, `"voluntary"`, `not a console (its "format"`},
		"no version":           {`"version": 1`, `"version": "1"`, "does not say its version"},
		"version 0":            {`"version": 1`, `"version": 0`, "does not say its version"},
		"newer":                {`"version": 1`, `"version": 7`, "is of version 7 and this program reads up to version 2 (a newer Voluntary wrote it"},
		"unknown at the top":   {`"title"`, `"titel"`, `unknown field "titel" (there are format, version, name, title,`},
		"unknown in a control": {`"strength"`, `"loudness"`, `control 1 (great.flute-8): unknown field "loudness" (there are id, kind, division,`},
		"unknown in a code":    {`"on": 65`, `"draw": 65`, `dialect: control 3 (great.octave): unknown field "draw" (there are control, kind, channel,`},
		"unknown in mechanics": {`"repeat_gap_ms"`, `"repeat_gap"`, `mechanics: unknown field "repeat_gap" (there are repeat_gap_ms, shortest_note_ms, wire_rate, least_gap_ms, divisions)`},
		"mechanics of nobody":  {`{"division": "pedal", "speaking`, `{"division": "solo", "speaking`, `mechanics: division 1 (solo): there is no division "solo"`},
		"mechanics twice":      {`"most_keys": 2}`, `"most_keys": 2}, {"division": "pedal"}`, `mechanics: division 2 (pedal): is said a second time`},
		"most keys":            {`"most_keys": 2`, `"most_keys": -2`, `the mechanics of division pedal have at most -2 keys`},
		"speaking delay":       {`"speaking_delay_ms": 40`, `"speaking_delay_ms": 70000`, `mechanics: division 1 (pedal): speaking_delay_ms is 70000`},
		"unknown in dialect":   {`"travel_ms"`, `"travel"`, `dialect: unknown field "travel"`},
		"unknown in a scene":   {`"shoes"`, `"shoe"`, `scene 1 (p): unknown field "shoe"`},
		"text for a number":    {`"strength": -2.5`, `"strength": "soft"`, "control 1 (great.flute-8): strength is text, must be a number"},
		"number for a text":    {`"name": "Flute"`, `"name": 8`, "control 1 (great.flute-8): name is a number, must be text"},
		"number too large":     {`"highest": 96`, `"highest": 300`, "division 1 (great): highest is 300, must be a whole number from 0 to 255"},
		"number not whole":     {`"highest": 96`, `"highest": 96.5`, "division 1 (great): highest is 96.5, must be a whole"},
		"key too high":         {`"highest": 96`, `"highest": 200`, "division great has the compass 36 to 200"},
		"no compass":           {`, "lowest": 36, "highest": 96`, ``, "division 1 (great): has no compass"},
		"list expected":        {`"ranks": [1.333, 1]`, `"ranks": 3`, "control 2 (great.mixture): ranks is a number, must be a list"},
		"controls not a list":  {`"enclosures": [{"id": "box", "name": "Box", "divisions": ["great"], "initial": 64}]`, `"enclosures": 3`, "the list of enclosures is a number, must be a list"},
		"entry not an object":  {`"scenes": [{`, `"scenes": [3, {`, "scene 1: is a number, must be an object"},
		"kind":                 {`"kind": "other"`, `"kind": "bellows"`, `control 6 (great.bell): unknown kind of control "bellows"`},
		"kind not a text":      {`"kind": "other"`, `"kind": 4`, `control 6 (great.bell): kind is a number, must be text`},
		"no kind":              {`"kind": "other", `, ``, "control 6 (great.bell): has no kind"},
		"family":               {`"family": "flute"`, `"family": "wood"`, `control great.flute-8 is of the unknown family "wood"`},
		"division":             {`"kind": "tremulant", "division": "great"`, `"kind": "tremulant", "division": "swell"`, `control 5 (great.tremulant): there is no division "swell"`},
		"coupler to nowhere":   {`, "to": "great", "shift"`, `, "shift"`, "control 3 (great.octave): the coupler goes nowhere"},
		"coupler to nothing":   {`"to": "great", "shift"`, `"to": "solo", "shift"`, `control 3 (great.octave): there is no division "solo"`},
		"enclosed nothing":     {`"divisions": ["great"]`, `"divisions": ["solo"]`, `enclosure 1 (box): there is no division "solo"`},
		"two ids":              {`"great.mixture", "kind": "stop"`, `"great.octave", "kind": "stop"`, `two controls have the id "great.octave"`},
		"upper case":           {`"id": "great.bell"`, `"id": "Great.bell"`, `control 6 has the id "Great.bell"`},
		"code of nothing":      {`"control": "great.mixture"`, `"control": "great.sesquialtera"`, `dialect: control 2 (great.sesquialtera): the console has no control "great.sesquialtera"`},
		"code said twice":      {`"control": "great.mixture"`, `"control": "great.flute-8"`, `dialect: control 2 (great.flute-8): is said a second time`},
		"code kind":            {`"kind": "nrpn"`, `"kind": "smoke"`, `the dialect of control great.flute-8 is of the unknown kind "smoke"`},
		"code channel":         {`"channel": 16`, `"channel": 17`, "the dialect of control great.flute-8 is out of range"},
		"division code":        {`"division": "pedal", "channel": 3`, `"division": "swell", "channel": 3`, `dialect: division 2 (swell): the console has no division "swell"`},
		"SysEx without end":    {`"F0 31 2F 70 13 F7"`, `"F0 31 2F 70 13"`, `the dialect of control great.tremulant retires with a bad message: "F0 31 2F 70 13" is not one MIDI message`},
		"not hex":              {`"F0 31 2F 70 13 F7"`, `"F0 31 2"`, `"F0 31 2" is not hex`},
		"no such bitmap":       {`"part": "rodgers"`, `"part": "allen"`, `stands in the bitmap "allen", which is not there`},
		"unknown in a bitmap":  {`"offset"`, `"ofset"`, `dialect: bitmap 1 (rodgers): unknown field "ofset"`},
		"time too long":        {`"gap_ms": 20`, `"gap_ms": 2e9`, "dialect: gap_ms is 2e+09, must be 0 to 60000"},
		"time below zero":      {`"repeat_gap_ms": 60`, `"repeat_gap_ms": -1`, "mechanics: repeat_gap_ms is -1"},
		"said twice":           {`"name": "chapel",`, `"name": "chapel", "name": "church",`, `line 4: "name" stands here twice`},
		"not JSON":             {`"title": `, `"title" `, "line 5: not JSON"},
		"comma at the end":     {`"ranks": [1.333, 1]`, `"ranks": [1.333, 1,]`, "line 12: not JSON"},
		"something after":      {"\n}\n", "\n} {}", "line 48: there is something after the end"},
		"deep":                 {`"ranks": [1.333, 1]`, `"ranks": ` + strings.Repeat("[", 20) + strings.Repeat("]", 20), "line 12: nested more than 16 deep"},
		"long text":            {"A chapel", strings.Repeat("A", 10_001), "line 5: a text of more than 10000 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, string(fixture), test.old)
			c, err := Read([]byte(strings.Replace(string(fixture), test.old, test.new, 1)))
			require.Error(t, err)
			assert.Nil(t, c)
			assert.ErrorContains(t, err, test.says)
			assert.NotContains(t, err.Error(), "json:")
			assert.NotContains(t, err.Error(), "\n")
		})
	}
}

func TestReadRefusesWhatIsNoConsole(t *testing.T) {
	for name, test := range map[string]struct{ data, says string }{
		"nothing":     {"", "the file is empty"},
		"space":       {" \n\t", "the file is empty"},
		"a list":      {"[]", "not a console"},
		"null":        {"null", "not a console"},
		"a number":    {"3", "not a console"},
		"cut":         {`{"format": "voluntary-console", "ver`, "cut off"},
		"cut clean":   {`{"format": "voluntary-console"`, "cut off"},
		"binary":      {"MThd\x00\x00\x00\x06", "line 1: not JSON"},
		"too large":   {strings.Repeat(" ", MaxSize+1), "larger than 4 MiB"},
		"no sections": {`{"format": "voluntary-console", "version": 1}`, "it has no name"},
		"too many":    {`{"format": "voluntary-console", "version": 1, "name": "x", "divisions": [` + strings.Repeat(`{"id":"a","lowest":0,"highest":1},`, 256) + `{"id":"a","lowest":0,"highest":1}]}`, "257 divisions"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read([]byte(test.data))
			require.ErrorContains(t, err, test.says)
		})
	}
}

func TestReadTakesAByteOrderMark(t *testing.T) {
	fixture, err := os.ReadFile("testdata/v1.console")
	require.NoError(t, err)
	_, err = Read(append([]byte("\xef\xbb\xbf"), fixture...))
	require.NoError(t, err)
}

// The mechanism is tried with steps of the test's own.
func TestUpgradesRunFromTheFilesVersionOn(t *testing.T) {
	var ran []int
	step := func(n int) upgrade { return func(sections) error { ran = append(ran, n); return nil } }
	chain := []upgrade{step(1), step(2), step(3)}
	s := sections{}
	require.NoError(t, s.upgrade(2, chain))
	assert.Equal(t, []int{2, 3}, ran)
	assert.Equal(t, "4", string(s["version"]))

	chain[1] = func(sections) error { return fmt.Errorf("no compass") }
	require.EqualError(t, s.upgrade(1, chain), "upgrade from version 2: no compass")
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"testdata/v1.console", "testdata/v2.console", "../../assets/consoles/parish.console"} {
		data, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Read(data)
		if err != nil {
			return
		}
		out, err := Write(c)
		require.NoError(t, err)
		again, err := Read(out)
		require.NoError(t, err)
		require.Equal(t, c, again)
	})
}
