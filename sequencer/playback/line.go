package playback

import (
	"context"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

const (
	// horizon is how long before an event is due it is handed over, apart from the output's lead. A machine that has too
	// much to do keeps a goroutine waiting for a tenth of a second and more, which then moves no note. What is handed over is
	// forgotten when it has to be ([Flusher]), so an edit and a stop are heard as soon as with a shorter one.
	horizon = 250 * time.Millisecond
	// grace is how much time may pass between a flush and its effect at an output.
	grace = 20 * time.Millisecond
	// tardy is how late an event must be handed over to be counted as late.
	tardy = time.Millisecond
	// longestLead bounds what an output may ask for.
	longestLead = 30 * time.Second
)

// line is what the engine knows of one output.
type line struct {
	name   string
	out    Output  // nil while faulted
	forget Flusher // out, if it can
	reopen Reopen
	cancel context.CancelFunc // ends the reopening
	fault  error
	late   uint64
	again  uint64        // times opened again
	sooner time.Duration // it goes out so much ahead of the engine, so that outputs which are later by themselves sound with it

	voices []voice // never empty once opened; the first has no lead
	split  split
	ahead  sequencer.Sounding // after everything told
	real   sequencer.Sounding // after everything that is due by now; of a Flusher only
	known  bool               // it has been told the whole registration
	doubts doubts             // to be settled by the next reconcile
	later  doubts             // to be settled by events to come
	stale  bool               // it must rejoin the engine's course
	failed error              // of the last Send
}

// open takes an output of which nothing is known but that no key is down.
func (l *line) open(out Output) {
	l.out, l.fault, l.failed = out, nil, nil
	l.forget, _ = out.(Flusher)
	l.ahead, l.real = sequencer.Sounding{}, sequencer.Sounding{}
	l.doubts, l.later = doubts{}, doubts{}
	l.voices, l.split = []voice{{}}, split{}
	l.known, l.stale = false, true
}

func (l *line) lead() time.Duration {
	if l.out == nil {
		return 0
	}
	return min(max(l.out.Lead(), 0), longestLead)
}

// frontier is the first instant, on the voice's clock, from which on the output can still be told something.
func (l *line) frontier(v *voice, now time.Time) time.Time {
	if l.forget == nil && v.last.After(v.clock(now)) {
		return v.last
	}
	return v.clock(now)
}

// tell sends an event that is due on the voice's clock.
func (l *line) tell(v *voice, due time.Time, e sequencer.Event) {
	if l.out == nil || l.failed != nil {
		return
	}
	if err := l.out.Send(due.Add(-v.lead), e); err != nil {
		l.failed = err
		return
	}
	l.ahead.Apply(e)
	l.doubts.set(&e, false)
	l.later.set(&e, false)
	if due.After(v.last) {
		v.last = due
	}
	l.note(v, due, e, told)
}

func (l *line) note(v *voice, due time.Time, e sequencer.Event, m mark) {
	if l.forget != nil {
		v.waits.put(sent{due, e, m})
	}
}

// advance follows what became due.
func (l *line) advance(now time.Time) {
	for i := range l.voices {
		v := &l.voices[i]
		for {
			s, ok := v.waits.pop(v.clock(now))
			if !ok {
				break
			}
			if s.mark == told {
				l.real.Apply(s.event)
			}
		}
	}
}

// flush makes the output forget what is not due yet, if it can.
func (l *line) flush(now time.Time) {
	if l.forget == nil {
		return
	}
	l.advance(now)
	waiting := 0
	for i := range l.voices {
		waiting += l.voices[i].waits.len()
	}
	if waiting == 0 {
		return
	}
	l.forget.Flush()
	now = time.Now() // what became due meanwhile may have left
	for i := range l.voices {
		v := &l.voices[i]
		for j := range v.waits.waiting() {
			if s := &v.waits.waiting()[j]; s.mark == told && l.mayLeave(v, s, now) {
				l.doubts.set(&s.event, true)
			}
		}
		v.waits.clear()
		v.last = v.clock(now)
	}
	l.ahead = l.real
}

// mayLeave tells whether something that waits may leave although it is forgotten at an instant.
func (l *line) mayLeave(v *voice, s *sent, now time.Time) bool {
	near := v.clock(now).Add(grace)
	if _, punctual := l.out.(Leader); !punctual || !stroke(&s.event) {
		near = near.Add(l.lead())
	}
	return !s.due.After(near)
}

// rejoin takes up a course that has been walked to now: the output is told the difference between what it has and what
// it should have.
func (l *line) rejoin(c *course, now time.Time) {
	l.stale = false
	if l.out == nil {
		return
	}
	l.flush(now)
	l.divide(consoleOf(c.perf))
	if l.later.any {
		l.doubts.join(&l.later)
	}
	for i := range l.voices {
		v := &l.voices[i]
		from := l.frontier(v, now)
		v.course = *c
		_, v.course.apart = l.out.(Settler)
		v.course.walk(from)
		l.postpone(v, from)
		v.aim(from)
	}
	l.reconcile(l.voices)
	l.doubts = doubts{}
}

// postpone leaves those doubts to later that the events to come will settle: a drawknob that is on its way out and is
// to come out is not pushed in first. A key that may be down is released before it is pressed, now or soon.
func (l *line) postpone(v *voice, from time.Time) {
	if !l.doubts.any {
		return
	}
	ahead, until := v.course, from.Add(l.lead()+grace)
	var pressed doubts
	for {
		due, s := ahead.peek()
		if s != play && s != turn || due.After(until) {
			return
		}
		e, ok := ahead.take(s)
		if !ok || l.voiceOf(&e) != v || !l.doubts.has(&e) || pressed.has(&e) {
			continue
		}
		if e.Kind == sequencer.KeyDown || e.Kind == sequencer.KeyUp && l.ahead.Keys[e.Division][e.Key] == 0 {
			pressed.set(&e, true)
			continue
		}
		l.doubts.set(&e, false)
		l.later.set(&e, true)
	}
}

// overtake tells the output an event that is done by hand now, before what waits, where the engine is at c. It is false
// when something waits that it concerns.
func (l *line) overtake(now time.Time, c *course, e sequencer.Event) bool {
	if l.out == nil {
		return true
	}
	l.advance(now)
	v := l.voiceOf(&e)
	if l.stale || !l.known || l.frontier(v, now).After(v.clock(now)) || v.waits.concerns(&e) || l.later.has(&e) {
		return false
	}
	if stroke(&e) {
		want := uint8(0)
		if e.Kind == sequencer.KeyDown {
			want = max(e.Velocity, 1)
		}
		v.course.hand.keys[e.Division][e.Key] = want
		score := v.course.held(e.Division, e.Key)
		if has := l.ahead.Keys[e.Division][e.Key] != 0; has == (want != 0 || score != 0) {
			return true
		}
	} else {
		if v.lead > 0 && c.meets(&v.course, &e) {
			return false // what the lane does until the voice's present takes it back
		}
		v.course.hand.move(e.Change, &v.course.score.State)
		v.course.veil.lift(e.Change)
		if l.has(&e) {
			return true
		}
	}
	if err := l.out.Send(now, e); err != nil {
		l.failed = err
		return true
	}
	l.ahead.Apply(e)
	l.real.Apply(e)
	if v.clock(now).After(v.last) {
		v.last = v.clock(now)
	}
	return true
}

// feed hands over everything that is due within the horizon. It is true when something was late.
func (l *line) feed(now time.Time) (late bool) {
	if l.out == nil {
		return false
	}
	l.advance(now)
	until := now.Add(horizon + l.lead())
	for l.failed == nil {
		i, due, s := l.peek()
		if s == stay || due.Add(-l.voices[i].lead).After(until) {
			return late
		}
		late = l.step(i, due, s, now) || late
	}
	return late
}

// peek is what comes next at the output: the voice, when on its clock, and what.
func (l *line) peek() (i int, due time.Time, s step) {
	var first time.Time
	for j := range l.voices {
		v := &l.voices[j]
		at, what := v.course.peek()
		if wall := at.Add(-v.lead); what != stay && (s == stay || wall.Before(first)) {
			i, due, s, first = j, at, what, wall
		}
	}
	return i, due, s
}

// step takes what peek announced.
func (l *line) step(i int, due time.Time, s step, now time.Time) (late bool) {
	v := &l.voices[i]
	e, ok := v.course.take(s)
	switch s {
	case turn:
		return false // says nothing
	case play:
	default:
		v.aim(due)
		l.reconcile(l.voices[i : i+1])
		l.note(v, due, sequencer.Event{}, barrier)
		return false
	}
	if ok && l.voiceOf(&e) == v && l.follow(v, due, e) && v.clock(now).Sub(due) > tardy {
		l.late++
		return true
	}
	return false
}

// arrange tells an output the registration of a place where playing is to begin, as soon as it is time for that. It is
// true when the output has been told and playing has not begun.
func (l *line) arrange(now time.Time) bool {
	l.advance(now)
	until := now.Add(horizon + l.lead())
	for i := range l.voices {
		v := &l.voices[i]
		if v.course.phase != landing || !v.course.set && v.course.landAt.Add(-v.lead).After(until) {
			return false
		}
		if due, s := v.course.peek(); s == arrange {
			l.step(i, due, s, now)
		}
	}
	return l.failed == nil
}

// follow tells the output an event of the performance, unless it has it already. It is true when something was said.
func (l *line) follow(v *voice, due time.Time, e sequencer.Event) bool {
	doubt := l.later.has(&e)
	held := e.Kind == sequencer.KeyUp && v.course.hand.keys[e.Division][e.Key] != 0
	if (held || l.has(&e)) && !doubt {
		l.note(v, due, e, passed)
		return false
	}
	if e.Kind == sequencer.KeyDown && !l.has(&e) || e.Kind != sequencer.KeyDown && !held {
		l.tell(v, due, e)
		return true
	}
	// The key should be down, and whether it is cannot be known: it is struck afresh.
	up, down := e, e
	up.Kind, down.Kind = sequencer.KeyUp, sequencer.KeyDown
	down.Velocity = max(e.Velocity, v.course.hand.keys[e.Division][e.Key])
	l.tell(v, due, up)
	l.tell(v, due, down)
	return true
}

// has tells whether the output has already what an event would do.
func (l *line) has(e *sequencer.Event) bool {
	switch e.Kind {
	case sequencer.KeyUp:
		return l.ahead.Keys[e.Division][e.Key] == 0
	case sequencer.KeyDown:
		return l.ahead.Keys[e.Division][e.Key] != 0
	case sequencer.Expression:
		return l.ahead.State.Shoe(e.Change.Enclosure) == e.Change.Value
	}
	return l.ahead.State.On(e.Change.Control) == (e.Change.Kind == registration.Draw)
}

// silence releases every key, whatever is known of it, and makes everything unknown.
func (l *line) silence(now time.Time) {
	if l.out == nil || l.failed != nil {
		return
	}
	l.flush(now)
	if p, ok := l.out.(Panicker); ok {
		if err := p.Panic(); err != nil {
			l.failed = err
		}
		for i := range l.voices {
			l.voices[i].waits.clear()
			l.voices[i].last = l.voices[i].clock(now)
		}
		l.ahead.Keys = [registration.MaxDivisions][128]uint8{}
		l.doubts, l.later = doubts{}, doubts{}
	} else if c := consoleOf(l.voices[0].course.perf); c != nil {
		for d, division := range c.Divisions {
			v := &l.voices[l.split.of[d]]
			due := l.frontier(v, now)
			for k := int(division.Lowest); k <= int(division.Highest); k++ {
				l.tell(v, due, strokeEvent(sequencer.KeyUp, registration.DivisionID(d), uint8(k), 0))
			}
		}
	}
	l.release(now)
	l.ahead.Keys = [registration.MaxDivisions][128]uint8{}
	l.advance(now)
	l.real.Keys = l.ahead.Keys
	l.known, l.stale = false, true
}

// release releases every key that sounds, or may sound.
func (l *line) release(now time.Time) {
	l.flush(now)
	l.doubts.join(&l.later)
	for i := range l.voices {
		v := &l.voices[i]
		v.from, v.want = l.frontier(v, now), sequencer.Sounding{}
		l.releaseOthers(v)
	}
}
