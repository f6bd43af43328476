package edit_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/board"
	"voluntary/registration/dialect"
	"voluntary/registration/draft"
	"voluntary/registration/edit"
	"voluntary/registration/file"
	"voluntary/registration/template"
)

func begin(t testing.TB, name string) *edit.Editor {
	t.Helper()
	c, err := file.Find(name)
	require.NoError(t, err)
	return edit.NewEditor(c)
}

func control(t testing.TB, c *registration.Console, id string) (registration.Control, registration.ControlCode) {
	t.Helper()
	k, ok := c.Control(id)
	require.True(t, ok, id)
	return c.Controls[k], c.Dialect.Controls[k]
}

func TestStopsAreAddedByTheirNames(t *testing.T) {
	e := begin(t, "parish")
	names := edit.Names("Hohlflöte 8\n Trompete 8' ;Mixture IV\n\nCornet V\tSwell to Great 4'\nTremulant; Cymbelstern")
	require.Len(t, names, 7)
	require.NoError(t, e.Apply("Add", "", edit.AddNamed("great", names)))
	c := e.Console()
	k, code := control(t, c, "great.hohlfloete")
	assert.Equal(t, "Hohlflöte", k.Name)
	assert.Equal(t, registration.Flute, k.Family)
	assert.InDelta(t, 8, k.Pitch, 0)
	assert.Equal(t, registration.ControlCode{Kind: registration.NRPN, Channel: 16, Number: 28}, code, "the first free number")
	k, _ = control(t, c, "great.trompete")
	assert.Equal(t, registration.Reed, k.Family)
	k, _ = control(t, c, "great.mixture-iv")
	assert.Len(t, k.Ranks, 4)
	k, _ = control(t, c, "great.swell-to-great-4")
	assert.Equal(t, registration.Coupler, k.Kind)
	assert.Equal(t, "swell", c.Divisions[k.To].ID)
	assert.EqualValues(t, 12, k.Shift)
	k, _ = control(t, c, "great.tremulant")
	assert.Equal(t, registration.Tremulant, k.Kind)
	k, _ = control(t, c, "great.cymbelstern")
	assert.Equal(t, registration.Other, k.Kind)
	assert.Empty(t, dialect.Clashes(c))
	first := c.ControlsOf(1)[0]
	assert.Equal(t, "swell.lieblich-gedackt-8", c.Controls[first].ID, "what is added stands at the end of its division")
	assert.True(t, e.Undo())
	assert.Len(t, e.Console().Controls, 28)
	assert.True(t, e.Redo())
	assert.Same(t, c, e.Console())
	assert.ErrorContains(t, e.Apply("Add", "", edit.AddNamed("choir", names)), `no division "choir"`)
	assert.ErrorContains(t, e.Apply("Add", "", edit.AddNamed("great", nil)), "type the name of a stop")
}

func TestCodesAreCountedOnAsTheirKindIsCounted(t *testing.T) {
	for name, want := range map[string]registration.ControlCode{
		"generic":     {Kind: registration.NRPN, Channel: 16, Number: 27},
		"allen":       {Kind: registration.NRPN, Channel: 1, Number: 10},
		"hauptwerk":   {Kind: registration.Note, Channel: 16, Number: 27},
		"rodgers":     {Kind: registration.SysExBitmap, Part: "stops", Index: 27},
		"grandorgue":  {Kind: registration.GOSetup, Channel: 16, Number: 28, Element: "M1S9"},
		"johannus":    {Kind: registration.PCToggle, Channel: 12, Number: 51},
		"viscount":    {},
		"peterson":    {},
		"content":     {},
		"solid-state": {},
	} {
		m, err := template.Find(name)
		require.NoError(t, err)
		c, err := m.Console("Trial", 2)
		require.NoError(t, err)
		e := edit.NewEditor(c)
		require.NoError(t, e.Apply("Add", "", edit.AddNamed("great", []string{"Quinte 5 1/3"})), name)
		_, code := control(t, e.Console(), "great.quinte")
		assert.Equal(t, want, code, name)
		assert.Empty(t, dialect.Clashes(e.Console()), name)
	}
}

