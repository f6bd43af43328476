package sequencer

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

func titled(title string) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		return a.WithPiece(func(p *Piece) { p.Title = title })
	}
}

func title(e *Editor) string { return e.Current().Title() }

func TestUndoAndRedoWalkTheHistory(t *testing.T) {
	e := NewEditor(arrange(t, Piece{Title: "start"}))
	assert.False(t, e.Undo())
	assert.False(t, e.Redo())
	for _, s := range []string{"one", "two", "three"} {
		require.NoError(t, e.Apply("Call it "+s, "", titled(s)))
	}
	assert.True(t, e.Undo())
	assert.Equal(t, "two", title(e))
	assert.Equal(t, "Call it two", e.UndoLabel())
	assert.Equal(t, "Call it three", e.RedoLabel())
	labels, done := e.History()
	assert.Equal(t, []string{"Call it one", "Call it two", "Call it three"}, labels)
	assert.Equal(t, 2, done)
	assert.True(t, e.Undo())
	assert.True(t, e.Undo())
	assert.Equal(t, "start", title(e))
	assert.Empty(t, e.UndoLabel())
	assert.True(t, e.Redo())
	require.NoError(t, e.Apply("Another way", "", titled("other")))
	assert.False(t, e.Redo(), "an edit ends the way that was undone")
	assert.Empty(t, e.RedoLabel())
	labels, done = e.History()
	assert.Equal(t, []string{"Call it one", "Another way"}, labels)
	assert.Equal(t, 2, done)
}

func TestAGestureIsOneStep(t *testing.T) {
	e := NewEditor(arrange(t, Piece{Title: "start"}))
	for i := range 5 {
		require.NoError(t, e.Apply("Drag", "drag", titled(fmt.Sprint(i))))
	}
	assert.True(t, e.Undo())
	assert.Equal(t, "start", title(e))
	assert.True(t, e.Redo())
	assert.Equal(t, "4", title(e))

	require.NoError(t, e.Apply("Drag", "drag", titled("5")))
	assert.True(t, e.Undo())
	assert.Equal(t, "4", title(e), "nothing merges with a step that was undone and redone")

	require.NoError(t, e.Apply("Drag", "drag", titled("a")))
	e.Seal()
	require.NoError(t, e.Apply("Drag", "drag", titled("b")))
	require.NoError(t, e.Apply("Name", "name", titled("c")))
	require.NoError(t, e.Apply("Name", "", titled("d")))
	require.NoError(t, e.Apply("Name", "", titled("e")))
	for _, want := range []string{"d", "c", "b", "a", "4", "start"} {
		require.True(t, e.Undo())
		assert.Equal(t, want, title(e))
	}
}

func TestAnEditThatFailsOrChangesNothingIsNoStep(t *testing.T) {
	e := NewEditor(arrange(t, Piece{Title: "start"}))
	broken := errors.New("broken")
	require.ErrorIs(t, e.Apply("x", "", func(*Arrangement) (*Arrangement, error) { return nil, broken }), broken)
	require.NoError(t, e.Apply("x", "", func(a *Arrangement) (*Arrangement, error) { return a, nil }))
	require.NoError(t, e.Apply("x", "", MoveNotes(Select([]NoteID{99}, nil), 10, 1)))
	assert.False(t, e.Undo())
	assert.False(t, e.Dirty())
	assert.Equal(t, "start", title(e))
}

func TestAPreviewIsCommittedOrForgotten(t *testing.T) {
	var seen []string
	e := NewEditor(arrange(t, Piece{Title: "start"}))
	e.Changed = func(a *Arrangement) { seen = append(seen, a.Title()) }
	more := func(s string) Edit {
		return func(a *Arrangement) (*Arrangement, error) { return titled(a.Title() + s)(a) }
	}
	require.NoError(t, e.Preview(more("1")))
	require.NoError(t, e.Preview(more("2")))
	assert.True(t, e.Previewing())
	assert.Equal(t, "start2", title(e), "each begins where the first began")
	assert.False(t, e.Dirty())
	require.Error(t, e.Preview(func(*Arrangement) (*Arrangement, error) { return nil, errors.New("no") }))
	assert.Equal(t, "start", title(e))
	require.NoError(t, e.Preview(more("3")))
	e.CommitPreview("Drag")
	assert.False(t, e.Previewing())
	assert.True(t, e.Dirty())
	assert.Equal(t, "Drag", e.UndoLabel())
	require.NoError(t, e.Preview(more("4")))
	assert.True(t, e.Undo(), "what is shown is taken back first")
	assert.Equal(t, "start3", title(e))
	require.NoError(t, e.Preview(more("5")))
	require.NoError(t, e.Apply("x", "", more("6")))
	assert.Equal(t, "start36", title(e), "an edit forgets the preview")
	e.CancelPreview()
	e.CommitPreview("nothing")
	assert.True(t, e.Undo())
	assert.True(t, e.Undo())
	assert.False(t, e.Undo())
	assert.Equal(t, []string{"start1", "start2", "start", "start3", "start34", "start3", "start35", "start3", "start36", "start3", "start"}, seen)
}

