package synth_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"voluntary/audio/synth"
)

// same asserts that two renders differ by nothing that can be heard.
func same(t *testing.T, want, got []float32, message string) {
	t.Helper()
	worst := float32(0)
	for i := range want {
		worst = max(worst, want[i]-got[i], got[i]-want[i])
	}
	assert.Less(t, worst, float32(1e-6), message)
}

func sum(a, b []float32) []float32 {
	out := make([]float32, len(a))
	for i := range a {
		out[i] = a[i] + b[i]
	}
	return out
}

func TestACouplerAddsExactlyTheCoupledPipes(t *testing.T) {
	c := chamber(t)
	fresh := func() player { return play(t, c, exact).draw("great.principal-8", "swell.gamba-8", "swell.trumpet-8") }
	great := fresh().press("great", 60, 64).hear(0.5)
	swell := fresh().press("swell", 60, 64).hear(0.5)
	same(t, sum(great, swell), fresh().draw("swell-to-great").press("great", 60, 64).hear(0.5), "Swell to Great")
	same(t, sum(great, swell), fresh().draw("swell-to-great").press("great", 60, 64).press("swell", 60).hear(0.5), "and each pipe once")

	octave := fresh().press("swell", 72, 76).hear(0.5)
	same(t, sum(swell, octave), fresh().draw("swell-octave").press("swell", 60, 64).hear(0.5), "Swell Octave")
	same(t, octave, fresh().draw("swell-octave", "swell-unison-off").press("swell", 60, 64).hear(0.5), "Unison Off")
	same(t, sum(great, sum(swell, octave)),
		fresh().draw("swell-to-great", "swell-octave").press("great", 60, 64).hear(0.5), "the octave through the unison coupler")
	same(t, make([]float32, len(great)), fresh().draw("great-to-pedal").press("pedal", 70).hear(0.5), "beyond the pedalboard")
	same(t, great, fresh().draw("great-to-pedal", "swell-to-great").press("pedal", 60, 64).hear(0.5), "no coupling on")
}

func TestChangesActOnHeldKeys(t *testing.T) {
	c := chamber(t)
	settled := func(p player) []float32 { p.hear(0.5); return p.hear(0.2) }
	// A pipe that begins later is at another place of its wave: compare how loud, not sample by sample.
	loud := func(x []float32) float64 { return rms(mono(x)) }
	fresh := func() player { return play(t, c, synth.Options{Room: synth.NoRoom, Exact: true}) }

	p := fresh().press("great", 60)
	assert.Zero(t, peak(p.hear(0.1)))
	p.draw("great.principal-8")
	assert.InEpsilon(t, loud(settled(fresh().draw("great.principal-8").press("great", 60))), loud(settled(p)), 0.01, "draw")
	p.draw("swell.trumpet-8")
	p.draw("swell-to-great")
	assert.InEpsilon(t, loud(settled(fresh().draw("great.principal-8", "swell.trumpet-8", "swell-to-great").press("great", 60))), loud(settled(p)), 0.25, "couple")
	assert.Equal(t, 2, p.o.Counts().Pipes)
	p.draw("swell-octave")
	p.hear(0.1)
	assert.Equal(t, 3, p.o.Counts().Pipes)
	p.retire("swell-to-great").retire("great.principal-8")
	assert.Zero(t, peak(p.hear(1)[rate:]), "retire")
	p.draw("swell-to-great")
	p.hear(0.1)
	assert.Equal(t, 2, p.o.Counts().Pipes)
	p.release("great", 60)
	assert.Zero(t, peak(p.hear(1)[rate:]), "release")
}
