package ui

import (
	"time"

	"voluntary/sequencer"
	"voluntary/ui/axis"
	"voluntary/ui/roll"
)

// changed shows the piece after every change of it.
func (w *Window) changed(a *sequencer.Arrangement) {
	c := a.Console()
	w.eachRoll(func(r *roll.Roll) { r.SetArrangement(a, c) })
	w.eachRoll(func(r *roll.Roll) { r.SetSelection(w.session.Editor().Selection()) })
	w.useSetting(c)
	w.lane.SetArrangement(a, c)
	w.overview.SetArrangement(a, c)
	w.jamb.SetConsole(c)
	w.jamb.SetScenes(scenesOf(a))
	w.board.Set(c, scenesOf(a))
	w.setAxis(w.roll.Axis())
	w.showCompared()
	w.listenAnew()
	if !w.session.Editor().Previewing() {
		w.lane.Settle()
		w.builtin.follow(a)
		w.renewOrders()
		w.outputs.use(c)
		w.live.use(c)
		w.organs.use(c)
		w.caption()
		w.refreshMenu()
	}
}

// compiled takes a performance; it is called on Fyne's goroutine.
func (w *Window) compiled(c compiled) {
	if w.closing || c.number != w.session.number {
		return // another piece has been opened since
	}
	if !w.passage {
		w.engine.SetPerformance(c.performance)
	}
	w.hearDrawn(c)
}

// checked takes what was found in a performance; it is called on Fyne's goroutine.
func (w *Window) checked(c compiled) {
	if w.closing || c.number != w.session.number {
		return
	}
	w.found = c.found
	w.showCount()
}

// caption brings the window's title up to date.
func (w *Window) caption() {
	text := w.session.Caption()
	if w.editing != nil {
		text = w.editing.caption()
	}
	if text != w.win.Title() {
		w.win.SetTitle(text)
	}
}

func (w *Window) setAxis(a axis.Axis) {
	w.axis = a
	w.roll.SetAxis(a)
	w.lane.SetAxis(w.roll.Axis())
	w.overview.SetAxis(w.roll.Axis())
}

func (w *Window) setGrid(s axis.Snap) {
	w.grid = s
	w.app.Preferences().SetString(prefGrid, s.String())
	w.eachRoll(func(r *roll.Roll) { r.SetSnap(s) })
	w.lane.SetSnap(s)
}

// here is the place of the playhead, on the grid.
func (w *Window) here() sequencer.Tick {
	return w.grid.Round(w.session.Piece().Meters(), w.standing())
}

// standing is the place of the playhead, or where the window has sent it and does not show it yet.
func (w *Window) standing() sequencer.Tick { return w.engine.Standing(time.Now()) }

// refreshMenu makes the menu anew when it has to say something else.
func (w *Window) refreshMenu() {
	m := mainMenu(in(w.actions, w.scope()), w.run)
	if text := menuText(m); text != w.menu {
		w.menu = text
		w.win.SetMainMenu(m)
	}
}
