package minimap

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/axis"
	"voluntary/ui/theme"
)

var update = flag.Bool("update", false, "write the golden pictures anew")

const bar = 4 * sequencer.PPQ

// piece is eight bars: the Great soft, the Great loud, the Swell behind a closed box and then coupled, the pedal with
// nothing drawn, and two bars of rest.
func piece(t testing.TB) *sequencer.Arrangement {
	c, err := registration.NewConsole(registration.Console{
		Name: "small", Divisions: []registration.Division{
			{ID: "great", Name: "Great", Lowest: 36, Highest: 96},
			{ID: "swell", Name: "Swell", Lowest: 36, Highest: 96},
			{ID: "pedal", Name: "Pedal", Lowest: 36, Highest: 67, Pedal: true},
		},
		Controls: []registration.Control{
			{ID: "great.flute-8", Name: "Flute", Pitch: 8, Family: registration.Flute},
			{ID: "great.mixture", Name: "Mixture", Family: registration.Mixture},
			{ID: "swell.trumpet-8", Division: 1, Name: "Trumpet", Pitch: 8, Family: registration.Reed},
			{ID: "swell-to-great", Kind: registration.Coupler, Name: "Swell to Great", To: 1},
		},
		Enclosures: []registration.Enclosure{{ID: "swell", Name: "Swell", Divisions: []registration.DivisionID{1}, Initial: 127}},
	})
	require.NoError(t, err)
	note := func(from, to sequencer.Tick) sequencer.Note {
		return sequencer.Note{Start: from * bar, End: to * bar, Key: 60, Velocity: 64}
	}
	a, err := sequencer.New(sequencer.Piece{
		Console: c,
		Parts: []sequencer.Part{
			{
				Name: "a", Routing: []sequencer.Routing{{At: 0, Division: "great"}, {At: 2 * bar, Division: "swell"}, {At: 3 * bar, Division: "great"}},
				Notes: []sequencer.Note{note(0, 1), note(1, 2), note(2, 3), note(3, 4)},
			},
			{Name: "b", Routing: []sequencer.Routing{{At: 0, Division: "pedal"}}, Notes: []sequencer.Note{note(5, 6), note(7, 8)}},
		},
		Lane: []sequencer.LaneEvent{
			{At: 0, Draw: []string{"great.flute-8"}},
			{At: bar, Draw: []string{"great.mixture"}},
			{At: 2 * bar, Draw: []string{"swell.trumpet-8"}, Expression: []sequencer.Shoe{{Enclosure: "swell"}}},
			{At: 3 * bar, Draw: []string{"swell-to-great"}, Expression: []sequencer.Shoe{{Enclosure: "swell", Value: 127}}},
		},
		Marks: []sequencer.Mark{{At: 2 * bar, Kind: sequencer.Verse, Name: "Verse 2"}},
	})
	require.NoError(t, err)
	return a
}

func TestColumnsTellHowLoudItIs(t *testing.T) {
	a := piece(t)
	cols, loudest := columns(a, a.Console(), 8*bar, 8)
	require.Len(t, cols, 8)
	great := func(i int) float64 { return cols[i].power[0] }
	assert.InDelta(t, 0.5, great(0), 1e-9)
	assert.InDelta(t, 1.9, great(1), 1e-9)
	assert.Zero(t, great(2))
	assert.InDelta(t, 1.8*closed, cols[2].power[1], 1e-9, "the box is shut")
	assert.InDelta(t, 3.7, great(3), 1e-9, "with what is coupled")
	assert.Equal(t, great(3), loudest)
	for i, want := range []bool{false, false, false, false, false, true, false, true} {
		assert.Equal(t, want, cols[i].silent, "column %d", i)
	}
	assert.Equal(t, column{}, cols[4], "a rest")

	none, _ := columns(a, a.Console(), 0, 8)
	assert.Empty(t, none)
	narrow, most := columns(a, a.Console(), 8*bar, 1)
	assert.Len(t, narrow, 1)
	assert.Positive(t, most)
}

func TestEachColumnIsWhatHoldsThere(t *testing.T) {
	a := piece(t)
	for _, n := range []int{3, 100, 5000} {
		cols, _ := columns(a, a.Console(), 8*bar, n)
		for i := range cols {
			stop := sequencer.Tick(float64(i+1) / float64(n) * 8 * bar)
			s := sequencer.StateAt(a, stop-1)
			power := wind(a.Console(), &s)
			for d, p := range cols[i].power {
				if p > 0 {
					assert.InDelta(t, power[d], p, 1e-9)
				}
			}
		}
	}
}

