package echo

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/dialect"
	consolefile "voluntary/registration/file"
)

const ms = time.Millisecond

var start = time.Unix(1_000_000, 0)

func parish(t *testing.T) *registration.Console {
	t.Helper()
	c, err := consolefile.Find("parish")
	require.NoError(t, err)
	return c
}

// said are the messages for drawing the first controls and for keys.
func said(c *registration.Console, controls int, keys ...uint8) (all [][]byte) {
	e := dialect.NewEncoder(c)
	for i := range controls {
		b := e.AppendChange(nil, registration.Change{Kind: registration.Draw, Control: registration.ControlID(i)})
		all = append(all, b)
	}
	for _, k := range keys {
		all = append(all, e.AppendKey(nil, 0, k, 90, true))
	}
	return all
}

// hear gives bytes to Heard a message at a time.
func hear(o *Organ, at time.Time, b []byte) (ours []bool) {
	for m := range dialect.Split(b) {
		_, our := o.Heard(at, m)
		ours = append(ours, our)
	}
	return ours
}

func TestWhatIsCommandedAndWhatIsAnsweredStandApart(t *testing.T) {
	c := parish(t)
	o := New(c)
	all := said(c, 3, 60)
	for i, b := range all {
		o.Sent(start.Add(time.Duration(i)*ms), b)
	}
	state, knows := o.Commanded()
	assert.Equal(t, 3, state.Count())
	assert.Equal(t, 3, knows.Count())
	commanded, answered := o.Keys(0)
	assert.Equal(t, []int{1, 0}, []int{commanded, answered})
	_, knows = o.Answered()
	assert.Zero(t, knows.Count(), "it has not answered")
	assert.False(t, o.Speaks())

	hear(o, start.Add(20*ms), all[0])
	state, knows = o.Answered()
	assert.True(t, state.On(0))
	assert.True(t, knows.On(0))
	assert.Equal(t, 1, knows.Count())
	median, longest, n := o.RoundTrip()
	assert.Equal(t, []time.Duration{20 * ms, 20 * ms}, []time.Duration{median, longest})
	assert.EqualValues(t, 1, n)
	// Somebody retires the stop by hand.
	off := dialect.NewEncoder(c).AppendChange(nil, registration.Change{Kind: registration.Retire, Control: 0})
	hear(o, start.Add(3*time.Second), off)
	state, _ = o.Answered()
	assert.False(t, state.On(0))
	state, _ = o.Commanded()
	assert.True(t, state.On(0), "which does not change what it was told")
	_, _, n = o.RoundTrip()
	assert.EqualValues(t, 1, n, "nobody had asked for that")
}

func TestALoopIsRecognisedByItsKeysAndIsNoAnswer(t *testing.T) {
	c := parish(t)
	o := New(c)
	at := start
	for _, b := range said(c, 5, 60, 62, 64, 65, 67) {
		o.Sent(at, b)
		for _, ours := range hear(o, at.Add(2*ms), b) {
			assert.True(t, ours)
		}
		at = at.Add(10 * ms)
	}
	assert.True(t, o.Loop())
	_, knows := o.Answered()
	assert.Zero(t, knows.Count())
	// The cable is taken out, and the organ's own put in.
	for range 40 {
		at = at.Add(2 * time.Second)
		b := said(c, 0, 60)[0]
		o.Sent(at, b)
	}
	at = at.Add(2 * time.Second)
	hear(o, at, said(c, 1)[0])
	assert.False(t, o.Loop())
	state, _ := o.Answered()
	assert.True(t, state.On(0))
}

func TestAnOrganThatRepeatsEachStopIsNoLoop(t *testing.T) {
	c := parish(t)
	o := New(c)
	at := start
	for range 5 {
		for _, b := range said(c, 8, 60, 62, 64) {
			o.Sent(at, b)
			if b[0]&0xf0 != 0x90 {
				hear(o, at.Add(4*ms), b)
			}
			at = at.Add(10 * ms)
		}
		at = at.Add(2 * time.Second)
	}
	assert.False(t, o.Loop())
	_, knows := o.Answered()
	assert.Equal(t, 8, knows.Count())
}

