package ui

import (
	"flag"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/dialect"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
	"voluntary/sequencer/specimen"
	"voluntary/ui/theme"
)

var update = flag.Bool("update", false, "take the pictures of the manual anew")

// largestPicture is how many bytes a picture of the manual may have: they are all in the program.
const largestPicture = 150_000

const bar = 4 * sequencer.PPQ

// manualPictures are what the manual shows of the window: who opens it at a size, and the thing in it that is taken, nil: all of it.
var manualPictures = []struct {
	name string
	size fyne.Size
	take func(w *opened) (fyne.Canvas, fyne.CanvasObject)
}{
	{"console", fyne.NewSize(1060, 640), func(w *opened) (fyne.Canvas, fyne.CanvasObject) {
		c, err := consolefile.Find("cathedral")
		require.NoError(w.t, err)
		w.editConsole(c, false)
		w.win.Resize(fyne.NewSize(1060, 640))
		w.loop.turn()
		w.press(fyne.KeyDown)
		w.press(fyne.KeyDown)
		return w.win.Canvas(), nil
	}},
	{"lane", fyne.NewSize(1120, 800), func(w *opened) (fyne.Canvas, fyne.CanvasObject) {
		w.edit(sequencer.SetControl(4*bar, "great.gamba-8", true), sequencer.SetControl(8*bar, "great.gamba-8", false),
			sequencer.SetControl(12*bar, "great.principal-4", false), sequencer.SetControl(14*bar, "great.principal-4", true),
			sequencer.DrawShoeLine(4*bar, 8*bar, "swell", 20, 120), sequencer.SaveScene(16*bar, "Full Swell"),
			sequencer.RetireAll(15*bar), sequencer.AddEvent(sequencer.LaneEvent{At: 16 * bar, Scene: "Full Swell"}))
		w.setAxis(w.axis.FitSpan(0, 18*bar))
		w.lane.SetSlice(9*bar, 11*bar)
		w.split.SetOffset(0.62)
		return w.win.Canvas(), w.lane
	}},
	{"roll", fyne.NewSize(1120, 800), func(w *opened) (fyne.Canvas, fyne.CanvasObject) {
		marked := sequencer.InSpan(w.session.Piece(), 4*bar, 6*bar)
		w.session.Editor().Select(marked)
		w.roll.SetSelection(marked)
		w.split.SetOffset(0.1)
		w.setAxis(w.axis.FitSpan(2*bar, 9*bar))
		return w.win.Canvas(), w.roll
	}},
	{"playing", fyne.NewSize(1120, 640), func(w *opened) (fyne.Canvas, fyne.CanvasObject) {
		w.setAxis(w.axis.FitSpan(14*bar, 25*bar))
		w.engine.Loop(17*bar, 20*bar, true)
		w.engine.Seek(18*bar + 960)
		w.await("it is there", func() bool { return w.playhead > 18*bar && w.engine.Status().Loop.On })
		return w.win.Canvas(), nil
	}},
	{"tempo", fyne.NewSize(1120, 800), func(w *opened) (fyne.Canvas, fyne.CanvasObject) {
		w.edit(sequencer.SetTempo(4*bar, 132), sequencer.RampTempo(10*bar, 14*bar, 156, 96), sequencer.SetTempo(14*bar, 144),
			sequencer.SetMeter(8*bar, 3, 4), sequencer.SetMeter(8*bar+9*sequencer.PPQ, 4, 4),
			sequencer.AddMark(6*bar, sequencer.Wait, "Intonation"), sequencer.AddMark(12*bar, sequencer.Verse, "Verse 2"))
		w.do("view.time")
		w.setAxis(w.axis.FitSpan(0, 16*bar))
		w.split.SetOffset(0.3)
		return w.win.Canvas(), w.lane
	}},
	{"import", fyne.NewSize(1120, 640), func(w *opened) (fyne.Canvas, fyne.CanvasObject) {
		path := filepath.Join(w.t.TempDir(), "Prelude.mid")
		require.NoError(w.t, os.WriteFile(path, scoreOf(w.session.Piece()), 0o600))
		w.openPath(path)
		w.await("the dialog is open", func() bool { return len(w.boxes) == 1 })
		return w.win.Canvas(), nil
	}},
	{"recent", fyne.NewSize(1120, 640), func(w *opened) (fyne.Canvas, fyne.CanvasObject) {
		home := w.t.TempDir()
		w.t.Setenv("HOME", home)
		folder := filepath.Join(home, "Music", "Organ")
		require.NoError(w.t, os.MkdirAll(folder, 0o755))
		w.keepAs(filepath.Join(folder, "Prelude BWV 553.voluntary"))
		c := w.session.Console()
		for _, name := range []string{"Evensong", "Offertory"} {
			a, err := specimen.Full(c, len(name)*2)
			require.NoError(w.t, err)
			w.session.Set(a, "", "")
			w.keepAs(filepath.Join(folder, name+".voluntary"))
		}
		w.do("file.pictures")
		w.await("the pictures are painted", func() bool { return w.painted() == 3 })
		return w.win.Canvas(), nil
	}},
	{"status", fyne.NewSize(1120, 640), func(w *opened) (fyne.Canvas, fyne.CanvasObject) {
		w.outputs.choose(Builtin, false)
		w.outputs.choose("organ:1", true)
		w.await("it is open", func() bool { return w.outputs.open["organ:1"] })
		w.organs.answersAt("organ:1", "answers:1")
		w.do("midi.status")
		w.await("it is listened to", func() bool { return len(w.desk.listening()) > 0 })
		e := dialect.NewEncoder(w.session.Console())
		for i := range w.session.Console().Controls {
			kind := registration.Draw
			if i%3 == 1 {
				kind = registration.Retire
			}
			b := e.AppendChange(nil, registration.Change{Kind: kind, Control: registration.ControlID(i)})
			w.desk.leaves("organ:1", b...)
			if i == 6 {
				kind = registration.Retire
				b = e.AppendChange(nil, registration.Change{Kind: kind, Control: registration.ControlID(i)})
			}
			w.desk.comes("answers:1", b...)
		}
		w.await("it stands there", func() bool { return strings.Contains(w.beside("status"), "differs") })
		return w.asides["status"].win.Canvas(), nil
	}},
	{"test", fyne.NewSize(1120, 640), func(w *opened) (fyne.Canvas, fyne.CanvasObject) {
		w.do("midi.test")
		w.tapBeside("test", "All stops of the organ")
		w.await("it is said", func() bool { return strings.Contains(w.beside("test"), "1 of ") })
		w.tapBeside("test", "Hold")
		return w.asides["test"].win.Canvas(), nil
	}},
	{"monitor", fyne.NewSize(1120, 640), func(w *opened) (fyne.Canvas, fyne.CanvasObject) {
		w.do("midi.monitor")
		w.await("all inputs are heard", func() bool { return len(w.desk.listening()) == 2 })
		e := dialect.NewEncoder(w.session.Console())
		for _, k := range []registration.ControlID{0, 3, 7} {
			w.desk.leaves("organ:1", e.AppendChange(nil, registration.Change{Kind: registration.Draw, Control: k})...)
			w.desk.comes("answers:1", e.AppendChange(nil, registration.Change{Kind: registration.Draw, Control: k})...)
		}
		for _, key := range []byte{60, 64, 67} {
			w.desk.comes("keys:1", 0x91, key, 64)
			w.desk.leaves("organ:1", e.AppendKey(nil, 1, key, 64, true)...)
		}
		w.await("they stand there", func() bool { return strings.Count(w.beside("monitor"), "velocity 64") >= 6 })
		return w.asides["monitor"].win.Canvas(), nil
	}},
	{"board", fyne.NewSize(1120, 720), func(w *opened) (fyne.Canvas, fyne.CanvasObject) {
		c, err := consolefile.Find("cathedral")
		require.NoError(w.t, err)
		a, err := specimen.Full(c, 40)
		require.NoError(w.t, err)
		w.session.Set(a, "", "")
		w.Window.opened(nil)
		w.await("it is compiled", func() bool {
			p := w.engine.Status().Performance
			return p != nil && p.Console() == c
		})
		w.do("view.board")
		w.engine.Seek(10 * bar)
		w.await("stops are drawn", func() bool { s := w.board.State(); return s.Count() > 8 })
		return w.win.Canvas(), nil
	}},
	{"faults", fyne.NewSize(1120, 640), func(w *opened) (fyne.Canvas, fyne.CanvasObject) {
		w.setAxis(w.axis.FitSpan(5*bar, 16*bar))
		w.engine.Seek(11*bar + 960)
		w.await("it is there", func() bool { return w.playhead > 11*bar })
		w.offer(playback.Alert{Offer: true, From: 11 * bar, Bar: 12})
		w.alert("Church organ does not answer. It is taken up again as soon as it is back (the MIDI port is lost).", true)
		return w.win.Canvas(), nil
	}},
}