func TestShortRestsDoNotCombTheStrip(t *testing.T) {
	list := []int32{0, 2, 0, 0, 1, 0, 0, 0, 1, 0}
	bridge(list, 2)
	assert.Equal(t, []int32{0, 2, bridged, bridged, 1, 0, 0, 0, 1, 0}, list, "a long rest stays, and before and behind all is nothing")
	list = []int32{1, 0, 1}
	bridge(list, 0)
	assert.Equal(t, []int32{1, 0, 1}, list, "where a column is longer than a quarter it stays")

	c, err := registration.NewConsole(registration.Console{
		Name: "one", Divisions: []registration.Division{{ID: "great", Name: "Great", Lowest: 36, Highest: 96}},
		Controls: []registration.Control{{ID: "great.flute-8", Name: "Flute", Pitch: 8, Family: registration.Flute}},
	})
	require.NoError(t, err)
	var notes []sequencer.Note
	for i := range sequencer.Tick(4) {
		notes = append(notes, sequencer.Note{Start: i * sequencer.PPQ, End: i*sequencer.PPQ + sequencer.PPQ/4, Key: 60, Velocity: 64})
	}
	a, err := sequencer.New(sequencer.Piece{
		Console: c, Parts: []sequencer.Part{{Name: "a", Routing: []sequencer.Routing{{Division: "great"}}, Notes: notes}},
		Lane: []sequencer.LaneEvent{
			{At: 0, Draw: []string{"great.flute-8"}},
			{At: sequencer.PPQ / 2, Retire: []string{"great.flute-8"}},
			{At: sequencer.PPQ - 1, Draw: []string{"great.flute-8"}},
		},
	})
	require.NoError(t, err)
	cols, _ := columns(a, c, bar, 400)
	for i := 200; i < 300; i++ {
		assert.Positive(t, cols[i].power[0], "between detached notes, at %d", i)
	}
	for i := 50; i < 99; i++ {
		assert.False(t, cols[i].silent, "nothing is pressed in a rest, at %d", i)
	}
}

// strip is a map in a window, over the axis of a roll 400 units wide.
func strip(t *testing.T) (*Map, *[]axis.Axis) {
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.AlwaysDark))
	m := New()
	var told []axis.Axis
	m.OnAxis = func(a axis.Axis) { told = append(told, a) }
	a := piece(t)
	m.SetArrangement(a, a.Console())
	m.SetAxis(axis.Axis{PerTick: 0.05}.WithWidth(400).WithEnd(8 * bar))
	w := test.NewTempWindow(t, m)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(800, Height))
	m.raster.Generator(800, Height)
	return m, &told
}

func press(m *Map, x float32) {
	m.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 10)}, Button: desktop.MouseButtonPrimary})
}

func drag(m *Map, x float32) {
	m.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 10)}})
}

func middle(a axis.Axis) float64 { return a.At(float32(a.Width / 2)) }

func TestAClickBringsAPlaceToTheMiddle(t *testing.T) {
	m, told := strip(t)
	press(m, 400)
	require.Len(t, *told, 1)
	assert.InDelta(t, 4*bar, middle(m.axis), 1)
	drag(m, 500)
	m.MouseUp(nil)
	m.DragEnd()
	assert.InDelta(t, 5*bar, middle(m.axis), 1)
	drag(m, 600)
	assert.Len(t, *told, 2, "let go it stays")
	assert.True(t, m.focused)
}

func TestTheWindowIsCarriedWhereItIsGrabbed(t *testing.T) {
	m, told := strip(t)
	press(m, 400)
	m.DragEnd()
	x0, x1 := m.frame()
	before := m.axis
	press(m, x0+3)
	assert.Equal(t, before, m.axis, "a press inside moves nothing")
	drag(m, x0+13)
	now, _ := m.frame()
	assert.InDelta(t, x0+10, now, 0.5)
	assert.Greater(t, x1, x0)
	drag(m, -5000)
	assert.Equal(t, m.axis.Clamped(), m.axis)
	assert.Negative(t, m.axis.Scroll)
	assert.Len(t, *told, 3)
	m.DragEnd()
	press(New(), 5) // nothing to show: nothing happens
}

