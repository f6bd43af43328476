package edit_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/edit"
)

func TestControlsAreSaidByAnotherKindOfMessage(t *testing.T) {
	e := begin(t, "parish")
	ids := []string{"great.gamba-8", "great.principal-4"}
	for _, kind := range []registration.CodeKind{
		registration.SysExPair, registration.CCBitfield, registration.Unsaid, registration.Note, registration.SysExToggle, registration.CCIndex,
		registration.GOSetup, registration.CCTwoStep, registration.RelativeBank, registration.PCPair, registration.SysExBitmap,
	} {
		require.NoError(t, e.Apply("Kind", "", edit.SetCodeKind(ids, kind)), kind)
		_, code := control(t, e.Console(), ids[1])
		assert.Equal(t, kind, code.Kind)
	}
	assert.Equal(t, "memory", e.Console().Dialect.Banks[0].Name, "a row of combinations is there when one is needed")
	assert.Equal(t, "stops", e.Console().Dialect.Bitmaps[0].Name)
	require.NoError(t, e.Apply("Place", "", edit.SetCodes(ids[:1], func(k *registration.ControlCode) { k.Index = 20 })))
	require.NoError(t, e.Apply("Kind", "", edit.SetCodeKind(ids, registration.SysExBitmap)))
	_, code := control(t, e.Console(), ids[0])
	assert.EqualValues(t, 20, code.Index, "what is said so already stays")
}

func TestMessagesWithAllStopsAndMemoriesAreMadeRenamedAndRemoved(t *testing.T) {
	e := begin(t, "parish")
	do := func(x edit.Edit) { t.Helper(); require.NoError(t, e.Apply("Part", "", x)) }
	do(edit.SetBitmap("stops", func(b *registration.Bitmap) {
		b.Length, b.ChecksumFrom, b.Checksum, b.ChecksumTo = 4, 1, registration.XorTo, 127
	}))
	do(edit.SetBank("memory", func(b *registration.Bank) { b.Controller = 20 }))
	do(edit.SetCodeKind([]string{"great.gamba-8"}, registration.SysExBitmap))
	do(edit.SetCodeKind([]string{"great.principal-4"}, registration.RelativeBank))
	do(edit.SetBitmap("stops", func(b *registration.Bitmap) { b.Name = "all" }))
	do(edit.SetBank("memory", func(b *registration.Bank) { b.Name = "pistons" }))
	_, code := control(t, e.Console(), "great.gamba-8")
	assert.Equal(t, "all", code.Part, "its stops follow")
	_, code = control(t, e.Console(), "great.principal-4")
	assert.Equal(t, "pistons", code.Part)
	assert.Equal(t, "xor", edit.ChecksumWord(e.Console().Dialect.Bitmaps[0].Checksum))
	do(edit.SetBitmap("all", func(b *registration.Bitmap) { b.ChecksumFrom = 0 }))
	assert.Equal(t, registration.Bitmap{Name: "all", Head: "F0 7D", Length: 4}, e.Console().Dialect.Bitmaps[0], "without a checksum nothing is left of it")
	assert.ErrorContains(t, e.Apply("Remove", "", edit.RemoveBitmap("all")), "great.gamba-8 is said by all")
	assert.ErrorContains(t, e.Apply("Remove", "", edit.RemoveBank("pistons")), "great.principal-4 is said by pistons")
	do(edit.SetCodeKind([]string{"great.gamba-8", "great.principal-4"}, registration.Unsaid))
	do(edit.RemoveBitmap("all"))
	do(edit.RemoveBank("pistons"))
	assert.ErrorContains(t, e.Apply("Remove", "", edit.RemoveBitmap("all")), `no bitmap "all"`)
	assert.ErrorContains(t, e.Apply("Remove", "", edit.RemoveBank("all")), `no bank "all"`)
	assert.Equal(t, registration.SumTo, edit.ReadChecksum(" Sum "))
	assert.Equal(t, "sum", edit.ChecksumWord(registration.SumTo))
}

func TestBoxesAndShoes(t *testing.T) {
	e := begin(t, "parish")
	do := func(x edit.Edit) { t.Helper(); require.NoError(t, e.Apply("Box", "", x)) }
	do(edit.SetInside("swell", []string{"pedal", "great", "great"}))
	assert.Equal(t, []registration.DivisionID{0, 2}, e.Console().Enclosures[0].Divisions)
	do(edit.SetShoeKind("swell", registration.GOSetup))
	assert.Equal(t, "E0", e.Console().Dialect.Enclosures[0].Element)
	do(edit.SetShoeKind("swell", registration.NRPN))
	assert.Empty(t, e.Console().Dialect.Enclosures[0].Element)
	assert.ErrorContains(t, e.Apply("Box", "", edit.SetInside("swell", nil)), "a division inside")
	assert.ErrorContains(t, e.Apply("Box", "", edit.SetInside("swell", []string{"none"})), `no division "none"`)
	assert.ErrorContains(t, e.Apply("Box", "", edit.SetInside("none", []string{"great"})), `no enclosure "none"`)
}

func TestAControlThatBecomesACouplerPlaysItsOwnDivision(t *testing.T) {
	e := begin(t, "parish")
	require.NoError(t, e.Apply("Kind", "", edit.SetControls([]string{"swell.salicional-8"}, func(k *registration.Control) { k.Kind = registration.Coupler })))
	k, _ := control(t, e.Console(), "swell.salicional-8")
	assert.Equal(t, k.Division, k.To)
}

func TestPitchesAreReadAsTheyAreEngraved(t *testing.T) {
	for text, want := range map[string]float64{"": 0, "0": 0, "8": 8, " 8' ": 8, "2 2/3": 8. / 3, "1 3/5’": 1.6, "10,667": 10.667, "5.333": 5.333} {
		feet, err := edit.Feet(text)
		require.NoError(t, err, text)
		assert.InDelta(t, want, feet, 1e-9, text)
	}
	for _, text := range []string{"eight", "200"} {
		_, err := edit.Feet(text)
		assert.Error(t, err, text)
	}
	ranks, err := edit.Ranks("2; 1 1/3; 1")
	require.NoError(t, err)
	assert.InDeltaSlice(t, []float64{2, 4. / 3, 1}, ranks, 1e-9)
	_, err = edit.Ranks("2; x")
	assert.Error(t, err)
}

func TestOnlyAFreeBoardHasPlaces(t *testing.T) {
	e := begin(t, "parish")
	for _, x := range []edit.Edit{
		edit.AddLabel("Great", 5, 5), edit.PlaceMissing(nil), edit.MovePieces(nil, 1, 1), edit.RemovePieces(nil), edit.SetBoard(900, 600),
	} {
		assert.ErrorContains(t, e.Apply("Jamb", "", x), "freely drawn first")
	}
	require.NoError(t, e.Apply("Jamb", "", edit.SetForm(registration.Free, nil)))
	require.NoError(t, e.Apply("Jamb", "", edit.SetBoard(900, 600)))
	require.NoError(t, e.Apply("Jamb", "", edit.SetLeftSide([]string{"pedal", "great"})))
	assert.Equal(t, []string{"pedal", "great"}, e.Console().Jamb.Left)
	assert.ErrorContains(t, e.Apply("Jamb", "", edit.SetLeftSide(nil)), "one division")
	assert.ErrorContains(t, e.Apply("Jamb", "", edit.SetLeftSide([]string{"none"})), `no division "none"`)
}
