package ui

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/sequencer/playback"
)

// toggled names the outputs whose stops can only be asked for the opposite, and those of them that do not know how these
// stand.
func toggled(s *playback.Status) (all, blind []string) {
	for _, o := range s.Outputs {
		if o.Toggles {
			all = append(all, o.Name)
		}
		if o.Blind {
			blind = append(blind, o.Name)
		}
	}
	return all, blind
}

// togglesText is why a person has to be asked.
const togglesText = " has stops that each message moves the other way, and no message that cancels them all. Voluntary moves none of " +
	"them blindly.\n\nPress general cancel on the organ, or push all its stops in by hand, and look: is nothing drawn now?"

// playThen does something that makes the organ play. Where an output does not know how its stops stand, a person is asked
// first, once for the same outputs.
func (w *Window) playThen(do func()) {
	_, blind := toggled(w.engine.Status())
	names := strings.Join(blind, ", ")
	if names == "" || names == w.leftAlone {
		do()
		return
	}
	w.askCancelled("Is the organ cancelled?", names, "Nothing is drawn: play", do, "Play without its stops", func() {
		w.leftAlone = names
		do()
	})
}

// blindText is why the stops of an organ do not move.
func blindText(name string) string {
	return name + ": its stops stay as they are until you say that it is cancelled (Play > The organ is cancelled)."
}

// byHand moves what a person has moved on the jamb. Where an organ is not told, for each message would only move the stop the
// other way and nobody has said how it stands, that is said at once.
func (w *Window) byHand(changes ...registration.Change) {
	codes := w.session.Console().Dialect.Controls
	held := false
	for _, c := range changes {
		w.engine.Move(c)
		if c.Kind != registration.Express {
			kind := codes[c.Control].Kind
			held = held || kind == registration.PCToggle || kind == registration.SysExToggle
		}
	}
	if _, blind := toggled(w.engine.Status()); held && len(blind) > 0 {
		w.alert(blindText(blind[0]), true)
	}
}

// restore sends the registration again. How toggled stops stand is asked: a person wants this because something is wrong.
func (w *Window) restore() {
	all, _ := toggled(w.engine.Status())
	if len(all) == 0 {
		w.engine.Restore()
		return
	}
	w.askCancelled("Send the registration again", strings.Join(all, ", "), "Nothing is drawn: send", nothing, "It stands as the jamb shows", w.engine.Restore)
}

// sayCancelled asks whether the organ is cancelled now.
func (w *Window) sayCancelled() {
	all, _ := toggled(w.engine.Status())
	w.askCancelled("Is the organ cancelled?", strings.Join(all, ", "), "Nothing is drawn", nothing, "", nil)
}

// askCancelled asks whether nothing is drawn on an organ, tells the engine so and goes on with yes. no is another answer, ""
// for none.
func (w *Window) askCancelled(title, names, yes string, then func(), no string, otherwise func()) {
	text := widget.NewLabel(names + togglesText)
	text.Wrapping = fyne.TextWrapWord
	body := container.NewVScroll(text)
	body.SetMinSize(fyne.NewSize(500, 130))
	var q *question
	var more []fyne.CanvasObject
	if no != "" {
		more = append(more, w.button(no, func() {
			q.Hide()
			otherwise()
		}))
	}
	q = w.ask(title, yes, body, func() {
		q.Hide()
		w.leftAlone = ""
		w.engine.Cancelled()
		w.saidAt = time.Time{} // what was said of its stops holds no more
		w.say("")
		then()
	}, more...)
}
