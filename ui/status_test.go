package ui

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"voluntary/registration"
	"voluntary/registration/dialect"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

// beside is every word that a window beside the main one shows.
func (w *opened) beside(kind string) string {
	a := w.asides[kind]
	if a == nil {
		return ""
	}
	return strings.Join(texts(a.win.Content()), "\n")
}

func openStatus(t *testing.T) *opened {
	t.Helper()
	w := openWindow(t, Options{})
	w.await("the demo is compiled", func() bool { return w.engine.Status().Performance != nil })
	w.outputs.choose(Builtin, false)
	w.outputs.choose("organ:1", true)
	w.await("it is open", func() bool { return w.outputs.open["organ:1"] })
	w.do("midi.status")
	return w
}

func TestTheStatusKeepsToldAndAnsweredApart(t *testing.T) {
	w := openStatus(t)
	c := w.session.Console()
	e := dialect.NewEncoder(c)
	draw := e.AppendChange(nil, registration.Change{Kind: registration.Draw, Control: 0})
	w.await("it stands there", func() bool { return strings.Contains(w.beside("status"), "Open.") })
	assert.Contains(t, w.beside("status"), "Not heard: choose the input")
	assert.Contains(t, w.beside("status"), "1,234 messages sent, 2 later than 10 ms (the worst by 17.0 ms), JACK is 300.0 ms behind; it was started again once.")
	w.desk.leaves("organ:1", draw...)
	w.desk.leaves("organ:1", e.AppendKey(nil, 0, 60, 90, true)...)
	row := func() statusRow {
		for _, r := range (&status{w: w.Window, output: "organ:1"}).rowTexts() {
			if strings.HasPrefix(r.name, "Open Diapason") {
				return r
			}
		}
		return statusRow{}
	}
	assert.Equal(t, statusRow{"Open Diapason 8", "drawn", "unknown", ""}, row())
	w.organs.answersAt("organ:1", "answers:1")
	w.await("it is heard", func() bool { return len(w.desk.listening()) == 1 })
	assert.Equal(t, []string{"organ:1", "answers:1"}, w.app.Preferences().StringList(prefReturns))
	for m := range dialect.Split(draw) {
		w.desk.comes("answers:1", m...)
	}
	assert.Equal(t, statusRow{"Open Diapason 8", "drawn", "unknown", ""}, row(), "a cable may have led it back")
	w.await("the page says so", func() bool { return strings.Contains(w.beside("status"), "shows with the first keys") })
	assert.Contains(t, w.beside("status"), "Not measured")
	w.await("the key has not come back", func() bool { return row() == statusRow{"Open Diapason 8", "drawn", "drawn", ""} })
	for m := range dialect.Split(e.AppendChange(nil, registration.Change{Kind: registration.Retire, Control: 0})) {
		w.desk.comes("answers:1", m...)
	}
	assert.Equal(t, statusRow{"Open Diapason 8", "drawn", "retired", "differs"}, row(), "somebody has pushed it in")
	w.await("the page says so", func() bool { return strings.Contains(w.beside("status"), "It answers: 1 of its") })
	assert.Contains(t, w.beside("status"), "1 measured.")
	assert.Contains(t, w.beside("status"), "Great 1, Swell 0")
	assert.Contains(t, w.beside("status"), "bytes in the last second")
}

func TestTheStatusSaysThatALoopIsNoAnswer(t *testing.T) {
	w := openStatus(t)
	w.organs.answersAt("organ:1", "answers:1")
	w.await("it is heard", func() bool { return len(w.desk.listening()) == 1 })
	for key := range byte(8) {
		w.desk.leaves("organ:1", 0x90, 50+key, 90)
		w.desk.comes("answers:1", 0x90, 50+key, 90)
	}
	w.await("the page says so", func() bool {
		return strings.Contains(w.beside("status"), "What comes in there is what Voluntary itself sends")
	})
}

func TestTheStatusOfTheBuiltInOrganAndWhatWentWrong(t *testing.T) {
	w := openWindow(t, Options{})
	w.await("the demo is compiled", func() bool { return w.engine.Status().Performance != nil })
	w.await("the organ is open", func() bool { return w.outputs.open[Builtin] })
	w.do("midi.status")
	w.do("midi.status") // there is one of it
	assert.Len(t, w.asides, 1)
	w.await("it stands there", func() bool { return strings.Contains(w.beside("status"), "A key sounds within 17 ms.") })
	assert.Contains(t, w.beside("status"), "Open Diapason 8\ndrawn\nunknown")
	w.organs.fault(playback.Alert{Time: time.Now(), Fault: true, Message: "The cable is out."})
	a := w.asides["status"]
	(&status{w: w.Window}).showFaults(a)
	assert.Contains(t, strings.Join(texts(a.win.Canvas().Overlays().Top()), "\n"), "The cable is out.")
	a.win.Close()
	assert.Empty(t, w.asides)
}

// The meter of a wire says where in the piece it is full, and goes there.
func TestTheWireIsSaidToBeFullAtABarAndShownThere(t *testing.T) {
	w := openStatus(t)
	w.await("it stands there", func() bool { return strings.Contains(w.beside("status"), "bytes in the last second") })
	assert.NotContains(t, w.beside("status"), "Full at")
	// Sixty keys at once take 58 ms on a MIDI cable; forty a little less.
	chord := func(bar, keys int) (notes []sequencer.Note) {
		for i := range keys {
			at := sequencer.Tick(bar-1) * 4 * sequencer.PPQ
			notes = append(notes, sequencer.Note{Start: at, End: at + sequencer.PPQ, Key: uint8(36 + i), Velocity: 80})
		}
		return notes
	}
	part := w.session.Piece().Parts()[0].ID
	w.edit(func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		return a.WithNotes(part, func([]sequencer.Note) []sequencer.Note { return append(chord(3, 40), chord(7, 60)...) })
	})
	w.await("it says the worst place", func() bool { return strings.Contains(w.beside("status"), "Full at bar 7: ") })
	assert.Contains(t, w.beside("status"), "So it is at bar 3.")
	w.tapBeside("status", "Show bar 7")
	w.await("it goes there", func() bool {
		s := w.engine.Status()
		return s.Performance.Tempo().TickAt(s.Position) == 6*4*sequencer.PPQ
	})
}

func TestAMeterCountsTheLastSecond(t *testing.T) {
	var m meter
	at := time.Unix(100, 0)
	for i := range 10 {
		m.add(at.Add(time.Duration(i)*100*time.Millisecond), 100, 3+i)
	}
	assert.Equal(t, "1,000 bytes in the last second, 32 % of what a cable of 31250 baud carries; at most 32 % so far, at bar 12.", m.text(at.Add(900*time.Millisecond), 31250))
	assert.Equal(t, "0 bytes in the last second, 0 % of what a cable of 31250 baud carries; at most 32 % so far, at bar 12.", m.text(at.Add(3*time.Second), 31250))
}
