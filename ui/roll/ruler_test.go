package roll

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/ui/axis"
)

func (d *desk) rule(from, to sequencer.Tick) {
	u, a := d.roll.ruler, d.roll.Axis()
	at := fyne.NewPos(a.X(from), 25)
	u.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
	if from != to {
		u.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos((at.X+a.X(to))/2, 25)}})
		at.X = a.X(to)
		u.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
	}
	u.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary})
	if from != to {
		u.DragEnd()
	}
}

func TestRulerSeeksAndLoops(t *testing.T) {
	d := newDesk(t)
	require.NoError(t, d.editor.Apply("Mark", "", func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		return a.WithMarks(func([]sequencer.Mark) []sequencer.Mark { return []sequencer.Mark{{At: 1000, Name: "Verse"}} })
	}))
	d.rule(quarter+400, quarter+400)
	assert.Equal(t, 3*quarter/2, d.seek, "on the grid")
	d.seek = -1
	d.rule(4*quarter, 2*quarter+50)
	assert.Equal(t, [2]sequencer.Tick{2 * quarter, 4 * quarter}, d.loop)
	assert.Equal(t, sequencer.Tick(-1), d.seek, "a drag does not seek")
	d.rule(4*quarter, 5*quarter)
	assert.Equal(t, [2]sequencer.Tick{2 * quarter, 5 * quarter}, d.loop, "an end of the loop can be dragged")
	d.rule(2*quarter, 3*quarter)
	assert.Equal(t, [2]sequencer.Tick{3 * quarter, 5 * quarter}, d.loop)

	d.window.Canvas().Capture()
	flag := fyne.NewPos(d.roll.Axis().X(1000)+10, 6)
	d.roll.ruler.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: flag}, Button: desktop.MouseButtonPrimary})
	d.roll.ruler.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: flag}, Button: desktop.MouseButtonPrimary})
	assert.Equal(t, sequencer.Tick(1000), d.seek, "a click on a flag goes to its mark")

	d.roll.ruler.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(d.roll.Axis().X(4*quarter), 25)}})
	assert.Equal(t, "Bar 2:1 · 0:02", d.said)
	d.roll.ruler.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(d.roll.Axis().X(4*quarter), 25)})
	require.Len(t, d.menus, 1)
	assert.True(t, d.menus[0].OnRuler)
	assert.Equal(t, 4*quarter, d.menus[0].Tick)
}

func TestKeyboardSoundsWhatIsPressed(t *testing.T) {
	d := newDesk(t)
	k := d.roll.keyboard
	at := func(key int) fyne.PointEvent {
		return fyne.PointEvent{Position: fyne.NewPos(100, d.roll.view.Y(key)+3)}
	}
	k.MouseDown(&desktop.MouseEvent{PointEvent: at(60), Button: desktop.MouseButtonPrimary})
	k.Dragged(&fyne.DragEvent{PointEvent: at(61)})
	k.Dragged(&fyne.DragEvent{PointEvent: at(61)})
	k.MouseUp(&desktop.MouseEvent{PointEvent: at(61), Button: desktop.MouseButtonPrimary})
	k.DragEnd()
	assert.Equal(t, []Held{{0, 60}, {0, 61}}, d.heard)
	assert.False(t, d.down[Held{0, 60}] || d.down[Held{0, 61}])

	d.heard = nil
	d.roll.SetPart(101)
	k.MouseDown(&desktop.MouseEvent{PointEvent: at(50), Button: desktop.MouseButtonPrimary})
	k.MouseUp(&desktop.MouseEvent{})
	k.MouseDown(&desktop.MouseEvent{PointEvent: at(70), Button: desktop.MouseButtonPrimary})
	k.MouseUp(&desktop.MouseEvent{})
	k.MouseDown(&desktop.MouseEvent{PointEvent: at(98), Button: desktop.MouseButtonPrimary})
	k.MouseUp(&desktop.MouseEvent{})
	assert.Equal(t, []Held{{2, 50}, {0, 70}}, d.heard, "the chosen part's division, or the first that has the key, or none")
	k.MouseMoved(&desktop.MouseEvent{PointEvent: at(60)})
	assert.Equal(t, "Key C4 (60)", d.said)
}

// strip crops what a part of the window shows.
func (d *desk) strip(o fyne.CanvasObject) *image.RGBA {
	all := d.window.Canvas().Capture()
	scale := float32(all.Bounds().Dx()) / d.window.Canvas().Size().Width
	inset, _ := d.window.Canvas().InteractiveArea()
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Add(inset)
	r := image.Rect(0, 0, int(o.Size().Width*scale), int(o.Size().Height*scale))
	out := image.NewRGBA(r)
	for y := range r.Dy() {
		for x := range r.Dx() {
			out.Set(x, y, all.At(x+int(pos.X*scale), y+int(pos.Y*scale)))
		}
	}
	return out
}

