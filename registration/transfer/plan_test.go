package transfer_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/file"
	"voluntary/registration/foreign"
	"voluntary/registration/transfer"
)

// organs are the shipped consoles and, where the corpus lies beside the tree, those of other programs.
func organs(t testing.TB) []*registration.Console {
	t.Helper()
	out := []*registration.Console{shipped(t, "parish"), shipped(t, "cathedral")}
	dir, err := os.Getwd()
	require.NoError(t, err)
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		corpus := filepath.Join(dir, "shared", "corpus")
		if _, err := os.Stat(corpus); err != nil {
			continue
		}
		for _, name := range []string{
			"organs/odf/grandorgue-demo.organ", "organs/odf/huber.organ", "organs/odf/prague-baroque.organ",
			"organs/aeolus/vicar-organ1-definition.txt", "copyleft/aeolus/Aeolus-definition.txt", "copyleft/jorgan/example.disposition",
		} {
			c, _, err := foreign.ReadFile(filepath.Join(corpus, name))
			require.NoError(t, err, name)
			out = append(out, c)
		}
		break
	}
	return out
}

func shipped(t testing.TB, name string) *registration.Console {
	t.Helper()
	c, err := file.Find(name)
	require.NoError(t, err)
	return c
}

// pairs calls f for every ordered pair of different organs.
func pairs(t *testing.T, f func(t *testing.T, from, to *registration.Console)) {
	all := organs(t)
	for i, from := range all {
		for j, to := range all {
			if i != j {
				t.Run(from.Name+" to "+to.Name, func(t *testing.T) { f(t, from, to) })
			}
		}
	}
}

// drawing is a registration with the named controls on.
func drawing(t testing.TB, c *registration.Console, ids ...string) registration.State {
	t.Helper()
	s := c.Initial()
	for _, id := range ids {
		k, ok := c.Control(id)
		require.True(t, ok, id)
		s = s.With(k, true)
	}
	return s
}

// anyState draws about one in n controls.
func anyState(r *rand.Rand, c *registration.Console, n int) registration.State {
	s := c.Initial()
	for i := range c.Controls {
		if r.IntN(n) == 0 {
			s = s.With(registration.ControlID(i), true)
		}
	}
	for i := range c.Enclosures {
		s = s.WithShoe(registration.EnclosureID(i), uint8(r.IntN(128)))
	}
	return s
}

func idsOf(c *registration.Console, s registration.State) []string {
	out := []string{}
	for _, id := range s.Drawn() {
		out = append(out, c.Controls[id].ID)
	}
	return out
}

func TestOnTheSameOrganARegistrationStaysAsItIs(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range organs(t) {
		p := transfer.New(c, c, transfer.Choices{}, transfer.Everything(c))
		for n := range 40 {
			s := anyState(r, c, 1+n%6)
			there, lines := p.State(s, transfer.Everyone)
			require.Equal(t, idsOf(c, s), idsOf(c, there), c.Name)
			require.Equal(t, s, there, c.Name)
			for _, l := range lines {
				assert.Equal(t, transfer.Same, l.Kind, l.Message())
			}
		}
	}
}

func TestNothingIsLostWithoutALineAndNothingDrawnUnwanted(t *testing.T) {
	pairs(t, func(t *testing.T, from, to *registration.Console) {
		r := rand.New(rand.NewPCG(3, 4))
		p := transfer.New(from, to, transfer.Choices{}, transfer.Everything(from))
		again := transfer.New(from, to, transfer.Choices{}, transfer.Everything(from))
		for n := range 12 {
			s := anyState(r, from, 1+n%8)
			there, lines := p.State(s, transfer.Everyone)
			twice, linesTwice := again.State(s, transfer.Everyone)
			require.Equal(t, there, twice)
			require.Equal(t, lines, linesTwice)

			said := make(map[string]transfer.Line)
			spoken := make(map[string]bool)
			for _, l := range lines {
				assert.NotContains(t, said, l.From)
				said[l.From] = l
				assert.NotEmpty(t, l.Why, l.Message())
				for _, id := range l.To {
					spoken[id] = true
				}
			}
			wanted := make(map[registration.DivisionID]bool)
			for _, id := range s.Drawn() {
				k := &from.Controls[id]
				require.Contains(t, said, k.ID)
				if d, ok := p.Division(k.Division); ok && k.Kind == registration.Stop {
					wanted[d] = true
				}
			}
			for _, id := range there.Drawn() {
				k := &to.Controls[id]
				assert.Contains(t, spoken, k.ID, "drawn for something")
				if k.Kind == registration.Stop {
					assert.True(t, wanted[k.Division], "%s is drawn where nothing is wanted", k.ID)
				}
			}
		}
	})
}