func TestDirtyIsToDifferFromWhatWasSaved(t *testing.T) {
	e := NewEditor(arrange(t, Piece{}))
	require.NoError(t, e.Apply("x", "", titled("a")))
	saving := e.Current()
	require.NoError(t, e.Apply("x", "", titled("b")))
	e.MarkSaved(saving)
	assert.True(t, e.Dirty(), "edited while it was being saved")
	e.Undo()
	assert.False(t, e.Dirty())
	e.Undo()
	assert.True(t, e.Dirty())
	e.Redo()
	assert.False(t, e.Dirty())
}

func TestUndoBringsBackWhatWasMarked(t *testing.T) {
	e := NewEditor(arrange(t, Piece{}))
	one, two := Select([]NoteID{1}, nil), Select([]NoteID{2}, []EventID{3})
	e.Select(one)
	require.NoError(t, e.Apply("x", "", titled("a")))
	e.Select(two)
	e.Undo()
	assert.True(t, e.Selection().HasNote(1))
	assert.False(t, e.Selection().HasEvent(3))
	e.Redo()
	assert.True(t, e.Selection().HasNote(2))
	assert.True(t, e.Selection().HasEvent(3))
	assert.Equal(t, []NoteID{2}, e.Selection().Notes())
	assert.Equal(t, []EventID{3}, e.Selection().Events())
	assert.False(t, two.Empty())
	assert.True(t, Selection{}.Empty())
}

func TestTheHistoryIsBounded(t *testing.T) {
	e := NewEditor(arrange(t, Piece{Title: "start"}))
	for i := range undoDepth + 10 {
		require.NoError(t, e.Apply("x", "", titled(fmt.Sprint(i))))
	}
	n := 0
	for e.Undo() {
		n++
	}
	assert.Equal(t, undoDepth, n)
	assert.Equal(t, "9", title(e))
}

// deeds are all that an arranger can do, with everything thrown by the dice.
var deeds = []struct {
	name string
	edit func(d dice, a *Arrangement, marked Selection) Edit
}{
	{"add a note", func(d dice, a *Arrangement, _ Selection) Edit {
		n := d.notes(1)[0]
		n.ID = NoteID(d.IntN(50)) // as a pasted one has
		return AddNote(d.part(a), n)
	}},
	{"delete notes", func(_ dice, _ *Arrangement, m Selection) Edit { return DeleteNotes(m) }},
	{"move notes", func(d dice, _ *Arrangement, m Selection) Edit { return MoveNotes(m, d.by(), d.IntN(60)-30) }},
	{"lengthen notes", func(d dice, _ *Arrangement, m Selection) Edit { return LengthenNotes(m, d.by(), 120) }},
	{"start notes", func(d dice, _ *Arrangement, m Selection) Edit { return StartNotes(m, d.by(), 120) }},
	{"route notes", func(d dice, _ *Arrangement, m Selection) Edit {
		return RouteNotes(m, []string{"great", "swell", "pedal", "", "choir"}[d.IntN(5)])
	}},
	{"route a part", func(d dice, a *Arrangement, _ Selection) Edit {
		return func(a *Arrangement) (*Arrangement, error) { return a.WithRouting(d.part(a), d.at(), "swell") }
	}},
	{"add an event", func(d dice, _ *Arrangement, _ Selection) Edit {
		e := d.event()
		e.ID = EventID(d.IntN(50))
		return AddEvent(e)
	}},
	{"remove events", func(_ dice, _ *Arrangement, m Selection) Edit { return RemoveEvents(m) }},
	{"move events", func(d dice, _ *Arrangement, m Selection) Edit { return MoveEvents(m, d.by()) }},
	{"set a control", func(d dice, _ *Arrangement, _ Selection) Edit { return SetControl(d.at(), d.control(), d.IntN(2) == 0) }},
	{"set a shoe", func(d dice, _ *Arrangement, _ Selection) Edit { return SetShoe(d.at(), "swell", uint8(d.IntN(130))) }},
	{"move a control", func(d dice, a *Arrangement, _ Selection) Edit {
		if len(a.Lane()) == 0 {
			return MoveControl(0, 1, "x")
		}
		e := a.Lane()[d.IntN(len(a.Lane()))]
		return MoveControl(e.At, d.at(), append(e.Draw, d.control())[0])
	}},
	{"erase a control", func(d dice, _ *Arrangement, _ Selection) Edit { return EraseControl(d.at(), d.control()) }},
	{"erase a shoe", func(d dice, _ *Arrangement, _ Selection) Edit { return EraseShoe(d.at(), "swell") }},
	{"tempo", func(d dice, _ *Arrangement, _ Selection) Edit {
		return func(a *Arrangement) (*Arrangement, error) { return a.WithTempo(d.tempos()) }
	}},
	{"meters", func(d dice, _ *Arrangement, _ Selection) Edit {
		return func(a *Arrangement) (*Arrangement, error) { return a.WithMeters(d.meters()) }
	}},
	{"marks", func(d dice, _ *Arrangement, _ Selection) Edit {
		return func(a *Arrangement) (*Arrangement, error) {
			return a.WithMarks(func(m []Mark) []Mark { return append(m, Mark{At: d.at(), Name: "M"}) })
		}
	}},
	{"scene", func(d dice, _ *Arrangement, _ Selection) Edit {
		return func(a *Arrangement) (*Arrangement, error) {
			return a.WithScene(registration.Scene{Name: "Soft", On: d.controls(), Off: d.controls()})
		}
	}},
	{"title", func(d dice, _ *Arrangement, _ Selection) Edit { return titled(fmt.Sprint(d.IntN(9))) }},
}

