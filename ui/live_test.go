package ui

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"voluntary/sequencer"
)

// strokes are the keys that the last output was sent, pressed and released, as text.
func (w *opened) strokes() (out []string) {
	w.desk.mu.Lock()
	defer w.desk.mu.Unlock()
	for _, e := range w.desk.outputs[len(w.desk.outputs)-1].Sent() {
		switch e := e.Event; e.Kind {
		case sequencer.KeyDown:
			out = append(out, w.session.Console().Divisions[e.Division].Name+" "+sequencer.KeyName(e.Key)+" down")
		case sequencer.KeyUp:
			out = append(out, w.session.Console().Divisions[e.Division].Name+" "+sequencer.KeyName(e.Key)+" up")
		}
	}
	return out
}

func openLive(t *testing.T) *opened {
	t.Helper()
	w := openWindow(t, Options{})
	w.await("the demo is compiled", func() bool { return w.engine.Status().Performance != nil })
	w.live.choose("keys:1")
	w.await("it is heard", func() bool { return len(w.desk.listening()) == 1 })
	return w
}

func TestAMIDIKeyboardPlaysByTheOrgansChannels(t *testing.T) {
	w := openLive(t)
	assert.True(t, w.live.plays, "who chooses a keyboard wants to hear it")
	w.desk.comes("keys:1", 0x90, 60, 77)
	w.desk.comes("keys:1", 0x91, 62, 77)
	w.desk.comes("keys:1", 0x90, 60, 0)
	w.desk.comes("keys:1", 0x81, 62, 0)
	want := []string{"Great C4 down", "Swell D4 down", "Great C4 up", "Swell D4 up"}
	w.await("it sounds", func() bool { return len(w.strokes()) == 4 })
	assert.Equal(t, want, w.strokes())
}

func TestAKeyboardPlaysTheDivisionThatItIsGiven(t *testing.T) {
	w := openLive(t)
	w.live.rule(0, "swell")
	w.live.rule(1, nobody)
	w.desk.comes("keys:1", 0x90, 60, 77)
	w.desk.comes("keys:1", 0x91, 62, 77)
	w.desk.comes("keys:1", 0x90, 10, 77) // beyond the keyboard
	w.desk.comes("keys:1", 0xB0, 11, 99)
	w.await("it sounds", func() bool { return len(w.strokes()) == 1 })
	swell, _ := w.session.Console().Division("swell")
	box, _ := w.session.Console().EnclosureOf(swell)
	w.await("the shoe moves", func() bool { return w.engine.Status().Registration.Shoe(box) == 99 })
	w.live.rule(0, "great") // what is down is let go
	w.await("it is let go", func() bool { return len(w.strokes()) == 2 })
	assert.Equal(t, []string{"Swell C4 down", "Swell C4 up"}, w.strokes())
}

func TestKeysOfAKeyboardThatIsUnpluggedAreLetGo(t *testing.T) {
	w := openLive(t)
	w.inputs.look(nil)
	w.await("the inputs are listed", func() bool { return len(w.inputs.ports) == 2 })
	w.desk.comes("keys:1", 0x90, 60, 77)
	w.await("it sounds", func() bool { return len(w.strokes()) == 1 })
	w.desk.unplug("keys:1", "It is no longer in the list of ports.")
	w.await("it is let go", func() bool { return len(w.strokes()) == 2 })
	assert.Contains(t, w.hint.Text, "The MIDI input Keyboard is gone")
	w.desk.unplug("keys:1", "")
	w.loop.turn()
	w.desk.comes("keys:1", 0x90, 62, 77)
	w.await("it sounds again", func() bool { return len(w.strokes()) == 3 })
	w.do("midi.live")
	w.await("switched off it is let go", func() bool { return len(w.strokes()) == 4 })
	w.await("and not heard", func() bool { return len(w.desk.listening()) == 0 })
}

func TestOurOwnNotesThatComeBackAreNotPlayed(t *testing.T) {
	w := openLive(t)
	w.desk.leaves("organ:1", 0x90, 60, 77)
	w.desk.comes("keys:1", 0x90, 60, 77)
	w.desk.leaves("organ:1", 0x80, 60, 0)
	w.desk.comes("keys:1", 0x80, 60, 0)
	w.desk.comes("keys:1", 0x90, 64, 77)
	w.await("the player's sounds", func() bool { return len(w.strokes()) == 1 })
	assert.Equal(t, []string{"Great E4 down"}, w.strokes())
}

