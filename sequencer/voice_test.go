package sequencer

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// hymn has a tune in crotchets over a tenor and bass in minims, an inner voice, and a chord that is rolled.
func hymn(t testing.TB) *Arrangement {
	return solo(t,
		oneNote(72, 0, 960), oneNote(74, 960, 1930), oneNote(71, 1920, 2880), oneNote(79, 2880, 3840),
		oneNote(67, 0, 1920), oneNote(66, 1920, 3840),
		oneNote(48, 10, 1920), oneNote(43, 1920, 3840),
		oneNote(40, 3840, 4800), oneNote(52, 3860, 4800), oneNote(64, 3900, 4800), oneNote(70, 3940, 4800))
}

func keysOf(a *Arrangement, s Selection) (keys []uint8) {
	for _, p := range a.Parts() {
		for _, n := range p.Notes {
			if s.HasNote(n.ID) {
				keys = append(keys, n.Key)
			}
		}
	}
	return keys
}

func TestVoicesAreTold(t *testing.T) {
	a := hymn(t)
	p := a.Parts()[0].ID
	assert.Equal(t, []uint8{72, 74, 71, 79, 70}, keysOf(a, VoiceOf(a, p, Top)), "what lingers and what is rolled does not confuse it")
	assert.Equal(t, []uint8{48, 43, 40}, keysOf(a, VoiceOf(a, p, Bottom)))
	assert.Equal(t, keysOf(a, VoiceOf(a, p, Top)), keysOf(a, SameVoice(a, idsOf(a, 71))))
	assert.Equal(t, keysOf(a, VoiceOf(a, p, Bottom)), keysOf(a, SameVoice(a, idsOf(a, 48))))
	assert.Equal(t, []uint8{67, 66, 64}, keysOf(a, SameVoice(a, idsOf(a, 67))))
	assert.True(t, VoiceOf(a, 99, Top).Empty())
	assert.True(t, SameVoice(a, Selection{}).Empty())
}

func TestNotesAreChosen(t *testing.T) {
	a := fourBars(t)
	b := after(t, a, SplitByKey(a.Parts()[0].ID, 50), RouteSpan(a.Parts()[0].ID, 0, bar, ""))
	upper, lower := b.Parts()[0].ID, b.Parts()[1].ID
	for name, test := range map[string]struct {
		chosen Selection
		want   []uint8
	}{
		"a part":            {NotesOfPart(b, lower), []uint8{40}},
		"both parts":        {NotesOfPart(b, lower, upper), []uint8{60, 61, 62, 63, 40}},
		"its part":          {SamePart(b, idsOf(b, 61)), []uint8{60, 61, 62, 63}},
		"a division":        {NotesOfDivision(b, "great"), []uint8{61, 40}},
		"no division":       {NotesOfDivision(b, ""), []uint8{60}},
		"a time":            {NotesIn(b, 0, bar), []uint8{60, 40}},
		"keys of all":       {NotesOfKeys(b, 0, 40, 60), []uint8{60, 40}},
		"keys of a part":    {NotesOfKeys(b, upper, 40, 60), []uint8{60}},
		"a span":            {InSpan(b, bar, 2*bar), []uint8{61}},
		"the wrong way":     {InSpan(b, bar, 0), nil},
		"nothing like none": {SamePitch(b, Selection{}), nil},
	} {
		assert.Equal(t, test.want, keysOf(b, test.chosen), name)
	}
	assert.Equal(t, []EventID{b.Lane()[1].ID}, InSpan(b, bar, 2*bar).Events())
	c := after(t, a, RepeatSpan(0, bar, 3))
	assert.Equal(t, []uint8{60, 60, 60}, keysOf(c, SamePitch(c, Select([]NoteID{c.Parts()[0].Notes[0].ID}, nil))))
}

func TestThePianistsHandsAreTold(t *testing.T) {
	a := solo(t,
		oneNote(48, 0, 900), oneNote(64, 0, 400), oneNote(67, 0, 400), oneNote(72, 0, 400),
		oneNote(65, 480, 900), oneNote(69, 485, 900),
		oneNote(43, 960, 1900), oneNote(55, 960, 1900), oneNote(71, 960, 1900), oneNote(83, 960, 1900),
		oneNote(50, 1920, 2000), oneNote(52, 2400, 2600), oneNote(76, 2400, 2600))
	assert.Equal(t, []uint8{48, 43, 55, 50, 52}, keysOf(a, leftHand(a.Parts()[0].Notes)))
	assert.True(t, leftHand(nil).Empty())
	b := after(t, a, SplitHands(a.Parts()[0].ID))
	assert.Equal(t, "a, left hand", b.Parts()[1].Name)
	assert.Len(t, b.Parts()[1].Notes, 5)
}
