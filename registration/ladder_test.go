package registration_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/file"
)

func TestEveryConsoleHasALadderThatGetsLouder(t *testing.T) {
	for _, name := range []string{"parish", "cathedral"} {
		shipped, err := file.Find(name)
		require.NoError(t, err)
		bare := *shipped
		bare.Scenes = nil
		unset, err := registration.NewConsole(bare)
		require.NoError(t, err)
		for _, c := range []*registration.Console{shipped, unset} {
			before := registration.State{}
			loudness := -60.0
			for i, step := range c.Ladder() {
				assert.Equal(t, registration.StepNames()[i], step.Name)
				s, missing := step.Recall(c, c.Initial())
				assert.Empty(t, missing)
				now := c.LoudnessOfAll(&s)
				assert.GreaterOrEqual(t, now, loudness, "%s of %s", step.Name, name)
				for d := range c.Divisions {
					if i > 0 && c == unset && c.LoudnessOf(&before, registration.DivisionID(d)) > -60 {
						assert.Greater(t, c.LoudnessOf(&s, registration.DivisionID(d)), -60.0, "%s of %s is silent on %s", step.Name, name, c.Divisions[d].Name)
					}
				}
				before, loudness = s, now
			}
		}
		for _, step := range unset.Ladder() {
			s, _ := step.Recall(unset, unset.Initial())
			for d := range unset.Divisions {
				assert.Greater(t, unset.LoudnessOf(&s, registration.DivisionID(d)), -60.0, "%s: the %s speaks at every step", step.Name, unset.Divisions[d].Name)
			}
		}
	}
}

func TestNoDivisionOfAShippedConsoleIsSilentAtAStep(t *testing.T) {
	for _, name := range []string{"parish", "cathedral"} {
		c, err := file.Find(name)
		require.NoError(t, err)
		for _, step := range c.Ladder() {
			s, _ := step.Recall(c, c.Initial())
			for d := range c.Divisions {
				heard := c.LoudnessOf(&s, registration.DivisionID(d)) > -60
				for i := range c.Controls {
					k := &c.Controls[i]
					heard = heard || k.Kind == registration.Coupler && s.On(registration.ControlID(i)) && int(k.Division) == d && c.LoudnessOf(&s, k.To) > -60
				}
				assert.True(t, heard, "%s of %s is silent on the %s: a piece that nobody has registered would have holes", step.Name, name, c.Divisions[d].Name)
			}
		}
	}
}

func TestDynamicMarksLeadToSteps(t *testing.T) {
	for name, want := range map[string]int{"ppp": 0, "pp": 0, "p": 1, "mp": 2, "mf": 3, "f": 4, "ff": 5, "fff": 5} {
		step, ok := registration.StepOf(name)
		assert.True(t, ok)
		assert.Equal(t, want, step, name)
	}
	_, ok := registration.StepOf("loud")
	assert.False(t, ok)
}

func TestASceneOfThatNameIsTheStep(t *testing.T) {
	c, err := file.Find("parish")
	require.NoError(t, err)
	mf, ok := c.Scene("mf")
	require.True(t, ok)
	assert.Equal(t, mf, c.Ladder()[3])
	_, ok = c.Scene("Verse 3")
	assert.False(t, ok)
}
