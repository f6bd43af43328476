package registration

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// small is a console with one of each kind, not checked yet.
func small() Console {
	return Console{
		Name: "small",
		Divisions: []Division{
			{ID: "great", Name: "Great", Lowest: 36, Highest: 96},
			{ID: "swell", Name: "Swell", Lowest: 36, Highest: 96},
			{ID: "pedal", Name: "Pedal", Lowest: 36, Highest: 67, Pedal: true},
		},
		Controls: []Control{
			{ID: "great.open-diapason-8", Division: 0, Name: "Open Diapason", Pitch: 8, Family: Principal},
			{ID: "great.twelfth", Division: 0, Name: "Twelfth", Pitch: 2.667, Family: Mutation},
			{ID: "great.swell-to-great", Kind: Coupler, Division: 0, Name: "Swell to Great", To: 1},
			{ID: "swell.mixture", Division: 1, Name: "Mixture III", Family: Mixture, Ranks: []float64{2, 1.333, 1}},
			{ID: "swell.unison-off", Kind: Coupler, Division: 1, Name: "Unison Off", To: 1, UnisonOff: true},
			{ID: "swell.tremulant", Kind: Tremulant, Division: 1, Name: "Tremulant"},
			{ID: "pedal.bell", Kind: Other, Division: 2, Name: "Bell"},
		},
		Enclosures: []Enclosure{{ID: "swell", Name: "Swell", Divisions: []DivisionID{1}, Initial: 127}},
	}
}

// largest has MaxControls controls in MaxDivisions divisions.
func largest(t testing.TB) *Console {
	t.Helper()
	c := Console{Name: "largest", Enclosures: []Enclosure{{ID: "one", Initial: 5}, {ID: "two"}}}
	for i := range MaxDivisions {
		c.Divisions = append(c.Divisions, Division{ID: fmt.Sprint("d", i), Lowest: 0, Highest: 127})
	}
	for i := range MaxControls {
		c.Controls = append(c.Controls, Control{ID: fmt.Sprint("k", i), Name: fmt.Sprint(i), Division: DivisionID(i % MaxDivisions), Pitch: 8})
	}
	out, err := NewConsole(c)
	require.NoError(t, err)
	return out
}

func mustNew(t testing.TB, c Console) *Console {
	t.Helper()
	out, err := NewConsole(c)
	require.NoError(t, err)
	return out
}

func TestConsoleFindsByTextID(t *testing.T) {
	c := mustNew(t, small())
	d, ok := c.Division("pedal")
	require.True(t, ok)
	assert.Equal(t, DivisionID(2), d)
	k, ok := c.Control("swell.mixture")
	require.True(t, ok)
	assert.Equal(t, ControlID(3), k)
	e, ok := c.Enclosure("swell")
	require.True(t, ok)
	assert.Equal(t, EnclosureID(0), e)
	for _, id := range []string{"", "Great", "organ"} {
		_, ok = c.Division(id)
		assert.False(t, ok)
		_, ok = c.Control(id)
		assert.False(t, ok)
		_, ok = c.Enclosure(id)
		assert.False(t, ok)
	}
	assert.Equal(t, []ControlID{3, 4, 5}, c.ControlsOf(1))
	e, ok = c.EnclosureOf(1)
	assert.True(t, ok)
	assert.Equal(t, EnclosureID(0), e)
	_, ok = c.EnclosureOf(0)
	assert.False(t, ok)
	assert.True(t, c.Divisions[2].Has(36) && c.Divisions[2].Has(67) && !c.Divisions[2].Has(68) && !c.Divisions[2].Has(35))
}

func TestConsoleOf1024Controls(t *testing.T) {
	c := largest(t)
	require.Len(t, c.Controls, 1024)
	var s State
	for i := range c.Controls {
		k, ok := c.Control(c.Controls[i].ID)
		require.True(t, ok)
		require.Equal(t, ControlID(i), k)
		s = s.With(k, true)
	}
	assert.Equal(t, 1024, s.Count())
	assert.Len(t, Diff(State{}, s), 1024)

	sc := SceneOf(c, "tutti", s)
	got, missing := sc.Recall(c, c.Initial())
	assert.Empty(t, missing)
	assert.Equal(t, s, got)
}

