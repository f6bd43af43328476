package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/ui/touch"
)

// widgetsOf lists the widgets of one kind in an object, in order.
func widgetsOf[T any](o fyne.CanvasObject) (out []T) {
	if !o.Visible() {
		return nil
	}
	if w, ok := o.(T); ok {
		return append(out, w)
	}
	switch o := o.(type) {
	case *fyne.Container:
		for _, c := range o.Objects {
			out = append(out, widgetsOf[T](c)...)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(o).Objects() {
			out = append(out, widgetsOf[T](c)...)
		}
	}
	return out
}

// organPage opens the page of the built-in organ.
func (w *opened) organPage() (selects []*touch.Select, sliders []*touch.Slider) {
	w.t.Helper()
	w.do("play.organ")
	top := w.win.Canvas().Overlays().Top()
	require.NotNil(w.t, top)
	return widgetsOf[*touch.Select](top), widgetsOf[*touch.Slider](top)
}

func (w *opened) organBecomes(what string, want OrganSettings) {
	w.t.Helper()
	w.await(what, func() bool { got, _ := w.desk.organ(); return got == want })
}

func TestTheBuiltInOrganIsTunedAndPlaced(t *testing.T) {
	app := test.NewTempApp(t)
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	w := openAgain(t, app, Options{}, &desk{})
	want := OrganSettings{Temperament: "equal", Pitch: 440, Room: "church", Waiting: 512}
	w.organBecomes("usual at first", want)

	selects, sliders := w.organPage()
	w.await("how it fares is shown", func() bool { w.builtin.shown(); return w.outputs.reports[Builtin] != nil })
	assert.Contains(t, w.top(), "A key sounds within 17 ms.")
	assert.Contains(t, w.top(), "440 Hz (usual)")
	selects[0].SetSelected("Vallotti")
	want.Temperament = "Vallotti"
	w.organBecomes("another temperament at once", want)
	sliders[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	sliders[0].SetValue(415)
	want.Pitch = 415
	w.organBecomes("another pitch", want)
	assert.Contains(t, w.top(), "415 Hz (chamber, low)")
	selects[1].SetSelected("cathedral")
	sliders[1].SetValue(50)
	want.Room, want.Wind = "cathedral", 50
	w.organBecomes("another room, another wind", want)
	w.tap("Another")
	require.NotZero(t, w.builtin.own.Seed)
	want.Seed = w.builtin.own.Seed
	w.organBecomes("other pipes", want)
	assert.NotContains(t, w.top(), "started again")
	selects[2].SetSelectedIndex(0)
	want.Waiting = 256
	w.organBecomes("fewer frames", want)
	w.await("it is said when", func() bool { return w.builtin.later })
	assert.Contains(t, w.top(), "Fewer frames wait when Voluntary is started again.")
	assert.Equal(t, sequencer.Tuning{}, w.session.Piece().Tuning(), "nothing of it is the piece's")
	assert.False(t, w.session.Dirty())
	w.tap("Close")
	assert.Empty(t, w.top())
	w.shut()

	// It is remembered.
	again := openAgain(t, app, Options{}, &desk{})
	again.organBecomes("as it was left", want)
	selects, _ = again.organPage()
	assert.Equal(t, "Vallotti", selects[0].Selected)
	again.tap("As usual")
	again.organBecomes("usual again", OrganSettings{Temperament: "equal", Pitch: 440, Room: "church", Waiting: 512})
	again.shut()

	// And what cannot be chosen any more is usual; a buffer of this run only is not remembered.
	app.Preferences().SetString(prefRoom, "kitchen")
	app.Preferences().SetFloat(prefPitch, 1000)
	third := openAgain(t, app, Options{Waiting: 1024}, &desk{})
	third.organBecomes("tidy", OrganSettings{Temperament: "equal", Pitch: 440, Room: "church", Waiting: 1024})
	assert.Equal(t, 512, app.Preferences().Int(prefWaiting))
}

func TestATuningMayBelongToThePiece(t *testing.T) {
	w := openWindow(t, Options{})
	selects, sliders := w.organPage()
	checks := widgetsOf[*touch.Check](w.win.Canvas().Overlays().Top())
	selects[0].SetSelected("Vallotti")
	checks[0].SetChecked(true)
	assert.Equal(t, sequencer.Tuning{Temperament: "Vallotti", Pitch: 440}, w.session.Piece().Tuning())
	selects[0].SetSelected("meantone")
	sliders[0].SetValue(415)
	want := sequencer.Tuning{Temperament: "meantone", Pitch: 415}
	assert.Equal(t, want, w.session.Piece().Tuning())
	assert.True(t, w.session.Dirty())
	w.organBecomes("as the piece asks", OrganSettings{Temperament: "meantone", Pitch: 415, Room: "church", Waiting: 512})
	assert.Equal(t, "Vallotti", w.builtin.own.Temperament, "the player's own stays")
	w.tap("Close")

	// Another piece is heard as the organ is tuned.
	a, err := emptyPiece(w.session.Console())
	require.NoError(t, err)
	tuned := w.session.Piece()
	w.session.Set(a, "", "")
	w.organBecomes("as the player tuned it", OrganSettings{Temperament: "Vallotti", Pitch: 440, Room: "church", Waiting: 512})
	strange, err := tuned.WithTuning(sequencer.Tuning{Temperament: "Bendeler IX", Pitch: 300})
	require.NoError(t, err)
	w.session.Set(strange, "", "")
	w.organBecomes("as near as can be", OrganSettings{Temperament: "Vallotti", Pitch: 392, Room: "church", Waiting: 512})
	assert.Contains(t, w.hint.Text, "Bendeler IX, which is not known: it is played in Vallotti.")

	w.session.Set(tuned, "", "")
	w.organPage()
	checks = widgetsOf[*touch.Check](w.win.Canvas().Overlays().Top())
	assert.True(t, checks[0].Checked)
	checks[0].SetChecked(false)
	assert.Equal(t, sequencer.Tuning{}, w.session.Piece().Tuning())
	w.tap("Close")
	w.session.Editor().Undo()
	assert.Equal(t, want, w.session.Piece().Tuning(), "it can be undone")
}

func TestOnlyTheLastOfManyTuningsIsWaitedFor(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	d := &desk{}
	w := openAgain(t, test.NewTempApp(t), Options{}, d)
	_, sliders := w.organPage()
	d.building = make(chan struct{})
	_, before := d.organ()
	for v := 439.0; v >= 400; v-- {
		sliders[0].SetValue(v)
	}
	close(d.building)
	w.await("the last", func() bool { got, _ := d.organ(); return got.Pitch == 400 && !w.builtin.building })
	_, after := d.organ()
	assert.LessOrEqual(t, after-before, 2)
}

func TestSoundIsExportedAsItIsChosen(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	d := &desk{}
	w := openAgain(t, test.NewTempApp(t), Options{}, d)
	w.builtin.choose(func(s *OrganSettings) { s.Room, s.Pitch = "cathedral", 415 })
	w.app.Preferences().SetString(prefFolder, t.TempDir())
	w.do("file.sound")
	name := w.win.Canvas().Focused().(*touch.Entry)
	assert.Equal(t, "Prelude in C major, BWV 553.wav", name.Text)
	assert.Contains(t, w.top(), "equal, a' at 415 Hz, in the cathedral")
	top := w.win.Canvas().Overlays().Top()
	selects := widgetsOf[*touch.Select](top)
	selects[0].SetSelectedIndex(1)
	assert.Equal(t, "Prelude in C major, BWV 553.flac", name.Text)
	name.SetText("mine")
	selects[0].SetSelectedIndex(0)
	assert.Equal(t, "mine", name.Text)
	selects[0].SetSelectedIndex(1)
	selects[1].SetSelectedIndex(0)
	widgetsOf[*touch.Check](top)[0].SetChecked(true)
	w.tap("Export")
	w.await("it is written", func() bool { return w.top() == "" })
	assert.Equal(t, []string{"sound mine.flac " + w.session.Piece().Title()}, d.exported())
	assert.Equal(t, SoundFile{
		Organ:  OrganSettings{Temperament: "equal", Pitch: 415, Room: "cathedral", Waiting: 512},
		Format: "flac24", Rate: 44100, Stems: true,
	}, d.file)
	assert.Contains(t, w.hint.Text, "mine.flac; its stems lie beside it, 2 files in all.")

	w.do("file.sound") // the choices are remembered
	assert.Equal(t, "Prelude in C major, BWV 553.flac", w.win.Canvas().Focused().(*touch.Entry).Text)
	selects = widgetsOf[*touch.Select](w.win.Canvas().Overlays().Top())
	assert.Equal(t, "44.1 kHz", selects[1].Selected)
}
