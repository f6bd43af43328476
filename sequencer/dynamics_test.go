package sequencer_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
)

// loud is a piece of four quarters a bar, struck as hard as is said for each bar.
func loud(t *testing.T, velocities ...uint8) *sequencer.Arrangement {
	t.Helper()
	c, err := registration.NewConsole(registration.Console{
		Name: "positive", Divisions: []registration.Division{{ID: "great", Name: "Great", Lowest: 36, Highest: 96}},
		Controls: []registration.Control{
			{ID: "great.gedackt-8", Name: "Gedackt", Pitch: 8, Family: registration.Flute},
			{ID: "great.principal-4", Name: "Principal", Pitch: 4, Family: registration.Principal},
			{ID: "great.trumpet-8", Name: "Trumpet", Pitch: 8, Family: registration.Reed},
		},
	})
	require.NoError(t, err)
	p := sequencer.Part{Name: "Tune", Routing: []sequencer.Routing{{Division: "great"}}}
	for bar, v := range velocities {
		for beat := range sequencer.Tick(4) {
			at := (sequencer.Tick(bar)*4 + beat) * sequencer.PPQ
			p.Notes = append(p.Notes, sequencer.Note{Start: at, End: at + sequencer.PPQ, Key: 60, Velocity: v})
		}
	}
	a, err := sequencer.New(sequencer.Piece{Console: c, Parts: []sequencer.Part{p}})
	require.NoError(t, err)
	return a
}

const whole = 4 * sequencer.PPQ

func TestVelocitiesSuggestSteps(t *testing.T) {
	assert.Equal(t, []sequencer.Dynamic{{At: 0, Step: 1}, {At: 2 * whole, Step: 4}, {At: 4 * whole, Step: 0}},
		sequencer.Dynamics(loud(t, 49, 50, 96, 98, 33, 33)))
	assert.Empty(t, sequencer.Dynamics(loud(t, 64, 64, 68)), "struck alike")
	assert.Equal(t, []sequencer.Dynamic{{At: 0, Step: 2}}, sequencer.Dynamics(loud(t, 64, 64, 96, 64, 64)), "one bar falls out")
	assert.Empty(t, sequencer.Dynamics(loud(t)))
}

// with adds a part whose notes are all struck alike, n of them in each of some bars.
func with(t *testing.T, a *sequencer.Arrangement, velocity uint8, n int, bars ...int) *sequencer.Arrangement {
	t.Helper()
	p := sequencer.Piece{Console: a.Console(), Parts: slices.Clone(a.Parts())}
	more := sequencer.Part{Name: "More", Routing: []sequencer.Routing{{Division: "great"}}}
	for _, bar := range bars {
		for i := range n {
			at := sequencer.Tick(bar*whole + i*whole/n)
			more.Notes = append(more.Notes, sequencer.Note{Start: at, End: at + sequencer.Tick(whole/n), Key: 72, Velocity: velocity})
		}
	}
	p.Parts = append(p.Parts, more)
	a, err := sequencer.New(p)
	require.NoError(t, err)
	return a
}

func TestAPartThatIsStruckAlikeSaysNothing(t *testing.T) {
	tune := loud(t, 49, 49, 96, 96, 33, 33)
	want := []sequencer.Dynamic{{At: 0, Step: 1}, {At: 2 * whole, Step: 4}, {At: 4 * whole, Step: 0}}
	assert.Equal(t, want, sequencer.Dynamics(with(t, tune, 80, 16, 0, 1, 2, 3, 4, 5)), "sixteenths that never change")
	assert.Equal(t, want, sequencer.Dynamics(with(t, tune, 112, 8, 1)), "a part that comes in for a while")
	assert.Empty(t, sequencer.Dynamics(with(t, loud(t, 64, 64, 64, 64), 96, 8, 1, 3)), "how loud one part is beside another is no dynamic")
}

func TestAnUpbeatBelongsToWhatFollows(t *testing.T) {
	a := loud(t, 49, 49, 96, 96)
	a, err := a.WithNotes(a.Parts()[0].ID, func(n []sequencer.Note) []sequencer.Note {
		n[7].Velocity = 96
		return n
	})
	require.NoError(t, err)
	assert.Equal(t, []sequencer.Dynamic{{At: 0, Step: 1}, {At: 7 * sequencer.PPQ, Step: 4}}, sequencer.Dynamics(a))
}

func TestMarksAreTakenBeforeVelocities(t *testing.T) {
	a, err := sequencer.AddMark(whole, sequencer.Section, " FF ")(loud(t, 49, 96))
	require.NoError(t, err)
	assert.Equal(t, []sequencer.Dynamic{{At: whole, Step: 5}}, sequencer.Dynamics(a))
}

func TestAPieceIsRegisteredByItsDynamics(t *testing.T) {
	a, err := sequencer.SetControl(whole, "great.trumpet-8", true)(loud(t, 49, 50, 112, 112))
	require.NoError(t, err)
	b, err := sequencer.RegisterByDynamics()(a)
	require.NoError(t, err)
	require.Len(t, b.Lane(), 3)
	assert.Equal(t, "p", b.Lane()[0].Scene)
	assert.Equal(t, []string{"great.trumpet-8"}, b.Lane()[1].Draw, "what stood there stays")
	assert.Equal(t, "fff", b.Lane()[2].Scene)
	for _, d := range sequencer.Check(b, nil) {
		assert.NotEqual(t, "silent", d.Kind)
	}
	again, err := sequencer.RegisterByDynamics()(b)
	require.NoError(t, err)
	assert.Equal(t, b.Lane(), again.Lane())

	mf, err := sequencer.RegisterAt(3)(b)
	require.NoError(t, err)
	require.Len(t, mf.Lane(), 2)
	assert.Equal(t, "mf", mf.Lane()[0].Scene)
	_, err = sequencer.RegisterByDynamics()(loud(t, 64, 64))
	require.ErrorIs(t, err, sequencer.ErrNoDynamics)
	_, err = sequencer.RegisterAt(6)(b)
	require.Error(t, err)
}
