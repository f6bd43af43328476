package roll

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/axis"
	"voluntary/ui/theme"
)

var update = flag.Bool("update", false, "write the golden pictures anew")

// golden compares a picture with testdata. Letters may differ by a shade between processors.
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
	differ := 0
	for y := range got.Rect.Dy() {
		for x := range got.Rect.Dx() {
			a := color.NRGBAModel.Convert(want.At(x, y)).(color.NRGBA)
			b := got.RGBAAt(x, y)
			if far(a.R, b.R) || far(a.G, b.G) || far(a.B, b.B) {
				differ++
			}
		}
	}
	assert.LessOrEqual(t, differ, got.Rect.Dx()*got.Rect.Dy()/500, "pixels of %s differ; look at them and write it with -update", path)
}

func far(a, b uint8) bool { return max(a, b)-min(a, b) > 6 }

func small(t *testing.T, dark bool, scale float32) *scene {
	a := piece(t)
	v := View{Row: 12}.WithSize(320, 200)
	v.Axis.PerTick = 0.035
	v.Axis = v.Axis.WithEnd(8 * quarter)
	v = v.ZoomKeys(0, 1)
	v.Top = 81
	return &scene{
		view: v, notes: newNotes(a, a.Console(), nil), marked: sequencer.Select([]sequencer.NoteID{3, 8}, nil),
		snap: axis.HalfBeat, loopFrom: quarter, loopTo: 2 * quarter, dark: dark, scale: scale,
	}
}

func TestPictureOfTheNotes(t *testing.T) {
	p := &painter{}
	golden(t, "notes-dark", p.paint(small(t, true, 1), 320, 200))
	golden(t, "notes-light", p.paint(small(t, false, 1), 320, 200))
	golden(t, "notes-scale2", p.paint(small(t, true, 2), 640, 400))
	muted := small(t, false, 1)
	muted.hearing = sequencer.Hearing{}.WithPart(100, true, false)
	golden(t, "notes-muted", p.paint(muted, 320, 200))
}

func TestPictureKeepsItsBuffer(t *testing.T) {
	p := &painter{}
	s := small(t, true, 1)
	one := p.paint(s, 320, 200)
	assert.Equal(t, 4*320, one.Stride)
	assert.Same(t, one, p.paint(s, 320, 200))
	two := p.paint(s, 321, 200)
	assert.Equal(t, 4*321, two.Stride)
}

func TestEveryPatternIsPaintedInsideItsNote(t *testing.T) {
	c := &registration.Console{Name: "all"}
	for range registration.MaxDivisions {
		c.Divisions = append(c.Divisions, registration.Division{ID: "x", Name: "x", Highest: 127})
	}
	p := &painter{}
	p.sheet.reset(64, 32)
	back := color.NRGBA{1, 2, 3, 255}
	for pattern := theme.Plain; pattern <= theme.Checks; pattern++ {
		for _, x := range []int{8, -1000003, 60} {
			p.sheet.fill(0, 0, 64, 32, p.sheet.ink(back))
			k := p.coat(color.NRGBA{200, 10, 10, 255}, theme.Of(true), true)
			k.pattern = pattern
			p.sheet.fill(x, 8, x+1000040, 20, k.fill)
			p.pattern(x, 8, x+1000040, 20, &k)
			wrong := 0
			for y := range 32 {
				for col := range 64 {
					inside := y >= 8 && y < 20 && col >= x && col < x+1000040
					if inside != (p.sheet.img.RGBAAt(col, y) != color.RGBA{1, 2, 3, 255}) {
						wrong++
					}
				}
			}
			assert.Zero(t, wrong, "pattern %d from %d", pattern, x)
		}
	}
}

func TestFarZoomStillShowsEveryNote(t *testing.T) {
	c := organ(t)
	a := crowd(t, c, 3000, 3840*1000)
	v := View{Row: 4}.WithSize(300, 512)
	v.Axis = v.Axis.WithEnd(3840 * 1000).Fit()
	v.Top = 128
	s := &scene{view: v, notes: newNotes(a, c, nil), dark: true, scale: 1}
	img := (&painter{}).paint(s, 300, 512)
	back := (&painter{}).paint(&scene{view: v, notes: newNotes(mustEmpty(t, a), c, nil), dark: true, scale: 1}, 300, 512)
	s.notes.between(0, sequencer.MaxTick, func(n Seen) bool {
		x, y := int(v.Axis.X(n.Note.Start)+0.5), int(v.Y(n.Key))+1
		return assert.NotEqual(t, back.RGBAAt(x, y), img.RGBAAt(x, y), "note %d", n.Note.ID)
	})
}

// mustEmpty is the arrangement without its notes.
func mustEmpty(t *testing.T, a *sequencer.Arrangement) *sequencer.Arrangement {
	b, err := a.WithEachNotes(func(*sequencer.Part, []sequencer.Note) []sequencer.Note { return nil })
	require.NoError(t, err)
	return b
}

func TestPaintingBeyondTheEdgesIsSafe(t *testing.T) {
	a := piece(t)
	p := &painter{}
	for _, scale := range []float32{0.5, 1, 3} {
		for _, zoom := range []float64{1e-9, 1, 1e9} {
			for _, scroll := range []float64{-1e12, 0, 1e12} {
				v := View{Row: 9}.WithSize(90, 70)
				v.Axis = v.Axis.WithEnd(sequencer.MaxTick).Zoom(40, zoom).ScrollTo(scroll)
				s := &scene{view: v, notes: newNotes(a, a.Console(), nil), dark: true, scale: scale, loopFrom: 0, loopTo: sequencer.MaxTick}
				p.paint(s, int(90*scale), int(70*scale))
				p.paint(s, 1, 1)
			}
		}
	}
	p.paint(&scene{notes: newNotes(nil, nil, nil), scale: 1}, 20, 20)
}

func TestGuideLinesStandWhereTheySay(t *testing.T) {
	d := newDesk(t)
	p := painter{}
	changed := func(g Guide) (columns map[int]bool) {
		s := small(t, true, 1)
		s.marked = sequencer.Select([]sequencer.NoteID{s.notes.parts[0].part.Notes[0].ID}, nil)
		plain := append([]byte(nil), p.paint(s, 320, 200).Pix...)
		s.guides[g] = true
		after := p.paint(s, 320, 200).Pix
		columns = map[int]bool{}
		for i := 0; i < len(after); i += 4 {
			if after[i] != plain[i] || after[i+1] != plain[i+1] || after[i+2] != plain[i+2] {
				columns[i/4%320] = true
			}
		}
		return columns
	}
	starts := changed(GuideStarts)
	assert.Len(t, starts, 1, "one note is selected")
	assert.Len(t, Guides(), int(guides))
	d.roll.SetGuide(GuideMarks, true)
	assert.True(t, d.roll.Guided(GuideMarks))
}
