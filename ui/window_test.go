package ui

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/sequencer/playback"
	"voluntary/ui/lane"
	"voluntary/ui/touch"
)

func TestTheFirstStartShowsTheDemoOnTheBuiltInOrgan(t *testing.T) {
	w := openWindow(t, Options{})
	assert.Equal(t, "Prelude in C major, BWV 553 - Voluntary", w.win.Title())
	w.await("the organ is open", func() bool { return len(w.engine.Status().Outputs) == 1 })
	assert.Equal(t, []string{Builtin + " parish"}, w.desk.names())
	w.await("the demo is compiled", func() bool { return w.engine.Status().Performance != nil })
	w.await("what is drawn is counted", func() bool { return w.hint.Text == "Great: 3 drawn   ·   Swell: 3 drawn   ·   Pedal: 3 drawn" })
	w.win.Resize(fyne.NewSize(1600, 900))
	assert.Contains(t, w.hint.Text, "Great: Open Diapason 8, Stopped Diapason 8", "where there is room, it is said")
	assert.Equal(t, "Plays as written", w.report.Text)
	assert.False(t, w.session.Dirty())
}

func TestSpacePlaysFromEverywhereButText(t *testing.T) {
	w := openWindow(t, Options{})
	w.await("the demo is compiled", func() bool { return w.engine.Status().Performance != nil })
	playing := func(want playback.Transport) func() bool {
		return func() bool { return w.engine.Status().Transport == want }
	}
	w.win.Canvas().Unfocus()
	w.press(fyne.KeySpace)
	w.await("it plays", playing(playback.Playing))
	w.roll.Focus()
	w.press(fyne.KeySpace)
	w.await("it pauses", playing(playback.Paused))
	for _, f := range []fyne.Focusable{w.lane, w.snap, w.report} {
		w.win.Canvas().Focus(f)
		w.press(fyne.KeySpace)
		w.await("it plays", playing(playback.Playing))
		w.press(fyne.KeySpace)
		w.await("it pauses", playing(playback.Paused))
	}
	w.do("piece.words")
	w.press(fyne.KeySpace)
	w.loop.turn()
	assert.Equal(t, playback.Paused, w.engine.Status().Transport)
	w.press(fyne.KeyEscape)
	assert.Empty(t, w.top())
}

func TestUndoIsNamedInTheMenuAndDoneByIt(t *testing.T) {
	w := openWindow(t, Options{})
	assert.True(t, w.menuItem("Edit", "Undo").Disabled)
	w.draw("great.gamba-8", 0)
	assert.Equal(t, "Undo: Draw", w.menuItem("Edit", "Undo").Label)
	assert.Equal(t, "• Prelude in C major, BWV 553 - Voluntary", w.win.Title())
	w.menuItem("Edit", "Undo").Action()
	assert.True(t, w.menuItem("Edit", "Undo").Disabled)
	assert.Equal(t, "Redo: Draw", w.menuItem("Edit", "Redo").Label)
	assert.False(t, w.session.Dirty())
	assert.Equal(t, "Prelude in C major, BWV 553 - Voluntary", w.win.Title())
}

func TestTheMenuIsMadeAnewOnlyWhenItSaysSomethingElse(t *testing.T) {
	w := openWindow(t, Options{})
	before := w.win.MainMenu()
	w.refreshMenu()
	assert.Same(t, before, w.win.MainMenu())
	w.draw("great.gamba-8", 0)
	assert.NotSame(t, before, w.win.MainMenu())
}

func TestKeysOfTheMenuBelongToTextWhileItIsTyped(t *testing.T) {
	w := openWindow(t, Options{})
	w.draw("great.gamba-8", 0)
	piece := w.session.Piece()
	w.do("piece.words")
	title := w.win.Canvas().Focused().(*touch.Entry)
	test.Type(title, "Voluntary")
	assert.Equal(t, "Voluntary", title.Text, "the old title was selected")
	w.menuItem("Edit", "Undo").Action() // Ctrl+Z comes through the menu
	assert.Same(t, piece, w.session.Piece())
	assert.NotEqual(t, "Voluntary", title.Text)
	w.menuItem("File", "New").Action()
	assert.Same(t, piece, w.session.Piece(), "and nothing else does anything behind a dialog")
	assert.Len(t, w.boxes, 1)
	title.SetText("A voluntary")
	title.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	assert.Equal(t, "A voluntary", w.session.Piece().Title())
	assert.Empty(t, w.top())
}

