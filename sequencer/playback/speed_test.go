package playback

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
)

// deaf takes everything and keeps nothing.
type deaf struct{ lead time.Duration }

func (*deaf) Name() string                          { return "deaf" }
func (d *deaf) Lead() time.Duration                 { return d.lead }
func (*deaf) Send(time.Time, sequencer.Event) error { return nil }
func (*deaf) Flush()                                {}
func (*deaf) Close() error                          { return nil }

// playing is an engine without its goroutine, in the middle of a dense piece that is repeated for ever: 800 events a
// second, each beat a wrap.
func playing(t testing.TB) (*Engine, time.Time) {
	w := newScore(t, testConsole(t)).draw(0, flute)
	for i := range sequencer.Tick(200) {
		w.note(great, uint8(40+i%50), i*4, i*4+60)
	}
	e := newEngine()
	now := time.Now()
	e.SetPerformance(w.compile())
	e.AddOutput(&deaf{}, nil)
	e.Loop(0, beat, true)
	e.Play()
	for range 200 {
		e.round(now)
		now = now.Add(nap)
	}
	return e, now
}

func TestPlayingAllocatesNearlyNothing(t *testing.T) {
	e, now := playing(t)
	// A wrap publishes a status; the half second between two of them allocates nothing else.
	assert.LessOrEqual(t, testing.AllocsPerRun(20, func() {
		for range 50 {
			e.round(now)
			e.rest(now)
			now = now.Add(nap)
		}
	}), 3.0)
}

func TestNoGoroutineOutlivesItsEngine(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 20 {
		e := New()
		e.SetPerformance(newScore(t, testConsole(t)).note(great, 60, 0, beat).compile())
		e.AddOutput(&Trace{Called: "organ"}, nil)
		e.Play()
		require.NoError(t, e.Close())
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	assert.LessOrEqual(t, runtime.NumGoroutine(), before)
}

// BenchmarkRound is a wake-up of the engine while it plays, against the reference of handing over the same events from
// a list with nothing kept.
func BenchmarkRound(b *testing.B) {
	b.Run("engine", func(b *testing.B) {
		e, now := playing(b)
		b.ReportAllocs()
		for b.Loop() {
			e.round(now)
			e.rest(now)
			now = now.Add(nap)
		}
	})
	b.Run("reference", func(b *testing.B) {
		e, now := playing(b)
		var out Output = &deaf{}
		events := e.now.perf.Events()
		for b.Loop() {
			for _, ev := range events[:8] {
				if err := out.Send(now, ev); err != nil {
					b.Fatal(err)
				}
			}
			now = now.Add(nap)
		}
	})
}

// BenchmarkSeek is a jump while playing: chase, flush, reconcile and feed.
func BenchmarkSeek(b *testing.B) {
	e, now := playing(b)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		e.Seek(sequencer.Tick(i % 900))
		e.round(now)
		now = now.Add(time.Millisecond)
	}
}
