package smf

import (
	"cmp"
	"math/bits"
	"slices"
	"sort"
)

const usualQuarter = 500_000 // microseconds: 120 quarters a minute

// Clock leads from ticks of a file to microseconds in exact integer arithmetic. It is immutable.
type Clock struct {
	ticks  []int64 // where each tempo starts, the first at 0
	micros []int64 // when that is, rounded down
	rest   []int64 // and what was rounded off, in 1/per microseconds
	length []int64 // microseconds a quarter from there on
	per    int64   // ticks a quarter; 0 in SMPTE time
	num    uint64  // in SMPTE time a tick is num/den microseconds
	den    uint64
}

// Clock is the clock of one track: of format 2 its own, otherwise the one of the whole file.
func (f *File) Clock(track int) *Clock {
	if len(f.clocks) == 1 || track < 0 || track >= len(f.clocks) {
		return f.clocks[0]
	}
	return f.clocks[track]
}

// setClocks makes the clocks when everything is read.
func (f *File) setClocks() {
	if f.Resolution.SMPTE() || f.Format != 2 || len(f.Tracks) < 2 {
		f.clocks = []*Clock{newClock(f.Resolution, f.Tempos)}
		return
	}
	f.clocks = make([]*Clock, len(f.Tracks))
	rest := f.Tempos // they are in order of tracks
	for i := range f.clocks {
		n := 0
		for n < len(rest) && int(rest[n].Track) == i {
			n++
		}
		f.clocks[i] = newClock(f.Resolution, rest[:n])
		rest = rest[n:]
	}
}

func newClock(r Resolution, tempos []Tempo) *Clock {
	if r.SMPTE() {
		if r.Frames == 29 {
			return &Clock{num: 1001 * 1_000_000, den: 30000 * uint64(r.PerFrame)}
		}
		return &Clock{num: 1_000_000, den: uint64(r.Frames) * uint64(r.PerFrame)}
	}
	byTick := func(a, b Tempo) int { return cmp.Compare(a.Tick, b.Tick) }
	if !slices.IsSortedFunc(tempos, byTick) {
		tempos = slices.Clone(tempos)
		slices.SortStableFunc(tempos, byTick)
	}
	c := &Clock{per: int64(r.PerQuarter), ticks: []int64{0}, micros: []int64{0}, rest: []int64{0}, length: []int64{usualQuarter}}
	for _, t := range tempos {
		last := len(c.ticks) - 1
		if t.Tick == c.ticks[last] {
			c.length[last] = int64(t.PerQuarter)
			continue
		}
		// MaxTick times the longest quarter stays below 2^63.
		sum := (t.Tick-c.ticks[last])*c.length[last] + c.rest[last]
		c.ticks = append(c.ticks, t.Tick)
		c.micros = append(c.micros, c.micros[last]+sum/c.per)
		c.rest = append(c.rest, sum%c.per)
		c.length = append(c.length, int64(t.PerQuarter))
	}
	return c
}

// Micros is when a tick (0 to MaxTick) is reached, in microseconds from the start, rounded to the nearest.
func (c *Clock) Micros(tick int64) int64 {
	if c.per == 0 {
		hi, lo := bits.Mul64(uint64(tick), c.num)
		quo, rem := bits.Div64(hi, lo, c.den) // hi is 0, or below 16 with a den of 30000 and more
		if 2*rem >= c.den {
			quo++
		}
		return int64(quo)
	}
	i := len(c.ticks) - 1
	if tick < c.ticks[i] {
		i = sort.Search(len(c.ticks), func(i int) bool { return c.ticks[i] > tick }) - 1
	}
	sum := (tick-c.ticks[i])*c.length[i] + c.rest[i]
	us, rem := c.micros[i]+sum/c.per, sum%c.per
	if 2*rem >= c.per {
		us++
	}
	return us
}

// Seconds is Micros in seconds.
func (c *Clock) Seconds(tick int64) float64 { return float64(c.Micros(tick)) / 1e6 }
