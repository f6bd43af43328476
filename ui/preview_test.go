package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/grandorgue"
	"voluntary/sequencer/playback"
)

// previewDesk is a GrandOrgue that is not there.
type previewDesk struct {
	loading chan struct{} // when there: the organ is loaded when it is closed
	missing bool          // GrandOrgue is not installed
	running string        // the port of one that runs
	asked   bool          // to play on that
	ended   int
}

const village = "[Organ]\nChurchName=Village\nNumberOfManuals=2\nHasPedals=Y\n[Manual000]\nName=Pedal\nNumberOfStops=1\nStop001=3\n" +
	"[Manual001]\nName=Great\nNumberOfStops=1\nStop001=1\n[Manual002]\nName=Swell\nNumberOfStops=1\nStop001=2\n" +
	"[Stop001]\nName=Open Diapason 8\n[Stop002]\nName=Salicional 8\n[Stop003]\nName=Bourdon 16\n"

func (d *desk) Organs(context.Context) []Organ {
	return []Organ{{Title: "Cathedral", Path: "/organs/cathedral.organ"}, {Title: "Village", Path: "/organs/village.organ"}}
}

func (d *desk) ReadOrgan(_ context.Context, path string) (*registration.Console, error) {
	c, _, err := grandorgue.Read([]byte(village), path)
	return c, err
}

func (d *desk) WriteSettings(_ context.Context, organ, path string) (string, error) {
	return "ABC-0.cmb", os.WriteFile(path, []byte(organ), 0o600)
}

func (d *desk) Running(context.Context) string { return d.preview.running }

func (d *desk) Preview(ctx context.Context, path string, running bool, stage func(string)) (string, *registration.Console, error) {
	d.mu.Lock()
	d.preview.asked = running
	d.mu.Unlock()
	if d.preview.missing {
		return "", nil, errors.New("GrandOrgue is not installed (install it)")
	}
	if d.preview.loading != nil {
		stage("GrandOrgue loads Village: 3 s")
		select {
		case <-d.preview.loading:
		case <-ctx.Done():
			return "", nil, ctx.Err()
		}
	}
	c, err := d.ReadOrgan(ctx, path)
	return "grandorgue:" + path, c, err
}

func (d *desk) EndPreview() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.preview.ended++
	return nil
}

// shows tells whether a dialog with such a button is open.
func (w *opened) shows(label string) bool {
	top := w.win.Canvas().Overlays().Top()
	return top != nil && button(top, label) != nil
}

// previewVillage asks for the preview of the organ that was chosen last.
func (w *opened) previewVillage() {
	w.app.Preferences().SetString(prefOrgan, "/organs/village.organ")
	w.do("play.preview")
	w.await("the organs are listed", func() bool { return w.shows("Preview") })
	w.tap("Preview")
}

func TestAPieceIsPreviewedOnGrandOrgue(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	d := &desk{preview: previewDesk{loading: make(chan struct{})}}
	w := openAgain(t, test.NewTempApp(t), Options{}, d)
	w.await("the built-in organ is open", func() bool { return w.outputs.open[Builtin] })
	w.previewVillage()
	w.await("it says what it waits for", func() bool { return w.shows("Cancel") })
	close(d.preview.loading)
	w.await("the organ is loaded", func() bool { return w.outputs.previewing() })
	if w.shows("Use village") {
		w.tap("Use village")
	}
	const port = "grandorgue:/organs/village.organ"
	w.await("it plays", func() bool { return w.outputs.open[port] })
	assert.Equal(t, "Village", w.session.Console().Title)
	assert.Equal(t, []string{port}, w.outputs.chosen, "nothing else sounds meanwhile")
	assert.Equal(t, []string{Builtin}, w.app.Preferences().StringList(prefOutputs), "the next start is as before")
	assert.Equal(t, "GrandOrgue", w.outputs.label(port))
	assert.True(t, slices.Contains(d.names(), port+" village"))

	w.outputs.choose(Builtin, true) // the built-in organ waits for GrandOrgue, which is the slower
	w.await("both sound", func() bool { return len(w.engine.Status().Outputs) == 2 })
	w.do("play.later")
	assert.Contains(t, w.top(), "GrandOrgue")
	w.fill("-30", "0")
	w.await("the engine has it", func() bool {
		return slices.ContainsFunc(w.engine.Status().Outputs, func(o playback.OutputStatus) bool { return o.Name == port && o.Later == -30*time.Millisecond })
	})
	w.outputs.choose(Builtin, false)

	w.do("play.unpreview")
	w.await("GrandOrgue has ended", func() bool {
		d.mu.Lock()
		defer d.mu.Unlock()
		return d.preview.ended == 1
	})
	assert.Equal(t, []string{Builtin}, w.outputs.chosen)
	assert.False(t, w.action("play.unpreview").enabled())
}

func TestAPreviewIsGivenUpOrExplainsWhyThereIsNone(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	d := &desk{preview: previewDesk{loading: make(chan struct{})}}
	w := openAgain(t, test.NewTempApp(t), Options{}, d)
	console := w.session.Console().Name
	w.previewVillage()
	w.await("it waits", func() bool { return w.shows("Cancel") })
	w.tap("Cancel")
	w.await("it is given up", func() bool { return w.hint.Text == "The preview was given up." })
	assert.False(t, w.outputs.previewing())
	assert.Equal(t, console, w.session.Console().Name)

	d.preview.missing = true
	w.previewVillage()
	w.await("it is explained", func() bool { return w.shows("Close") })
	assert.Contains(t, w.top(), "GrandOrgue is not installed (install it)")
	require.Equal(t, []string{Builtin}, w.outputs.chosen)
}

func TestAGrandOrgueThatRunsIsOffered(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	d := &desk{preview: previewDesk{running: "GrandOrgue:GrandOrgue Input"}}
	w := openAgain(t, test.NewTempApp(t), Options{}, d)
	asked := func() bool {
		d.mu.Lock()
		defer d.mu.Unlock()
		return d.preview.asked
	}
	w.previewVillage()
	w.await("it is played", func() bool { return w.outputs.previewing() })
	assert.True(t, asked())
	if w.shows("Use village") {
		w.tap("Use village")
	}
	w.do("play.unpreview")
	w.await("the preview is over", func() bool { return !w.outputs.previewing() })

	w.do("play.preview")
	w.await("the organs are listed", func() bool { return w.shows("Preview") })
	boxes := checks(w.win.Canvas().Overlays().Top())
	require.Len(t, boxes, 1)
	boxes[0].SetChecked(false)
	assert.Contains(t, w.top(), "is started beside Voluntary")
	w.tap("Preview")
	w.await("one is started", func() bool { return w.outputs.previewing() })
	assert.False(t, asked())
}

func TestASettingsFileForGrandOrgueIsWritten(t *testing.T) {
	w := openWindow(t, Options{})
	folder := t.TempDir()
	organ := filepath.Join(folder, "village.organ")
	require.NoError(t, os.WriteFile(organ, []byte(village), 0o600))
	w.app.Preferences().SetString(prefOrgan, organ)
	w.do("file.settings")
	w.await("an organ is asked for", func() bool { return w.shows("Choose a place…") })
	w.tap("Choose a place…")
	assert.Contains(t, w.top(), folder, "beside the organ")
	w.tap("Write")
	w.await("it is said", func() bool { return w.shows("Close") })
	assert.Contains(t, w.top(), "the settings of this organ are called ABC-0.cmb")
	b, err := os.ReadFile(filepath.Join(folder, "village.cmb"))
	require.NoError(t, err)
	assert.Equal(t, organ, string(b), "for the organ that was chosen")
}
