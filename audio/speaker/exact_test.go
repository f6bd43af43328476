package speaker

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
)

// fakeExact is a device that tells which of its frames sounds when, as JACK does: a period at a time, and a frame that came
// too late is skipped.
type fakeExact struct {
	period int
	busy   func(cycle int) time.Duration // for which the source is kept waiting after a cycle
	own    func(cycle int) bool          // it breaks off by itself

	buffer   atomic.Int64
	source   func([]float32)
	start    time.Time
	quit     chan struct{}
	done     sync.WaitGroup
	closed   atomic.Bool
	others   atomic.Bool
	dry      atomic.Int64
	broke    atomic.Int64
	due      atomic.Int64 // the frame that is played next
	rendered atomic.Int64 // frames that were asked for, with those that were skipped

	mu     sync.Mutex
	played []float32 // left, from frame 0 on
}

func (d *fakeExact) open(context.Context, int, int) (device, error) {
	d.quit = make(chan struct{})
	return d, nil
}

func (d *fakeExact) name() (what, hint string)       { return "the exact fake", "does it run?" }
func (d *fakeExact) resize(buffer int)               { d.buffer.Store(int64(buffer)) }
func (d *fakeExact) queue() (waiting, beyond, p int) { return d.period, 0, d.period }
func (d *fakeExact) err() error                      { return nil }
func (d *fakeExact) abandon()                        {}
func (d *fakeExact) hurry() time.Duration            { return 0 }
func (d *fakeExact) together(others bool)            { d.others.Store(others) }
func (d *fakeExact) after() time.Duration            { return 7 * time.Millisecond }
func (d *fakeExact) spare() int                      { return int(d.rendered.Load() - d.due.Load()) }

func (d *fakeExact) breaks() (dry, own int)           { return int(d.dry.Load()), int(d.broke.Load()) }
func (d *fakeExact) origin(time.Time, bool) time.Time { return d.start }
func (d *fakeExact) wanted(frame int64) time.Time {
	return d.start.Add(span64(frame - max(d.buffer.Load(), int64(d.period))))
}

func (d *fakeExact) close() error {
	if d.closed.CompareAndSwap(false, true) {
		close(d.quit)
		d.done.Wait()
	}
	return nil
}

func (d *fakeExact) play(source func([]float32), buffer int) {
	d.source = source
	d.buffer.Store(int64(buffer))
	d.start = time.Now().Add(10 * time.Millisecond)
	d.done.Go(d.run)
}

// run: a cycle plays what waits, and silence for what does not; what comes too late is thrown away.
func (d *fakeExact) run() {
	var waits []float32 // left, of the frames from rendered-len(waits) on
	fill := func() {
		for d.rendered.Load()-d.due.Load() < max(d.buffer.Load(), int64(d.period)) {
			x := make([]float32, 2*d.period)
			d.source(x)
			for i := 0; i < len(x); i += 2 {
				waits = append(waits, x[i])
			}
			d.rendered.Add(int64(d.period))
		}
	}
	fill()
	for cycle := 0; ; cycle++ {
		select {
		case <-d.quit:
			return
		case <-time.After(time.Until(d.start.Add(span64(int64(cycle) * int64(d.period))))):
		}
		first := d.rendered.Load() - int64(len(waits))
		if late := d.due.Load() - first; late > 0 { // they should have been played
			waits = waits[min(late, int64(len(waits))):]
		}
		out := make([]float32, d.period)
		if len(waits) < d.period {
			d.dry.Add(1)
		}
		n := copy(out, waits)
		waits = waits[n:]
		d.mu.Lock()
		d.played = append(d.played, out...)
		d.mu.Unlock()
		d.due.Add(int64(d.period))
		if d.own != nil && d.own(cycle) {
			d.broke.Add(1)
		}
		if d.busy != nil {
			if pause := d.busy(cycle); pause > 0 { // cycles go on without us
				for end := time.Now().Add(pause); time.Now().Before(end); {
					cycle++
					time.Sleep(time.Until(d.start.Add(span64(int64(cycle) * int64(d.period)))))
					out := make([]float32, d.period)
					n := copy(out, waits)
					waits = waits[n:]
					if n < d.period {
						d.dry.Add(1)
					}
					d.mu.Lock()
					d.played = append(d.played, out...)
					d.mu.Unlock()
					d.due.Add(int64(d.period))
				}
			}
		}
		fill()
	}
}

// onsets are the frames at which sound begins after silence.
func (d *fakeExact) onsets() (at []int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	quiet := 480
	for i, v := range d.played {
		if v == 0 {
			quiet++
			continue
		}
		if quiet >= 480 {
			at = append(at, i)
		}
		quiet = 0
	}
	return at
}