func TestControlsAreNumberedOnFromTheFirst(t *testing.T) {
	m, err := template.Find("content")
	require.NoError(t, err)
	c, err := m.Console("Trial", 2)
	require.NoError(t, err)
	e := edit.NewEditor(c)
	var ids []string
	for _, k := range c.Controls[:9] {
		ids = append(ids, k.ID)
	}
	assert.ErrorContains(t, e.Apply("Number", "", edit.NumberOn(ids)), "has no number to count on from")
	require.NoError(t, e.Apply("Code", "", edit.SetCodes(ids[:1], func(k *registration.ControlCode) {
		*k = registration.ControlCode{Kind: registration.CCBitfield, Channel: 16, Number: 20, Index: 4}
	})))
	require.NoError(t, e.Apply("Number", "", edit.NumberOn(ids)))
	codes := e.Console().Dialect.Controls
	assert.Equal(t, registration.ControlCode{Kind: registration.CCBitfield, Channel: 16, Number: 20, Index: 6}, codes[2])
	assert.Equal(t, registration.ControlCode{Kind: registration.CCBitfield, Channel: 16, Number: 21, Index: 0}, codes[3], "the next controller")
	assert.Empty(t, dialect.Clashes(e.Console()))
}

func TestWhatIsTakenOutIsTakenOutEverywhere(t *testing.T) {
	e := begin(t, "parish")
	require.NoError(t, e.Apply("Draw", "", edit.SetForm(registration.Free, []registration.Piece{
		{Kind: registration.Knob, Of: "swell.salicional-8", Width: 92, Height: 46},
		{Kind: registration.Shoe, Of: "swell", Width: 92, Height: 30},
		{Kind: registration.Knob, Of: "great.gamba-8", Width: 92, Height: 46},
		{Kind: registration.Piston, Of: "pp", Width: 40, Height: 30},
	})))
	require.NoError(t, e.Apply("Remove", "", edit.RemoveDivision("swell")))
	c := e.Console()
	assert.Len(t, c.Divisions, 2)
	assert.Empty(t, c.Enclosures, "the box is empty")
	for _, k := range c.Controls {
		assert.NotContains(t, k.ID, "swell", "its stops, and what couples to it")
	}
	for _, s := range c.Scenes {
		_, missing := s.Recall(c, c.Initial())
		assert.Empty(t, missing, s.Name)
	}
	assert.Len(t, c.Jamb.Pieces, 2)
	pedal, _ := c.Division("pedal")
	assert.EqualValues(t, 3, c.Dialect.Divisions[pedal].Channel)
	_, code := control(t, c, "pedal.bourdon-16")
	assert.EqualValues(t, 22, code.Number)
	require.NoError(t, e.Apply("Remove", "", edit.RemoveScene("pp")))
	assert.Len(t, e.Console().Jamb.Pieces, 1)
	require.NoError(t, e.Apply("Remove", "", edit.RemoveDivision("pedal")))
	assert.ErrorContains(t, e.Apply("Remove", "", edit.RemoveDivision("great")), "needs a division")
}

func TestDivisionsMoveWithAllThatIsTheirs(t *testing.T) {
	e := begin(t, "parish")
	require.NoError(t, e.Apply("Slow", "", edit.SetDivisionMechanics("pedal", func(m *registration.DivisionMechanics) { m.MostKeys = 2 })))
	require.NoError(t, e.Apply("Move", "", edit.MoveDivision("pedal", -1)))
	c := e.Console()
	assert.Equal(t, "pedal", c.Divisions[1].ID)
	assert.Equal(t, 2, c.Mechanics.Divisions[1].MostKeys)
	assert.EqualValues(t, 3, c.Dialect.Divisions[1].Channel)
	k, _ := control(t, c, "pedal.swell-to-pedal")
	assert.Equal(t, "pedal", c.Divisions[k.Division].ID)
	assert.Equal(t, "swell", c.Divisions[k.To].ID)
	assert.Equal(t, "swell", c.Divisions[c.Enclosures[0].Divisions[0]].ID)
	assert.ErrorContains(t, e.Apply("Move", "", edit.MoveDivision("great", -1)), "at the end already")
}

