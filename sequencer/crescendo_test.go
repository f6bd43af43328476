package sequencer_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
)

func TestWordsOfAScoreSayHowLoudItIs(t *testing.T) {
	for text, want := range map[string]sequencer.DynamicWord{
		" MF ": {Step: 3, Steady: true}, "ff": {Step: 5, Steady: true}, "(pp)": {Step: 0, Steady: true},
		"cresc.": {Towards: 1}, "poco a poco Cresc. -": {Towards: 1}, "dim.": {Towards: -1}, "molto decresc": {Towards: -1},
		"p cresc.": {Step: 1, Steady: true, Towards: 1}, "f, diminuendo": {Step: 4, Steady: true, Towards: -1},
	} {
		got, ok := sequencer.ReadDynamic(text)
		assert.True(t, ok, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "Verse 2", "F major", "p dolce", "dimanche", "sempre", "Fine"} {
		_, ok := sequencer.ReadDynamic(text)
		assert.False(t, ok, text)
	}
}

func TestACrescendoGoesByTheStepsBetween(t *testing.T) {
	type says map[sequencer.Tick]string
	const beat = sequencer.PPQ
	for name, c := range map[string]struct {
		says says
		want []sequencer.Dynamic
	}{
		"from p to f":             {says{0: "p", 2 * whole: "cresc.", 5 * whole: "f"}, []sequencer.Dynamic{{0, 1}, {3 * whole, 2}, {4 * whole, 3}, {5 * whole, 4}}},
		"within a bar, by beats":  {says{0: "p cresc.", 3 * beat: "f"}, []sequencer.Dynamic{{0, 1}, {beat, 2}, {2 * beat, 3}, {3 * beat, 4}}},
		"softer":                  {says{0: "f", 2 * whole: "dim.", 6 * whole: "pp"}, []sequencer.Dynamic{{0, 4}, {3 * whole, 3}, {4 * whole, 2}, {5 * whole, 1}, {6 * whole, 0}}},
		"louder and softer again": {says{0: "p", whole: "cresc.", 3 * whole: "dim.", 4 * whole: "p"}, []sequencer.Dynamic{{0, 1}, {3 * whole, 2}, {4 * whole, 1}}},
		"to nowhere":              {says{0: "p", whole: "cresc."}, []sequencer.Dynamic{{0, 1}, {2 * whole, 2}}},
		"before a sudden p":       {says{0: "mp", 2 * whole: "cresc.", 4 * whole: "p"}, []sequencer.Dynamic{{0, 2}, {3 * whole, 3}, {4 * whole, 1}}},
		"from what is not said":   {says{whole: "cresc.", 3 * whole: "f"}, []sequencer.Dynamic{{0, 2}, {2 * whole, 3}, {3 * whole, 4}}},
		"of which alone is said":  {says{whole: "dim."}, []sequencer.Dynamic{{0, 3}, {2 * whole, 2}}},
		"beyond the loudest":      {says{0: "ff", whole: "cresc."}, []sequencer.Dynamic{{0, 5}}},
	} {
		a := loud(t, 64, 64, 64, 64, 64, 64, 64)
		for at, text := range c.says {
			var err error
			a, err = sequencer.AddMark(at, sequencer.Section, text)(a)
			require.NoError(t, err)
		}
		assert.Equal(t, c.want, sequencer.Dynamics(a), name)
	}
}

func TestACrescendoThatIsStruckIsTakenAsItIsStruck(t *testing.T) {
	a, err := sequencer.AddMark(0, sequencer.Section, "cresc.")(loud(t, 49, 64, 80, 96))
	require.NoError(t, err)
	assert.Equal(t, []sequencer.Dynamic{{At: 0, Step: 1}, {At: whole, Step: 2}, {At: 2 * whole, Step: 3}, {At: 3 * whole, Step: 4}}, sequencer.Dynamics(a))
}
