//go:build unix

package midiout_test

import (
	"context"
	"iter"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard"
	"voluntary/audio/guard/wire"
	"voluntary/audio/midiout"
	"voluntary/audio/outputtest"
	"voluntary/registration"
	"voluntary/sequencer"
)

// start starts a guard that does not take a busy machine for a hanging program.
func start(t *testing.T) *guard.Guard {
	t.Helper()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	g, err := guard.Start(context.Background(), guard.Options{Log: log, Patience: 30 * time.Second})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, g.Close()) })
	return g
}

func TestOrgansOfEveryDialectKeepTheContract(t *testing.T) {
	g := start(t)
	for name, d := range dialects() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var m registration.Mechanics
			m.Divisions[1].SpeakingDelay = 40 * ms
			c := consoleWith(t, d, m)
			outputtest.Run(t, outputtest.Subject{Console: c, Open: func(t *testing.T) (outputtest.Output, outputtest.Ear) {
				o := newOrgan(t, c)
				out, err := midiout.Open(t.Context(), g, "raw:"+o.path, c)
				require.NoError(t, err)
				return out, o
			}})
		})
	}
}

func TestAPortThatCannotBeOpenedIsExplained(t *testing.T) {
	c := console(t, dialects()["parameters"])
	_, err := midiout.Open(t.Context(), start(t), "raw:/nowhere/at/all", c)
	assert.ErrorContains(t, err, "there is no MIDI device file")
}

func TestThePlanSparesControlsThatAreNotes(t *testing.T) {
	d := dialects()["notes among the keys"]
	p := midiout.PlanOf(console(t, d))
	assert.EqualValues(t, 0b11, p.Keys)
	assert.EqualValues(t, 0b10, p.OffAs9n)
	assert.Equal(t, [2]uint64{0b1111, 0}, p.Spared[0])
	assert.Zero(t, p.Advance)
	d.Gap, d.Travel = 250*ms, 300*ms
	p = midiout.PlanOf(console(t, d))
	require.NoError(t, p.Check())
	assert.Equal(t, 1300*ms, p.Advance, "changes may spread over a second before their travel time")
}

// paper is a port that writes down what it is given.
type paper struct {
	lines  []line
	number uint32
	begun  uint32 // controls up to this one have left
}

type line struct {
	due    time.Time
	class  wire.Class
	number uint32
	b      []byte
}

func (p *paper) Name() string { return "paper" }
func (p *paper) Panic()       { p.lines = nil }
func (p *paper) Close() error { return nil }
func (p *paper) Send(class wire.Class, due time.Time, b []byte) error {
	p.lines = append(p.lines, line{due: due, class: class, b: append([]byte(nil), b...)})
	return nil
}

func (p *paper) SendControl(due time.Time, pieces iter.Seq[[]byte]) (uint32, error) {
	p.number++
	for b := range pieces {
		p.lines = append(p.lines, line{due, wire.Control, p.number, append([]byte(nil), b...)})
	}
	return p.number, nil
}
func (p *paper) Flush(t time.Time) []uint32  { return p.forget(t, false) }
func (p *paper) Recall(t time.Time) []uint32 { return p.forget(t, true) }

func (p *paper) Delay() time.Duration       { return 0 }
func (p *paper) Together(bool)              {}
func (p *paper) Settles() (time.Time, bool) { return time.Time{}, false }

func (p *paper) Withdraw(number uint32) bool {
	before := len(p.lines)
	if number > p.begun {
		p.lines = slices.DeleteFunc(p.lines, func(l line) bool { return l.number == number })
	}
	return len(p.lines) < before
}

func (p *paper) forget(t time.Time, controls bool) (gone []uint32) {
	var kept []line
	for _, l := range p.lines {
		switch {
		case !l.due.After(t), controls && l.class != wire.Control, l.number != 0 && l.number <= p.begun:
			kept = append(kept, l)
		case l.number != 0:
			gone = append(gone, l.number)
		}
	}
	p.lines = kept
	return gone
}

