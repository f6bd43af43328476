package jamb

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/board"
	consolefile "voluntary/registration/file"
	"voluntary/ui/theme"
)

// formed is a shipped console whose jamb has a form.
func formed(t testing.TB, name string, form registration.Form) *registration.Console {
	t.Helper()
	c, err := consolefile.Find(name)
	require.NoError(t, err)
	other := *c
	other.Jamb.Form = form
	if form == registration.Free {
		other.Jamb.Pieces, _ = board.Plan(c, c.Scenes, 1180)
	}
	out, err := registration.NewConsole(other)
	require.NoError(t, err)
	return out
}

// On a screen of 1280 by 720 the names of a cathedral's stops can be read to the end.
func TestNamesOfACathedralAreWhole(t *testing.T) {
	test.NewTempApp(t)
	for _, form := range registration.Forms() {
		c := formed(t, "cathedral", form)
		b := NewBoard()
		w := test.NewTempWindow(t, b)
		w.Resize(fyne.NewSize(1280, 720))
		b.Set(c, c.Scenes)
		for i, k := range b.knobs {
			require.NotNil(t, k, c.Controls[i].ID)
			for _, line := range k.words.lines {
				assert.NotContains(t, line, "…", "%s on a %q jamb", c.Controls[i].Name, form)
			}
		}
		if folder := os.Getenv("JAMB_PICTURES"); folder != "" {
			fyne.CurrentApp().Settings().SetTheme(theme.New(theme.AlwaysDark))
			s := c.Initial()
			for i := range c.Controls {
				s = s.With(registration.ControlID(i), i%3 == 0)
			}
			b.SetState(s)
			f, err := os.Create(filepath.Join(folder, "jamb-"+string(form)+".png"))
			require.NoError(t, err)
			require.NoError(t, png.Encode(f, w.Canvas().Capture()))
			require.NoError(t, f.Close())
		}
	}
}

func TestABoardMovesStopsAndRecallsScenes(t *testing.T) {
	test.NewTempApp(t)
	for _, form := range registration.Forms() {
		c := formed(t, "parish", form)
		b := NewBoard()
		w := test.NewTempWindow(t, b)
		w.Resize(fyne.NewSize(900, 600))
		b.Set(c, append([]registration.Scene{{Name: "Of the piece"}}, c.Scenes...))
		var moved []registration.Change
		var recalled []string
		b.OnMove = func(x registration.Change) { moved = append(moved, x) }
		b.OnScene = func(s registration.Scene) { recalled = append(recalled, s.Name) }
		for _, k := range b.knobs {
			test.Tap(k)
		}
		assert.Len(t, moved, len(c.Controls))
		state := b.State()
		assert.Equal(t, len(c.Controls), state.Count())
		pistons := 0
		for _, o := range b.body.Objects {
			if k, ok := o.(*knob); ok && k.piston {
				k.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
				pistons++
			}
		}
		assert.Equal(t, len(c.Scenes)+1, pistons, "the piece's scene too, in every form")
		assert.Contains(t, recalled, "Of the piece")
		b.shoes[0].SetValue(40)
		assert.EqualValues(t, 40, moved[len(moved)-1].Value)
		b.SetState(c.Initial())
		assert.False(t, b.knobs[0].drawn)
		w.Resize(fyne.NewSize(400, 200))
		last := b.knobs[len(b.knobs)-1]
		last.FocusGained()
		assert.Positive(t, b.Offset().Y+b.Offset().X, "what has the focus is in sight")
	}
}

func TestAPieceHasWordsAndAColourOfItsOwn(t *testing.T) {
	test.NewTempApp(t)
	c := formed(t, "parish", registration.ByDivision)
	other := *c
	other.Jamb.Pieces = []registration.Piece{{Kind: registration.Knob, Of: "great.gamba-8", Text: "Viol", Colour: "#c02030"}}
	c, err := registration.NewConsole(other)
	require.NoError(t, err)
	id, _ := c.Control("great.gamba-8")
	b := NewBoard()
	test.NewTempWindow(t, b).Resize(fyne.NewSize(900, 600))
	b.Set(c, nil)
	j := New()
	test.NewTempWindow(t, j).Resize(fyne.NewSize(320, 600))
	j.SetConsole(c)
	for _, k := range []*knob{b.knobs[id], j.knobs[id]} {
		assert.Equal(t, []string{"Viol"}, k.words.lines)
		assert.EqualValues(t, 0xc0, k.tint().R)
	}
	said := ""
	b.knobs[id].onHover = func(text string) { said = text }
	b.knobs[id].MouseIn(nil)
	assert.Equal(t, "Great: Gamba 8, not drawn", said)
	b.SetState(registration.State{}.With(id, true))
	assert.Equal(t, "Great: Gamba 8, drawn", said, "also when it moves under the pointer")
}
