package synth_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/synth"
	"voluntary/registration"
	"voluntary/registration/foreign"
	"voluntary/registration/stopname"
)

// Every stop of organs that others have described, by name and pitch alone: it sounds, at its pitch and not an octave away,
// neither much louder nor much softer than stops are. What has no pipes is silent.
func TestStopsOfForeignOrgansAreInTheirPlaces(t *testing.T) {
	corpus := filepath.Join("..", "..", "..", "shared", "corpus", "organs")
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the corpus is not here")
	}
	files, err := filepath.Glob(filepath.Join(corpus, "odf", "*.organ"))
	require.NoError(t, err)
	more, _ := filepath.Glob("/usr/share/aeolus/stops/Aeolus/definition")
	seen := map[string]bool{}
	sounding, silent := 0, 0
	for _, file := range append(files, more...) {
		c, _, err := foreign.ReadFile(file)
		require.NoError(t, err, file)
		for i := range c.Controls {
			k := &c.Controls[i]
			d := c.Divisions[k.Division]
			if k.Kind != registration.Stop || d.Lowest > 48 || d.Highest < 60 || seen[k.Name] {
				continue
			}
			seen[k.Name] = true
			key := uint8(60)
			if d.Pedal {
				key = 48
			}
			p := play(t, alone(t, c, k.ID, key), exact).draw(k.ID).press(d.ID, key)
			x := p.settled()
			if s := stopname.Read(k.Name, d.Pedal).Sort; s != nil && s.Name == "bell" && k.Family == registration.NoFamily {
				assert.Zero(t, rms(x), "%s has no pipes", k.Name)
				silent++
				continue
			}
			sounding++
			level := decibels(rms(x))
			assert.Greater(t, level, -46.0, "%s: %s", filepath.Base(file), k.Name)
			assert.Less(t, level, -22.0, "%s: %s", filepath.Base(file), k.Name)
			if k.Pitch == 0 {
				continue
			}
			at := hertz(int(key), synth.FeetOf(k.Pitch))
			assert.Greater(t, amplitude(x, at), 0.03*rms(x), "%s: %s sounds at %g feet", filepath.Base(file), k.Name, k.Pitch)
			assert.Less(t, amplitude(x, at/2), 0.003*rms(x), "%s: %s has nothing an octave below", filepath.Base(file), k.Name)
		}
	}
	t.Logf("%d stops sound, %d have no pipes", sounding, silent)
	assert.Greater(t, sounding, 80)
}