func TestAnOrganThatRepeatsItsKeysAndSaysItsStopsItselfIsNoLoop(t *testing.T) {
	c := parish(t)
	o := New(c)
	at := start
	for i := range 1000 {
		b := said(c, 0, uint8(40+i%20))[0]
		o.Sent(at, b)
		hear(o, at.Add(ms), b)
		if i%500 == 0 {
			hear(o, at.Add(2*ms), said(c, 3)[2])
		}
		at = at.Add(300 * ms)
	}
	assert.False(t, o.Loop())
	state, _ := o.Answered()
	assert.True(t, state.On(2))
}

func TestALoopIsRecognisedThoughTheStopsWereDrawnBefore(t *testing.T) {
	c := parish(t)
	o := New(c)
	at := start
	for _, b := range said(c, 20) {
		o.Sent(at, b)
	}
	for i := range 10 {
		at = at.Add(2 * time.Second)
		b := said(c, 0, uint8(40+i))[0]
		o.Sent(at, b)
		hear(o, at.Add(ms), b)
	}
	assert.True(t, o.Loop())
}

func TestAPlayerWhoPlaysAlongIsNoLoop(t *testing.T) {
	c := parish(t)
	o := New(c)
	at := start
	for i := range 40 {
		b := said(c, 0, uint8(40+i))[0]
		o.Sent(at, b)
		assert.False(t, hear(o, at.Add(ms), said(c, 0, uint8(41+i))[0])[0])
		at = at.Add(100 * ms)
	}
	assert.False(t, o.Loop())
}

func TestAnEchoComesOnceAndSoon(t *testing.T) {
	c := parish(t)
	o := New(c)
	b := said(c, 0, 60)[0]
	o.Sent(start, b)
	assert.True(t, hear(o, start.Add(900*ms), b)[0])
	assert.False(t, hear(o, start.Add(901*ms), b)[0])
	o.Sent(start.Add(2*time.Second), b)
	assert.False(t, hear(o, start.Add(3500*ms), b)[0])
	assert.False(t, hear(o, start.Add(-time.Second), b)[0])
}

// A GrandOrgue numbers its elements itself.
func TestAGrandOrgueTellsItselfUnderItsOwnNumbers(t *testing.T) {
	c, err := registration.NewConsole(registration.Console{
		Name:      "go",
		Divisions: []registration.Division{{ID: "great", Name: "Great", Lowest: 36, Highest: 96}},
		Controls:  []registration.Control{{ID: "great.a", Kind: registration.Stop, Name: "A"}, {ID: "great.b", Kind: registration.Stop, Name: "B"}},
		Dialect: registration.Dialect{
			Divisions: []registration.DivisionCode{{Channel: 2, Element: "M1"}},
			Controls: []registration.ControlCode{
				{Kind: registration.GOSetup, Channel: 16, Number: 1, Element: "S0"},
				{Kind: registration.GOSetup, Channel: 16, Number: 2, Element: "S1"},
			},
		},
	})
	require.NoError(t, err)
	o := New(c)
	e := dialect.NewEncoder(c)
	o.Sent(start, e.AppendOpening(nil))
	o.Sent(start, e.AppendChange(nil, registration.Change{Kind: registration.Draw, Control: 1}))
	for _, m := range [][]byte{
		{0xF0, 0x7D, 0x47, 0x4F, 0x00, 0xF7},
		{0xF0, 0x7D, 0x47, 0x4F, 0x10, 0, 0, 'M', '1', 0xF7},
		{0xF0, 0x7D, 0x47, 0x4F, 0x19, 0, 7, 'S', '1', 0xF7},
		{0xB9, 0x63, 0},
		{0xB9, 0x62, 7},
		{0xB9, 6, 127},
		{0x90, 60, 100},
	} {
		o.Heard(start.Add(7*ms), m)
	}
	state, knows := o.Answered()
	assert.True(t, state.On(1))
	assert.Equal(t, 1, knows.Count())
	_, down := o.Keys(0)
	assert.Equal(t, 1, down)
	median, _, _ := o.RoundTrip()
	assert.Equal(t, 7*ms, median)
	assert.False(t, o.Loop())
}