func TestPictureOfTheWholeRoll(t *testing.T) {
	d := newDesk(t)
	a, err := d.editor.Current().WithMarks(func([]sequencer.Mark) []sequencer.Mark {
		return []sequencer.Mark{{At: 2 * quarter, Kind: sequencer.Verse, Name: "Verse 2"}, {At: 4 * quarter, Kind: sequencer.Wait}, {At: 4*quarter + 400, Name: "Close by"}}
	})
	require.NoError(t, err)
	d.roll.SetArrangement(a, a.Console())
	d.roll.SetAxis(d.roll.Axis().Zoom(0, 2))
	d.roll.SetLoop(quarter, 3*quarter, true)
	d.roll.SetPlayhead(float64(5 * quarter))
	d.roll.SetHeld([]Held{{0, 60}, {1, 66}, {2, 50}})
	d.roll.mark(sequencer.Select([]sequencer.NoteID{2}, nil))
	d.window.Resize(fyne.NewSize(640, 360))
	golden(t, "roll", d.strip(d.roll))
	d.window.Canvas().(test.WindowlessCanvas).SetScale(2)
	golden(t, "ruler-scale2", d.strip(d.roll.ruler))
}

func TestEmptyRollIsCalm(t *testing.T) {
	test.NewTempApp(t)
	r := New(100)
	w := test.NewTempWindow(t, r)
	w.Resize(fyne.NewSize(500, 300))
	w.Canvas().Capture()
	f := r.field
	for _, name := range []fyne.KeyName{fyne.KeyLeft, fyne.KeyUp, fyne.KeyN, fyne.KeyReturn, fyne.KeyDelete, fyne.KeyEscape, desktop.KeyMenu} {
		f.TypedKey(&fyne.KeyEvent{Name: name})
	}
	at := fyne.PointEvent{Position: fyne.NewPos(100, 100)}
	f.MouseIn(&desktop.MouseEvent{PointEvent: at})
	for _, mods := range []fyne.KeyModifier{0, fyne.KeyModifierControl} {
		f.MouseDown(&desktop.MouseEvent{PointEvent: at, Button: desktop.MouseButtonPrimary, Modifier: mods})
		f.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(150, 150)}})
		f.MouseUp(&desktop.MouseEvent{PointEvent: at, Button: desktop.MouseButtonPrimary})
		f.DragEnd()
	}
	f.DoubleTapped(&at)
	f.TappedSecondary(&at)
	f.Scrolled(&fyne.ScrollEvent{PointEvent: at, Scrolled: fyne.NewDelta(3, 4)})
	r.ruler.MouseMoved(&desktop.MouseEvent{PointEvent: at})
	r.ruler.MouseDown(&desktop.MouseEvent{PointEvent: at, Button: desktop.MouseButtonPrimary})
	r.ruler.MouseUp(&desktop.MouseEvent{PointEvent: at, Button: desktop.MouseButtonPrimary})
	r.keyboard.MouseDown(&desktop.MouseEvent{PointEvent: at, Button: desktop.MouseButtonPrimary})
	r.keyboard.MouseUp(&desktop.MouseEvent{})
	r.SelectAll()
	r.FitKeys()
	r.ZoomKeys(2)
	r.SetPlayhead(77)
	r.SetSnap(axis.Free)
	assert.True(t, r.Selection().Empty())
}

