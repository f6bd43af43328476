package wire_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard/wire"
)

func limited(l wire.Limits) wire.Plan {
	p := wire.Plan{Keys: 1}
	p.Limits[0] = l
	return p
}

func TestAKeyStaysDownAndUpAsLongAsTheOrganNeeds(t *testing.T) {
	l := wire.NewLine(limited(wire.Limits{Shortest: 45 * ms, Repeat: 90 * ms}), 0)
	put(t, l, wire.Key, 0, down(60))
	put(t, l, wire.Key, 10*ms, up(60))
	put(t, l, wire.Key, 20*ms, down(60))
	put(t, l, wire.Key, 20*ms, down(62))
	put(t, l, wire.Key, 400*ms, up(60))
	put(t, l, wire.Key, 480*ms, down(60))
	assert.Equal(t, []string{
		"0s 90 3c 64", "20ms 90 3e 64", "45ms 80 3c 00", "135ms 90 3c 64", "400ms 80 3c 00", "490ms 90 3c 64",
	}, texts(drain(l)))
}

func TestAReleaseThatWaitsForTheShortestNoteIsNotFlushed(t *testing.T) {
	l := wire.NewLine(limited(wire.Limits{Shortest: 45 * ms, Repeat: 90 * ms}), 0)
	put(t, l, wire.Key, 0, down(60))
	put(t, l, wire.Key, 10*ms, up(60))
	put(t, l, wire.Key, 30*ms, down(60))
	l.Flush(20*ms, func(uint32) bool { return false })
	assert.Equal(t, []string{"0s 90 3c 64", "45ms 80 3c 00"}, texts(drain(l)), "it was due, and the next stroke was not")
	put(t, l, wire.Key, 50*ms, down(60))
	assert.Equal(t, []string{"135ms 90 3c 64"}, texts(drain(l)))
	assert.Len(t, l.Clear(nil, 0), 6, "a panic waits for nothing")
}

// After an edit a key that may be down is released, also when it was not, and then its note is not late for that.
func TestAReleaseOfAKeyThatWasNotDownKeepsNoStrokeWaiting(t *testing.T) {
	l := wire.NewLine(limited(wire.Limits{Shortest: 45 * ms, Repeat: 60 * ms}), 0)
	put(t, l, wire.Key, 10*ms, up(60))
	put(t, l, wire.Key, 20*ms, down(60))
	put(t, l, wire.Key, 30*ms, up(60))
	assert.Equal(t, []string{"10ms 80 3c 00", "20ms 90 3c 64", "65ms 80 3c 00"}, texts(drain(l)), "it has never been down")
	put(t, l, wire.Key, 500*ms, up(60))
	put(t, l, wire.Key, 510*ms, down(60))
	assert.Equal(t, []string{"500ms 80 3c 00", "510ms 90 3c 64"}, texts(drain(l)), "it has been up for long")
	put(t, l, wire.Key, 40*ms, up(61))
	put(t, l, wire.Key, 20*ms, down(61))
	assert.Equal(t, []string{"40ms 80 3d 00", "40ms 90 3d 64"}, texts(drain(l)), "but they stay in their order")
}

// What leaves ahead of its time and is taken back has never been: its key neither stays down for it nor rests after it.
func TestAStrokeThatWasTakenBackKeepsNoKeyWaiting(t *testing.T) {
	l := wire.NewLine(limited(wire.Limits{Shortest: 45 * ms, Repeat: 60 * ms}), 0)
	out := func() *wire.Message {
		at, ok := l.When()
		require.True(t, ok)
		m := l.Pop(at)
		require.NotNil(t, m)
		return m
	}
	put(t, l, wire.Key, 20*ms, down(60))
	put(t, l, wire.Key, 20*ms, down(62))
	out()
	stays := append([]byte(nil), out().Bytes()...)
	l.Flush(10*ms, func(uint32) bool { return false })
	l.Flies(wire.Key, 20*ms, stays)
	for _, k := range []byte{60, 62} {
		put(t, l, wire.Key, 10*ms, up(k))
		put(t, l, wire.Key, 25*ms, down(k))
	}
	l.Left(wire.Key, 20*ms, 20*ms, stays)
	assert.Equal(t, []string{"10ms 80 3c 00", "25ms 90 3c 64", "65ms 80 3e 00", "125ms 90 3e 64"}, texts(drain(l)))
}

// Keys that sounded when all were released rest as after any other release.
func TestAKeyThatAPanicReleasesRestsBeforeItIsPressed(t *testing.T) {
	for name, silence := range map[string]func(*wire.Line){
		"panic":   func(l *wire.Line) { l.Panic(nil, 100*ms) },
		"release": func(l *wire.Line) { l.Clear(nil, 100*ms) },
	} {
		l := wire.NewLine(limited(wire.Limits{Repeat: 60 * ms}), 0)
		put(t, l, wire.Key, 0, down(60))
		put(t, l, wire.Key, 0, down(62))
		put(t, l, wire.Key, 10*ms, up(62))
		drain(l)
		silence(l)
		for _, k := range []byte{60, 62, 64} {
			put(t, l, wire.Key, 100*ms, down(k))
		}
		assert.Equal(t, []string{"100ms 90 3e 64", "100ms 90 40 64", "160ms 90 3c 64"}, texts(drain(l)), name)
	}
}

