package sequencer

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

func TestSilenceAndUnheardStopsAreFound(t *testing.T) {
	a := arrange(t, Piece{
		Parts: []Part{
			{Routing: []Routing{{0, "great"}}, Notes: []Note{{Start: 0, End: 2 * bar, Key: 60}, {Start: 2*bar + PPQ, End: 6 * bar, Key: 60}, {Start: 8 * bar, End: 9 * bar, Key: 60}}},
			{Routing: []Routing{{0, "pedal"}}, Notes: []Note{{Start: 4 * bar, End: 5 * bar, Key: 40}}},
		},
		Lane: []LaneEvent{
			{At: bar, Draw: []string{"swell.tremulant"}},
			{At: 4 * bar, Draw: []string{"great.principal-8", "swell.gamba-8"}},
			{At: 5 * bar, Draw: []string{"swell-to-great"}},
			{At: 6 * bar, Retire: []string{"great.principal-8", "swell.gamba-8"}},
			{At: 7 * bar, Draw: []string{"swell.gamba-8"}, Retire: []string{"swell-to-great"}},
		},
	})
	c := a.Console()
	u := UseOf(a, c, PictureLane(a, c))
	assert.Equal(t, []Stretch{{0, 0, 4 * bar}, {0, 8 * bar, 9 * bar}, {2, 4 * bar, 5 * bar}}, u.Silent, "a rest of a beat does not part the first")
	assert.Equal(t, 4, SilentBars(a.Meters(), u.Silent[0]))
	swell := registration.DivisionID(1)
	assert.True(t, u.Heard(swell, 4*bar, 6*bar), "through the coupler, from bar 6 on")
	assert.False(t, u.Heard(swell, 4*bar, 5*bar), "not before")
	assert.False(t, u.Heard(swell, 7*bar, 9*bar))
	assert.True(t, u.Heard(0, 4*bar, 6*bar))
}

func TestOrdersThatChangeNothingAreShown(t *testing.T) {
	a := arrange(t, Piece{Lane: []LaneEvent{
		{At: 0, Draw: []string{"great.principal-8"}, Retire: []string{"great.flute-4"}},
		{At: bar, Draw: []string{"great.principal-8"}},
		{At: 2 * bar, Retire: []string{"great.principal-8"}},
		{At: 3 * bar, Scene: "Soft", Draw: []string{"swell.gamba-8"}},
	}})
	pic := PictureLane(a, a.Console())
	assert.Equal(t, []LaneOrder{{0, bar, true}, {1, 0, false}}, pic.Idle)
	require.Len(t, pic.Bars, 2)
}

func TestPhrasesAreGuessed(t *testing.T) {
	var notes []Note
	at := Tick(0)
	play := func(length Tick) { // two voices
		notes = append(notes, Note{Start: at, End: at + length, Key: 60}, Note{Start: at, End: at + length, Key: 67})
		at += length
	}
	for range 2 { // two phrases that end on a half note
		for range 6 {
			play(PPQ)
		}
		play(2 * PPQ)
	}
	at += PPQ // and one after a rest
	third := at
	for range 4 {
		play(PPQ)
	}
	a := arrange(t, Piece{Parts: []Part{{Notes: notes}}, Marks: []Mark{{At: 3 * PPQ, Kind: Verse, Name: "1"}, {At: 5 * PPQ, Kind: Wait}}})
	assert.Equal(t, []Tick{0, 3 * PPQ, 8 * PPQ, third}, PhraseStarts(a))
	assert.Len(t, NoteStarts(a), 18)
	assert.Empty(t, PhraseStarts(arrange(t, Piece{})))
}
