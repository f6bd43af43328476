package sequencer_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/template"
	"voluntary/sequencer"
)

// ofMake is one key on each keyboard of a console of this make, with these controls drawn at the beginning.
func ofMake(t *testing.T, name string, draw ...string) *sequencer.Arrangement {
	t.Helper()
	m, err := template.Find(name)
	require.NoError(t, err)
	c, err := m.Console("St Mary", 2)
	require.NoError(t, err)
	return onConsole(t, c, draw...)
}

func onConsole(t *testing.T, c *registration.Console, draw ...string) *sequencer.Arrangement {
	t.Helper()
	p := sequencer.Piece{Console: c}
	for i, d := range c.Divisions {
		p.Parts = append(p.Parts, sequencer.Part{
			ID: sequencer.PartID(i + 1), Name: d.Name, Routing: []sequencer.Routing{{Division: d.ID}},
			Notes: []sequencer.Note{{ID: sequencer.NoteID(i + 1), Start: 960, End: 1920, Key: 60, Velocity: 64}},
		})
	}
	p.Lane = []sequencer.LaneEvent{{Draw: draw}}
	a, err := sequencer.New(p)
	require.NoError(t, err)
	return a
}

func kinds(found []sequencer.Diagnostic) (all []string) {
	for _, d := range found {
		all = append(all, d.Kind)
	}
	return all
}

func TestACombinationThatTheOrganDrawsMaySoundEverywhere(t *testing.T) {
	assert.Equal(t, []string{"silent", "silent", "silent"}, kinds(sequencer.Check(ofMake(t, "syndyne"), nil)))
	a := ofMake(t, "syndyne", "great.combination-1")
	assert.Empty(t, kinds(sequencer.Check(a, nil)))
}

func TestAControlOfAnotherKindMaySoundInItsDivision(t *testing.T) {
	c := *ofMake(t, "syndyne").Console()
	c.Dialect = registration.Dialect{}
	own, err := registration.NewConsole(c)
	require.NoError(t, err)
	var silent []string
	for _, d := range sequencer.Check(onConsole(t, own, "great.combination-1"), nil) {
		assert.Equal(t, "silent", d.Kind)
		silent = append(silent, d.Division)
	}
	assert.Equal(t, []string{"swell", "pedal"}, silent)
}

func TestStopsWithoutAMessageAreNamed(t *testing.T) {
	for _, name := range []string{"peterson", "content", "ahlborn-galanti"} {
		t.Run(name, func(t *testing.T) {
			c := ofMake(t, name).Console()
			var stops, labels []string
			for i := range c.Controls {
				if k := &c.Controls[i]; k.Kind == registration.Stop {
					stops, labels = append(stops, k.ID), append(labels, k.Label())
				}
			}
			of := func(draw ...string) sequencer.Diagnostic {
				found := slices.DeleteFunc(sequencer.Check(onConsole(t, c, draw...), nil), func(d sequencer.Diagnostic) bool { return d.Kind != "unsaid-control" })
				require.Len(t, found, 1)
				assert.Equal(t, sequencer.Warning, found[0].Severity)
				return found[0]
			}
			d := of(stops[0])
			assert.Equal(t, "1 stop that the piece draws has no message on this console: "+labels[0]+".", d.Message)
			assert.Equal(t, "Learn it from the organ, or give it a message in the console editor.", d.Fix)
			d = of(stops[:2]...)
			assert.Equal(t, "2 stops that the piece draws have no message on this console: "+labels[0]+", "+labels[1]+".", d.Message)
			assert.Equal(t, "Learn them from the organ, or give them a message in the console editor.", d.Fix)
			assert.Regexp(t, `^7 stops that the piece draws .*\w and 2 more\.$`, of(stops[:7]...).Message)

			assert.NotContains(t, kinds(sequencer.Check(onConsole(t, c), nil)), "unsaid-control", "nothing is drawn")
			own := *c
			own.Dialect = registration.Dialect{}
			built, err := registration.NewConsole(own)
			require.NoError(t, err)
			assert.NotContains(t, kinds(sequencer.Check(onConsole(t, built, stops...), nil)), "unsaid-control", "it is not played over MIDI")
		})
	}
	assert.NotContains(t, kinds(sequencer.Check(ofMake(t, "syndyne", "great.combination-1"), nil)), "unsaid-control")
}
