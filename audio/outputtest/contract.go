package outputtest

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
)

// Output is what is tested.
type Output interface {
	Name() string
	Lead() time.Duration
	Send(due time.Time, e sequencer.Event) error
	Close() error
}

// Flusher is an Output that can forget what is not due.
type Flusher interface{ Flush() }

// Panicker is an Output that can silence its organ whatever is known of it.
type Panicker interface{ Panic() error }

// Ear tells what the organ at the end of an output is doing now. It may be asked from any goroutine, also after Close.
type Ear interface {
	// Down tells whether a key is down.
	Down(d registration.DivisionID, key uint8) bool
	// Keys is how many keys are down.
	Keys() int
	// On tells whether a control is on.
	On(c registration.ControlID) bool
}

// Subject is a kind of output with what the test has to know of it.
type Subject struct {
	// Console has at least two divisions that can be played and four controls that can be moved.
	Console *registration.Console
	// Open makes an output, fresh each time.
	Open func(t *testing.T) (Output, Ear)
	// Around runs each of the tests, where an output needs that: on a clock of the test's own, say. nil just runs it.
	Around func(t *testing.T, test func(t *testing.T))
}

const (
	ms      = time.Millisecond
	patient = 10 * time.Second // for what must come
	soon    = 150 * ms         // in which what must not come would have come
)

// Run puts an output to the test.
func Run(t *testing.T, s Subject) {
	require.GreaterOrEqual(t, len(s.Console.Divisions), 2)
	require.GreaterOrEqual(t, len(s.Console.Controls), 4)
	for _, c := range []struct {
		name string
		test func(t *testing.T, b *bench)
	}{
		{"it has a name and asks for a lead it can have", nameAndLead},
		{"what is due acts, and not before", actsWhenDue},
		{"what is late acts at once", lateActsAtOnce},
		{"of events due together the first sent acts first", firstSentFirst},
		{"what is done by hand overtakes what waits", handOvertakes},
		{"a repetition is no news", repetition},
		{"a flush forgets what is not due", flushForgets},
		{"changes hold after any flush", flushAndChanges},
		{"a panic silences and forgets", panics},
		{"no key is left after close", closeReleases},
		{"closing twice is once, and sending afterwards an error", closedIsClosed},
		{"sending never waits", neverWaits},
		{"goroutines may take turns", takingTurns},
	} {
		t.Run(c.name, func(t *testing.T) {
			test := func(t *testing.T) {
				b := &bench{t: t, s: s}
				b.out, b.ear = s.Open(t)
				t.Cleanup(func() { _ = b.out.Close() })
				c.test(t, b)
			}
			if s.Around != nil {
				s.Around(t, test)
			} else {
				test(t)
			}
		})
	}
}

// bench is one output under test.
type bench struct {
	t   *testing.T
	s   Subject
	out Output
	ear Ear
}

// in is a time that lies as far ahead as the output asks for, and d more.
func (b *bench) in(d time.Duration) time.Time { return time.Now().Add(b.out.Lead() + d) }

func (b *bench) key(due time.Time, kind sequencer.Kind, d registration.DivisionID, key uint8) {
	b.t.Helper()
	e := sequencer.Event{Kind: kind, Division: d, Key: key}
	if kind == sequencer.KeyDown {
		e.Velocity = 100
	}
	require.NoError(b.t, b.out.Send(due, e))
}

func (b *bench) change(due time.Time, c registration.ControlID, on bool) {
	b.t.Helper()
	kind := registration.Retire
	if on {
		kind = registration.Draw
	}
	require.NoError(b.t, b.out.Send(due, sequencer.ChangeEvent(0, registration.Change{Kind: kind, Control: c})))
}

// ready says the whole registration, as an engine does to an output that it has just got.
func (b *bench) ready() {
	b.t.Helper()
	for _, c := range registration.All(b.s.Console, b.s.Console.Initial()) {
		require.NoError(b.t, b.out.Send(time.Now(), sequencer.ChangeEvent(0, c)))
	}
	b.change(time.Now(), 0, true)
	b.comes(func() bool { return b.ear.On(0) }, "the registration is said")
}

func (b *bench) comes(f func() bool, what string) {
	b.t.Helper()
	require.Eventually(b.t, f, patient, ms, what)
}

// settles waits until something is so and stays so: a slow organ may still be moving.
func (b *bench) settles(f func() bool, what string) {
	b.t.Helper()
	since := time.Now()
	for end := since.Add(patient); time.Since(since) < soon; time.Sleep(ms) {
		if !f() {
			since = time.Now()
		}
		require.True(b.t, time.Now().Before(end), what)
	}
}

