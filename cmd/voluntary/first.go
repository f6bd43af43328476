package main

import (
	"fmt"

	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.3/glfw"
)

// firstKeys has the function keys of a window that is shown go to take before anything else in it, also while a menu, a
// list of commands or a dialog of the toolkit has the keys. take reports whether the key was meant for it.
func firstKeys(w fyne.Window, take func(fyne.KeyName) bool) {
	inWindow(w, func(window *glfw.Window) {
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
}

// secondButton has the second mouse button of a window that is shown, pressed while the first is held, go to take before
// anything else in it. Where take has a use for it Fyne hears nothing of it: it would end the drag as if it were let go.
func secondButton(w fyne.Window, take func() bool) {
	inWindow(w, func(window *glfw.Window) {
		var taken glfw.MouseButton = -1
		var rest glfw.MouseButtonCallback
		rest = window.SetMouseButtonCallback(func(w *glfw.Window, button glfw.MouseButton, action glfw.Action, mods glfw.ModifierKey) {
			switch {
			case action == glfw.Press && button != glfw.MouseButtonLeft && w.GetMouseButton(glfw.MouseButtonLeft) == glfw.Press && take():
				taken = button
				return
			case action == glfw.Release && button == taken:
				taken = -1
				return
			}
			if rest != nil {
				rest(w, button, action, mods)
			}
		})
	})
}

// inWindow does something with a window, once it is there, as its driver knows it.
func inWindow(w fyne.Window, do func(*glfw.Window)) {
	drawn, ok := w.(interface{ RunWithContext(draw func()) })
	if !ok {
		return
	}
	fyne.Do(func() {
		drawn.RunWithContext(func() {
			if window := glfw.GetCurrentContext(); window != nil {
				do(window)
			}
		})
	})
}
