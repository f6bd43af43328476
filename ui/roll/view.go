package roll

import (
	"math"

	"voluntary/sequencer"
	"voluntary/ui/axis"
)

// Bounds of the height of a key's row in units, and what a new roll shows.
const (
	LowestRow  = 3.0
	HighestRow = 40.0
	usualRow   = 11.0
)

// keys is how many rows there are: one for each MIDI key.
const keys = 128

// Shortest is how wide a note is drawn at the least, in units.
const Shortest = 2

// View is where ticks and keys stand in the field of notes. It is a value; methods that change something return the
// changed view, clamped.
type View struct {
	Axis   axis.Axis
	Row    float64 // height of a key's row in units; 0 stands for a usual height
	Top    float64 // the upper edge is this many rows above key 0's lower edge; 128 shows the highest key at the top
	Height float64 // units that can be seen
}

func (v View) row() float64 {
	if v.Row > 0 {
		return v.Row
	}
	return usualRow
}

// Y is the upper edge of a key's row.
func (v View) Y(key int) float32 { return float32((v.Top - float64(key) - 1) * v.row()) }

// Key is the key whose row is at a height, the highest or lowest one beyond the edge of the keyboard.
func (v View) Key(y float32) int {
	k := int(math.Ceil(v.Top-float64(y)/v.row())) - 1
	return min(max(k, 0), keys-1)
}

// Keys is the range of keys that can be seen at least in part, lowest and highest.
func (v View) Keys() (lowest, highest int) { return v.Key(float32(v.Height) - 0.01), v.Key(0) }

// Box is where a note is drawn.
type Box struct{ X, Y, W, H float32 }

// Has reports whether a place lies in the box.
func (b Box) Has(x, y float32) bool { return x >= b.X && x < b.X+b.W && y >= b.Y && y < b.Y+b.H }

// Box is where a span of a key is drawn.
func (v View) Box(start, end sequencer.Tick, key int) Box {
	x := v.Axis.X(start)
	return Box{X: x, Y: v.Y(key), W: max(v.Axis.X(end)-x, Shortest), H: float32(v.row())}
}

// Clamped keeps the rows within their bounds.
func (v View) Clamped() View {
	v.Row = min(max(v.row(), LowestRow), HighestRow)
	v.Axis = v.Axis.Clamped()
	rows := v.Height / v.Row
	if rows >= keys {
		v.Top = keys + (rows-keys)/2
	} else {
		v.Top = min(max(v.Top, rows), keys)
	}
	return v
}

// WithSize is the view in another size; the left and upper edges stay where they are.
func (v View) WithSize(width, height float32) View {
	v.Axis = v.Axis.WithWidth(width)
	v.Height = max(float64(height), 0)
	return v.Clamped()
}

// ScrollKeys scrolls down the keyboard by a number of units, or up when it is negative.
func (v View) ScrollKeys(units float32) View {
	v.Top -= float64(units) / v.row()
	return v.Clamped()
}

// ZoomKeys makes the rows factor times as high, keeping what is at y under it as far as the bounds allow.
func (v View) ZoomKeys(y float32, factor float64) View {
	if !(factor > 0) {
		return v.Clamped()
	}
	at := v.Top - float64(y)/v.row()
	v.Row = min(max(v.row()*factor, LowestRow), HighestRow)
	v.Top = at + float64(y)/v.Row
	return v.Clamped()
}

// FitKeys shows the keys from lowest to highest with two rows to spare, rows between 7 and 16 units high, and centres
// what does not fit.
func (v View) FitKeys(lowest, highest int) View {
	rows := float64(highest-lowest+1) + 4
	if v.Height > 0 {
		v.Row = min(max(v.Height/rows, 7), 16)
	}
	v.Top = float64(lowest+highest+1)/2 + v.Height/v.row()/2
	return v.Clamped()
}

// RevealKey scrolls as little as is needed to see a key with a row above and below it.
func (v View) RevealKey(key int) View {
	switch y := float64(v.Y(key)); {
	case y < v.row():
		return v.ScrollKeys(float32(y - v.row()))
	case y+2*v.row() > v.Height:
		return v.ScrollKeys(float32(y + 2*v.row() - v.Height))
	}
	return v
}
