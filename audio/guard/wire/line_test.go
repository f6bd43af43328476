package wire_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard/wire"
)

const ms = time.Millisecond

func down(key byte) []byte { return []byte{0x90, key, 100} }
func up(key byte) []byte   { return []byte{0x80, key, 0} }
func nrpn(n byte) []byte   { return []byte{0xb9, 99, 0, 0xb9, 98, n, 0xb9, 6, 127} }

// said is a message that has left.
type said struct {
	at    time.Duration
	class wire.Class
	text  string
}

func put(t *testing.T, l *wire.Line, class wire.Class, due time.Duration, b []byte) {
	t.Helper()
	require.NoError(t, l.Put(class, due, b))
}

// drain lets everything leave as soon as it may.
func drain(l *wire.Line) []said {
	return drainLate(l, func(at time.Duration) time.Duration { return at })
}

// drainLate lets everything leave on a machine that comes to what may leave at one time only at another.
func drainLate(l *wire.Line, comes func(at time.Duration) time.Duration) (all []said) {
	now := time.Duration(math.MinInt64)
	for {
		t, ok := l.When()
		if !ok {
			return all
		}
		now = comes(max(now, t))
		m := l.Pop(now)
		if m == nil {
			continue
		}
		all = append(all, said{now, m.Class, fmt.Sprintf("% x", m.Bytes())})
		l.Left(m.Class, m.Due, now, m.Bytes())
	}
}

func texts(all []said) (out []string) {
	for _, s := range all {
		out = append(out, fmt.Sprintf("%v %s", s.at, s.text))
	}
	return out
}

func TestMessagesLeaveWhenDueAndTogetherInTheOrderOfHandingOver(t *testing.T) {
	l := wire.NewLine(wire.Plan{}, 0)
	put(t, l, wire.Key, 20*ms, down(62))
	put(t, l, wire.Key, 10*ms, up(60))
	put(t, l, wire.Control, 10*ms, nrpn(1))
	put(t, l, wire.Shoe, 10*ms, []byte{0xb1, 11, 64})
	put(t, l, wire.Key, 10*ms, down(60))
	assert.Equal(t, []string{
		"10ms 80 3c 00", "10ms b9 63 00 b9 62 01 b9 06 7f", "10ms b1 0b 40", "10ms 90 3c 64", "20ms 90 3e 64",
	}, texts(drain(l)))
}

func TestControlsLeaveEarlierByTheTravelTime(t *testing.T) {
	l := wire.NewLine(wire.Plan{Travel: 150 * ms, Advance: 150 * ms}, 0)
	put(t, l, wire.Key, 100*ms, down(60))
	put(t, l, wire.Control, 200*ms, nrpn(1))
	put(t, l, wire.Control, 200*ms, nrpn(2))
	put(t, l, wire.Key, 200*ms, down(62))
	assert.Equal(t, []string{
		"50ms b9 63 00 b9 62 01 b9 06 7f", "50ms b9 63 00 b9 62 02 b9 06 7f", "100ms 90 3c 64", "200ms 90 3e 64",
	}, texts(drain(l)))
}

func TestTheGapIsKeptByLeavingEarlierAndThenLater(t *testing.T) {
	l := wire.NewLine(wire.Plan{Gap: 250 * ms, Travel: 50 * ms, Advance: 550 * ms}, 0)
	for n := range byte(4) {
		put(t, l, wire.Control, 2000*ms, nrpn(n))
	}
	put(t, l, wire.Key, 2000*ms, down(60))
	var at []time.Duration
	for _, s := range drain(l) {
		at = append(at, s.at)
	}
	assert.Equal(t, []time.Duration{1450 * ms, 1700 * ms, 1950 * ms, 2000 * ms, 2200 * ms}, at,
		"two of four fit in before, one is on time, one is late, the key waits for none")
}

const cable = 31_250

