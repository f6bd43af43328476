package stopname_test

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/file"
	"voluntary/registration/stopname"
)

func TestNamesOfSixCountriesAreUnderstood(t *testing.T) {
	type want struct {
		name   string
		family registration.Family
		feet   float64
		build  string
	}
	for _, w := range []want{
		// English
		{"Open Diapason 8", registration.Principal, 8, ""},
		{"Stopped Diapason", registration.Flute, 8, "stopped"},
		{"Violin Diapason", registration.Principal, 8, ""},
		{"Fifteenth", registration.Principal, 2, ""},
		{"Twelfth", registration.Mutation, 8. / 3, ""},
		{"Contra Fagotto 16'", registration.Reed, 16, ""},
		{"Voix Celeste", registration.String, 8, "celeste"},
		{"Dulciana 8", registration.String, 8, ""},
		{"Lieblich Gedackt 8", registration.Flute, 8, "stopped"},
		{"Double Trumpet", registration.Reed, 16, ""},
		{"Cor Anglais", registration.Reed, 8, ""},
		{"Hautboy 8 ft", registration.Reed, 8, ""},
		{"French Horn", registration.Reed, 8, ""},
		// German
		{"Prinzipal 8'", registration.Principal, 8, ""},
		{"Hohlflöte 8'", registration.Flute, 8, "open"},
		{"HOHLFLOETE 4 Fuß", registration.Flute, 4, "open"},
		{"Rohrflöte 4′", registration.Flute, 4, "chimney"},
		{"Gedackt 8", registration.Flute, 8, "stopped"},
		{"Gedacktpommer 4'", registration.Flute, 4, "quintadena"},
		{"Quintatöne 8'", registration.Flute, 8, "quintadena"},
		{"Gemshorn 4'", registration.String, 4, ""},
		{"Nachthorn 2'", registration.Flute, 2, "stopped"},
		{"Salizional 8'", registration.String, 8, ""},
		{"Krummhorn 8'", registration.Reed, 8, "cylindrical"},
		{"Schalmei 4'", registration.Reed, 4, ""},
		{"Quinte 2 2/3'", registration.Mutation, 8. / 3, ""},
		{"Terz 1 3/5'", registration.Mutation, 8. / 5, "flute"},
		{"Nasat 2⅔'", registration.Mutation, 8. / 3, "flute"},
		{"Quinta major 3'", registration.Mutation, 8. / 3, ""},
		{"Quinta minor 1 1/2'", registration.Mutation, 4. / 3, ""},
		{"Quintbass 6'", registration.Mutation, 16. / 3, ""},
		{"Quintadecima 9+ (=1')", registration.Principal, 1, ""},
		{"GrossPusaun 16'", registration.Reed, 16, ""},
		{"OctavPusaun 8'", registration.Reed, 8, ""},
		{"Octavbass 8'", registration.Principal, 8, ""},
		{"Subbass offen 16'", registration.Flute, 16, "open"},
		{"Bourdunflauta 16'", registration.Flute, 16, "stopped"},
		{"Mixtur 2-4fach", registration.Mixture, 0, ""},
		{"Scharf III", registration.Mixture, 0, ""},
		{"Zimbel 3fach", registration.Mixture, 0, ""},
		{"Cembalo 4fach", registration.Mixture, 0, ""},
		{"Rauschquint 2fach", registration.Mixture, 0, ""},
		{"Zimbelstern links", registration.NoFamily, 0, ""},
		{"Klavier", registration.NoFamily, 0, ""},
		{"Celesta", registration.NoFamily, 0, ""},
		{"Celesta 8", registration.String, 8, "celeste"},
		// French
		{"Montre 8'", registration.Principal, 8, ""},
		{"Bourdon 16'", registration.Flute, 16, "stopped"},
		{"Flûte à cheminée 4", registration.Flute, 4, "chimney"},
		{"Flute Harm. 8'", registration.Flute, 8, "harmonic"},
		{"Flûte octaviante", registration.Flute, 4, "harmonic"},
		{"Voix humaine 8", registration.Reed, 8, "short"},
		{"Doublette 2", registration.Principal, 2, ""},
		{"Nasard", registration.Mutation, 8. / 3, "flute"},
		{"Grosse Tierce", registration.Mutation, 16. / 5, "flute"},
		{"Larigot", registration.Mutation, 4. / 3, "flute"},
		{"Cornet V rangs", registration.Mixture, 0, "cornet"},
		{"Plein jeu III", registration.Mixture, 0, ""},
		{"Fourniture IV", registration.Mixture, 0, ""},
		{"Basson-Hautbois 8", registration.Reed, 8, ""},
		{"Clairon", registration.Reed, 4, ""},
		{"Septième 1 1/7", registration.Mutation, 8. / 7, "flute"},
		{"Violon- celle 8'", registration.String, 8, ""},
		// Dutch
		{"Roerfluit 4'", registration.Flute, 4, "chimney"},
		{"Holpijp 8 vt", registration.Flute, 8, "stopped"},
		{"Prestant 8", registration.Principal, 8, ""},
		{"Octaaf 4", registration.Principal, 4, ""},
		{"Woudfluit 2", registration.Flute, 2, "open"},
		{"Scherp 4 sterk", registration.Mixture, 0, ""},
		{"Bazuin 16'", registration.Reed, 16, ""},
		{"Dulciaan 8'", registration.Reed, 8, "cylindrical"},
		// Italian
		{"Principale 8'", registration.Principal, 8, ""},
		{"Ottava", registration.Principal, 4, ""},
		{"Decimanona", registration.Mutation, 4. / 3, ""},
		{"Vigesimaseconda", registration.Principal, 1, ""},
		{"Flauto in duodecima", registration.Mutation, 8. / 3, "flute"},
		{"Voce umana", registration.Principal, 8, "celeste"},
		{"Ripieno 5 file", registration.Mixture, 0, ""},
		// Spanish
		{"Flautado 13", registration.Principal, 8, ""},
		{"Tapadillo", registration.Flute, 4, "stopped"},
		{"Lleno IV h.", registration.Mixture, 0, ""},
		{"Clarín 8", registration.Reed, 8, ""},
		{"Voz humana", registration.Reed, 8, "short"},
		{"Quincena", registration.Principal, 2, ""},
		{"Xyzzy 8'", registration.NoFamily, 8, ""},
	} {
		got := stopname.Read(w.name, false)
		assert.Equal(t, w.family, got.Family, w.name)
		assert.InDelta(t, w.feet, got.Feet, 0.001, w.name)
		assert.Equal(t, w.build, got.Construction, w.name)
	}
}