// The manual shows what the window shows: its pictures are taken with -update, and each is shown in a page.
func TestThePicturesOfTheManual(t *testing.T) {
	folder := filepath.Join("..", "assets", "manual")
	for _, p := range manualPictures {
		t.Run(p.name, func(t *testing.T) {
			w := openWindow(t, Options{})
			w.app.Settings().SetTheme(theme.New(theme.AlwaysDark))
			w.win.Resize(p.size)
			w.await("the demo is compiled", func() bool { return w.engine.Status().Performance != nil })
			w.await("the organ is open", func() bool { return len(w.engine.Status().Outputs) == 1 })
			c, part := p.take(w)
			w.lookAgain(p.size)
			shown := c.Capture()
			if part != nil {
				part := w.around(part)
				cut := image.Rect(int(part.x0), int(part.y0), int(part.x1), int(part.y1))
				piece := image.NewNRGBA(image.Rect(0, 0, cut.Dx(), cut.Dy()))
				draw.Draw(piece, piece.Rect, shown, cut.Min, draw.Src)
				shown = piece
			}
			path := filepath.Join(folder, p.name+".png")
			if *update {
				f, err := os.Create(path)
				require.NoError(t, err)
				require.NoError(t, (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(f, shown))
				require.NoError(t, f.Close())
			}
			f, err := os.Open(path)
			require.NoError(t, err, "take it with -update")
			defer f.Close()
			kept, err := png.DecodeConfig(f)
			require.NoError(t, err)
			assert.Equal(t, shown.Bounds().Dx(), kept.Width)
			assert.Equal(t, shown.Bounds().Dy(), kept.Height)
		})
	}
}

func TestEveryPictureOfTheManualIsShownAndSmall(t *testing.T) {
	folder := filepath.Join("..", "assets", "manual")
	pages, err := filepath.Glob(filepath.Join(folder, "*.md"))
	require.NoError(t, err)
	var text strings.Builder
	for _, page := range append(pages, filepath.Join("..", "README.md")) {
		b, err := os.ReadFile(page)
		require.NoError(t, err)
		text.Write(b)
	}
	pictures, err := filepath.Glob(filepath.Join(folder, "*.png"))
	require.NoError(t, err)
	for _, p := range pictures {
		assert.Contains(t, text.String(), filepath.Base(p)+")", "no page shows it")
		at, err := os.Stat(p)
		require.NoError(t, err)
		assert.LessOrEqual(t, at.Size(), int64(largestPicture), p)
	}
}
