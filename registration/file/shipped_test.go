package file

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/assets"
	"voluntary/registration"
)

var update = flag.Bool("update", false, "lay the shipped consoles out anew")

func shipped(t *testing.T, name string) *registration.Console {
	t.Helper()
	c, err := open(name, "")
	require.NoError(t, err)
	return c
}

// stops lists the stops of a division as on the drawknobs.
func stops(c *registration.Console, division string) []string {
	var out []string
	d, _ := c.Division(division)
	for _, k := range c.ControlsOf(d) {
		if c.Controls[k].Kind == registration.Stop {
			out = append(out, c.Controls[k].Label())
		}
	}
	return out
}

// couplers lists id, division, to and shift.
func couplers(c *registration.Console) map[string][3]any {
	out := map[string][3]any{}
	for _, k := range c.Controls {
		if k.Kind == registration.Coupler {
			out[k.ID] = [3]any{c.Divisions[k.Division].ID, c.Divisions[k.To].ID, int(k.Shift)}
		}
	}
	return out
}

func TestParishIsTheOrganOfThePlan(t *testing.T) {
	c := shipped(t, "parish")
	assert.Equal(t, []registration.Division{
		{ID: "great", Name: "Great", Lowest: 36, Highest: 96},
		{ID: "swell", Name: "Swell", Lowest: 36, Highest: 96},
		{ID: "pedal", Name: "Pedal", Lowest: 36, Highest: 67, Pedal: true},
	}, c.Divisions)
	assert.Equal(t, []string{
		"Open Diapason 8", "Stopped Diapason 8", "Gamba 8", "Principal 4", "Wald Flute 4", "Twelfth 2 2/3", "Fifteenth 2", "Mixture III",
	}, stops(c, "great"))
	assert.Equal(t, []string{
		"Lieblich Gedackt 8", "Salicional 8", "Voix Celeste 8", "Principal 4", "Suabe Flute 4", "Fifteenth 2", "Mixture III",
		"Contra Fagotto 16", "Cornopean 8",
	}, stops(c, "swell"))
	assert.Equal(t, []string{"Open Diapason 16", "Bourdon 16", "Principal 8", "Bass Flute 8", "Trombone 16"}, stops(c, "pedal"))
	assert.Equal(t, map[string][3]any{
		"great.swell-to-great": {"great", "swell", 0},
		"swell.octave":         {"swell", "swell", 12},
		"swell.sub-octave":     {"swell", "swell", -12},
		"pedal.swell-to-pedal": {"pedal", "swell", 0},
		"pedal.great-to-pedal": {"pedal", "great", 0},
	}, couplers(c))
	tremulant, ok := c.Control("swell.tremulant")
	require.True(t, ok)
	assert.Equal(t, registration.Tremulant, c.Controls[tremulant].Kind)
	assert.Equal(t, []registration.Enclosure{{ID: "swell", Name: "Swell", Divisions: []registration.DivisionID{1}, Initial: 127}}, c.Enclosures)
}

func TestCathedralHasFourManualsAndSomeSixtyStops(t *testing.T) {
	c := shipped(t, "cathedral")
	var divisions []string
	for _, d := range c.Divisions {
		divisions = append(divisions, d.ID)
	}
	assert.Equal(t, []string{"great", "swell", "choir", "solo", "pedal"}, divisions)
	count, kinds := 0, map[registration.Kind]int{}
	for _, k := range c.Controls {
		kinds[k.Kind]++
		if k.Kind == registration.Stop {
			count++
		}
	}
	assert.InDelta(t, 64, count, 6)
	assert.Equal(t, 3, kinds[registration.Tremulant])
	assert.Len(t, c.Enclosures, 3)
	for _, d := range []string{"swell", "choir", "solo"} {
		for _, id := range []string{".octave", ".sub-octave", ".unison-off", ".tremulant"} {
			_, ok := c.Control(d + id)
			assert.True(t, ok, d+id)
		}
		_, ok := c.Enclosure(d)
		assert.True(t, ok, d)
	}
	for _, id := range []string{"pedal.double-open-diapason-32", "pedal.double-ophicleide-32", "solo.tuba-8", "solo.cornet-v", "choir.tierce-1-3-5"} {
		_, ok := c.Control(id)
		assert.True(t, ok, id)
	}
}