func TestEngravedNamesAreUnderstood(t *testing.T) {
	list, err := os.ReadFile("testdata/names.txt")
	require.NoError(t, err)
	lines := 0
	for line := range strings.Lines(string(list)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		lines++
		parts := strings.Split(strings.TrimSuffix(line, "\n"), " | ")
		feet, err := strconv.ParseFloat(parts[2], 64)
		require.NoError(t, err, line)
		got := stopname.Read(parts[0], len(parts) > 3)
		assert.Equal(t, registration.Family(parts[1]), got.Family, line)
		if feet != 0 {
			assert.InDelta(t, feet, got.Feet, 0.001*feet+0.0005, line)
		}
	}
	assert.Greater(t, lines, 700)
}

func TestIntervalsNameStops(t *testing.T) {
	for name, ranks := range map[string][]float64{
		"XXVI-XXIX": {2. / 3, 1. / 2}, "XV e XIX": {2, 4. / 3}, "Acoustic Bass 32": {16, 32. / 3}, "Resultant": {16, 32. / 3},
	} {
		s := stopname.Read(name, false)
		assert.Equal(t, registration.Mixture, s.Family, name)
		assert.InDeltaSlice(t, ranks, s.Ranks, 0.001, name)
	}
	assert.Nil(t, stopname.Read("II", false).Sort, "a keyboard")
}

func TestInThePedalNamesMeanTheLowerOctave(t *testing.T) {
	for name, feet := range map[string]float64{
		"Octave": 8, "Principal": 16, "Posaune": 16, "Bourdon": 16, "Trompete": 8, "Quinte": 32. / 3, "Choralbass": 4, "Octave 4'": 4,
	} {
		assert.InDelta(t, feet, stopname.Read(name, true).Feet, 0.001, name)
	}
	assert.Equal(t, registration.Reed, stopname.Read("Cornett 2'", true).Family)
	assert.Equal(t, registration.Mixture, stopname.Read("Cornet III", true).Family)
}

func TestCompoundStopsHaveTheRanksTheirNamesTell(t *testing.T) {
	for name, ranks := range map[string][]float64{
		"Mixtur 4fach":       {2, 4. / 3, 1, 2. / 3},
		"Mixture III":        {4. / 3, 1, 2. / 3},
		"Mixtura 1' 6fach":   {1, 2. / 3, 1. / 2, 1. / 3, 1. / 4, 1. / 6},
		"Cornett III":        {8. / 3, 2, 8. / 5},
		"Cornet V":           {8, 4, 8. / 3, 2, 8. / 5},
		"Sesquialtera II":    {8. / 3, 8. / 5},
		"Zimbel 3f.":         {1. / 2, 1. / 3, 1. / 4},
		"Scharff III-IV":     {2. / 3, 1. / 2, 1. / 3},
		"Fourniture":         nil,
		"Non-Sept II":        {8. / 7, 8. / 9},
		"Terz-Septime":       {8. / 5, 8. / 7},
		"Carillon I-III":     {4. / 3},
		"Plein jeu VI rangs": {2, 4. / 3, 1, 2. / 3, 1. / 2, 1. / 3},
	} {
		assert.InDeltaSlice(t, ranks, stopname.Read(name, false).Ranks, 0.001, name)
	}
}

