package sequencer

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

var update = flag.Bool("update", false, "write the golden traces anew")

// trace writes a performance and what is to be said about it, an event a line.
func trace(a *Arrangement, c *registration.Console) string {
	var b strings.Builder
	p, _ := Compile(a, c)
	c = p.Console()
	for _, e := range p.Events() {
		fmt.Fprintf(&b, "%10.6f ", e.At.Seconds())
		switch e.Kind {
		case KeyDown:
			fmt.Fprintf(&b, "on %s %s %d\n", c.Divisions[e.Division].ID, KeyName(e.Key), e.Velocity)
		case KeyUp:
			fmt.Fprintf(&b, "off %s %s\n", c.Divisions[e.Division].ID, KeyName(e.Key))
		default:
			switch e.Change.Kind {
			case registration.Draw:
				fmt.Fprintf(&b, "draw %s\n", c.Controls[e.Change.Control].ID)
			case registration.Retire:
				fmt.Fprintf(&b, "retire %s\n", c.Controls[e.Change.Control].ID)
			default:
				fmt.Fprintf(&b, "expression %s %d\n", c.Enclosures[e.Change.Enclosure].ID, e.Change.Value)
			}
		}
	}
	fmt.Fprintf(&b, "%10.6f end\n", p.End().Seconds())
	for _, d := range Check(a, c) {
		fmt.Fprintf(&b, "%v %s %s: %s %s\n", a.Meters().Position(d.At), d.Severity, d.Kind, d.Message, d.Fix)
	}
	return b.String()
}