func TestPanicWorksBehindADialog(t *testing.T) {
	w := openWindow(t, Options{})
	w.await("the demo is compiled", func() bool { return w.engine.Status().Performance != nil })
	w.do("play.toggle")
	w.await("it plays", func() bool { return w.engine.Status().Transport == playback.Playing })
	w.do("piece.words")
	w.press(fyne.KeyF12)
	w.await("it pauses", func() bool { return w.engine.Status().Transport == playback.Paused })
}

func TestTheLanesListDrawsAndRetires(t *testing.T) {
	w := openWindow(t, Options{})
	const at = 4 * 4 * sequencer.PPQ
	var labels []string
	for _, it := range w.laneItems(at, lane.Hit{Row: -1}) {
		labels = append(labels, it.Group+": "+it.Label)
		if it.Label == "Gamba 8" {
			assert.False(t, it.On)
			it.Do()
		}
	}
	assert.Contains(t, labels, "Swell: Tremulant")
	assert.Contains(t, labels, "Scenes: pp")
	assert.Contains(t, labels, "Everything: Retire everything")
	assert.Equal(t, "Draw Gamba 8", w.session.Editor().UndoLabel())
	for _, it := range w.laneItems(at, lane.Hit{Row: -1}) {
		if it.Label == "Gamba 8" {
			assert.True(t, it.On)
			it.Do()
		}
	}
	assert.Equal(t, "Retire Gamba 8", w.session.Editor().UndoLabel())
	w.registerAtPlayhead()
	assert.NotNil(t, w.win.Canvas().Overlays().Top())
}

func TestCommandsAreFoundByTyping(t *testing.T) {
	w := openWindow(t, Options{})
	found, wanting := map[string]bool{}, map[string]bool{}
	for _, it := range w.commands() {
		require.NotNil(t, it.Do, it.Label)
		if it.Faint {
			wanting[it.Label] = it.Group == "Not now: select notes first"
			continue
		}
		found[it.Label+"|"+it.Note] = true
	}
	assert.True(t, found["Play or pause|Space"])
	assert.False(t, found["Undo|Ctrl+Z"], "what cannot be done now is not offered")
	assert.True(t, wanting["Double the tune…"], "but found, with what it needs")
	w.findCommand()
	for _, r := range "double the tune" {
		w.win.Canvas().Focused().TypedRune(r)
	}
	w.press(fyne.KeyReturn)
	assert.Equal(t, "Double the tune: not now (select notes first).", w.hint.Text)
	w.selectAll(true)
	for _, it := range w.commands() {
		assert.False(t, it.Faint && it.Label == "Double the tune…")
	}
	w.selectAll(false)
	w.findCommand()
	entry := w.win.Canvas().Focused()
	for _, r := range "organ cath" {
		entry.TypedRune(r)
	}
	w.press(fyne.KeyReturn)
	assert.Contains(t, w.top(), "From parish to cathedral", "what has something in its place there is shown first")
	w.press(fyne.KeyReturn)
	assert.Equal(t, "cathedral", w.session.Console().Name)
	assert.Empty(t, w.top())
}

func TestWhatIsDrawnBecomesAScene(t *testing.T) {
	w := openWindow(t, Options{})
	w.await("the registration stands", func() bool { s := w.engine.Status().Registration; return s.Count() > 0 })
	drawn := w.engine.Status().Registration
	w.keepScene()
	w.win.Canvas().Focused().(*touch.Entry).SetText("Opening")
	w.tap("Keep")
	scenes := w.session.Piece().Piece().Scenes
	require.Len(t, scenes, 1)
	got, missing := scenes[0].Recall(w.session.Console(), w.session.Console().Initial())
	assert.Empty(t, missing)
	assert.Equal(t, drawn, got)
	assert.Equal(t, "Opening", scenesOf(w.session.Piece())[0].Name)
	w.recall(scenesOf(w.session.Piece())[1])
	w.await("the piston moves stops", func() bool { return w.engine.Status().Registration != drawn })
}

