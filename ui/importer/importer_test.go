package importer

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
	"voluntary/sequencer/smf"
)

// threeStaves is a format 1 file with tracks named Sw, Gt and Ped of one note each; the pedal's lies an octave too low.
func threeStaves(t *testing.T) *smf.File {
	t.Helper()
	track := func(name string, channel, key byte) []byte {
		body := append([]byte{0, 0xFF, 3, byte(len(name))}, name...)
		body = append(body, 0, 0x90|channel, key, 64, 0x83, 0x60, 0x80|channel, key, 0, 0, 0xFF, 0x2F, 0)
		return append([]byte{'M', 'T', 'r', 'k', 0, 0, 0, byte(len(body))}, body...)
	}
	data := []byte{'M', 'T', 'h', 'd', 0, 0, 0, 6, 0, 1, 0, 3, 1, 0xE0}
	data = append(data, track("Sw", 0, 72)...)
	data = append(data, track("Gt", 1, 64)...)
	data = append(data, track("Ped", 2, 24)...)
	f, err := smf.Read(data)
	require.NoError(t, err)
	return f
}

func parish(t *testing.T) *registration.Console {
	t.Helper()
	c, err := consolefile.Find("parish")
	require.NoError(t, err)
	return c
}

func TestPlanTakesSuggestionsAndText(t *testing.T) {
	p := NewPlan(threeStaves(t), sequencer.Source{Name: "three.mid"}, parish(t))
	assert.Equal(t, "SGP", p.Text())
	assert.EqualValues(t, 12, p.Rows[2].Choice.Shift)
	require.NoError(t, p.SetText("gg-"))
	assert.Equal(t, "GG-", p.Text())
	assert.Error(t, p.SetText("GG"))
	assert.Equal(t, "GG-", p.Text())
	a, err := p.Build()
	require.NoError(t, err)
	assert.Len(t, a.Parts(), 2)
	require.NoError(t, p.SetText("---"))
	_, err = p.Build()
	assert.ErrorContains(t, err, "no track")
}

func TestPlanCountsNotesBeyondTheCompass(t *testing.T) {
	p := NewPlan(threeStaves(t), sequencer.Source{}, parish(t))
	assert.Zero(t, p.Beyond(2))
	p.Rows[2].Choice.Shift = 0
	assert.Equal(t, 1, p.Beyond(2))
}

func TestListeningSoundsOneTrackWithAStop(t *testing.T) {
	c := parish(t)
	p := NewPlan(threeStaves(t), sequencer.Source{}, c)
	a, from, to, err := p.Listen(0)
	require.NoError(t, err)
	assert.Zero(t, from)
	assert.EqualValues(t, sequencer.PPQ, to)
	perf, found := sequencer.Compile(a, c)
	assert.Empty(t, found)
	state := perf.StateAt(0)
	require.Equal(t, 1, state.Count())
	assert.Equal(t, 8.0, c.Controls[state.Drawn()[0]].Pitch)
}

func TestDialogKeepsTextAndChoicesTogether(t *testing.T) {
	test.NewTempApp(t)
	d := NewDialog(NewPlan(threeStaves(t), sequencer.Source{Name: "three.mid"}, parish(t)), []*registration.Console{parish(t)})
	w := test.NewTempWindow(t, d.Content())
	w.Resize(fyne.NewSize(1000, 600))
	assert.Equal(t, "SGP", d.short.Text)
	assert.Equal(t, "Swell", d.divs[0].Selected)
	d.divs[0].SetSelected("Great")
	assert.Equal(t, "GGP", d.short.Text)
	d.short.SetText("PSG")
	assert.Equal(t, "Pedal", d.divs[0].Selected)
	assert.Contains(t, d.marks[0].Text, "outside the compass")
	d.short.SetText("P")
	assert.NotEmpty(t, d.trouble.Text)
	d.short.SetText("SG-")
	var got *sequencer.Arrangement
	d.OnImport = func(a *sequencer.Arrangement) { got = a }
	d.Finish()
	require.NotNil(t, got)
	assert.Len(t, got.Parts(), 2)
}
