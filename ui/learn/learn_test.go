package learn

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/file"
)

func parish(t *testing.T) *registration.Console {
	t.Helper()
	c, err := file.Find("parish")
	require.NoError(t, err)
	return c
}

// moved is on, off, on, off of NRPN n on channel 16.
func moved(l *Lesson, n byte) {
	for i, v := range []byte{127, 0, 127, 0} {
		at := time.Duration(i+1) * time.Second
		for _, m := range [][]byte{{0xBF, 99, 0}, {0xBF, 98, n}, {0xBF, 6, v}} {
			l.Hear(at, m)
		}
	}
}

func TestOneControlAfterAnotherIsLearnt(t *testing.T) {
	l := NewLesson(parish(t))
	assert.Contains(t, l.Prompt(), "Great Open Diapason 8 on, off, on, off")
	moved(l, 5)
	assert.False(t, l.Tick(5*time.Second), "more may come")
	assert.True(t, l.Tick(7*time.Second))
	assert.Equal(t, Found, l.Stage())
	assert.Contains(t, l.Words(), "NRPN 5 on channel 16")
	assert.True(t, l.CanTry())
	c, id, err := l.Try()
	require.NoError(t, err)
	assert.Equal(t, uint16(5), c.Dialect.Controls[id].Number)
	l.Tried(nil)
	assert.Equal(t, Asking, l.Stage())
	l.Hear(8*time.Second, []byte{0xBF, 99, 0}) // its own answer
	assert.Equal(t, Asking, l.Stage())
	l.Keep()
	assert.Equal(t, 1, l.Course.At())
	assert.Empty(t, l.Shown())

	l.Go(0)
	assert.Contains(t, l.Words(), "Learnt already")
	l.Go(1)
	require.True(t, l.Propose(), "what follows the first is proposed")
	assert.Contains(t, l.Words(), "Proposal 1")
	l.Keep()
	learnt, _, err := l.Course.Console("Walcker", time.Date(2026, 11, 27, 0, 0, 0, 0, time.UTC))
	require.NoError(t, err)
	assert.Equal(t, uint16(6), learnt.Dialect.Controls[1].Number)
	assert.Equal(t, "Walcker, learnt 27 November 2026", learnt.Dialect.Name)
}

func TestWhatCannotBeUnderstoodIsSaid(t *testing.T) {
	l := NewLesson(parish(t))
	l.Judge()
	assert.Contains(t, l.Words(), "Nothing came in")
	l.Hear(0, []byte{0xB0, 1, 2})
	l.Hear(time.Second, []byte{0xB0, 2, 3})
	l.Judge()
	assert.Contains(t, l.Words(), "does not go on, off, on, off")
	l.Hear(2*time.Second, []byte{0xB0, 3, 3})
	assert.Empty(t, l.Words())
	assert.False(t, l.Tick(5*time.Second), "more may come")
	assert.True(t, l.Tick(6*time.Second), "it is said without being asked for")
	assert.Contains(t, l.Words(), "does not go on, off, on, off")
	assert.False(t, l.Tick(7*time.Second), "and once")
	l.Again()
	assert.Empty(t, l.Words())
	l.Go(len(l.Course.Items()))
	assert.Equal(t, Over, l.Stage())
}

func TestProposalsComeToAnEnd(t *testing.T) {
	l := NewLesson(parish(t))
	n := 0
	for l.Propose() {
		n++
		require.Less(t, n, 100)
	}
	assert.Greater(t, n, 4)
	assert.Equal(t, Waiting, l.Stage())
	assert.Contains(t, l.Words(), "no further proposal")
}

func TestALongNameOfADivisionLeavesTheStopInSight(t *testing.T) {
	test.NewTempApp(t)
	long := *parish(t)
	long.Divisions = slices.Clone(long.Divisions)
	long.Divisions[0].Name = "Schwellwerk im Turm hinter der alten Westempore der Klosterkirche"
	c, err := registration.NewConsole(long)
	require.NoError(t, err)
	v := NewView(NewLesson(c), widget.NewLabel(""), widget.NewLabel(""))
	w := test.NewTempWindow(t, v.Content())
	w.Resize(fyne.NewSize(1100, 600))
	v.Refresh()
	var shown []string
	for _, o := range test.LaidOutObjects(w.Canvas().Content()) {
		if l, ok := o.(*widget.Label); ok {
			shown = append(shown, l.Text)
			if strings.HasSuffix(l.Text, "Open Diapason 8") {
				assert.Less(t, fyne.MeasureText(l.Text, fynetheme.TextSize(), fyne.TextStyle{}).Width, l.Size().Width)
			}
		}
	}
	assert.True(t, slices.ContainsFunc(shown, func(s string) bool {
		return strings.HasPrefix(s, "Schwellwerk im") && strings.HasSuffix(s, "… Open Diapason 8")
	}), "%q", shown)
	assert.Contains(t, shown, "Swell to Great")
}

func TestTheViewShowsWhatCanBeDone(t *testing.T) {
	test.NewTempApp(t)
	l := NewLesson(parish(t))
	v := NewView(l, widget.NewLabel(""), widget.NewLabel(""))
	spoken := false
	v.Spoken = func() bool { return spoken }
	tried := 0
	v.OnTry = func() { tried++; l.Tried(nil); v.Refresh() }
	v.Refresh()
	assert.True(t, v.judge.Visible())
	assert.True(t, v.judge.Disabled())
	assert.False(t, v.keep.Visible())
	moved(l, 3)
	require.True(t, l.Tick(10*time.Second))
	v.Refresh()
	assert.True(t, v.keep.Visible())
	assert.True(t, v.try.Disabled(), "no port to say it to")
	spoken = true
	v.Refresh()
	test.Tap(&v.try.Button)
	assert.Equal(t, 1, tried)
	assert.Equal(t, "Once more", v.try.Text)
	test.Tap(&v.try.Button)
	assert.Equal(t, 2, tried, "for who has looked away")
	assert.True(t, v.yes.Visible())
	test.Tap(&v.yes.Button)
	assert.Equal(t, 1, l.Course.At())
	assert.Contains(t, v.count.Text, "1 of")
	v.list.Select(4)
	assert.Equal(t, 4, l.Course.At())
	v.Default()
	assert.Contains(t, v.words.Text, "Nothing came in")
}