func TestKeysAndWheelMoveTheWindow(t *testing.T) {
	m, told := strip(t)
	typed := func(k fyne.KeyName) float64 { m.TypedKey(&fyne.KeyEvent{Name: k}); return m.axis.Scroll }
	start := m.axis.Scroll
	assert.Greater(t, typed(fyne.KeyRight), start)
	page := typed(fyne.KeyPageDown)
	assert.Greater(t, typed(fyne.KeyEnd), page)
	_, last := m.axis.Bounds()
	assert.Equal(t, last, m.axis.Scroll)
	assert.Less(t, typed(fyne.KeyPageUp), last)
	assert.Less(t, typed(fyne.KeyLeft), last)
	first, _ := m.axis.Bounds()
	assert.Equal(t, first, typed(fyne.KeyHome))
	n := len(*told)
	typed(fyne.KeyHome)
	assert.Len(t, *told, n, "what changes nothing is not told")
	m.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10)})
	there := m.axis.Scroll
	assert.Greater(t, there, first)
	m.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(-10, 0)})
	assert.Greater(t, m.axis.Scroll, there, "a wheel that tilts")
	there = m.axis.Scroll
	m.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(700, 10)}, Button: desktop.MouseButtonSecondary})
	drag(m, 750)
	assert.Equal(t, there, m.axis.Scroll, "the left button alone moves it")
	other := fyne.KeyName("")
	m.OnKey = func(e *fyne.KeyEvent) { other = e.Name }
	typed(fyne.KeySpace)
	assert.Equal(t, fyne.KeySpace, other)
}

func TestThePlayheadMovesAlone(t *testing.T) {
	m, _ := strip(t)
	painted := 0
	paint := m.raster.Generator
	m.raster.Generator = func(w, h int) image.Image { painted++; return paint(w, h) }
	m.SetPlayhead(4 * bar)
	assert.InDelta(t, 399, m.head.Position().X, 0.01)
	m.SetPlayhead(9 * bar)
	assert.Zero(t, m.head.Size().Width)
	m.SetAxis(m.axis.ScrollBy(50))
	assert.Zero(t, painted)
}

func TestThePlaceUnderThePointerIsSaid(t *testing.T) {
	m, _ := strip(t)
	said := ""
	m.OnHover = func(s string) { said = s }
	for x, want := range map[float32]string{50: "Bar 1 · Great", 250: "Bar 3 · Verse 2 · Swell", 450: "Bar 5 · Verse 2", 550: "Bar 6 · Verse 2 · keys pressed with nothing drawn"} {
		m.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 3)}})
		assert.Equal(t, want, said)
	}
	m.MouseOut()
	assert.Empty(t, said)
	assert.Empty(t, New().describe(3))
}

func TestPictureOfTheStrip(t *testing.T) {
	test.NewTempApp(t)
	for _, look := range []struct {
		name   string
		choice theme.Look
		scale  int
	}{{"dark", theme.AlwaysDark, 1}, {"light", theme.AlwaysLight, 1}, {"scale2", theme.AlwaysDark, 2}} {
		fyne.CurrentApp().Settings().SetTheme(theme.New(look.choice))
		m := New()
		a := piece(t)
		m.SetArrangement(a, a.Console())
		m.SetAxis(axis.Axis{}.WithWidth(100).WithEnd(8 * bar))
		m.Resize(fyne.NewSize(240, Height))
		golden(t, look.name, m.paint(240*look.scale, Height*look.scale).(*image.RGBA))
	}
	assert.NotNil(t, New().paint(0, 0))
	assert.NotNil(t, New().paint(10, 10))
}

func golden(t *testing.T, name string, got *image.RGBA) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if *update {
		var buf bytes.Buffer
		require.NoError(t, png.Encode(&buf, got))
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(path, buf.Bytes(), 0o644))
		return
	}
	data, err := os.ReadFile(path)
	require.NoError(t, err, "write it with -update")
	want, err := png.Decode(bytes.NewReader(data))
	require.NoError(t, err)
	require.Equal(t, want.Bounds(), got.Bounds())
	for y := range got.Rect.Dy() {
		for x := range got.Rect.Dx() {
			require.Equal(t, color.RGBAModel.Convert(want.At(x, y)), got.At(x, y), "%d,%d of %s; look at it and write it with -update", x, y, path)
		}
	}
}

// The reference counts the notes and does nothing else.
func BenchmarkColumns100000(b *testing.B) {
	a := piece(b)
	a, err := a.WithNotes(a.Parts()[0].ID, func(notes []sequencer.Note) []sequencer.Note {
		for i := range sequencer.Tick(100_000) {
			notes = append(notes, sequencer.Note{Start: i * 240, End: i*240 + 200, Key: 60, Velocity: 64})
		}
		return notes
	})
	require.NoError(b, err)
	b.Run("columns", func(b *testing.B) {
		for b.Loop() {
			columns(a, a.Console(), a.End(), 1600)
		}
	})
	b.Run("reference=walk", func(b *testing.B) {
		n := sequencer.Tick(0)
		for b.Loop() {
			for _, note := range a.Parts()[0].Notes {
				n += note.End - note.Start
			}
		}
	})
}
