package sequencer

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// timed is a piece of four bars at 60 quarters a minute, with a mark of each kind.
func timed(t testing.TB) *Arrangement {
	return arrange(t, Piece{
		Tempo: []Tempo{{0, time.Second}},
		Marks: []Mark{{At: 0, Kind: Section, Name: "A"}, {At: bar, Kind: Wait}},
		Parts: []Part{{Name: "a", Notes: []Note{oneNote(60, 0, bar), oneNote(62, 0, bar-50), oneNote(64, 0, bar+5), oneNote(65, bar, 4*bar)}}},
	})
}

func TestTempoIsSetAndTakenAway(t *testing.T) {
	a := timed(t)
	b := after(t, a, SetTempo(bar, 120), SetTempo(2*bar, 30))
	assert.Equal(t, []Tempo{{0, time.Second}, {bar, time.Second / 2}, {2 * bar, 2 * time.Second}}, b.Tempo().Points())
	assert.Equal(t, []Tempo{{0, time.Second}, {bar, time.Second / 3}, {2 * bar, 2 * time.Second}}, func() []Tempo {
		p := after(t, b, SetTempo(bar, 180)).Tempo().Points()
		p[1].PerQuarter = p[1].PerQuarter.Truncate(time.Microsecond)
		p[1].PerQuarter += time.Second/3 - (time.Second / 3).Truncate(time.Microsecond)
		return p
	}())
	assert.Equal(t, []Tempo{{0, time.Second}, {bar + 9, time.Second / 2}, {2 * bar, 2 * time.Second}}, after(t, b, MoveTempo(bar, bar+9)).Tempo().Points())
	assert.Equal(t, []Tempo{{0, time.Second}, {2 * bar, time.Second / 2}}, after(t, b, MoveTempo(bar, 2*bar)).Tempo().Points())
	assert.Equal(t, []Tempo{{0, time.Second}}, after(t, b, EraseTempo(0, 9*bar)).Tempo().Points())
	assert.Same(t, a, after(t, a, EraseTempo(0, MaxTick)))
	assert.Same(t, b, after(t, b, SetTempo(bar, 120)))
	assert.Same(t, b, after(t, b, MoveTempo(bar, bar)))
	assert.Contains(t, refused(t, a, MoveTempo(0, 5)), "begins with")
	assert.Contains(t, refused(t, a, MoveTempo(7, 5)), "no tempo is set at 1:1.007")
	for _, bpm := range []float64{0, -1, 0.5, 7000, math.NaN(), math.Inf(1)} {
		assert.Contains(t, refused(t, a, SetTempo(0, bpm)), "no tempo")
		assert.Contains(t, refused(t, a, RampTempo(0, bar, 60, bpm)), "no tempo")
	}
}

func TestARampTakesAsLongAsAnEvenOne(t *testing.T) {
	a := after(t, timed(t), SetTempo(2*bar, 200), RampTempo(bar, 3*bar, 60, 120))
	assert.InDelta(t, 60, a.Tempo().At(bar-1).BPM(), 1e-6)
	assert.InDelta(t, 60, a.Tempo().At(bar).BPM(), 2)
	assert.InDelta(t, 90, a.Tempo().At(2*bar).BPM(), 2, "points in the span are replaced")
	assert.InDelta(t, 120, a.Tempo().At(3*bar).BPM(), 1e-6)
	assert.InDelta(t, 120, a.Tempo().At(9*bar).BPM(), 1e-6)
	// 8 quarters, tempo linear over them: the integral of 60/(60+60x/8) is 8 ln 2.
	took := a.Tempo().TimeAt(3*bar) - a.Tempo().TimeAt(bar)
	assert.InDelta(t, 8*math.Ln2, took.Seconds(), 0.001)
	long := after(t, timed(t), RampTempo(0, 4000*bar, 60, 61))
	assert.LessOrEqual(t, len(long.Tempo().Points()), rampSteps+1)
}

