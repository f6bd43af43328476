package file

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
)

// chapel is a console that is neither shipped nor installed.
func chapel(t testing.TB) *registration.Console {
	t.Helper()
	c, err := registration.NewConsole(registration.Console{
		Name:  "test-chapel",
		Title: "A chapel of the tests",
		Divisions: []registration.Division{
			{ID: "great", Name: "Great", Lowest: 36, Highest: 96},
			{ID: "pedal", Name: "Pedal", Lowest: 36, Highest: 67, Pedal: true},
		},
		Controls: []registration.Control{
			{ID: "great.principal-8", Name: "Principal", Pitch: 8, Family: registration.Principal},
			{ID: "great.flute-4", Name: "Flute", Pitch: 4, Family: registration.Flute},
			{ID: "pedal.bourdon-16", Division: 1, Name: "Bourdon", Pitch: 16, Family: registration.Flute},
			{ID: "great-to-pedal", Kind: registration.Coupler, Division: 1, Name: "Great to Pedal"},
		},
		Enclosures: []registration.Enclosure{{ID: "box", Name: "Box", Divisions: []registration.DivisionID{0}, Initial: 100}},
		Scenes:     []registration.Scene{{Name: "Piano", On: []string{"great.flute-4"}}},
		Mechanics:  registration.Mechanics{RepeatGap: 40 * time.Millisecond},
		Dialect: registration.Dialect{
			Name:      "Plain",
			Divisions: []registration.DivisionCode{{Channel: 1}, {Channel: 2}},
			Controls:  []registration.ControlCode{{Kind: registration.NRPN, Channel: 16, Number: 3}},
		},
	})
	require.NoError(t, err)
	return c
}

// example is the piece of the fixtures: one of everything.
func example(t testing.TB) *sequencer.Arrangement {
	t.Helper()
	a, err := sequencer.New(sequencer.Piece{
		Title: "Old 100th", Composer: "Louis Bourgeois", Tune: "OLD HUNDREDTH", Number: "334", Copyright: "none",
		Notes:   "Slower <on> the last \"verse\" & broad.\nNo tremulant.",
		Tuning:  sequencer.Tuning{Temperament: "meantone", Pitch: 415},
		Console: chapel(t),
		Source:  sequencer.Source{Name: "old100th.mid", Format: "smf", Bytes: []byte("MThd\x00\x00\x00\x06 not really a score")},
		Tempo:   []sequencer.Tempo{{At: 0, PerQuarter: 625 * time.Millisecond}, {At: 3840, PerQuarter: 666_666_667}},
		Meters:  []sequencer.Meter{{At: 0, Num: 4, Den: 4}, {At: 7680, Num: 6, Den: 8}},
		Parts: []sequencer.Part{
			{
				ID: 1, Name: "Soprano", Track: 1, Channel: 3, Shift: -12,
				Routing: []sequencer.Routing{{At: 0, Division: "great"}, {At: 3840, Division: ""}, {At: 4800, Division: "choir"}},
				Notes: []sequencer.Note{
					{ID: 2, Start: 0, End: 960, Key: 79, Velocity: 80, Channel: 3},
					{ID: 3, Start: 960, End: 960, Key: 79, Velocity: 1, Channel: 0},
					{ID: 9, Start: 1920, End: 3839, Key: 78, Velocity: 127, Channel: 16, Muted: true},
				},
			},
			{ID: 4, Name: "Récit „leer“"},
		},
		Lane: []sequencer.LaneEvent{
			{ID: 5, At: 0, Scene: "Piano"},
			{ID: 6, At: 1000, Retire: []string{"great.flute-4"}, Draw: []string{"great.principal-8", "elsewhere.cornet"}},
			{ID: 7, At: 8160, Expression: []sequencer.Shoe{{Enclosure: "box", Value: 0}, {Enclosure: "box", Value: 90, Line: true}}},
		},
		Marks: []sequencer.Mark{
			{ID: 8, At: 0, Kind: sequencer.Verse, Name: "Verse 1"},
			{ID: 10, At: 7680, Kind: sequencer.Wait, Name: "Amen"},
		},
		Scenes: []registration.Scene{
			{Name: "Tutti", On: []string{"great.principal-8"}, Off: []string{"great-to-pedal"}, Shoes: map[string]uint8{"box": 127, "a": 1}},
		},
		Meanings: map[string]registration.Meaning{
			"elsewhere.cornet": {Division: "solo", Kind: registration.Stop, Name: "Cornet", Pitch: 2.6666666666666665, Family: registration.Mixture},
		},
		LastID: 40,
	})
	require.NoError(t, err)
	return a
}

// dice throws random pieces.
type dice struct{ *rand.Rand }

