package transfer_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/file"
	organ "voluntary/registration/transfer"
	"voluntary/sequencer"
	"voluntary/sequencer/transfer"
)

func shipped(t testing.TB, name string) *registration.Console {
	t.Helper()
	c, err := file.Find(name)
	require.NoError(t, err)
	return c
}

const bar = 4 * sequencer.PPQ

func notes(from, to sequencer.Tick, key uint8) []sequencer.Note {
	var out []sequencer.Note
	for at := from; at < to; at += sequencer.PPQ {
		out = append(out, sequencer.Note{Start: at, End: at + sequencer.PPQ, Key: key, Velocity: 80})
	}
	return out
}

func part(name, division string, n ...[]sequencer.Note) sequencer.Part {
	p := sequencer.Part{Name: name, Routing: []sequencer.Routing{{Division: division}}}
	for _, more := range n {
		p.Notes = append(p.Notes, more...)
	}
	return p
}

func piece(t testing.TB, c *registration.Console, p sequencer.Piece) *sequencer.Arrangement {
	t.Helper()
	p.Console = c
	a, err := sequencer.New(p)
	require.NoError(t, err)
	return a
}

func drawnAt(a *sequencer.Arrangement, at sequencer.Tick) []string {
	s := sequencer.StateAt(a, at)
	out := []string{}
	for _, id := range s.Drawn() {
		out = append(out, a.Console().Controls[id].ID)
	}
	return out
}

func TestOnItsOwnOrganAPieceStaysAsItIs(t *testing.T) {
	c := shipped(t, "parish")
	a := piece(t, c, sequencer.Piece{
		Parts: []sequencer.Part{part("Tune", "great", notes(0, 4*bar, 60))},
		Lane:  []sequencer.LaneEvent{{Scene: "mf"}, {At: bar, Draw: []string{"great.mixture-iii", "great.mixture-iii"}}},
	})
	there, report, err := transfer.To(a, c, organ.Choices{})
	require.NoError(t, err)
	assert.Equal(t, a.Lane(), there.Lane())
	assert.Empty(t, report.Changed())
}

func TestOnlyWhatMustMoveMoves(t *testing.T) {
	cathedral, parish := shipped(t, "cathedral"), shipped(t, "parish")
	a := piece(t, cathedral, sequencer.Piece{
		Parts: []sequencer.Part{part("Tune", "great", notes(0, 4*bar, 60)), part("Bass", "pedal", notes(0, 4*bar, 40))},
		Lane: []sequencer.LaneEvent{
			{Draw: []string{"great.open-diapason-i-8", "pedal.bourdon-16"}},
			{At: bar, Draw: []string{"great.open-diapason-ii-8"}},
			{At: 2 * bar, Draw: []string{"great.trumpet-8"}},
			{At: 3 * bar, Retire: []string{"great.trumpet-8", "great.open-diapason-i-8"}},
		},
	})
	there, report, err := transfer.To(a, parish, organ.Choices{})
	require.NoError(t, err)
	assert.Same(t, parish, there.Console())
	assert.Equal(t, []string{"great.open-diapason-8", "pedal.bourdon-16"}, drawnAt(there, 0))
	for _, e := range there.Lane() {
		assert.NotContains(t, e.Retire, "great.open-diapason-8", "it stays drawn for one or the other")
	}
	assert.Contains(t, drawnAt(there, 3*bar), "great.open-diapason-8")

	kinds := make(map[string]organ.Kind)
	for _, l := range report.Changed() {
		kinds[l.From] = l.Kind
		if l.From == "great.trumpet-8" {
			assert.Equal(t, 2*sequencer.Tick(bar), l.At)
		}
	}
	assert.Equal(t, organ.Lost, kinds["great.trumpet-8"])

	found := sequencer.Check(there, nil)
	var said bool
	for _, d := range found {
		said = said || d.Kind == "missing-control" && d.Control == "great.trumpet-8" && d.At == 2*bar
	}
	assert.True(t, said, "the report of the piece there tells of the loss: %v", found)

	back, _, err := transfer.To(there, cathedral, organ.Choices{})
	require.NoError(t, err)
	assert.Contains(t, drawnAt(back, 2*bar), "great.trumpet-8", "what was left out comes back")
	assert.NotContains(t, drawnAt(back, 3*bar), "great.trumpet-8")
}

func TestStepsOfTheLadderAreTheOtherOrgansOwn(t *testing.T) {
	cathedral, parish := shipped(t, "cathedral"), shipped(t, "parish")
	a := piece(t, parish, sequencer.Piece{
		Parts: []sequencer.Part{part("Tune", "great", notes(0, 4*bar, 60))},
		Lane:  []sequencer.LaneEvent{{Scene: "p"}, {At: bar, Draw: []string{"great.twelfth-2-2-3"}}, {At: 2 * bar, Scene: "f"}},
	})
	there, report, err := transfer.To(a, cathedral, organ.Choices{})
	require.NoError(t, err)
	step, _ := cathedral.Scene("p")
	want, _ := step.Recall(cathedral, cathedral.Initial())
	assert.Equal(t, want, sequencer.StateAt(there, 0))
	twelfth, _ := cathedral.Control("great.twelfth-2-2-3")
	assert.Equal(t, want.With(twelfth, true), sequencer.StateAt(there, bar))
	assert.Equal(t, "f", there.Lane()[2].Scene)
	assert.Zero(t, report.Count(organ.Lost))
}

