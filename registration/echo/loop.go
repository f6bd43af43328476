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
	keys    tally
	others  tally
	foreign float64 // messages that are nobody's echo
}

// note is a message that may come back.
type note struct {
	at    time.Time
	bytes []byte
}

// tally counts; what is long ago fades.
type tally struct{ back, lost float64 }

func (t *tally) most() bool { return t.back >= 9*t.lost }

const (
	mostWaiting = 1024
	enough      = 4  // keys that came back prove a loop
	recent      = 64 // messages; older ones count half
	early       = 5 * time.Millisecond
)

func isKey(m []byte) bool { return m[0]&0xe0 == 0x80 }

func (l *loop) tallyOf(m []byte) *tally {
	if isKey(m) {
		return &l.keys
	}
	return &l.others
}

func (l *loop) sent(at time.Time, m []byte) {
	l.expire(at)
	if len(l.waiting) == mostWaiting {
		l.waiting = slices.Delete(l.waiting, 0, 1)
	}
	l.waiting = append(l.waiting, note{at, bytes.Clone(m)})
}

// heard tells whether a message is the echo of one that waits.
func (l *loop) heard(at time.Time, m []byte) bool {
	l.expire(at)
	i := slices.IndexFunc(l.waiting, func(n note) bool { return !n.at.After(at.Add(early)) && bytes.Equal(n.bytes, m) })
	if i < 0 {
		l.foreign++
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
	n := 0
	for n < len(l.waiting) && now.Sub(l.waiting[n].at) > patience {
		l.tallyOf(l.waiting[n].bytes).lost++
		n++
	}
	l.waiting = slices.Delete(l.waiting, 0, n)
	l.fade()
}

func (l *loop) fade() {
	if l.keys.back+l.keys.lost+l.others.back+l.others.lost+l.foreign > recent {
		for _, n := range []*float64{&l.keys.back, &l.keys.lost, &l.others.back, &l.others.lost, &l.foreign} {
			*n /= 2
		}
	}
}

// holds is the judgement: keys came back, nearly everything did, and hardly anything else came.
func (l *loop) holds() bool {
	return l.keys.back >= enough && l.keys.most() && l.others.most() && l.keys.back+l.others.back >= 9*l.foreign
}
