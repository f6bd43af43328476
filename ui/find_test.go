package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/ui/choose"
)

func TestCommandsAreFoundByTheWordsOfAnOrganist(t *testing.T) {
	w := openWindow(t, Options{})
	for query, want := range map[string]string{
		"guide": "Guide lines: Marks", "guide lines": "Guide lines: Changes of registration", "marks": "Guide lines: Marks",
		"quantize": "Quantise…", "rit": "From one tempo to another…", "ritardando": "From one tempo to another…", "accelerando": "From one tempo to another…",
		"measures": "Insert bars…", "insert measure": "Insert bars…", "delete bars": "Delete bars…", "go to bar": "Go to bar…", "jump to measure": "Go to bar…",
		"print": "Print the registration sheet", "pdf": "The notes as PDF…", "wav": "Export sound…", "export midi": "Export MIDI as the port gets it…",
		"png": "The notes as a picture (PNG)…", "import midi": "Open or import…", "musicxml": "Open or import…",
		"time signature": "Meter…", "key signature": "", "bpm": "Tempo at the playhead…", "metronome": "Tempo at the playhead…", "fermata": "Fermata…",
		"breath mark": "Breath…", "comma": "Breath…", "solo": "One part or division: Great alone", "mute swell": "One part or division: Mute Swell",
		"mute": "Mute", "unmute": "Hear everything", "transpose": "Transpose…", "octave higher": "An octave up", "zoom": "Zoom in", "fit": "Show the whole piece",
		"minimap": "Map of the piece", "split hands": "Split the left hand off", "split by hands": "Split the left hand off", "split by voice": "Split off the top voice", "split by pitch": "Split by key…", "melody": "Double the tune…", "general cancel": "Retire everything at the playhead",
		"event list": "Everything that the lane does…", "pull stop": "Registration at the playhead…", "add stop": "Registration at the playhead…",
		"piston": "Scene from what is drawn now…", "combination": "Scene from what is drawn now…", "swell to great": "", "helmholtz": "Names of keys: C, c, c', middle C is c' (Helmholtz)",
		"german": "Names of keys: C, c, c', with Cis, Es, B and H (German)", "note names": "Names of keys: C2 to C7, middle C is C4", "shortcuts": "Keys…", "hotkeys": "Keys…", "dark": "Light or dark: Dark", "theme": "Light or dark: Dark",
		"composer": "Title and notes…", "tracks": "Parts and manuals…", "tuning": "Built-in organ: tuning, room, sound…", "temperament": "Built-in organ: tuning, room, sound…",
		"reverb": "Built-in organ: tuning, room, sound…", "stuck note": "Panic: silence everything", "cipher": "Panic: silence everything", "all notes off": "Panic: silence everything",
		"crescendo": "Louder", "record": "Record from the MIDI keyboard", "step input": "Enter notes step by step", "ghost notes": "Keys that couplers play",
		"split view": "Second view of the notes", "compare": "As before the last edit", "before after": "As before the last edit", "loop": "Loop", "verse": "Mark the playhead…",
		"wait point": "Mark the playhead…", "next marker": "To the next mark", "scroll": "Follow the playhead", "smooth": "Follow smoothly, not page by page", "latency": "How outputs sound together…",
		"snap": "The lane snaps to: Beats", "staccato": "Staccato…", "legato": "Legato…", "merge": "Join", "glue": "Join", "velocity": "Velocity…", "undo": "Undo", "redo": "Redo", "repeat bars": "Repeat bars…",
		"hauptwerk": "Preview on GrandOrgue…", "rubber": "Eraser", "draw notes": "Pencil", "save": "Save", "recent": "Recent pieces…", "new window": "New window", "documentation": "Manual",
		"test the organ": "Test stops and keys…", "test an output": "Test stops and keys…",
	} {
		found := labelsOf(choose.Match(w.commands(), query))
		if want == "" {
			assert.Empty(t, found, query)
			continue
		}
		assert.Contains(t, found, want, query)
		assert.LessOrEqual(t, len(found), 30, "%s finds too much to look through", query)
	}
}

