package axis

import (
	"math"

	"voluntary/sequencer"
)

// Lead is the empty room in units that may be seen left of the first tick, so that bar 1 has a line and a number.
const Lead = 16

// Closest is the strongest zoom, in units a tick: a quarter note is 1,920 units long.
const Closest = 2.0

// Roughest is the weakest zoom that any piece allows, in units a tick: a quarter note is about 5 units long. A piece too
// long for its width at this zoom may be zoomed out until it fits.
const Roughest = 0.005

// usual is the zoom of the zero Axis, in units a tick: a quarter note is 48 units long.
const usual = 0.05

// Axis is the time axis. The zero value is 0 units wide and shows an empty piece; give it a width and an end.
type Axis struct {
	PerTick float64        // units a tick; 0 stands for a usual zoom
	Scroll  float64        // the tick at X 0, with its fraction; below 0 inside Lead
	Width   float64        // units that can be seen
	End     sequencer.Tick // where the piece ends
}

func (a Axis) scale() float64 {
	if a.PerTick > 0 {
		return a.PerTick
	}
	return usual
}

// X is the place of a tick. It may lie left or right of what can be seen.
func (a Axis) X(t sequencer.Tick) float32 { return a.XAt(float64(t)) }

// XAt is the place of a tick with its fraction: for a playhead that glides.
func (a Axis) XAt(t float64) float32 { return float32((t - a.Scroll) * a.scale()) }

// Whole is a place moved to the nearest device pixel, of which a unit has so many; 0 leaves it where it is. A playhead that
// is placed so moves only when that can be seen.
func Whole(x, pixels float32) float32 {
	if pixels <= 0 {
		return x
	}
	return float32(math.Round(float64(x*pixels))) / pixels
}

// Tick is the tick nearest to a place, never before the start of the piece nor past the last tick of any piece.
func (a Axis) Tick(x float32) sequencer.Tick {
	return sequencer.Tick(math.Round(min(max(a.At(x), 0), float64(sequencer.MaxTick))))
}

// At is the tick at a place, with its fraction, unbounded.
func (a Axis) At(x float32) float64 { return a.Scroll + float64(x)/a.scale() }

// Length is how many units a number of ticks takes.
func (a Axis) Length(ticks sequencer.Tick) float32 { return float32(float64(ticks) * a.scale()) }

// Ticks is how many ticks a number of units takes, rounded.
func (a Axis) Ticks(units float32) sequencer.Tick {
	return sequencer.Tick(math.Round(float64(units) / a.scale()))
}

// Span is what can be seen, as a half-open span of ticks within the bounds of a piece.
func (a Axis) Span() (first, end sequencer.Tick) {
	lo := min(max(math.Floor(a.Scroll), 0), float64(sequencer.MaxTick))
	hi := min(max(math.Ceil(a.At(float32(a.Width))), lo), float64(sequencer.MaxTick))
	return sequencer.Tick(lo), sequencer.Tick(hi)
}

// Sees reports whether a tick can be seen.
func (a Axis) Sees(t sequencer.Tick) bool {
	x := (float64(t) - a.Scroll) * a.scale()
	return x >= 0 && x < a.Width
}

// roughest is the weakest zoom of this piece.
func (a Axis) roughest() float64 {
	if a.End <= 0 || a.Width <= 2*Lead {
		return Roughest
	}
	return min(Roughest, (a.Width-2*Lead)/float64(a.End))
}

// Bounds is the range that Scroll is kept in: from the lead before the first tick until the end of the piece has come to
// the middle, or no further than the start when the whole piece can be seen.
func (a Axis) Bounds() (first, last float64) {
	first = -Lead / a.scale()
	last = float64(a.End) - a.Width/a.scale()/2
	if float64(a.End)*a.scale() <= a.Width-2*Lead+0.5 { // half a unit for what rounding leaves
		last = first
	}
	return first, max(first, last)
}

// Clamped brings zoom and scroll into their bounds. Every With… and zoom method does so by itself.
func (a Axis) Clamped() Axis {
	a.PerTick = min(max(a.scale(), a.roughest()), Closest)
	if a.Scroll != a.Scroll {
		a.Scroll = 0
	}
	first, last := a.Bounds()
	a.Scroll = min(max(a.Scroll, first), last)
	return a
}

// WithWidth is the axis in another width; the left edge stays where it is.
func (a Axis) WithWidth(width float32) Axis {
	a.Width = max(float64(width), 0)
	return a.Clamped()
}

// WithEnd is the axis of a piece that ends elsewhere.
func (a Axis) WithEnd(end sequencer.Tick) Axis {
	a.End = min(max(end, 0), sequencer.MaxTick)
	return a.Clamped()
}

// Zoom makes everything factor times as long, keeping what is at x under it as far as the bounds allow.
func (a Axis) Zoom(x float32, factor float64) Axis {
	if !(factor > 0) {
		return a.Clamped()
	}
	at := a.At(x)
	a.PerTick = min(max(a.scale()*factor, a.roughest()), Closest)
	a.Scroll = at - float64(x)/a.PerTick
	return a.Clamped()
}

// ScrollTo brings a tick to the left edge.
func (a Axis) ScrollTo(tick float64) Axis {
	a.Scroll = tick
	return a.Clamped()
}

// ScrollBy scrolls forwards by a number of units, or back when it is negative.
func (a Axis) ScrollBy(units float32) Axis {
	a.Scroll += float64(units) / a.scale()
	return a.Clamped()
}

// Centre brings a tick to the middle.
func (a Axis) Centre(t sequencer.Tick) Axis { return a.ScrollTo(float64(t) - a.Width/2/a.scale()) }

// Reveal scrolls as little as is needed to see a tick with margin units around it. It leaves an axis alone that sees it.
func (a Axis) Reveal(t sequencer.Tick, margin float32) Axis {
	m := min(float64(margin), a.Width/2)
	x := (float64(t) - a.Scroll) * a.scale()
	switch {
	case x < m:
		return a.ScrollBy(float32(x - m))
	case x > a.Width-m:
		return a.ScrollBy(float32(x - a.Width + m))
	}
	return a
}

// Page turns to the page that holds a tick when it cannot be seen: for following the playhead. The tick comes to lie an
// eighth of the width from the left edge.
func (a Axis) Page(t sequencer.Tick) Axis {
	if a.Sees(t) {
		return a
	}
	return a.ScrollTo(float64(t) - a.Width/8/a.scale())
}

// Fit shows the whole piece.
func (a Axis) Fit() Axis { return a.FitSpan(0, a.End) }

// FitSpan shows a span of ticks with Lead units to either side, as far as the bounds of the zoom allow.
func (a Axis) FitSpan(start, end sequencer.Tick) Axis {
	if end <= start || a.Width <= 2*Lead {
		return a.ScrollTo(float64(start))
	}
	a.PerTick = min(max((a.Width-2*Lead)/float64(end-start), a.roughest()), Closest)
	return a.ScrollTo(float64(start) - Lead/a.PerTick)
}

// Scale is the zoom as it holds, in units a tick.
func (a Axis) Scale() float64 { return a.scale() }