// The arrangements of the golden traces, at 120 quarters a minute, so that a quarter (960 ticks) is half a second.
var golden = map[string]struct {
	about string
	piece Piece
	other bool // compiled for an organ it was not made for
}{
	"routing": {
		about: "One part on the Great, from the second bar on the Swell, then on nothing, then where there is no such division.",
		piece: Piece{
			Parts: []Part{{
				Name: "Soprano", Shift: -12,
				Routing: []Routing{{0, "great"}, {3840, "swell"}, {7680, ""}, {11520, "choir"}},
				Notes: []Note{
					{Start: 0, End: 960, Key: 72, Velocity: 64},
					{Start: 2880, End: 4800, Key: 74, Velocity: 65}, // held over the change: it stays where it began
					{Start: 3840, End: 4800, Key: 74, Velocity: 66},
					{Start: 7680, End: 8640, Key: 76, Velocity: 67},
					{Start: 11520, End: 12480, Key: 77, Velocity: 68},
				},
			}, {Name: "Alto", Notes: []Note{{Start: 0, End: 960, Key: 60, Velocity: 64}}}},
			Lane: []LaneEvent{{At: 0, Draw: []string{"great.principal-8", "swell.gamba-8"}}},
		},
	},
	"unison": {
		about: "Two parts meet on one key: it is held from the first start to the last end, and struck again only where nobody holds it.",
		piece: Piece{
			Parts: []Part{
				{Name: "Soprano", Routing: on("great"), Notes: []Note{
					{Start: 480, End: 1920, Key: 60, Velocity: 80},
					{Start: 1920, End: 2880, Key: 60, Velocity: 80},
					{Start: 3840, End: 4800, Key: 60, Velocity: 80},
				}},
				{Name: "Alto", Routing: on("great"), Notes: []Note{
					{Start: 960, End: 3360, Key: 60, Velocity: 40},
					{Start: 3840, End: 5760, Key: 60, Velocity: 100},
				}},
				{Name: "Bass", Routing: on("swell"), Notes: []Note{{Start: 960, End: 1920, Key: 60, Velocity: 40}}},
			},
			Lane: []LaneEvent{{Draw: []string{"great.principal-8", "swell.gamba-8"}}},
		},
	},
	"repeated notes": {
		about: "A key struck again and again is let up 50 ms before each stroke, for half the time when the strokes are closer.",
		piece: Piece{
			Parts: []Part{{Name: "Toccata", Routing: on("great"), Notes: []Note{
				{Start: 0, End: 960, Key: 60, Velocity: 64},
				{Start: 960, End: 1920, Key: 60, Velocity: 64},
				{Start: 1920, End: 1960, Key: 60, Velocity: 64}, // 20 ms: made 30 long
				{Start: 2016, End: 2112, Key: 60, Velocity: 64}, // 50 ms apart
				{Start: 2112, End: 2880, Key: 60, Velocity: 64},
				{Start: 2400, End: 4800, Key: 60, Velocity: 64}, // the earlier yields
				{Start: 5760, End: 5760, Key: 60, Velocity: 0},  // no length, no velocity
			}}},
			Lane: []LaneEvent{{Draw: []string{"great.flute-4"}}},
		},
	},
	"compass": {
		about: "What the keyboard does not have is silent and said once for each key.",
		piece: Piece{
			Parts: []Part{
				{Name: "Bass", Routing: on("pedal"), Notes: []Note{
					{Start: 0, End: 960, Key: 24, Velocity: 64},
					{Start: 960, End: 1920, Key: 36, Velocity: 64},
					{Start: 1920, End: 2880, Key: 72, Velocity: 64},
					{Start: 2880, End: 3840, Key: 24, Velocity: 64},
				}},
				{Name: "Descant", Shift: 24, Routing: on("great"), Notes: []Note{
					{Start: 0, End: 960, Key: 110, Velocity: 64},
					{Start: 960, End: 1920, Key: 72, Velocity: 64},
				}},
			},
			Lane: []LaneEvent{{Draw: []string{"great.flute-4", "pedal.bourdon-16"}}},
		},
	},
	"scenes": {
		about: "A scene of the piece hides the console's own of that name; what it does not name is left alone; the event's own orders come after it.",
		piece: Piece{
			Parts: []Part{{Name: "Choral", Routing: on("great"), Notes: []Note{{Start: 0, End: 15360, Key: 60, Velocity: 64}}}},
			Scenes: []registration.Scene{
				{Name: "Full", On: []string{"great.principal-8", "great.flute-4", "swell-to-great", "great.mixture"}, Shoes: map[string]uint8{"swell": 127, "solo": 3, "choir": 4}},
			},
			Lane: []LaneEvent{
				{At: 0, Scene: "Soft"},
				{At: 3840, Scene: "Full", Retire: []string{"great.flute-4"}},
				{At: 7680, Scene: "Soft", Draw: []string{"great.flute-4"}},
				{At: 11520, Scene: "Reeds"},
			},
		},
	},
	"expression": {
		about: "The shoe moves; what changes nothing is not said; two events at one place are one change.",
		piece: Piece{
			Tempo: []Tempo{{0, time.Second}, {1920, 250 * time.Millisecond}},
			Parts: []Part{{Name: "Solo", Routing: on("swell"), Notes: []Note{{Start: 960, End: 2880, Key: 60, Velocity: 64}}}},
			Lane: []LaneEvent{
				{At: 0, Draw: []string{"swell.gamba-8", "swell.tremulant"}, Expression: []Shoe{{Enclosure: "swell", Value: 127}}},
				{At: 960, Expression: []Shoe{{Enclosure: "swell", Value: 10}, {Enclosure: "swell", Value: 20}}},
				{At: 1440, Expression: []Shoe{{Enclosure: "swell", Value: 20}}},
				{At: 1920, Draw: []string{"swell.tremulant"}, Expression: []Shoe{{Enclosure: "swell", Value: 90}}},
				{At: 1920, Retire: []string{"swell.tremulant"}},
				{At: 3000, Expression: []Shoe{{Enclosure: "swell", Value: 0}}},
			},
		},
	},
	"another organ": {
		about: "Made for the chapel and played on another organ: a stop is found by its meaning, another is not there.",
		other: true,
		piece: Piece{
			Parts: []Part{
				{Name: "Manual", Routing: on("great"), Notes: []Note{{Start: 0, End: 960, Key: 60, Velocity: 64}}},
				{Name: "Pedal", Routing: on("pedal"), Notes: []Note{{Start: 0, End: 960, Key: 40, Velocity: 64}}},
			},
			Lane: []LaneEvent{
				{At: 0, Draw: []string{"great.principal-8", "great.flute-4"}, Expression: []Shoe{{Enclosure: "swell", Value: 3}}},
				{At: 480, Retire: []string{"great.flute-4"}, Draw: []string{"pedal.bourdon-16"}},
			},
		},
	},
	"silence": {
		about: "Keys without a stop, a stop without keys, a stop drawn twice, and how couplers and the unison off count.",
		piece: Piece{
			Parts: []Part{
				{Name: "Manual", Routing: on("great"), Notes: []Note{
					{Start: 0, End: 960, Key: 60, Velocity: 64},
					{Start: 960, End: 1920, Key: 62, Velocity: 64},
					{Start: 3840, End: 4800, Key: 64, Velocity: 64},
					{Start: 7680, End: 8640, Key: 65, Velocity: 64},
					{Start: 11520, End: 12480, Key: 67, Velocity: 64},
				}},
			},
			Lane: []LaneEvent{
				{At: 1920, Draw: []string{"great.principal-8", "pedal.bourdon-16"}},
				{At: 4800, Draw: []string{"great.principal-8", "great-unison-off"}, Retire: []string{"great.flute-4"}},
				{At: 9600, Draw: []string{"swell-to-great", "swell.gamba-8"}},
			},
		},
	},
}