func TestThePedalStaysPedal(t *testing.T) {
	pairs(t, func(t *testing.T, from, to *registration.Console) {
		p := transfer.New(from, to, transfer.Choices{}, transfer.Everything(from))
		feet := false
		for _, d := range to.Divisions {
			feet = feet || d.Pedal
		}
		for i, d := range from.Divisions {
			there, ok := p.Division(registration.DivisionID(i))
			require.True(t, ok)
			if feet {
				assert.Equal(t, d.Pedal, to.Divisions[there].Pedal, d.Name)
			}
		}
	})
}

func TestMoreStopsHereAreNeverFewerThere(t *testing.T) {
	pairs(t, func(t *testing.T, from, to *registration.Console) {
		r := rand.New(rand.NewPCG(5, 6))
		p := transfer.New(from, to, transfer.Choices{}, transfer.Everything(from))
		for range 10 {
			soft := anyState(r, from, 8)
			loud := soft
			for i := range from.Controls {
				if r.IntN(5) == 0 {
					loud = loud.With(registration.ControlID(i), true)
				}
			}
			x, softLines := p.State(soft, transfer.Everyone)
			y, _ := p.State(loud, transfer.Everyone)
			if rescued(softLines) {
				continue // a stop that only keeps a division from being silent leaves when a nearer one comes
			}
			for _, id := range x.Drawn() {
				assert.True(t, y.On(id), "%s is drawn for less and not for more", to.Controls[id].ID)
			}
			assert.GreaterOrEqual(t, to.LoudnessOfAll(&y), to.LoudnessOfAll(&x))
		}
	})
}

func rescued(lines []transfer.Line) bool {
	for _, l := range lines {
		if l.Kind == transfer.Substitute && len(l.Why) > 10 && l.Why[len(l.Why)-10:] == "not silent" {
			return true
		}
	}
	return false
}

func TestALadderStaysALadder(t *testing.T) {
	pairs(t, func(t *testing.T, from, to *registration.Console) {
		p := transfer.New(from, to, transfer.Choices{}, transfer.Everything(from))
		before, name := -60.0, ""
		for _, step := range from.Ladder() {
			s, _ := step.Recall(from, from.Initial())
			there, _ := p.State(s, transfer.Everyone)
			now := to.LoudnessOfAll(&there)
			assert.GreaterOrEqual(t, now, before-1, "%s is softer than %s", step.Name, name)
			before, name = max(now, before), step.Name
		}
	})
}

func TestWhatStandsForWhat(t *testing.T) {
	parish, cathedral := shipped(t, "parish"), shipped(t, "cathedral")
	for _, w := range []struct {
		from, to *registration.Console
		wanted   []string
		want     []string
	}{
		{parish, cathedral, []string{"great.open-diapason-8"}, []string{"great.open-diapason-ii-8"}},
		{parish, cathedral, []string{"great.gamba-8", "great.twelfth-2-2-3"}, []string{"great.harmonic-flute-8", "great.twelfth-2-2-3"}},
		{parish, cathedral, []string{"swell.cornopean-8", "swell.octave", "swell.tremulant"}, []string{"swell.cornopean-8", "swell.octave", "swell.tremulant"}},
		{cathedral, parish, []string{"great.trumpet-8", "great.principal-4"}, []string{"great.principal-4"}},
		{cathedral, parish, []string{"swell.hautboy-8"}, []string{"swell.cornopean-8"}},
		{cathedral, parish, []string{"pedal.violone-16", "pedal.great-to-pedal"}, []string{"pedal.open-diapason-16", "pedal.great-to-pedal"}},
		{cathedral, parish, []string{"great.mixture-iv"}, []string{"great.mixture-iii"}},
	} {
		p := transfer.New(w.from, w.to, transfer.Choices{}, transfer.Everything(w.from))
		there, lines := p.State(drawing(t, w.from, w.wanted...), transfer.Everyone)
		assert.Equal(t, w.want, idsOf(w.to, there), "%v", lines)
	}
}

