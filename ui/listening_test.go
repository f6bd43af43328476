package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/sequencer/playback"
	"voluntary/ui/roll"
)

// ready waits until the demo is compiled and there is an output.
func (w *opened) ready() *playback.Trace {
	w.await("the demo is compiled", func() bool {
		s := w.engine.Status()
		return s.Performance != nil && len(s.Outputs) == 1
	})
	w.desk.mu.Lock()
	defer w.desk.mu.Unlock()
	return w.desk.outputs[0]
}

// down lists what sounds at an output.
func down(o *playback.Trace) (out []sequencer.HeldKey) {
	var s sequencer.Sounding
	for _, x := range o.Sent() {
		s.Apply(x.Event)
	}
	for k := range s.Held {
		out = append(out, k)
	}
	return out
}

func TestATouchedNoteSoundsWithTheStopsOfItsPlace(t *testing.T) {
	w := openWindow(t, Options{})
	o := w.ready()
	far := 8 * 4 * sequencer.Tick(sequencer.PPQ)
	w.draw("great.gamba-8", far)
	w.await("it is compiled", func() bool { return w.engine.Status().Performance.Tempo().TimeAt(far) > 0 })
	gamba, ok := w.session.Console().Control("great.gamba-8")
	require.True(t, ok)
	w.roll.OnListen(far, []roll.Held{{Division: 0, Key: 60}})
	w.await("it sounds", func() bool { return len(down(o)) == 1 && w.engine.Status().Registration.On(gamba) })
	w.roll.OnListen(0, nil)
	w.await("it is over", func() bool { return len(down(o)) == 0 && !w.engine.Status().Registration.On(gamba) })
	w.do("hear.edits")
	w.roll.OnListen(far, []roll.Held{{Division: 0, Key: 60}})
	w.loop.turn()
	assert.Empty(t, down(o), "switched off, nothing sounds")
}

func TestAStopIsHeardWhenItIsDrawn(t *testing.T) {
	w := openWindow(t, Options{})
	o := w.ready()
	far := 8 * 4 * sequencer.Tick(sequencer.PPQ)
	w.lane.OnCommit("Draw Gamba", sequencer.SetControl(far, "great.gamba-8", true))
	w.await("it sounds", func() bool { return len(down(o)) > 0 })
	w.endListening()
	w.await("it is over", func() bool { return len(down(o)) == 0 })
	w.lane.OnCommit("Retire Gamba", sequencer.SetControl(far, "great.gamba-8", false))
	w.loop.turn()
	assert.Nil(t, w.drawn, "a stop that is retired is not")
}

func TestPartsAndDivisionsAreMutedAndSoloed(t *testing.T) {
	w := openWindow(t, Options{})
	w.ready()
	count := func() map[int]int {
		n := map[int]int{}
		for _, e := range w.engine.Status().Performance.Events() {
			if e.Kind == sequencer.KeyDown {
				n[int(e.Division)]++
			}
		}
		return n
	}
	whole := count()
	w.do("hear.solo1")
	w.await("only the first division plays", func() bool { n := count(); return len(n) == 1 && n[0] == whole[0] })
	assert.True(t, w.partial.Visible())
	w.do("hear.solo1")
	w.await("all play", func() bool { return len(count()) == len(whole) })
	assert.False(t, w.partial.Visible())
	w.do("hear.mute1")
	w.await("the first is silent", func() bool { return count()[0] == 0 && len(count()) > 0 })
	w.press(fyne.KeyH)
	w.await("all play", func() bool { return len(count()) == len(whole) })
	w.first(1)
	w.press(fyne.KeyM)
	sum := func(n map[int]int) (all int) {
		for _, v := range n {
			all += v
		}
		return all
	}
	w.await("the part is silent", func() bool { return !w.hearing.Everything() && sum(count()) < sum(whole) })
	w.press(fyne.KeyM)
	assert.True(t, w.hearing.Everything())
	w.press(fyne.KeyS)
	assert.False(t, w.hearing.Everything())
	w.do("file.demo")
	assert.True(t, w.hearing.Everything(), "another piece is heard as a whole")
}

func TestMutingWhileItPlaysLeavesNothingOn(t *testing.T) {
	w := openWindow(t, Options{})
	o := w.ready()
	w.engine.Play()
	w.await("something sounds", func() bool { return len(down(o)) > 0 })
	for range w.session.Console().Divisions {
		w.do("hear.mute1")
		w.do("hear.mute2")
		w.do("hear.mute3")
	}
	w.await("nothing sounds", func() bool { return len(down(o)) == 0 })
	w.engine.Stop()
}

