// Package importer is the dialog that gives the tracks of a score to the manuals of an organ.
//
// A [Plan] is the choice itself, without a window: one row for each track that holds notes, with the suggestion that was
// made for it and why, the division and shift that the arranger wants, and the same in short as text ("SSGGP"). A
// [Dialog] shows a plan, draws each track small, lets it be heard and hands out the arrangement.
package importer
