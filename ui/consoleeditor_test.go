package ui

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/edit"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
	"voluntary/ui/touch"
)

// typeIn writes a line of the dialog that has the keyboard.
func (w *opened) typeIn(text string) {
	w.t.Helper()
	e, ok := w.win.Canvas().Focused().(*touch.Entry)
	require.True(w.t, ok, "a line of text has the focus")
	e.SetText(text)
}

func (w *opened) change(label string, x edit.Edit) {
	w.t.Helper()
	require.NoError(w.t, w.editing.edits.Apply(label, "", x))
}

// inFolder is a console in the person's own folder.
func inFolder(t *testing.T, name string) *registration.Console {
	t.Helper()
	folder, err := consolefile.Folder()
	require.NoError(t, err)
	c, err := consolefile.Load(filepath.Join(folder, name+consolefile.Extension))
	require.NoError(t, err)
	return c
}

func TestThePiecesOrganIsEditedAndThePieceFollows(t *testing.T) {
	w := openWindow(t, Options{})
	w.apply("Draw", "", sequencer.SetControl(0, "great.gamba-8", true))
	w.do("piece.edit")
	require.NotNil(t, w.editing)
	assert.Equal(t, "parish: console - Voluntary", w.win.Title())
	w.change("Rename", edit.Rename("great.gamba-8", "great.viol-8"))
	w.change("Stop", edit.AddNamed("great", []string{"Trumpet 8"}))
	assert.Equal(t, "• parish: console - Voluntary", w.win.Title())
	assert.Equal(t, "Undo: Stop", w.menuItem("Change", "Undo").Label)

	w.do("console.save")
	assert.Contains(t, w.top(), "yours needs a name of its own", "parish comes with the program")
	w.typeIn("cathedral")
	w.tap("Save")
	assert.Contains(t, w.top(), "That name, too, comes with the program.")
	w.typeIn("st-mary")
	w.tap("Save")
	w.await("it is saved", func() bool { return !w.editing.edits.Dirty() })
	kept := inFolder(t, "st-mary")
	assert.Len(t, kept.Controls, 29)
	assert.Equal(t, "st-mary", w.session.Console().Name, "the piece follows")
	assert.Equal(t, 29, len(w.session.Console().Controls))
	p, found := sequencer.Compile(w.session.Piece(), nil)
	for _, d := range found {
		assert.NotContains(t, d.Message, "gamba", "what got another id is found by its meaning")
	}
	state := p.StateAt(0)
	k, ok := w.session.Console().Control("great.viol-8")
	require.True(t, ok)
	assert.True(t, state.On(k))

	w.change("Stop", edit.AddNamed("great", []string{"Clarion 4"}))
	w.do("console.save")
	w.await("saved again without a question", func() bool { return len(w.session.Console().Controls) == 30 })
	w.do("console.close")
	assert.Nil(t, w.editing)
	assert.Contains(t, w.win.Title(), "Prelude")
	w.do("edit.undo")
	assert.Len(t, w.session.Console().Controls, 29, "in the piece it is a step of its own")
}

func TestChangesOfAConsoleAreNotLostSilently(t *testing.T) {
	w := openWindow(t, Options{})
	w.do("piece.edit")
	w.change("Title", edit.SetTitle("St Mary"))
	w.do("console.close")
	assert.Contains(t, w.top(), "has changes that are not saved")
	w.press(fyne.KeyEscape)
	require.NotNil(t, w.editing)
	w.do("file.quit")
	assert.Contains(t, w.top(), "Save the console?", "also when the program is left")
	w.tap("Cancel")
	w.openPath("somewhere.mid")
	assert.Contains(t, w.top(), "Save the console?")
	w.tap("Cancel")
	w.do("console.close")
	w.tap("Don't save")
	assert.Nil(t, w.editing)
	assert.Equal(t, "parish", w.session.Console().Name)
}

func TestAConsoleIsSharedAsOneFile(t *testing.T) {
	w := openWindow(t, Options{})
	w.app.Preferences().SetString(prefFolder, t.TempDir())
	w.do("piece.edit")
	w.change("Title", edit.SetTitle("Shared"))
	w.do("console.share")
	w.tap("Export")
	path := filepath.Join(w.folder(), "parish.console")
	w.await("the file", func() bool { _, err := os.Stat(path); return err == nil && w.top() == "" })
	w.await("it is said", func() bool { return len(w.editing.hint.Text) > 0 && w.editing.hint.Text[:8] == "Exported" })
	assert.True(t, w.editing.edits.Dirty(), "to share is not to save")
	w.do("console.undo")

	w.openPath(path) // as when it is dropped on the window
	w.await("it is open", func() bool { return w.editing != nil && w.editing.edits.Console().Title == "Shared" })
	assert.True(t, w.editing.edits.Dirty(), "it is not in the folder yet")
	require.NoError(t, os.WriteFile(path, []byte("no console"), 0o600))
	w.takeConsole(path)
	w.await("a sentence", func() bool { return w.top() != "" })
	assert.Contains(t, w.top(), "The console was not opened")
}