func TestOnACableMessagesFollowOneAnother(t *testing.T) {
	l := wire.NewLine(wire.Plan{Rate: cable}, 0)
	put(t, l, wire.Key, 10*ms, down(60))
	put(t, l, wire.Key, 10*ms, down(64))
	put(t, l, wire.Key, 11*ms, down(67))
	put(t, l, wire.Key, 20*ms, up(60))
	assert.Equal(t, []string{"10ms 90 3c 64", "10.96ms 90 40 64", "11.92ms 90 43 64", "20ms 80 3c 00"}, texts(drain(l)))
	assert.Nil(t, l.Pop(20*ms), "nothing waits")
	put(t, l, wire.Key, 20*ms, up(64))
	at, _ := l.When()
	assert.Equal(t, 20960*time.Microsecond, at)
	assert.Nil(t, l.Pop(20500*time.Microsecond), "not even when asked")
}

func TestOnACableControlsLeaveEarlyEnoughToHaveGoneOver(t *testing.T) {
	l := wire.NewLine(wire.Plan{Rate: cable, Travel: 30 * ms, Advance: time.Second}, 0)
	for n := range byte(3) {
		put(t, l, wire.Control, 100*ms, nrpn(n))
	}
	put(t, l, wire.Key, 100*ms, down(60))
	var at []time.Duration
	for _, s := range drain(l) {
		at = append(at, s.at)
	}
	assert.Equal(t, []time.Duration{61360 * time.Microsecond, 64240 * time.Microsecond, 67120 * time.Microsecond, 100 * ms}, at)
}

// crowded is a tick that asks for far more than a cable carries.
func crowded(t *testing.T, held bool) (first string) {
	l := wire.NewLine(wire.Plan{Rate: cable, Keys: 1}, 0)
	if held {
		put(t, l, wire.Key, 0, down(48))
	}
	for n := range byte(6) {
		put(t, l, wire.Control, 100*ms, nrpn(n))
	}
	put(t, l, wire.Key, 100*ms, down(60))
	put(t, l, wire.Key, 100*ms, down(64))
	all := drain(l)
	if held {
		all = all[1:]
	}
	for _, s := range all {
		first += string("KC"[s.class])
	}
	assert.Len(t, all, 8)
	assert.Less(t, all[7].at, 120*ms)
	return first
}

func TestWhereACableIsFullKeysComeFirstButAtTheStartOfASection(t *testing.T) {
	assert.Equal(t, "CKKCCCCC", crowded(t, true), "a key waits for 3 ms and no longer")
	assert.Equal(t, "CCCCCCKK", crowded(t, false), "out of silence the right stops come first")
}

func TestTheGapHoldsFromWhatAPredecessorMayHaveSaid(t *testing.T) {
	l := wire.NewLine(wire.Plan{Gap: 250 * ms}, 0)
	l.Resume(1000 * ms)
	put(t, l, wire.Control, 1010*ms, nrpn(1))
	at, ok := l.When()
	require.True(t, ok)
	assert.Equal(t, 1250*ms, at)
	assert.Nil(t, l.Pop(1249*ms), "not even when asked")
}

func TestTheGapCountsFromWhenAControlReallyLeft(t *testing.T) {
	l := wire.NewLine(wire.Plan{Gap: 100 * ms}, 0)
	put(t, l, wire.Control, 0, nrpn(1))
	put(t, l, wire.Control, 0, nrpn(2))
	require.NotNil(t, l.Pop(70*ms), "the machine was late")
	at, _ := l.When()
	assert.Equal(t, 170*ms, at)
}

func TestFlushForgetsKeysThatAreNotDueAndTheControlsThatAreNamed(t *testing.T) {
	l := wire.NewLine(wire.Plan{Gap: 100 * ms}, 0)
	for id, due := range []time.Duration{10 * ms, 10 * ms, 40 * ms, 50 * ms} {
		require.NoError(t, l.PutNumbered(uint32(id), wire.Control, due, nrpn(byte(id))))
	}
	put(t, l, wire.Key, 20*ms, down(60))
	put(t, l, wire.Key, 30*ms, down(62))
	l.Flush(20*ms, func(id uint32) bool { return id == 2 })
	var left []uint32
	for id := range l.Controls {
		left = append(left, id)
	}
	assert.Equal(t, []uint32{0, 1, 3}, left)
	assert.Equal(t, []string{
		"10ms b9 63 00 b9 62 00 b9 06 7f", "20ms 90 3c 64",
		"110ms b9 63 00 b9 62 01 b9 06 7f", "210ms b9 63 00 b9 62 03 b9 06 7f",
	}, texts(drain(l)))
}

