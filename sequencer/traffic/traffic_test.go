package traffic

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
)

const beat = sequencer.Tick(sequencer.PPQ) // half a second

// organ has twelve stops said by NRPN, nine bytes each, on one manual and a pedal.
func organ(t testing.TB, alter func(*registration.Console)) *registration.Console {
	t.Helper()
	c := registration.Console{
		Name: "chapel",
		Divisions: []registration.Division{
			{ID: "great", Name: "Great", Lowest: 36, Highest: 96}, {ID: "pedal", Name: "Pedal", Lowest: 36, Highest: 67},
		},
		Enclosures: []registration.Enclosure{{ID: "box", Name: "Box"}},
		Dialect: registration.Dialect{
			Divisions: []registration.DivisionCode{{Channel: 1}, {Channel: 2}}, Enclosures: []registration.EnclosureCode{{Channel: 1, Controller: 11}},
		},
	}
	for i := range 12 {
		c.Controls = append(c.Controls, registration.Control{ID: fmt.Sprintf("stop-%d", i), Name: "Stop", Pitch: 8})
		c.Dialect.Controls = append(c.Dialect.Controls, registration.ControlCode{Kind: registration.NRPN, Channel: 16, Number: uint16(i)})
	}
	if alter != nil {
		alter(&c)
	}
	out, err := registration.NewConsole(c)
	require.NoError(t, err)
	return out
}

// tutti draws stops in the second bar, where a chord begins.
func tutti(t testing.TB, c *registration.Console, stops int) *sequencer.Performance {
	t.Helper()
	p := sequencer.Piece{Console: c, Parts: []sequencer.Part{{Name: "Right", Routing: []sequencer.Routing{{Division: "great"}}}}}
	for _, at := range []sequencer.Tick{0, 4 * beat} {
		e := sequencer.LaneEvent{At: at}
		for i := range stops {
			if id := c.Controls[i].ID; at == 0 {
				e.Draw = append(e.Draw, id)
			} else {
				e.Retire = append(e.Retire, id)
			}
		}
		p.Lane = append(p.Lane, e)
	}
	for key := range uint8(4) {
		p.Parts[0].Notes = append(p.Parts[0].Notes, sequencer.Note{Start: 4 * beat, End: 5 * beat, Key: 60 + key, Velocity: 64})
	}
	a, err := sequencer.New(p)
	require.NoError(t, err)
	out, _ := sequencer.Compile(a, nil)
	return out
}

func TestAChordWaitsForTheStopsBeforeIt(t *testing.T) {
	f := Of(tutti(t, organ(t, nil), 12))
	// Twelve stops of 2.88 ms, and the fourth key after three others of 0.96 ms.
	require.Equal(t, []Place{{
		At: 4 * beat, Position: sequencer.Position{Bar: 2, Beat: 1}, Time: 2 * time.Second,
		Keys: 4, LateKey: 37_440 * time.Microsecond, Controls: 5, LateControl: 31_680 * time.Microsecond,
	}}, f.Places(), "and the registration at the beginning does not count")
	require.Len(t, f.Findings(), 1)
	found := f.Findings()[0]
	assert.Equal(t, "At 2:1 there is more than the wire to chapel carries: 4 keys come up to 37 ms late and 5 controls come up to 31 ms late.", found.Message)
	assert.Equal(t, sequencer.Warning, found.Severity)
	assert.Equal(t, "wire", found.Kind)
	assert.InDelta(t, 0.384, f.Busy(2*time.Second, 2100*time.Millisecond), 1e-9)
	assert.Zero(t, f.Busy(0, 2*time.Second))
	assert.Equal(t, 1.0, f.Busy(2*time.Second, 2*time.Second+time.Millisecond))
	assert.Zero(t, f.Busy(time.Second, time.Second))
}

func TestTheWorstPlaceIsWhereKeysComeLatest(t *testing.T) {
	assert.Equal(t, -1, Of(nil).Worst())
	f := &Traffic{places: []Place{{Controls: 1, LateControl: 90 * time.Millisecond}, {Keys: 3, LateKey: 20 * time.Millisecond}, {Keys: 1, LateKey: 30 * time.Millisecond}}}
	assert.Equal(t, 2, f.Worst())
	assert.Equal(t, "1 key comes 30 ms late", f.places[2].Lateness())
	assert.Equal(t, 0, (&Traffic{places: f.places[:1]}).Worst())
}

func TestAQuickWireOrADrawknobsTravelLetsTheChordBeInTime(t *testing.T) {
	assert.Empty(t, Of(tutti(t, organ(t, func(c *registration.Console) { c.Mechanics.WireRate = 1_000_000 }), 12)).Places())
	f := Of(tutti(t, organ(t, func(c *registration.Console) { c.Dialect.Travel = 200 * time.Millisecond }), 12))
	require.Len(t, f.Places(), 1)
	assert.Zero(t, f.Places()[0].Keys)
	assert.Equal(t, sequencer.Remark, f.Findings()[0].Severity)
	assert.Equal(t, 1800*time.Millisecond, f.starts[0])
}