// Until keys have come back or failed to, a cable that leads back what is sent cannot be told from an organ that repeats it.
func TestWhatOnlyRepeatsIsDoubtfulUntilAKeyDecides(t *testing.T) {
	c := parish(t)
	o := New(c)
	assert.False(t, o.Doubtful(start), "nothing has come")
	stops := said(c, 5)
	repeat := func(o *Organ, at time.Time) time.Time {
		for _, b := range stops {
			o.Sent(at, b)
			hear(o, at.Add(2*ms), b)
			at = at.Add(10 * ms)
			assert.True(t, o.Doubtful(at))
		}
		return at
	}
	at := repeat(o, start)
	assert.True(t, o.Doubtful(at.Add(time.Hour)))
	at = at.Add(time.Hour)
	for i, b := range said(c, 0, 60, 62, 64, 65) {
		o.Sent(at, b)
		hear(o, at.Add(2*ms), b)
		assert.Equal(t, i < 3, o.Doubtful(at.Add(3*ms)), i)
	}
	assert.True(t, o.Loop(), "a chord that comes back is a loop at once, and no doubt")

	o = New(c) // this one repeats no key
	at = repeat(o, start)
	o.Sent(at, said(c, 0, 60)[0])
	assert.True(t, o.Doubtful(at.Add(patience)))
	assert.False(t, o.Doubtful(at.Add(patience+ms)))
	_, knows := o.Answered()
	assert.Equal(t, 5, knows.Count(), "so those were answers")

	o = New(c) // and here somebody pushes a stop in
	at = repeat(o, start)
	hear(o, at, dialect.NewEncoder(c).AppendChange(nil, registration.Change{Kind: registration.Retire, Control: 0}))
	assert.False(t, o.Doubtful(at.Add(hasteIsOver+ms)))
}

// A cable that is put in while the piece plays is doubtful from its first word, however many keys were lost before.
func TestALoopInTheMidstOfAPieceIsDoubtfulFromItsFirstWord(t *testing.T) {
	c := parish(t)
	o := New(c)
	at := start
	note := said(c, 0, 60)[0]
	for range 200 {
		o.Sent(at, note)
		at = at.Add(100 * ms)
	}
	for range 400 {
		o.Sent(at, note)
		hear(o, at.Add(ms), note)
		at = at.Add(100 * ms)
		require.True(t, o.Doubtful(at) || o.Loop())
	}
	assert.True(t, o.Loop())
}

// In JACK a message comes in at the beginning of the cycle in which it leaves, and word of its leaving is late.
func TestAnEchoMayBeKnownBeforeItsMessage(t *testing.T) {
	c := parish(t)
	o := New(c)
	at := start
	all := said(c, 3, 60, 62, 64, 65, 67)
	for _, b := range all {
		for _, ours := range hear(o, at, b) {
			assert.False(t, ours, "it cannot be known yet")
		}
		assert.True(t, o.Sent(at.Add(2*ms), b), "it has come already")
		at = at.Add(200 * ms)
	}
	assert.True(t, o.Loop())
	_, _, n := o.RoundTrip()
	assert.Zero(t, n, "a loop has no answers")
	_, down := o.Keys(0)
	assert.Zero(t, down)
	o = New(c)
	hear(o, start, all[0])
	o.Sent(start.Add(2*ms), all[0])
	median, _, n := o.RoundTrip()
	assert.Zero(t, median)
	assert.EqualValues(t, 1, n)
	o = New(c)
	hear(o, start, all[3])
	assert.False(t, o.Sent(start.Add(20*ms), all[3]), "it was somebody else's")
}

func TestWhatAPlayerSaysAgainIsNoEcho(t *testing.T) {
	o := New(parish(t))
	at := time.Now()
	for range 20 {
		down, up := []byte{0x90, 60, 64}, []byte{0x80, 60, 0}
		for _, m := range [][]byte{down, up} {
			_, ours := o.Heard(at, m)
			assert.False(t, ours)
			o.Passed(at.Add(3*time.Millisecond), m)
			at = at.Add(100 * time.Millisecond)
		}
	}
	assert.False(t, o.Loop())
	_, ours := o.Heard(at, []byte{0x90, 62, 64})
	assert.False(t, ours)
	o.Passed(at, []byte{0x90, 62, 64})
	_, ours = o.Heard(at.Add(5*time.Millisecond), []byte{0x90, 62, 64})
	assert.True(t, ours, "a cable leads it back at once")
}