func TestControlsThatStayLeaveBeforeWhatIsSaidAfterAFlush(t *testing.T) {
	l := wire.NewLine(wire.Plan{}, 0)
	require.NoError(t, l.PutNumbered(1, wire.Control, 40*ms, nrpn(1)))
	put(t, l, wire.Key, 30*ms, down(60))
	l.Recall(20*ms, func(uint32) bool { return false })
	put(t, l, wire.Control, 19*ms, nrpn(2))
	assert.Equal(t, []string{
		"20ms b9 63 00 b9 62 01 b9 06 7f", "20ms b9 63 00 b9 62 02 b9 06 7f", "30ms 90 3c 64",
	}, texts(drain(l)))
}

func TestAReleaseAfterAFlushDoesNotOvertakeTheStrokeItEnds(t *testing.T) {
	l := wire.NewLine(wire.Plan{}, 0)
	put(t, l, wire.Key, 20*ms, down(60))
	l.Flush(21*ms, func(uint32) bool { return false })
	put(t, l, wire.Key, 19*ms, up(60)) // the caller's idea of now is a little older
	drain(l)
	assert.Zero(t, l.Sounds().Count(), "a cipher")
}

func TestWhatSoundsAreKeysAndNotControls(t *testing.T) {
	p := wire.Plan{Keys: 1<<0 | 1<<4 | 1<<9, OffAs9n: 1 << 4}
	p.Spare(9, 5)
	p.Spare(0, 1)
	l := wire.NewLine(p, 0)
	put(t, l, wire.Key, 0, down(60))
	put(t, l, wire.Key, 0, down(64))
	put(t, l, wire.Key, 0, up(64))
	put(t, l, wire.Key, 0, []byte{0x94, 36, 1})
	put(t, l, wire.Control, 0, []byte{0x99, 5, 127})
	drain(l)
	assert.Equal(t, 2, l.Sounds().Count())
	assert.True(t, l.Sounds().Has(0, 60))
	assert.True(t, l.Sounds().Has(4, 36))
	assert.Equal(t, []byte{0x80, 60, 0, 0x94, 36, 0, 0xb4, 123, 0}, l.Clear(nil, 0),
		"each in its form; all-notes-off only where no control is a note")
	assert.Zero(t, l.Sounds().Count())
	assert.Equal(t, []byte{0xb4, 123, 0}, l.Clear(nil, 0), "again it is harmless")
}

func TestClearForgetsWhatWaits(t *testing.T) {
	l := wire.NewLine(wire.Plan{Keys: 1}, 0)
	put(t, l, wire.Key, 0, down(60))
	put(t, l, wire.Control, 0, nrpn(1))
	assert.Empty(t, l.Clear(nil, 0))
	assert.Zero(t, l.Len())
}

func TestPanicReleasesEveryKeyButNoControl(t *testing.T) {
	p := wire.Plan{Keys: 1<<0 | 1<<1}
	p.Spare(1, 7)
	b := wire.NewLine(p, 0).Panic(nil, 0)
	assert.Len(t, b, 3*(128+127+2))
	for rest := b; len(rest) > 0; {
		var one []byte
		one, rest = wire.Cut(rest)
		require.NotEmpty(t, one)
		assert.NotEqual(t, []byte{0x81, 7, 0}, one)
	}
	assert.Contains(t, string(b), string([]byte{0xb0, 123, 0, 0xb0, 120, 0}))
}

func TestPanicSaysAtLastWhatTheOrganWantsAndKeepsTheGap(t *testing.T) {
	l := wire.NewLine(wire.Plan{Keys: 1, Gap: 250 * ms, Panic: "\xb0\x50\x00\xf0\x7d\x01\xf7"}, 0)
	put(t, l, wire.Control, 0, nrpn(1))
	m := l.Pop(0)
	require.NotNil(t, m)
	l.Left(m.Class, m.Due, 0, m.Bytes())
	put(t, l, wire.Control, 100*ms, nrpn(2))
	b := l.Panic(nil, 100*ms)
	assert.Len(t, b, 3*(128+2), "at once the keys alone")
	for i, want := range [][]byte{{0xb0, 0x50, 0}, {0xf0, 0x7d, 1, 0xf7}} {
		at, ok := l.When()
		require.True(t, ok)
		assert.Equal(t, time.Duration(i+1)*250*ms, at, "never sooner than the organ bears")
		m := l.Pop(at)
		require.NotNil(t, m)
		assert.Equal(t, want, m.Bytes())
	}
	assert.Zero(t, l.Len(), "what waited before is forgotten")
}

