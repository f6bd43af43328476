package sequencer

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"sort"
	"time"
)

// Tempo is a tempo from a tick on. PerQuarter is the length of a quarter note; a MIDI file's microseconds and a whole
// number of beats a minute are both kept exactly enough (to a nanosecond a quarter).
type Tempo struct {
	At         Tick
	PerQuarter time.Duration
}

// Bounds of a tempo: 1 to 6,000 quarters a minute.
const (
	FastestQuarter = 10 * time.Millisecond
	SlowestQuarter = 60 * time.Second
	usualQuarter   = 500 * time.Millisecond
)

// BPM is the tempo in quarters a minute.
func (t Tempo) BPM() float64 { return float64(time.Minute) / float64(t.PerQuarter) }

// QuarterAt is the length of a quarter note at bpm quarters a minute, within the bounds of a tempo.
func QuarterAt(bpm float64) time.Duration {
	if !(bpm > 0) {
		return usualQuarter
	}
	return min(max(time.Duration(math.Round(float64(time.Minute)/bpm)), FastestQuarter), SlowestQuarter)
}

// TempoMap leads from ticks to time and back. It is immutable; the zero value is 120 quarters a minute throughout.
type TempoMap struct {
	points []Tempo
	at     []time.Duration // when each point is reached
	rest   []uint64        // and what was rounded off there, in 1/PPQ ns
}

// NewTempoMap sorts the points and makes a map of them. Of several at one tick the last given wins. Before the first
// point the tempo is 120. Tempos out of bounds are brought to the nearest bound.
func NewTempoMap(points []Tempo) TempoMap {
	sorted := slices.Clone(points)
	slices.SortStableFunc(sorted, func(a, b Tempo) int { return cmp.Compare(a.At, b.At) })
	var m TempoMap
	if len(sorted) == 0 || sorted[0].At > 0 {
		m.points = append(m.points, Tempo{0, usualQuarter})
	}
	for _, p := range sorted {
		p.At = min(max(p.At, 0), MaxTick)
		p.PerQuarter = min(max(p.PerQuarter, FastestQuarter), SlowestQuarter)
		if n := len(m.points); n > 0 && m.points[n-1].At == p.At {
			m.points[n-1] = p
			continue
		}
		m.points = append(m.points, p)
	}
	m.at = make([]time.Duration, len(m.points))
	m.rest = make([]uint64, len(m.points))
	for i := 1; i < len(m.points); i++ {
		m.at[i], m.rest[i] = m.advance(i-1, m.points[i].At)
	}
	return m
}

// advance is the exact time at tick when point i is the last before it.
func (m *TempoMap) advance(i int, tick Tick) (time.Duration, uint64) {
	hi, lo := bits.Mul64(uint64(tick-m.points[i].At), uint64(m.points[i].PerQuarter))
	lo, carry := bits.Add64(lo, m.rest[i], 0)
	hi += carry
	if hi >= PPQ {
		return math.MaxInt64 / 2, 0
	}
	quo, rem := bits.Div64(hi, lo, PPQ)
	if quo > math.MaxInt64/2 || m.at[i]+time.Duration(quo) >= math.MaxInt64/2 {
		return math.MaxInt64 / 2, 0
	}
	return m.at[i] + time.Duration(quo), rem
}

var usualTempo = NewTempoMap(nil)

func (m TempoMap) orUsual() TempoMap {
	if m.points == nil {
		return usualTempo
	}
	return m
}

// Points lists the tempos in order, the first at tick 0. The caller must not write to the slice.
func (m TempoMap) Points() []Tempo { return m.orUsual().points }

// At is the tempo that holds at a tick.
func (m TempoMap) At(tick Tick) Tempo {
	m = m.orUsual()
	return m.points[m.index(tick)]
}

func (m *TempoMap) index(tick Tick) int {
	i := sort.Search(len(m.points), func(i int) bool { return m.points[i].At > tick })
	return max(i-1, 0)
}

// TimeAt is when a tick is reached, rounded to a nanosecond.
func (m TempoMap) TimeAt(tick Tick) time.Duration {
	m = m.orUsual()
	tick = min(max(tick, 0), MaxTick)
	t, rest := m.advance(m.index(tick), tick)
	if rest*2 >= PPQ {
		t++
	}
	return t
}

// TickAt is the tick that is nearest to a time, so that TickAt(TimeAt(t)) is t.
func (m TempoMap) TickAt(t time.Duration) Tick { return Tick(math.Round(m.FractionAt(t))) }

// FractionAt is the tick that is reached at a time, with its fraction: for a playhead that glides.
func (m TempoMap) FractionAt(t time.Duration) float64 {
	if t <= 0 {
		return 0
	}
	m = m.orUsual()
	i := sort.Search(len(m.at), func(i int) bool { return m.at[i] > t })
	i = max(i-1, 0)
	f := float64(m.points[i].At) + float64(t-m.at[i])*PPQ/float64(m.points[i].PerQuarter)
	if i+1 < len(m.points) {
		f = min(f, float64(m.points[i+1].At))
	}
	return min(f, float64(MaxTick))
}