func TestChangesThatAreNotValidChangeNothing(t *testing.T) {
	e := begin(t, "parish")
	before := e.Console()
	for says, change := range map[string]edit.Edit{
		"ends before it begins":        edit.SetDivision("great", func(d *registration.Division) { d.Lowest = 100 }),
		"has channel 17":               edit.SetDivisionCode("great", func(d *registration.DivisionCode) { d.Channel = 17 }),
		"a pitch of 200 feet":          edit.SetControls([]string{"great.gamba-8"}, func(k *registration.Control) { k.Pitch = 200 }),
		`no control "great.nothing"`:   edit.SetControls([]string{"great.nothing"}, func(*registration.Control) {}),
		"is that of a file":            edit.SetName("a/b"),
		"is not one MIDI message":      edit.SetDialect(func(d *registration.Dialect) { d.Cancel = "F0 12" }),
		`two controls have the id`:     edit.Rename("great.gamba-8", "great.principal-4"),
		`there is a scene "p" already`: edit.RenameScene("pp", "p"),
		"a scene needs a name":         edit.AddScene(" ", nil),
	} {
		assert.ErrorContains(t, e.Apply("Change", "", change), says)
	}
	assert.Same(t, before, e.Console())
	assert.Empty(t, e.UndoLabel())
	assert.False(t, e.Undo())
}

func TestStepsOfOneGestureAreOne(t *testing.T) {
	e := begin(t, "parish")
	title := func(s string) { require.NoError(t, e.Apply("Title", "title", edit.SetTitle(s))) }
	title("S")
	title("St")
	title("St Mary")
	assert.True(t, e.Dirty())
	e.EndStep()
	title("St Mary's")
	assert.True(t, e.Undo())
	assert.Equal(t, "St Mary", e.Console().Title)
	assert.Equal(t, "Title", e.RedoLabel())
	assert.True(t, e.Undo())
	assert.Equal(t, "Parish church: two manuals and pedal", e.Console().Title)
	assert.False(t, e.Dirty())
	assert.False(t, e.Undo())
}

func TestScenesAreEdited(t *testing.T) {
	e := begin(t, "parish")
	do := func(x edit.Edit) { t.Helper(); require.NoError(t, e.Apply("Scene", "", x)) }
	do(edit.AddScene("Opening", nil))
	do(edit.SetInScene("Opening", []string{"great.principal-4", "great.open-diapason-8"}, edit.On))
	do(edit.SetInScene("Opening", []string{"great.mixture-iii"}, edit.Off))
	do(edit.SetSceneShoe("Opening", "swell", 64))
	do(edit.CopyScene("Opening", "Closing"))
	do(edit.SetInScene("Closing", []string{"great.mixture-iii"}, edit.On))
	do(edit.RenameScene("Closing", "Ending"))
	do(edit.Rename("great.principal-4", "great.octave-4"))
	c := e.Console()
	n := len(c.Scenes)
	assert.Equal(t, registration.Scene{
		Name: "Opening", On: []string{"great.open-diapason-8", "great.octave-4"}, Off: []string{"great.mixture-iii"}, Shoes: map[string]uint8{"swell": 64},
	}, c.Scenes[n-2])
	assert.Equal(t, []string{"great.open-diapason-8", "great.octave-4", "great.mixture-iii"}, c.Scenes[n-1].On)
	assert.Empty(t, c.Scenes[n-1].Off)
	assert.Equal(t, edit.Off, edit.SettingOf(&c.Scenes[n-2], "great.mixture-iii"))
	assert.Equal(t, edit.Alone, edit.SettingOf(&c.Scenes[n-2], "great.gamba-8"))
	do(edit.SetInScene("Opening", []string{"great.mixture-iii"}, edit.Alone))
	do(edit.SetSceneShoe("Opening", "swell", -1))
	do(edit.MoveScene("Ending", -1))
	do(edit.RemoveScene("Opening"))
	assert.Equal(t, "Ending", e.Console().Scenes[n-2].Name)
	state := e.Console().Initial()
	do(edit.AddScene("Nothing", &state))
	assert.Len(t, e.Console().Scenes[n-1].Off, len(c.Controls))
}

