package template_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/dialect"
	"voluntary/registration/file"
	"voluntary/registration/template"
)

func made(t testing.TB, name string, manuals int) *registration.Console {
	t.Helper()
	m, err := template.Find(name)
	require.NoError(t, err)
	c, err := m.Console("Trial", manuals)
	require.NoError(t, err)
	return c
}

func TestEveryTemplateMakesConsolesThatAreValidAndMeanOneThingAtATime(t *testing.T) {
	var names []string
	for _, m := range template.List() {
		names = append(names, m.Name)
		assert.NotEmpty(t, m.Title, m.Name)
		assert.NotEmpty(t, m.About, m.Name)
		assert.NotEmpty(t, m.Next, m.Name)
		for _, manuals := range m.Manuals() {
			c, err := m.Console("Trial", manuals)
			require.NoError(t, err, "%s with %d manuals", m.Name, manuals)
			assert.Empty(t, dialect.Clashes(c), "%s with %d manuals", m.Name, manuals)
			assert.Empty(t, c.Cautions(), m.Name)
			data, err := file.Write(c)
			require.NoError(t, err)
			again, err := file.Read(data)
			require.NoError(t, err)
			assert.Equal(t, c, again, m.Name)
			for i := range c.Divisions {
				assert.NotZero(t, c.Dialect.Divisions[i].Channel, "%s: %s has no channel", m.Name, c.Divisions[i].ID)
			}
			for i := range c.Controls {
				k := &c.Controls[i]
				if k.Kind == registration.Stop {
					assert.NotEmpty(t, k.Family, "%s: the dictionary does not know %s", m.Name, k.Name)
				}
			}
		}
	}
	assert.Equal(t, []string{
		"generic", "aeolus", "ahlborn-galanti", "allen", "classic-organ-works", "content", "grandorgue", "hauptwerk", "johannus",
		"organteq", "peterson", "rodgers", "solid-state", "syndyne", "viscount",
	}, names)
}

func TestAnUnknownTemplateIsAnsweredWithThoseThereAre(t *testing.T) {
	_, err := template.Find("wurlitzer")
	require.ErrorIs(t, err, template.ErrNotFound)
	assert.ErrorContains(t, err, "aeolus")
	m, err := template.Find("viscount")
	require.NoError(t, err)
	assert.Equal(t, []int{2, 3, 4}, m.Manuals())
	_, err = m.Console("Trial", 7)
	assert.EqualError(t, err, "the template viscount has no plan of 7 manuals (there are plans of 2, 3, 4)")
}

// Bytes from the makers' papers and from programs on which they were tried.
func TestTemplatesSayWhatTheMakersSay(t *testing.T) {
	type move struct {
		control string
		on      bool
		says    string
	}
	zeros := func(n int) (s string) {
		for range n {
			s += " 00"
		}
		return s
	}
	for _, v := range []struct {
		template string
		manuals  int
		number   int // of the first move's control, where the organ's own list gives one; -1 leaves it
		opening  string
		moves    []move
	}{
		{"generic", 2, -1, "", []move{{"great.open-diapason", true, "BF 63 00 BF 62 00 BF 06 7F"}, {"great.open-diapason", false, "BF 63 00 BF 62 00 BF 06 00"}}},
		{"allen", 2, 132, "", []move{{"great.open-diapason", true, "B0 63 01 B0 62 04 B0 06 7F"}}},
		{"johannus", 2, -1, "F0 00 4A 4F 48 41 53 7F F7", []move{{"swell.salicional", true, "CB 09"}, {"pedal.open-diapason", true, "CB 00"}, {"great.open-diapason", true, "CB 29"}}},
		{"viscount", 2, -1, "", []move{{"great.swell-to-great", true, "F0 31 2F 70 03 F7"}, {"great.swell-to-great", false, "F0 31 2F 70 13 F7"}, {"pedal.great-to-pedal", true, "F0 31 2F 70 01 F7"}}},
		{"rodgers", 2, -1, "", []move{{"great.open-diapason", true, "F0 41 10 30 12 01 00 01" + zeros(34) + " 7E F7"}}},
		{"syndyne", 2, -1, "B0 10 00", []move{{"great.combination-1", true, "B0 10 02"}, {"great.combination-3", true, "B0 10 02 B0 10 02"}, {"great.combination-3", false, "B0 10 00"}}},
		{"organteq", 3, -1, "", []move{{"grand-orgue.montre", true, "F0 0B 7D 73 39 01 01 02 00 7F F7"}, {"recit.voix-humaine", false, "F0 0B 7D 73 39 01 01 03 09 00 F7"}}},
		{"aeolus", 3, -1, "", []move{{"ii.piccolo", true, "BF 62 61 BF 62 05"}, {"ii.piccolo", false, "BF 62 51 BF 62 05"}}},
		{"hauptwerk", 2, -1, "", []move{{"great.open-diapason", true, "9F 00 7F"}, {"great.open-diapason", false, "8F 00 00"}}},
		{"grandorgue", 2, 300, "", []move{{"great.open-diapason", true, "BF 63 02 BF 62 2C BF 06 7F"}, {"great.open-diapason", false, "BF 63 02 BF 62 2C BF 06 00"}}},
	} {
		t.Run(v.template, func(t *testing.T) {
			made := *made(t, v.template, v.manuals)
			first, _ := made.Control(idOf(t, &made, v.moves[0].control))
			if v.number >= 0 {
				made.Dialect.Controls[first].Number = uint16(v.number)
			}
			c, err := registration.NewConsole(made)
			require.NoError(t, err)
			e := dialect.NewEncoder(c)
			opening := e.AppendOpening(nil)
			if v.template == "grandorgue" {
				says := dialect.Hex(opening)
				assert.Contains(t, says, "F0 7D 47 4F 00 F7", "forget what was set up")
				assert.Contains(t, says, "F0 7D 47 4F 11 00 00 4D 31 F7", "manual 1 is on channel 2")
				assert.Contains(t, says, "F0 7D 47 4F 1F 02 2C 4D 31 53 30 F7", "the first stop of manual 1 is parameter 300 on channel 16")
				assert.Contains(t, says, " 54 30 F7", "tremulant 0")
				assert.Contains(t, says, " 45 30 F7", "enclosure 0")
			} else {
				assert.Equal(t, v.opening, dialect.Hex(opening))
			}
			for _, m := range v.moves {
				at, ok := c.Control(idOf(t, c, m.control))
				require.True(t, ok, m.control)
				kind := registration.Retire
				if m.on {
					kind = registration.Draw
				}
				assert.Equal(t, m.says, dialect.Hex(e.AppendChange(nil, registration.Change{Kind: kind, Control: at})), m.control)
			}
		})
	}
}

