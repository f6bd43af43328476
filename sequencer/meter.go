package sequencer

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

// Meter is a time signature from a tick on: Num beats a bar, a beat being a 1/Den note.
type Meter struct {
	At       Tick
	Num, Den int
}

// BeatTicks is the length of a beat.
func (m Meter) BeatTicks() Tick { return Tick(4 * PPQ / m.Den) }

// BarTicks is the length of a bar.
func (m Meter) BarTicks() Tick { return Tick(m.Num) * m.BeatTicks() }

// Valid reports whether the meter can be counted: 1 to 255 beats of a whole note to a 128th.
func (m Meter) Valid() bool {
	return m.Num >= 1 && m.Num <= 255 && m.Den >= 1 && m.Den <= 128 && m.Den&(m.Den-1) == 0
}

// MeterMap leads from ticks to bars and beats and back. It is immutable; the zero value is 4/4 throughout. A meter that
// comes inside a bar starts a new bar there.
type MeterMap struct {
	points []Meter
	bars   []int // number of the bar that starts at each point
}

// NewMeterMap sorts the points and makes a map of them. Of several at one tick the last given wins; what cannot be
// counted is left out. Before the first point the meter is 4/4.
func NewMeterMap(points []Meter) MeterMap {
	sorted := slices.Clone(points)
	slices.SortStableFunc(sorted, func(a, b Meter) int { return cmp.Compare(a.At, b.At) })
	m := MeterMap{points: []Meter{{0, 4, 4}}}
	for _, p := range sorted {
		if !p.Valid() || p.At > MaxTick {
			continue
		}
		p.At = max(p.At, 0)
		last := &m.points[len(m.points)-1]
		switch {
		case last.At == p.At:
			*last = p
		case last.Num == p.Num && last.Den == p.Den && (p.At-last.At)%last.BarTicks() == 0:
			// says nothing new
		default:
			m.points = append(m.points, p)
		}
	}
	m.bars = make([]int, len(m.points))
	m.bars[0] = 1
	for i := 1; i < len(m.points); i++ {
		length := m.points[i-1].BarTicks()
		span := m.points[i].At - m.points[i-1].At
		m.bars[i] = m.bars[i-1] + int((span+length-1)/length)
	}
	return m
}

var fourFour = NewMeterMap(nil)

func (m MeterMap) orUsual() MeterMap {
	if m.points == nil {
		return fourFour
	}
	return m
}

// Points lists the meters in order, the first at tick 0. The caller must not write to the slice.
func (m MeterMap) Points() []Meter { return m.orUsual().points }

// At is the meter that holds at a tick.
func (m MeterMap) At(tick Tick) Meter {
	m = m.orUsual()
	return m.points[m.index(tick)]
}

func (m *MeterMap) index(tick Tick) int {
	return max(sort.Search(len(m.points), func(i int) bool { return m.points[i].At > tick })-1, 0)
}

// Position is the bar and beat of a tick.
func (m MeterMap) Position(tick Tick) Position {
	m = m.orUsual()
	tick = max(tick, 0)
	i := m.index(tick)
	p := m.points[i]
	within := tick - p.At
	return Position{
		Bar:  m.bars[i] + int(within/p.BarTicks()),
		Beat: 1 + float64(within%p.BarTicks())/float64(p.BeatTicks()),
	}
}

// Tick is the tick of a position, rounded to the nearest. A beat past the end of its bar counts on into the next.
func (m MeterMap) Tick(p Position) Tick {
	m = m.orUsual()
	i := max(sort.SearchInts(m.bars, p.Bar+1)-1, 0)
	at := m.points[i]
	bar := at.At + Tick(max(p.Bar, 1)-m.bars[i])*at.BarTicks()
	return min(bar+Tick(math.Round((max(p.Beat, 1)-1)*float64(at.BeatTicks()))), MaxTick)
}

// Bar is the span of the bar with this number, shortened where a new meter cuts it off.
func (m MeterMap) Bar(number int) (start, end Tick) {
	return m.Tick(Position{number, 1}), m.Tick(Position{number + 1, 1})
}

// BarAt is the start and end of the bar that holds a tick.
func (m MeterMap) BarAt(tick Tick) (start, end Tick) { return m.Bar(m.Position(tick).Bar) }
