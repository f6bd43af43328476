// Package touch is buttons, switches, sliders, lists and entries that leave the space bar to the transport: wherever the
// keyboard is, Space plays, and Return presses what has the focus. Every other key that a widget has no use for goes to
// its OnKey, so that the keys of the window work from everywhere.
//
// An [Entry] is where text is typed: there Space is a space, and only the keys that write nothing go on to OnKey. Tab
// selects its text.
package touch
