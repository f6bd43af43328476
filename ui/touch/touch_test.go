package touch

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/stretchr/testify/assert"
)

func TestReturnPressesAndSpaceGoesOn(t *testing.T) {
	test.NewTempApp(t)
	var did []string
	var passed []fyne.KeyName
	pass := func(e *fyne.KeyEvent) { passed = append(passed, e.Name) }
	b := NewButton("Play", nil, func() { did = append(did, "button") })
	c := NewCheck("Loop", func(bool) { did = append(did, "check") })
	s := NewSlider(0, 100, func(float64) { did = append(did, "slider") })
	l := NewSelect([]string{"a", "b"}, func(string) { did = append(did, "select") })
	b.OnKey, c.OnKey, s.OnKey, l.OnKey = pass, pass, pass, pass
	for _, w := range []fyne.Widget{b, c, s, l} {
		test.NewTempWindow(t, w)
		f := w.(fyne.Focusable)
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
		f.TypedRune(' ')
	}
	assert.Empty(t, did)
	assert.Equal(t, []fyne.KeyName{fyne.KeySpace, fyne.KeySpace, fyne.KeySpace, fyne.KeySpace}, passed)
	for _, f := range []fyne.Focusable{b, c, s, l} {
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	assert.Equal(t, []string{"button", "check"}, did)
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	assert.EqualValues(t, 11, s.Value)
	l.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	assert.Equal(t, "a", l.Selected)
}

func TestASliderThatIsDraggedIsMovedOnByTheArrows(t *testing.T) {
	test.NewTempApp(t)
	s := NewSlider(50, 200, nil)
	w := test.NewTempWindow(t, s)
	w.Resize(fyne.NewSize(200, 40))
	test.Drag(w.Canvas(), s.Position().AddXY(60, 10), 20, 0)
	assert.Equal(t, fyne.Focusable(s), w.Canvas().Focused())
	there := s.Value
	assert.Greater(t, there, 50.0)
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	assert.Equal(t, there+1, s.Value)
}

func TestTextKeepsSpaceAndPassesWhatWritesNothing(t *testing.T) {
	test.NewTempApp(t)
	var passed []fyne.KeyName
	e := NewEntry("ab")
	e.OnKey = func(k *fyne.KeyEvent) { passed = append(passed, k.Name) }
	test.NewTempWindow(t, e)
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	e.TypedRune(' ')
	e.TypedRune('c')
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyF12})
	e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	assert.Equal(t, "ab c", e.Text)
	assert.Equal(t, []fyne.KeyName{fyne.KeyF12, fyne.KeyEscape}, passed)
}

func TestTabLeavesSeveralLinesOfText(t *testing.T) {
	test.NewTempApp(t)
	e := NewEntry("ab")
	e.MultiLine = true
	next := NewButton("OK", nil, nil)
	w := test.NewTempWindow(t, container.NewVBox(e, next))
	w.Canvas().Focus(e)
	assert.False(t, e.AcceptsTab())
	test.FocusNext(w.Canvas())
	assert.Equal(t, next, w.Canvas().Focused())
}

func TestTabSelectsTheTextItComesTo(t *testing.T) {
	test.NewTempApp(t)
	first, second, lines := NewEntry("12"), NewEntry("34"), NewEntry("one\ntwo")
	lines.MultiLine = true
	button, check := NewButton("OK", nil, nil), NewCheck("Loop", nil)
	pick, slider := NewSelect([]string{"a"}, nil), NewSlider(0, 9, nil)
	list := NewList(func() int { return 0 }, func() fyne.CanvasObject { return widget.NewLabel("") }, nil)
	w := test.NewTempWindow(t, container.NewVBox(first, second, lines, button, check, pick, slider, list))
	w.Resize(fyne.NewSize(300, 500))
	c := w.Canvas()
	c.Focus(first)
	test.FocusNext(c)
	assert.Equal(t, second, c.Focused())
	assert.Equal(t, "34", second.SelectedText())
	second.TypedRune('5')
	assert.Equal(t, "5", second.Text, "what is typed takes the place of what stood there")
	test.FocusNext(c)
	assert.Empty(t, lines.SelectedText(), "several lines are not one value")
	test.FocusPrevious(c)
	assert.Equal(t, "5", second.SelectedText())
	test.FocusPrevious(c)
	assert.Equal(t, "12", first.SelectedText())
	for _, other := range []fyne.Focusable{button, check, pick, slider, list} {
		c.Focus(first)
		first.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
		c.Focus(other)
		c.Focus(first)
		assert.Equal(t, "12", first.SelectedText(), "from %T", other)
	}
}

func TestAPressAndAWindowThatComesBackSelectNothing(t *testing.T) {
	test.NewTempApp(t)
	first, second := NewEntry("12"), NewEntry("34")
	w := test.NewTempWindow(t, container.NewVBox(first, second))
	w.Resize(fyne.NewSize(300, 100))
	c := w.Canvas()
	c.Focus(first)
	press := func(e *Entry) {
		at := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(12, 12)}, Button: desktop.MouseButtonPrimary}
		e.MouseDown(at)
		e.MouseUp(at)
	}
	press(second)
	assert.Equal(t, second, c.Focused())
	assert.Empty(t, second.SelectedText())
	second.TypedRune('5')
	away := func() {
		second.FocusLost()
		second.FocusGained()
	}
	away()
	assert.Empty(t, second.SelectedText(), "another window was in front, or a menu")
	second.TypedRune('6')
	assert.Len(t, second.Text, 4)
	c.Focus(first)
	test.FocusNext(c)
	assert.Equal(t, second.Text, second.SelectedText(), "by Tab it is")
	second.SetText("")
	second.TypedRune('7')
	second.TypedRune('8')
	assert.Equal(t, "78", second.Text)
}

func TestButtonsSayWhatTheyDo(t *testing.T) {
	test.NewTempApp(t)
	var said []string
	b := NewButton("", nil, nil)
	b.Hint, b.OnHint = "Stop (F8)", func(s string) { said = append(said, s) }
	test.NewTempWindow(t, b)
	b.MouseIn(nil)
	b.MouseOut()
	assert.Equal(t, []string{"Stop (F8)", ""}, said)
}