func TestPartsOfAnotherConsoleAreTaken(t *testing.T) {
	cathedral, err := file.Find("cathedral")
	require.NoError(t, err)
	e := begin(t, "parish")
	require.NoError(t, e.Apply("Copy", "", edit.CopyFrom(cathedral, edit.Parts{Divisions: []string{"choir", "great"}, Scenes: true, Times: true, Jamb: true})))
	c := e.Console()
	choir, ok := c.Division("choir")
	require.True(t, ok)
	from, _ := cathedral.Division("choir")
	assert.NotEmpty(t, c.ControlsOf(choir))
	for _, id := range c.ControlsOf(choir) {
		k := c.Controls[id]
		if k.Kind == registration.Coupler {
			assert.Less(t, int(k.To), len(c.Divisions))
		}
	}
	stops := func(c *registration.Console, d registration.DivisionID) (n int) {
		for _, id := range c.ControlsOf(d) {
			if c.Controls[id].Kind == registration.Stop {
				n++
			}
		}
		return n
	}
	assert.Equal(t, stops(cathedral, from), stops(c, choir))
	assert.Len(t, c.Enclosures, 2)
	assert.Empty(t, dialect.Clashes(c))
	labels := map[string]int{}
	for _, id := range c.ControlsOf(0) {
		labels[c.Controls[id].Label()]++
		assert.Equal(t, 1, labels[c.Controls[id].Label()], "what is there is not copied again")
	}
}

func TestThePiecesOfAJambAreAlignedAndSpread(t *testing.T) {
	e := begin(t, "parish")
	do := func(x edit.Edit) { t.Helper(); require.NoError(t, e.Apply("Jamb", "", x)) }
	knob := func(of string, x, y, w int) registration.Piece {
		return registration.Piece{Kind: registration.Knob, Of: of, X: x, Y: y, Width: w, Height: 40}
	}
	do(edit.SetForm(registration.Free, []registration.Piece{knob("great.gamba-8", 10, 10, 90), knob("great.principal-4", 120, 30, 60), knob("great.fifteenth-2", 300, 12, 60)}))
	all := []int{0, 1, 2}
	do(edit.SameSize(all))
	do(edit.AlignPieces(all, edit.TopEdge))
	do(edit.SpreadPieces(all, false))
	assert.Equal(t, []registration.Piece{knob("great.gamba-8", 10, 10, 90), knob("great.principal-4", 155, 10, 90), knob("great.fifteenth-2", 300, 10, 90)}, e.Console().Jamb.Pieces)
	do(edit.MovePieces(all, -500, 5))
	assert.Equal(t, knob("great.gamba-8", 0, 15, 90), e.Console().Jamb.Pieces[0], "it stops at the edge")
	do(edit.AlignPieces([]int{2, 0}, edit.LeftEdge))
	assert.Equal(t, 290, e.Console().Jamb.Pieces[0].X, "the first that is marked leads")
	do(edit.AddLabel("Great", 5, 5))
	pieces := e.Console().Jamb.Pieces
	do(edit.SetLook([]registration.Piece{pieces[3], pieces[0]}, func(p *registration.Piece) { p.Colour = "#102030" }))
	assert.Equal(t, "#102030", e.Console().Jamb.Pieces[3].Colour)
	do(edit.PlaceMissing([]registration.Piece{knob("great.gamba-8", 0, 0, 90), knob("great.mixture-iii", 0, 0, 90)}))
	assert.Len(t, e.Console().Jamb.Pieces, 5)
	do(edit.RemovePieces([]int{3}))
	assert.Len(t, e.Console().Jamb.Pieces, 4)
	do(edit.SetForm(registration.DoubleSided, nil))
	do(edit.SetLeft("swell", true, []string{"great"}))
	assert.Equal(t, []string{"great", "swell"}, e.Console().Jamb.Left)
	do(edit.SetForm(registration.Free, nil))
	assert.Len(t, e.Console().Jamb.Pieces, 4, "the places are kept")
	for _, x := range []edit.Edit{edit.SameSize([]int{0}), edit.MovePieces([]int{9}, 1, 1), edit.AddLabel(" ", 0, 0), edit.SpreadPieces([]int{0, 1}, true)} {
		assert.Error(t, e.Apply("Jamb", "", x))
	}
}