func TestControlsAreSpreadByTheirGap(t *testing.T) {
	f := Of(tutti(t, organ(t, func(c *registration.Console) { c.Dialect.Gap = 90 * time.Millisecond }), 12))
	assert.Empty(t, f.Places(), "controls leave up to a second ahead, and a chord of four keys is not heard as broken")
	f = Of(tutti(t, organ(t, func(c *registration.Console) { c.Dialect.Gap = 250 * time.Millisecond }), 12))
	require.Len(t, f.Places(), 1)
	assert.Equal(t, 7, f.Places()[0].Controls, "the second ahead is not enough")
	assert.Equal(t, 1750*time.Millisecond, f.Places()[0].LateControl)
}

func TestASlowDivisionGoesOutEarlier(t *testing.T) {
	f := Of(tutti(t, organ(t, func(c *registration.Console) { c.Mechanics.Divisions[0].SpeakingDelay = 300 * time.Millisecond }), 1))
	assert.Equal(t, 1700*time.Millisecond, f.starts[0])
}

func TestNothingHasNoTraffic(t *testing.T) {
	assert.Empty(t, Of(nil).Places())
	assert.Empty(t, Of(nil).Findings())
	assert.Zero(t, Of(nil).Busy(0, time.Second))
	assert.Empty(t, Of(tutti(t, organ(t, func(c *registration.Console) { c.Dialect = registration.Dialect{} }), 12)).starts, "nothing can be said")
}

func TestTheWireCarriesOneMessageAtATime(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 0))
		c := organ(t, func(c *registration.Console) {
			c.Dialect.Gap = []time.Duration{0, 20 * time.Millisecond, 250 * time.Millisecond}[r.IntN(3)]
			c.Dialect.Travel = []time.Duration{0, 150 * time.Millisecond}[r.IntN(2)]
			c.Mechanics.Divisions[1].SpeakingDelay = time.Duration(r.IntN(300)) * time.Millisecond
			c.Mechanics.WireRate = []int{0, 9600, 1_000_000}[r.IntN(3)]
		})
		p := sequencer.Piece{Console: c, Parts: []sequencer.Part{
			{Name: "Right", Routing: []sequencer.Routing{{Division: "great"}}}, {Name: "Feet", Routing: []sequencer.Routing{{Division: "pedal"}}},
		}}
		for range r.IntN(200) {
			from := sequencer.Tick(r.IntN(64)) * beat / 4
			part := &p.Parts[r.IntN(2)]
			part.Notes = append(part.Notes, sequencer.Note{Start: from, End: from + beat, Key: uint8(40 + r.IntN(20)), Velocity: 64})
		}
		for range r.IntN(40) {
			e := sequencer.LaneEvent{At: sequencer.Tick(r.IntN(32)) * beat / 2, Draw: []string{c.Controls[r.IntN(12)].ID}}
			if r.IntN(2) == 0 {
				e.Draw, e.Retire = nil, e.Draw
			}
			if r.IntN(3) == 0 {
				e.Expression = []sequencer.Shoe{{Enclosure: "box", Value: uint8(r.IntN(128))}}
			}
			p.Lane = append(p.Lane, e)
		}
		a, err := sequencer.New(p)
		require.NoError(t, err)
		perf, _ := sequencer.Compile(a, nil)
		f := Of(perf)
		require.Len(t, f.occupied, len(f.starts)+1)
		for i := 1; i < len(f.starts); i++ {
			require.GreaterOrEqual(t, f.starts[i], f.starts[i-1]+f.occupied[i]-f.occupied[i-1], "seed %d", seed)
		}
		total := time.Duration(0)
		for _, m := range said(perf) {
			total += m.length
		}
		require.Equal(t, total, f.occupied[len(f.starts)])
		messages := said(perf)
		pace(messages, &c.Dialect)
		last := -time.Hour
		for _, m := range messages {
			require.GreaterOrEqual(t, m.leaves, m.due-spread, "seed %d", seed)
			if m.control {
				require.GreaterOrEqual(t, m.leaves-last, c.Dialect.Gap, "seed %d", seed)
				last = m.leaves
			}
		}
		for i, place := range f.Places() {
			require.Positive(t, place.Keys+place.Controls)
			if i > 0 {
				require.NotEqual(t, f.Places()[i-1].At, place.At, "seed %d", seed)
			}
		}
	}
}

func BenchmarkOf(b *testing.B) {
	p := tutti(b, organ(b, nil), 12)
	b.ReportMetric(float64(len(p.Events())), "events")
	for b.Loop() {
		Of(p)
	}
}