func TestTheLastEditIsComparedByOneKey(t *testing.T) {
	w := openWindow(t, Options{})
	w.ready()
	keys := func() int { return len(w.engine.Status().Performance.Events()) }
	n := keys()
	w.press(fyne.KeyB)
	assert.False(t, w.session.Editor().Comparing(), "nothing was edited")
	w.first(40)
	w.do("edit.delete")
	w.await("it is compiled", func() bool { return keys() < n })
	now := w.session.Piece()
	w.press(fyne.KeyB)
	w.await("it is as before", func() bool { return keys() == n })
	assert.NotSame(t, now, w.session.Piece(), "it is seen, too")
	assert.True(t, w.before.Visible())
	assert.Contains(t, strings.Join(texts(w.before.Container), " "), "Before: Delete")
	assert.Contains(t, strings.Join(texts(w.before.Container), " "), "As it is now (B)")
	w.draw("great.gamba-8", 0)
	assert.Contains(t, w.hint.Text, "go back to what it is now, then change it (B)")
	w.roll.OnPreview(sequencer.SetControl(0, "great.gamba-8", true))
	w.roll.OnCancel()
	assert.True(t, w.session.Editor().Comparing(), "no edit, and none ends it")
	w.press(fyne.KeyB)
	w.await("it is as it is", func() bool { return keys() < n })
	assert.Same(t, now, w.session.Piece())
	assert.False(t, w.before.Visible())
	w.press(fyne.KeyB)
	assert.Same(t, now, w.session.Snapshot(), "what is saved is the piece as it is")
	w.press(fyne.KeyB)
	w.do("edit.undo")
	assert.False(t, w.session.Editor().Comparing(), "to undo ends it")
	assert.False(t, w.before.Visible())
	assert.Empty(t, w.session.Editor().UndoLabel())
}

func TestChordsAreSteppedThrough(t *testing.T) {
	w := openWindow(t, Options{})
	o := w.ready()
	p := w.engine.Status().Performance
	var want []sequencer.Tick
	for at := sequencer.Tick(-1); len(want) < 4; {
		next, ok := onset(p, at, 1)
		require.True(t, ok)
		want, at = append(want, next), next
	}
	for _, at := range want[1:] {
		w.do("hear.on")
		w.await("the playhead is there", func() bool { return sequencer.Tick(w.playhead+0.5) == at })
		w.await("the chord sounds", func() bool { return len(down(o)) == len(soundingAt(p, at)) && len(down(o)) > 0 })
	}
	w.do("hear.back")
	w.await("back", func() bool { return sequencer.Tick(w.playhead+0.5) == want[2] })
	w.endListening()
	w.await("it is over", func() bool { return len(down(o)) == 0 })
}

// Bars that are stepped to faster than the window follows all count, there and back.
func TestStepsByBarAddUp(t *testing.T) {
	w := openWindow(t, Options{})
	w.ready()
	m := w.session.Piece().Meters()
	stands := func(bar int) func() bool {
		at := m.Tick(sequencer.Position{Bar: bar, Beat: 1})
		return func() bool { return sequencer.Tick(w.playhead+0.5) == at }
	}
	for range 5 {
		w.press(fyne.KeyPageDown)
	}
	w.await("the playhead is five bars on", stands(6))
	for range 3 {
		w.press(fyne.KeyPageUp)
	}
	w.await("and three back", stands(3))
	w.engine.Seek(m.Tick(sequencer.Position{Bar: 9, Beat: 1}))
	w.press(fyne.KeyPageDown)
	w.await("a step counts from where another deed has sent it", stands(10))
}

func TestNotesAreMutedByAKey(t *testing.T) {
	w := openWindow(t, Options{})
	w.first(3)
	w.do("notes.mute")
	assert.Equal(t, "Mute notes", w.step())
	assert.True(t, sequencer.AllMuted(w.session.Piece(), w.marked()))
	assert.True(t, w.action("notes.mute").Checked())
	w.mark(sequencer.Selection{})
	w.do("select.muted")
	assert.Len(t, w.marked().Notes(), 3)
	w.do("notes.mute")
	assert.Equal(t, "Unmute notes", w.step())
}

func TestToolsAreChosenByKeys(t *testing.T) {
	w := openWindow(t, Options{})
	w.press(fyne.KeyE)
	assert.Equal(t, roll.Eraser, w.tool)
	assert.Equal(t, "Eraser", w.tools.Selected)
	w.press(fyne.KeyE)
	assert.Equal(t, roll.Pointer, w.tool)
	w.tools.SetSelected("Pencil")
	assert.Equal(t, roll.Pencil, w.tool)
	w.press(fyne.KeyD)
	assert.Equal(t, roll.Pointer, w.tool)
}
