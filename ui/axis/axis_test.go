package axis

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
)

const quarter = sequencer.Tick(sequencer.PPQ)

func sample() Axis {
	return Axis{PerTick: 0.1}.WithWidth(800).WithEnd(400 * quarter)
}

func TestTicksAndPlacesAreInverse(t *testing.T) {
	for _, a := range []Axis{sample(), sample().ScrollTo(12345), sample().Zoom(300, 7), {Width: 500, End: 9600}} {
		for tick := sequencer.Tick(0); tick < 20*quarter; tick += 37 {
			x := a.X(a.Tick(0) + tick)
			assert.InDelta(t, float64(a.Tick(0)+tick), float64(a.Tick(x)), 1)
		}
	}
	assert.Equal(t, sequencer.Tick(0), sample().Tick(-5000), "no tick before the start")
	assert.Equal(t, sequencer.MaxTick, Axis{PerTick: 1e-9}.Tick(1e9))
}

func TestZoomKeepsWhatIsUnderThePointer(t *testing.T) {
	a := sample().ScrollTo(float64(100 * quarter))
	for _, x := range []float32{0, 200, 777} {
		for _, f := range []float64{0.5, 0.9, 1.1, 3} {
			assert.InDelta(t, a.At(x), a.Zoom(x, f).At(x), 0.01, "x %v factor %v", x, f)
		}
	}
	assert.Equal(t, Closest, a.Zoom(0, 1e9).PerTick)
	assert.Equal(t, a, a.Zoom(0, math.NaN()))
	small := a.Zoom(0, 1e-9)
	assert.InDelta(t, (800-2*Lead)/float64(400*quarter), small.PerTick, 1e-9, "a long piece zooms out until it fits")
	short := Axis{}.WithWidth(800).WithEnd(quarter).Zoom(0, 1e-9)
	assert.Equal(t, Roughest, short.PerTick)
}

func TestScrollStaysWithThePiece(t *testing.T) {
	a := sample()
	assert.Equal(t, float32(Lead), a.ScrollBy(-1e6).X(0))
	end := a.ScrollBy(1e9)
	assert.InDelta(t, 400, end.X(400*quarter), 0.1, "the end comes to the middle and no further")
	whole := a.Fit()
	assert.Equal(t, whole, whole.ScrollBy(300), "what is wholly in sight does not scroll")
	assert.Equal(t, float64(-Lead/0.1), a.ScrollTo(math.NaN()).ScrollTo(-1e9).Scroll)
}

func TestFitShowsTheSpan(t *testing.T) {
	a := sample().Fit()
	assert.InDelta(t, Lead, a.X(0), 0.01)
	assert.InDelta(t, 800-Lead, a.X(a.End), 0.01)
	b := sample().FitSpan(10*quarter, 20*quarter)
	assert.InDelta(t, Lead, b.X(10*quarter), 0.01)
	assert.InDelta(t, 800-Lead, b.X(20*quarter), 0.01)
	first, end := b.Span()
	assert.LessOrEqual(t, first, 10*quarter)
	assert.GreaterOrEqual(t, end, 20*quarter)
}

func TestRevealAndPage(t *testing.T) {
	a := sample().ScrollTo(float64(50 * quarter))
	assert.Equal(t, a, a.Reveal(52*quarter, 20))
	assert.InDelta(t, 20, a.Reveal(10*quarter, 20).X(10*quarter), 0.01)
	assert.InDelta(t, 780, a.Reveal(200*quarter, 20).X(200*quarter), 0.01)
	assert.Equal(t, a, a.Page(52*quarter))
	assert.InDelta(t, 100, a.Page(200*quarter).X(200*quarter), 0.01)
	assert.InDelta(t, 400, a.Centre(200*quarter).X(200*quarter), 0.01)
}

func TestSnapFollowsTheMeter(t *testing.T) {
	// Two bars of 4/4, then 6/8 that comes one beat into bar 3, then 3/128.
	m := sequencer.NewMeterMap([]sequencer.Meter{{At: 0, Num: 4, Den: 4}, {At: 9 * quarter, Num: 6, Den: 8}, {At: 9*quarter + 2880, Num: 3, Den: 128}})
	tests := []struct {
		name           string
		snap           Snap
		at, down, next sequencer.Tick
		round          sequencer.Tick
	}{
		{"beat", Beat, 1000, 960, 1920, 960},
		{"on a line", Beat, 1920, 1920, 2880, 1920},
		{"halfway goes on", Beat, 480, 0, 960, 960},
		{"bar", Bar, 4000, 3840, 7680, 3840},
		{"a bar cut by a meter", Bar, 8 * quarter, 8 * quarter, 9 * quarter, 8 * quarter},
		{"half of a beat", HalfBeat, 700, 480, 960, 480},
		{"a beat of 6/8 is an eighth", Beat, 9*quarter + 500, 9*quarter + 480, 9*quarter + 960, 9*quarter + 480},
		{"triplet", ThirdBeat, 330, 320, 640, 320},
		{"sixth", SixthBeat, 330, 320, 480, 320},
		{"finer than a tick divides", EighthBeat, 9*quarter + 2880 + 4, 9*quarter + 2880 + 3, 9*quarter + 2880 + 7, 9*quarter + 2880 + 3},
		{"off", Free, 1234, 1234, 1235, 1234},
		{"before the start", Beat, -5, 0, 960, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.down, tt.snap.Down(m, tt.at))
			assert.Equal(t, tt.next, tt.snap.Next(m, tt.at))
			assert.Equal(t, tt.round, tt.snap.Round(m, tt.at))
		})
	}
	assert.Equal(t, quarter, Beat.Before(m, 2*quarter))
	assert.Equal(t, sequencer.Tick(0), Beat.Before(m, 0))
	assert.Equal(t, sequencer.Tick(480), Beat.Step(m, 10*quarter))
	assert.Equal(t, sequencer.Tick(120), Free.Step(m, 0))
}

