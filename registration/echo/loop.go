package echo

import (
	"bytes"
	"slices"
	"time"
)

// loop finds out whether messages come back that were sent. Of what was sent a little ago it keeps a note, and how much of it
// has come back by now.
type loop struct {
	waiting []note // in order of leaving
	hasty   []note // came in, and nobody has told yet that they were sent
	keys    tally
	others  tally
	foreign float64   // messages that are nobody's echo
	first   time.Time // when anything came in at all
	missed  float64   // keys that left after that and did not come back
	voice   time.Time // when the organ last said something of itself: a change, in words that were not ours
	now     time.Time // of the last message
}

// note is a message that may come back.
type note struct {
	at    time.Time
	bytes []byte
	voice bool
	soon  bool // it was passed on for a player, who may say the same again: it comes back at once, or not at all
}

// tally counts; what is long ago fades.
type tally struct{ back, lost float64 }

func (t *tally) most() bool { return t.back >= 9*t.lost }

const (
	mostWaiting = 1024
	enough      = 4                      // keys that came back prove a loop
	recent      = 64                     // messages; older ones count half
	early       = 10 * time.Millisecond  // an echo may seem to come so much before its message left
	silent      = 10 * time.Minute       // an organ that says nothing of itself for so long may have gone
	hasteIsOver = 250 * time.Millisecond // word of what left may come so much later than its echo
	atOnce      = 60 * time.Millisecond  // a key is not struck anew so soon
)

func isKey(m []byte) bool { return m[0]&0xe0 == 0x80 }

func (l *loop) tallyOf(m []byte) *tally {
	if isKey(m) {
		return &l.keys
	}
	return &l.others
}

// sent takes a message that left, and tells whether it has come back already: word of both takes its own way.
func (l *loop) sent(at time.Time, m []byte) (came bool) {
	l.expire(at)
	if i := slices.IndexFunc(l.hasty, func(n note) bool { return follows(n.at, at) && bytes.Equal(n.bytes, m) }); i >= 0 {
		l.hasty = slices.Delete(l.hasty, i, i+1)
		l.foreign = max(l.foreign-1, 0)
		l.tallyOf(m).back++
		return true
	}
	if len(l.waiting) == mostWaiting {
		l.waiting = slices.Delete(l.waiting, 0, 1)
	}
	l.waiting = append(l.waiting, note{at: at, bytes: bytes.Clone(m)})
	return false
}

// passed takes a message that left because a player said the same: that it came in is no sign of a loop.
func (l *loop) passed(at time.Time, m []byte) {
	l.expire(at)
	if i := slices.IndexFunc(l.hasty, func(n note) bool { return !n.at.After(at) && bytes.Equal(n.bytes, m) }); i >= 0 {
		l.hasty = slices.Delete(l.hasty, i, i+1)
	}
	if len(l.waiting) == mostWaiting {
		l.waiting = slices.Delete(l.waiting, 0, 1)
	}
	l.waiting = append(l.waiting, note{at: at, bytes: bytes.Clone(m), soon: true})
}

// follows tells whether what came at an instant can be the answer to what left at another.
func follows(came, left time.Time) bool {
	after := came.Sub(left)
	return after >= -early && after <= patience
}

// heard tells whether a message is the echo of one that waits. voice: it tells how something of the organ stands.
func (l *loop) heard(at time.Time, m []byte, voice bool) bool {
	if l.first.IsZero() {
		l.first = at
	}
	l.expire(at)
	i := slices.IndexFunc(l.waiting, func(n note) bool {
		return follows(at, n.at) && (!n.soon || at.Sub(n.at) < atOnce) && bytes.Equal(n.bytes, m)
	})
	if i < 0 {
		l.foreign++
		if len(l.hasty) == mostWaiting {
			l.hasty = slices.Delete(l.hasty, 0, 1)
		}
		l.hasty = append(l.hasty, note{at: at, bytes: bytes.Clone(m), voice: voice})
		l.fade()
		return false
	}
	l.tallyOf(m).back++
	l.waiting = slices.Delete(l.waiting, i, i+1)
	l.fade()
	return true
}

// expire gives up what has not come back.
func (l *loop) expire(now time.Time) {
	l.now = now
	n := 0
	for n < len(l.waiting) && now.Sub(l.waiting[n].at) > patience {
		l.tallyOf(l.waiting[n].bytes).lost++
		if isKey(l.waiting[n].bytes) && !l.first.IsZero() && l.waiting[n].at.After(l.first) {
			l.missed++
		}
		n++
	}
	l.waiting = slices.Delete(l.waiting, 0, n)
	l.hasty = slices.DeleteFunc(l.hasty, func(n note) bool {
		over := now.Sub(n.at) > hasteIsOver
		if over && n.voice {
			l.voice = n.at
		}
		return over
	})
	l.fade()
}

func (l *loop) fade() {
	if l.keys.back+l.keys.lost+l.others.back+l.others.lost+l.foreign > recent {
		for _, n := range []*float64{&l.keys.back, &l.keys.lost, &l.others.back, &l.others.lost, &l.foreign, &l.missed} {
			*n /= 2
		}
	}
}

// doubtful tells whether what came in may all be a loop's: nearly all of it is the echo of what left, no key has failed to come
// back, and the organ has said nothing of itself.
func (l *loop) doubtful(now time.Time) bool {
	l.expire(now)
	keys, back := l.keys.back, l.keys.back+l.others.back
	foreign := l.foreign - float64(len(l.hasty)) // of those nobody knows yet
	return !l.first.IsZero() && keys >= 9*l.missed && back >= 9*foreign && l.silent()
}

// silent tells whether the organ has said nothing of itself for long.
func (l *loop) silent() bool { return l.voice.IsZero() || l.now.Sub(l.voice) > silent }

// holds is the judgement: keys came back, nearly all of them did, hardly anything else came, and for long nothing that the
// organ would say of itself. Controls that did not come back may have been said before the cable was put in.
func (l *loop) holds() bool {
	return l.keys.back >= enough && l.keys.most() && l.keys.back+l.others.back >= 9*l.foreign && l.silent()
}
