package sequencer

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

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

func TestThePieceIsComparedWithWhatItWas(t *testing.T) {
	start := arrange(t, Piece{})
	e := NewEditor(start)
	shown := 0
	e.Changed = func(*Arrangement) { shown++ }
	assert.False(t, e.Compare(), "nothing was done")
	require.NoError(t, e.Apply("One", "", titled("one")))
	one := e.Current()
	require.NoError(t, e.Apply("Two", "", titled("two")))
	two := e.Current()
	shown = 0
	require.True(t, e.Compare())
	assert.Same(t, one, e.Current())
	assert.True(t, e.Comparing())
	assert.True(t, e.Dirty())
	assert.Equal(t, "Two", e.UndoLabel())
	var compared *Compared
	require.ErrorAs(t, e.Apply("Three", "", titled("three")), &compared)
	assert.Equal(t, "Two", compared.Step)
	require.ErrorAs(t, e.Preview(titled("three")), &compared)
	e.CancelPreview()
	e.CommitPreview("Three")
	assert.Same(t, one, e.Current(), "nothing is edited meanwhile")
	require.True(t, e.Compare())
	assert.Same(t, two, e.Current())
	assert.Equal(t, 2, shown)
	require.True(t, e.Compare())
	require.True(t, e.Undo())
	assert.Same(t, one, e.Current())
	require.True(t, e.Compare())
	assert.Same(t, start, e.Current())
	require.True(t, e.Redo())
	assert.Same(t, two, e.Current(), "from what it is, not from what is shown")
	require.True(t, e.Compare())
	e.Jump(0)
	assert.Same(t, start, e.Current())
	assert.False(t, e.Comparing())
}

