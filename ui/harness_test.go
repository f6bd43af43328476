package ui

import (
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

// desk is devices that record what they are asked for and what they are sent.
type desk struct {
	mu      sync.Mutex
	opened  []string
	outputs []*playback.Trace
	refuse  string // a name that cannot be opened
	exports []string
	slow    chan struct{} // when there: an export of sound waits for it, half done
	damaged bool          // nothing can be written

	inputs   []*deskInput
	watchers map[int]func(string, Heard)
	file     SoundFile // of the last export of sound

	preview previewDesk

	others int    // times that the other windows were told to quit
	asked  func() // another window tells this one to quit

	built    []OrganSettings
	building chan struct{} // when there: building waits for it
}

func (d *desk) ExportMIDI(_ context.Context, path string, a *sequencer.Arrangement) error {
	return d.export("MIDI", path, a)
}

func (d *desk) ExportSound(ctx context.Context, path string, a *sequencer.Arrangement, file SoundFile, progress func(float64)) ([]string, error) {
	if d.slow != nil {
		progress(0.5)
		select {
		case <-d.slow:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	d.mu.Lock()
	d.file = file
	d.mu.Unlock()
	made := []string{path}
	if file.Stems {
		made = append(made, path+"-great")
	}
	return made, d.export("sound", path, a)
}

func (d *desk) OrganChoices() OrganChoices {
	return OrganChoices{
		Usual:        OrganSettings{Temperament: "equal", Pitch: 440, Room: "church", Waiting: 512},
		Temperaments: []string{"equal", "Vallotti", "meantone"}, Rooms: []string{"none", "church", "cathedral"},
		LowestPitch: 392, HighestPitch: 466, Waiting: []int{256, 512, 1024}, Rate: 48000, Rates: []int{44100, 48000},
		Formats: []SoundFormat{{"wav16", "WAV, 16 bits", ".wav"}, {"flac24", "FLAC, 24 bits", ".flac"}},
	}
}

func (d *desk) BuildOrgan(s OrganSettings) bool {
	if d.building != nil {
		<-d.building
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.built = append(d.built, s)
	return s.Waiting >= 512
}

// organ is how the built-in organ was built last, and how often.
func (d *desk) organ() (OrganSettings, int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.built[len(d.built)-1], len(d.built)
}

func (d *desk) export(kind, path string, a *sequencer.Arrangement) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.damaged {
		return errors.New("the disk is full (make room on it)")
	}
	d.exports = append(d.exports, kind+" "+filepath.Base(path)+" "+a.Title())
	return nil
}

func (d *desk) OpenWindow(path string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.exports = append(d.exports, "window "+filepath.Base(path))
	return nil
}

func (d *desk) QuitOthers() error {
	d.others++
	return nil
}

func (d *desk) OnQuit(asked func()) { d.asked = asked }

func (d *desk) CanPrint() bool { return true }

func (d *desk) Print(_ context.Context, path, _ string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.exports = append(d.exports, "print "+filepath.Base(path))
	return nil
}

func (d *desk) exported() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]string(nil), d.exports...)
}

func (d *desk) Ports(context.Context) ([]Port, string) {
	return []Port{{Name: "organ:1", Label: "Church organ"}, {Name: "virtual:" + Virtual, Virtual: true}}, "There is no ALSA here."
}

func (d *desk) Open(_ context.Context, name string, c *registration.Console) (playback.Output, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.opened = append(d.opened, name+" "+c.Name)
	if name == d.refuse {
		return nil, errors.New("the port is in use by another program (close it there)")
	}
	out := &playback.Trace{Called: name}
	d.outputs = append(d.outputs, out)
	if name == Builtin {
		return reporting{out}, nil
	}
	return out, nil
}

// reporting is an output that says how it fares.
type reporting struct{ *playback.Trace }

func (reporting) Report() (string, bool) { return "a key sounds within 17 ms", false }

func (d *desk) names() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]string(nil), d.opened...)
}

// loop is Fyne's goroutine in a test: what is posted is done when the test waits.
type loop struct {
	mu sync.Mutex
	fs []func()
}

