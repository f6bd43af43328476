// Package lane is the registration lane above the piano roll: a row for each stop, coupler and tremulant that the piece
// uses, with a bar from where it is drawn to where it is retired, a row for each shoe with its curve, and flags for
// scenes; on demand rows for marks, meters and tempo. A knob at the left end of each row is filled while the control is
// drawn at the playhead, and a strip above the rows says the same in words, whatever is scrolled or folded away.
//
// [Lane] is mute: it is given an arrangement and an axis and proposes edits. Rows ([Layout]) and what lies where
// ([Layout.HitAt]) are pure geometry, the rest is painted into one image with words above it. What a person can do at a
// place is one list, [Choices], that the list of the right click is made from. How the rows stand, folded, moved and
// coloured, is a [Setting], which belongs to the organ.
//
// # Gestures
//
// Drag a bar's end to move where it is drawn or retired, its middle to move both; drag along an empty row to draw there
// and retire at the other end; drag a point, or press on the empty row of a shoe or the tempo to set one; with Ctrl drag a
// line there. A ramp of the tempo is one thing: drag either end, or all of it. Alt moves freely, whatever is snapped to ([Snapping]). Click a knob to draw or retire at the playhead, a
// division's head to fold it; drag a name to move its row. Drag in the strip, or with Shift anywhere, to select a slice
// of time across all rows. Double click for a mark, a meter, a tempo in words. Right-click anywhere for what can be done.
//
// By keyboard: arrows go from thing to thing and row to row, Alt+arrows move what is marked, Shift+arrows select a
// slice, Delete removes, L leads a shoe in a line, Return opens the menu.
package lane
