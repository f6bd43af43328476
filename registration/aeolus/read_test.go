package aeolus_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/aeolus"
	"voluntary/registration/dialect"
)

func corpus(tb testing.TB) string {
	tb.Helper()
	if dir := os.Getenv("VOLUNTARY_CORPUS"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	require.NoError(tb, err)
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		found := filepath.Join(dir, "shared", "corpus")
		if info, err := os.Stat(found); err == nil && info.IsDir() {
			return found
		}
	}
	tb.Skip("the corpus is not here (set VOLUNTARY_CORPUS)")
	return ""
}

func TestStopListsEqualTheTruth(t *testing.T) {
	root := corpus(t)
	for _, rel := range []string{"organs/aeolus/vicar-organ1-definition.txt", "copyleft/aeolus/Aeolus-definition.txt"} {
		t.Run(filepath.Base(rel), func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(root, "truth", rel+".json"))
			require.NoError(t, err)
			var truth struct {
				Divisions []struct {
					Label     string
					Ranks     []string
					Swell     bool
					Tremulant bool
				}
				Groups  []struct{ Buttons [][]string }
				Buttons int `json:"buttons_total"`
			}
			require.NoError(t, json.Unmarshal(data, &truth))
			name := filepath.Join(root, filepath.FromSlash(rel))
			c, report, err := aeolus.ReadFile(name)
			require.NoError(t, err)
			assert.Empty(t, report.Warnings)
			assert.Len(t, c.Controls, truth.Buttons)
			require.Len(t, c.Divisions, len(truth.Divisions))
			boxes := 0
			for _, want := range truth.Divisions {
				stops, shaken := 0, false
				for _, k := range c.Controls {
					if c.Divisions[k.Division].Name == want.Label {
						if k.Kind == registration.Stop {
							stops++
						}
						shaken = shaken || k.Kind == registration.Tremulant
					}
				}
				assert.Equal(t, len(want.Ranks), stops, want.Label)
				assert.Equal(t, want.Tremulant, shaken, want.Label)
				if want.Swell {
					boxes++
				}
			}
			assert.Len(t, c.Enclosures, boxes)
			assert.Empty(t, dialect.Clashes(c))
			raw, err := os.ReadFile(name)
			require.NoError(t, err)
			assert.True(t, aeolus.Is(raw))
		})
	}
}

const tiny = `# a tiny organ
/instr/new
/manual/new   II
/manual/new   I
/pedal/new    P
/divis/new    II  1 1
/rank C 4 III_principal_8.ae0
/swell
/tremul 4.0 0.4
/divis/end
/divis/new    I  2 2
/rank C 4 quinte_113.ae0
/rank C 4 I_mixtur5fach.ae0
/divis/end
/divis/new    P  3 3
/rank C 4 bourdon16.ae0
/divis/end
/group/new II
/stop 0 1 1
/tremul 1 TR Tremulant
/group/end
/group/new I
/stop 0 2 1
/stop 0 2 2
/coupler 2 1 C1+2 I+II
/group/end
/group/new P
/stop 0 3 1
/group/end
`

func TestButtonsBecomeControls(t *testing.T) {
	c, _, err := aeolus.Read([]byte(tiny), "stops/Aeolus/definition", nil)
	require.NoError(t, err)
	assert.Equal(t, "Aeolus", c.Title)
	assert.Equal(t, []string{"i", "ii", "p"}, []string{c.Divisions[0].ID, c.Divisions[1].ID, c.Divisions[2].ID})
	assert.True(t, c.Divisions[2].Pedal)
	var names []string
	for _, k := range c.Controls {
		names = append(names, k.ID+" "+k.Name)
	}
	assert.Equal(t, []string{
		"ii.principal-8 Principal 8", "ii.tremulant Tremulant", "i.quinte-1-1-3 Quinte 1 1/3", "i.mixtur5fach Mixtur5fach", "i.i-ii I+II",
		"p.bourdon-16 Bourdon 16",
	}, names)
	assert.Equal(t, 4., c.Controls[1].Rate)
	assert.InDelta(t, 4./3, c.Controls[2].Pitch, 0.001)
	assert.Len(t, c.Controls[3].Ranks, 5)
	assert.Equal(t, registration.Coupler, c.Controls[4].Kind)
	assert.Equal(t, registration.DivisionID(0), c.Controls[4].Division)
	assert.Equal(t, registration.DivisionID(1), c.Controls[4].To)
	e := dialect.NewEncoder(c)
	assert.Equal(t, "BF 62 61 BF 62 01", dialect.Hex(e.AppendChange(nil, registration.Change{Kind: registration.Draw, Control: 3})))
	assert.Equal(t, "BF 62 51 BF 62 01", dialect.Hex(e.AppendChange(nil, registration.Change{Kind: registration.Retire, Control: 3})))
	assert.Equal(t, "B1 07 40", dialect.Hex(e.AppendChange(nil, registration.Change{Kind: registration.Express, Value: 64})))
}

func TestNamesAndPitchesComeFromTheFilesOfPipes(t *testing.T) {
	head := make([]byte, 400)
	copy(head, "AEOLUS\x00\x02")
	head[30], head[31] = 3, 2
	copy(head[32:], "Quinta-$dena$5 1/3")
	c, _, err := aeolus.Read([]byte(tiny), "x", fstest.MapFS{
		"quinte_113.ae0": {Data: head}, "bourdon16.ae0": {Data: []byte("junk")}, "I_mixtur5fach.ae0": {Data: make([]byte, 400)},
	})
	require.NoError(t, err)
	assert.Equal(t, "Quintadena 5 1/3", c.Controls[2].Name)
	assert.InDelta(t, 16./3, c.Controls[2].Pitch, 0.001)
	assert.Equal(t, "Bourdon 16", c.Controls[5].Name, "a damaged file has its name only")
}

func TestMistakesAreSaidWithTheirLine(t *testing.T) {
	for want, text := range map[string]string{
		"there is no /divis/new":                                                 "hello",
		"line 1: /divis/new has 1 fields, must be at least 3":                    "/divis/new x",
		`line 1: /divis/new has "z" as field 3, must be a number from 0 to 2000`: "/divis/new x 1 z",
		"line 2: /rank has 1 fields, must be 3":                                  "/divis/new x 1 1\n/rank C",
		"line 4: the button names rank 1 of the division x, which has 0":         "/divis/new x 1 1\n/divis/end\n/group/new g\n/stop 0 1 1",
		"line 4: the button names division 7 and there are 1":                    "/divis/new x 1 1\n/divis/end\n/group/new g\n/stop 0 7 1",
		"line 4: the coupler c is for keyboard 9, which plays no division":       "/divis/new x 1 1\n/divis/end\n/group/new g\n/coupler 9 1 c",
		"the organ has 17 divisions; a console holds at most 16":                 many(17),
	} {
		_, _, err := aeolus.Read([]byte(text), "def", nil)
		assert.ErrorContains(t, err, want)
	}
	_, _, err := aeolus.ReadFile(filepath.Join(t.TempDir(), "missing"))
	assert.ErrorIs(t, err, os.ErrNotExist)
}

func many(n int) (text string) {
	for range n {
		text += "/divis/new x 1 0\n/divis/end\n"
	}
	return text
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(tiny))
	f.Add([]byte(many(3)))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, _, err := aeolus.Read(data, "x", nil); err == nil && len(c.Divisions) == 0 {
			t.Error("a console without divisions")
		}
	})
}
