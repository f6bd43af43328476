package ui

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/edit"
	consolefile "voluntary/registration/file"
	organ "voluntary/registration/transfer"
	"voluntary/sequencer"
	"voluntary/sequencer/specimen"
	"voluntary/ui/theme"
)

// area is a rectangle of the window.
type area struct{ x0, y0, x1, y1 float32 }

func areaOf(at fyne.Position, size fyne.Size) area {
	return area{at.X, at.Y, at.X + size.Width, at.Y + size.Height}
}

func (a area) cut(b area) area {
	return area{max(a.x0, b.x0), max(a.y0, b.y0), min(a.x1, b.x1), min(a.y1, b.y1)}
}
func (a area) empty() bool { return a.x1-a.x0 < 1 || a.y1-a.y0 < 1 }
func (a area) String() string {
	return fmt.Sprintf("(%.0f,%.0f to %.0f,%.0f)", a.x0, a.y0, a.x1, a.y1)
}

// shown is a word or a control as a person sees it.
type shown struct {
	name     string
	at, seen area // where it lies, and what of that is neither scrolled away nor covered by an edge
	under    int  // counts the widgets it is in: the same number is the same widget
	text     *canvas.Text
	object   fyne.CanvasObject
}

// look lists the words and the controls of the window. What is wrong at first sight is a fault of the test.
type look struct {
	t        *testing.T
	words    []shown
	controls []shown
	widgets  int
}

func (l *look) at(o fyne.CanvasObject, pos fyne.Position, clip area, within string) {
	if !o.Visible() || o.Size().Width <= 0 || o.Size().Height <= 0 && !isText(o) {
		return
	}
	pos = pos.Add(o.Position())
	here := areaOf(pos, o.Size())
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			l.at(c, pos, clip, within)
		}
	case *canvas.Text:
		l.word(o, here, clip, within)
	case fyne.Widget:
		name := fmt.Sprintf("%T", o)
		if text, ok := textOf(o); ok && text != "" {
			name += fmt.Sprintf(" %q", text)
		}
		if _, ok := o.(*container.Scroll); ok {
			clip = clip.cut(here)
		} else {
			l.roomy(o, name, within)
		}
		l.widgets++
		_, tappable := o.(fyne.Tappable)
		if bar := strings.HasPrefix(name, "*widget.scrollBar"); tappable && !bar && !clip.cut(here).empty() { // a bar is for what lies below it
			l.controls = append(l.controls, shown{name: name, at: here, seen: clip.cut(here), under: l.widgets, object: o})
		}
		for _, c := range test.WidgetRenderer(o).Objects() {
			l.at(c, pos, clip, name)
		}
	}
}

func isText(o fyne.CanvasObject) bool { _, ok := o.(*canvas.Text); return ok }

// roomy says that a widget has the room it needs.
func (l *look) roomy(o fyne.Widget, name, within string) {
	switch o := o.(type) {
	case *widget.Label:
		if o.Truncation != fyne.TextTruncateOff {
			return
		}
	case *widget.Icon: // is drawn as small as it is told to be
		return
	}
	need, has := o.MinSize(), o.Size()
	assert.GreaterOrEqual(l.t, has.Width+0.6, need.Width, "%s in %s is cut off at its right", name, within)
	assert.GreaterOrEqual(l.t, has.Height+0.6, need.Height, "%s in %s is cut off below", name, within)
}

// word takes a text as it is written: where its letters are, which may be more than its object's size.
func (l *look) word(t *canvas.Text, here, clip area, within string) {
	if t.Text == "" || t.Text == " " {
		return
	}
	if _, _, _, a := t.Color.RGBA(); a == 0 {
		return
	}
	need := t.MinSize()
	switch t.Alignment {
	case fyne.TextAlignCenter:
		here.x0 += (here.x1 - here.x0 - need.Width) / 2
	case fyne.TextAlignTrailing:
		here.x0 = here.x1 - need.Width
	}
	if more := here.y1 - here.y0 - need.Height; more > 0 {
		here.y0 += more / 2
	}
	here.x1, here.y1 = here.x0+need.Width, here.y0+need.Height
	seen := clip.cut(here)
	if seen.empty() {
		return
	}
	name := fmt.Sprintf("%q in %s", t.Text, within)
	if !strings.Contains(within, fmt.Sprintf("%q", t.Text)) { // else it is all that the widget was to say
		assert.NotContains(l.t, t.Text, "…", "%s at %v is shortened", name, here)
	}
	assert.LessOrEqual(l.t, here.x1, clip.x1+1, "%s at %v is cut off at the right", name, here)
	assert.GreaterOrEqual(l.t, here.x0, clip.x0-1, "%s at %v is cut off at the left", name, here)
	l.words = append(l.words, shown{name: name, at: here, seen: seen, under: l.widgets, text: t})
}

