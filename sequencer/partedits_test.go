package sequencer

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAPartIsSplitInTwo(t *testing.T) {
	a := hymn(t)
	p := a.Parts()[0].ID
	for name, test := range map[string]struct {
		edit Edit
		name string
		keys []uint8
	}{
		"by key":       {SplitByKey(p, 60), "a, low", []uint8{48, 43, 40, 52}},
		"by the top":   {SplitByVoice(p, Top), "a, top", []uint8{72, 74, 71, 79, 70}},
		"by the bass":  {SplitByVoice(p, Bottom), "a, bottom", []uint8{48, 43, 40}},
		"by the hand":  {SplitByHand(idsOf(a, 72, 40), "solo"), "a, solo", []uint8{72, 40}},
		"by two hands": {SplitHands(p), "a, left hand", []uint8{48, 43, 40, 52}},
	} {
		b := after(t, a, test.edit)
		assert.Len(t, b.Parts(), 2, name)
		assert.Equal(t, test.name, b.Parts()[1].Name, name)
		assert.Equal(t, p, b.Parts()[0].ID, name)
		assert.Equal(t, on("great"), b.Parts()[1].Routing, name)
		assert.Equal(t, test.keys, keysOf(b, NotesOfPart(b, b.Parts()[1].ID)), name)
		assert.Equal(t, a.NoteCount(), b.NoteCount())
		assert.True(t, Added(a, b).Empty(), "notes keep their ids")
		assert.Equal(t, score(a), score(after(t, b, MergeParts(b.Parts()[1].ID, p))), "%s: and merged again", name)
	}
	assert.Contains(t, refused(t, a, SplitByKey(p, 127)), "all its notes would be in one part")
	assert.Contains(t, refused(t, a, SplitByKey(99, 60)), "no part p99")
	assert.Contains(t, refused(t, a, SplitHands(99)), "no part p99")
	assert.Same(t, a, after(t, a, SplitByKey(p, 0)))
	assert.Same(t, a, after(t, a, SplitByHand(Selection{}, "solo")))
}

func TestNotesMoveBetweenPartsAndSoundTheSame(t *testing.T) {
	a := arrange(t, Piece{Parts: []Part{
		{Name: "a", Shift: 12, Notes: []Note{oneNote(60, 0, 5), oneNote(120, 5, 6)}},
		{Name: "b", Shift: -12, Notes: []Note{oneNote(60, 0, 5)}},
	}})
	to := a.Parts()[1].ID
	assert.Equal(t, []string{"a: 120@5-6", "b: 60@0-5 84@0-5"}, score(after(t, a, MoveToPart(idsOf(a, 60), to))))
	assert.Contains(t, refused(t, a, MoveToPart(idsOf(a, 120), to)), "cannot be written in b")
	assert.Contains(t, refused(t, a, MoveToPart(all(a), 99)), "no part p99")
	assert.Same(t, a, after(t, a, MoveToPart(Selection{}, to)))
	assert.Same(t, a, after(t, a, MergeParts(to, to)))
	assert.Len(t, after(t, a, RemovePart(to)).Parts(), 1)
	assert.Contains(t, refused(t, a, RemovePart(99)), "no part p99")
	assert.Equal(t, "c", after(t, a, RenamePart(to, "c")).Part(to).Name)
	assert.Same(t, a, after(t, a, RenamePart(to, "b")))
}

func TestAVoiceIsDoubledOnAnotherDivision(t *testing.T) {
	a := hymn(t)
	b := after(t, a, DoubleVoice(all(a), Top, "swell"))
	assert.Equal(t, "Tune on the Swell: 72@0-960 74@960-1930 71@1920-2880 79@2880-3840 70@3940-4800", score(b)[1])
	assert.Equal(t, on("swell"), b.Parts()[1].Routing)
	b = after(t, a, TransposeNotes(all(a), -12), DoubleVoice(all(a), Bottom, "pedal"))
	assert.Equal(t, "Bass on the Pedal: 36@10-1920 43@1920-3840 40@3840-4800", score(b)[1], "folded by octaves into the compass")
	high := solo(t, oneNote(100, 0, 5), oneNote(60, 5, 9))
	assert.Equal(t, "Bass on the Pedal: 64@0-5 60@5-9", score(after(t, high, DoubleVoice(all(high), Bottom, "pedal")))[1])
	assert.Contains(t, refused(t, a, DoubleVoice(all(a), Top, "choir")), `no division "choir"`)
	assert.Contains(t, refused(t, a, DoubleVoice(Selection{}, Top, "swell")), "choose notes")

	// Two parts in unison are doubled once.
	two := arrange(t, Piece{Parts: []Part{{Name: "a", Notes: []Note{oneNote(60, 0, 500)}}, {Name: "b", Shift: 12, Notes: []Note{oneNote(48, 0, 900)}}}})
	assert.Equal(t, "Tune on the Swell: 60@0-900", score(after(t, two, DoubleVoice(all(two), Top, "swell")))[2])
}

func TestASpanIsRoutedAndGoesBack(t *testing.T) {
	a := fourBars(t)
	p := a.Parts()[0].ID
	assert.Equal(t, []Routing{{0, "great"}, {bar, "pedal"}, {3 * bar, "swell"}}, after(t, a, RouteSpan(p, bar, 3*bar, "pedal")).Parts()[0].Routing)
	assert.Equal(t, []Routing{{0, "great"}, {5, ""}, {6, "great"}, {2 * bar, "swell"}}, after(t, a, RouteSpan(p, 5, 6, "")).Parts()[0].Routing)
	assert.Contains(t, refused(t, a, RouteSpan(p, 5, 5, "")), "ends after it begins")
	assert.Contains(t, refused(t, a, RouteSpan(99, 5, 6, "")), "no part p99")
	assert.Contains(t, refused(t, a, RouteSpan(p, 5, 6, "choir")), `no division "choir"`)
}