func TestAnOutputThatCannotBeOpenedIsSaidAndTheRestGoesOn(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	w := openAgain(t, test.NewTempApp(t), Options{}, &desk{refuse: "organ:1"})
	w.outputs.choose("organ:1", true)
	w.await("it is refused", func() bool { return w.outputs.failed["organ:1"] != "" })
	assert.Contains(t, w.hint.Text, "in use by another program")
	w.await("the organ is open", func() bool { return len(w.engine.Status().Outputs) == 1 })
	w.showStatus()
	assert.True(t, w.bar.Status().Trouble)
	assert.Equal(t, "2 outputs", w.bar.Status().Output)
	w.outputs.choose("organ:1", false)
	assert.False(t, w.bar.Status().Trouble)
	w.outputs.popUp(w.bar)
	w.await("the list is shown", func() bool { return w.win.Canvas().Overlays().Top() != nil })
	assert.Contains(t, w.top(), "There is no ALSA here.")
	assert.Contains(t, w.top(), Builtin+": a key sounds within 17 ms")
}

func TestAnotherOrganOpensTheOutputsAnew(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	w := openWindow(t, Options{})
	w.await("the organ is open", func() bool { return len(w.engine.Status().Outputs) == 1 })
	for _, item := range w.consoleItems() {
		if item.Label != "" && !item.Checked {
			item.Action()
			break
		}
	}
	w.tap("Use cathedral") // some of the stops are others there
	assert.Equal(t, "cathedral", w.session.Console().Name)
	w.await("it is opened for the cathedral", func() bool { return len(w.desk.names()) == 2 })
	assert.Equal(t, Builtin+" cathedral", w.desk.names()[1])
	w.do("edit.undo")
	w.await("and back", func() bool { return len(w.desk.names()) == 3 })
}

func TestTempoIsTypedAndRefused(t *testing.T) {
	w := openWindow(t, Options{})
	w.editTempo(0)
	bpm := w.win.Canvas().Focused().(*touch.Entry)
	bpm.SetText("fast")
	w.tap("OK")
	assert.Contains(t, w.top(), "A number from 10 to 600")
	bpm.SetText("92,5")
	w.tap("OK")
	assert.InDelta(t, 92.5, w.session.Piece().Tempo().At(0).BPM(), 0.001)
}

func TestEditsWhilePlayingAreHeardAndThePlayheadMoves(t *testing.T) {
	w := openWindow(t, Options{})
	w.await("the demo is compiled", func() bool { return w.engine.Status().Performance != nil })
	w.do("play.toggle")
	w.await("the playhead moves", func() bool { return w.playhead > 100 })
	before := w.engine.Status().Performance
	w.draw("great.gamba-8", 0)
	w.await("the edit is compiled", func() bool { return w.engine.Status().Performance != before })
	gamba, _ := w.session.Console().Control("great.gamba-8")
	w.await("the stop is drawn", func() bool { s := w.engine.Status().Registration; return s.On(gamba) })
	w.await("the jamb shows it", func() bool { s := w.jamb.State(); return s.On(gamba) })
	w.do("play.stop")
	w.await("it stops", func() bool { return w.engine.Status().Transport == playback.Stopped })
}

