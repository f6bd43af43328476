package synth_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/synth"
	"voluntary/sequencer"
)

func TestOnsetsAreSampleExact(t *testing.T) {
	c := chamber(t)
	render := func(at int64) []float32 {
		p := play(t, c, exact).draw("great.principal-8", "great.stopped-8", "great.mixture")
		require.NoError(t, p.o.Send(at, p.event(sequencer.KeyDown, "great", 60)))
		require.NoError(t, p.o.Send(at+9000, p.event(sequencer.KeyUp, "great", 60)))
		return p.hear(0.5)
	}
	first := render(1000)
	assert.Zero(t, peak(first[:2*1000]))
	assert.NotZero(t, peak(first[2*1000:2*1003]), "it begins at its frame")
	for _, later := range []int{1, 7, 63, 64, 333} {
		moved := render(int64(1000 + later))
		assert.Zero(t, peak(moved[:2*(1000+later)]))
		same(t, first[:len(first)-2*later], moved[2*later:], "some frames later")
	}
}

func TestEventsAtOneFrameActInOrder(t *testing.T) {
	p := play(t, chamber(t), exact)
	k, _ := p.o.Console().Control("great.principal-8")
	down, up := p.event(sequencer.KeyDown, "great", 60), p.event(sequencer.KeyUp, "great", 60)
	draw := sequencer.Event{Kind: sequencer.Change}
	draw.Change.Kind, draw.Change.Control = 2, k
	for _, e := range []sequencer.Event{draw, down, up, down} {
		require.NoError(t, p.o.Send(500, e))
	}
	require.NoError(t, p.o.Send(400, up), "an earlier event may be sent later")
	assert.Zero(t, peak(p.hear(500./rate)))
	assert.Greater(t, peak(p.hear(0.2)), 0.01)
	assert.Equal(t, 1, p.o.Counts().Pipes)
}

// roughness is the greatest second difference: a click has a great one, a glide has not.
func roughness(x []float64) float64 {
	r := 0.0
	for i := 2; i < len(x); i++ {
		r = max(r, math.Abs(x[i]-2*x[i-1]+x[i-2]))
	}
	return r
}

func TestNothingClicks(t *testing.T) {
	c := chamber(t)
	drawn := []string{"great.principal-8", "great.stopped-8", "swell.trumpet-8", "swell-to-great"}
	added := []string{"great.fifteenth-2", "swell.oboe-8", "swell-octave"}
	organs := []player{play(t, c, exact), play(t, c, synth.Options{Seed: 3, Room: synth.NoRoom})}
	limits := map[player]float64{}
	for _, p := range organs {
		p.draw(drawn...).draw(added...).press("great", 60, 64, 67)
		p.hear(1)
		limits[p] = roughness(mono(p.hear(0.5)))
		p.o.Panic()
		p.retire(drawn...).retire(added...)
		p.hear(1)
	}
	for _, tt := range []struct {
		name string
		do   func(p player)
	}{
		{"press", func(p player) { p.press("great", 67) }},
		{"release", func(p player) { p.release("great", 60) }},
		{"release everything", func(p player) { p.release("great", 60, 64) }},
		{"draw", func(p player) { p.draw("great.fifteenth-2", "swell.oboe-8") }},
		{"retire", func(p player) { p.retire("great.principal-8") }},
		{"couple", func(p player) { p.draw("swell-octave", "swell-sub") }},
		{"uncouple", func(p player) { p.retire("swell-to-great") }},
		{"unison off", func(p player) { p.draw("swell-unison-off") }},
		{"tremulant", func(p player) { p.draw("swell-tremulant") }},
		{"box", func(p player) { p.shoe("swell", 0) }},
		{"panic", func(p player) { p.o.Panic() }},
		{"seek", func(p player) {
			p.release("great", 60, 64).retire("great.principal-8").shoe("swell", 60).draw("great.fifteenth-2", "swell.oboe-8").press("great", 60, 67)
		}},
		{"stop", func(p player) { p.release("great", 60, 64).retire("swell-to-great") }},
		{"release and press", func(p player) { p.release("great", 60, 64).press("great", 60, 64) }},
	} {
		for _, p := range organs {
			for _, wait := range []float64{0.001, 0.0137, 0.5} { // in the speech, and after it
				p.draw(drawn...).press("great", 60, 64)
				x := p.hear(wait)
				tt.do(p)
				x = append(x, p.hear(0.3)...)
				assert.Less(t, roughness(mono(x)), 1.3*limits[p], "%s after %g s", tt.name, wait)

				p.o.Panic()
				p.retire(append(added, drawn...)...).retire("swell-sub", "swell-unison-off", "swell-tremulant").shoe("swell", 127)
				p.hear(0.7)
			}
		}
	}
}

