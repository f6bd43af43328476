package beside

import (
	"cmp"
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/synth"
	"voluntary/registration"
	"voluntary/registration/aeolus"
	"voluntary/sequencer"
)

const key = 60

// theirs are the levels of the partials, in decibels, that a file of Aeolus' gives its pipe of middle C, and the name on
// its stop: after the head eight functions of the note, then for each of 64 partials one of its level, all at eleven notes
// from key 36 on, six keys apart.
func theirs(t *testing.T, file string) (name string, levels []float64) {
	t.Helper()
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Len(t, b, 192+8*48+4*64*48)
	name, _, _ = strings.Cut(string(b[32:64]), "\x00")
	for n := range 64 {
		at := 192 + 8*48 + n*48 + 4 + 4*(key-36)/6
		levels = append(levels, float64(math.Float32frombits(binary.LittleEndian.Uint32(b[at:]))))
	}
	return strings.ReplaceAll(strings.ReplaceAll(name, "-$", ""), "$", " "), levels
}

// centroid is the number of the partial around which the power lies. Levels are in decibels.
func centroid(levels []float64) float64 {
	sum, weight := 0.0, 0.0
	for i, db := range levels {
		if p := math.Pow(10, db/10); db > -90 {
			sum, weight = sum+float64(i+1)*p, weight+p
		}
	}
	return sum / weight
}

// ours are the levels of the partials of a stop's pipe of middle C, as rendered.
func ours(t *testing.T, c *registration.Console, control int) (levels []float64) {
	t.Helper()
	k := c.Controls[control]
	division := c.Divisions[k.Division]
	division.Lowest, division.Highest = key, key
	k.Division = 0
	one, err := registration.NewConsole(registration.Console{Name: "one", Divisions: []registration.Division{division}, Controls: []registration.Control{k}})
	require.NoError(t, err)
	o := synth.New(one, synth.Options{Rate: 48000, Room: synth.NoRoom, Exact: true})
	o.Apply(sequencer.ChangeEvent(0, registration.Change{Kind: registration.Draw}))
	o.Apply(sequencer.Event{Kind: sequencer.KeyDown, Key: key, Velocity: 100})
	x := make([]float32, 2*48000)
	o.Render(x)
	f := 440 * math.Exp2((key-69)/12.) * 8 / k.Pitch
	for n := 1; float64(n)*f < 18000 && n <= 24; n++ {
		var re, im float64
		for i := 24000; i < 36000; i++ {
			s, c := math.Sincos(2 * math.Pi * f * float64(n) * float64(i) / 48000)
			w := (1 - math.Cos(2*math.Pi*(float64(i-24000)+0.5)/12000)) * float64(x[2*i]+x[2*i+1])
			re, im = re+w*c, im+w*s
		}
		levels = append(levels, 20*math.Log10(math.Hypot(re, im)/12000+1e-12))
	}
	most := slices.Max(levels)
	for i := range levels {
		levels[i] -= most
	}
	return levels
}

// Aeolus was voiced by ear by one who knows organs. A stop that is bright there is to be bright here, and about as bright.
func TestStopsAreAboutAsBrightAsThoseOfAeolus(t *testing.T) {
	files, _ := filepath.Glob("/usr/share/aeolus/stops/*.ae0")
	c, _, err := aeolus.ReadFile("/usr/share/aeolus/stops/Aeolus/definition")
	if err != nil || len(files) == 0 {
		t.Skip("Aeolus is not here (apt-get install aeolus)")
	}
	names := map[string][]float64{}
	for _, file := range files {
		if name, levels := theirs(t, file); names[name] == nil {
			names[name] = levels
		}
	}
	type pair struct{ mine, its float64 }
	var pairs []pair
	for i := range c.Controls {
		k := &c.Controls[i]
		levels := names[k.Name]
		if k.Kind != registration.Stop || k.Pitch == 0 || k.Family == registration.Mutation || levels == nil {
			continue // Aeolus writes mutations as partials of 8 feet
		}
		p := pair{centroid(ours(t, c, i)), centroid(levels)}
		t.Logf("%-20s %-10s %5.2f here, %5.2f there", k.Name, k.Family, p.mine, p.its)
		pairs = append(pairs, p)
	}
	require.Greater(t, len(pairs), 25)
	sum := 0.0
	for _, p := range pairs {
		sum += math.Log2(p.mine / p.its)
	}
	assert.InDelta(t, 0, sum/float64(len(pairs)), 0.6, "on average, as a power of two")

	// The order from dark to bright: Spearman's correlation.
	n := float64(len(pairs))
	place := func(of func(pair) float64) map[pair]float64 {
		sorted := slices.SortedFunc(slices.Values(pairs), func(a, b pair) int { return cmp.Compare(of(a), of(b)) })
		out := map[pair]float64{}
		for i, p := range sorted {
			out[p] = float64(i)
		}
		return out
	}
	mine, its := place(func(p pair) float64 { return p.mine }), place(func(p pair) float64 { return p.its })
	apart := 0.0
	for _, p := range pairs {
		apart += (mine[p] - its[p]) * (mine[p] - its[p])
	}
	assert.Greater(t, 1-6*apart/(n*(n*n-1)), 0.6, "in the same order, by and large")
}
