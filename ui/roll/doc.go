// Package roll is the piano roll: the notes of a piece over time and keys, each in the colour of the division that plays
// it at that place, with a keyboard at the left and a ruler of bars and time above.
//
// [Roll] is mute: it shows the arrangement, selection, axis and playhead it is given, and proposes edits through its On…
// fields. [View] is its geometry, pure and without Fyne. All notes, the grid and the letters are painted by our own code
// into one picture (10,000 notes in a few milliseconds); playhead, rubber band and hover outline are objects above it
// that only move.
//
// # Mouse
//
//	click                    select a note; with Shift add it to the selection or take it out
//	drag a note              move the selection by the grid; Alt free of it, Shift along one axis; beyond an edge the
//	                         view scrolls along. Ctrl pressed on the way frees from the grid, too
//	Ctrl+drag a note         carry a copy of the selection; Alt and Shift as above
//	drag a note's end        move the end, or the start, of every selected note
//	drag over nothing        rubber band; with Shift add to the selection
//	double click on nothing  a new note as long as the grid; on a note: select its whole part
//	Ctrl+drag over nothing   draw a note, as with the pencil
//	right click              menu
//	wheel                    scroll; with Shift sideways, with Ctrl zoom, with Ctrl+Shift zoom the keys
//	middle drag              move the view
//	Escape                   take back the drag that goes on
//
// With [Roll.SetGhosts] the keys that also speak through couplers are seen faintly; they cannot be touched.
//
// On the ruler a click moves the playhead and a drag sets the loop; a flag there is dragged, and by keys arrows go from mark
// to mark, Alt+arrows move it, Return changes it in words, Delete removes it. On the keyboard a press sounds the key.
//
// # Keys
//
//	arrows                   move the selection by the grid or a semitone; without a selection scroll
//	Shift+Up, Shift+Down     by an octave
//	Shift+Left, Shift+Right  shorten, lengthen at the end
//	Alt+Left, Alt+Right      move the start
//	N, P                     next, previous note in time; with Shift add it to the selection
//	Return                   hear the selection; without one select the first note from the playhead on
//	Delete, Backspace        remove
//	Menu                     open the menu
//	Escape                   select nothing
//
// Tab moves on to the next widget as everywhere; N and P walk through the notes instead. Keys that mean nothing here go
// to OnKey, so that Space still plays.
package roll