func TestShippedConsolesAgreeWithTheDictionary(t *testing.T) {
	for _, name := range []string{"parish", "cathedral"} {
		c, err := file.Find(name)
		if !assert.NoError(t, err) {
			continue
		}
		for _, k := range c.Controls {
			if k.Kind != registration.Stop {
				continue
			}
			got := stopname.Read(k.Label(), c.Divisions[k.Division].Pedal)
			assert.Equal(t, k.Family, got.Family, k.ID)
			assert.InDelta(t, k.Pitch, got.Feet, 0.001, k.ID)
		}
	}
}

func TestFeetAreFoundWhereTheyAreWritten(t *testing.T) {
	for name, feet := range map[string]float64{
		"Principal 8'": 8, "8' Principal": 8, "Quint 2-2/3": 8. / 3, "Quint 2.2/3'": 8. / 3, "Terz 1 3/5": 1.6, "1/2' Cymbel": 0.5,
		"Flöte 4 Fuss": 4, "Subbass 16ft": 16, "Open Wood 32": 32, "Larigot 1⅓": 4. / 3,
	} {
		got, ok := stopname.Feet(name)
		assert.True(t, ok, name)
		assert.InDelta(t, feet, got, 0.001, name)
	}
	for _, name := range []string{"Mixtur 4fach", "Viola", "Cornet V", "Switch 99", "", "5 rks", "3/0'"} {
		_, ok := stopname.Feet(name)
		assert.False(t, ok, name)
	}
}

func TestNoisesAreNoStops(t *testing.T) {
	for _, name := range []string{
		"Motor", "Motor Noise", "Blower", "Registergeräusch", "Sousbasse stop noise", "Bruit de soufflerie", "Ruido de teclado", "Rumore mantici",
		"Orgelgeluid", "All Sounds On/Off", "Key action", "Gebläse", "Wind",
	} {
		assert.True(t, stopname.Noise(name), name)
	}
	for _, name := range []string{"Zimbelstern", "Principal 8'", "Waldhorn", "Windlade", "Calcant", "Glocken"} {
		assert.False(t, stopname.Noise(name), name)
	}
	assert.True(t, stopname.Tremulant("Trem. Rückpositiv"))
	assert.True(t, stopname.Tremulant("Tremblant doux"))
	assert.False(t, stopname.Tremulant("Trompete"))
}

func TestCouplersTellTheirTwoSides(t *testing.T) {
	for name, want := range map[string]stopname.Coupler{
		"II/I":                 {Played: "I", Also: "II"},
		"I/P":                  {Played: "P", Also: "I"},
		"16' II/I":             {Played: "I", Also: "II", Shift: -12},
		"Manual Koppel II-I":   {Played: "I", Also: "II"},
		"Sup.Okt. Koppel II-I": {Played: "I", Also: "II", Shift: 12},
		"Sub.Okt. Koppel II-I": {Played: "I", Also: "II", Shift: -12},
		"Coupler HW-Ped":       {Played: "Ped", Also: "HW"},
		"Coupler RP - HW":      {Played: "HW", Also: "RP"},
		"Swell to Great":       {Played: "Great", Also: "Swell"},
		"Pedal Koppel I":       {},
		"Great Unison Off":     {UnisonOff: true},
	} {
		got, ok := stopname.ReadCoupler(name)
		assert.True(t, ok, name)
		assert.Equal(t, want, got, name)
	}
	for _, name := range []string{"Principal 8'", "Basson-Hautbois", "Mixtur II", "Subbass 16'"} {
		_, ok := stopname.ReadCoupler(name)
		assert.False(t, ok, name)
	}
}

func TestSpellingsFoldTogether(t *testing.T) {
	for _, same := range [][]string{
		{"Hohlflöte", "HOHLFLOETE", "Hohlflote"},
		{"Oktave", "Octave"},
		{"Kornett", "Cornet"},
		{"Cymbel", "Cimbel"},
		{"Violon- celle 8'", "Violoncelle"},
	} {
		for _, s := range same[1:] {
			assert.Equal(t, stopname.Fold(same[0]), stopname.Fold(s))
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"Mixtur 2-4fach", "2 2/3'", "Cornet V", "XIX", "- - ", "⅓", "'", "1/1'", "16' II/I"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		for _, pedal := range []bool{false, true} {
			s := stopname.Read(name, pedal)
			if s.Feet < 0 || s.Feet > 128 || len(s.Ranks) > registration.MaxRanks {
				t.Errorf("%q: %+v", name, s)
			}
			for _, r := range s.Ranks {
				if r < 1./64 || r > 128 {
					t.Errorf("%q: %+v", name, s)
				}
			}
		}
		stopname.Noise(name)
		stopname.ReadCoupler(name)
	})
}