// neighbour is an organ that the pieces were not made for.
func neighbour(t testing.TB) *registration.Console {
	t.Helper()
	c, err := registration.NewConsole(registration.Console{
		Name:      "neighbour",
		Divisions: []registration.Division{{ID: "great", Name: "Great", Lowest: 36, Highest: 96}},
		Controls: []registration.Control{
			{ID: "great.flute-4", Name: "Flute", Pitch: 4, Family: registration.Flute},
			{ID: "great.open-8", Name: "PRINCIPAL", Pitch: 8, Family: registration.Principal},
		},
	})
	require.NoError(t, err)
	return c
}

func TestGoldenTraces(t *testing.T) {
	folder := filepath.Join("..", "testdata", "golden", "compile")
	for name, test := range golden {
		t.Run(name, func(t *testing.T) {
			a := arrange(t, test.piece)
			var c *registration.Console
			if test.other {
				c = neighbour(t)
			}
			got := "# " + test.about + "\n" + trace(a, c)
			for range 5 {
				require.Equal(t, got, "# "+test.about+"\n"+trace(a, c), "compiling is pure")
			}
			path := filepath.Join(folder, strings.ReplaceAll(name, " ", "-")+".txt")
			if *update {
				require.NoError(t, os.MkdirAll(folder, 0o755))
				require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, string(want), got)
		})
	}
}

// keyLife is when one key of one division is down.
type keyPlace struct {
	division registration.DivisionID
	key      uint8
}

type span struct{ from, to time.Duration }

// presses lists when each key is down, and fails where a key is struck while down, let up while up, or left down.
func presses(t testing.TB, p *Performance) map[keyPlace][]span {
	t.Helper()
	out := make(map[keyPlace][]span)
	down := make(map[keyPlace]time.Duration)
	require.True(t, slices.IsSortedFunc(p.Events(), CompareEvents))
	for _, e := range p.Events() {
		at := keyPlace{e.Division, e.Key}
		switch e.Kind {
		case KeyDown:
			require.NotContains(t, down, at, "struck at %v while it is down", e.At)
			require.NotZero(t, e.Velocity)
			down[at] = e.At
		case KeyUp:
			require.Contains(t, down, at, "let up at %v while it is up", e.At)
			require.Greater(t, e.At, down[at])
			out[at] = append(out[at], span{down[at], e.At})
			delete(down, at)
		}
	}
	require.Empty(t, down, "left down")
	return out
}

// wanted lists when each key is down by the rules and nothing clever: a note sounds until it ends or its own part strikes
// the key again, on the division that its part has where the note starts.
func wanted(a *Arrangement, c *registration.Console) map[keyPlace][]span {
	out := make(map[keyPlace][]span)
	for _, part := range a.Parts() {
		for _, n := range part.Notes {
			d, ok := c.Division(part.DivisionAt(n.Start))
			key, has := part.Sounding(n)
			if !ok || !has || !c.Divisions[d].Has(key) {
				continue
			}
			end := n.End
			for _, later := range part.Notes {
				again, played := c.Division(part.DivisionAt(later.Start))
				if later.Key == n.Key && later.Start > n.Start && played && again == d {
					end = min(end, later.Start)
				}
			}
			at := keyPlace{d, key}
			out[at] = append(out[at], span{a.Tempo().TimeAt(n.Start), a.Tempo().TimeAt(end)})
		}
	}
	return out
}

func covers(spans []span, t time.Duration) bool {
	return slices.ContainsFunc(spans, func(s span) bool { return s.from <= t && t < s.to })
}

