package speaker

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/synth"
	"voluntary/registration"
	"voluntary/sequencer"
)

// fakeDevice asks for sound as a driver does, and keeps what it has played and when.
type fakeDevice struct {
	waiting int
	skew    float64              // how much faster than the clock it plays: 1e-4 is 100 parts in a million
	jitter  func() time.Duration // by which a request is late
	pause   func(period int) time.Duration
	asked   func(buffer int) // called after each request

	fill   func([]float32)
	buffer atomic.Int64
	fault  atomic.Pointer[error]
	quit   chan struct{}
	done   sync.WaitGroup
	closed atomic.Bool

	abandoned atomic.Bool

	mu     sync.Mutex
	played []float32   // left
	began  time.Time   // when the first of played was heard
	heard  []time.Time // when each period was
}

func (d *fakeDevice) open(context.Context, int, int) (device, error) {
	d.quit = make(chan struct{})
	return d, nil
}

func (d *fakeDevice) name() (what, hint string) { return "the fake", "is it still plugged in?" }

func (d *fakeDevice) play(fill func([]float32), buffer int) {
	d.fill = fill
	d.buffer.Store(int64(buffer))
	d.done.Go(d.run)
}

func (d *fakeDevice) resize(buffer int) { d.buffer.Store(int64(buffer)) }

func (d *fakeDevice) queue() (waiting, beyond, period int) {
	return d.waiting, d.waiting / 2, d.waiting / 2
}

func (d *fakeDevice) err() error {
	if e := d.fault.Load(); e != nil {
		return *e
	}
	return nil
}

func (d *fakeDevice) abandon() { d.abandoned.Store(true) }

func (d *fakeDevice) close() error {
	if d.closed.CompareAndSwap(false, true) {
		close(d.quit)
		d.done.Wait()
	}
	return nil
}

// run takes a period out of the buffer whenever one has been played, and holds it in its hand until there is room for it:
// first as many as wait, then on the device's clock.
func (d *fakeDevice) run() {
	const periods = 2
	period := d.waiting / periods
	var buffer []float32
	refill := func() {
		for len(buffer) < int(d.buffer.Load())*2 {
			p := make([]float32, d.buffer.Load()*2)
			d.fill(p)
			if d.asked != nil {
				d.asked(int(d.buffer.Load()))
			}
			buffer = append(buffer, p...)
		}
	}
	start := time.Now()
	var late time.Duration
	refill()
	for n := 0; ; n++ {
		take := min(period*2, len(buffer))
		d.mu.Lock()
		seconds := float64(n*period) / Rate / (1 + d.skew)
		heard := start.Add(time.Duration(seconds*float64(time.Second)) + late)
		if n == 0 {
			d.began = heard
		}
		for i := 0; i < period; i++ {
			v := float32(0)
			if i*2 < take {
				v = buffer[i*2]
			}
			d.played = append(d.played, v)
			if i == 0 {
				d.heard = append(d.heard, heard)
			}
		}
		d.mu.Unlock()
		buffer = buffer[take:]
		refill()
		if d.pause != nil {
			late += d.pause(n)
		}
		// The next period is taken when the one before it has found room, which is when the third before it has sounded.
		next := start.Add(time.Duration(float64((n+1-periods)*period)/Rate/(1+d.skew)*float64(time.Second)) + late)
		wait := time.Until(next)
		if d.jitter != nil {
			wait += d.jitter()
		}
		select {
		case <-d.quit:
			return
		case <-time.After(max(0, wait)):
		}
	}
}

// onsets are the times at which sound begins after silence.
func (d *fakeDevice) onsets(silence int) []time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	period := d.waiting / 2
	var out []time.Time
	quiet := silence
	for i, v := range d.played {
		if v == 0 {
			quiet++
			continue
		}
		if quiet >= silence {
			at := d.heard[i/period].Add(time.Duration(float64(i%period) / Rate * float64(time.Second)))
			out = append(out, at)
		}
		quiet = 0
	}
	return out
}

