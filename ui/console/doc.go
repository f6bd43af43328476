// Package console is the console editor: what an organ has, how it is said over MIDI, its scenes and its drawn jamb, on pages
// that are changed a step at a time with undo.
//
// [Editor] is mute: it shows the console of an [edit.Editor] and changes it there; saving, sharing and asking questions are
// its owner's, who gives it commands (Undo, Remove, Move ...) from menu and keys.
//
// A page is a [List] of things, several of which can be marked, a [Form] for what is marked, and a line at the bottom that
// adds new ones. Every field checks what was typed when Return is pressed or the field is left; what cannot be is said in a
// sentence below it, and the console stays as it was.
//
// Everything works by keyboard: Tab goes on, in lists the arrows move the mark, Shift extends it, Ctrl+A marks all, Alt with
// the arrows moves what is marked, Delete takes it out, Return goes to its form.
package console