func exactly(t *testing.T, d *fakeExact, opts Options) *Speaker {
	t.Helper()
	s, err := openOn(t.Context(), d.open, organ(t), opts)
	require.NoError(t, err)
	return s
}

// frames says on which frame of the device each note should begin; the first sample of a pipe is zero.
func (d *fakeExact) frames(due []time.Time) (at []int) {
	for _, x := range due {
		at = append(at, int((x.Sub(d.start)*Rate+time.Second/2)/time.Second)+1)
	}
	return at
}

func TestOnAnExactDeviceEachNoteSoundsOnItsFrame(t *testing.T) {
	for _, waiting := range []int{128, 512, 2048} {
		synctest.Test(t, func(t *testing.T) {
			d := &fakeExact{period: 256}
			s := exactly(t, d, Options{Waiting: waiting})
			due := taps(t, s, 20)
			stats := s.Stats()
			require.NoError(t, s.Close())
			assert.Equal(t, d.frames(due), d.onsets())
			assert.Zero(t, stats.Gaps)
			assert.Zero(t, stats.LateBlocks)
			assert.Zero(t, stats.Late)
			assert.Equal(t, s.Lead()+7*time.Millisecond, stats.KeyToSound)
		})
	}
}

func TestAfterAGapOfAnExactDeviceAllIsOnItsFrameAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &fakeExact{period: 256, busy: func(cycle int) time.Duration {
			if cycle == 100 {
				return 60 * time.Millisecond
			}
			return 0
		}, own: func(cycle int) bool { return cycle == 50 }}
		s := exactly(t, d, Options{Steady: true})
		time.Sleep(time.Second)
		stats, lead := s.Stats(), s.Lead()
		assert.Positive(t, stats.Gaps)
		assert.Equal(t, 1, stats.Breaks, "what the device does by itself is no gap")
		assert.Positive(t, stats.LateBlocks)
		require.NotEmpty(t, stats.Lately)
		for _, l := range stats.Lately {
			assert.Positive(t, l.Took)
			assert.False(t, l.Began.Before(d.start.Add(span(100*256-512))), "late from when there was room, %v", l.Began.Sub(d.start))
		}
		due := taps(t, s, 10)
		after := s.Stats()
		assert.Equal(t, stats.Gaps, after.Gaps)
		assert.Equal(t, stats.LateBlocks, after.LateBlocks)
		assert.Equal(t, lead, s.Lead(), "a steady buffer")
		require.NoError(t, s.Close())
		assert.Equal(t, d.frames(due), d.onsets())
	})
}

func TestAGapOfAnExactDeviceMakesItsBufferGrow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &fakeExact{period: 256, busy: func(cycle int) time.Duration {
			if cycle == 300 {
				return 60 * time.Millisecond
			}
			return 0
		}}
		s := exactly(t, d, Options{})
		before := s.Lead()
		time.Sleep(3 * time.Second)
		assert.EqualValues(t, 1024, s.buffer.Load())
		assert.Greater(t, s.Lead(), before)
		assert.True(t, s.SetWaiting(512), "and smaller at once")
		assert.Equal(t, before, s.Lead())
		due := taps(t, s, 5)
		require.NoError(t, s.Close())
		assert.Equal(t, d.frames(due), d.onsets())
	})
}

// A flush, what is played by hand then, and a panic.
func TestOnAnExactDeviceWhatIsForgottenDoesNotSound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &fakeExact{period: 256}
		s := exactly(t, d, Options{})
		time.Sleep(time.Second)
		send := func(at time.Time, e sequencer.Event) { require.NoError(t, s.Send(at, e)) }
		kept := time.Now().Add(100 * time.Millisecond)
		send(kept, down(72))
		send(kept.Add(50*time.Millisecond), up(72))
		send(kept.Add(300*time.Millisecond), down(74))
		send(kept.Add(350*time.Millisecond), up(74))
		time.Sleep(200 * time.Millisecond)
		s.Flush()
		again := time.Now().Add(250 * time.Millisecond)
		send(again, down(76))
		send(again.Add(50*time.Millisecond), up(76))
		time.Sleep(500 * time.Millisecond)
		send(time.Now().Add(100*time.Millisecond), down(72))
		require.NoError(t, s.Panic())
		time.Sleep(500 * time.Millisecond)
		s.Together(true)
		assert.True(t, d.others.Load())
		require.NoError(t, s.Close())
		assert.Equal(t, d.frames([]time.Time{kept, again}), d.onsets())
	})
}
