// Package edit changes consoles, a step at a time, with undo.
//
// A console is immutable. An [Editor] keeps the one that holds and replaces it by a changed one:
//
//	e := edit.NewEditor(console)
//	err := e.Apply("Add a stop", "", edit.AddNamed("great", []string{"Open Diapason 8"}))
//	e.Undo()
//
// An [Edit] works on a draft, which is a copy, and the result is checked as a whole: when it is not valid, nothing has
// changed and the error says in a sentence what is wrong. Steps of the same kind that follow one another, as the letters of a
// name that is typed, are one step of undo.
//
// Edits name controls, divisions and enclosures by text id and scenes by name, so that a selection outlives them. What is taken
// out is taken out of the dialect, the scenes and the drawn jamb as well, and what gets another id keeps its place there. A new
// control gets the code that follows the last one of its division, where the codes of its kind can be counted ([NextCode]).
//
// An Editor belongs to one goroutine; the consoles it gives may be used on any.
package edit