func TestNoMoreKeysAreDownThanTheOrganBears(t *testing.T) {
	l := wire.NewLine(limited(wire.Limits{Most: 2}), 0)
	for i, k := range []byte{60, 62, 64} {
		put(t, l, wire.Key, time.Duration(i), down(k))
	}
	put(t, l, wire.Key, 5, up(64))
	put(t, l, wire.Key, 6, up(60))
	put(t, l, wire.Key, 7, down(65))
	var left int
	for at, ok := l.When(); ok; at, ok = l.When() {
		if m := l.Pop(at); m != nil {
			l.Left(m.Class, m.Due, at, m.Bytes())
			left++
		}
		require.LessOrEqual(t, l.Sounds().Count(), 2)
	}
	assert.Equal(t, 5, left)
	assert.EqualValues(t, 1, l.Withheld())
	assert.True(t, l.Sounds().Has(0, 65))
}

// Whatever is handed over and flushed, the limits hold, and no key is left down that was released.
func TestLimitsHoldWhateverIsHandedOver(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 3))
		limits := wire.Limits{Shortest: time.Duration(r.IntN(60)) * ms, Repeat: time.Duration(r.IntN(90)) * ms, Most: uint8(r.IntN(4))}
		l := wire.NewLine(limited(limits), 0)
		var pressed, released [4]time.Duration
		var on [4]bool
		for k := range pressed {
			pressed[k], released[k] = -time.Hour, -time.Hour
		}
		clock := time.Duration(0)
		run := func(by time.Duration) {
			for at, ok := l.When(); ok && at <= by; at, ok = l.When() {
				at = max(at, clock)
				if r.IntN(20) == 0 {
					at += time.Duration(r.IntN(100)) * ms // it is late
				}
				clock = at
				m := l.Pop(at)
				if m == nil {
					continue
				}
				l.Left(m.Class, m.Due, at, m.Bytes())
				k, is := m.Bytes()[1], m.Bytes()[0] == 0x90
				if is == on[k] {
					continue
				}
				if on[k] = is; is {
					require.GreaterOrEqual(t, at-released[k], limits.Repeat)
					pressed[k] = at
				} else {
					require.GreaterOrEqual(t, at-pressed[k], limits.Shortest)
					released[k] = at
				}
				if limits.Most > 0 {
					require.LessOrEqual(t, l.Sounds().Count(), int(limits.Most))
				}
			}
		}
		now := time.Duration(0)
		for range 60 {
			now += time.Duration(r.IntN(40)) * ms
			run(now)
			now = max(now, clock)
			k := byte(r.IntN(4))
			switch r.IntN(5) {
			case 0, 1:
				put(t, l, wire.Key, now+time.Duration(r.IntN(30))*ms, down(k))
			case 2, 3:
				put(t, l, wire.Key, now+time.Duration(r.IntN(30))*ms, up(k))
			default:
				l.Flush(now, func(uint32) bool { return false })
			}
		}
		now += time.Second
		for k := range byte(4) {
			put(t, l, wire.Key, now, up(k))
		}
		run(now + time.Hour)
		require.Zero(t, l.Sounds().Count())
	}
}

// A guard that a busy machine kept from sending a release has its key rest from then on, and what comes after waits with it.
func TestAReleaseDoesNotOvertakeAStrokeThatWaitsForALateRelease(t *testing.T) {
	l := wire.NewLine(limited(wire.Limits{Repeat: 60 * ms}), 0)
	put(t, l, wire.Key, 0, down(60))
	put(t, l, wire.Key, 100*ms, up(60))
	put(t, l, wire.Key, 160*ms, down(60))
	put(t, l, wire.Key, 170*ms, up(60))
	put(t, l, wire.Key, 240*ms, down(60))
	left := drainLate(l, func(at time.Duration) time.Duration {
		if at == 100*ms {
			return 140 * ms
		}
		return at
	})
	assert.Equal(t, []string{"0s 90 3c 64", "140ms 80 3c 00", "200ms 90 3c 64", "200ms 80 3c 00", "260ms 90 3c 64"}, texts(left))
}

// However late messages leave, those of one key leave in the order in which they were handed over.
func TestKeysOnALateMachineArePressedAndReleasedInTurn(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 6))
		l := wire.NewLine(limited(wire.Limits{Shortest: time.Duration(r.IntN(2)*r.IntN(60)) * ms, Repeat: time.Duration(r.IntN(90)) * ms}), 0)
		var due [3]time.Duration
		for range 200 {
			k := r.IntN(3)
			put(t, l, wire.Key, due[k], down(byte(60+k)))
			due[k] += time.Duration(5+r.IntN(200)) * ms
			put(t, l, wire.Key, due[k], up(byte(60+k)))
			due[k] += time.Duration(r.IntN(100)) * ms
		}
		isDown := map[string]bool{}
		for _, m := range drainLate(l, func(at time.Duration) time.Duration {
			if r.IntN(10) == 0 {
				at += time.Duration(r.IntN(200)) * ms
			}
			return at
		}) {
			key, on := m.text[3:5], m.text[0] == '9'
			require.NotEqual(t, isDown[key], on, "seed %d: %s at %v", seed, m.text, m.at)
			isDown[key] = on
		}
		for key, on := range isDown {
			require.False(t, on, "seed %d: %s is left on", seed, key)
		}
	}
}
