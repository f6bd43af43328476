package ui

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/sequencer"
)

// alertStays is how long an alert is not overwritten by what lies under the pointer.
const alertStays = 6 * time.Second

// bottomLine is the line at the bottom. It asks for other words when it has another width.
type bottomLine struct {
	widget.Label
	onResize func()
}

func newBottomLine(onResize func()) *bottomLine {
	l := &bottomLine{onResize: onResize}
	l.Truncation = fyne.TextTruncateEllipsis
	l.ExtendBaseWidget(l)
	return l
}

// Resize implements fyne.CanvasObject.
func (l *bottomLine) Resize(size fyne.Size) {
	other := size.Width != l.Size().Width
	l.Label.Resize(size)
	if other {
		l.onResize()
	}
}

// fits reports whether a text can be read as a whole.
func (l *bottomLine) fits(text string) bool {
	return fyne.MeasureText(text, fynetheme.TextSize(), fyne.TextStyle{}).Width <= l.Size().Width-2*fynetheme.InnerPadding()
}

// say shows at the bottom what playing waits for, else what lies under the pointer; when nothing does, what is drawn now.
func (w *Window) say(text string) {
	w.hovering = text
	if time.Since(w.saidAt) < alertStays {
		return
	}
	urgent := false
	if passing := w.passing(w.engine.Status()); passing != "" {
		text, urgent = passing, true
	} else if text == "" {
		text, urgent = w.idle(w.engine.Status())
	}
	importance := widget.MediumImportance
	if urgent {
		importance = widget.HighImportance
	}
	w.tell(text, importance)
}

// tell writes the line at the bottom when it says something else.
func (w *Window) tell(text string, importance widget.Importance) {
	if w.hint.Text == text && w.hint.Importance == importance {
		return
	}
	w.hint.Importance = importance
	w.hint.SetText(text)
}

// alert shows a sentence at the bottom that stays for some seconds.
func (w *Window) alert(text string, bad bool) {
	w.saidAt = time.Now()
	if bad {
		w.tell(text, widget.DangerImportance)
	} else {
		w.tell(text, widget.SuccessImportance)
	}
}

// trouble says at the bottom what could not be done.
func (w *Window) trouble(err error) {
	text := sentence(err)
	var compared *sequencer.Compared
	if errors.As(err, &compared) {
		text = strings.TrimSuffix(text, ".") + w.keyOf("hear.compare") + "."
	}
	w.alert(text, true)
}

// fail says in a dialog what could not be done.
func (w *Window) fail(title string, err error) { w.inform(title, sentence(err)) }

// inform shows a text until it is put away.
func (w *Window) inform(title, message string) {
	text := widget.NewLabel(message)
	text.Wrapping = fyne.TextWrapWord
	body := container.NewVScroll(text)
	body.SetMinSize(fyne.NewSize(460, informed(message)))
	w.show(dialog.NewCustom(title, "Close", body, w.win), nil)
}

// informed is how high a message stands in a dialog of its own: so that it is read whole, unless it is very long.
func informed(message string) float32 {
	lines := 1
	for _, paragraph := range strings.Split(message, "\n") {
		lines += 1 + len([]rune(paragraph))/50 // words are not broken
	}
	return min(max(float32(lines)*20, 96), 320)
}

// sentence is an error for people.
func sentence(err error) string {
	s := strings.TrimSpace(err.Error())
	if s == "" {
		return "Something went wrong."
	}
	r := []rune(s)
	s = strings.ToUpper(string(r[:1])) + string(r[1:])
	if !strings.ContainsAny(s[len(s)-1:], ".?!)") {
		s += "."
	}
	return s
}

// drawnShort is drawnText as far as it can be read as a whole: else it counts what is drawn.
func drawnShort(c *registration.Console, s registration.State, fits func(string) bool) string {
	text := drawnText(c, s)
	if fits(text) {
		return text
	}
	var parts []string
	for d := range c.Divisions {
		n := 0
		for _, k := range c.ControlsOf(registration.DivisionID(d)) {
			if s.On(k) {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%s: %d drawn", c.Divisions[d].Name, n))
		}
	}
	return strings.Join(parts, "   ·   ")
}

// drawnText lists what is drawn, by division, "" when nothing is.
func drawnText(c *registration.Console, s registration.State) string {
	var parts []string
	for d := range c.Divisions {
		var names []string
		for _, k := range c.ControlsOf(registration.DivisionID(d)) {
			if s.On(k) {
				names = append(names, c.Controls[k].Label())
			}
		}
		if len(names) > 0 {
			parts = append(parts, c.Divisions[d].Name+": "+strings.Join(names, ", "))
		}
	}
	return strings.Join(parts, "   ·   ")
}