func organ(t testing.TB) *synth.Organ {
	t.Helper()
	c, err := registration.NewConsole(registration.Console{
		Name:      "portative",
		Divisions: []registration.Division{{ID: "great", Name: "Great", Lowest: 60, Highest: 84}},
		Controls:  []registration.Control{{ID: "flute", Name: "Flute", Pitch: 2, Family: registration.Flute}},
	})
	require.NoError(t, err)
	o := synth.New(c, synth.Options{Rate: Rate, Room: synth.NoRoom, Exact: true})
	o.Apply(sequencer.ChangeEvent(0, registration.Change{Kind: registration.Draw}))
	return o
}

func down(key uint8) sequencer.Event {
	return sequencer.Event{Kind: sequencer.KeyDown, Key: key, Velocity: 90}
}
func up(key uint8) sequencer.Event { return sequencer.Event{Kind: sequencer.KeyUp, Key: key} }

func opened(t *testing.T, d *fakeDevice) *Speaker {
	t.Helper()
	s, err := openOn(t.Context(), d.open, organ(t), Options{})
	require.NoError(t, err)
	return s
}

// taps sends short notes, one each 200 ms, the engine's horizon ahead, and returns when they were due.
func taps(t *testing.T, s *Speaker, n int) []time.Time {
	t.Helper()
	time.Sleep(time.Second) // the device has settled
	var due []time.Time
	first := time.Now().Add(300 * time.Millisecond)
	for i := range n {
		at := first.Add(time.Duration(i)*200*time.Millisecond + time.Duration(i*i)*1234567*time.Nanosecond)
		time.Sleep(time.Until(at) - 100*time.Millisecond - s.Lead())
		require.NoError(t, s.Send(at, down(72)))
		require.NoError(t, s.Send(at.Add(50*time.Millisecond), up(72)))
		due = append(due, at)
	}
	time.Sleep(500 * time.Millisecond)
	return due
}

func TestEventsSoundWhenTheyAreDue(t *testing.T) {
	for name, d := range map[string]*fakeDevice{
		"steady":  {waiting: 1024},
		"small":   {waiting: 256},
		"unquiet": {waiting: 1024, jitter: func() time.Duration { return rand.N(4 * time.Millisecond) }},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := opened(t, d)
				due := taps(t, s, 20)
				require.NoError(t, s.Close())
				heard := d.onsets(480)
				require.Len(t, heard, len(due))
				// All are off by the same, to the frame; the first sample of a pipe is zero.
				off := heard[0].Sub(due[0])
				assert.InDelta(t, 0, off.Seconds(), 0.0006)
				for i := range due {
					assert.InDelta(t, 0, (heard[i].Sub(due[i]) - off).Seconds(), 1.01/Rate, "note %d", i)
				}
				assert.Zero(t, s.Stats().Gaps)
				assert.Zero(t, s.Stats().Late)
			})
		})
	}
}

func TestAKeyIsHeardWithin30Milliseconds(t *testing.T) {
	for _, waiting := range []int{0, 256, 1024} { // 0 is what is usual
		synctest.Test(t, func(t *testing.T) {
			d := &fakeDevice{}
			s, err := openOn(t.Context(), func(ctx context.Context, rate, asked int) (device, error) {
				d.waiting = asked
				return d.open(ctx, rate, asked)
			}, organ(t), Options{Waiting: waiting})
			require.NoError(t, err)
			time.Sleep(time.Second)
			var pressed []time.Time
			for range 40 {
				time.Sleep(100*time.Millisecond + rand.N(10*time.Millisecond))
				pressed = append(pressed, time.Now())
				require.NoError(t, s.Send(time.Now(), down(72)))
				time.Sleep(30 * time.Millisecond)
				require.NoError(t, s.Send(time.Now(), up(72)))
			}
			time.Sleep(500 * time.Millisecond)
			most := s.Stats().KeyToSound
			require.NoError(t, s.Close())
			heard := d.onsets(480)
			require.Len(t, heard, len(pressed))
			longest := time.Duration(0)
			for i := range heard {
				longest = max(longest, heard[i].Sub(pressed[i]))
			}
			assert.LessOrEqual(t, longest, most+time.Millisecond/10, "%d frames wait: no longer than is said", d.waiting)
			assert.Greater(t, longest, most/2)
			if waiting == 0 {
				assert.Less(t, most, 30*time.Millisecond)
			}
		})
	}
}