func TestReturnDoesWhatWasMeant(t *testing.T) {
	w := openWindow(t, Options{})
	w.first(3)
	items := w.commands()
	for query, want := range map[string]string{
		"wait point": "Wait point at the playhead…", "wait": "Wait point at the playhead…", "wait at": "Wait at wait points", "verse": "Verse at the playhead…", "section": "Section at the playhead…",
		"mark": "Mark the playhead…", "marker": "Mark the playhead…", "pause": "Play or pause", "play": "Play or pause", "loop": "Loop", "mute": "Mute", "stop": "Stop", "transpose": "Transpose…",
		"tempo": "Tempo as written", "tempo at": "Tempo at the playhead…", "go to bar": "Go to bar…", "dark": "Light or dark: Dark", "keys": "Keys…", "hold the": "Hold the chord at wait points",
		"next mark": "To the next mark", "ghost": "Keys that couplers play", "record": "Record from the MIDI keyboard", "pencil": "Pencil", "follow": "Follow the playhead",
	} {
		i := choose.Meant(items, query)
		if assert.GreaterOrEqual(t, i, 0, query) {
			assert.Equal(t, want, items[i].Label, query)
		}
	}
}

func TestTypingWaitPointPutsOne(t *testing.T) {
	w := openWindow(t, Options{})
	waits := w.engine.Status().WaitAtMarks
	marks := len(w.session.Piece().Marks())
	w.chord(w.action("help.find"))
	for _, r := range "wait point" {
		w.win.Canvas().Focused().TypedRune(r)
	}
	w.press(fyne.KeyReturn)
	require.Len(t, w.boxes, 1, "it asks for a name")
	w.press(fyne.KeyReturn)
	assert.Empty(t, w.boxes)
	require.Len(t, w.session.Piece().Marks(), marks+1)
	assert.Equal(t, waits, w.engine.Status().WaitAtMarks)
	assert.Equal(t, "Mark Wait point", w.session.Editor().UndoLabel())
}

func labelsOf(items []choose.Item) (out []string) {
	for _, it := range items {
		out = append(out, it.Label)
	}
	return out
}

func TestEveryCommandIsFoundByItsOwnWords(t *testing.T) {
	w := openWindow(t, Options{})
	require.NoError(t, w.recent.Add("evening.voluntary", "Evening"))
	items := w.commands()
	for _, a := range in(w.actions, forPiece) {
		if a.Hidden || a.ID == "help.find" || !a.enabled() && a.Needs == "" {
			continue
		}
		for _, word := range strings.Fields(strings.Trim(a.Label, "…")) {
			found := labelsOf(choose.Match(items, word))
			assert.True(t, slices.ContainsFunc(found, func(l string) bool { return l == a.full() || strings.HasPrefix(l, a.Label) }), "%s by %q", a.ID, word)
		}
	}
}

func TestSynonymsAreThoseOfCommands(t *testing.T) {
	w := openWindow(t, Options{})
	for id := range synonyms {
		assert.True(t, slices.ContainsFunc(w.actions, func(a *Action) bool { return a.ID == id }), id)
	}
}

func TestTheNumberOfABarIsGoneTo(t *testing.T) {
	w := openWindow(t, Options{})
	w.chord(w.action("play.bar")) // no letter: that would be typed into what opens
	w.fill("2000")
	require.Len(t, w.boxes, 1, "there is no such bar")
	assert.Contains(t, w.top(), "The piece has 113 bars")
	w.fill("7", "2")
	assert.Empty(t, w.boxes)
	at := w.session.Piece().Meters().Tick(sequencer.Position{Bar: 7, Beat: 2})
	w.await("the playhead is there", func() bool { return w.playhead == float64(at) })
	assert.True(t, w.axis.Sees(at))
}

func TestNoPlainLetterOpensALineToTypeIn(t *testing.T) {
	w := openWindow(t, Options{})
	w.first(3)
	for _, a := range in(w.actions, forPiece) {
		if a.Mod != 0 || len(a.Key) != 1 || a.Do == nil {
			continue
		}
		w.run(a)
		assert.Empty(t, w.boxes, "%s would be typed into what %s opens", a.Key, a.ID)
		w.run(a)
	}
}
