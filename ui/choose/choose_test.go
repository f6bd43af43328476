package choose

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
)

func labels(items []Item) (out []string) {
	for _, it := range items {
		out = append(out, it.Label)
	}
	return out
}

func stops(done *[]string) []Item {
	do := func(s string) func() { return func() { *done = append(*done, s) } }
	return []Item{
		{Group: "Here", Label: "Retire Oboe 8 here", Do: do("here")},
		{Group: "Great", Label: "Open Diapason 8", Do: do("open")},
		{Group: "Swell", Label: "Oboe 8", On: true, Do: do("oboe")},
		{Group: "Swell", Label: "Voix Céleste 8", Do: do("voix")},
		{Group: "Pedal", Label: "Bourdon 16", Do: do("bourdon")},
	}
}

func TestWordsBeginWordsOfItemAndHeading(t *testing.T) {
	items := stops(new([]string))
	assert.Len(t, Match(items, " "), 5)
	assert.Equal(t, []string{"Oboe 8"}, labels(Match(items, "sw ob")))
	assert.Equal(t, []string{"Voix Céleste 8"}, labels(Match(items, "celeste")))
	assert.Equal(t, []string{"Bourdon 16"}, labels(Match(items, "ped")))
	assert.Equal(t, []string{"Open Diapason 8"}, labels(Match(items, "pason")), "held anywhere when nothing begins so")
	assert.Empty(t, Match(items, "zink"))
	assert.Equal(t, []string{"Oboe 8"}, labels(Match(items, "the oboe swell")), "small words do not count where they find nothing")
	assert.Empty(t, Match(items, "the zink"))
	assert.Empty(t, Match(items, "the"))
}

func TestWhatIsNotPossibleIsMarkedOnlyWhenNothingElseIsLeft(t *testing.T) {
	test.NewTempApp(t)
	var done []string
	do := func(s string) func() { return func() { done = append(done, s) } }
	w := test.NewTempWindow(t, nil)
	b := Show(w.Canvas(), fyne.NewPos(0, 0), "", func() []Item {
		return []Item{
			{Group: "Tools", Label: "Delete bars", Do: do("bars")},
			{Group: "Not now: select notes first", Label: "Delete", Faint: true, Do: do("no")},
		}
	})
	b.filter.SetText("delete")
	assert.Equal(t, "Delete bars", b.rows[b.marked].item.Label)
	b.filter.SetText("select")
	assert.Empty(t, b.rows, "the reason is not what it is called")
	b.filter.SetText("delete")
	b.filter.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	b.filter.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	assert.Equal(t, []string{"no"}, done, "it says why")
}

func TestArrowsPassHeadingsAndReturnDoesWhatIsMarked(t *testing.T) {
	test.NewTempApp(t)
	var done []string
	w := test.NewTempWindow(t, nil)
	w.Resize(fyne.NewSize(800, 600))
	b := Show(w.Canvas(), fyne.NewPos(780, 590), "12:1", func() []Item { return stops(&done) })
	corner := b.popUp.Content.Position().Add(b.popUp.Content.Size())
	assert.LessOrEqual(t, corner.X, float32(800))
	assert.LessOrEqual(t, corner.Y, float32(600))
	assert.Greater(t, corner.X, float32(700), "near the pointer")
	assert.Equal(t, []string{"[Here]", "Retire Oboe 8 here", "[Great]", "Open Diapason 8", "[Swell]", "Oboe 8", "Voix Céleste 8", "[Pedal]", "Bourdon 16"}, b.Labels())
	b.filter.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	b.filter.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	b.filter.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	assert.Equal(t, []string{"oboe"}, done)
	assert.False(t, b.popUp.Visible())
}

func TestTypingNarrowsAndShiftStays(t *testing.T) {
	test.NewTempApp(t)
	var done []string
	w := test.NewTempWindow(t, nil)
	w.Resize(fyne.NewSize(800, 600))
	b := Show(w.Canvas(), fyne.NewPos(10, 10), "12:1", func() []Item { return stops(&done) })
	test.Type(b.filter, "sw")
	assert.Equal(t, []string{"[Swell]", "Oboe 8", "Voix Céleste 8"}, b.Labels())
	assert.Equal(t, 1, b.marked)
	b.filter.SetText("v")
	assert.Equal(t, "Voix Céleste 8", b.rows[b.marked].item.Label)
	b.filter.SetText("retire")
	assert.Equal(t, "Retire Oboe 8 here", b.rows[b.marked].item.Label)
	b.filter.SetText("oboe")
	assert.Equal(t, "Oboe 8", b.rows[b.marked].item.Label, "what begins as typed, though another comes before it")
	b.filter.SetText("sw")
	b.do(true)
	assert.True(t, b.popUp.Visible())
	b.do(false)
	assert.Equal(t, []string{"oboe", "oboe"}, done)
	test.Type(b.filter, "xx")
	assert.Empty(t, b.Labels())
	assert.True(t, b.nothing.Visible())
	b.do(false)
	b.filter.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	assert.False(t, b.popUp.Visible())
}