func TestKeysAreDownWhenANoteSoundsAndOnlyThen(t *testing.T) {
	c := swift(t)
	for seed := range uint64(80) {
		a := arrange(t, throw(seed).piece(t, 150))
		p, _ := Compile(a, c)
		got, want := presses(t, p), wanted(a, c)
		for at, spans := range want {
			for _, s := range spans {
				for _, moment := range []time.Duration{s.from, (s.from + s.to) / 2, s.to - 1, s.to} {
					if s.to-s.from < 2*shortestStroke {
						continue
					}
					if covers(spans, moment) {
						require.True(t, covers(got[at], moment), "seed %d: %v is up at %v", seed, at, moment)
					}
				}
			}
		}
		for at, spans := range got {
			for _, s := range spans {
				if s.to-s.from > 2*shortestStroke {
					require.True(t, covers(want[at], (s.from+s.to)/2), "seed %d: %v is down at %v", seed, at, (s.from+s.to)/2)
				}
			}
		}
	}
}

func TestTheConsolesGapsAreKept(t *testing.T) {
	c := chapel(t)
	short := 0
	for seed := range uint64(80) {
		a := arrange(t, throw(seed).piece(t, 150))
		p, _ := Compile(a, nil)
		for at, spans := range presses(t, p) {
			for i := 1; i < len(spans); i++ {
				apart, gap := spans[i].from-spans[i-1].from, spans[i].from-spans[i-1].to
				require.GreaterOrEqual(t, gap, min(c.Mechanics.RepeatGap, apart/2), "seed %d: %v", seed, at)
				if gap < c.Mechanics.RepeatGap {
					short++
				}
			}
			for i, s := range spans {
				if i+1 == len(spans) || spans[i+1].from-s.from > c.Mechanics.ShortestNote+c.Mechanics.RepeatGap {
					require.GreaterOrEqual(t, s.to-s.from, c.Mechanics.ShortestNote, "seed %d: %v", seed, at)
				}
			}
		}
	}
	assert.NotZero(t, short, "the pieces are dense enough to meet the rule of the half")
}

func TestEveryUnheardNoteIsSaid(t *testing.T) {
	a := arrange(t, golden["unison"].piece)
	_, found := Compile(a, nil)
	var at []Tick
	for _, d := range found {
		require.Equal(t, "unison", d.Kind)
		at = append(at, d.At)
	}
	assert.Equal(t, []Tick{960, 1920}, at)
}

func TestWhatTheLaneSaysIsWhatTheOrganIsTold(t *testing.T) {
	for seed := range uint64(100) {
		a := arrange(t, throw(seed).piece(t, 5))
		c := a.Console()
		p, _ := Compile(a, nil)
		pic := PictureLane(a, c)
		r := NewRegistrar(a, c)
		lane := a.Lane()
		for i := range lane {
			r.Play(&lane[i])
			if i+1 < len(lane) && lane[i+1].At == lane[i].At {
				continue
			}
			at := a.Tempo().TimeAt(lane[i].At)
			require.Equal(t, r.State(), p.StateAt(at), "seed %d", seed)
			require.Equal(t, r.State(), p.StateAt(at+1), "seed %d", seed)
			require.Equal(t, r.State(), pic.StateAt(lane[i].At, c.Initial()), "seed %d", seed)
			s := r.State()
			for id := range c.Controls {
				shown := slices.ContainsFunc(pic.Bars, func(b LaneBar) bool {
					return int(b.Control) == id && b.Start <= lane[i].At && (lane[i].At < b.End || b.Open)
				})
				require.Equal(t, s.On(registration.ControlID(id)), shown, "seed %d", seed)
			}
		}
		require.True(t, slices.IsSortedFunc(pic.Bars, func(x, y LaneBar) int {
			return cmp.Or(cmp.Compare(x.Control, y.Control), cmp.Compare(x.Start, y.Start))
		}))
		require.Equal(t, c.Initial(), pic.StateAt(-1, c.Initial()))
		for i := 1; i < len(p.Events()); i++ {
			before, e := p.Events()[i-1], p.Events()[i]
			require.False(t, e.At == before.At && e.Kind == before.Kind && e.Kind != KeyUp && e.Kind != KeyDown && e.Change == before.Change)
		}
	}
}