func TestShippedConsolesAreSound(t *testing.T) {
	for _, name := range []string{"parish", "cathedral"} {
		t.Run(name, func(t *testing.T) {
			c := shipped(t, name)
			assert.Equal(t, name, c.Name)
			assert.Equal(t, registration.Mechanics{RepeatGap: 60 * time.Millisecond}, c.Mechanics)
			for i, k := range c.Controls {
				assert.True(t, strings.HasPrefix(k.ID, c.Divisions[k.Division].ID+"."), k.ID)
				assert.Equal(t, registration.ControlCode{Kind: registration.NRPN, Channel: 16, Number: uint16(i)}, c.Dialect.Controls[i])
				if k.Kind != registration.Stop {
					assert.Empty(t, k.Family)
					continue
				}
				assert.NotEqual(t, registration.NoFamily, k.Family, k.ID)
				assert.Equal(t, k.Family == registration.Mixture, k.Pitch == 0, k.ID)
				assert.Equal(t, k.Family == registration.Mixture, len(k.Ranks) > 1, k.ID)
				if k.Family == registration.Mixture { // "Mixture IV" has four ranks
					roman := k.Name[strings.LastIndexByte(k.Name, ' ')+1:]
					assert.Equal(t, map[string]int{"III": 3, "IV": 4, "V": 5}[roman], len(k.Ranks), k.ID)
					assert.True(t, slices.IsSortedFunc(k.Ranks, func(a, b float64) int { return int(1000 * (b - a)) }), k.ID)
				}
			}
			for i := range c.Divisions {
				assert.Equal(t, registration.DivisionCode{Channel: uint8(i + 1)}, c.Dialect.Divisions[i])
			}
			for i, e := range c.Enclosures {
				assert.Equal(t, registration.EnclosureCode{Channel: uint8(e.Divisions[0]) + 1, Controller: 11}, c.Dialect.Enclosures[i])
			}
		})
	}
}

// The ladder: each step draws what the one before draws, and more.
func TestShippedScenesClimbFromPpToFff(t *testing.T) {
	for _, name := range []string{"parish", "cathedral"} {
		c := shipped(t, name)
		steps := map[string]registration.State{}
		for _, sc := range c.Scenes {
			s, missing := sc.Recall(c, c.Initial())
			require.Empty(t, missing)
			assert.Equal(t, len(c.Controls), len(sc.On)+len(sc.Off), "a step of the ladder says everything")
			steps[sc.Name] = s
		}
		ladder := []string{"pp", "p", "mf", "f", "ff", "fff"}
		for i, step := range ladder {
			require.Contains(t, steps, step)
			s := steps[step]
			require.NotZero(t, s.Count())
			if i < 3 { // from mf on the chorus builds up
				continue
			}
			before := steps[ladder[i-1]]
			for _, k := range before.Drawn() {
				assert.True(t, s.On(k), "%s, %s: %s", name, step, c.Controls[k].ID)
			}
			assert.Greater(t, s.Count(), before.Count())
		}
	}
}

func TestShippedConsolesAreLaidOutAsWeWrite(t *testing.T) {
	for _, name := range []string{"parish", "cathedral"} {
		path := filepath.Join("../../assets/consoles", name+Extension)
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		c, err := Read(data)
		require.NoError(t, err)
		want, err := Write(c)
		require.NoError(t, err)
		if *update {
			require.NoError(t, os.WriteFile(path, want, 0o644))
			continue
		}
		assert.Equal(t, string(want), string(data), "run the tests of this package with -update")
	}
}

// The example of the manual is a file that can be read.
func TestManualShowsAConsole(t *testing.T) {
	page, err := fs.ReadFile(assets.Manual(), "consoles.md")
	require.NoError(t, err)
	_, example, ok := strings.Cut(string(page), "```\n{")
	require.True(t, ok)
	example, _, ok = strings.Cut(example, "```")
	require.True(t, ok)
	c, err := Read([]byte("{" + example))
	require.NoError(t, err)
	assert.Equal(t, "chapel", c.Name)
}
