package roll

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/axis"
	"voluntary/ui/theme"
)

// desk is a roll in a window, wired to an editor as the program does it.
type desk struct {
	t      *testing.T
	roll   *Roll
	editor *sequencer.Editor
	window fyne.Window
	heard  []Held
	down   map[Held]bool
	said   string
	keys   []fyne.KeyName
	menus  []Place
	mods   fyne.KeyModifier
	at     fyne.Position
	drags  bool
	axes   int
	seek   sequencer.Tick
	loop   [2]sequencer.Tick
}

func newDesk(t *testing.T) *desk {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.AlwaysDark))
	a := piece(t)
	d := &desk{t: t, roll: New(120), editor: sequencer.NewEditor(a), down: map[Held]bool{}, seek: -1}
	r := d.roll
	d.editor.Changed = func(a *sequencer.Arrangement) { r.SetArrangement(a, a.Console()) }
	r.OnSelect = d.editor.Select
	r.OnPreview = func(e sequencer.Edit) { assert.NoError(t, d.editor.Preview(e)) }
	r.OnCommit = func(label, kind string, e sequencer.Edit) { assert.NoError(t, d.editor.Apply(label, kind, e)) }
	r.OnCancel = d.editor.CancelPreview
	r.OnAxis = func(axis.Axis) { d.axes++ }
	r.OnSeek = func(at sequencer.Tick) { d.seek = at }
	r.OnLoop = func(from, to sequencer.Tick) { d.loop = [2]sequencer.Tick{from, to} }
	r.OnListen = func(_ sequencer.Tick, keys []Held) {
		for h := range d.down {
			d.down[h] = false
		}
		for _, h := range keys {
			d.heard, d.down[h] = append(d.heard, h), true
		}
	}
	r.OnAudition = func(div registration.DivisionID, key uint8, down bool) {
		h := Held{div, key}
		if down {
			assert.False(t, d.down[h], "struck while down")
			d.heard = append(d.heard, h)
		} else {
			assert.True(t, d.down[h], "let go while up")
		}
		d.down[h] = down
	}
	r.OnHover = func(s string) { d.said = s }
	r.OnKey = func(e *fyne.KeyEvent) { d.keys = append(d.keys, e.Name) }
	r.OnMenu = func(_ fyne.Position, p Place) { d.menus = append(d.menus, p) }
	r.SetSnap(axis.HalfBeat)
	r.SetArrangement(a, a.Console())
	d.window = test.NewTempWindow(t, r)
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(1000, 500))
	t.Cleanup(func() {
		r.field.hush()
		for h, down := range d.down {
			assert.False(t, down, "still down: %v", h)
		}
	})
	return d
}

// on is the place in the field of a tick on a key, a little inside the row.
func (d *desk) on(tick sequencer.Tick, key int) fyne.Position {
	return fyne.NewPos(d.roll.view.Axis.X(tick), d.roll.view.Y(key)+3)
}

// The mouse does what Fyne's desktop driver does: down, drags, up, end of drag.

func (d *desk) press(at fyne.Position, mods fyne.KeyModifier) {
	d.pressWith(desktop.MouseButtonPrimary, at, mods)
}

func (d *desk) pressWith(b desktop.MouseButton, at fyne.Position, mods fyne.KeyModifier) {
	d.at, d.mods, d.drags = at, mods, false
	d.roll.field.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
	d.roll.field.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: b, Modifier: mods})
}

func (d *desk) drag(to fyne.Position) {
	d.drags = true
	e := &fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}, Dragged: fyne.NewDelta(to.X-d.at.X, to.Y-d.at.Y)}
	d.at = to
	d.roll.field.Dragged(e)
}

func (d *desk) release() { d.releaseOf(desktop.MouseButtonPrimary) }

func (d *desk) releaseOf(b desktop.MouseButton) {
	d.roll.field.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: d.at}, Button: b, Modifier: d.mods})
	if d.drags {
		d.roll.field.DragEnd()
	}
}

func (d *desk) click(at fyne.Position, mods fyne.KeyModifier) {
	d.press(at, mods)
	d.release()
}

func (d *desk) key(name fyne.KeyName, mods fyne.KeyModifier) {
	d.roll.modifiers = mods
	d.roll.field.TypedKey(&fyne.KeyEvent{Name: name})
}

func (d *desk) note(id sequencer.NoteID) sequencer.Note {
	s, ok := newNotes(d.editor.Current(), nil, nil).find(id)
	require.True(d.t, ok, "note %d", id)
	return s.Note
}

func (d *desk) marked() []sequencer.NoteID { return d.editor.Selection().Notes() }

func (d *desk) steps() []string {
	labels, done := d.editor.History()
	return labels[:done]
}

type ids = []sequencer.NoteID

func TestPlayheadMovesAlone(t *testing.T) {
	d := newDesk(t)
	painted := 0
	paint := d.roll.field.raster.Generator
	d.roll.field.raster.Generator = func(w, h int) image.Image { painted++; return paint(w, h) }
	d.window.Canvas().Capture()
	painted = 0
	d.roll.SetPlayhead(float64(quarter) + 0.5)
	assert.Equal(t, axis.Whole(d.roll.Axis().XAt(float64(quarter)+0.5)-1, 1), d.roll.field.head.Position().X, "on a whole pixel")
	assert.Equal(t, d.roll.field.Size().Height, d.roll.field.head.Size().Height)
	d.roll.SetPlayhead(1e9)
	assert.Zero(t, d.roll.field.head.Size().Height, "out of sight it has no size")
	assert.Zero(t, painted)
}

func TestAxisIsSharedWithTheOwner(t *testing.T) {
	d := newDesk(t)
	assert.InDelta(t, 880, d.roll.Axis().Width, 0.01)
	assert.Equal(t, 8*quarter, d.roll.Axis().End)
	told := d.axes
	d.roll.SetAxis(d.roll.Axis().Zoom(100, 3))
	assert.Equal(t, told, d.axes, "what the owner sets it is not told again")
	d.window.Resize(fyne.NewSize(700, 500))
	assert.InDelta(t, 580, d.roll.Axis().Width, 0.01)
	assert.Greater(t, d.axes, told, "a new width it is told")
}

func TestKeysAreFittedUntilTheyAreMoved(t *testing.T) {
	d := newDesk(t)
	middle := func() float32 { v := d.roll.view; return (v.Y(99) + v.Y(47)) / 2 }
	assert.InDelta(t, d.roll.view.Height/2, middle(), 1)
	d.window.Resize(fyne.NewSize(900, 700))
	assert.InDelta(t, d.roll.view.Height/2, middle(), 1)
	d.roll.setView(d.roll.view.ZoomKeys(100, 2))
	v := d.roll.view
	d.window.Resize(fyne.NewSize(900, 600))
	assert.Equal(t, v.Row, d.roll.view.Row)
	d.roll.FitKeys()
	assert.NotEqual(t, v.Row, d.roll.view.Row)
}