func TestTheHistoryIsJumpedThrough(t *testing.T) {
	e := NewEditor(arrange(t, Piece{Title: "start"}))
	for _, s := range []string{"one", "two", "three"} {
		require.NoError(t, e.Apply(s, "", titled(s)))
	}
	for _, step := range []struct {
		to   int
		want string
	}{{1, "one"}, {3, "three"}, {0, "start"}, {-5, "start"}, {2, "two"}, {99, "three"}} {
		e.Jump(step.to)
		assert.Equal(t, step.want, title(e), "to %d", step.to)
	}
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

	{"paste", func(d dice, a *Arrangement, m Selection) Edit { return Paste(Copy(a, m), d.at()) }},
	{"paste into a part", func(d dice, a *Arrangement, m Selection) Edit { return PasteInto(Copy(a, m), d.at(), d.part(a)) }},
	{"paste a span", func(d dice, a *Arrangement, _ Selection) Edit { return Paste(CopySpan(a, d.at(), d.at()), d.at()) }},
	{"paste from elsewhere", func(d dice, a *Arrangement, m Selection) Edit {
		c := CopySpan(a, 0, d.at()+480)
		for i := range c.Parts {
			c.Parts[i].Name = "elsewhere"
		}
		return PasteInserting(c, d.at())
	}},
	{"paste a slice of the lane", func(d dice, a *Arrangement, _ Selection) Edit { return Paste(CopyLane(a, d.at(), d.at()), d.at()) }},
	{"remove", func(_ dice, _ *Arrangement, m Selection) Edit { return Remove(m) }},
	{"clear a span", func(d dice, _ *Arrangement, _ Selection) Edit { return ClearSpan(d.at(), d.at()) }},
	{"clear the lane", func(d dice, _ *Arrangement, _ Selection) Edit { return ClearLane(d.at(), d.at()) }},
	{"duplicate", func(d dice, a *Arrangement, m Selection) Edit { return Duplicate(m, DuplicateBy(a, m)) }},

	{"duplicate notes", func(d dice, _ *Arrangement, m Selection) Edit { return DuplicateNotes(m, d.by(), d.IntN(40)-20) }},

	{"insert time", func(d dice, _ *Arrangement, _ Selection) Edit { return InsertTime(d.at(), d.by()) }},
	{"delete a span", func(d dice, _ *Arrangement, _ Selection) Edit { return DeleteSpan(d.at(), d.at()) }},
	{"repeat a span", func(d dice, _ *Arrangement, _ Selection) Edit {
		from := d.at()
		return RepeatSpan(from, from+480, d.IntN(4))
	}},
	{"move a span", func(d dice, _ *Arrangement, _ Selection) Edit { return MoveSpan(d.at(), d.at(), d.at()) }},
	{"insert bars", func(d dice, _ *Arrangement, _ Selection) Edit { return InsertBars(d.IntN(9), d.IntN(3)) }},
	{"delete bars", func(d dice, _ *Arrangement, _ Selection) Edit { return DeleteBars(d.IntN(9), d.IntN(9)) }},

	{"staccato", func(d dice, _ *Arrangement, m Selection) Edit { return Staccato(m, d.IntN(200)) }},
	{"legato", func(d dice, _ *Arrangement, m Selection) Edit { return Legato(m, d.by()) }},
	{"gap before repeated notes", func(d dice, _ *Arrangement, m Selection) Edit { return GapRepeated(m, d.by()) }},
	{"fix overlaps", func(_ dice, _ *Arrangement, m Selection) Edit { return FixOverlaps(m) }},
	{"split notes", func(d dice, _ *Arrangement, m Selection) Edit { return SplitNotes(m, d.at()) }},
	{"join notes", func(_ dice, _ *Arrangement, m Selection) Edit { return JoinNotes(m) }},
	{"set velocity", func(d dice, _ *Arrangement, m Selection) Edit { return SetVelocity(m, d.IntN(130)) }},
	{"transpose", func(d dice, _ *Arrangement, m Selection) Edit { return TransposeNotes(m, d.IntN(40)-20) }},
	{"quantise", func(d dice, _ *Arrangement, m Selection) Edit {
		return Quantise(m, []Tick{240, 320, 960, 77}[d.IntN(4)], d.IntN(101), d.IntN(2) == 0)
	}},
	{"humanise", func(d dice, _ *Arrangement, m Selection) Edit { return Humanise(m, d.by(), d.IntN(20), d.Uint64()) }},

	{"route a span", func(d dice, a *Arrangement, _ Selection) Edit { return RouteSpan(d.part(a), d.at(), d.at(), "swell") }},
	{"rename a part", func(d dice, a *Arrangement, _ Selection) Edit {
		return RenamePart(d.part(a), fmt.Sprint("part ", d.IntN(9)))
	}},
	{"remove a part", func(d dice, a *Arrangement, _ Selection) Edit {
		if len(a.Parts()) == 1 {
			return RemovePart(9999)
		}
		return RemovePart(d.part(a))
	}},
	{"move to a part", func(d dice, a *Arrangement, m Selection) Edit { return MoveToPart(m, d.part(a)) }},
	{"merge parts", func(d dice, a *Arrangement, _ Selection) Edit { return MergeParts(d.part(a), d.part(a)) }},
	{"split off by hand", func(_ dice, _ *Arrangement, m Selection) Edit { return SplitByHand(m, "solo") }},
	{"split by key", func(d dice, a *Arrangement, _ Selection) Edit { return SplitByKey(d.part(a), uint8(d.IntN(128))) }},
	{"split by voice", func(d dice, a *Arrangement, _ Selection) Edit { return SplitByVoice(d.part(a), Voice(d.IntN(2))) }},
	{"split the hands", func(d dice, a *Arrangement, _ Selection) Edit { return SplitHands(d.part(a)) }},
	{"double a voice", func(d dice, _ *Arrangement, m Selection) Edit {
		return DoubleVoice(m, Voice(d.IntN(2)), []string{"swell", "pedal", "choir"}[d.IntN(3)])
	}},

	{"set a tempo", func(d dice, _ *Arrangement, _ Selection) Edit { return SetTempo(d.at(), float64(d.IntN(300))) }},
	{"erase tempos", func(d dice, _ *Arrangement, _ Selection) Edit { return EraseTempo(d.at(), d.at()) }},
	{"move a tempo", func(d dice, a *Arrangement, _ Selection) Edit {
		points := a.Tempo().Points()
		return MoveTempo(points[d.IntN(len(points))].At, d.at())
	}},
	{"ramp", func(d dice, _ *Arrangement, _ Selection) Edit {
		from := d.at()
		return RampTempo(from, from+1920, 120, float64(40+d.IntN(100)))
	}},
	{"move a ramp", func(d dice, a *Arrangement, _ Selection) Edit {
		from := d.at()
		return d.ramped(func(r Ramp) Edit {
			return MoveRamp(r, Ramp{from, from + Tick(d.IntN(4000)), float64(d.IntN(300)), 77})
		})
	}},
	{"remove a ramp", func(d dice, a *Arrangement, _ Selection) Edit { return d.ramped(RemoveRamp) }},
	{"scale a tempo", func(d dice, _ *Arrangement, _ Selection) Edit {
		return ScaleTempo(d.at(), d.at(), float64(d.IntN(200)))
	}},
	{"fermata", func(d dice, _ *Arrangement, _ Selection) Edit { return Fermata(d.at(), d.at(), 3*d.Float64()) }},
	{"breath", func(d dice, _ *Arrangement, _ Selection) Edit { return Breath(d.at(), time.Duration(d.IntN(1e9))) }},
	{"set a meter", func(d dice, _ *Arrangement, _ Selection) Edit { return SetMeter(d.at(), d.IntN(9), 1<<d.IntN(5)) }},
	{"erase a meter", func(d dice, a *Arrangement, _ Selection) Edit {
		points := a.Meters().Points()
		return EraseMeter(points[d.IntN(len(points))].At)
	}},

	{"add a mark", func(d dice, _ *Arrangement, _ Selection) Edit { return AddMark(d.at(), Wait, "") }},
	{"rename a mark", func(d dice, a *Arrangement, _ Selection) Edit {
		return RenameMark(d.mark(a), Section, []string{"A", "B", ""}[d.IntN(3)])
	}},
	{"move a mark", func(d dice, a *Arrangement, _ Selection) Edit { return MoveMark(d.mark(a), d.at()) }},
	{"remove a mark", func(d dice, a *Arrangement, _ Selection) Edit { return RemoveMark(d.mark(a)) }},

	{"save a scene", func(d dice, _ *Arrangement, _ Selection) Edit {
		return SaveScene(d.at(), fmt.Sprint("Scene ", d.IntN(3)))
	}},
	{"rename a scene", func(d dice, a *Arrangement, _ Selection) Edit {
		return RenameScene(d.scene(a), fmt.Sprint("Scene ", d.IntN(9)))
	}},
	{"remove a scene", func(d dice, a *Arrangement, _ Selection) Edit { return RemoveScene(d.scene(a)) }},
	{"move a scene", func(d dice, a *Arrangement, _ Selection) Edit {
		for _, e := range a.Lane() {
			if e.Scene != "" {
				return MoveScene(e.ID, d.at())
			}
		}
		return MoveScene(0, d.at())
	}},
	{"register as there", func(d dice, _ *Arrangement, _ Selection) Edit { return RegisterAs(d.at(), d.at()) }},
	{"retire all", func(d dice, _ *Arrangement, _ Selection) Edit { return RetireAll(d.at()) }},
	{"remove what is redundant", func(dice, *Arrangement, Selection) Edit { return RemoveRedundant() }},
}