// idOf finds the control whose id begins so; the pitch that follows is left out in the tables above.
func idOf(t *testing.T, c *registration.Console, begins string) string {
	t.Helper()
	for _, k := range c.Controls {
		if len(k.ID) >= len(begins) && k.ID[:len(begins)] == begins {
			return k.ID
		}
	}
	require.Fail(t, "there is no control "+begins)
	return ""
}

func TestKeysAreSaidAsTheMakersSayThem(t *testing.T) {
	for name, want := range map[string][2]string{
		"johannus":            {"90 3C 40", "90 3C 00"}, // Great 1, velocity 64, released by note-on
		"ahlborn-galanti":     {"91 3C 40", "91 3C 00"},
		"syndyne":             {"91 3C 7F", "81 3C 00"},
		"viscount":            {"91 3C 50", "81 3C 00"},
		"rodgers":             {"9B 3C 50", "8B 3C 00"},
		"classic-organ-works": {"90 3C 50", "80 3C 00"},
	} {
		c := made(t, name, 2)
		great, ok := c.Division("great")
		require.True(t, ok)
		e := dialect.NewEncoder(c)
		e.AppendOpening(nil)
		assert.Equal(t, want[0], dialect.Hex(e.AppendKey(nil, great, 60, 80, true)), name)
		assert.Equal(t, want[1], dialect.Hex(e.AppendKey(nil, great, 60, 0, false)), name)
	}
}

func TestSyndyneKeepsItsDistance(t *testing.T) {
	c := made(t, "syndyne", 0)
	assert.Equal(t, 250*time.Millisecond, c.Dialect.Gap)
	assert.Equal(t, 250*time.Millisecond, c.Mechanics.LeastGap)
	assert.Equal(t, 90*time.Millisecond, c.Mechanics.RepeatGap)
	assert.Equal(t, 45*time.Millisecond, c.Mechanics.ShortestNote)
	close := *c
	close.Dialect.Gap = 100 * time.Millisecond
	assert.NotEmpty(t, close.Cautions(), "who lowers it is warned")
}

func TestMakesThatAreLearntSayNoStopUntilThen(t *testing.T) {
	for _, name := range []string{"solid-state", "peterson", "classic-organ-works", "content", "ahlborn-galanti"} {
		c := made(t, name, 0)
		for i, k := range c.Dialect.Controls {
			assert.Equal(t, registration.Unsaid, k.Kind, "%s: %s", name, c.Controls[i].ID)
		}
	}
}

func TestAnotherConsolesStopsAreSaidAsTheMakeSaysThem(t *testing.T) {
	cathedral, err := file.Find("cathedral")
	require.NoError(t, err)
	for _, m := range template.List() {
		c, notes, err := m.Speak(cathedral)
		require.NoError(t, err, m.Name)
		assert.Equal(t, cathedral.Controls, c.Controls, m.Name)
		assert.NotEqual(t, cathedral.Dialect.Name, "", m.Name)
		assert.Empty(t, dialect.Clashes(c), m.Name)
		if m.Name == "johannus" {
			assert.NotEmpty(t, notes, "more stops than it has numbers for")
		}
	}
	m, err := template.Find("organteq")
	require.NoError(t, err)
	c, notes, err := m.Speak(cathedral)
	require.NoError(t, err)
	assert.Contains(t, notes[0], "has no channel", "it has four divisions and the cathedral five")
	pedal, _ := c.Division("pedal")
	assert.EqualValues(t, 4, c.Dialect.Divisions[pedal].Channel, "feet stay feet")
}

func TestWhatAMakeDoesNotTellIsToBeLearnt(t *testing.T) {
	assert.Empty(t, template.Missing(made(t, "generic", 2)))
	assert.Empty(t, template.Missing(made(t, "allen", 2)))
	assert.Regexp(t, `^No numbers are known for these stops and couplers: all \d+ of the Great, all \d+ of the Swell, all \d+ of the Pedal\. They are to be learnt`, template.Missing(made(t, "content", 2)))
	for _, name := range []string{"ahlborn-galanti", "viscount", "johannus"} {
		assert.Contains(t, template.Missing(made(t, name, 3)), "of the Choir", name)
	}
}