func TestANewLabelStandsWhereNothingElseDoes(t *testing.T) {
	e := begin(t, "parish")
	knob := func(of string, x, y int) registration.Piece {
		return registration.Piece{Kind: registration.Knob, Of: of, X: x, Y: y, Width: 90, Height: 40}
	}
	require.NoError(t, e.Apply("Jamb", "", edit.SetForm(registration.Free, []registration.Piece{
		knob("great.gamba-8", 10, 10), knob("great.principal-4", 110, 10), knob("great.fifteenth-2", 10, 60), knob("great.mixture-iii", 210, 60),
	})))
	for range 3 {
		require.NoError(t, e.Apply("Label", "", edit.AddLabelNear(" Great ", 16, 16)))
	}
	pieces := e.Console().Jamb.Pieces
	assert.Equal(t, registration.Piece{Kind: registration.Label, Text: "Great", X: 208, Y: 16, Width: 40, Height: 20}, pieces[4])
	for i, p := range pieces {
		for _, q := range pieces[:i] {
			assert.False(t, p.X < q.X+q.Width && q.X < p.X+p.Width && p.Y < q.Y+q.Height && q.Y < p.Y+p.Height, "%v on %v", p, q)
		}
	}
	assert.Error(t, e.Apply("Label", "", edit.AddLabelNear(" ", 0, 0)))
}

// Whatever is done can be undone to the beginning, and every console on the way can be saved and read again.
func TestAnythingCanBeUndone(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	e := begin(t, "parish")
	start := e.Console()
	for range 400 {
		c := e.Console()
		division := c.Divisions[r.IntN(len(c.Divisions))].ID
		var ids []string
		for _, k := range c.Controls {
			if r.IntN(8) == 0 {
				ids = append(ids, k.ID)
			}
		}
		box, sc := "", ""
		if len(c.Enclosures) > 0 {
			box = c.Enclosures[r.IntN(len(c.Enclosures))].ID
		}
		if len(c.Scenes) > 0 {
			sc = c.Scenes[r.IntN(len(c.Scenes))].Name
		}
		edits := []edit.Edit{
			edit.AddNamed(division, []string{"Flute 4", "Swell to Great"}), edit.RemoveControls(ids), edit.MoveControls(ids, r.IntN(3)-1),
			edit.AddDivision("Echo", r.IntN(2) == 0), edit.RemoveDivision(division), edit.MoveDivision(division, r.IntN(3)-1),
			edit.NumberOn(ids), edit.AddEnclosure("", division), edit.RemoveEnclosure(box), edit.Enclose(box, division, r.IntN(2) == 0),
			edit.AddScene("New", nil), edit.SetInScene(sc, ids, edit.Setting(r.IntN(3))), edit.SetSceneShoe(sc, box, r.IntN(200)-50), edit.RemoveScene(sc),
			edit.SetControls(ids, func(k *registration.Control) { k.Kind = registration.Kind(r.IntN(4)) }),
			edit.SortControls(func(a, b *registration.Control) int { return int(8 * (b.Pitch - a.Pitch)) }),
		}
		_ = e.Apply("Something", "", edits[r.IntN(len(edits))]) // some cannot be
		data, err := file.Write(e.Console())
		require.NoError(t, err)
		again, err := file.Read(data)
		require.NoError(t, err)
		rewritten, err := file.Write(again)
		require.NoError(t, err)
		require.Equal(t, string(data), string(rewritten))
	}
	for e.Undo() {
	}
	assert.Same(t, start, e.Console())
	for e.Redo() {
	}
	assert.True(t, e.Dirty())
}

