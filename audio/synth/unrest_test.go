package synth_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/synth"
)

// wave is the amplitude and the pitch, in cents against hertz, of a partial, so many times a second.
func wave(x []float64, hertz float64, times int) (loud, pitch []float64) {
	step := rate / times
	last := 0.0
	for i := 0; i+2*step <= len(x); i += step {
		a, phase := partial(x[i:i+2*step], hertz)
		moved := phase - last - hertz*float64(step)/rate
		moved -= math.Round(moved)
		if i > 0 {
			pitch = append(pitch, cents(hertz+moved*float64(times), hertz))
		}
		last = phase
		loud = append(loud, a)
	}
	return loud, pitch
}

func span(x []float64) (low, high float64) {
	low, high = x[0], x[0]
	for _, v := range x {
		low, high = min(low, v), max(high, v)
	}
	return low, high
}

func TestEachPipeWandersOnItsOwn(t *testing.T) {
	c := alone(t, chamber(t), "great.principal-8", 60, 72)
	p := play(t, c, synth.Options{Room: synth.NoRoom, Seed: 5}).draw("great.principal-8").press("great", 60, 72)
	p.hear(1)
	x := mono(p.hear(24))
	_, low := wave(x, hertz(60, 8), 2)
	_, high := wave(x, 3*hertz(72, 8), 2) // the third partial, which the lower pipe does not have
	for _, one := range [][]float64{low, high} {
		from, to := span(one)
		assert.Greater(t, to-from, 0.1, "cents")
		assert.Less(t, to-from, 3.0)
	}
	together, a, b := 0.0, 0.0, 0.0
	middle := func(x []float64) (m float64) {
		for _, v := range x {
			m += v / float64(len(x))
		}
		return m
	}
	for i := range low {
		d, e := low[i]-middle(low), high[i]-middle(high)
		together, a, b = together+d*e, a+d*d, b+e*e
	}
	// Both stand on one chest, whose wind they share.
	assert.Less(t, together/math.Sqrt(a*b), 0.97, "not all of it together")
	calm := play(t, c, exact).draw("great.principal-8").press("great", 60)
	calm.hear(1)
	assert.Less(t, roughness(x), 3.5*roughness(mono(calm.hear(1))), "without a click")
}

func TestWindSagsOnlyWhenItIsAskedTo(t *testing.T) {
	c := chamber(t)
	chord := []uint8{48, 52, 55, 64, 67, 70, 72, 76, 79}
	all := []string{"great.principal-8", "great.stopped-8", "great.flute-4", "great.fifteenth-2", "great.mixture"}
	dip := func(wind float64, keys ...uint8) (deepest, after, softer float64) {
		opts := exact
		opts.Wind = wind
		p := play(t, c, opts).draw("great.principal-8").press("great", 60)
		p.hear(0.5)
		before := amplitude(mono(p.hear(0.2)), hertz(60, 8))
		if len(keys) > 0 {
			p.draw(all...).press("great", keys...)
		}
		x := mono(p.hear(2))
		_, pitch := wave(x, 2*hertz(60, 8), 10) // of the second partial
		low, _ := span(pitch)
		return low, pitch[len(pitch)-1], decibels(amplitude(x[rate:], hertz(60, 8)) / before)
	}
	deepest, _, plain := dip(0, chord...)
	assert.InDelta(t, 0, deepest, 0.5, "steady unless it is said")
	deepest, _, softer := dip(1)
	assert.InDelta(t, 0, deepest, 0.5, "one pipe does not make it sag")
	assert.InDelta(t, 0, softer, 0.1)
	deepest, after, loud := dip(1, chord...)
	softer = loud - plain
	assert.Less(t, deepest, -2.0, "cents")
	assert.Greater(t, deepest, -15.0)
	assert.InDelta(t, 0, after, 0.4, "the bellows follow")
	assert.Less(t, softer, -0.3, "the loudness stays lower")
	assert.Greater(t, softer, -2.0)
	half, _, _ := dip(0.5, chord...)
	assert.Less(t, deepest, half-0.5)
}

func TestPartialsArriveInOrder(t *testing.T) {
	for _, tt := range []struct {
		id, division string
		partials     []int
	}{
		{"swell.gamba-8", "swell", []int{1, 3, 6, 10}},
		{"great.principal-8", "great", []int{1, 3, 6}},
		{"swell.trumpet-8", "swell", []int{1, 3, 9}},
	} {
		const key = 48
		x := mono(play(t, alone(t, chamber(t), tt.id, key), exact).draw(tt.id).press(tt.division, key).hear(1))
		window := int(2 * rate / hertz(key, 8))
		last := 0
		for _, k := range tt.partials {
			f := float64(k) * hertz(key, 8)
			full := amplitude(x[rate/2:][:window], f)
			at := 0
			for amplitude(x[at:at+window], f) < full/2 {
				at += 12
			}
			assert.Greater(t, at, last, "%s: partial %d comes %.1f ms after the key", tt.id, k, 1000*float64(at+window/2)/rate)
			last = at
		}
	}
}

func TestNoNumberIsTooSmallForTheProcessor(t *testing.T) {
	c := chamber(t)
	opts := synth.Options{Seed: 2, Room: synth.Cathedral, Wind: 1}
	o := synth.New(c, opts)
	events, at := storm(c, rand.New(rand.NewPCG(21, 9)), 300, rate)
	for i := range events {
		require.NoError(t, o.Send(at[i], events[i]))
	}
	parts := make([][]float32, len(c.Divisions)+1)
	for i := range parts {
		parts[i] = make([]float32, rate)
	}
	whole := make([]float32, rate)
	for second := range 26 {
		if second == 2 {
			o.Panic() // and now for the tail, to its end
		}
		o.RenderApart(whole, parts)
		for _, x := range append(parts, whole) {
			for i, v := range x {
				if v != 0 && math.Abs(float64(v)) < 0x1p-126 || v != v {
					t.Fatalf("sample %d is %g", i, v)
				}
			}
		}
	}
	assert.Zero(t, peak(whole))
}
