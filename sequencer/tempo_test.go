package sequencer

import (
	"math"
	"math/big"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTempoMapLeadsFromTicksToTime(t *testing.T) {
	for name, test := range map[string]struct {
		points []Tempo
		want   map[Tick]time.Duration
	}{
		"usual": {nil, map[Tick]time.Duration{
			-5: 0, 0: 0, 1: 520_833, 2: 1_041_667, 480: 250 * time.Millisecond, 960: 500 * time.Millisecond, 960 * 120: time.Minute,
		}},
		"one tempo": {[]Tempo{{0, time.Second}}, map[Tick]time.Duration{480: 500 * time.Millisecond, 960: time.Second}},
		"it begins late": {[]Tempo{{960, time.Second}}, map[Tick]time.Duration{
			960: 500 * time.Millisecond, 1920: 1500 * time.Millisecond,
		}},
		"out of order": {[]Tempo{{1920, 2 * time.Second}, {0, time.Second}, {960, 500 * time.Millisecond}}, map[Tick]time.Duration{
			960: time.Second, 1920: 1500 * time.Millisecond, 2880: 3500 * time.Millisecond,
		}},
		"the last of two":  {[]Tempo{{0, time.Second}, {0, 2 * time.Second}}, map[Tick]time.Duration{960: 2 * time.Second}},
		"before the start": {[]Tempo{{-100, time.Second}}, map[Tick]time.Duration{960: time.Second}},
		"too fast and too slow": {[]Tempo{{0, 0}, {960, time.Hour}}, map[Tick]time.Duration{
			960: FastestQuarter, 1920: FastestQuarter + SlowestQuarter,
		}},
		"thirds do not add up": {[]Tempo{{0, 333_333_333}, {1, 333_333_334}, {2, 333_333_333}}, map[Tick]time.Duration{
			1: 347_222, 2: 694_444, 3: 1_041_667, 2882: 1_000_694_443, // 3 quarters less a nanosecond and 2 ticks
		}},
	} {
		t.Run(name, func(t *testing.T) {
			m := NewTempoMap(test.points)
			for tick, want := range test.want {
				assert.Equal(t, want, m.TimeAt(tick), "tick %d", tick)
			}
		})
	}
}

func TestTheZeroTempoMapIsTheUsualOne(t *testing.T) {
	var zero TempoMap
	usual := NewTempoMap(nil)
	for _, tick := range []Tick{-1, 0, 1, 2, 3, 5, 959, 960, 961, 1 << 30, 1 << 36, MaxTick, MaxTick + 1} {
		assert.Equal(t, usual.TimeAt(tick), zero.TimeAt(tick), "tick %d", tick)
		assert.Equal(t, usual.At(tick), zero.At(tick))
	}
	for _, at := range []time.Duration{-1, 0, 1, 520_833, time.Second, 100 * time.Hour} {
		assert.Equal(t, usual.TickAt(at), zero.TickAt(at))
	}
	assert.Equal(t, usual.Points(), zero.Points())
}

func TestTempoIsSaidInQuartersAMinute(t *testing.T) {
	assert.InDelta(t, 96, Tempo{0, 625 * time.Millisecond}.BPM(), 1e-9)
	for bpm, want := range map[float64]time.Duration{
		120: 500 * time.Millisecond, 90: 666_666_667, 1: time.Minute, 0.5: SlowestQuarter, 1e9: FastestQuarter,
		0: usualQuarter, -3: usualQuarter, math.Inf(1): FastestQuarter,
	} {
		assert.Equal(t, want, QuarterAt(bpm), "%v", bpm)
	}
	assert.Equal(t, usualQuarter, QuarterAt(math.NaN()))
}

// exactly is the time at a tick in nanoseconds, by fractions without any bound.
func exactly(m TempoMap, tick Tick) *big.Rat {
	sum := new(big.Rat)
	points := m.Points()
	for i, p := range points {
		if p.At >= tick {
			break
		}
		to := tick
		if i+1 < len(points) {
			to = min(to, points[i+1].At)
		}
		span := new(big.Rat).SetFrac64(int64(to-p.At), PPQ)
		sum.Add(sum, span.Mul(span, new(big.Rat).SetInt64(int64(p.PerQuarter))))
	}
	return sum
}

// rounded is the nearest whole number, halves upwards.
func rounded(r *big.Rat) *big.Int {
	double := new(big.Int).Add(new(big.Int).Mul(r.Num(), big.NewInt(2)), r.Denom())
	return double.Div(double, new(big.Int).Mul(r.Denom(), big.NewInt(2)))
}

// requireExact checks a map at a tick: the time is the exact one, rounded once, and leads back to the tick.
func requireExact(t testing.TB, m TempoMap, tick Tick) {
	t.Helper()
	want := rounded(exactly(m, tick))
	if want.Cmp(big.NewInt(math.MaxInt64/4)) > 0 {
		return // beyond 73 years times are cut off
	}
	at := m.TimeAt(tick)
	require.Equal(t, want.Int64(), int64(at), "tick %d of %v", tick, m.Points())
	require.Equal(t, tick, m.TickAt(at), "tick %d of %v", tick, m.Points())
	require.InDelta(t, float64(tick), m.FractionAt(at), 0.01)
	if tick > 0 {
		require.Less(t, m.TimeAt(tick-1), at)
	}
}

func TestTimesAreExactAndLeadBack(t *testing.T) {
	d := throw(1)
	for range 300 {
		m := NewTempoMap(d.tempos())
		for range 30 {
			requireExact(t, m, Tick(d.IntN(40_000)))
		}
		for _, p := range m.Points() {
			for by := Tick(-1); by <= 1; by++ {
				requireExact(t, m, max(p.At+by, 0))
			}
		}
		requireExact(t, m, Tick(d.Int64N(int64(MaxTick))))
	}
}

func TestTimeNeverRunsBackwards(t *testing.T) {
	d := throw(2)
	for range 100 {
		m := NewTempoMap(append(d.tempos(), Tempo{Tick(d.Int64N(int64(MaxTick))), SlowestQuarter}))
		last, at := -1.0, time.Duration(0)
		for range 200 {
			f := m.FractionAt(at)
			require.GreaterOrEqual(t, f, last)
			require.LessOrEqual(t, f, float64(MaxTick))
			last, at = f, at+time.Duration(d.Int64N(int64(time.Second)))
		}
		require.LessOrEqual(t, m.TimeAt(MaxTick/2), m.TimeAt(MaxTick))
		require.Positive(t, m.TimeAt(MaxTick))
		require.Equal(t, m.TimeAt(MaxTick), m.TimeAt(MaxTick+1))
	}
}

func FuzzTempo(f *testing.F) {
	f.Add(int64(0), int64(5e8), int64(960), int64(333_333_333), int64(12345))
	f.Add(int64(1), int64(1e7), int64(2), int64(6e10), int64(1)<<39)
	f.Fuzz(func(t *testing.T, at1, quarter1, at2, quarter2, tick int64) {
		m := NewTempoMap([]Tempo{{Tick(at1), time.Duration(quarter1)}, {Tick(at2), time.Duration(quarter2)}})
		requireExact(t, m, min(max(Tick(tick), 0), MaxTick))
	})
}

func TestTheCompilersClockAgreesWithTheMap(t *testing.T) {
	d := throw(3)
	for range 100 {
		m := NewTempoMap(d.tempos())
		c := newClock(m)
		for range 50 {
			tick := Tick(d.IntN(40_000))
			require.Equal(t, m.TimeAt(tick), c.timeAt(tick))
		}
	}
}