// TestAnyActionsCanBeUndone does every action of the table at random places: nothing panics, every state is valid, undoing everything
// is the start again, and redoing everything the end.
func TestAnyActionsCanBeUndone(t *testing.T) {
	w := openWindow(t, Options{})
	w.await("the demo is compiled", func() bool { return w.engine.Status().Performance != nil })
	start := w.session.Piece()
	leaves := map[string]bool{ // these change what is worked on, end it, or write files
		"file.new": true, "file.demo": true, "file.quit": true, "file.quitall": true, "file.open": true, "file.save": true, "file.saveas": true,
		"file.midi": true, "file.sound": true, "file.grandorgue": true, "file.settings": true, "file.print": true, "file.sheet": true, "file.sheettext": true,
		"file.roll": true, "file.picture": true, "help.manual": true,
	}
	never := map[string]bool{ // what they are about is not there in this test
		"play.unpreview": true, "play.cancelled": true, "play.unfade": true, "midi.live": true, "file.recent": true, "play.preview": true,
		"hear.solo4": true, "hear.mute4": true, "hear.solo5": true, "hear.mute5": true, "hear.solo6": true, "hear.mute6": true,
		"hear.solo7": true, "hear.mute7": true, "hear.solo8": true, "hear.mute8": true, "hear.solo9": true, "hear.mute9": true,
	}
	r := rand.New(rand.NewPCG(7, 7))
	done, edits := make(map[string]int), 0
	put := func() { // away with dialogs, modes and the console editor
		for turn := 0; w.win.Canvas().Overlays().Top() != nil; turn++ {
			switch n := len(w.boxes); {
			case n == 0:
				w.win.Canvas().Overlays().Top().Hide()
			case turn == 0 && r.IntN(4) > 0 && !strings.Contains(w.top(), "Save as"):
				w.press(fyne.KeyReturn)
			default:
				w.boxes[n-1].Hide()
			}
		}
		if w.session.Editor().Comparing() {
			w.do("hear.compare")
		}
		if w.steps != nil {
			w.do("entry.step")
		}
		if w.take != nil {
			w.do("entry.record")
		}
		for w.editing != nil {
			w.do("console.close")
			if len(w.boxes) > 0 {
				w.tap("Don't save")
			}
		}
	}
	some := func(slice bool) { // notes, a slice or a loop to work on
		var ids []sequencer.NoteID
		for _, p := range w.session.Piece().Parts() {
			for range 3 {
				if len(p.Notes) > 0 {
					ids = append(ids, p.Notes[r.IntN(len(p.Notes))].ID)
				}
			}
		}
		w.mark(sequencer.Select(ids, nil))
		from := sequencer.Tick(r.IntN(60)) * sequencer.PPQ
		switch n := r.IntN(6); {
		case n == 0 && slice: // notes are no longer selected then
			w.lane.SetSlice(from, from+4*sequencer.PPQ)
		case n == 1:
			w.engine.Loop(from, from+8*sequencer.PPQ, true)
		}
		w.engine.Seek(from)
	}
	for range 2 {
		for _, i := range r.Perm(len(w.actions)) {
			a := w.actions[i]
			if a.Scope == forConsole || leaves[a.ID] {
				continue
			}
			if r.IntN(4) == 0 {
				items := w.laneItems(sequencer.Tick(r.IntN(100))*sequencer.PPQ, lane.Hit{Row: -1})
				items[r.IntN(len(items))].Do()
				put()
			}
			some(a.Needs != needsNotes)
			switch a.ID { // what must have gone before
			case "edit.paste", "edit.pasteroom":
				w.do("edit.copy")
			case "edit.redo", "edit.redo2":
				w.session.Editor().Undo()
			case "edit.undo", "hear.compare":
				w.do("edit.up")
			case "hear.all":
				w.hearDivision(0, true)
			}
			if !a.enabled() {
				continue
			}
			before := w.session.Piece()
			if a.Sub == nil {
				done[a.ID]++
				w.run(a)
			} else if items := a.Sub(); a.ID != "file.recent" {
				done[a.ID]++
				items[r.IntN(len(items))].Action()
			}
			put()
			w.loop.turn()
			if w.session.Piece() == before {
				continue
			}
			edits++
			_, err := sequencer.New(w.session.Piece().Piece())
			require.NoError(t, err, a.ID)
		}
	}
	for _, a := range w.actions {
		if a.Scope != forConsole && !leaves[a.ID] && !never[a.ID] {
			assert.NotZero(t, done[a.ID], "%s is never done", a.ID)
		}
	}
	assert.Greater(t, edits, 60, "much is edited")
	for w.session.Editor().Redo() {
		w.loop.turn()
	}
	end := w.session.Piece()
	for w.session.Editor().Undo() {
		w.loop.turn()
	}
	assert.Same(t, start, w.session.Piece())
	for w.session.Editor().Redo() {
		w.loop.turn()
	}
	assert.Same(t, end, w.session.Piece())
}

func TestThePlayheadGivesWayToHardWork(t *testing.T) {
	p := pace{every: quickest}
	now, work := time.Now(), time.Duration(0)
	for range 10 {
		p.adjust(now, work)
		now, work = now.Add(1100*time.Millisecond), work+500*time.Millisecond
	}
	assert.Equal(t, slackest, p.every)
	for range 20 {
		p.adjust(now, work)
		now, work = now.Add(1100*time.Millisecond), work+50*time.Millisecond
	}
	assert.Equal(t, quickest, p.every)
}