func throw(seed uint64) dice { return dice{rand.New(rand.NewPCG(seed, 7))} }

func (d dice) fill(b []byte) {
	for i := range b {
		b[i] = byte(d.IntN(256))
	}
}

func (d dice) words() string {
	all := []string{"Gamba", "\"", "\\", "\n", "é", "🎵", "<b>", "&", "\u2028", "{[", ", : ", "", "\x00", "ﬁn", "]}"}
	s := ""
	for range d.IntN(4) {
		s += all[d.IntN(len(all))]
	}
	return s
}

func (d dice) tick() sequencer.Tick {
	if d.IntN(50) == 0 {
		return sequencer.Tick(d.Int64N(int64(sequencer.MaxTick)))
	}
	return sequencer.Tick(d.IntN(40_000))
}

func (d dice) ids(from ...string) (out []string) {
	for range d.IntN(3) {
		out = append(out, from[d.IntN(len(from))])
	}
	return out
}

// piece is any piece that New accepts. Ids are left to it, but for the parts'.
func (d dice) piece(c *registration.Console) sequencer.Piece {
	controls := []string{"great.principal-8", "great.flute-4", "pedal.bourdon-16", "great-to-pedal", "gone.gamba-8", d.words()}
	p := sequencer.Piece{
		Title: d.words(), Composer: d.words(), Tune: d.words(), Number: d.words(), Copyright: d.words(), Notes: d.words(),
		Console: c, LastID: d.Uint32N(1000),
	}
	if d.IntN(3) > 0 {
		p.Source = sequencer.Source{Name: d.words() + ".mid", Format: d.words()}
		if n := d.IntN(300); n > 0 {
			p.Source.Bytes = make([]byte, n)
			d.fill(p.Source.Bytes)
		}
	}
	for range d.IntN(4) {
		p.Tempo = append(p.Tempo, sequencer.Tempo{At: d.tick(), PerQuarter: time.Duration(d.Int64N(int64(2 * time.Minute)))})
	}
	for range d.IntN(4) {
		p.Meters = append(p.Meters, sequencer.Meter{At: d.tick(), Num: d.IntN(13), Den: 1 << d.IntN(8)})
	}
	for i := range d.IntN(5) {
		part := sequencer.Part{
			ID: sequencer.PartID(d.IntN(2) * (i + 1)), Name: d.words(), Track: d.IntN(99) - 1,
			Channel: uint8(d.IntN(17)), Shift: int8(d.IntN(256) - 128),
		}
		for range d.IntN(4) {
			part.Routing = append(part.Routing, sequencer.Routing{At: d.tick(), Division: []string{"great", "pedal", "", "solo"}[d.IntN(4)]})
		}
		for range d.IntN(60) {
			start := d.tick()
			part.Notes = append(part.Notes, sequencer.Note{
				Start: start, End: min(start+sequencer.Tick(d.IntN(4000)), sequencer.MaxTick),
				Key: uint8(d.IntN(128)), Velocity: uint8(d.IntN(128)), Channel: uint8(d.IntN(17)), Muted: d.IntN(9) == 0,
			})
		}
		p.Parts = append(p.Parts, part)
	}
	for range d.IntN(12) {
		e := sequencer.LaneEvent{At: d.tick(), Scene: d.words(), Retire: d.ids(controls...), Draw: d.ids(controls...)}
		for range d.IntN(3) {
			e.Expression = append(e.Expression, sequencer.Shoe{Enclosure: d.words(), Value: uint8(d.IntN(128))})
		}
		p.Lane = append(p.Lane, e)
	}
	for range d.IntN(4) {
		p.Marks = append(p.Marks, sequencer.Mark{At: d.tick(), Kind: sequencer.MarkKind(d.words()), Name: d.words()})
	}
	for i := range d.IntN(3) {
		s := registration.Scene{Name: fmt.Sprint(i, d.words()), On: d.ids(controls...), Off: d.ids(controls...)}
		if d.IntN(2) == 0 {
			s.Shoes = map[string]uint8{d.words(): uint8(d.IntN(128)), "box": uint8(d.IntN(128))}
		}
		p.Scenes = append(p.Scenes, s)
	}
	for range d.IntN(3) {
		if p.Meanings == nil {
			p.Meanings = make(map[string]registration.Meaning)
		}
		p.Meanings[d.words()] = registration.Meaning{
			Division: d.words(), Kind: registration.Kind(d.IntN(4)), Name: d.words(), Pitch: d.Float64() * 32, Family: registration.Reed,
		}
	}
	if d.IntN(3) == 0 {
		p.Tuning = sequencer.Tuning{Temperament: d.words(), Pitch: float64(d.IntN(2)) * (380 + d.Float64()*100)}
	}
	return p
}
