package sequencer

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestHearing(t *testing.T) {
	a := arrange(t, Piece{Parts: []Part{
		{ID: 1, Name: "tune", Routing: []Routing{{0, "great"}, {1920, "swell"}}, Notes: []Note{{Start: 0, End: 960, Key: 60, Velocity: 80}, {Start: 1920, End: 2880, Key: 62, Velocity: 80}}},
		{ID: 2, Name: "bass", Routing: []Routing{{0, "pedal"}}, Notes: []Note{{Start: 0, End: 3840, Key: 40, Velocity: 80}}},
	}})
	whole, _ := Compile(a, nil)
	heard := func(h Hearing) (out []uint8) {
		p := h.Compile(a, nil)
		require.Equal(t, whole.End(), p.End(), "as long as the whole")
		for _, e := range p.Events() {
			if e.Kind == KeyDown {
				out = append(out, e.Key)
			}
		}
		return out
	}
	var h Hearing
	assert.True(t, h.Everything())
	assert.ElementsMatch(t, []uint8{60, 62, 40}, heard(h))
	assert.ElementsMatch(t, []uint8{60, 62}, heard(h.WithPart(2, true, false)), "a muted part")
	assert.ElementsMatch(t, []uint8{40}, heard(h.WithPart(2, false, true)), "a part alone")
	assert.ElementsMatch(t, []uint8{60, 40}, heard(h.WithDivision("swell", true, false)), "a muted division, where it plays the part")
	assert.ElementsMatch(t, []uint8{62, 40}, heard(h.WithDivision("swell", false, true).WithPart(2, false, true)), "several alone")
	assert.ElementsMatch(t, []uint8{62}, heard(h.WithDivision("swell", false, true).WithPart(2, true, true)), "muted comes first")
	assert.True(t, h.WithPart(2, true, false).WithPart(2, false, false).Everything())
	for _, h := range []Hearing{h, h.WithPart(2, true, false), h.WithDivision("swell", false, true)} {
		for _, p := range a.Parts() {
			for _, n := range p.Notes {
				assert.Equal(t, h.Hears(p.ID, p.DivisionAt(n.Start)), slices.Contains(heard(h), n.Key))
			}
		}
	}
}

func TestMutedNotesStayAndAreNotPlayed(t *testing.T) {
	a := arrange(t, Piece{Parts: []Part{{ID: 1, Name: "tune", Routing: []Routing{{0, "great"}}, Notes: []Note{
		{ID: 5, Start: 0, End: 960, Key: 60, Velocity: 80}, {ID: 6, Start: 960, End: 1920, Key: 62, Velocity: 80},
	}}}})
	both := Select([]NoteID{5, 6}, nil)
	b, err := MuteNotes(Select([]NoteID{5}, nil), true)(a)
	require.NoError(t, err)
	assert.Equal(t, 2, b.NoteCount())
	assert.False(t, AllMuted(b, both))
	assert.True(t, AllMuted(b, Select([]NoteID{5}, nil)))
	assert.False(t, AllMuted(b, Selection{}))
	p, _ := Compile(b, nil)
	require.Len(t, p.Events(), 2)
	assert.Equal(t, uint8(62), p.Events()[0].Key)
	c, err := MuteNotes(both, false)(b)
	require.NoError(t, err)
	q, _ := Compile(c, nil)
	assert.Len(t, q.Events(), 4)
}
