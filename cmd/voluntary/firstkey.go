package main

import (
	"fmt"

	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.3/glfw"
)

// firstKeys has the function keys of a window that is shown go to take before anything else in it, also while a menu, a
// list of commands or a dialog of the toolkit has the keys. take reports whether the key was meant for it.
func firstKeys(w fyne.Window, take func(fyne.KeyName) bool) {
	drawn, ok := w.(interface{ RunWithContext(draw func()) })
	if !ok {
		return
	}
	fyne.Do(func() { // once it is there
		drawn.RunWithContext(func() {
			window := glfw.GetCurrentContext()
			if window == nil {
				return
			}
			var rest glfw.KeyCallback
			rest = window.SetKeyCallback(func(w *glfw.Window, key glfw.Key, code int, action glfw.Action, mods glfw.ModifierKey) {
				plain := mods&(glfw.ModControl|glfw.ModAlt|glfw.ModShift|glfw.ModSuper) == 0
				if plain && action == glfw.Press && key >= glfw.KeyF1 && key <= glfw.KeyF12 &&
					take(fyne.KeyName(fmt.Sprintf("F%d", key-glfw.KeyF1+1))) {
					return
				}
				if rest != nil {
					rest(w, key, code, action, mods)
				}
			})
		})
	})
}