func (d dice) at() Tick        { return Tick(d.IntN(40) * 480) }
func (d dice) by() Tick        { return Tick(d.IntN(8000) - 4000) }
func (d dice) control() string { return allControls[d.IntN(len(allControls))] }
func (d dice) part(a *Arrangement) PartID {
	return a.Parts()[d.IntN(len(a.Parts()))].ID
}

func (d dice) marked(a *Arrangement) Selection {
	var notes []NoteID
	var events []EventID
	for _, p := range a.Parts() {
		for _, n := range p.Notes {
			if d.IntN(3) == 0 {
				notes = append(notes, n.ID)
			}
		}
	}
	for _, e := range a.Lane() {
		if d.IntN(3) == 0 {
			events = append(events, e.ID)
		}
	}
	return Select(notes, events)
}

// work lets an arranger do what the bytes say, and checks all that is promised on the way.
func work(t testing.TB, seed uint64, bytes []byte) {
	d := throw(seed)
	start := arrange(t, d.piece(t, 8))
	e := NewEditor(start)
	first := picture(start)
	for _, b := range bytes {
		before, was := e.Current(), picture(e.Current())
		switch n := int(b) % (len(deeds) + 7); n - len(deeds) {
		case 0, 1:
			e.Undo()
		case 2:
			e.Redo()
		case 3:
			e.Select(d.marked(before))
		case 4:
			e.Seal()
		case 5:
			_ = e.Preview(deeds[d.IntN(len(deeds))].edit(d, before, e.Selection()))
		case 6:
			if d.IntN(2) == 0 {
				e.CommitPreview("Drag")
			} else {
				e.CancelPreview()
			}
		default:
			if d.IntN(2) == 0 {
				e.Select(d.marked(before))
			}
			kind := []string{"", "drag"}[d.IntN(2)]
			previewing := e.Previewing()
			if err := e.Apply(deeds[n].name, kind, deeds[n].edit(d, before, e.Selection())); err != nil && !previewing {
				require.Same(t, before, e.Current())
			}
		}
		require.Equal(t, was, picture(before), "the old one is as it was")
		requireSound(t, e.Current())
	}
	presses(t, must(Compile(e.Current(), nil)))
	Check(e.Current(), nil)
	e.CancelPreview()

	// Redo what is undone, so that the end of the history is reached; then back and forth.
	for e.Redo() {
	}
	end, last := e.Current(), picture(e.Current())
	_, done := e.History()
	steps := 0
	for e.Undo() {
		steps++
	}
	require.Equal(t, done, steps)
	require.Same(t, start, e.Current())
	require.Equal(t, first, picture(e.Current()))
	require.False(t, e.Dirty())
	for e.Redo() {
	}
	require.Same(t, end, e.Current())
	require.Equal(t, last, picture(e.Current()))
}

func must(p *Performance, _ []Diagnostic) *Performance { return p }

func TestUndoAllIsTheStartAndRedoAllTheEnd(t *testing.T) {
	for seed := range uint64(60) {
		d := throw(seed + 1000)
		bytes := make([]byte, 40)
		for i := range bytes {
			bytes[i] = byte(d.IntN(256))
		}
		work(t, seed, bytes)
	}
}

func FuzzEditor(f *testing.F) {
	every := make([]byte, len(deeds)+7)
	for i := range every {
		every[i] = byte(i)
	}
	f.Add(uint64(1), every)
	f.Add(uint64(2), slices.Concat(every, every))
	f.Fuzz(func(t *testing.T, seed uint64, bytes []byte) {
		work(t, seed, bytes[:min(len(bytes), 60)])
	})
}

func TestEveryDeedDoesSomething(t *testing.T) {
	d := throw(3)
	done := make(map[string]bool)
	for range 300 {
		a := arrange(t, d.piece(t, 20))
		for _, deed := range deeds {
			b, err := deed.edit(d, a, d.marked(a))(a)
			if err == nil && picture(a) != picture(b) {
				done[deed.name] = true
			}
		}
		if len(done) == len(deeds) {
			return
		}
	}
	t.Errorf("only these: %v", done)
}