func (b *bench) staysAway(f func() bool, what string) {
	b.t.Helper()
	for end := time.Now().Add(soon); time.Now().Before(end); time.Sleep(ms) {
		if f() {
			require.Fail(b.t, "it came", what)
		}
	}
}

func nameAndLead(t *testing.T, b *bench) {
	assert.NotEmpty(t, b.out.Name())
	assert.Equal(t, b.out.Name(), b.out.Name())
	assert.GreaterOrEqual(t, b.out.Lead(), time.Duration(0))
	assert.LessOrEqual(t, b.out.Lead(), 30*time.Second)
}

func actsWhenDue(t *testing.T, b *bench) {
	b.ready()
	due := b.in(120 * ms)
	b.key(due, sequencer.KeyDown, 0, 60)
	b.key(due.Add(60*ms), sequencer.KeyUp, 0, 60)
	for !b.ear.Down(0, 60) {
		require.Less(t, time.Since(due), patient, "it does not come")
		time.Sleep(ms)
	}
	assert.False(t, time.Now().Before(due), "it is early")
	b.comes(func() bool { return !b.ear.Down(0, 60) }, "it is released")
	assert.False(t, time.Now().Before(due.Add(60*ms)), "it is released early")
}

func lateActsAtOnce(_ *testing.T, b *bench) {
	b.ready()
	b.key(time.Now().Add(-time.Second), sequencer.KeyDown, 0, 60)
	b.comes(func() bool { return b.ear.Down(0, 60) }, "a key that was due a second ago")
	b.change(time.Now().Add(-time.Second), 1, true)
	b.comes(func() bool { return b.ear.On(1) }, "a control that was due a second ago")
}

func firstSentFirst(_ *testing.T, b *bench) {
	b.ready()
	due := b.in(50 * ms)
	b.key(due, sequencer.KeyDown, 0, 60)
	b.key(due, sequencer.KeyUp, 0, 60)
	b.key(due, sequencer.KeyUp, 0, 62)
	b.key(due, sequencer.KeyDown, 0, 62)
	b.change(due, 1, true)
	b.change(due, 1, false)
	b.change(due, 2, false)
	b.change(due, 2, true)
	b.key(due, sequencer.KeyDown, 1, 40)
	b.comes(func() bool { return b.ear.Down(1, 40) }, "the last")
	b.settles(func() bool { return b.ear.Keys() == 2 && b.ear.Down(0, 62) && !b.ear.On(1) && b.ear.On(2) }, "the last of each")
}

func handOvertakes(t *testing.T, b *bench) {
	if _, ok := b.out.(Flusher); !ok {
		t.Skip("an output that cannot forget gets everything in order")
	}
	b.ready()
	later := b.in(400 * ms)
	b.key(later, sequencer.KeyDown, 0, 60)
	b.change(later, 1, true)
	b.key(time.Now(), sequencer.KeyDown, 0, 62)
	b.change(time.Now(), 2, true)
	b.comes(func() bool { return b.ear.Down(0, 62) && b.ear.On(2) }, "what is done by hand")
	if time.Now().Before(later.Add(-b.out.Lead() - 50*ms)) {
		assert.False(t, b.ear.Down(0, 60), "it does not take along what waits")
		assert.False(t, b.ear.On(1), "it does not take along what waits")
	}
	b.comes(func() bool { return b.ear.Down(0, 60) && b.ear.On(1) }, "what waited")
	assert.True(t, b.ear.Down(0, 62) && b.ear.On(2))
}

func repetition(_ *testing.T, b *bench) {
	b.ready()
	for range 3 {
		b.key(time.Now(), sequencer.KeyDown, 0, 60)
		b.change(time.Now(), 1, true)
	}
	b.settles(func() bool { return b.ear.Down(0, 60) && b.ear.On(1) }, "pressed and drawn three times")
	b.key(time.Now(), sequencer.KeyUp, 0, 60)
	b.change(time.Now(), 1, false)
	b.comes(func() bool { return !b.ear.Down(0, 60) && !b.ear.On(1) }, "released and retired once")
}

func flushForgets(t *testing.T, b *bench) {
	f, ok := b.out.(Flusher)
	if !ok {
		t.Skip("it cannot forget")
	}
	b.ready()
	b.key(time.Now(), sequencer.KeyDown, 0, 60)
	b.key(b.in(100*ms), sequencer.KeyDown, 0, 62)
	b.key(b.in(110*ms), sequencer.KeyUp, 0, 60)
	b.change(b.in(100*ms), 1, true)
	f.Flush()
	b.key(b.in(50*ms), sequencer.KeyDown, 0, 64)
	b.comes(func() bool { return b.ear.Down(0, 60) && b.ear.Down(0, 64) }, "what was due, and what was sent after the flush")
	b.staysAway(func() bool { return b.ear.Down(0, 62) || !b.ear.Down(0, 60) || b.ear.On(1) }, "what was flushed")
}

