// Package smf reads and writes Standard MIDI Files, and turns them into arrangements.
//
// [Read] is a tolerant reader of formats 0, 1 and 2, metrical and SMPTE time, plain or in a RIFF (RMID) wrapper. A file
// is told by its content, never by its name. What breaks the standard and loses nothing is read and said in
// [File.Warnings]; of a file that is damaged everything up to the damage is kept in each track, and the place is said; a
// file of which nothing can be kept, or that is something else, gets one sentence as an error that wraps [ErrFormat] or
// [ErrDamaged]. [File.Status] is [Recovered] exactly when there are warnings. Reading never panics and is bounded by
// the limits below.
//
// # What a note is
//
// Notes pair first-in first-out per track, channel and key: the first note-on ends at the first note-off. A note-on with
// velocity 0 is a note-off, events of one tick keep the order of the file, a note-off without a note is dropped, and a
// note that never ends is ended at the end of its track. Ticks in a [File] are the file's own; channels are 0 to 15;
// tracks are counted from 0 in MTrk chunks.
//
// [File.Clock] leads from ticks to microseconds in exact integer arithmetic. Formats 0 and 1 have one tempo map made of
// the tempo events of all tracks, format 2 has one for each track, every track starting at 0. Before the first tempo
// event the tempo is 120. In SMPTE time the tempo does not matter; 29 frames a second mean 30000/1001.
//
// # From a file to an arrangement
//
// [Suggest] says for each track which division of a console might play it, and why: by its name in the languages that
// organ music is written in, by its range, order and channel. [ParseMapping] reads what a person types instead:
// "swell,swell,great,great,pedal" or "SSGGP". [Import] makes the arrangement from the choices.
//
// # Out
//
// [Write] writes timed MIDI messages as a format 1 file in which a tick is 10 microseconds.
package smf