func (p *paper) hex() (out []string) {
	for _, l := range p.lines {
		s := ""
		for _, b := range l.b {
			s += string("0123456789abcdef"[b>>4]) + string("0123456789abcdef"[b&15])
		}
		out = append(out, s)
	}
	return out
}

func onPaper(t *testing.T, dialect string) (*midiout.Output, *paper) {
	t.Helper()
	p := &paper{}
	o, err := midiout.New(p, console(t, dialects()[dialect]))
	require.NoError(t, err)
	return o, p
}

func draw(t *testing.T, o *midiout.Output, due time.Time, c registration.ControlID, on bool) {
	t.Helper()
	kind := registration.Retire
	if on {
		kind = registration.Draw
	}
	require.NoError(t, o.Send(due, sequencer.ChangeEvent(0, registration.Change{Kind: kind, Control: c})))
}

func TestAToggleThatIsForgottenIsSaidAgain(t *testing.T) {
	o, p := onPaper(t, "toggles")
	assert.Equal(t, []string{"f0312f6c00f7"}, p.hex(), "the cancel comes first")
	soon := time.Now().Add(time.Hour)
	draw(t, o, soon, 0, true)
	draw(t, o, soon, 0, true)
	assert.Equal(t, []string{"f0312f6c00f7", "c900"}, p.hex(), "a repetition is no news")
	o.Flush()
	draw(t, o, soon, 0, false)
	assert.Equal(t, []string{"f0312f6c00f7"}, p.hex(), "it is retired already")
	draw(t, o, soon, 0, true)
	assert.Equal(t, []string{"f0312f6c00f7", "c900"}, p.hex())
	p.begun = p.number
	o.Flush()
	assert.Equal(t, []string{"f0312f6c00f7", "c900", "c900"}, p.hex(), "it had left before it was due, and is taken back")
	draw(t, o, soon, 0, false)
	assert.Equal(t, []string{"f0312f6c00f7", "c900", "c900"}, p.hex(), "so it is retired")
}

func TestWhatIsDoneByHandIsSaidBeforeWhatWaits(t *testing.T) {
	o, p := onPaper(t, "a bitmap")
	later := time.Now().Add(time.Hour)
	draw(t, o, later, 0, true)
	draw(t, o, later.Add(ms), 1, true)
	draw(t, o, time.Now(), 2, true)
	assert.Equal(t, []string{"f07d014000f7", "f07d014900f7"}, p.hex(),
		"its message has none of what waits, and what waits has it, in one message")
	assert.True(t, p.lines[0].due.Before(later))
}

func TestChangesOfOneBitmapAreOneMessage(t *testing.T) {
	o, p := onPaper(t, "a bitmap")
	later := time.Now().Add(time.Hour)
	for c := range registration.ControlID(3) {
		draw(t, o, later.Add(time.Duration(c)*2*ms), c, true)
	}
	assert.Equal(t, []string{"f07d014900f7"}, p.hex(), "they are closer than the gap")
	draw(t, o, later.Add(6*ms), 1, false)
	assert.Equal(t, []string{"f07d014900f7", "f07d014100f7"}, p.hex())
	p.begun = p.number - 1
	o.Flush()
	assert.Equal(t, []string{"f07d014900f7", "f07d010000f7"}, p.hex(), "what has left is taken back, all of it, in one message")
	draw(t, o, later, 1, true)
	p.begun = p.number
	draw(t, o, later, 2, true)
	assert.Equal(t, "f07d014800f7", p.hex()[len(p.hex())-1], "what has left stays")
}

func TestAfterAPanicEverythingIsUnknown(t *testing.T) {
	o, p := onPaper(t, "toggles")
	draw(t, o, time.Now(), 0, true)
	require.NoError(t, o.Panic())
	require.NoError(t, o.Send(time.Now(), sequencer.Event{Kind: sequencer.KeyDown, Division: 1, Key: 40, Velocity: 90}))
	draw(t, o, time.Now(), 0, false)
	draw(t, o, time.Now(), 0, true)
	assert.Equal(t, []string{"f0312f6c00f7", "91285a", "c900"}, p.hex())
	assert.Equal(t, wire.Control, p.lines[0].class)
	assert.Equal(t, wire.Key, p.lines[1].class)
}

