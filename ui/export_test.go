package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/touch"
)

// exportTo answers the question where to.
func (w *opened) exportTo(folder, name string) {
	w.t.Helper()
	w.app.Preferences().SetString(prefFolder, folder)
	w.win.Canvas().Unfocus()
	w.boxKey(fyne.KeyEscape)
	w.do("file.sound")
	w.win.Canvas().Focused().(*touch.Entry).SetText(name)
}

func TestThePieceIsExported(t *testing.T) {
	w := openWindow(t, Options{})
	w.app.Preferences().SetString(prefFolder, t.TempDir())
	w.do("file.midi")
	assert.Equal(t, "Prelude in C major, BWV 553.mid", w.win.Canvas().Focused().(*touch.Entry).Text)
	w.tap("Export")
	title := w.session.Piece().Title()
	w.await("it is written", func() bool { return w.top() == "" })
	assert.Equal(t, []string{"MIDI Prelude in C major, BWV 553.mid " + title}, w.desk.exported())
	assert.Contains(t, w.hint.Text, "Exported to ")
	assert.False(t, w.session.Dirty())
}

func TestAnExportTellsHowFarItIsAndIsGivenUp(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	d := &desk{slow: make(chan struct{})}
	w := openAgain(t, test.NewTempApp(t), Options{}, d)
	w.exportTo(t.TempDir(), "prelude")
	w.press(fyne.KeyReturn)
	w.await("half is done", func() bool { return button(w.win.Canvas().Overlays().Top(), "Cancel") != nil })
	assert.Contains(t, w.top(), "Exporting prelude.wav")
	w.tap("Cancel")
	w.await("it is given up", func() bool { return w.hint.Text == "The export was given up; nothing was written." })
	assert.Empty(t, w.top())
	assert.Empty(t, d.exported())

	w.exportTo(t.TempDir(), "prelude")
	w.press(fyne.KeyReturn)
	close(d.slow)
	w.await("it is written", func() bool { return len(d.exported()) == 1 && w.top() == "" })
}

func TestWhatStandsInTheWayOfAnExportIsSaid(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	w := openAgain(t, test.NewTempApp(t), Options{}, &desk{damaged: true})
	folder := t.TempDir()
	assert.NoError(t, os.WriteFile(filepath.Join(folder, "there.wav"), nil, 0o666))
	w.exportTo(folder, "there")
	assert.Contains(t, w.top(), "it will be replaced.")
	w.tap("Replace")
	w.await("the disk is full", func() bool { return w.top() != "" && button(w.win.Canvas().Overlays().Top(), "Close") != nil })
	assert.Contains(t, w.top(), "The disk is full")
}

func TestTheReportTellsWhatTheWireDoesNotCarry(t *testing.T) {
	w := openWindow(t, Options{})
	c := *w.session.Console()
	c.Name = "slow"
	c.Mechanics.WireRate = 15000 // bits a second, half of what a cable carries
	w.useConsole(&c)
	assert.Equal(t, "slow", w.session.Console().Name)
	_, found := playability(w.session.Piece())
	wire := 0
	for i, d := range found {
		if i > 0 {
			assert.GreaterOrEqual(t, d.At, found[i-1].At)
		}
		if d.Severity == sequencer.Warning {
			wire++
		}
	}
	assert.Greater(t, wire, 1)
	w.await("the piece is compiled", func() bool { return w.found.wire == wire })
	assert.Equal(t, "Plays as written", w.report.Text, "on the built-in organ there is no wire")
	w.outputs.choose("organ:1", true)
	assert.Equal(t, fmt.Sprintf("%d findings", wire), w.report.Text)
	w.do("piece.report")
	assert.Contains(t, w.top(), "Playability on slow")
	w.press(fyne.KeyDown)
	w.press(fyne.KeyReturn)
	assert.Empty(t, w.boxes, "Return shows the finding")
}

