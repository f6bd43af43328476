package registration

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// randomState has anything from nothing to everything on.
func randomState(r *rand.Rand) State {
	var s State
	density := r.Float64()
	for c := range ControlID(MaxControls) {
		s = s.With(c, r.Float64() < density)
	}
	for e := range EnclosureID(MaxEnclosures) {
		if r.IntN(2) == 0 {
			s = s.WithShoe(e, uint8(r.IntN(128)))
		}
	}
	return s
}

func apply(s State, changes []Change) State {
	for _, c := range changes {
		s.Apply(c)
	}
	return s
}

func TestDiffThenApplyIsIdentity(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		from, to := randomState(r), randomState(r)
		changes := Diff(from, to)
		require.Equal(t, to, apply(from, changes))
		require.Empty(t, Diff(to, to))
		for i := 1; i < len(changes); i++ {
			require.LessOrEqual(t, changes[i-1].Kind, changes[i].Kind, "retired first, then drawn, then shoes")
		}
		for _, c := range changes {
			once := from
			once.Apply(c)
			require.NotEqual(t, from, once, "a change that changes nothing")
		}
	}
}

func TestApplyTwiceIsApplyOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		from, to := randomState(r), randomState(r)
		changes := Diff(from, to)
		assert.Equal(t, to, apply(to, changes))
		assert.Equal(t, from, apply(from, []Change{{}}), "NoChange leaves the state alone")
	}
}

func TestStateTellsWhatIsDrawn(t *testing.T) {
	var s State
	assert.Zero(t, s.Count())
	assert.Empty(t, s.Drawn())
	for _, c := range []ControlID{0, 63, 64, 1023} {
		s = s.With(c, true)
		assert.True(t, s.On(c))
	}
	assert.Equal(t, 4, s.Count())
	assert.Equal(t, []ControlID{0, 63, 64, 1023}, s.Drawn())
	assert.False(t, s.On(62))
	s = s.With(63, false)
	assert.Equal(t, []ControlID{0, 64, 1023}, s.Drawn())

	s = s.WithShoe(31, 200)
	assert.EqualValues(t, 127, s.Shoe(31), "a shoe stops at 127")
	s.Apply(Change{Kind: Express, Enclosure: 31, Value: 255})
	assert.EqualValues(t, 127, s.Shoe(31))
	assert.Zero(t, s.Shoe(0))
}

func TestAllSaysTheWholeState(t *testing.T) {
	c := largest(t)
	r := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		unknown, want := randomState(r), randomState(r)
		all := All(c, want)
		require.Len(t, all, MaxControls+len(c.Enclosures))
		got := apply(unknown, all)
		for e := len(c.Enclosures); e < MaxEnclosures; e++ { // what the console does not have is not said
			got = got.WithShoe(EnclosureID(e), want.Shoe(EnclosureID(e)))
		}
		require.Equal(t, want, got)
	}
}

// A registration of the largest console in one comparable value, with no allocation on the way of a change.
func TestApplyDoesNotAllocate(t *testing.T) {
	var s State
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		s.Apply(Change{Kind: Draw, Control: 1000})
		s.Apply(Change{Kind: Express, Enclosure: 3, Value: 64})
		s = s.With(1, true)
	}))
}

func BenchmarkDiff(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 8))
	from, to := randomState(r), randomState(r)
	for b.Loop() {
		Diff(from, to)
	}
}