func TestInitialHasNothingDrawnAndShoesAtRest(t *testing.T) {
	c := largest(t)
	s := c.Initial()
	assert.Zero(t, s.Count())
	assert.EqualValues(t, 5, s.Shoe(0))
	assert.Zero(t, s.Shoe(1))
}

func TestDialectTablesAreFilledUp(t *testing.T) {
	d := small()
	table := make([]ControlCode, 1, 10)
	table[0] = ControlCode{Kind: NRPN, Channel: 16}
	d.Dialect.Controls = table
	c := mustNew(t, d)
	assert.Len(t, c.Dialect.Divisions, 3)
	assert.Len(t, c.Dialect.Controls, 7)
	assert.Len(t, c.Dialect.Enclosures, 1)
	assert.Equal(t, NRPN, c.Dialect.Controls[0].Kind)
	assert.Equal(t, ControlCode{}, c.Dialect.Controls[1])
	c.Dialect.Controls[1].Channel = 3
	assert.Zero(t, table[:2][1], "the caller's array is not written to")
}

func TestLabelIsWhatStandsOnTheDrawknob(t *testing.T) {
	d := small()
	assert.Equal(t, "Open Diapason 8", d.Controls[0].Label())
	assert.Equal(t, "Twelfth 2 2/3", d.Controls[1].Label())
	assert.Equal(t, "Swell to Great", d.Controls[2].Label())
	assert.Equal(t, "Mixture III", d.Controls[3].Label())
}

func TestNewConsoleNamesTheFault(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(*Console)
		says  string
	}{
		"no name":                  {func(c *Console) { c.Name = "" }, "no name"},
		"no divisions":             {func(c *Console) { c.Divisions = nil }, "0 divisions"},
		"17 divisions":             {func(c *Console) { c.Divisions = make([]Division, 17) }, "17 divisions"},
		"1025 controls":            {func(c *Console) { c.Controls = make([]Control, 1025) }, "1025 controls"},
		"33 enclosures":            {func(c *Console) { c.Enclosures = make([]Enclosure, 33) }, "33 enclosures"},
		"division without id":      {func(c *Console) { c.Divisions[1].ID = "" }, "division 2"},
		"upper case":               {func(c *Console) { c.Controls[0].ID = "Great.open" }, `"Great.open"`},
		"comma":                    {func(c *Console) { c.Controls[0].ID = "a,b" }, "control 1"},
		"enclosure id":             {func(c *Console) { c.Enclosures[0].ID = "a b" }, "enclosure 1"},
		"two divisions":            {func(c *Console) { c.Divisions[1].ID = "great" }, "two divisions"},
		"two controls":             {func(c *Console) { c.Controls[1].ID = "great.open-diapason-8" }, "two controls"},
		"two enclosures":           {func(c *Console) { c.Enclosures = append(c.Enclosures, c.Enclosures[0]) }, "two enclosures"},
		"compass":                  {func(c *Console) { c.Divisions[0].Lowest = 97 }, "97 to 96"},
		"compass too high":         {func(c *Console) { c.Divisions[0].Highest = 128 }, "36 to 128"},
		"unknown division":         {func(c *Console) { c.Controls[2].Division = 3 }, "great.swell-to-great"},
		"unknown to":               {func(c *Console) { c.Controls[2].To = 3 }, "great.swell-to-great"},
		"kind":                     {func(c *Console) { c.Controls[2].Kind = 9 }, "unknown kind"},
		"family":                   {func(c *Console) { c.Controls[0].Family = "brass" }, `"brass"`},
		"pitch":                    {func(c *Console) { c.Controls[0].Pitch = 256 }, "256 feet"},
		"pitch is no number":       {func(c *Console) { c.Controls[0].Pitch = math.NaN() }, "NaN feet"},
		"rank":                     {func(c *Console) { c.Controls[3].Ranks[1] = 0 }, "rank of 0 feet"},
		"ranks":                    {func(c *Console) { c.Controls[3].Ranks = make([]float64, 25) }, "25 ranks"},
		"strength":                 {func(c *Console) { c.Controls[0].Strength = math.Inf(1) }, "decibels"},
		"speech":                   {func(c *Console) { c.Controls[0].Speech = "slow loud" }, `the speech "loud" (there are quick, slow, chiff, smooth)`},
		"shift":                    {func(c *Console) { c.Controls[2].Shift = 60 }, "60 semitones"},
		"unison off":               {func(c *Console) { c.Controls[4].To = 0 }, "unison off"},
		"tremulant":                {func(c *Console) { c.Controls[5].Depth = 2 }, "shakes"},
		"initial":                  {func(c *Console) { c.Enclosures[0].Initial = 128 }, "starts at 128"},
		"enclosed division":        {func(c *Console) { c.Enclosures[0].Divisions = []DivisionID{7} }, "enclosure swell"},
		"scene without name":       {func(c *Console) { c.Scenes = []Scene{{}} }, "scene 1"},
		"two scenes":               {func(c *Console) { c.Scenes = []Scene{{Name: "p"}, {Name: "p"}} }, "two scenes"},
		"shoe of a scene":          {func(c *Console) { c.Scenes = []Scene{{Name: "p", Shoes: map[string]uint8{"swell": 200}}} }, "200"},
		"repeat gap":               {func(c *Console) { c.Mechanics.RepeatGap = -time.Second }, "negative"},
		"dialect too long":         {func(c *Console) { c.Dialect.Enclosures = make([]EnclosureCode, 2) }, "more entries"},
		"dialect channel":          {func(c *Console) { c.Dialect.Divisions = []DivisionCode{{Channel: 17}} }, "division great"},
		"dialect kind":             {func(c *Console) { c.Dialect.Controls = []ControlCode{{Kind: "smoke"}} }, `"smoke"`},
		"dialect NRPN":             {func(c *Console) { c.Dialect.Controls = []ControlCode{{Kind: NRPN, Channel: 1, Number: 16384}} }, "16384"},
		"dialect note":             {func(c *Console) { c.Dialect.Controls = []ControlCode{{Kind: Note, Channel: 1, Number: 128}} }, "128"},
		"dialect CC":               {func(c *Console) { c.Dialect.Controls = []ControlCode{{Kind: CC, Channel: 1, Number: 120}} }, "120"},
		"dialect without channel":  {func(c *Console) { c.Dialect.Controls = []ControlCode{{Kind: CC}} }, "channel 0"},
		"dialect enclosure":        {func(c *Console) { c.Dialect.Enclosures = []EnclosureCode{{Channel: 1, Controller: 120}} }, "enclosure swell"},
		"dialect with time warped": {func(c *Console) { c.Dialect.Gap = -1 }, "negative"},
	} {
		t.Run(name, func(t *testing.T) {
			d := small()
			test.spoil(&d)
			c, err := NewConsole(d)
			require.ErrorIs(t, err, ErrConsole)
			assert.ErrorContains(t, err, test.says)
			assert.Nil(t, c)
		})
	}
}