func TestAfterForgettingEverythingIsSaidAnew(t *testing.T) {
	for name, want := range map[string][]string{
		"parameters": {"b96300b96200b9067f", "b96300b96201b90600"},
		"a bitmap":   {"f07d010100f7"},
		"toggles":    {"f0312f6c00f7", "c900"},
	} {
		o, p := onPaper(t, name)
		draw(t, o, time.Now(), 0, true)
		draw(t, o, time.Now(), 1, false)
		p.begun = p.number
		draw(t, o, time.Now().Add(time.Hour), 1, true)
		o.Forget()
		p.lines = nil
		draw(t, o, time.Now(), 0, true)
		draw(t, o, time.Now(), 1, false)
		assert.Equal(t, want, p.hex(), name)
		draw(t, o, time.Now().Add(time.Hour), 1, true)
		o.Flush()
		draw(t, o, time.Now(), 0, true)
		draw(t, o, time.Now(), 3, false)
		if name != "parameters" { // which says the same each time
			assert.Equal(t, want, p.hex(), "%s: a flush forgets no more than what was not due", name)
		}
	}
}

func TestTogglesThatNothingCancelsAreNotForgotten(t *testing.T) {
	d := dialects()["toggles"]
	d.Cancel = ""
	p := &paper{}
	c := console(t, d)
	o, err := midiout.New(p, c)
	require.NoError(t, err)
	o.Forget()
	assert.True(t, o.Blind())
	o.Assume(c.Initial())
	draw(t, o, time.Now(), 0, true)
	o.Forget()
	require.NoError(t, o.Panic())
	draw(t, o, time.Now(), 0, true)
	draw(t, o, time.Now(), 1, true)
	assert.Equal(t, []string{"c901"}, p.hex())
}

func TestOrgansWithTogglesAndNoCancelAreLeftAloneUntilTold(t *testing.T) {
	d := dialects()["toggles"]
	d.Cancel = ""
	p := &paper{}
	c := console(t, d)
	o, err := midiout.New(p, c)
	require.NoError(t, err)
	assert.True(t, o.Blind())
	draw(t, o, time.Now(), 0, true)
	o.Flush()
	assert.Empty(t, p.hex())
	assert.True(t, o.Blind())
	o.Assume(c.Initial())
	draw(t, o, time.Now(), 0, true)
	assert.Equal(t, []string{"c900"}, p.hex())
}

func TestAPersonsWordMovesToggles(t *testing.T) {
	d := dialects()["toggles"]
	p := &paper{}
	o, err := midiout.New(p, console(t, d))
	require.NoError(t, err)
	assert.False(t, o.Toggles(), "the organ has a message that cancels")
	d.Cancel = ""
	p = &paper{}
	o, err = midiout.New(p, console(t, d))
	require.NoError(t, err)
	assert.True(t, o.Toggles())
	draw(t, o, time.Now(), 1, true)
	assert.Empty(t, p.hex(), "never blindly")
	o.Cancelled()
	assert.False(t, o.Blind())
	assert.True(t, o.Toggles())
	draw(t, o, time.Now(), 0, false)
	draw(t, o, time.Now(), 1, true)
	assert.Equal(t, []string{"c901"}, p.hex(), "what is off is not moved")
	o.Cancelled()
	draw(t, o, time.Now(), 1, true)
	assert.Equal(t, []string{"c901", "c901"}, p.hex(), "cancelled by hand, it is drawn anew")
	require.NoError(t, o.Close())
	o.Cancelled()
}

func TestKeysOfADivisionWithoutAChannelAreSilent(t *testing.T) {
	d := dialects()["parameters"]
	d.Divisions = []registration.DivisionCode{{}, {Channel: 2}}
	p := &paper{}
	o, err := midiout.New(p, console(t, d))
	require.NoError(t, err)
	require.NoError(t, o.Send(time.Now(), sequencer.Event{Kind: sequencer.KeyDown, Key: 60, Velocity: 90}))
	assert.Empty(t, p.lines)
}