func TestALineSaysWhenItIsFull(t *testing.T) {
	l := wire.NewLine(wire.Plan{}, 2)
	put(t, l, wire.Key, 0, down(1))
	put(t, l, wire.Key, 0, down(2))
	assert.ErrorIs(t, l.Put(wire.Key, 0, down(3)), wire.ErrFull)
	assert.NoError(t, l.Put(wire.Control, 0, nrpn(3)), "controls have room of their own")
	drain(l)
	assert.NoError(t, l.Put(wire.Key, 0, down(3)))
}

func TestALineTakesLongMessagesAndRefusesBrokenOnes(t *testing.T) {
	l := wire.NewLine(wire.Plan{}, 0)
	long := append(append([]byte{0xf0}, make([]byte, 200)...), 0xf7)
	put(t, l, wire.Control, 0, long)
	require.Len(t, drain(l), 1)
	for _, bad := range [][]byte{
		nil,
		{60, 100},
		{0x90, 60},
		{0x90, 0x90, 1},
		{0x90, 60, 100, 60, 0},
		{0xf0, 1, 2},
		{0xf0, 1, 0x90, 0xf7},
		{0xf7},
		{0xf4},
		make([]byte, 5000),
		append(append([]byte{0xf0}, make([]byte, wire.MaxBytes)...), 0xf7),
	} {
		assert.ErrorIs(t, l.Put(wire.Key, 0, bad), wire.ErrMessage, "% x", bad[:min(len(bad), 8)])
	}
}

// A random piece, handed over as an engine does it, leaves the line exactly as if the line had known all of it from the
// start; its controls keep the gap and leave no earlier than allowed, and its keys leave when they are due.
func TestHandedOverAheadOrAllAtOnceIsTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		p := wire.Plan{
			Gap:    time.Duration(r.IntN(4)) * 30 * ms,
			Travel: time.Duration(r.IntN(3)) * 40 * ms,
			Rate:   r.IntN(2) * r.IntN(2) * cable,
		}
		p.Advance = p.Travel + time.Duration(r.IntN(3))*100*ms
		type event struct {
			class wire.Class
			due   time.Duration
			b     []byte
		}
		var events []event
		due := 2 * time.Second
		for i := range 60 {
			if r.IntN(3) > 0 {
				due += time.Duration(r.IntN(50)) * ms
			}
			if r.IntN(2) == 0 {
				events = append(events, event{wire.Control, due, nrpn(byte(i))})
			} else {
				events = append(events, event{wire.Key, due, down(byte(i))})
			}
		}
		all := wire.NewLine(p, 0)
		for _, e := range events {
			put(t, all, e.class, e.due, e.b)
		}
		want := drain(all)

		live, got := wire.NewLine(p, 100), []said(nil)
		rest := events
		for now := time.Duration(0); len(rest) > 0 || live.Len() > 0; now += ms {
			for len(rest) > 0 && rest[0].due-p.Advance <= now {
				put(t, live, rest[0].class, rest[0].due, rest[0].b)
				rest = rest[1:]
			}
			for at, ok := live.When(); ok && at <= now; at, ok = live.When() {
				m := live.Pop(at)
				got = append(got, said{at, m.Class, fmt.Sprintf("% x", m.Bytes())})
			}
		}
		require.Equal(t, texts(want), texts(got), "%+v", p)

		last, moved, wired := time.Duration(0), false, time.Duration(0)
		dues := map[string]time.Duration{}
		for _, e := range events {
			dues[fmt.Sprintf("% x", e.b)] = e.due
		}
		for _, s := range want {
			due := dues[s.text]
			if p.Rate > 0 {
				require.GreaterOrEqual(t, s.at, wired)
				wired = s.at + time.Duration(len(s.text)+1)/3*320*time.Microsecond
			}
			if s.class == wire.Key {
				require.GreaterOrEqual(t, s.at, due)
				require.True(t, p.Rate > 0 || s.at == due, "without a cable it is on time")
				continue
			}
			if moved {
				require.GreaterOrEqual(t, s.at-last, p.Gap)
			}
			require.GreaterOrEqual(t, s.at, due-p.Advance)
			last, moved = s.at, true
		}
	}
}