func TestDivisionsThatShareOneThereTakeTurns(t *testing.T) {
	cathedral, parish := shipped(t, "cathedral"), shipped(t, "parish")
	a := piece(t, cathedral, sequencer.Piece{
		Parts: []sequencer.Part{
			part("Great", "great", notes(0, 8*bar, 60)),
			part("Swell", "swell", notes(0, 3*bar, 64)),
			part("Solo", "solo", notes(5*bar, 8*bar, 67)),
		},
		Lane: []sequencer.LaneEvent{{Draw: []string{"great.stopped-diapason-8", "swell.salicional-8", "solo.tuba-8"}}},
	})
	there, _, err := transfer.To(a, parish, organ.Choices{})
	require.NoError(t, err)
	assert.Equal(t, []string{"great.stopped-diapason-8", "swell.salicional-8"}, drawnAt(there, bar))
	assert.Equal(t, []string{"great.stopped-diapason-8", "swell.cornopean-8"}, drawnAt(there, 6*bar))
	assert.Equal(t, "swell", there.Parts()[2].Routing[0].Division)
}

func TestScenesKeepTheirNames(t *testing.T) {
	cathedral, parish := shipped(t, "cathedral"), shipped(t, "parish")
	full := sequencer.Piece{
		Parts:  []sequencer.Part{part("Tune", "great", notes(0, 4*bar, 60))},
		Scenes: []registration.Scene{{Name: "Verse 3", On: []string{"great.open-diapason-i-8", "great.mixture-iv"}, Off: []string{"great.wald-flute-4"}, Shoes: map[string]uint8{"swell": 30}}},
		Lane:   []sequencer.LaneEvent{{Draw: []string{"great.wald-flute-4"}}, {At: bar, Scene: "Verse 3"}},
	}
	there, _, err := transfer.To(piece(t, cathedral, full), parish, organ.Choices{})
	require.NoError(t, err)
	require.Len(t, there.Piece().Scenes, 1)
	s := there.Piece().Scenes[0]
	assert.Equal(t, registration.Scene{
		Name: "Verse 3", On: []string{"great.open-diapason-8", "great.mixture-iii"}, Off: []string{"great.wald-flute-4"}, Shoes: map[string]uint8{"swell": 30},
	}, s)
	assert.Equal(t, "Verse 3", there.Lane()[1].Scene)
	assert.Equal(t, []string{"great.open-diapason-8", "great.mixture-iii"}, drawnAt(there, bar))
}

func TestAStopThatItsOwnOrganHasLostIsLookedFor(t *testing.T) {
	parish := shipped(t, "parish")
	a := piece(t, parish, sequencer.Piece{
		Parts: []sequencer.Part{part("Tune", "great", notes(0, 4*bar, 60))},
		Lane:  []sequencer.LaneEvent{{Draw: []string{"great.montre-8"}}},
		Meanings: map[string]registration.Meaning{
			"great.montre-8": {Division: "great", Kind: registration.Stop, Name: "Montre", Pitch: 8, Family: registration.Principal},
		},
	})
	there, report, err := transfer.To(a, parish, organ.Choices{})
	require.NoError(t, err)
	assert.Equal(t, []string{"great.open-diapason-8"}, drawnAt(there, 0))
	assert.Equal(t, 1, report.Count(organ.Substitute))
}

func TestAShoeThatIsLedHereIsLedThere(t *testing.T) {
	cathedral, parish := shipped(t, "cathedral"), shipped(t, "parish")
	a := piece(t, cathedral, sequencer.Piece{
		Parts: []sequencer.Part{part("Tune", "swell", notes(0, 8*bar, 60))},
		Lane: []sequencer.LaneEvent{
			{Draw: []string{"swell.salicional-8"}, Expression: []sequencer.Shoe{{Enclosure: "swell", Value: 40}}},
			{At: 2 * bar, Expression: []sequencer.Shoe{{Enclosure: "swell", Value: 40}}},
			{At: 4 * bar, Expression: []sequencer.Shoe{{Enclosure: "swell", Value: 120, Line: true}}},
		},
	})
	there, _, err := transfer.To(a, parish, organ.Choices{})
	require.NoError(t, err)
	require.Len(t, there.Lane(), 3)
	assert.Equal(t, []sequencer.Shoe{{Enclosure: "swell", Value: 40}}, there.Lane()[1].Expression, "the line begins here")
	assert.Equal(t, []sequencer.Shoe{{Enclosure: "swell", Value: 120, Line: true}}, there.Lane()[2].Expression)
}