func TestStopsWithoutAMessageCountWhenSomethingHangsOnTheWire(t *testing.T) {
	w := openWindow(t, Options{})
	c := *w.session.Console()
	c.Name = "unlearnt"
	c.Dialect.Controls = make([]registration.ControlCode, len(c.Controls))
	w.useConsole(&c)
	w.await("the piece is compiled", func() bool { return w.found == findingsCounted{wire: 1} })
	assert.Equal(t, "Plays as written", w.report.Text, "the built-in organ plays them")
	w.outputs.choose("organ:1", true)
	assert.Equal(t, "1 finding", w.report.Text)
	w.do("piece.report")
	assert.Contains(t, w.top(), "12 stops and couplers that the piece draws have no message on this console: ")
}

// A long finding stands in the report in full, on as many lines as it needs.
func TestALongFindingIsReadInFull(t *testing.T) {
	w := openWindow(t, Options{})
	c := *w.session.Console()
	c.Name = "narrow"
	c.Mechanics.Divisions[0].MostKeys = 1
	w.useConsole(&c)
	part := w.session.Piece().Parts()[0].ID
	w.edit(func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		return a.WithNotes(part, func([]sequencer.Note) (chord []sequencer.Note) {
			for key := uint8(36); key <= 96; key += 2 {
				chord = append(chord, sequencer.Note{Start: 0, End: sequencer.PPQ, Key: key, Velocity: 80})
			}
			return chord
		})
	})
	w.do("piece.report")
	var message *widget.Label
	var find func(o fyne.CanvasObject)
	find = func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *widget.Label:
			if strings.HasPrefix(o.Text, "The Great takes 1 key at once: C2, D2, E2, ") {
				message = o
			}
		case *fyne.Container:
			for _, c := range o.Objects {
				find(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(o).Objects() {
				find(c)
			}
		}
	}
	find(w.win.Canvas().Overlays().Top())
	require.NotNil(t, message, w.top())
	assert.Contains(t, message.Text, " and B♭6 are silent.")
	assert.Equal(t, fyne.TextTruncateOff, message.Truncation)
	one := widget.NewLabel("x").MinSize().Height
	assert.Greater(t, message.MinSize().Height, 1.5*one, "it needs more lines")
	assert.GreaterOrEqual(t, message.Size().Height, message.MinSize().Height, "and has room for them")
}

func TestThePieceIsPutOnPaper(t *testing.T) {
	w := openWindow(t, Options{})
	folder := t.TempDir()
	w.app.Preferences().SetString(prefFolder, folder)
	for id, starts := range map[string]string{
		"file.sheet": "%PDF-", "file.sheettext": "Prelude in C major", "file.roll": "%PDF-", "file.picture": "\x89PNG",
	} {
		w.do(id)
		name := w.win.Canvas().Focused().(*touch.Entry)
		word := map[bool]string{true: " registration.", false: " notes."}[strings.HasPrefix(id, "file.sheet")]
		assert.Contains(t, name.Text, word, "no export takes the place of another")
		name.SetText(id)
		w.tap("Export")
		w.await("it is written", func() bool { return w.top() == "" })
		data, err := os.ReadFile(filepath.Join(folder, id))
		require.NoError(t, err)
		assert.Equal(t, starts, string(data[:len(starts)]), id)
	}
}

func TestLettersThatNoFontHasAreSaid(t *testing.T) {
	w := openWindow(t, Options{})
	w.app.Preferences().SetString(prefFolder, t.TempDir())
	require.NoError(t, w.session.Editor().Apply("Title", "", func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		return a.WithPiece(func(p *sequencer.Piece) { p.Title = "ש" }) // its script is shaped: no font is asked for it
	}))
	w.do("file.sheet")
	w.win.Canvas().Focused().(*touch.Entry).SetText("sheet")
	w.tap("Export")
	w.await("it is said", func() bool { return strings.Contains(w.hint.Text, "No font of this computer has the letters ש") })
}

func TestTheSheetIsPrinted(t *testing.T) {
	w := openWindow(t, Options{})
	w.do("file.print")
	w.await("it is printed", func() bool { return len(w.desk.exported()) == 1 })
	assert.Equal(t, []string{"print Prelude in C major, BWV 553 registration.pdf"}, w.desk.exported())
	w.await("it is said", func() bool { return strings.Contains(w.hint.Text, "on its way to the printer") })
}
