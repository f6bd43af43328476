package jamb

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

// middle is where the middle of an object lies in its window.
func middle(o fyne.CanvasObject) fyne.Position {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return at.AddXY(o.Size().Width/2, o.Size().Height/2)
}

// pistons are those of a jamb or board, as they are laid out.
func pistons(o fyne.CanvasObject) (out []*knob) {
	for _, x := range test.LaidOutObjects(o) {
		if k, ok := x.(*knob); ok && k.piston {
			out = append(out, k)
		}
	}
	return out
}

func TestTheMouseWorksKnobsPistonsAndShoes(t *testing.T) {
	for what, begin := range map[string]func() (fyne.CanvasObject, *works, fyne.Window){
		"jamb": func() (fyne.CanvasObject, *works, fyne.Window) {
			j, c := shown(t, "parish")
			j.SetScenes(c.Scenes)
			w := test.NewTempWindow(t, j)
			w.Resize(fyne.NewSize(320, 2400)) // all of it in sight
			return j, &j.works, w
		},
		"board": func() (fyne.CanvasObject, *works, fyne.Window) {
			test.NewTempApp(t)
			b := NewBoard()
			w := test.NewTempWindow(t, b)
			w.Resize(fyne.NewSize(1180, 2000))
			c := formed(t, "parish", registration.DoubleSided)
			b.Set(c, c.Scenes)
			return b, &b.works, w
		},
	} {
		t.Run(what, func(t *testing.T) {
			o, all, w := begin()
			var moved []registration.Change
			var recalled []string
			said := ""
			all.OnMove = func(c registration.Change) { moved = append(moved, c) }
			all.OnScene = func(s registration.Scene) { recalled = append(recalled, s.Name) }
			all.OnHover = func(s string) { said = s }
			c := w.Canvas()

			test.MoveMouse(c, middle(all.knobs[1]))
			assert.Contains(t, said, ", not drawn")
			test.TapCanvas(c, middle(all.knobs[1]))
			require.Len(t, moved, 1)
			assert.Equal(t, registration.Change{Kind: registration.Draw, Control: 1}, moved[0])
			assert.Equal(t, fyne.Focusable(all.knobs[1]), c.Focused(), "the keys go on from there")
			test.TapCanvas(c, middle(all.knobs[1]))
			assert.Equal(t, registration.Change{Kind: registration.Retire, Control: 1}, moved[1])

			list := pistons(o)
			require.Len(t, list, len(all.scenes))
			test.MoveMouse(c, middle(list[1]))
			assert.Equal(t, "Piston: recall the scene "+all.scenes[1].Name, said)
			test.TapCanvas(c, middle(list[1]))
			assert.Equal(t, []string{all.scenes[1].Name}, recalled)
			test.MoveMouse(c, fyne.NewPos(1, 1))
			assert.Empty(t, said)

			shoe := all.shoes[0]
			before := shoe.Value
			at := middle(shoe)
			test.Drag(c, at, 10, 0)
			test.Drag(c, at, -20, 0)
			assert.NotEqual(t, before, shoe.Value)
			last := moved[len(moved)-1]
			assert.Equal(t, registration.Express, last.Kind)
			assert.EqualValues(t, shoe.Value, last.Value)
			state := all.State()
			assert.EqualValues(t, shoe.Value, state.Shoe(0))
		})
	}
}

func TestTheWheelScrollsTheJambAndTheBoard(t *testing.T) {
	j, _ := shown(t, "cathedral")
	w := test.NewTempWindow(t, j)
	w.Resize(fyne.NewSize(320, 400))
	test.Scroll(w.Canvas(), middle(j.knobs[0]), 0, -80)
	assert.InDelta(t, 80, j.scroll.Offset.Y, 0.1)
	b := NewBoard()
	w = test.NewTempWindow(t, b)
	w.Resize(fyne.NewSize(600, 300))
	c := formed(t, "cathedral", registration.DoubleSided)
	b.Set(c, c.Scenes)
	test.Scroll(w.Canvas(), fyne.NewPos(200, 100), 0, -80)
	assert.InDelta(t, 80, b.Offset().Y, 0.1)
}
