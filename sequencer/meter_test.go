package sequencer

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMeterMapLeadsFromTicksToBarsAndBack(t *testing.T) {
	for name, test := range map[string]struct {
		points []Meter
		want   map[Tick]string
	}{
		"usual":       {nil, map[Tick]string{-1: "1:1", 0: "1:1", 960: "1:2", 3839: "1:4.999", 3840: "2:1", 4320: "2:1.5"}},
		"3/4":         {[]Meter{{0, 3, 4}}, map[Tick]string{2880: "2:1", 1920: "1:3"}},
		"6/8":         {[]Meter{{0, 6, 8}}, map[Tick]string{480: "1:2", 720: "1:2.5", 2880: "2:1"}},
		"begins late": {[]Meter{{3840, 3, 4}}, map[Tick]string{0: "1:1", 3840: "2:1", 6720: "3:1"}},
		"inside a bar": {[]Meter{{0, 4, 4}, {1920, 3, 4}}, map[Tick]string{
			1919: "1:2.999", 1920: "2:1", 4800: "3:1",
		}},
		"the last of two": {[]Meter{{0, 4, 4}, {0, 2, 2}}, map[Tick]string{1920: "1:2", 3840: "2:1"}},
		"nonsense":        {[]Meter{{0, 0, 4}, {0, 3, 5}, {0, 4, 256}, {960, -1, 4}}, map[Tick]string{3840: "2:1"}},
		"says it again":   {[]Meter{{0, 3, 4}, {2880, 3, 4}, {5760, 4, 4}}, map[Tick]string{2880: "2:1", 5760: "3:1", 9600: "4:1"}},
		"again elsewhere": {[]Meter{{0, 3, 4}, {960, 3, 4}}, map[Tick]string{960: "2:1", 3840: "3:1"}},
	} {
		t.Run(name, func(t *testing.T) {
			m := NewMeterMap(test.points)
			for tick, want := range test.want {
				assert.Equal(t, want, m.Position(tick).String(), "tick %d", tick)
				assert.Equal(t, max(tick, 0), m.Tick(m.Position(tick)), "tick %d", tick)
			}
		})
	}
}

func TestTheZeroMeterMapIsTheUsualOne(t *testing.T) {
	var zero MeterMap
	assert.Equal(t, []Meter{{0, 4, 4}}, zero.Points())
	assert.Equal(t, Position{2, 2}, zero.Position(4800))
	assert.Equal(t, Tick(4800), zero.Tick(Position{2, 2}))
	assert.Equal(t, Meter{0, 4, 4}, zero.At(99))
}

func TestBeatsPastTheBarCountOn(t *testing.T) {
	m := NewMeterMap([]Meter{{0, 4, 4}, {1920, 3, 4}})
	assert.Equal(t, Tick(2880), m.Tick(Position{1, 4}), "in the bar that the new meter cut off")
	assert.Equal(t, Tick(1920+5*960), m.Tick(Position{2, 6}))
	assert.Equal(t, Tick(0), m.Tick(Position{-3, 0.2}))
	assert.Equal(t, MaxTick, m.Tick(Position{1 << 40, 1}))
}

func TestBarsCoverTheTimeLine(t *testing.T) {
	d := throw(4)
	for range 200 {
		m := NewMeterMap(d.meters())
		end := Tick(0)
		for bar := 1; bar < 60; bar++ {
			from, to := m.Bar(bar)
			require.Equal(t, end, from, "bar %d of %v", bar, m.Points())
			require.Greater(t, to, from)
			for _, tick := range []Tick{from, (from + to) / 2, to - 1} {
				s, e := m.BarAt(tick)
				require.Equal(t, [2]Tick{from, to}, [2]Tick{s, e})
				require.Equal(t, bar, m.Position(tick).Bar)
				require.Equal(t, tick, m.Tick(m.Position(tick)))
			}
			end = to
		}
	}
}

func FuzzMeter(f *testing.F) {
	f.Add(int64(0), 3, 4, int64(960), 6, 8, int64(12345))
	f.Fuzz(func(t *testing.T, at1 int64, num1, den1 int, at2 int64, num2, den2 int, tick int64) {
		m := NewMeterMap([]Meter{{Tick(at1), num1, den1}, {Tick(at2), num2, den2}})
		at := min(max(Tick(tick), 0), MaxTick)
		p := m.Position(at)
		require.Equal(t, at, m.Tick(p), "%v in %v", p, m.Points())
		require.GreaterOrEqual(t, p.Bar, 1)
		require.GreaterOrEqual(t, p.Beat, 1.0)
	})
}

func TestPositionsAreReadAndWritten(t *testing.T) {
	for text, want := range map[string]Position{
		"1:1": {1, 1}, "12:2.5": {12, 2.5}, "12": {12, 1}, " 3:4 ": {3, 4}, "7:1.3333": {7, 1.3333},
	} {
		p, err := ParsePosition(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, p, text)
	}
	for _, text := range []string{"", ":", "0:1", "1:0", "1:0.5", "-1:1", "1:x", "x", "1:", "1:NaN", "1:Inf", "1:1:1", "99999999999:1", "1:1e9"} {
		_, err := ParsePosition(text)
		assert.ErrorContains(t, err, "is not a position (write BAR:BEAT from 1:1, for example 12:2.5)", text)
	}
	for p, want := range map[Position]string{
		{1, 1}: "1:1", {12, 2.5}: "12:2.5", {3, 1 + 1.0/3}: "3:1.333", {3, 1.9999}: "3:2", {1, 1.0000001}: "1:1",
	} {
		assert.Equal(t, want, p.String())
	}
}

func TestEveryTickOfABarHasATextOfItsOwn(t *testing.T) {
	m := NewMeterMap([]Meter{{0, 4, 4}})
	for tick := Tick(0); tick < 3840; tick++ {
		p, err := ParsePosition(m.Position(tick).String())
		require.NoError(t, err)
		require.Equal(t, tick, m.Tick(p))
	}
}
