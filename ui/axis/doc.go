// Package axis is the horizontal time axis that the ruler, the lane and the piano roll share: pure arithmetic between
// ticks and places on the screen, and the grid that notes and lane events snap to.
//
// An [Axis] is a value. Every method that changes something returns the changed axis, clamped so that the piece never
// scrolls out of sight: zoom about the pointer is
//
//	a = a.Zoom(pointerX, 1.25)
//
// Places are in Fyne's device independent units, counted from the left edge of the roll's notes (the keyboard strip and
// the names of the lane stand left of it and are not part of the axis). Ticks are those of package sequencer.
//
// A [Snap] is how coarse the grid is, in the meter's own beats. [Axis.Lines] lists the grid lines that are worth drawing
// at the present zoom, with bar numbers thinned so that they never touch; [Axis.Times] does the same for minutes and
// seconds.
package axis