func TestWhoeverWantsKeysIsToldThem(t *testing.T) {
	w := openLive(t)
	w.live.play(false)
	w.await("nobody listens", func() bool { return len(w.desk.listening()) == 0 })
	var all []Stroke
	stop := w.onKeys(func(s Stroke) { all = append(all, s) })
	w.await("it is heard", func() bool { return len(w.desk.listening()) == 1 })
	w.desk.comes("keys:1", 0x90, 60, 77)
	w.desk.comes("keys:1", 0x80, 60, 0)
	w.await("told", func() bool { return len(all) == 2 })
	assert.Equal(t, []bool{true, false}, []bool{all[0].Down, all[1].Down})
	assert.EqualValues(t, 77, all[0].Velocity)
	assert.Empty(t, w.strokes(), "it does not sound")
	stop()
	w.await("nobody listens", func() bool { return len(w.desk.listening()) == 0 })
}

func TestTheKeyboardsDialogSaysWhatIsHeard(t *testing.T) {
	w := openLive(t)
	w.do("midi.keyboards")
	w.await("the inputs are listed", func() bool { return len(w.inputs.ports) == 2 })
	assert.Contains(t, w.top(), "It is there. Press a key")
	assert.Contains(t, w.top(), "As the organ: Great")
	w.desk.comes("keys:1", 0x91, 61, 77)
	w.loop.turn()
	assert.Contains(t, w.top(), "Heard: Swell C#4")
	w.desk.unplug("keys:1", "it is no longer in the list of ports")
	w.loop.turn()
	assert.Contains(t, w.top(), "It is no longer in the list of ports.")
	w.tap("Close")
	assert.Nil(t, w.live.told)
	assert.Empty(t, w.boxes)
}

func TestANoteOfOursThatIsHeardBeforeWeKnowItWasSentIsLetGo(t *testing.T) {
	w := openLive(t)
	left := time.Now()
	w.desk.comesAt(left.Add(2*time.Millisecond), "keys:1", 0x90, 60, 77)
	w.await("it is taken for the player's", func() bool { return len(w.strokes()) == 1 })
	w.desk.leavesAt(left, "organ:1", 0x90, 60, 77) // word of it is late by as long as this took, and says when it left
	w.await("and let go", func() bool { return len(w.strokes()) == 2 })
}

func TestWhatIsPlayedAndPassedOnIsNotTakenForOurOwn(t *testing.T) {
	w := openLive(t)
	at := time.Now()
	for i := range 6 { // the same key, struck with the same velocity, as a console's keyboard says it; the organ has the same channel
		w.desk.comesAt(at, "keys:1", 0x90, 60, 64)
		w.await("it sounds", func() bool { return len(w.strokes()) == 2*i+1 })
		w.desk.leavesAt(at.Add(3*time.Millisecond), "organ:1", 0x90, 60, 64)
		w.loop.turn()
		assert.Len(t, w.strokes(), 2*i+1, "it is held, time %d", i+1)
		w.desk.comesAt(at.Add(200*time.Millisecond), "keys:1", 0x80, 60, 0)
		w.await("it is let go", func() bool { return len(w.strokes()) == 2*i+2 })
		w.desk.leavesAt(at.Add(203*time.Millisecond), "organ:1", 0x80, 60, 0)
		at = at.Add(300 * time.Millisecond)
	}
}

func TestACableThatLeadsBackWhatIsPassedOnIsNotPlayed(t *testing.T) {
	w := openLive(t)
	at := time.Now()
	w.desk.comesAt(at, "keys:1", 0x90, 60, 64)
	w.await("it sounds", func() bool { return len(w.strokes()) == 1 })
	w.desk.leavesAt(at.Add(3*time.Millisecond), "organ:1", 0x90, 60, 64)
	w.desk.comesAt(at.Add(5*time.Millisecond), "keys:1", 0x90, 60, 64)
	w.desk.comesAt(at.Add(200*time.Millisecond), "keys:1", 0x80, 60, 0)
	w.await("it is let go", func() bool { return len(w.strokes()) == 2 })
	assert.Equal(t, []string{"Great C4 down", "Great C4 up"}, w.strokes(), "and was not struck twice")
}
