package ui

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	consolefile "voluntary/registration/file"
	piecefile "voluntary/sequencer/file"
	"voluntary/ui/touch"
)

func TestSavingAndOpeningBringsEverythingBack(t *testing.T) {
	w := openWindow(t, Options{})
	folder := t.TempDir()
	w.app.Preferences().SetString(prefFolder, folder)
	w.draw("great.gamba-8", 960)
	w.do("file.save")
	name := w.win.Canvas().Focused().(*touch.Entry)
	assert.Equal(t, "Prelude in C major, BWV 553.voluntary", name.Text)
	name.SetText("a/b")
	assert.Contains(t, w.top(), "no slashes")
	name.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	require.NotEmpty(t, w.top(), "the name is refused")
	name.SetText("Mine")
	w.tap("Save")
	path := filepath.Join(folder, "Mine.voluntary")
	w.await("it is saved", func() bool { return !w.session.Dirty() })
	assert.Equal(t, "Mine - Voluntary", w.win.Title())
	a, _, err := piecefile.Load(path)
	require.NoError(t, err)
	assert.Equal(t, w.session.Piece().Lane(), a.Lane())

	w.do("file.new")
	assert.Equal(t, "Untitled - Voluntary", w.win.Title())
	assert.Len(t, w.session.Piece().Parts(), 3, "a part for each division, to draw notes in")
	w.openPath(path)
	w.await("it is open", func() bool { return w.win.Title() == "Mine - Voluntary" })
	assert.Equal(t, a.Lane(), w.session.Piece().Lane())
	assert.Equal(t, "Mine.voluntary  (Prelude in C major, BWV 553)", w.recentItems()[0].Label)
}

func TestSavingOverAnotherFileKeepsIt(t *testing.T) {
	w := openWindow(t, Options{})
	folder := t.TempDir()
	path := filepath.Join(folder, "Mine.voluntary")
	require.NoError(t, os.WriteFile(path, []byte("precious"), 0o600))
	w.app.Preferences().SetString(prefFolder, folder)
	w.do("file.saveas")
	w.win.Canvas().Focused().(*touch.Entry).SetText("Mine")
	assert.Contains(t, w.top(), "it will be replaced")
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "precious", string(data), "nothing is touched by asking")
	w.tap("Replace")
	w.await("it is saved", func() bool { return w.session.Path() == path })
	kept, err := os.ReadFile(path + "~")
	require.NoError(t, err)
	assert.Equal(t, "precious", string(kept))
}

func TestUnsavedWorkIsAskedAbout(t *testing.T) {
	w := openWindow(t, Options{})
	w.draw("great.gamba-8", 960)
	w.do("file.new")
	assert.Contains(t, w.top(), "has changes that are not saved")
	w.tap("Cancel")
	assert.True(t, w.session.Dirty())
	w.do("file.new")
	w.tap("Don't save")
	assert.Equal(t, "Untitled - Voluntary", w.win.Title())
}

func TestWhatCannotBeOpenedIsASentence(t *testing.T) {
	w := openWindow(t, Options{})
	folder := t.TempDir()
	for name, c := range map[string]struct{ data, says string }{
		"picture.voluntary": {"\x89PNG\r\n", "picture.voluntary"},
		"score.musicxml":    {"<?xml version=\"1.0\"?><score-partwise/>", "export it as MIDI"},
		"empty.mid":         {"", "empty.mid"},
	} {
		path := filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(path, []byte(c.data), 0o600))
		w.openPath(path)
		w.await("it is refused: "+name, func() bool { return w.top() != "" })
		assert.Contains(t, w.top(), c.says)
		assert.Contains(t, w.top(), "The file was not opened")
		w.press(fyne.KeyEscape)
		assert.Empty(t, w.top())
	}
	w.openPath(filepath.Join(folder, "gone.mid"))
	w.await("it is refused", func() bool { return w.top() != "" })
	assert.Contains(t, w.top(), "There is no file")
}

func TestAScoreGoesThroughTheImportDialog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "Ein feste Burg.mid")
	require.NoError(t, os.WriteFile(path, twoTracks(), 0o600))
	w := openWindow(t, Options{Path: path})
	w.await("the dialog is open", func() bool { return len(w.boxes) == 1 })
	assert.Contains(t, w.top(), "Give the tracks to the manuals")
	w.tap("Import")
	assert.Empty(t, w.top())
	assert.Len(t, w.session.Piece().Parts(), 2)
	assert.True(t, w.session.Dirty())
	assert.Equal(t, "Ein feste Burg.voluntary", w.session.SuggestedName())
}