func TestASoloThatPlaysWithTheSwellGoesToTheGreat(t *testing.T) {
	parish, cathedral := shipped(t, "parish"), shipped(t, "cathedral")
	choir, _ := cathedral.Division("choir")
	swell, _ := cathedral.Division("swell")
	use := transfer.Use{Wanted: drawing(t, cathedral, "choir.stopped-flute-8", "swell.salicional-8")}
	use.Played[choir], use.Played[swell] = true, true
	use.Together[choir][swell], use.Together[swell][choir] = 1, 1
	p := transfer.New(cathedral, parish, transfer.Choices{}, use)
	there, ok := p.Division(choir)
	require.True(t, ok)
	assert.Equal(t, "great", parish.Divisions[there].ID)
	there, _ = p.Division(swell)
	assert.Equal(t, "swell", parish.Divisions[there].ID)
}

func TestChoicesHaveTheLastWord(t *testing.T) {
	parish, cathedral := shipped(t, "parish"), shipped(t, "cathedral")
	choices := transfer.Choices{}.WithControl("great.trumpet-8", []string{"great.mixture-iii"}).WithControl("great.clarion-4", nil).WithDivision("solo", "great")
	p := transfer.New(cathedral, parish, choices, transfer.Everything(cathedral))
	there, lines := p.State(drawing(t, cathedral, "great.trumpet-8", "great.clarion-4", "solo.tuba-8"), transfer.Everyone)
	assert.Contains(t, idsOf(parish, there), "great.mixture-iii")
	for _, l := range lines {
		switch l.From {
		case "great.trumpet-8":
			assert.True(t, l.Chosen)
			assert.Equal(t, transfer.Substitute, l.Kind)
		case "great.clarion-4":
			assert.True(t, l.Chosen)
			assert.Equal(t, transfer.Lost, l.Kind)
		}
	}
	solo, _ := cathedral.Division("solo")
	d, _ := p.Division(solo)
	assert.Equal(t, "great", parish.Divisions[d].ID)
}

func TestTheBookKeepsChoicesForAPair(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "transfer.json")
	b, err := transfer.OpenBook(path)
	require.NoError(t, err)
	none, err := b.Choices("a", "b")
	require.NoError(t, err)
	assert.True(t, none.Empty())
	chosen := transfer.Choices{}.WithControl("x", []string{"y", "z"}).WithControl("gone", nil).WithDivision("solo", "")
	require.NoError(t, b.Keep("a", "b", chosen))
	require.NoError(t, b.Keep("b", "a", transfer.Choices{}.WithControl("y", []string{"x"})))
	got, err := b.Choices("a", "b")
	require.NoError(t, err)
	assert.Equal(t, chosen, got)
	require.NoError(t, b.Keep("a", "b", transfer.Choices{}))
	got, err = b.Choices("a", "b")
	require.NoError(t, err)
	assert.True(t, got.Empty())

	require.NoError(t, os.WriteFile(path, []byte(`{"format":"voluntary-transfer","version":9}`), 0o600))
	_, err = b.Choices("a", "b")
	require.ErrorContains(t, err, "later version")
	require.NoError(t, os.WriteFile(path, []byte(`{`), 0o600))
	require.ErrorContains(t, b.Keep("a", "b", chosen), "damaged")
	text, _ := os.ReadFile(path)
	assert.Equal(t, "{", string(text), "a damaged book is not overwritten")
}

func Example() {
	cathedral, _ := file.Find("cathedral")
	parish, _ := file.Find("parish")
	plan := transfer.New(cathedral, parish, transfer.Choices{}, transfer.Everything(cathedral))
	here := cathedral.Initial()
	for _, id := range []string{"great.open-diapason-i-8", "great.trumpet-8", "choir.cremona-8", "pedal.violoncello-8"} {
		k, _ := cathedral.Control(id)
		here = here.With(k, true)
	}
	_, lines := plan.State(here, transfer.Everyone)
	for _, l := range lines {
		fmt.Println(l.Message())
	}
	// Output:
	// Great Open Diapason I 8: Great Open Diapason 8 stands in, the same stop by another name.
	// Great Trumpet 8 is left out: nothing on the Great is near it.
	// Choir Cremona 8 is left out: nothing on the Great is near it.
	// Pedal Violoncello 8: Pedal Principal 8 stands in, a principal instead of a string, louder.
}