func (l *loop) post(f func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fs = append(l.fs, f)
}

func (l *loop) turn() {
	l.mu.Lock()
	fs := l.fs
	l.fs = nil
	l.mu.Unlock()
	for _, f := range fs {
		f()
	}
}

// opened is a window under test.
type opened struct {
	*Window
	t    testing.TB
	loop *loop
	desk *desk
}

// openWindow opens a window in an app and a home of its own. It is closed with the test, and leaves no goroutine.
func openWindow(t testing.TB, o Options) *opened {
	t.Helper()
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	return openAgain(t, test.NewTempApp(t), o, &desk{})
}

func openAgain(t testing.TB, app fyne.App, o Options, d *desk) *opened {
	t.Helper()
	before := runtime.NumGoroutine()
	w := &opened{t: t, loop: &loop{}, desk: d}
	win, err := open(app, d, o, w.loop.post)
	require.NoError(t, err)
	w.Window = win
	win.Show()
	win.win.Resize(fyne.NewSize(1280, 720))
	t.Cleanup(func() {
		w.shut()
		deadline := time.Now().Add(3 * time.Second)
		for runtime.NumGoroutine() > before && time.Now().Before(deadline) {
			time.Sleep(5 * time.Millisecond)
		}
		if n := runtime.NumGoroutine(); n > before {
			buf := make([]byte, 1<<20)
			stacks := string(buf[:runtime.Stack(buf, true)])
			assert.NotContains(t, stacks, "voluntary/ui.", "a goroutine of the window goes on")
			assert.NotContains(t, stacks, "voluntary/sequencer/playback.", "a goroutine of the engine goes on")
		}
	})
	return w
}

// shut closes the window once.
func (w *opened) shut() {
	if w.Window.ctx.Err() == nil {
		require.NoError(w.t, w.Close())
	}
}

// await turns the loop until something holds.
func (w *opened) await(what string, holds func() bool) {
	w.t.Helper()
	deadline := time.Now().Add(time.Minute) // a machine may have much else to do
	for {
		w.loop.turn()
		if holds() {
			return
		}
		if time.Now().After(deadline) {
			w.t.Fatal("never: " + what)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// top is the text of the dialog that is open.
func (w *opened) top() string {
	o := w.win.Canvas().Overlays().Top()
	if o == nil {
		return ""
	}
	return strings.Join(texts(o), "\n")
}

// texts lists every word that an object shows.
func texts(o fyne.CanvasObject) (out []string) {
	if !o.Visible() {
		return nil
	}
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			out = append(out, texts(c)...)
		}
	case interface{ text() string }:
		out = append(out, o.text())
	default:
		if t, ok := textOf(o); ok {
			return []string{t}
		}
		if w, ok := o.(fyne.Widget); ok {
			for _, c := range test.WidgetRenderer(w).Objects() {
				out = append(out, texts(c)...)
			}
		}
	}
	return out
}

// tap presses the button of the open dialog with this label.
func (w *opened) tap(label string) {
	w.t.Helper()
	o := w.win.Canvas().Overlays().Top()
	require.NotNil(w.t, o, "no dialog is open")
	b := button(o, label)
	require.NotNil(w.t, b, "no button %q among:\n%s", label, w.top())
	test.Tap(b)
}

func (w *opened) press(key fyne.KeyName) {
	if f := w.win.Canvas().Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: key})
	} else {
		w.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: key})
	}
}

// menuItem finds an item of the main menu by the start of its label.
func (w *opened) menuItem(title, label string) *fyne.MenuItem {
	w.t.Helper()
	for _, m := range w.win.MainMenu().Items {
		if m.Label != title {
			continue
		}
		for _, i := range m.Items {
			if strings.HasPrefix(i.Label, label) {
				return i
			}
		}
	}
	w.t.Fatalf("no %q in the menu %q", label, title)
	return nil
}

func (w *opened) draw(control string, at sequencer.Tick) {
	w.apply("Draw", "", sequencer.SetControl(at, control, true))
}
