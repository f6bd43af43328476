// Package file keeps arrangements on disk: the .voluntary file, the recovery copy of a piece that is not saved yet, and
// the list of files opened lately.
//
// # The file
//
// A .voluntary file is a zip of at most [MaxEntries] entries:
//
//	arrangement.json   the piece, for people to read: one note, one lane event a line
//	console.console    the organ it is arranged for, as package registration/file writes it
//	score/NAME         the score it was imported from, byte for byte; absent when there is none
//
// arrangement.json begins with "format": "voluntary-arrangement" and "version": 4. A part's notes are lists of six
// whole numbers, [id, start, end, key, velocity, channel], in ticks of 1/960 quarter; "muted" lists the ids of those that
// are not played. Whatever stands at a moment has both
// "at", its bar and beat by the piece's meters, and "tick". Where the two disagree, because somebody changed the text by
// hand, the bar and beat count. "controls" tells for each stop, coupler and tremulant of the lane what it is for.
//
// [Write] gives the same bytes for the same piece, and [Read] of them the same piece: everything in a sequencer.Piece is
// kept, except that a list without entries comes back as nil and bytes that are not UTF-8 become U+FFFD.
//
// # The organ
//
// [Load] takes the console of that name that is shipped or installed, so that a corrected description reaches old pieces,
// else the one inside the file. What is different for this piece is said in warnings, each a sentence. Nothing is dropped:
// a stop that the organ no longer has stays in the lane.
//
// # Safety
//
// [Save] writes beside the target, syncs and renames; what stood there before is kept as NAME.voluntary~ ([Backup]). At
// any moment the name holds the old piece or the new one. A file of an older version is upgraded in memory; one of a newer
// version is refused ([ErrNewer]). Readers have limits and never panic: the error names the place and wraps one of the
// sentinels. A damaged score or console inside the file costs a warning, not the piece.
package file
