package registration

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSceneOfAStateBringsItBackFromAnywhere(t *testing.T) {
	c := largest(t)
	r := rand.New(rand.NewPCG(9, 10))
	for range 20 {
		want, before := randomState(r), randomState(r)
		for e := len(c.Enclosures); e < MaxEnclosures; e++ {
			want = want.WithShoe(EnclosureID(e), before.Shoe(EnclosureID(e)))
		}
		after, missing := SceneOf(c, "all", want).Recall(c, before)
		require.Empty(t, missing)
		require.Equal(t, want, after)
	}
}

func TestSceneLeavesAlone(t *testing.T) {
	c := mustNew(t, small())
	before := c.Initial().With(0, true).With(1, true).With(5, true)
	sc := Scene{Name: "solo", On: []string{"swell.mixture"}, Off: []string{"great.twelfth"}}
	after, missing := sc.Recall(c, before)
	assert.Empty(t, missing)
	assert.Equal(t, []ControlID{0, 3, 5}, after.Drawn())
	assert.EqualValues(t, 127, after.Shoe(0), "a shoe that is not named stays")

	sc = Scene{Shoes: map[string]uint8{"swell": 10}}
	after, _ = sc.Recall(c, before)
	assert.Equal(t, before.Drawn(), after.Drawn())
	assert.EqualValues(t, 10, after.Shoe(0))
}

func TestSceneReportsWhatTheConsoleDoesNotHave(t *testing.T) {
	c := mustNew(t, small())
	sc := Scene{
		On:    []string{"solo.tuba", "great.twelfth"},
		Off:   []string{"great.gone"},
		Shoes: map[string]uint8{"solo": 1, "choir": 2, "swell": 3},
	}
	after, missing := sc.Recall(c, c.Initial())
	assert.Equal(t, []string{"great.gone", "solo.tuba", "choir", "solo"}, missing, "in the same order every time")
	assert.Equal(t, []ControlID{1}, after.Drawn())
	assert.EqualValues(t, 3, after.Shoe(0))
}