// An engine flushes whenever it jumps, and then says where it is in doubt; what it says must hold, whatever was under
// way.
func flushAndChanges(_ *testing.T, b *bench) {
	f, ok := b.out.(Flusher)
	if !ok {
		b.t.Skip("it cannot forget")
	}
	b.ready()
	for i := range 12 {
		on := i%2 == 0
		for c := range registration.ControlID(4) {
			b.change(time.Now().Add(time.Duration(i*7%40)*ms+b.out.Lead()/2), c, on == (c%2 == 0))
		}
		time.Sleep(time.Duration(i%4) * 6 * ms)
		f.Flush()
		for c := range registration.ControlID(4) {
			b.change(time.Now(), c, i%3 == int(c)%3)
		}
	}
	b.settles(func() bool { return b.ear.On(2) && !b.ear.On(0) && !b.ear.On(1) && !b.ear.On(3) }, "what was said last")
}

func panics(t *testing.T, b *bench) {
	p, ok := b.out.(Panicker)
	if !ok {
		t.Skip("it has no panic of its own")
	}
	b.ready()
	b.key(time.Now(), sequencer.KeyDown, 0, 60)
	b.comes(func() bool { return b.ear.Down(0, 60) }, "a key")
	b.key(b.in(100*ms), sequencer.KeyDown, 0, 62)
	require.NoError(t, p.Panic())
	b.comes(func() bool { return b.ear.Keys() == 0 }, "silence")
	b.staysAway(func() bool { return b.ear.Keys() != 0 }, "it stays silent")
	b.ready()
	b.key(time.Now(), sequencer.KeyDown, 0, 64)
	b.comes(func() bool { return b.ear.Down(0, 64) }, "it plays again")
}

func closeReleases(t *testing.T, b *bench) {
	b.ready()
	for k := uint8(60); k < 72; k += 2 {
		b.key(time.Now(), sequencer.KeyDown, 0, k)
		b.key(b.in(100*ms), sequencer.KeyDown, 1, k-20)
	}
	b.comes(func() bool { return b.ear.Keys() >= 6 }, "a chord")
	require.NoError(t, b.out.Close())
	b.comes(func() bool { return b.ear.Keys() == 0 }, "silence")
	b.staysAway(func() bool { return b.ear.Keys() != 0 }, "it stays silent")
}

func closedIsClosed(t *testing.T, b *bench) {
	b.ready()
	require.NoError(t, b.out.Close())
	require.NoError(t, b.out.Close())
	assert.Error(t, b.out.Send(time.Now(), sequencer.Event{Kind: sequencer.KeyDown, Key: 60, Velocity: 100}))
	if f, ok := b.out.(Flusher); ok {
		f.Flush()
	}
	if p, ok := b.out.(Panicker); ok {
		_ = p.Panic()
	}
	assert.NotEmpty(t, b.out.Name())
	b.staysAway(func() bool { return b.ear.Keys() != 0 }, "a key")
}

func neverWaits(t *testing.T, b *bench) {
	b.ready()
	done := make(chan bool)
	go func() {
		defer close(done)
		far := b.in(time.Hour)
		for i := range 1000 {
			e := sequencer.Event{Kind: sequencer.KeyDown, Key: uint8(36 + i%60), Velocity: 100}
			_ = b.out.Send(far.Add(time.Duration(i)*ms), e)
		}
	}()
	select {
	case <-done:
	case <-time.After(patient):
		require.Fail(t, "an event that is due in an hour holds up the engine")
	}
}

// One goroutine at a time uses an output, but not always the same: the race detector looks on.
func takingTurns(t *testing.T, b *bench) {
	b.ready()
	var turn sync.Mutex
	var all sync.WaitGroup
	for i := range uint8(4) {
		all.Go(func() {
			for n := range uint8(20) {
				turn.Lock()
				_ = b.out.Send(b.in(time.Duration(n)*ms), sequencer.Event{Kind: sequencer.KeyDown, Key: 40 + i, Velocity: 100})
				_ = b.out.Send(b.in(time.Duration(n)*ms), sequencer.Event{Kind: sequencer.KeyUp, Key: 40 + i})
				_, _ = b.out.Name(), b.out.Lead()
				if f, ok := b.out.(Flusher); ok && n == 10 {
					f.Flush()
				}
				turn.Unlock()
			}
		})
	}
	all.Wait()
	require.NoError(t, b.out.Close())
	b.comes(func() bool { return b.ear.Keys() == 0 }, "silence")
}