func TestAConsoleThatTheProgramIsGivenIsOpenedInItsEditor(t *testing.T) {
	c, err := consolefile.Find("cathedral")
	require.NoError(t, err)
	path := filepath.Join(t.TempDir(), "x.console")
	require.NoError(t, consolefile.Save(path, c))
	w := openWindow(t, Options{Path: path})
	w.await("the editor is open", func() bool { return w.editing != nil && w.editing.edits.Console().Name == c.Name })
	assert.Empty(t, w.session.Path(), "the piece behind it is the demo")
	assert.NotEmpty(t, w.session.Piece().Parts())
}

func TestANewOrganIsStartedFromAMake(t *testing.T) {
	w := openWindow(t, Options{})
	w.do("piece.begin")
	w.typeIn("St Anne")
	for _, s := range selects(w.win.Canvas().Overlays().Top()) {
		if len(s.Options) > 10 {
			s.SetSelected("Make: Johannus and Makin")
		}
	}
	assert.Contains(t, w.top(), "SEQ")
	w.tap("Begin")
	require.NotNil(t, w.editing)
	c := w.editing.edits.Console()
	assert.Equal(t, "st-anne", c.Name)
	assert.Equal(t, "Johannus", c.Dialect.Name)
	w.do("console.check")
	w.await("the check", func() bool { return w.top() != "" })
	assert.Contains(t, w.top(), "The console st-anne")
	w.press(fyne.KeyEscape)
	w.do("console.use")
	w.await("the piece is played on it", func() bool { return w.session.Console().Name == "st-anne" })
	assert.FileExists(t, func() string { f, _ := consolefile.Folder(); return filepath.Join(f, "st-anne.console") }())
	assert.Contains(t, w.editing.hint.Text, "The piece is played on st-anne")
}

func TestAnOrganIsStartedFromNothingOrFromAnother(t *testing.T) {
	for _, o := range origins() {
		c, err := o.make("Trial organ", 0)
		require.NoError(t, err, o.label)
		assert.Equal(t, "trial-organ", c.Name, o.label)
		assert.NotEmpty(t, c.Divisions)
	}
	for _, o := range origins() {
		c, err := o.make("日本", 0)
		require.NoError(t, err, o.label)
		assert.Equal(t, "organ", c.Name)
	}
}

func TestPartsOfAnotherOrganAreCopied(t *testing.T) {
	w := openWindow(t, Options{})
	w.do("piece.edit")
	w.do("console.copy")
	assert.NotContains(t, selects(w.win.Canvas().Overlays().Top())[0].Options, "parish", "an organ is not copied from itself")
	w.tap("Copy")
	assert.Contains(t, w.top(), "Choose what is to be copied.")
	for _, c := range checks(w.win.Canvas().Overlays().Top()) {
		if c.Text[:5] == "Choir" {
			c.SetChecked(true)
		}
	}
	w.tap("Copy")
	assert.Empty(t, w.top())
	assert.Len(t, w.editing.edits.Console().Divisions, 4)
	assert.Contains(t, w.editing.hint.Text, "Copied from cathedral, 17 controls more.")
	w.do("console.make")
	w.tap("Take")
	assert.Equal(t, "Plain NRPN", w.editing.edits.Console().Dialect.Name)
	assert.Equal(t, "Undo: Speak as Any organ: plain NRPN", w.menuItem("Change", "Undo").Label)
}

func TestKeysOfThePieceMeanNothingInTheEditor(t *testing.T) {
	w := openWindow(t, Options{})
	w.do("piece.edit")
	before := w.session.Piece()
	w.do("edit.all")
	w.do("edit.delete")
	w.do("play.toggle")
	assert.Same(t, before, w.session.Piece())
	for _, title := range []string{"Organ", "Change", "Page", "Help"} {
		assert.NotEmpty(t, w.menuItem(title, ""), title)
	}
	for i := 1; i <= 6; i++ {
		w.do("console.page" + string(rune('0'+i)))
		assert.Equal(t, i-1, w.editing.pages.Page())
	}
	w.do("console.page3")
	w.do("console.add")
	line := w.win.Canvas().Focused()
	test.Type(line, "Flute 8")
	w.do("console.undo")
	assert.Len(t, w.editing.edits.Console().Controls, 28, "while a line is being typed Ctrl+Z belongs to it")
	w.do("console.close")
	w.do("console.save")
	assert.Nil(t, w.editing, "without the editor its commands do nothing")
}

func TestTheJambTakesThePlaceOfTheNotes(t *testing.T) {
	w := openWindow(t, Options{})
	w.await("a performance", func() bool { return w.engine.Status().Performance != nil })
	w.do("view.board")
	assert.True(t, w.board.Visible())
	assert.False(t, w.side.Visible())
	w.await("it shows what is drawn", func() bool { s := w.board.State(); return s.Count() > 0 })
	w.board.OnScene(w.session.Console().Scenes[5])
	w.await("a piston recalls its scene", func() bool { s := w.board.State(); return s.Count() == len(w.session.Console().Scenes[5].On) })
	w.do("view.board")
	assert.True(t, w.side.Visible())
}

// under lists what an object holds of one type.
func under[T any](o fyne.CanvasObject) (out []T) {
	if found, ok := o.(T); ok {
		return append(out, found)
	}
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			out = append(out, under[T](c)...)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(o).Objects() {
			out = append(out, under[T](c)...)
		}
	}
	return out
}

func selects(o fyne.CanvasObject) []*touch.Select { return under[*touch.Select](o) }
func checks(o fyne.CanvasObject) []*touch.Check   { return under[*touch.Check](o) }
