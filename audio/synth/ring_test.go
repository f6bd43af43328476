package synth_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/synth"
	"voluntary/sequencer"
)

func TestFlushForgetsWhatHasNotSounded(t *testing.T) {
	p := play(t, chamber(t), exact).draw("great.principal-8")
	send := func(frame int64, kind sequencer.Kind, key uint8) {
		require.NoError(t, p.o.Send(frame, p.event(kind, "great", key)))
	}
	pipes := func(frames int) int { p.hear(float64(frames) / rate); return p.o.Counts().Pipes }

	send(100, sequencer.KeyDown, 60)
	send(200, sequencer.KeyDown, 62)
	p.o.Flush(200)
	send(300, sequencer.KeyDown, 64)
	assert.Equal(t, 2, pipes(400), "what is due before the flush acts, what is after it does not, what is sent later does")

	send(520, sequencer.KeyDown, 65)
	assert.Equal(t, 2, pipes(50))
	send(600, sequencer.KeyDown, 67)
	p.o.Flush(560)
	p.o.Flush(700)
	assert.Equal(t, 3, pipes(400), "the first of two flushes holds")

	send(2000, sequencer.KeyDown, 69)
	p.o.Panic()
	assert.Equal(t, 0, pipes(2000))
	assert.Zero(t, p.o.Counts().Late)

	send(10, sequencer.KeyDown, 60)
	assert.Equal(t, 1, pipes(64), "late acts at once")
	assert.EqualValues(t, 1, p.o.Counts().Late)
}

func TestAFullRingIsSaidAndCounted(t *testing.T) {
	p := play(t, chamber(t), exact)
	e := p.event(sequencer.KeyDown, "great", 60)
	sent := uint64(0)
	for ; sent < 1<<20; sent++ {
		if err := p.o.Send(1<<40, e); err != nil {
			require.ErrorIs(t, err, synth.ErrFull)
			break
		}
		if sent%1000 == 0 {
			p.hear(0.001)
		}
	}
	assert.Greater(t, sent, uint64(4000))
	assert.Less(t, sent, uint64(1<<20))
	assert.EqualValues(t, 1, p.o.Counts().Refused)
	p.o.Flush(0)
	p.hear(0.001)
	assert.NoError(t, p.o.Send(0, e), "room again after a flush")
}

func TestOneSendsWhileAnotherRenders(t *testing.T) {
	p := play(t, chamber(t), exact).draw("great.principal-8")
	const keys = 20000
	var wait sync.WaitGroup
	wait.Go(func() {
		for i := range keys {
			kind := sequencer.KeyDown
			if i%2 == 1 {
				kind = sequencer.KeyUp
			}
			for p.o.Send(p.o.Position()+int64(i%40), p.event(kind, "great", 60)) != nil {
			}
			if i%1000 == 0 {
				p.o.Flush(p.o.Position() + 20)
			}
		}
		p.o.Panic()
	})
	done := make(chan struct{})
	go func() { wait.Wait(); close(done) }()
	dst := make([]float32, 2*64)
	for running := true; running; {
		select {
		case <-done:
			running = false
		default:
		}
		p.o.Render(dst)
	}
	p.hear(0.5)
	assert.Zero(t, p.o.Counts().Pipes)
	assert.Zero(t, peak(p.hear(0.1)))
}
