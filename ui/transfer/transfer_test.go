package transfer

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/file"
	organ "voluntary/registration/transfer"
	"voluntary/sequencer"
	"voluntary/sequencer/transfer"
)

func sheet(t *testing.T, draw ...string) *Sheet {
	t.Helper()
	cathedral, err := file.Find("cathedral")
	require.NoError(t, err)
	parish, err := file.Find("parish")
	require.NoError(t, err)
	a, err := sequencer.New(sequencer.Piece{
		Console: cathedral,
		Parts: []sequencer.Part{{
			Name: "Tune", Routing: []sequencer.Routing{{Division: "great"}},
			Notes: []sequencer.Note{{Start: 0, End: 960, Key: 60, Velocity: 80}},
		}},
		Lane: []sequencer.LaneEvent{{Draw: draw}},
	})
	require.NoError(t, err)
	s, err := NewSheet(a, parish, organ.Choices{})
	require.NoError(t, err)
	return s
}

func lineOf(t *testing.T, s *Sheet, from string) (line int) {
	t.Helper()
	for i, l := range s.Lines() {
		if l.From == from {
			return i
		}
	}
	require.Fail(t, "no line about "+from)
	return -1
}

func TestALossCanBeReplaced(t *testing.T) {
	s := sheet(t, "great.open-diapason-i-8", "great.trumpet-8")
	lines := s.Lines()
	require.Equal(t, "great.trumpet-8", lines[0].From, "what is left out comes first")
	options, now := s.Options(lines[0])
	require.Equal(t, LeaveOut, options[now].Label)
	var mixture int
	for i, o := range options {
		if o.Label == "Great Mixture III" {
			mixture = i
		}
	}
	require.NoError(t, s.Pick(lines[0], options[mixture]))
	l := s.Lines()[lineOf(t, s, "great.trumpet-8")]
	assert.True(t, l.Chosen)
	assert.Equal(t, []string{"great.mixture-iii"}, l.To)
	_, now = s.Options(l)
	assert.Equal(t, mixture, now)
	assert.Contains(t, s.There().Lane()[0].Draw, "great.mixture-iii")
	assert.Contains(t, s.Accepted().Controls, "great.open-diapason-i-8")
}

func TestADivisionCanBePlayedElsewhere(t *testing.T) {
	s := sheet(t, "solo.tuba-8", "great.solo-to-great")
	i := lineOf(t, s, "solo")
	options, now := s.Options(s.Lines()[i])
	assert.Equal(t, "Swell", options[now].Label)
	require.NoError(t, s.Pick(s.Lines()[i], options[0]))
	assert.Equal(t, []string{"great"}, s.Lines()[lineOf(t, s, "solo")].To)
}

func TestTheViewChangesWithWhatIsPicked(t *testing.T) {
	test.NewTempApp(t)
	s := sheet(t, "great.trumpet-8", "great.principal-4")
	v := NewView(s)
	require.Len(t, v.picks, 1)
	assert.Contains(t, v.summary.Text, "1 thing is left out")
	v.picks[0].SetSelected("Great Mixture III")
	require.Len(t, v.picks, 1)
	assert.Equal(t, "Great Mixture III", v.picks[0].Selected)
	assert.Contains(t, v.summary.Text, "in its place")
	var l transfer.Line = s.Lines()[0]
	assert.True(t, l.Chosen)
}

func TestALongNameOfADivisionLeavesTheChoicesInSight(t *testing.T) {
	test.NewTempApp(t)
	cathedral, err := file.Find("cathedral")
	require.NoError(t, err)
	parish, err := file.Find("parish")
	require.NoError(t, err)
	long := *parish
	long.Divisions = slices.Clone(long.Divisions)
	for i := range 2 { // the same as far as there is room
		long.Divisions[i].Name = "Werk im Turm hinter der alten Westempore der Klosterkirche, " + []string{"links", "rechts"}[i]
	}
	there, err := registration.NewConsole(long)
	require.NoError(t, err)
	a, err := sequencer.New(sequencer.Piece{Console: cathedral, Parts: []sequencer.Part{{
		Name: "Tune", Routing: []sequencer.Routing{{Division: "great"}}, Notes: []sequencer.Note{{End: 960, Key: 60, Velocity: 80}},
	}}, Lane: []sequencer.LaneEvent{{Draw: []string{"great.clarion-4"}}}})
	require.NoError(t, err)
	s, err := NewSheet(a, there, organ.Choices{})
	require.NoError(t, err)
	v := NewView(s)
	at := lineOf(t, s, "great.clarion-4")
	pick := v.picks[at]
	seen := make(map[string]bool)
	chosen := -1
	options, _ := s.Options(s.Lines()[at])
	for i, label := range pick.Options {
		assert.False(t, seen[label], "%q stands there twice", label)
		seen[label] = true
		if options[i].To != nil && options[i].To[0] == "swell.principal-4" {
			chosen = i
			assert.Regexp(t, "^Werk im .*… Principal 4 ?$", label)
		}
	}
	require.GreaterOrEqual(t, chosen, 0)
	pick.SetSelectedIndex(chosen)
	assert.Equal(t, []string{"swell.principal-4"}, s.Lines()[lineOf(t, s, "great.clarion-4")].To)
}