func TestAPassageIsScaledAndWhatFollowsIsNot(t *testing.T) {
	a := after(t, timed(t), SetTempo(bar, 120))
	for name, test := range map[string]struct {
		edit   Edit
		longer time.Duration
	}{
		"twice as fast": {ScaleTempo(0, 2*bar, 200), -3 * time.Second},
		"from inside":   {ScaleTempo(PPQ, 2*PPQ, 50), time.Second},
		"fermata":       {Fermata(bar, bar+PPQ, 3), time.Second},
		"breath":        {Breath(bar, 300*time.Millisecond), 300 * time.Millisecond},
		"two breaths are one": {func(a *Arrangement) (*Arrangement, error) {
			return Breath(bar, time.Second)(after(t, a, Breath(bar, time.Second)))
		}, 2 * time.Second},
	} {
		b := after(t, a, test.edit)
		assert.InDelta(t, (a.Duration() + test.longer).Seconds(), b.Duration().Seconds(), 1e-6, name)
		assert.Equal(t, a.Tempo().At(3*bar).PerQuarter, b.Tempo().At(3*bar).PerQuarter, name)
	}
	for _, edit := range []Edit{
		ScaleTempo(0, bar, 0), ScaleTempo(0, bar, math.NaN()), ScaleTempo(5, 5, 50), Fermata(0, bar, 1), Fermata(0, bar, 17),
		Breath(bar, 0), Breath(bar, time.Minute), Breath(0, time.Second), Breath(breathTicks, time.Second),
	} {
		refused(t, a, edit)
	}
}

func TestABreathLetsTheKeysUp(t *testing.T) {
	a := after(t, timed(t), Breath(bar, time.Second))
	assert.Equal(t, []string{"a: 60@0-3720 62@0-3720 64@0-3845 65@3840-15360"}, score(a), "what is held across is not let up")
}

func TestMetersAreSetAndTakenAway(t *testing.T) {
	a := timed(t)
	b := after(t, a, SetMeter(bar+77, 3, 4), SetMeter(bar+3*PPQ, 6, 8))
	assert.Equal(t, []Meter{{0, 4, 4}, {bar, 3, 4}, {bar + 3*PPQ, 6, 8}}, b.Meters().Points())
	assert.Equal(t, score(a), score(b))
	assert.Equal(t, []Meter{{0, 4, 4}, {bar + 3*PPQ, 6, 8}}, after(t, b, EraseMeter(bar)).Meters().Points())
	assert.Equal(t, []Meter{{0, 4, 4}}, after(t, a, SetMeter(0, 3, 4), EraseMeter(0)).Meters().Points())
	assert.Same(t, a, after(t, a, SetMeter(bar, 4, 4)))
	assert.Same(t, a, after(t, a, EraseMeter(0)))
	assert.Contains(t, refused(t, a, EraseMeter(bar)), "no meter begins at 2:1")
	for _, m := range []Meter{{0, 0, 4}, {0, 4, 3}, {0, 256, 4}, {0, 4, 256}, {0, 4, 0}, {0, -4, -4}} {
		assert.Contains(t, refused(t, a, SetMeter(0, m.Num, m.Den)), "is no meter")
	}
}

func TestMarksAreEdited(t *testing.T) {
	a := timed(t)
	first, wait := a.Marks()[0].ID, a.Marks()[1].ID
	b := after(t, a, AddMark(bar, Verse, " Verse 1 "))
	assert.Equal(t, Mark{ID: b.Marks()[2].ID, At: bar, Kind: Verse, Name: "Verse 1"}, b.Marks()[2])
	assert.Equal(t, Mark{first, 0, Verse, "B"}, after(t, a, RenameMark(first, Verse, "B")).Marks()[0])
	assert.Equal(t, Tick(9), after(t, a, MoveMark(wait, 9)).Marks()[1].At)
	assert.Equal(t, Tick(0), after(t, a, MoveMark(wait, -9)).Marks()[1].At)
	assert.Len(t, after(t, a, RemoveMark(wait)).Marks(), 1)
	assert.Same(t, a, after(t, a, RenameMark(first, Section, "A")))
	assert.Same(t, a, after(t, a, MoveMark(wait, bar)))
	for say, edit := range map[string]Edit{
		"no kind of mark": AddMark(0, "song", "x"), "needs a name": AddMark(0, Verse, " "), "a section needs": RenameMark(first, Section, ""),
		"no mark 99": MoveMark(99, 5), "no mark 98": RemoveMark(98),
	} {
		assert.Contains(t, refused(t, a, edit), say)
	}
}
