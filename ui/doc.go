// Package ui is Voluntary's window: what an organist sees, clicks and types.
//
// [Open] builds the window round a [Session]. The session holds one piece: the editor with its history, the file it
// came from, the engine that plays it and the recovery copy. It knows nothing of Fyne and is tested without it. The
// window shows the session and turns gestures into edits.
//
// # Actions
//
// Everything that can be done by menu, key or button is one row in one table of [Action]s (actions.go). Menus, shortcuts,
// the keys page of the help and the command search are made from it. A key that the focused widget has no use for comes
// back to the table, so that Space plays and F12 silences from everywhere; while a dialog is open the menu's keys belong to
// the text that is typed there, and only panic goes on.
//
// # Threads
//
// All methods of this package belong to Fyne's goroutine. Long work (reading a score, saving, compiling, opening a port)
// runs on goroutines of its own that hand immutable results back through fyne.Do.
//
// The widgets are in packages of their own and are mute: roll (notes), lane (registration), jamb (drawknobs),
// transport, importer, choose (a list that is searched by typing), touch (buttons that leave Space alone). Devices are reached through the small interface [Devices], which the main program implements.
package ui