func TestALineWithItsCapacityAllocatesNothing(t *testing.T) {
	l := wire.NewLine(wire.Plan{Gap: ms, Advance: ms}, 256)
	on, off, stop := down(60), up(60), nrpn(1)
	due := time.Duration(0)
	assert.Zero(t, testing.AllocsPerRun(1000, func() {
		for range 20 {
			due += ms
			_ = l.Put(wire.Key, due, on)
			_ = l.Put(wire.Control, due, stop)
			_ = l.Put(wire.Key, due, off)
		}
		for {
			at, ok := l.When()
			if !ok {
				break
			}
			m := l.Pop(at)
			l.Left(m.Class, m.Due, at, m.Bytes())
		}
	}))
}

func TestPlansOutOfRangeAreRefused(t *testing.T) {
	for _, p := range []wire.Plan{
		{Gap: -1}, {Travel: -1}, {Travel: 2, Advance: 1}, {Gap: time.Hour}, {Travel: time.Hour, Advance: time.Hour},
	} {
		assert.Error(t, p.Check(), "%+v", p)
	}
	assert.NoError(t, (&wire.Plan{Gap: 250 * ms, Travel: 300 * ms, Advance: time.Second}).Check())
}

func FuzzCut(f *testing.F) {
	f.Add([]byte{0x90, 60, 100, 0xf0, 1, 2, 0xf7, 0xc0, 5, 0xf8})
	f.Fuzz(func(t *testing.T, b []byte) {
		var joined []byte
		rest := b
		for {
			one, next := wire.Cut(rest)
			if len(one) == 0 {
				break
			}
			joined = append(joined, one...)
			rest = next
		}
		require.True(t, slices.Equal(b, slices.Concat(joined, rest)), "nothing is lost")
		whole := len(rest) == 0 && len(b) > 0 && len(b) <= wire.MaxBytes
		assert.Equal(t, whole, wire.Check(b) == nil)
		var k wire.Keys
		k.Note(b)
		p := wire.Plan{Keys: 0xffff}
		off := k.AppendReleases(nil, &p)
		if len(off) > 0 {
			require.NoError(t, wire.Check(off[:min(len(off), wire.MaxBytes/3*3)]))
		}
		k.Note(off)
		assert.Zero(t, k.Count())
	})
}

func TestKeysThatWerePressedBeforeAFlushCameAreReleased(t *testing.T) {
	l := wire.NewLine(wire.Plan{}, 0)
	put(t, l, wire.Key, 10*ms, down(60))
	put(t, l, wire.Key, 40*ms, down(62))
	put(t, l, wire.Key, 50*ms, down(64))
	put(t, l, wire.Key, 60*ms, up(64))
	drain(l)
	late := l.Later(30 * ms) // the flush was said then, and comes now
	assert.Equal(t, 1, late.Count())
	l.Flush(30*ms, func(uint32) bool { return false })
	require.NoError(t, l.Release(&late, 30*ms))
	put(t, l, wire.Key, 30*ms, down(62))
	assert.Equal(t, []string{"30ms 80 3e 00", "30ms 90 3e 64"}, texts(drain(l)))
	assert.True(t, l.Sounds().Has(0, 60))
	assert.True(t, l.Sounds().Has(0, 62))
}

func TestMessagesThatComeAndGoStayInTheFirstOfTheirMemory(t *testing.T) {
	l := wire.NewLine(wire.Plan{Keys: 1}, 8192)
	at := func(i int) time.Duration { return time.Duration(i) * time.Millisecond }
	for i := range 100 {
		assert.NoError(t, l.Put(wire.Shoe, at(i), []byte{0xb0, 11, byte(i % 100)}))
	}
	places := map[*wire.Message]bool{}
	for i := range 20_000 {
		m := l.Pop(at(i))
		assert.Equal(t, []byte{0xb0, 11, byte(i % 100)}, m.Bytes())
		places[m] = true
		assert.NoError(t, l.Put(wire.Shoe, at(i+100), []byte{0xb0, 11, byte(i % 100)}))
	}
	assert.Equal(t, 100, l.Len())
	assert.Less(t, len(places), 1000)
}
