package sequencer

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

// slender is the chapel with a pedal that takes two keys and a Great with an action of its own.
func slender(t testing.TB) *registration.Console {
	c := *chapel(t)
	c.Mechanics.Divisions[0] = registration.DivisionMechanics{RepeatGap: 90 * time.Millisecond, ShortestNote: 70 * time.Millisecond}
	c.Mechanics.Divisions[2].MostKeys = 2
	out, err := registration.NewConsole(c)
	require.NoError(t, err)
	return out
}

func TestADivisionTakesNoMoreKeysThanItHasWindFor(t *testing.T) {
	a := arrange(t, Piece{Console: slender(t), Parts: []Part{{Name: "Bass", Routing: on("pedal"), Notes: []Note{
		{Start: 0, End: 960, Key: 36},
		{Start: 0, End: 960, Key: 40},
		{Start: 0, End: 960, Key: 43},
		{Start: 0, End: 960, Key: 48},
		{Start: 480, End: 1440, Key: 50},
		{Start: 960, End: 1920, Key: 38},
		{Start: 1440, End: 1920, Key: 41},
	}}, {Name: "Right", Routing: on("great"), Notes: []Note{{Start: 0, End: 960, Key: 60}, {Start: 0, End: 960, Key: 64}, {Start: 0, End: 960, Key: 67}}}}})
	p, found := Compile(a, nil)
	var pedal, great []uint8
	for _, e := range p.Events() {
		switch {
		case e.Kind != KeyDown:
		case e.Division == 2:
			pedal = append(pedal, e.Key)
		default:
			great = append(great, e.Key)
		}
	}
	assert.Equal(t, []uint8{36, 48, 38, 41}, pedal, "the outer voices, and a key that is down stays")
	assert.Equal(t, []uint8{60, 64, 67}, great)
	require.Len(t, found, 2)
	assert.Equal(t, "crowded", found[0].Kind)
	assert.Equal(t, Fault, found[0].Severity)
	assert.Equal(t, "The Pedal takes 2 keys at once: E2 and G2 are silent.", found[0].Message)
	assert.Equal(t, "The Pedal takes 2 keys at once: D3 is silent.", found[1].Message)
	assert.Equal(t, Tick(480), found[1].At)
}

func TestNoDivisionIsEverCrowdedAndWhatIsLeftOutIsSaid(t *testing.T) {
	c := slender(t)
	for seed := range uint64(80) {
		piece := throw(seed).piece(t, 150)
		all, _ := Compile(arrange(t, piece), nil)
		piece.Console = c
		p, found := Compile(arrange(t, piece), nil)
		strokes := func(p *Performance) (n int) {
			for _, e := range p.Events() {
				if e.Kind == KeyDown && e.Division == 2 {
					n++
				}
			}
			return n
		}
		said := 0
		for _, d := range found {
			if d.Kind == "crowded" {
				said++
				require.Equal(t, "pedal", d.Division)
			}
		}
		require.Equal(t, strokes(all) > strokes(p), said > 0, "seed %d", seed)
		var s Sounding
		for _, e := range p.Events() {
			s.Apply(e)
			down := 0
			for k := range s.Held {
				if k.Division == 2 {
					down++
				}
			}
			require.LessOrEqual(t, down, 2, "seed %d", seed)
		}
		for at, spans := range presses(t, p) {
			for i := 1; i < len(spans); i++ {
				apart, gap := spans[i].from-spans[i-1].from, spans[i].from-spans[i-1].to
				require.GreaterOrEqual(t, gap, min(c.Mechanics.RepeatGapOf(at.division), apart/2), "seed %d: %v", seed, at)
			}
		}
	}
}