func TestSpeechTakesItsTime(t *testing.T) {
	c := chamber(t)
	for _, tt := range []struct {
		id, division string
		key          uint8
		attack       [2]float64 // milliseconds to half of the loudness, at least and at most
	}{
		{"great.principal-8", "great", 36, [2]float64{25, 90}},
		{"great.principal-8", "great", 60, [2]float64{12, 45}},
		{"great.principal-8", "great", 96, [2]float64{2, 18}},
		{"swell.trumpet-8", "swell", 60, [2]float64{6, 30}},
		{"swell.gamba-8", "swell", 60, [2]float64{25, 80}},
		{"pedal.bourdon-16", "pedal", 36, [2]float64{30, 120}},
	} {
		p := play(t, alone(t, c, tt.id, tt.key), exact).draw(tt.id).press(tt.division, tt.key)
		x := mono(p.hear(1))
		full := rms(x[rate/2:])
		// Loudness over three periods, at least 5 ms.
		window := max(rate/200, int(3*rate/hertz(int(tt.key), 8)))
		half := 0
		for half = 0; rms(x[half:half+window]) < full/2; half += 24 {
		}
		at := 1000 * float64(half+window/2) / rate
		assert.True(t, tt.attack[0] <= at && at <= tt.attack[1], "%s key %d speaks after %.1f ms", tt.id, tt.key, at)

		p.release(tt.division, tt.key)
		y := mono(p.hear(0.5))
		gone := 0
		for gone = 0; rms(y[gone:gone+window]) > full/1000; gone += 24 {
		}
		assert.Less(t, 1000*float64(gone)/rate, 230., "%s key %d is silent", tt.id, tt.key)
		assert.Greater(t, 1000*float64(gone)/rate, 4., "%s key %d is not cut off", tt.id, tt.key)
	}
}

// swing is how far the loudness goes up and down, as a part of it.
func swing(loud []float64) float64 {
	low, high := span(loud)
	return (high - low) / (high + low)
}

func TestTremulantShakesPitchAndLoudness(t *testing.T) {
	p := play(t, chamber(t), exact).draw("swell.flute-8").press("swell", 60)
	p.hear(1)
	before := p.hear(0.5)
	p.draw("swell-tremulant")
	start, _ := wave(mono(p.hear(0.2)), hertz(60, 8), 100)
	p.hear(2)
	x := mono(p.hear(2))
	full, _ := wave(x, hertz(60, 8), 100)
	assert.Less(t, swing(start), swing(full)/3, "it needs time to come to speed")
	var loud, pitch []float64
	const step = rate / 100
	f := hertz(60, 8)
	last := 0.0
	for i := 0; i+2*step <= len(x); i += step {
		a, phase := partial(x[i:i+2*step], f)
		moved := phase - last - f*step/rate
		moved -= math.Round(moved)
		if i > 0 {
			pitch = append(pitch, cents(f+moved*rate/step, f))
		}
		last = phase
		loud = append(loud, a)
	}
	beats := func(y []float64, f float64) float64 {
		var re, im float64
		for i, v := range y {
			s, c := math.Sincos(2 * math.Pi * f * float64(i) / 100)
			re, im = re+v*c, im+v*s
		}
		return 2 * math.Hypot(re, im) / float64(len(y))
	}
	assert.Greater(t, beats(pitch, 6), 4*beats(pitch, 4.6), "its rate is 6 beats a second")
	assert.InDelta(t, 12, beats(pitch, 6), 4, "cents up and down, at half depth")
	assert.InDelta(t, 0.16, beats(loud, 6)/rms(loud), 0.06, "and loudness with it")

	p.retire("swell-tremulant")
	end, _ := wave(mono(p.hear(0.2)), hertz(60, 8), 100)
	assert.Greater(t, swing(end), swing(full)/3, "and to stop")
	p.hear(2)
	// Undone without a trace: the same wave, at the same phase of the pipe.
	after := p.hear(3)
	best := math.Inf(1)
	for shift := 0; shift+len(before) < len(after) && best > 1e-6; shift += 2 {
		worst := 0.0
		for i := 0; i < len(before) && worst < best; i += 37 * 2 {
			worst = max(worst, math.Abs(float64(after[shift+i]-before[i])))
		}
		best = min(best, worst)
	}
	assert.Less(t, best, 1e-6)
}

func TestSwellBoxDarkensAndSoftens(t *testing.T) {
	level := func(shoe uint8) (low, high float64) {
		x := play(t, chamber(t), exact).draw("swell.trumpet-8").shoe("swell", shoe).press("swell", 60).settled()
		return decibels(amplitude(x, hertz(60, 8))), decibels(amplitude(x, 9*hertz(60, 8)))
	}
	low127, high127 := level(127)
	low64, high64 := level(64)
	low0, high0 := level(0)
	assert.InDelta(t, 18, low127-low0, 3)
	assert.InDelta(t, 29, high127-high0, 3)
	assert.Greater(t, low127, low64+3)
	assert.Greater(t, low64, low0+3)
	assert.Greater(t, high127-high64, low127-low64, "the treble goes first")
}

// Every key of a stop that speaks with a puff of wind, again and again: the wind is drawn from a ring of noise, whose end
// comes up in the speech of one pipe or other.
func TestNoSpeechClicks(t *testing.T) {
	p := play(t, alone(t, shipped(t, "cathedral"), "great.stopped-diapason-8"), synth.Options{Room: synth.NoRoom, Seed: 3}).draw("great.stopped-diapason-8")
	for range 3 {
		for key := uint8(40); key < 82; key++ {
			p.press("great", key)
			x := mono(p.hear(0.16))
			p.release("great", key)
			x = append(x, mono(p.hear(0.25))...)
			worst := 0.0
			for i := 4; i < len(x); i++ {
				worst = max(worst, math.Abs(x[i]-4*x[i-1]+6*x[i-2]-4*x[i-3]+x[i-4]))
			}
			assert.Less(t, worst, 3e-4, "key %d", key)
		}
	}
}