// ramped edits a ramp, one of its own where the piece has none.
func (d dice) ramped(edit func(Ramp) Edit) Edit {
	at, n := d.at(), d.IntN(100)
	return func(a *Arrangement) (*Arrangement, error) {
		ramps := a.Tempo().Ramps()
		if len(ramps) == 0 {
			b, err := RampTempo(at, at+1920, 120, 40)(a)
			if err != nil {
				return nil, err
			}
			a, ramps = b, b.Tempo().Ramps()
		}
		return edit(ramps[n%len(ramps)])(a)
	}
}

func (d dice) mark(a *Arrangement) MarkID {
	if len(a.Marks()) == 0 {
		return 0
	}
	return a.Marks()[d.IntN(len(a.Marks()))].ID
}

func (d dice) scene(a *Arrangement) string {
	if len(a.Piece().Scenes) == 0 {
		return "none"
	}
	return a.Piece().Scenes[d.IntN(len(a.Piece().Scenes))].Name
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

// tooMuch ends a day of pasting before the test is about nothing but that.
func tooMuch(a *Arrangement) bool {
	p := a.Piece()
	return a.NoteCount() > 400 || len(p.Lane)+len(p.Tempo)+len(p.Meters)+len(p.Marks) > 400
}

// work lets an arranger do what the bytes say, and checks all that is promised on the way.
func work(t testing.TB, seed uint64, bytes []byte) {
	d := throw(seed)
	start := arrange(t, d.piece(t, 8))
	e := NewEditor(start)
	first := picture(start)
	for _, b := range bytes {
		if tooMuch(e.Current()) {
			break
		}
		before, was := e.Current(), picture(e.Current())
		switch n := int(b) % (len(deeds) + 8); n - len(deeds) {
		case 0, 1:
			e.Undo()
		case 2:
			e.Redo()
		case 3:
			e.Select(d.marked(before))
		case 4:
			e.Seal()
		case 7:
			e.Compare()
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
	e.EndCompare()

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
	every := make([]byte, len(deeds)+8)
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
		p := d.piece(t, 20)
		p.Scenes = []registration.Scene{{Name: "Full", On: allControls[:2]}}
		a := arrange(t, p)
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