func TestMarksAreWorkedOnTheRuler(t *testing.T) {
	d := newDesk(t)
	require.NoError(t, d.editor.Apply("Mark", "", func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		return a.WithMarks(func([]sequencer.Mark) []sequencer.Mark {
			return []sequencer.Mark{{At: quarter, Kind: sequencer.Verse, Name: "V1"}, {At: 5 * quarter, Kind: sequencer.Wait}}
		})
	}))
	u := d.roll.ruler
	marks := func() []sequencer.Mark { return d.editor.Current().Marks() }
	flag := func(tick sequencer.Tick) fyne.Position { return fyne.NewPos(d.roll.Axis().X(tick)+4, 6) }
	mouse := func(p fyne.Position) *desktop.MouseEvent {
		return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p}, Button: desktop.MouseButtonPrimary}
	}
	pull := func(from, to fyne.Position, drop bool) {
		d.window.Canvas().Capture()
		u.MouseDown(mouse(from))
		u.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos((from.X+to.X)/2, to.Y)}})
		u.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
		if drop {
			u.MouseUp(mouse(to))
			u.DragEnd()
		}
	}
	pull(flag(quarter), flag(3*quarter+50), true)
	assert.Equal(t, 3*quarter, marks()[0].At, "on the grid")
	assert.Equal(t, "Move the mark V1", d.editor.UndoLabel())
	assert.Equal(t, sequencer.Tick(-1), d.seek, "a drag does not seek")
	assert.Equal(t, [2]sequencer.Tick{}, d.loop, "nor set the loop")
	labels, _ := d.editor.History()
	assert.Len(t, labels, 2, "one step")

	pull(flag(3*quarter), flag(quarter), false)
	assert.Equal(t, quarter, marks()[0].At, "shown while it goes on")
	u.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	assert.Equal(t, 3*quarter, marks()[0].At, "Escape takes it back")
	u.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: flag(2 * quarter)}})
	u.MouseUp(mouse(flag(2 * quarter)))
	u.DragEnd()
	assert.Equal(t, 3*quarter, marks()[0].At)
	assert.False(t, d.editor.Previewing())

	alt := func(name fyne.KeyName) {
		d.roll.modifiers = fyne.KeyModifierAlt
		u.KeyDown(&fyne.KeyEvent{Name: name})
		d.roll.modifiers = 0
	}
	assert.Equal(t, u, d.window.Canvas().Focused(), "a click on a flag gives the ruler the keys")
	alt(fyne.KeyLeft)
	alt(fyne.KeyLeft)
	assert.Equal(t, 2*quarter, marks()[0].At, "by the grid")
	u.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	assert.Equal(t, "Wait point at 2:2", d.said)
	var opened []sequencer.Mark
	d.roll.OnMark = func(m sequencer.Mark) { opened = append(opened, m) }
	u.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	d.window.Canvas().Capture()
	u.DoubleTapped(&fyne.PointEvent{Position: flag(2 * quarter)})
	require.Len(t, opened, 2)
	assert.Equal(t, sequencer.Wait, opened[0].Kind)
	assert.Equal(t, "V1", opened[1].Name)
	u.TappedSecondary(&fyne.PointEvent{Position: flag(2 * quarter)})
	require.Len(t, d.menus, 1)
	assert.Equal(t, "V1", d.menus[0].Mark.Name)
	u.TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu})
	assert.Equal(t, "V1", d.menus[1].Mark.Name)
	u.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	require.Len(t, marks(), 1)
	u.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	assert.Equal(t, []fyne.KeyName{fyne.KeyDelete}, d.keys, "nothing is taken up any more")
}

func TestMarksAtOnePlaceStandBesideEachOther(t *testing.T) {
	for _, c := range []struct{ name, section, wait string }{
		{"short", "Gloria", ""},
		{"a long section", "The Gloria of the Missa de Angelis, with all its verses and the Amen", "Bell"},
		{"two long ones", "The Gloria of the Missa de Angelis, with all its verses", "Until the priest has come to the altar and the bell has rung"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			require.NoError(t, d.editor.Apply("Mark", "", func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
				return a.WithMarks(func([]sequencer.Mark) []sequencer.Mark {
					return []sequencer.Mark{
						{At: quarter, Kind: sequencer.Section, Name: c.section},
						{At: quarter, Kind: sequencer.Wait, Name: c.wait},
						{At: 4 * quarter, Kind: sequencer.Section, Name: "Next"},
					}
				})
			}))
			u, mouse := d.roll.ruler, func(x float32) *desktop.MouseEvent {
				return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 6)}, Button: desktop.MouseButtonPrimary}
			}
			d.window.Canvas().Capture()
			require.Len(t, u.flags, 3)
			first, second, next := u.flags[0], u.flags[1], u.flags[2]
			assert.Equal(t, d.roll.Axis().X(quarter), first.x)
			assert.GreaterOrEqual(t, second.x, first.x+first.width-0.5, "beside it")
			assert.LessOrEqual(t, second.x+second.width, next.x+0.5)
			for _, f := range []flagBox{first, second} {
				assert.Greater(t, f.width, float32(20), "it can be read")
				for _, x := range []float32{f.x + 1, f.x + f.width/2, f.x + f.width - 1} {
					at, ok := u.flagAt(fyne.NewPos(x, 6))
					assert.True(t, ok)
					assert.Equal(t, f.mark.ID, at.ID, "at %v of %v", x, f)
				}
			}
			u.MouseDown(mouse(second.x + 3))
			u.MouseUp(mouse(second.x + 3))
			assert.Equal(t, quarter, d.seek, "a click on the second goes to its mark")

			u.MouseDown(mouse(second.x + 3))
			u.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(second.x+20, 6)}})
			to := second.x + 3 + d.roll.Axis().Length(quarter)
			u.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(to, 6)}})
			u.MouseUp(mouse(to))
			u.DragEnd()
			for _, m := range d.editor.Current().Marks() {
				want := map[sequencer.MarkKind]sequencer.Tick{sequencer.Wait: 2 * quarter, sequencer.Section: quarter}[m.Kind]
				if m.Name != "Next" {
					assert.Equal(t, want, m.At, m.Kind)
				}
			}
		})
	}
}
