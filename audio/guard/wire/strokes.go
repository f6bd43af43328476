package wire

import (
	"math"
	"time"
)

// stroke is when a key was last pressed or released, or will be by what waits.
type stroke struct {
	at    time.Duration
	floor time.Duration // no earlier than that, for the stroke before
	down  bool
	known bool
	idle  bool // a release of a key that was not down: it rests already
}

// rests is when a key may be pressed, or released, after its last stroke.
func (s *stroke) rests(x *Limits, on bool) time.Duration {
	if s.idle {
		return s.at
	}
	return s.at + x.rest(on)
}

// after is the stroke that follows at a time.
func (s *stroke) after(t time.Duration, on bool) stroke {
	return stroke{at: t, floor: t, down: on, known: true, idle: !s.known && !on}
}

// news tells whether a key does something else than it did last.
func (s *stroke) news(on bool) bool { return !s.known || s.down != on }

// strokes are the last strokes of every key, for the limits that a channel has.
type strokes [16][128]stroke

// note notes what a message does to its key at a time.
func (s *strokes) note(t time.Duration, b []byte) {
	if c, key, on, ok := note(b); ok && key <= 127 && s[c][key].news(on) {
		s[c][key] = s[c][key].after(t, on)
	}
}

// limited tells whether a plan has limits in time for any channel.
func (p *Plan) limited() bool {
	for _, l := range p.Limits {
		if l.Shortest > 0 || l.Repeat > 0 {
			return true
		}
	}
	return false
}

// bear gives the time at which a key message may leave that is due at a time: later, where its key would be down or up for
// less than the organ bears.
func (l *Line) bear(due time.Duration, b []byte) time.Duration {
	c, key, on, ok := note(b)
	if l.planned == nil || !ok || key > 127 {
		return due
	}
	s := &l.planned[c][key]
	limits := &l.plan.Limits[c]
	floor := due
	switch {
	case !s.known:
	case s.down == on: // said once more
		floor = s.floor
	default:
		floor = s.rests(limits, on)
	}
	due = max(due, floor)
	if s.news(on) {
		*s = s.after(due, on)
		s.floor = floor
	}
	s.at = min(s.at, due)
	return due
}

// replan takes the strokes to be those that have left and those that still wait.
func (l *Line) replan() {
	if l.planned == nil {
		return
	}
	*l.planned = *l.struck
	for i := range l.free.len() {
		if m := l.free.at(i); m.Class == Key {
			l.planned.note(m.leave, m.Bytes())
		}
	}
}

// goesAt notes that a stroke leaves at a time.
func (l *Line) goesAt(t time.Duration, b []byte) {
	if c, key, on, ok := note(b); ok && l.struck != nil && l.struck[c][key].news(on) {
		l.struck.note(t, b)
		if p := &l.planned[c][key]; p.down == on && p.at < t {
			p.at = t // it leaves later than was planned
		}
	}
}

// bearable is when a stroke may leave at the earliest, by those that have left.
func (l *Line) bearable(b []byte) time.Duration {
	c, key, on, ok := note(b)
	if l.struck == nil || !ok || !l.struck[c][key].known || l.struck[c][key].down == on {
		return math.MinInt64
	}
	return l.struck[c][key].rests(&l.plan.Limits[c], on)
}

// putOff has a stroke that was taken out leave only at a time, and what was said of its key after it later too, as far as
// it must: a release never overtakes its stroke.
func (l *Line) putOff(m Message, at time.Duration) {
	c, key, on, _ := note(m.Bytes())
	p := &l.planned[c][key]
	for {
		m.leave = max(m.leave, at)
		l.free.put(m)
		p.floor, p.at = max(p.floor, at), max(p.at, m.leave)
		at = m.leave
		i := l.free.next(c, key, m.seq)
		if i < 0 {
			return
		}
		m = l.free.take(i)
		if _, _, next, _ := note(m.Bytes()); next != on {
			on = next
			at += l.plan.Limits[c].rest(on)
		}
	}
}

// rest is how long a key stays as it is before it may be pressed, or released.
func (x *Limits) rest(on bool) time.Duration {
	if on {
		return x.Repeat
	}
	return x.Shortest
}

// crowded tells whether a message presses a key more than may be down on its channel.
func (l *Line) crowded(b []byte) bool {
	c, key, on, ok := note(b)
	most := int(l.plan.Limits[c].Most)
	return ok && on && most > 0 && !l.goes.Has(c, key) && l.goes.CountOf(c) >= most
}