// apart says that no word is written over another and no control lies over another, unless it is a part of it.
func (l *look) apart() {
	for i, a := range l.words {
		for _, b := range l.words[i+1:] {
			over := a.seen.cut(b.seen)
			// Lines of text stand close: only their letters matter, not the room above and below them.
			assert.False(l.t, over.x1-over.x0 > 2 && over.y1-over.y0 > 5, "%s %v is written over %s %v", a.name, a.seen, b.name, b.seen)
		}
	}
	for i, a := range l.controls {
		for _, b := range l.controls[i+1:] {
			over := a.seen.cut(b.seen)
			inside := over == b.seen || over == a.seen
			assert.False(l.t, !inside && over.x1-over.x0 > 1 && over.y1-over.y0 > 1, "%s %v lies over %s %v", a.name, a.seen, b.name, b.seen)
		}
	}
}

// lookAt says that the window, as it stands, or the dialog over it, has no clipped word and no control over another.
func lookAt(t *testing.T, w *opened) *look {
	t.Helper()
	c := w.win.Canvas()
	l := &look{t: t}
	if over := c.Overlays().Top(); over != nil {
		l.at(over, fyne.Position{}, areaOf(fyne.Position{}, c.Size()), "the dialog")
	} else {
		l.at(c.Content(), fyne.Position{}, areaOf(fyne.Position{}, c.Size()), "the window")
	}
	l.apart()
	assert.NotEmpty(t, l.words)
	assert.NotEmpty(t, l.controls)
	return l
}

func TestNothingIsCutOffAndNothingOverlaps(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir()) // the shipped organs, not those of whoever runs this
	parish, err := consolefile.Find("parish")
	require.NoError(t, err)
	cathedral, err := consolefile.Find("cathedral")
	require.NoError(t, err)
	crowd, err := specimen.Large(parish, 10_000)
	require.NoError(t, err)
	stops, err := specimen.Full(cathedral, 60)
	require.NoError(t, err)
	pieces := map[string]*sequencer.Arrangement{"demo": nil, "crowd": crowd, "stops": stops, "empty": nil}
	for name, piece := range pieces {
		t.Run(name, func(t *testing.T) {
			w := openWindow(t, Options{New: name == "empty"})
			if piece != nil {
				w.session.Set(piece, "", "")
				w.opened(nil)
			}
			perf, found := sequencer.Compile(w.session.Piece(), nil)
			findings := countFindings(report(w.session.Piece(), perf, found))
			w.await("it is compiled and checked", func() bool { return w.engine.Status().Performance != nil && w.found == findings && w.report.Text != "" })
			for _, size := range []fyne.Size{{Width: 1280, Height: 720}, {Width: 1920, Height: 1080}} {
				for _, scale := range []float32{1, 2} {
					for _, dress := range []theme.Look{theme.AlwaysLight, theme.AlwaysDark} {
						w.app.Settings().SetTheme(theme.New(dress))
						w.win.Canvas().(test.WindowlessCanvas).SetScale(scale)
						w.win.Resize(size)
						w.loop.turn()
						lookAt(t, w)
					}
				}
				for _, also := range []string{"view.time", "view.all"} {
					w.do(also)
					lookAt(t, w)
					w.do(also)
				}
			}
		})
	}
}

// inEverySize looks at the window in each size and dress.
func inEverySize(t *testing.T, w *opened) {
	t.Helper()
	for _, scale := range []float32{1, 2} {
		for _, dress := range []theme.Look{theme.AlwaysLight, theme.AlwaysDark} {
			w.app.Settings().SetTheme(theme.New(dress))
			w.win.Canvas().(test.WindowlessCanvas).SetScale(scale)
			w.loop.turn()
			lookAt(t, w)
		}
	}
}

func TestNothingIsCutOffInTheConsoleEditor(t *testing.T) {
	cathedral, err := consolefile.Find("cathedral")
	require.NoError(t, err)
	w := openWindow(t, Options{})
	w.win.Resize(fyne.Size{Width: 1280, Height: 720})
	w.editConsole(cathedral, false)
	for page := range w.editing.pages.Pages() {
		w.editing.pages.Turn(page)
		inEverySize(t, w)
	}
	for _, form := range []registration.Form{registration.DoubleSided, registration.Horizontal} {
		w.change("Form", edit.SetForm(form, nil))
		inEverySize(t, w)
	}
}

func TestNothingIsCutOffInTheDialogsOfAnOrgan(t *testing.T) {
	cathedral, err := consolefile.Find("cathedral")
	require.NoError(t, err)
	parish, err := consolefile.Find("parish")
	require.NoError(t, err)
	for name, open := range map[string]func(w *opened){
		"new":     func(w *opened) { w.do("piece.begin") },
		"learn":   func(w *opened) { w.do("organ.learn") },
		"preview": func(w *opened) { w.do("play.preview"); w.await("it asks", func() bool { return len(w.boxes) > 0 }) },
		"transfer": func(w *opened) {
			w.moveTo(cathedral, organ.Choices{})
			w.apply("Draw", "", sequencer.SetControl(0, "great.trumpet-8", true))
			w.useConsole(parish)
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := openWindow(t, Options{})
			w.win.Resize(fyne.Size{Width: 1280, Height: 720})
			open(w)
			require.NotNil(t, w.win.Canvas().Overlays().Top())
			inEverySize(t, w)
		})
	}
}