func TestKindsHaveNames(t *testing.T) {
	for k := Stop; k <= Other; k++ {
		text, err := k.MarshalText()
		require.NoError(t, err)
		var back Kind
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, k, back)
	}
	var k Kind
	assert.ErrorContains(t, k.UnmarshalText([]byte("bellows")), `"bellows"`)
	assert.Equal(t, "other", Kind(200).String())
}

func TestALabelTellsThePitchOnce(t *testing.T) {
	for name, want := range map[string]string{
		"Open Diapason": "Open Diapason 2 2/3", "Montre 8'": "Montre 8'", "Quinta major 3’": "Quinta major 3’", "Quint 2 2/3": "Quint 2 2/3",
		"Diapason II": "Diapason II 2 2/3", "d'Amour": "d'Amour 2 2/3",
	} {
		k := Control{Kind: Stop, Name: name, Pitch: 2.667}
		assert.Equal(t, want, k.Label())
	}
}

func TestADrawknobSaysItsPitchOnce(t *testing.T) {
	for _, want := range []struct {
		name    string
		feet    float64
		engrave [2]string
	}{
		{"Open Diapason", 8, [2]string{"Open Diapason", "8"}},
		{"Montre 8'", 8, [2]string{"Montre", "8'"}},
		{"Quinte 2 2/3", 8. / 3, [2]string{"Quinte", "2 2/3"}},
		{"8' Principal", 8, [2]string{"8' Principal", ""}},
		{"Quinta major 3'", 8. / 3, [2]string{"Quinta major 3'", ""}},
		{"Mixture III", 0, [2]string{"Mixture III", ""}},
	} {
		k := Control{Kind: Stop, Name: want.name, Pitch: want.feet}
		name, pitch := k.Engraving()
		assert.Equal(t, want.engrave, [2]string{name, pitch}, want.name)
	}
}