func TestAClockThatRunsAwayIsFollowed(t *testing.T) {
	for _, skew := range []float64{2e-4, -2e-4} {
		synctest.Test(t, func(t *testing.T) {
			d := &fakeDevice{waiting: 1024, skew: skew}
			s := opened(t, d)
			time.Sleep(2 * time.Minute) // by now it is 24 ms off
			due := taps(t, s, 40)
			require.NoError(t, s.Close())
			heard := d.onsets(480)
			require.Len(t, heard, len(due))
			for i := range due {
				assert.InDelta(t, 0, heard[i].Sub(due[i]).Seconds(), 0.001, "note %d", i)
				if i > 0 {
					between := heard[i].Sub(heard[i-1]) - due[i].Sub(due[i-1])
					assert.InDelta(t, 0, between.Seconds(), 0.0004, "note %d after the one before", i)
				}
			}
			assert.Zero(t, s.Stats().Gaps)
		})
	}
}

func TestGapsAreCountedAndGrowTheBuffer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &fakeDevice{waiting: 1024, pause: func(n int) time.Duration {
			if n == 300 || n == 400 {
				return 60 * time.Millisecond
			}
			return 0
		}}
		s := opened(t, d)
		before := s.Lead()
		time.Sleep(6 * time.Second)
		assert.Equal(t, 2, s.Stats().Gaps)
		assert.Greater(t, s.Lead(), before)
		due := taps(t, s, 10)
		require.NoError(t, s.Close())
		heard := d.onsets(480)
		require.Len(t, heard, len(due))
		for i := range due {
			assert.InDelta(t, 0, heard[i].Sub(due[i]).Seconds(), 0.002, "note %d, after the gaps", i)
		}
		assert.Zero(t, s.Stats().Late)
	})
}

func TestASteadyBufferStaysAsItIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &fakeDevice{waiting: 512, pause: func(n int) time.Duration {
			if n == 300 || n == 900 {
				return 60 * time.Millisecond
			}
			return 0
		}}
		s, err := openOn(t.Context(), d.open, organ(t), Options{Steady: true})
		require.NoError(t, err)
		before := s.Lead()
		time.Sleep(3 * time.Second)
		assert.Equal(t, 1, s.Stats().Gaps)
		assert.Equal(t, before, s.Lead())
		s.SetSteady(false)
		time.Sleep(4 * time.Second)
		assert.Equal(t, 2, s.Stats().Gaps)
		assert.Greater(t, s.Lead(), before)
		require.NoError(t, s.Close())
	})
}

func TestMoreMayWaitAtOnceAndFewerFromTheNextTimeOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &fakeDevice{waiting: 512}
		s := opened(t, d)
		time.Sleep(2 * time.Second)
		before := s.Lead()
		assert.True(t, s.SetWaiting(2048))
		assert.InDelta(t, before+2*span(2048-512), s.Lead(), float64(time.Microsecond), "they wait, and as many more are rendered together")
		assert.True(t, s.SetWaiting(2048))
		assert.False(t, s.SetWaiting(0))
		assert.False(t, s.SetWaiting(500), "not a power of two")
		due := taps(t, s, 10)
		require.NoError(t, s.Close())
		onsets := d.onsets(4000)
		require.Len(t, onsets, len(due))
		for i := range due[1:] {
			assert.InDelta(t, due[i+1].Sub(due[i]).Seconds(), onsets[i+1].Sub(onsets[i]).Seconds(), 0.0005)
		}
		assert.Zero(t, s.Stats().Gaps, "it does not break off")

		again := &fakeDevice{waiting: 512}
		s, err := openOn(t.Context(), again.open, organ(t), Options{Waiting: 1024})
		require.NoError(t, err)
		assert.InDelta(t, before+2*span(1024-512), s.Lead(), float64(time.Microsecond), "on a device that was opened with fewer")
		assert.False(t, s.SetWaiting(256))
		require.NoError(t, s.Close())
	})
}

func TestFlushKeepsWhatIsDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &fakeDevice{waiting: 1024}
		s := opened(t, d)
		time.Sleep(time.Second)
		now := time.Now()
		require.NoError(t, s.Send(now, down(72)))
		require.NoError(t, s.Send(now.Add(150*time.Millisecond), down(74)))
		s.Flush()
		require.NoError(t, s.Send(now.Add(200*time.Millisecond), down(76)))
		time.Sleep(500 * time.Millisecond)
		assert.Equal(t, 2, s.Stats().Pipes)
		require.NoError(t, s.Panic())
		time.Sleep(500 * time.Millisecond)
		assert.Zero(t, s.Stats().Pipes)
		require.NoError(t, s.Close())
	})
}

func TestEventsNeverChangePlaces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		// A device that stumbles all the time: the pace jumps. A key that is released after it was pressed stays released.
		d := &fakeDevice{waiting: 1024, pause: func(n int) time.Duration {
			if n%37 == 0 {
				return rand.N(40 * time.Millisecond)
			}
			return 0
		}}
		s := opened(t, d)
		for i := range 3000 {
			due := time.Now().Add(rand.N(20 * time.Millisecond))
			key := uint8(60 + i%20)
			require.NoError(t, s.Send(due, down(key)))
			time.Sleep(rand.N(3 * time.Millisecond))
			require.NoError(t, s.Send(due.Add(rand.N(5*time.Millisecond)), up(key)))
		}
		time.Sleep(time.Second)
		assert.Zero(t, s.Stats().Pipes)
		require.NoError(t, s.Close())
	})
}

func TestCloseFadesAndEndsEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &fakeDevice{waiting: 1024}
		s := opened(t, d)
		require.NoError(t, s.Send(time.Now(), down(72)))
		time.Sleep(time.Second)
		left, right := s.Peaks()
		assert.Greater(t, left, float32(0.005))
		assert.Greater(t, right, float32(0.005))
		require.NoError(t, s.Close())
		require.NoError(t, s.Close())
		assert.ErrorIs(t, s.Send(time.Now(), down(60)), ErrClosed)
		x := d.played
		assert.Zero(t, x[len(x)-1])
		step := float32(0)
		for i := len(x) - 48000/4; i < len(x); i++ {
			step = max(step, x[i]-x[i-1], x[i-1]-x[i])
		}
		assert.Less(t, step, 2*left*2*math.Pi*2093/Rate, "without a click")
	}) // and no goroutine is left, or synctest would say so
}

func TestAFaultIsNoticed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &fakeDevice{waiting: 1024}
		s := opened(t, d)
		require.NoError(t, s.Send(time.Now(), down(72)))
		unplugged := errors.New("no such device")
		d.fault.Store(&unplugged)
		time.Sleep(time.Second)
		err := s.Send(time.Now(), up(72))
		assert.ErrorIs(t, err, unplugged)
		assert.ErrorContains(t, err, "plugged in")
		require.NoError(t, s.Close())
	})
	synctest.Test(t, func(t *testing.T) {
		d := &fakeDevice{waiting: 1024, pause: func(n int) time.Duration {
			if n == 100 {
				return time.Hour
			}
			return 0
		}}
		s := opened(t, d)
		time.Sleep(10 * time.Second)
		assert.ErrorIs(t, s.Send(time.Now(), down(72)), ErrStalled)
		assert.True(t, d.abandoned.Load(), "the next speaker opens another device")
		require.NoError(t, s.Close())
	})
}

func TestFillAllocatesNothing(t *testing.T) {
	d := &fakeDevice{waiting: 1024}
	dev, _ := d.open(t.Context(), Rate, 1024)
	s := &Speaker{organ: organ(t), dev: dev, born: time.Now(), pace: pace{rate: Rate}, fade: 1}
	s.organ.Apply(down(72))
	p := make([]float32, 2*700)
	assert.Zero(t, testing.AllocsPerRun(100, func() { s.fill(p) }))
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	d := &fakeDevice{waiting: 1024}
	_, err := openOn(t.Context(), d.open, synth.New(organ(t).Console(), synth.Options{Rate: 44100}), Options{})
	assert.ErrorContains(t, err, "44100")
	_, err = openOn(t.Context(), d.open, organ(t), Options{Waiting: 1000})
	assert.ErrorContains(t, err, "1000 frames")
	none := func(context.Context, int, int) (device, error) { return nil, ErrNoDevice }
	_, err = openOn(t.Context(), none, organ(t), Options{})
	assert.ErrorIs(t, err, ErrNoDevice)
}
