package jamb

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
)

func shown(t *testing.T, name string) (*Jamb, *registration.Console) {
	t.Helper()
	test.NewTempApp(t)
	c, err := consolefile.Find(name)
	require.NoError(t, err)
	j := New()
	w := test.NewTempWindow(t, j)
	w.Resize(fyne.NewSize(320, 600))
	j.SetConsole(c)
	return j, c
}

func TestEveryControlHasAKnobThatMovesIt(t *testing.T) {
	j, c := shown(t, "cathedral")
	var moved []registration.Change
	j.OnMove = func(ch registration.Change) { moved = append(moved, ch) }
	for i, k := range j.knobs {
		require.NotNil(t, k, c.Controls[i].ID)
		test.Tap(k)
	}
	require.Len(t, moved, len(c.Controls))
	assert.Equal(t, registration.Change{Kind: registration.Draw, Control: 0}, moved[0])
	state := j.State()
	assert.Equal(t, len(c.Controls), state.Count())
	test.Tap(j.knobs[0])
	assert.Equal(t, registration.Retire, moved[len(moved)-1].Kind)
}

func TestShownStateCallsNothingBack(t *testing.T) {
	j, c := shown(t, "parish")
	j.OnMove = func(registration.Change) { t.Fatal("called back") }
	s := c.Initial().With(2, true).WithShoe(0, 40)
	j.SetState(s)
	assert.True(t, j.knobs[2].drawn)
	assert.EqualValues(t, 40, j.shoes[0].Value)
	j.SetState(c.Initial())
	assert.False(t, j.knobs[2].drawn)
}

func TestKnobsMoveByKey(t *testing.T) {
	j, _ := shown(t, "parish")
	var passed []fyne.KeyName
	j.OnKey = func(e *fyne.KeyEvent) { passed = append(passed, e.Name) }
	j.knobs[1].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	j.knobs[1].TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	state := j.State()
	assert.True(t, state.On(1))
	assert.Equal(t, []fyne.KeyName{fyne.KeySpace}, passed, "space plays")
}

func TestTheFocusedKnobIsInSight(t *testing.T) {
	j, _ := shown(t, "cathedral")
	last := j.knobs[len(j.knobs)-1]
	last.FocusGained()
	assert.Positive(t, j.scroll.Offset.Y)
	j.knobs[0].FocusGained()
	assert.Less(t, j.scroll.Offset.Y, float32(60))
}

func TestPistonsRecallTheirScenes(t *testing.T) {
	j, c := shown(t, "parish")
	j.SetScenes(c.Scenes)
	var pressed []string
	j.OnScene = func(s registration.Scene) { pressed = append(pressed, s.Name) }
	j.recall(c.Scenes[1].Name)
	j.SetScenes(append([]registration.Scene{{Name: "Opening"}}, c.Scenes...))
	j.recall("Opening")
	assert.Equal(t, []string{c.Scenes[1].Name, "Opening"}, pressed)
}

func TestALongNameDoesNotWidenTheJamb(t *testing.T) {
	j, c := shown(t, "parish")
	long := *c
	long.Divisions = slices.Clone(c.Divisions)
	long.Divisions[1].Name = "Schwellwerk im Turm hinter der alten Westempore der Klosterkirche"
	long.Enclosures = slices.Clone(c.Enclosures)
	long.Enclosures[0].Name = "Schwellwerk im Turm hinter der alten Westempore der Klosterkirche"
	named, err := registration.NewConsole(long)
	require.NoError(t, err)
	j.SetConsole(named)
	assert.LessOrEqual(t, j.body.Size().Width, j.scroll.Size().Width)
	assert.Contains(t, j.heads[1].Text, "…")
	assert.LessOrEqual(t, j.heads[1].MinSize().Width, j.scroll.Size().Width)
	assert.Greater(t, j.shoes[0].Size().Width, float32(100), "the shoe can be moved")
	d := fyne.CurrentApp().Driver()
	for _, k := range j.knobs {
		assert.LessOrEqual(t, d.AbsolutePositionForObject(k).X+k.Size().Width, d.AbsolutePositionForObject(j).X+j.Size().Width)
	}
}
