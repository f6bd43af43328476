package synth_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

// heardOf is how loud a stop is, in decibels of full scale, and the frequency around which its power lies, at middle C.
func heardOf(t *testing.T, c *registration.Console, k *registration.Control) (level, centroid float64) {
	t.Helper()
	const key = 60
	x := play(t, alone(t, c, k.ID, key), exact).draw(k.ID).press(c.Divisions[k.Division].ID, key).settled()
	sum, weight := 0.0, 0.0
	for f := hertz(key, 16); f < 14000; f += hertz(key, 16) {
		a := amplitude(x[:rate/4], f)
		sum, weight = sum+f*a*a, weight+a*a
	}
	return decibels(rms(x)), sum / weight
}

// The table of loudness and brightness in the manual is made here, from what the shipped consoles sound like.
func TestTableOfLoudnessAndBrightness(t *testing.T) {
	rows := []struct {
		label  string
		family registration.Family
		pitch  float64
	}{
		{"flutes 8", registration.Flute, 8},
		{"flutes 4", registration.Flute, 4},
		{"flutes 2", registration.Flute, 2},
		{"principals 8", registration.Principal, 8},
		{"principals 4", registration.Principal, 4},
		{"principals 2", registration.Principal, 2},
		{"mutations", registration.Mutation, -1},
		{"mixtures", registration.Mixture, -1},
		{"strings 8", registration.String, 8},
		{"reeds 8", registration.Reed, 8},
		{"reeds 4", registration.Reed, 4},
	}
	span := func(low, high, step float64) string {
		low, high = step*math.Round(low/step), step*math.Round(high/step)
		if low == high {
			return fmt.Sprintf("%.0f", low)
		}
		return fmt.Sprintf("%.0f to %.0f", low, high)
	}
	var table strings.Builder
	table.WriteString("| on the manuals, at middle C | parish, dB | Hz | cathedral, dB | Hz |\n| --- | --- | --- | --- | --- |\n")
	for _, r := range rows {
		fmt.Fprintf(&table, "| %s |", r.label)
		for _, name := range []string{"parish", "cathedral"} {
			c := shipped(t, name)
			low, high, dull, bright, n := 0.0, -200.0, 1e9, 0.0, 0
			for i := range c.Controls {
				k := &c.Controls[i]
				if k.Kind != registration.Stop || c.Divisions[k.Division].Pedal || k.Family != r.family || r.pitch >= 0 && k.Pitch != r.pitch {
					continue
				}
				level, centroid := heardOf(t, c, k)
				low, high, dull, bright, n = min(low, level), max(high, level), min(dull, centroid), max(bright, centroid), n+1
			}
			if n == 0 {
				table.WriteString(" | |")
				continue
			}
			fmt.Fprintf(&table, " %s | %s |", span(low, high, 1), span(dull, bright, 50))
		}
		table.WriteString("\n")
	}
	page := filepath.Join("..", "..", "assets", "manual", "sound.md")
	b, err := os.ReadFile(page)
	require.NoError(t, err)
	text := string(b)
	start := strings.Index(text, "| on the manuals, at middle C |")
	require.GreaterOrEqual(t, start, 0)
	end := start + strings.Index(text[start:], "\n\n") + 1
	if *update {
		require.NoError(t, os.WriteFile(page, []byte(text[:start]+table.String()+text[end:]), 0o644))
		return
	}
	assert.Equal(t, table.String(), text[start:end], "go test -update writes it anew")
}
