package roll

import (
	"image"
	"image/color"
	imagedraw "image/draw"
	"math/rand"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/axis"
)

// organ is a console of three divisions.
func organ(tb testing.TB) *registration.Console {
	c, err := registration.NewConsole(registration.Console{
		Name: "test", Title: "Test", Divisions: []registration.Division{
			{ID: "great", Name: "Great", Lowest: 36, Highest: 96},
			{ID: "swell", Name: "Swell", Lowest: 36, Highest: 96},
			{ID: "pedal", Name: "Pedal", Lowest: 36, Highest: 67, Pedal: true},
		},
		Controls: []registration.Control{
			{ID: "great.principal-8", Division: 0, Name: "Principal", Pitch: 8, Family: registration.Principal},
			{ID: "swell.flute-8", Division: 1, Name: "Flute", Pitch: 8, Family: registration.Flute},
		},
	})
	require.NoError(tb, err)
	return c
}

// crowd is n notes in three parts over some bars.
func crowd(tb testing.TB, c *registration.Console, n int, over sequencer.Tick) *sequencer.Arrangement {
	r := rand.New(rand.NewSource(1))
	p := sequencer.Piece{Title: "Crowd", Console: c}
	for i, d := range []string{"great", "swell", "pedal"} {
		part := sequencer.Part{ID: sequencer.PartID(i + 1), Name: d, Routing: []sequencer.Routing{{Division: d}}}
		for range n / 3 {
			start := sequencer.Tick(r.Int63n(int64(over)))
			part.Notes = append(part.Notes, sequencer.Note{
				Start: start, End: start + sequencer.Tick(160+r.Intn(600)), Key: uint8(21 + r.Intn(88)), Velocity: 80,
			})
		}
		p.Parts = append(p.Parts, part)
	}
	a, err := sequencer.New(p)
	require.NoError(tb, err)
	return a
}

const benchW, benchH = 1600, 900

// BenchmarkPaint10000 paints 10,000 notes in sight at 1600 by 900 pixels. "x-fill" is how many times as long that takes
// as filling the same area with image/draw, both at their best of some runs.
func BenchmarkPaint10000(b *testing.B) { benchmarkPaint(b, 10_000, 16*3840) }

// BenchmarkPaint100000 paints a whole piece of 100,000 notes.
func BenchmarkPaint100000(b *testing.B) { benchmarkPaint(b, 100_000, 2000*3840) }

// BenchmarkPaint1000000 paints a whole piece of 1,000,000 notes.
func BenchmarkPaint1000000(b *testing.B) { benchmarkPaint(b, 1_000_000, 20000*3840) }

func benchmarkPaint(b *testing.B, n int, over sequencer.Tick) {
	c := organ(b)
	a := crowd(b, c, n, over)
	view := View{Row: float64(benchH) / 88}.WithSize(benchW, benchH)
	view.Axis = view.Axis.WithEnd(over).Fit()
	view = view.FitKeys(21, 108)
	s := &scene{view: view, notes: newNotes(a, c, nil), snap: axis.QuarterBeat, dark: true, scale: 1}
	p := &painter{}
	p.paint(s, benchW, benchH)

	reference := image.NewRGBA(image.Rect(0, 0, benchW, benchH))
	fill := fastest(func() {
		imagedraw.Draw(reference, reference.Rect, image.NewUniform(color.NRGBA{1, 2, 3, 255}), image.Point{}, imagedraw.Src)
	})
	b.ReportAllocs()
	for b.Loop() {
		p.paint(s, benchW, benchH)
	}
	best := fastest(func() { p.paint(s, benchW, benchH) })
	b.ReportMetric(float64(best)/1e6, "best-ms")
	b.ReportMetric(float64(best)/float64(fill), "x-fill")
}

// fastest is the shortest of some runs: what the machine can do when nothing else does.
func fastest(f func()) time.Duration {
	best := time.Hour
	for range 20 {
		start := time.Now()
		f()
		best = min(best, time.Since(start))
	}
	return best
}