func TestTheItemWhoseNameSaysItIsMarked(t *testing.T) {
	rows := []row{{item: Item{Label: "Mark", Words: "snap"}}, {item: Item{Label: "The lane snaps to bars"}}, {item: Item{Label: "Snap off", Faint: true}}}
	assert.Equal(t, 0, meant(rows[:1], "snaps"))
	assert.Equal(t, 1, meant(rows, "snaps"))
	assert.Equal(t, 0, meant(rows, "mark"))
	assert.Equal(t, -1, meant(rows, "tempo"))
	assert.Equal(t, []string{"Mark", "Two"}, labels(Match([]Item{{Label: "Mark"}, {Label: "Two", Words: "mark"}, {Label: "Three"}}, "marks")), "the plural finds one, too")
}

func TestADeedIsMeantBeforeASetting(t *testing.T) {
	items := []Item{
		{Label: "Wait at wait points", Set: true},
		{Label: "Pause when a port is lost", Set: true},
		{Label: "Light", Set: true},
		{Label: "Follow the playhead", Set: true},
		{Label: "Colours: Light or dark as the desktop", Set: true},
		{Label: "Colours: Dark", Set: true},
		{Label: "Play or pause"},
		{Label: "Mark the playhead…", Words: "wait point"},
		{Label: "Wait point at the playhead…"},
		{Label: "Put the lights out"},
	}
	for typed, want := range map[string]string{
		"wait point": "Wait point at the playhead…", "wait points": "Wait point at the playhead…", "wait": "Wait point at the playhead…",
		"wait at wait": "Wait at wait points", "Wait at": "Wait at wait points", "pause": "Play or pause", "pause when": "Pause when a port is lost",
		"light": "Light", "dark": "Colours: Dark", "colours": "Colours: Dark", "mark the playhead": "Mark the playhead…", "follow": "Follow the playhead", "points": "Wait point at the playhead…", "port": "Pause when a port is lost",
		"playhead point": "Wait point at the playhead…", "  LIGHTS ": "Put the lights out",
	} {
		i := Meant(items, typed)
		if assert.GreaterOrEqual(t, i, 0, typed) {
			assert.Equal(t, want, items[i].Label, typed)
		}
	}
	items = append(items[:8], items[9:]...)
	assert.Equal(t, "Mark the playhead…", items[Meant(items, "wait point")].Label, "by what it is called elsewhere, too")
	items = []Item{{Label: "Keys that couplers play", Words: "ghost notes", Set: true}, {Label: "Play at: p"}, {Label: "Play or pause", Group: "Play"}, {Label: "Stop", Group: "Play", Words: "halt ghost"}}
	assert.Equal(t, 2, Meant(items, "play"), "a choice under a title comes behind")
	assert.Equal(t, 3, Meant(items, "ghost"))
	assert.Equal(t, 0, Meant(items, "ghost notes"))
	assert.Equal(t, 3, Meant(items, "play halt"), "by its heading, too")
	assert.Equal(t, -1, Meant(items, ""))
	assert.Equal(t, -1, Meant(items, "zink"))
}

func TestALabelThatIsTooLongEndsInDots(t *testing.T) {
	test.NewTempApp(t)
	f := newFace().(*face)
	f.Resize(fyne.NewSize(200, rowHeight))
	f.show(&row{item: Item{Label: "Organ: cathedral: four manuals and pedal, sixty stops", Note: "Ctrl+J"}}, false)
	assert.Regexp(t, "^Organ: .+…$", f.label.Text)
	assert.LessOrEqual(t, f.label.Position().X+f.label.MinSize().Width, f.note.Position().X)
	f.show(&row{item: Item{Label: "Mark"}}, false)
	assert.Equal(t, "Mark", f.label.Text)
}
