// Package transfer brings a whole piece to another organ: its lane, its scenes and what its parts are played on.
//
//	there, report := transfer.To(piece, parish, choices)
//
// At every place where the registration changes, package registration/transfer looks at the whole of it and finds the
// nearest there; the lane of the result orders only what must move. Scenes keep their names and are said in the stops of
// the other organ; the steps of the ladder (pp to fff) are the other organ's own. Where two divisions share one there, the
// stops are those of the one that is about to play.
//
// What is left out stays in the lane under its old name, is told by the playability report, and comes back when the piece
// returns to an organ that has it. A control that the piece names and its own organ has lost is looked for like any other,
// by the meaning that the piece keeps.
//
// Everything here is pure.
package transfer
