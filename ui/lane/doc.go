// Package lane is the registration lane above the piano roll: a row for each stop, coupler and tremulant that the piece
// uses, with a bar from where it is drawn to where it is retired, a row for each shoe with its points, and flags for
// scenes. A knob at the left end of each row is filled while the control is drawn at the playhead.
//
// [Lane] is mute: it is given an arrangement and an axis and proposes edits. Rows and hit tests are pure geometry
// ([Layout]), the rest is painted into one image. What a person can do at a place is one list, [Choices], that the list
// of the right click is made from.
//
// # Gestures
//
// Drag a bar's end to move where it is drawn or retired, its middle to move both; drag along an empty row to draw there
// and retire at the other end; drag a shoe's point, or press on its empty row to set one. Alt moves freely, without the
// grid. Click a knob to draw or retire at the playhead. Right-click anywhere for what can be drawn, retired, moved or
// recalled there. By keyboard: arrows go from bar to
// bar and row to row, Alt+arrows move the marked end, Delete removes it, Return opens the menu at the playhead.
package lane