// twoTracks is a MIDI file of one note for the right hand and one for the feet.
func twoTracks() []byte {
	track := func(name string, channel, key byte) []byte {
		body := append([]byte{0, 0xFF, 3, byte(len(name))}, name...)
		body = append(body, 0, 0x90|channel, key, 64, 0x83, 0x60, 0x80|channel, key, 0, 0, 0xFF, 0x2F, 0)
		return append([]byte{'M', 'T', 'r', 'k', 0, 0, 0, byte(len(body))}, body...)
	}
	data := []byte{'M', 'T', 'h', 'd', 0, 0, 0, 6, 0, 1, 0, 2, 1, 0xE0}
	return append(append(data, track("Sw", 0, 72)...), track("Ped", 1, 40)...)
}

func TestLosingTheProgramLosesNoWork(t *testing.T) {
	home := t.TempDir()
	t.Setenv("VOLUNTARY_HOME", home)
	w := openAgain(t, test.NewTempApp(t), Options{}, &desk{})
	w.draw("great.gamba-8", 960)
	want := w.session.Piece().Lane()
	w.copies.keep()
	found := func() []string {
		m, _ := filepath.Glob(filepath.Join(home, "*", "*"+piecefile.Extension))
		deeper, _ := filepath.Glob(filepath.Join(home, "*", "*", "*"+piecefile.Extension))
		return append(m, deeper...)
	}
	w.await("a copy is kept", func() bool { return len(found()) == 1 })
	// A kill: the copy stays, and the process that held it is no more.
	copied, err := os.ReadFile(found()[0])
	require.NoError(t, err)
	path := found()[0]
	w.shut()
	require.NoFileExists(t, path, "an orderly end drops the copy")
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
	require.NoError(t, os.WriteFile(path, copied, 0o600))

	again := openAgain(t, test.NewTempApp(t), Options{}, &desk{})
	again.await("the copy is offered", func() bool { return len(again.boxes) > 0 })
	assert.Contains(t, again.top(), "BWV 553")
	again.press(fyne.KeyEscape)
	assert.FileExists(t, path, "Escape throws nothing away")
	again.copies.offer()
	again.tap("Go on with it")
	assert.Equal(t, want, again.session.Piece().Lane())
	assert.True(t, again.session.Dirty())
}

func TestRecentPiecesHavePictures(t *testing.T) {
	w := openWindow(t, Options{})
	w.do("file.pictures")
	assert.Contains(t, w.top(), "No piece has been opened")
	w.press(fyne.KeyEscape)
	path := filepath.Join(t.TempDir(), "evening.voluntary")
	require.NoError(t, piecefile.Save(path, w.session.Piece()))
	require.NoError(t, w.recent.Add(path, "Prelude"))
	w.do("file.pictures")
	painted := func() bool {
		found := false
		var walk func(o fyne.CanvasObject)
		walk = func(o fyne.CanvasObject) {
			switch o := o.(type) {
			case *canvas.Image:
				found = found || o.Image != nil && o.Image.Bounds().Dx() == 2*thumbnailWide
			case *fyne.Container:
				for _, c := range o.Objects {
					walk(c)
				}
			case fyne.Widget:
				for _, c := range test.WidgetRenderer(o).Objects() {
					walk(c)
				}
			}
		}
		walk(w.win.Canvas().Overlays().Top())
		return found
	}
	w.await("its picture is painted", painted)
	assert.Contains(t, w.top(), "evening.voluntary  (Prelude)")
	w.press(fyne.KeyReturn)
	assert.Empty(t, w.boxes, "Return opens it")
	w.do("file.window")
	assert.Equal(t, []string{"window ."}, w.desk.exported())
}

func TestAWindowBeginsWithANewPiece(t *testing.T) {
	w := openWindow(t, Options{New: true})
	assert.Equal(t, "Untitled", w.session.Piece().Title())
	assert.Zero(t, w.session.Piece().NoteCount())
}

func TestAFolderOfOnesOwnIsShownShort(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no sign for the home folder")
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	assert.Equal(t, "~/Music", homely(filepath.Join(home, "Music")))
	assert.Equal(t, "~", homely(home))
	assert.Equal(t, home+"2", homely(home+"2"))
	assert.Equal(t, filepath.Dir(home), homely(filepath.Dir(home)))
}

func TestAnOrganIsToldOfNoOtherWhileTheFirstPieceIsRead(t *testing.T) {
	c, err := consolefile.Find("cathedral")
	require.NoError(t, err)
	a, err := emptyPiece(c)
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "first.voluntary")
	require.NoError(t, piecefile.Save(path, a))
	w := openWindow(t, Options{Path: path})
	w.await("the output", func() bool { return len(w.desk.names()) > 0 && w.session.Console().Name == "cathedral" })
	assert.Equal(t, []string{Builtin + " cathedral"}, w.desk.names())

	missing := openWindow(t, Options{Path: path + ".not"})
	missing.await("an output all the same", func() bool { return len(missing.desk.names()) > 0 })
}
