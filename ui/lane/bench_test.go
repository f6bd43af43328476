package lane

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"voluntary/sequencer"
	"voluntary/ui/axis"
)

// busy is a cathedral piece of 200 bars whose lane has 1,000 events over 60 rows.
func busy(b *testing.B) *sequencer.Arrangement {
	b.Helper()
	a := piece(b, "cathedral")
	c := a.Console()
	p := a.Piece()
	p.Parts[0].Notes = nil
	for i := range sequencer.Tick(800) {
		p.Parts[0].Notes = append(p.Parts[0].Notes, sequencer.Note{Start: i * sequencer.PPQ, End: (i + 1) * sequencer.PPQ, Key: 60})
	}
	for i := range 1000 {
		k := c.Controls[i*7%60].ID
		e := sequencer.LaneEvent{At: sequencer.Tick(i) * 200 * bar / 1000, Expression: []sequencer.Shoe{{Enclosure: c.Enclosures[0].ID, Value: uint8(i * 37 % 128), Line: i%2 == 0}}}
		if i/60%2 == 0 {
			e.Draw = []string{k}
		} else {
			e.Retire = []string{k}
		}
		p.Lane = append(p.Lane, e)
	}
	a, err := sequencer.New(p)
	if err != nil {
		b.Fatal(err)
	}
	return a
}

// BenchmarkScroll is all of our own time for a step of scrolling a lane with 1,000 events: words, names, slice, picture.
func BenchmarkScroll(b *testing.B) {
	test.NewTempApp(b)
	a := busy(b)
	s := show(b, a)
	w := test.NewTempWindow(b, s.Lane)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1920, 700))
	s.ShowTime(true)
	s.SetSlice(2*bar, 9*bar)
	ax := axis.Axis{PerTick: 20.0 / bar, Width: 1748, End: 200 * bar}
	i := 0
	for b.Loop() {
		i++
		s.SetAxis(ax.ScrollBy(float32(i % 2000)))
		s.draw(1748, 680)
	}
}

// BenchmarkEdit is what a change of a lane with 1,000 events costs until it is laid out and painted.
func BenchmarkEdit(b *testing.B) {
	test.NewTempApp(b)
	a := busy(b)
	s := show(b, a)
	w := test.NewTempWindow(b, s.Lane)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(1920, 700))
	i := 0
	for b.Loop() {
		i++
		next, err := sequencer.SetShoe(sequencer.Tick(i%800)*sequencer.PPQ, a.Console().Enclosures[0].ID, uint8(i%128))(a)
		if err != nil {
			b.Fatal(err)
		}
		s.SetArrangement(next, next.Console())
		s.draw(1748, 680)
	}
}

func BenchmarkPaintCathedral(b *testing.B) {
	a := piece(b, "cathedral")
	for i, k := range a.Console().Controls {
		var err error
		if a, err = sequencer.SetControl(sequencer.Tick(i%7)*bar, k.ID, true)(a); err != nil {
			b.Fatal(err)
		}
	}
	p := painter{}
	s := &picture{
		layout: NewLayout(a, a.Console(), View{All: true}), meters: a.Meters(), axis: axis.Axis{PerTick: 40.0 / bar, Width: 1600, End: 16 * bar},
		scale: 1, end: a.End(), hover: Hit{Row: -1}, marked: Hit{Row: -1},
	}
	for b.Loop() {
		p.paint(s, 1600, 900)
	}
}
