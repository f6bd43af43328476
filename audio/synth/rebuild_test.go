package synth_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/synth"
	"voluntary/sequencer"
)

func TestAnOrganIsRebuiltUnderTheHands(t *testing.T) {
	c := chamber(t)
	meantone, ok := synth.TemperamentOf("meantone")
	require.True(t, ok)
	p := play(t, c, exact).draw("great.principal-8", "swell.trumpet-8", "swell-to-great", "swell-tremulant").shoe("swell", 40).press("great", 60, 64)
	p.retire("swell-tremulant").hear(2)
	before := mono(p.hear(0.5))
	low := exact
	low.Pitch, low.Temperament = 415, meantone
	p.o.Rebuild(low)
	x := mono(p.hear(0.5))
	after := mono(p.hear(0.5))
	assert.Less(t, roughness(append(before[rate/4:], x...)), 1.3*max(roughness(before), roughness(after)), "nothing clicks")
	for start := 0; start < rate/2-rate/25; start += rate / 50 {
		assert.Greater(t, rms(x[start:start+rate/25]), 0.5*min(rms(before), rms(after)), "and nothing breaks off, after %.2f s", float64(start)/rate)
	}

	// From then on it is the organ that was asked for, with the stops, the keys and the shoe that it had.
	fresh := play(t, c, low).draw("great.principal-8", "swell.trumpet-8", "swell-to-great").shoe("swell", 40)
	fresh.hear(1)
	fresh.press("great", 60, 64).hear(1)
	want := mono(fresh.hear(0.5))
	assert.InEpsilon(t, rms(want), rms(after), 0.05)
	for _, f := range []float64{peakNear(want, hertz(60, 8)*415/440), peakNear(want, hertz(64, 8)*415/440)} {
		assert.InDelta(t, decibels(amplitude(want, f)), decibels(amplitude(after, f)), 0.3, "%.2f Hz", f)
	}
	assert.Equal(t, fresh.o.Counts().Pipes, p.o.Counts().Pipes)
	assert.Equal(t, fresh.o.Sounding(), p.o.Sounding())

	p.release("great", 60, 64).hear(1)
	assert.Zero(t, peak(p.hear(0.1)), "no cipher")
}

// peakNear is the frequency near hertz at which a sound is loudest.
func peakNear(x []float64, hertz float64) (best float64) {
	for f := hertz * 0.985; f < hertz*1.015; f += 0.1 {
		if best == 0 || amplitude(x, f) > amplitude(x, best) {
			best = f
		}
	}
	return best
}

func TestWhatHappensWhileAnOrganIsRebuiltIsNotLost(t *testing.T) {
	c := chamber(t)
	p := play(t, c, exact).draw("great.principal-8").press("great", 60)
	p.hear(0.5)
	opts := exact
	for i, pitch := range []float64{415, 430, 392} { // one after the other, before the one before has quite come
		opts.Pitch = pitch
		p.o.Rebuild(opts)
		p.hear(0.03)
		switch i {
		case 0:
			p.press("great", 64).draw("great.flute-4")
		case 1:
			p.release("great", 60).press("great", 67)
		case 2:
			p.release("great", 64)
		}
		p.hear(0.02)
	}
	x := mono(p.hear(1))[rate/2:]
	assert.Equal(t, 2, p.o.Counts().Pipes)
	alone := play(t, c, opts).draw("great.principal-8", "great.flute-4").press("great", 67)
	alone.hear(0.5)
	assert.InEpsilon(t, rms(mono(alone.hear(0.5))), rms(x), 0.05, "the last one counts, and what was pressed last")
	p.release("great", 67).hear(1)
	assert.Zero(t, peak(p.hear(0.2)))

	// While nobody renders only the last one counts; a panic then releases everything.
	p.press("great", 60).hear(0.3)
	for _, room := range []synth.Room{synth.Chapel, synth.Cathedral, synth.NoRoom} {
		opts.Room, opts.Seed = room, opts.Seed+1
		p.o.Rebuild(opts)
	}
	p.o.Panic()
	p.hear(1)
	assert.Zero(t, peak(p.hear(0.2)))
}

func TestAnOrganMovesFromRoomToRoom(t *testing.T) {
	p := play(t, chamber(t), synth.Options{Exact: true, Room: synth.Cathedral}).draw("great.principal-8").press("great", 60, 64, 67)
	calm := roughness(mono(p.hear(2))[rate:])
	for _, room := range []synth.Room{synth.NoRoom, synth.Church, synth.Chapel, synth.NoRoom, synth.Cathedral} {
		p.o.Rebuild(synth.Options{Exact: true, Room: room})
		assert.Less(t, roughness(mono(p.hear(0.2))), 1.3*calm, "into %v", room)
	}
	p.hear(1)
	p.o.Rebuild(synth.Options{Exact: true, Room: synth.NoRoom})
	p.release("great", 60, 64, 67)
	p.hear(0.5)
	assert.Greater(t, peak(p.hear(0.5)), 1e-4, "the room that was left rings on")
	for range 30 {
		p.hear(0.5)
	}
	assert.Zero(t, peak(p.hear(0.5)), "and falls silent")
	p.press("great", 60).hear(0.5)
	p.release("great", 60).hear(0.5)
	assert.Zero(t, peak(p.hear(0.1)), "now it stands in none")
	assert.Less(t, p.o.Tail().Seconds(), 0.5)
}

func TestARebuiltOrganAllocatesNothingWhileItPlays(t *testing.T) {
	p := play(t, chamber(t), synth.Options{}).draw("great.principal-8", "swell.trumpet-8").press("great", 60).press("swell", 60)
	dst := make([]float32, 2*256)
	p.o.Render(dst)
	p.o.Rebuild(synth.Options{Room: synth.Cathedral, Pitch: 415})
	assert.Zero(t, testing.AllocsPerRun(100, func() { p.o.Render(dst) }))
	assert.Greater(t, peak(dst), 0.01)
}

func TestOneRebuildsWhileOthersSendAndRender(t *testing.T) {
	o := synth.New(chamber(t), synth.Options{})
	var others sync.WaitGroup
	stop := make(chan struct{})
	others.Go(func() {
		dst := make([]float32, 2*256)
		for {
			select {
			case <-stop:
				return
			default:
				o.Render(dst)
			}
		}
	})
	others.Go(func() {
		for i := range 200 {
			kind := sequencer.KeyDown
			if i&1 == 1 {
				kind = sequencer.KeyUp
			}
			_ = o.Send(o.Position()+int64(i), sequencer.Event{Kind: kind, Key: 60, Velocity: 90})
			o.Tail()
		}
	})
	for i := range 3 {
		o.Rebuild(synth.Options{Seed: uint64(i), Room: synth.Room(i)})
	}
	close(stop)
	others.Wait()
}
