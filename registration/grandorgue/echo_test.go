package grandorgue

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

// switched is an organ whose elements are those of the recording: what GrandOrgue 3.9.5 said when it had loaded its demo
// organ, and was then sent a stop and a key.
const switched = "[Organ]\nChurchName=GrandOrgue demo V1\nNumberOfManuals=2\nHasPedals=Y\nNumberOfEnclosures=2\nNumberOfSwitches=6\n" +
	"[Manual000]\nName=Pedal\n[Manual001]\nName=First Manual\nNumberOfStops=1\nStop001=1\n[Manual002]\nName=Second Manual\n" +
	"[Stop001]\nName=Montre 8\nFunction=And\nSwitchCount=1\nSwitch001=5\n" +
	"[Switch001]\nName=A\n[Switch002]\nName=B\n[Switch003]\nName=C\n[Switch004]\nName=D\n[Switch005]\nName=Montre 8\n[Switch006]\nName=F\n" +
	"[Enclosure001]\nName=I\n[Enclosure002]\nName=II\n"

func messages(t *testing.T) [][]byte {
	t.Helper()
	text, err := os.ReadFile("testdata/demo-echo.txt")
	require.NoError(t, err)
	var out [][]byte
	for line := range strings.Lines(string(text)) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		var m []byte
		for _, field := range strings.Fields(line) {
			var b byte
			for _, r := range field {
				b = b<<4 | byte(strings.IndexRune("0123456789abcdef", r))
			}
			m = append(m, b)
		}
		out = append(out, m)
	}
	return out
}

func TestTheEchoTellsWhatIsLoadedAndWhatMoves(t *testing.T) {
	c, _, err := Read([]byte(switched), "demo.organ")
	require.NoError(t, err)
	e := NewEcho(c)
	assert.False(t, e.Loaded())
	all := messages(t)
	for _, m := range all[:len(all)-8] {
		e.Hear(m)
	}
	assert.True(t, e.Loaded())
	assert.False(t, e.Other())
	s := e.State()
	assert.Zero(t, s.Count(), "nothing is drawn at first")
	assert.Equal(t, uint8(127), s.Shoe(0))

	montre, ok := c.Control("first-manual.montre-8")
	require.True(t, ok)
	var news []News
	for _, m := range all[len(all)-8:] {
		news = append(news, e.Hear(m))
	}
	assert.Equal(t, []News{NoNews, NoNews, Moved, Sounded, Sounded, NoNews, NoNews, Moved}, news)
	s = e.State()
	assert.False(t, s.On(montre), "it was drawn and retired again")
	assert.Equal(t, []registration.ControlID{montre}, e.Astray(registration.State{}.With(montre, true)))
	assert.Empty(t, e.Astray(registration.State{}))

	assert.Equal(t, Began, e.Hear([]byte{0xF0, 0x7D, 0x47, 0x4F, 0x00, 0xF7}))
	assert.False(t, e.Loaded(), "it begins anew")
}

func TestTheEchoOfAnotherOrganIsKnown(t *testing.T) {
	c, _, err := Read([]byte(strings.Replace(switched, "demo V1", "demo V2", 1)), "demo.organ")
	require.NoError(t, err)
	e := NewEcho(c)
	for _, m := range messages(t) {
		e.Hear(m)
	}
	assert.True(t, e.Other())
}

func TestTheEchoPassesOverEverythingElse(t *testing.T) {
	c, _, err := Read([]byte(switched), "demo.organ")
	require.NoError(t, err)
	e := NewEcho(c)
	for _, m := range [][]byte{nil, {0xF0}, {0xF0, 0xF7}, {0xF0, 0x7D, 0x47, 0x4F, 0xF7}, {0xF0, 0x7D, 0x47, 0x4F, 0x10, 0xF7}, {0xC0, 1}, {0xB0, 6, 1}, {0x90, 1, 1}, {0xF8}} {
		assert.Equal(t, NoNews, e.Hear(m), "% x", m)
	}
}
