package sequencer

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

// folded is what sounds at t when every event from the start is made, one after the other.
func folded(p *Performance, t time.Duration) Sounding {
	s := Sounding{State: p.Console().Initial()}
	for _, e := range p.Events() {
		if e.At < t || e.At == t && e.Kind != KeyDown {
			s.Apply(e)
		}
	}
	return s
}

func requireChase(t testing.TB, p *Performance, at time.Duration) {
	t.Helper()
	want := folded(p, at)
	require.True(t, want == p.Chase(at), "at %v", at)
	require.True(t, want.State == p.StateAt(at), "at %v", at)
	i := p.Index(at)
	require.True(t, i == 0 || p.Events()[i-1].At < at)
	require.True(t, i == len(p.Events()) || p.Events()[i].At >= at)
}

func TestChaseIsTheFoldOfAllBefore(t *testing.T) {
	for seed := range uint64(60) {
		d := throw(seed)
		p, _ := Compile(arrange(t, d.piece(t, 60)), nil)
		for range 30 {
			requireChase(t, p, time.Duration(d.Int64N(int64(p.End()+time.Second))))
		}
		for range 30 {
			if n := len(p.Events()); n > 0 {
				at := p.Events()[d.IntN(n)].At
				for by := time.Duration(-1); by <= 1; by++ {
					requireChase(t, p, at+by)
				}
			}
		}
		requireChase(t, p, -time.Second)
		requireChase(t, p, 0)
		requireChase(t, p, p.End())
	}
}

// Performances with several checkpoints, of any events in order.
func TestChaseStartsFromACheckpoint(t *testing.T) {
	c := chapel(t)
	for _, n := range []int{0, 1, checkpointEvery - 1, checkpointEvery, checkpointEvery + 1, 3*checkpointEvery + 17} {
		d := throw(uint64(n))
		events := make([]Event, n)
		for i := range events {
			e := Event{At: time.Duration(d.IntN(n/2 + 1)), Kind: Kind(d.IntN(4))}
			switch e.Kind {
			case Change:
				e.Change = registration.Change{Kind: []registration.ChangeKind{registration.Draw, registration.Retire}[d.IntN(2)], Control: registration.ControlID(d.IntN(len(c.Controls)))}
			case Expression:
				e.Change = registration.Change{Kind: registration.Express, Value: uint8(d.IntN(128))}
			default:
				e.Division, e.Key, e.Velocity = registration.DivisionID(d.IntN(3)), uint8(d.IntN(128)), uint8(d.IntN(128))
			}
			events[i] = e
		}
		slices.SortFunc(events, CompareEvents)
		p := newPerformance(c, events, TempoMap{}, MeterMap{}, 0)
		for range 25 {
			requireChase(t, p, time.Duration(d.IntN(n/2+2)))
		}
		for i := 0; i < n; i += checkpointEvery {
			requireChase(t, p, events[i].At)
		}
	}
}

func TestAPlayerGoesOnWhereTheChaseEnds(t *testing.T) {
	for seed := range uint64(40) {
		d := throw(seed)
		p, _ := Compile(arrange(t, d.piece(t, 40)), nil)
		at := time.Duration(d.Int64N(int64(p.End() + 1)))
		s := p.Chase(at)
		for _, e := range p.Events()[p.Index(at):] {
			s.Apply(e)
		}
		require.True(t, s == folded(p, p.End()+1), "seed %d", seed)
		for k := range s.Held {
			t.Errorf("seed %d: key %d is left down", seed, k.Key)
		}
	}
}

func TestHeldKeysAreListedInOrder(t *testing.T) {
	var s Sounding
	s.Apply(Event{Kind: KeyDown, Division: 2, Key: 40, Velocity: 7})
	s.Apply(Event{Kind: KeyDown, Division: 0, Key: 60})
	s.Apply(Event{Kind: KeyDown, Division: 0, Key: 72, Velocity: 9})
	s.Apply(Event{Kind: KeyUp, Division: 0, Key: 72})
	assert.Equal(t, []HeldKey{{0, 60, 1}, {2, 40, 7}}, slices.Collect(s.Held))
	for range s.Held {
		break
	}
}

func TestEventsComeInTheOrderAnOrganNeeds(t *testing.T) {
	want := []Event{
		{At: 1, Kind: KeyDown, Key: 60},
		{At: 2, Kind: KeyUp, Key: 60},
		{At: 2, Kind: Change, Change: registration.Change{Kind: registration.Retire, Control: 9}},
		{At: 2, Kind: Change, Change: registration.Change{Kind: registration.Draw, Control: 1}},
		{At: 2, Kind: Expression, Change: registration.Change{Kind: registration.Express, Value: 3}},
		{At: 2, Kind: KeyDown, Division: 0, Key: 61},
		{At: 2, Kind: KeyDown, Division: 1, Key: 60},
	}
	d := throw(1)
	got := slices.Clone(want)
	for range 50 {
		d.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
		slices.SortFunc(got, CompareEvents)
		require.Equal(t, want, got)
	}
	assert.Equal(t, "off change expression on unknown", Kind(0).String()+" "+Kind(1).String()+" "+Kind(2).String()+" "+Kind(3).String()+" "+Kind(9).String())
}