func TestEveryTickLiesInItsCell(t *testing.T) {
	m := sequencer.NewMeterMap([]sequencer.Meter{{At: 0, Num: 5, Den: 16}, {At: 3000, Num: 7, Den: 64}, {At: 5000, Num: 3, Den: 2}})
	for _, s := range Snaps() {
		for at := sequencer.Tick(0); at < 9000; at++ {
			start, end := s.cell(m, at)
			require.True(t, start <= at && at < end, "%v: %d not in [%d,%d)", s, at, start, end)
			if s != Free {
				require.Equal(t, end, s.Down(m, end), "%v: the end of [%d,%d) is a line", s, start, end)
			}
		}
	}
}

func TestSnapNamesAreReadBack(t *testing.T) {
	for _, s := range Snaps() {
		got, err := ParseSnap(s.String())
		require.NoError(t, err)
		assert.Equal(t, s, got)
		assert.NotEmpty(t, s.Label())
	}
	_, err := ParseSnap("1/5")
	assert.ErrorContains(t, err, `"1/5" is not a grid`)
}

func TestLinesAreThinned(t *testing.T) {
	m := sequencer.NewMeterMap(nil)
	numbers := func(a Axis) (out []int) {
		for _, l := range a.Lines(m, HalfBeat) {
			if l.Rank == BarLine && l.Labelled {
				out = append(out, l.Bar)
			}
		}
		return out
	}
	ranks := func(a Axis) map[Rank]int {
		n := map[Rank]int{}
		for _, l := range a.Lines(m, HalfBeat) {
			n[l.Rank]++
		}
		return n
	}
	base := Axis{}.WithEnd(10000 * quarter)
	close := base.WithWidth(384)
	close.PerTick = 0.05 // 192 units a bar
	assert.Equal(t, []int{1, 2, 3}, numbers(close))
	assert.Equal(t, map[Rank]int{BarLine: 3, BeatLine: 6, PartLine: 8}, ranks(close))
	far := base.WithWidth(384)
	far.PerTick = 0.0052 // 20 units a bar
	assert.Equal(t, []int{1, 5, 9, 13, 17}, numbers(far))
	assert.Zero(t, ranks(far)[BeatLine])
	farthest := base.WithWidth(384).Fit()
	assert.Less(t, len(farthest.Lines(m, HalfBeat)), 80)
	for _, a := range []Axis{close, far, farthest} {
		last := math.Inf(-1)
		for _, l := range a.Lines(m, SixthBeat) {
			assert.Equal(t, a.X(l.At), l.X)
			if l.Rank == BarLine && l.Labelled {
				assert.GreaterOrEqual(t, float64(l.X)-last, float64(numberRoom-1))
				last = float64(l.X)
			}
		}
	}
}

func TestNumbersDoNotChangeWhileScrolling(t *testing.T) {
	m := sequencer.NewMeterMap([]sequencer.Meter{{At: 0, Num: 3, Den: 4}, {At: 300 * quarter, Num: 2, Den: 2}})
	a := Axis{PerTick: 0.006}.WithWidth(600).WithEnd(3000 * quarter)
	named := map[int]bool{}
	for range 200 {
		a = a.ScrollBy(17)
		for _, l := range a.Lines(m, Beat) {
			if l.Rank != BarLine || l.X < 0 {
				continue
			}
			if before, known := named[l.Bar]; known {
				require.Equal(t, before, l.Labelled, "bar %d", l.Bar)
			}
			named[l.Bar] = l.Labelled
		}
	}
}

func TestLinesOfManyMetersAreBounded(t *testing.T) {
	var points []sequencer.Meter
	for i := range 50000 {
		points = append(points, sequencer.Meter{At: sequencer.Tick(i) * quarter, Num: 1 + i%3, Den: 4})
	}
	a := Axis{}.WithWidth(1000).WithEnd(50000 * quarter).Fit()
	assert.LessOrEqual(t, len(a.Lines(sequencer.NewMeterMap(points), Beat)), 400)
}

func TestTimesAreRoundAndApart(t *testing.T) {
	tempo := sequencer.NewTempoMap([]sequencer.Tempo{{At: 0, PerQuarter: time.Second}, {At: 100 * quarter, PerQuarter: 100 * time.Millisecond}})
	for _, a := range []Axis{sample(), sample().Fit(), sample().Zoom(0, 20), sample().ScrollTo(90000)} {
		last := float32(-1000)
		got := a.Times(tempo)
		for _, m := range got {
			assert.GreaterOrEqual(t, m.X-last, float32(timeRoom))
			assert.Zero(t, m.At%time.Second)
			last = m.X
		}
	}
	assert.Equal(t, "1:05", Clock(65*time.Second))
	assert.Equal(t, "2:00:09", Clock(2*time.Hour+9*time.Second))
}