func TestADivisionThatIsPlacedStandsUnderItsName(t *testing.T) {
	cathedral, err := file.Find("cathedral")
	require.NoError(t, err)
	e := begin(t, "parish")
	do := func(x edit.Edit) { t.Helper(); require.NoError(t, e.Apply("Jamb", "", x)) }
	do(edit.SetForm(registration.Free, board.Usual(e.Console())))
	before := e.Console().Jamb.Pieces
	do(edit.PlaceMissing(board.Usual(e.Console())))
	assert.Equal(t, before, e.Console().Jamb.Pieces, "all is there")
	do(edit.CopyFrom(cathedral, edit.Parts{Divisions: []string{"solo"}}))
	do(edit.AddNamed("great", []string{"Gemshorn 8"}))
	do(edit.PlaceMissing(board.Usual(e.Console())))
	pieces := e.Console().Jamb.Pieces
	for i, p := range pieces {
		for _, q := range pieces[i+1:] {
			assert.False(t, p.Meets(q), "%s%s and %s%s", p.Of, p.Text, q.Of, q.Text)
		}
	}
	head := slices.IndexFunc(pieces, func(p registration.Piece) bool { return p.Kind == registration.Label && p.Text == "Solo" })
	require.Positive(t, head)
	first := pieces[head+1]
	assert.Equal(t, "solo.viole-dorchestre", first.Of)
	assert.Equal(t, pieces[head].X, first.X)
	assert.Equal(t, pieces[head].Y+pieces[head].Height+4, first.Y)
	again := len(pieces)
	do(edit.PlaceMissing(board.Usual(e.Console())))
	assert.Len(t, e.Console().Jamb.Pieces, again)
}

func TestAPreviewIsShownAndNoStep(t *testing.T) {
	e := begin(t, "parish")
	before := e.Console()
	rename := func(to string) edit.Edit {
		return func(d *draft.Draft) error { d.Divisions[0].Name = to; return nil }
	}
	shown := 0
	e.Changed = func() { shown++ }
	require.NoError(t, e.Preview(rename("Gt")))
	require.NoError(t, e.Preview(rename("Great Organ")))
	assert.Equal(t, "Great Organ", e.Console().Divisions[0].Name)
	assert.Equal(t, 2, shown)
	assert.False(t, e.Dirty(), "as yet nothing is changed")
	assert.Empty(t, e.UndoLabel())
	require.Error(t, e.Preview(func(*draft.Draft) error { return errors.New("no") }))
	assert.Equal(t, "Great Organ", e.Console().Divisions[0].Name)
	e.CancelPreview()
	assert.Same(t, before, e.Console())

	require.NoError(t, e.Preview(rename("Gt")))
	assert.True(t, e.Undo(), "undo takes back what is shown")
	assert.Same(t, before, e.Console())
	assert.False(t, e.Undo())

	require.NoError(t, e.Preview(rename("Gt")))
	require.NoError(t, e.Apply("Call", "", rename("Gt")))
	assert.True(t, e.Dirty())
	assert.True(t, e.Undo())
	assert.Same(t, before, e.Console(), "a step begins where the preview did")
	require.NoError(t, e.Preview(rename("Great Organ")))
	assert.True(t, e.Redo())
	assert.Equal(t, "Gt", e.Console().Divisions[0].Name)
}
