package console

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/edit"
	consolefile "voluntary/registration/file"
)

// shown is an editor in a window of a size, worked by keys.
type shown struct {
	*Editor
	t    testing.TB
	win  fyne.Window
	said string
	bad  bool
}

func show(t testing.TB, name string, size fyne.Size) *shown {
	t.Helper()
	test.NewTempApp(t)
	c, err := consolefile.Find(name)
	require.NoError(t, err)
	s := &shown{t: t, Editor: New(edit.NewEditor(c))}
	s.OnSay = func(text string, bad bool) { s.said, s.bad = text, bad }
	s.win = test.NewTempWindow(t, s.Content())
	s.OnFocus = func(f fyne.Focusable) { s.win.Canvas().Focus(f) }
	s.win.Resize(size)
	s.Turn(s.Page())
	return s
}

var usual = fyne.NewSize(1280, 660)

// press types keys where the focus is.
func (s *shown) press(keys ...fyne.KeyName) {
	s.t.Helper()
	for _, k := range keys {
		f := s.win.Canvas().Focused()
		require.NotNil(s.t, f, "nothing has the focus")
		f.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// hold presses a key while another is held.
func (s *shown) hold(modifier, key fyne.KeyName) {
	s.t.Helper()
	f := s.win.Canvas().Focused()
	f.(desktop.Keyable).KeyDown(&fyne.KeyEvent{Name: modifier})
	f.TypedKey(&fyne.KeyEvent{Name: key})
	f.(desktop.Keyable).KeyUp(&fyne.KeyEvent{Name: modifier})
}

func (s *shown) write(text string) {
	s.t.Helper()
	e, ok := s.win.Canvas().Focused().(*entry)
	require.True(s.t, ok, "a line of text has the focus")
	e.SetText("")
	test.Type(e, text)
}

func (s *shown) controls() *controlsPage { return s.pages[2].(*controlsPage) }

// field finds a field of a form by its label.
func (f *Form) field(t testing.TB, label string) *field {
	t.Helper()
	for _, x := range f.fields {
		if x.label == label && x.line.Visible() {
			return x
		}
	}
	require.Fail(t, "no field "+label)
	return nil
}

func TestStopsAreAddedByTyping(t *testing.T) {
	s := show(t, "parish", usual)
	before := len(s.Console().Controls)
	s.Add()
	s.write("Hohlflöte 8; Cornet V; Swell to Great 4'")
	p := s.controls()
	assert.Equal(t, "Hohlflöte 8: flute  ·  Cornet V: mixture of 5 ranks  ·  Swell to Great 4': coupler, plays Swell +12", p.means.Text)
	s.press(fyne.KeyReturn)
	assert.Len(t, s.Console().Controls, before+3)
	assert.Equal(t, []string{"great.hohlfloete", "great.cornet-v", "great.swell-to-great-4"}, p.list.Marked(), "what was added is marked")
	assert.Empty(t, p.name.Text)
	s.write("Zzyzx 8")
	assert.Contains(t, p.means.Text, "family not known")
	s.press(fyne.KeyReturn)
	s.Undo()
	s.Undo()
	assert.Len(t, s.Console().Controls, before)
	assert.Equal(t, "Taken back: Add 3 controls", s.said)
	s.Redo()
	assert.Len(t, s.Console().Controls, before+3)
	s.write("")
	s.press(fyne.KeyReturn)
	assert.True(t, s.bad)
	assert.Contains(t, s.said, "Type the name of a stop")
}

func TestTheListIsWorkedByKeys(t *testing.T) {
	s := show(t, "parish", usual)
	l := s.controls().list
	s.press(fyne.KeyDown, fyne.KeyDown)
	assert.Equal(t, []string{"great.gamba-8"}, l.Marked())
	s.hold(desktop.KeyShiftLeft, fyne.KeyDown)
	s.hold(desktop.KeyShiftLeft, fyne.KeyDown)
	assert.Equal(t, []string{"great.gamba-8", "great.principal-4", "great.wald-flute-4"}, l.Marked())
	s.hold(desktop.KeyShiftLeft, fyne.KeyUp)
	assert.Len(t, l.Marked(), 2)
	s.hold(desktop.KeyAltLeft, fyne.KeyUp)
	assert.Equal(t, "great.gamba-8", s.Console().Controls[1].ID, "moved up, both")
	assert.Equal(t, "great.principal-4", s.Console().Controls[2].ID)
	assert.Len(t, l.Marked(), 2, "and still marked")
	s.press(fyne.KeyDelete)
	assert.Len(t, s.Console().Controls, 26)
	s.Undo()
	s.Undo()
	s.press(fyne.KeyEnd)
	assert.Equal(t, []string{"pedal.great-to-pedal"}, l.Marked())
	s.win.Canvas().Focused().TypedRune('v')
	s.win.Canvas().Focused().TypedRune('o')
	assert.Equal(t, []string{"swell.voix-celeste-8"}, l.Marked(), "letters find a row")
	s.MarkAll()
	assert.Len(t, l.Marked(), 28)
	assert.Contains(t, s.controls().form.title.Text, "28 controls")
	s.press(fyne.KeyHome, fyne.KeyReturn)
	_, typing := s.win.Canvas().Focused().(*entry)
	assert.True(t, typing, "Return goes to the form")
}

func TestTheListIsWorkedByTheMouse(t *testing.T) {
	s := show(t, "parish", usual)
	l := s.controls().list
	l.press(3, false, false)
	l.press(5, true, false)
	assert.Equal(t, []string{"great.principal-4", "great.twelfth-2-2-3"}, l.Marked())
	l.press(3, true, false)
	assert.Equal(t, []string{"great.twelfth-2-2-3"}, l.Marked())
	l.press(7, false, true)
	assert.Len(t, l.Marked(), 5, "with Shift up to there")
}

func TestAListIsSortedByItsHeadsAndTheOrderKept(t *testing.T) {
	s := show(t, "parish", usual)
	p := s.controls()
	p.list.heads[byName].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	assert.Equal(t, "Bass Flute", p.list.rows[0].Cells[1])
	s.Move(1)
	assert.True(t, s.bad, "what is shown in another order is not moved")
	test.Tap(p.list.heads[byName])
	assert.Equal(t, "Wald Flute", p.list.rows[0].Cells[1])
	test.Tap(p.list.heads[byName])
	assert.Equal(t, "Open Diapason", p.list.rows[0].Cells[1], "as in the console")
	s.KeepOrder()
	assert.True(t, s.bad)
	test.Tap(p.list.heads[byFeet])
	s.KeepOrder()
	var feet []float64
	for _, id := range s.Console().ControlsOf(2) {
		if s.Console().Controls[id].Kind == registration.Stop {
			feet = append(feet, s.Console().Controls[id].Pitch)
		}
	}
	assert.Equal(t, []float64{16, 16, 16, 8, 8}, feet)
	s.Undo()
}

func TestFieldsHoldForAllThatIsMarkedAndSayWhatIsWrong(t *testing.T) {
	s := show(t, "parish", usual)
	p := s.controls()
	p.list.Mark("great.gamba-8", "great.principal-4")
	assert.Equal(t, several, p.form.field(t, "Name").read())
	strength := p.form.field(t, "Strength, dB")
	s.win.Canvas().Focus(strength.entry)
	s.write("-3,5")
	s.press(fyne.KeyReturn)
	for _, id := range p.marked() {
		assert.InDelta(t, -3.5, s.Console().Controls[id].Strength, 0)
	}
	s.write("loud")
	p.list.Focus()
	assert.Equal(t, "A number from -60 to 60, please.", strength.fault.Text, "it is checked when the field is left")
	assert.True(t, strength.fault.Visible())
	assert.Equal(t, "loud", strength.entry.Text, "nothing that was typed is lost")
	s.win.Canvas().Focus(strength.entry)
	s.press(fyne.KeyEscape)
	assert.Equal(t, "-3.5", strength.entry.Text)
	assert.False(t, strength.fault.Visible())
	p.form.field(t, "Family").choice.SetSelected("flute")
	k, _ := s.Console().Control("great.principal-4")
	assert.Equal(t, registration.Flute, s.Console().Controls[k].Family)

	p.list.Mark("great.gamba-8")
	for label, wrong := range map[string][2]string{
		"Feet": {"eight", "is not a pitch in feet"}, "Channel": {"17", "From 0 to 16"}, "Number": {"70000", "From 0 to 16383"},
		"Id": {"Great Gamba", "lower-case letters"}, "Name": {" ", "needs a name"}, "Ranks": {"2; x", "is not a pitch"},
	} {
		f := p.form.field(t, label)
		f.commit(wrong[0])
		assert.Contains(t, strings.ToLower(f.fault.Text), strings.ToLower(wrong[1]), label)
	}
	p.form.field(t, "Feet").commit("5 1/3")
	assert.Equal(t, "5 1/3", p.form.field(t, "Feet").entry.Text)
	p.form.field(t, "Id").commit("great.viola")
	assert.Equal(t, []string{"great.viola"}, p.list.Marked())
	for s.edits.Undo() {
	}
	assert.False(t, s.edits.Dirty())
}

func TestEveryKindOfCodeCanBeChosen(t *testing.T) {
	s := show(t, "parish", usual)
	p := s.controls()
	p.list.Mark("great.gamba-8", "great.principal-4")
	for _, k := range codeKinds {
		said := p.form.field(t, "Said as")
		said.choice.SetSelected(k.words)
		assert.Empty(t, said.fault.Text, k.words)
		id, _ := s.Console().Control("great.gamba-8")
		assert.Equal(t, k.kind, s.Console().Dialect.Controls[id].Kind, k.words)
		assert.NotEmpty(t, codeText(&s.Console().Dialect.Controls[id]))
	}
	p.form.field(t, "Said as").choice.SetSelected("SysEx with all stops")
	p.form.field(t, "Message begins").commit("F0 41 10 30 12 01")
	p.form.field(t, "Data bytes").commit("35")
	p.form.field(t, "Checksum from byte").commit("5")
	p.form.field(t, "Message begins").commit("41")
	assert.NotEmpty(t, p.form.field(t, "Message begins").fault.Text)
	s.NumberOn()
	id, _ := s.Console().Control("great.principal-4")
	first, _ := s.Console().Control("great.gamba-8")
	assert.Equal(t, s.Console().Dialect.Controls[first].Index+1, s.Console().Dialect.Controls[id].Index)
	assert.Equal(t, registration.Bitmap{Name: "stops", Head: "F0 41 10 30 12 01", Length: 35, ChecksumFrom: 5}, s.Console().Dialect.Bitmaps[0])
}

func TestDivisionsAreAddedChangedAndTakenOut(t *testing.T) {
	s := show(t, "parish", usual)
	s.Turn(1)
	p := s.pages[1].(*divisionsPage)
	s.Add()
	s.write("Choir")
	s.press(fyne.KeyReturn)
	c := s.Console()
	require.Len(t, c.Divisions, 4)
	assert.Equal(t, registration.Division{ID: "choir", Name: "Choir", Lowest: 36, Highest: 96}, c.Divisions[3])
	assert.EqualValues(t, 4, c.Dialect.Divisions[3].Channel, "the first that is free")
	p.form.field(t, "Lowest key").commit("C1")
	p.form.field(t, "Highest key").commit("67")
	p.form.field(t, "Channel").commit("9")
	p.form.field(t, "Speaking delay, ms").commit("40")
	p.form.field(t, "Played by the feet").check.SetChecked(true)
	c = s.Console()
	assert.Equal(t, registration.Division{ID: "choir", Name: "Choir", Lowest: 24, Highest: 67, Pedal: true}, c.Divisions[3])
	p.form.field(t, "Highest key").commit("C0")
	assert.Contains(t, p.form.field(t, "Highest key").fault.Text, "ends before it begins")
	p.form.field(t, "Lowest key").commit("H7")
	assert.Contains(t, p.form.field(t, "Lowest key").fault.Text, "a name (C2, F#4) or a number")
	s.focusOn(p.list.list)
	s.hold(desktop.KeyAltLeft, fyne.KeyUp)
	assert.Equal(t, "choir", s.Console().Divisions[2].ID)
	s.press(fyne.KeyDelete)
	assert.Len(t, s.Console().Divisions, 3)
}

func TestSwellBoxesAreAddedAndChanged(t *testing.T) {
	s := show(t, "parish", usual)
	s.Turn(3)
	p := s.pages[3].(*boxesPage)
	s.Add()
	s.press(fyne.KeyReturn)
	require.Len(t, s.Console().Enclosures, 2)
	assert.Equal(t, "Great", s.Console().Enclosures[1].Name, "named as the division that was chosen")
	p.form.field(t, "Divisions inside").commit("Great; pedal")
	assert.Equal(t, []registration.DivisionID{0, 2}, s.Console().Enclosures[1].Divisions)
	p.form.field(t, "Divisions inside").commit("Nave")
	assert.Equal(t, "There is no division Nave.", p.form.field(t, "Divisions inside").fault.Text)
	p.form.field(t, "Value when closed").commit("40")
	p.form.field(t, "Value when open").commit("40")
	assert.NotEmpty(t, p.form.field(t, "Value when open").fault.Text)
	p.form.field(t, "Shoe said as").choice.SetSelected("NRPN")
	p.form.field(t, "Number").commit("300")
	assert.EqualValues(t, 300, s.Console().Dialect.Enclosures[1].Number)
	s.Remove()
	assert.Len(t, s.Console().Enclosures, 1)
}

func TestScenesAreMadeByKeys(t *testing.T) {
	s := show(t, "parish", usual)
	s.Turn(4)
	p := s.pages[4].(*scenesPage)
	s.Add()
	s.write("Opening")
	s.press(fyne.KeyReturn)
	assert.Equal(t, []string{"Opening"}, p.list.Marked())
	s.focusOn(p.does.list)
	s.hold(desktop.KeyShiftLeft, fyne.KeyDown)
	s.win.Canvas().Focused().TypedRune('o')
	assert.Equal(t, []string{"great.open-diapason-8", "great.stopped-diapason-8"}, p.scene().On)
	s.press(fyne.KeyDown, fyne.KeyDown)
	s.win.Canvas().Focused().TypedRune('f')
	assert.Equal(t, []string{"great.principal-4"}, p.scene().Off)
	assert.Equal(t, "○ off", p.does.rows[3].Cells[0], "said in words, too")
	s.press(fyne.KeyDelete)
	assert.Empty(t, p.scene().Off)
	s.press(fyne.KeyReturn)
	assert.Len(t, p.scene().On, 3, "Return goes on to the next setting")
	p.shoes.Objects[0].(*fyne.Container).Refresh()
	s.AskName = func(title string, then func(string)) { then("Entrance") }
	p.rename()
	assert.Equal(t, "Entrance", p.scene().Name)
	s.Double()
	assert.Equal(t, "Entrance 2", p.scene().Name)
	assert.Len(t, p.scene().On, 3)
	p.commit(nil)
	assert.True(t, s.bad, "a scene needs a name")
	state := s.Console().Initial().With(0, true)
	s.Drawn = func() *registration.State { return &state }
	p.commit(s.Drawn())
	assert.Equal(t, []string{"great.open-diapason-8"}, p.scene().On)
	assert.Len(t, p.scene().Off, len(s.Console().Controls)-1)
}

func TestTheShoeOfASceneIsSetInItsField(t *testing.T) {
	s := show(t, "parish", usual)
	s.Turn(4)
	p := s.pages[4].(*scenesPage)
	line := p.shoes.Objects[0].(*fyne.Container).Objects[1].(*fyne.Container) // below the title, which is hidden
	field := line.Objects[0].(*fyne.Container).Objects[1].(*entry)
	before, size := p.shoes.Objects[0].Position(), p.shoes.Objects[0].Size()
	s.win.Canvas().Focus(field)
	assert.Equal(t, before, p.shoes.Objects[0].Position(), "it stays where it is")
	assert.Equal(t, size, p.shoes.Objects[0].Size())
	s.write("99")
	s.press(fyne.KeyReturn)
	assert.EqualValues(t, 99, p.scene().Shoes["swell"])
}

func TestTheJambIsDrawnByKeysAndMouse(t *testing.T) {
	s := show(t, "parish", usual)
	s.Turn(5)
	p := s.pages[5].(*jambPage)
	s.press(fyne.KeyTab, fyne.KeyTab)
	s.press(fyne.KeyRight)
	assert.True(t, s.bad, "the program places the knobs")
	p.form.field(t, "Colour").commit("red")
	p.form.field(t, "Engraved").commit("Diapason, large")
	assert.Equal(t, []registration.Piece{{Kind: registration.Knob, Of: "great.open-diapason-8", Text: "Diapason, large", Colour: "#c23b2e"}}, s.Console().Jamb.Pieces)
	p.form.field(t, "Colour").commit("reddish")
	assert.Contains(t, p.form.field(t, "Colour").fault.Text, "is not a colour")

	p.pick.SetSelected("double-sided")
	p.form.field(t, "On the left").check.SetChecked(false)
	assert.NotContains(t, s.Console().Jamb.Left, "great")
	p.pick.SetSelected("freely drawn")
	require.Equal(t, registration.Free, s.Console().Jamb.Form)
	require.NotEmpty(t, s.Console().Jamb.Pieces, "it begins as it was laid out")
	at := p.desk.marked[0]
	was := s.Console().Jamb.Pieces[at]
	assert.Equal(t, "Diapason, large", was.Text)
	s.focusOn(p.desk)
	s.press(fyne.KeyRight, fyne.KeyDown)
	s.hold(desktop.KeyShiftLeft, fyne.KeyRight)
	at = p.desk.marked[0]
	now := s.Console().Jamb.Pieces[at]
	assert.Equal(t, was.X+step+1, now.X)
	assert.Equal(t, was.Y+step, now.Y)

	before := s.Console()
	centre := func(p registration.Piece) fyne.Position {
		return fyne.NewPos(float32(p.X+p.Width/2), float32(p.Y+p.Height/2))
	}
	gamba, _ := s.Console().Jamb.Piece(registration.Knob, "great.gamba-8")
	other := s.Console().Jamb.Pieces[gamba]
	p.desk.press(centre(other), false)
	p.desk.drag(centre(other).AddXY(30, 0))
	p.desk.drag(centre(other).AddXY(61, 21))
	p.desk.drop()
	top := len(s.Console().Jamb.Pieces) - 1
	moved := s.Console().Jamb.Pieces[top]
	assert.Equal(t, other.Of, moved.Of, "what was dragged lies on top")
	assert.Equal(t, []int{top}, p.desk.marked)
	assert.Equal(t, other.X+60, moved.X)
	assert.Equal(t, other.Y+20, moved.Y)
	p.desk.press(centre(now), true)
	assert.Len(t, p.desk.marked, 2)
	p.on("Align", func(at []int) edit.Edit { return edit.AlignPieces(at, edit.TopEdge) })
	first, _ := s.Console().Jamb.Piece(registration.Knob, "great.open-diapason-8")
	assert.Equal(t, moved.Y, s.Console().Jamb.Pieces[first].Y, "the second follows the first")
	p.label.SetText("Lower row")
	p.commit()
	assert.Equal(t, "Lower row", s.Console().Jamb.Pieces[len(s.Console().Jamb.Pieces)-1].Text)
	p.form.field(t, "Width").commit("300")
	s.press(fyne.KeyDelete)
	s.Undo()
	s.Undo()
	s.Undo()
	s.Undo()
	s.Undo()
	assert.Same(t, before, s.Console(), "a drag is one step")
	s.focusOn(p.desk)
	s.press(fyne.KeyEscape)
	assert.Empty(t, p.desk.marked)
	s.press(fyne.KeyEscape)
	assert.Equal(t, fyne.Focusable(p.pick), s.win.Canvas().Focused(), "out of the board, where Tab goes on as everywhere")
	p.desk.press(fyne.NewPos(0, 0), false)
	p.desk.drag(fyne.NewPos(400, 200))
	p.desk.drop()
	assert.Greater(t, len(p.desk.marked), 4, "a band marks what it meets")
}

func TestWhatIsDraggedOntoAnotherStaysOnTop(t *testing.T) {
	s := show(t, "parish", usual)
	s.Turn(5)
	p := s.pages[5].(*jambPage)
	p.pick.SetSelected("freely drawn")
	at := func(of string) registration.Piece {
		i, ok := s.Console().Jamb.Piece(registration.Knob, of)
		require.True(t, ok, of)
		return s.Console().Jamb.Pieces[i]
	}
	centre := func(p registration.Piece) fyne.Position {
		return fyne.NewPos(float32(p.X+p.Width/2), float32(p.Y+p.Height/2))
	}
	drag := func(from, to registration.Piece) {
		p.desk.press(centre(from), false)
		p.desk.drag(centre(from).AddXY(float32(to.X-from.X)/2, 0))
		p.desk.drag(centre(to))
		p.desk.drop()
	}
	diapason, gamba := at("great.open-diapason-8"), at("great.gamba-8")
	drag(diapason, gamba)
	assert.Equal(t, gamba.X, at("great.open-diapason-8").X)
	top := p.desk.board.Pieces()[p.desk.at(centre(gamba))]
	assert.Equal(t, "great.open-diapason-8", top.Of, "the pointer finds what was moved last")
	assert.Equal(t, []registration.Piece{top}, p.pieces(), "and that is still marked")
	drag(at("great.open-diapason-8"), diapason)
	assert.Equal(t, diapason, at("great.open-diapason-8"), "it is taken away again")
	assert.Equal(t, gamba, at("great.gamba-8"))

	for _, words := range []string{"Left", "Right"} {
		p.label.SetText(words)
		p.commit()
	}
	labels := s.Console().Jamb.Pieces[len(s.Console().Jamb.Pieces)-2:]
	assert.Equal(t, "Left", labels[0].Text)
	drag(labels[0], labels[1])
	last := s.Console().Jamb.Pieces[len(s.Console().Jamb.Pieces)-1]
	assert.Equal(t, "Left", last.Text)
	assert.Equal(t, []registration.Piece{last}, p.pieces(), "labels have no names, and yet the mark stays with what is dragged")
	s.Undo()
	assert.Equal(t, labels, s.Console().Jamb.Pieces[len(s.Console().Jamb.Pieces)-2:], "one step takes the place in the order back, too")

	s.focusOn(p.desk)
	p.desk.mark()
	s.press(fyne.KeyTab, fyne.KeyTab)
	assert.Equal(t, "great.open-diapason-8", p.pieces()[0].Of, "Tab goes line by line, whatever lies on top")
	s.press(fyne.KeyTab, fyne.KeyTab)
	assert.Equal(t, "great.gamba-8", p.pieces()[0].Of)
}

func TestThePagesFitASmallScreen(t *testing.T) {
	s := show(t, "cathedral", fyne.NewSize(640, 320))
	for i := range s.pages {
		s.Turn(i)
		size := s.pages[i].content().MinSize()
		assert.LessOrEqual(t, size.Width, float32(640), s.pages[i].title())
		assert.LessOrEqual(t, size.Height, float32(290), s.pages[i].title())
	}
}

func TestWhatAPageCanDoIsToldToTheMenu(t *testing.T) {
	s := show(t, "parish", usual)
	for page, can := range map[int]string{0: "", 1: "add remove move all", 2: "add remove move double all number order", 3: "add remove all", 4: "add remove move double all", 5: "add remove all"} {
		s.Turn(page)
		for _, what := range []string{"add", "remove", "move", "double", "all", "number", "order"} {
			assert.Equal(t, strings.Contains(" "+can+" ", " "+what+" "), s.Can(what), "%d %s", page, what)
		}
	}
}

func TestWhoeverLowersTheMakersLeastGapIsWarned(t *testing.T) {
	s := show(t, "parish", usual)
	least := func(by time.Duration) edit.Edit {
		return edit.SetMechanics(func(m *registration.Mechanics) { m.LeastGap = by })
	}
	require.NoError(t, s.apply("Least gap", "", least(250*time.Millisecond)))
	assert.False(t, s.bad)
	require.NoError(t, s.apply("Least gap", "", least(100*time.Millisecond)))
	assert.True(t, s.bad)
	assert.Contains(t, s.said, "lowered from 250 ms to 100 ms: closer messages may damage the organ. Undo")
}
