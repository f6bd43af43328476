package wire

import (
	"errors"
	"math"
	"math/bits"
	"time"
)

// ErrFull is the answer to a message when a line holds as many as it may.
var ErrFull = errors.New("too many messages are waiting for the port")

// Line is the way of messages to one port: it orders and paces them and knows what sounds. Its methods are for one
// goroutine at a time.
type Line struct {
	plan   Plan
	limit  int
	free   queue // keys and shoes
	paced  queue // controls
	seq    uint64
	sounds Keys                   // after everything that has left
	since  [16][128]time.Duration // of the keys that sound: when their stroke was due
	goes   Keys                   // after everything that was taken out to leave

	// Of the last flush: nothing said since is due before.
	floor, pacedFloor time.Duration

	paceAt   time.Duration // when the first of paced may leave
	paceSure bool
	last     time.Duration // when the last control left
	lastSpan time.Duration // for which the wire carried it
	lastDue  time.Duration // when it was due
	moved    bool          // a control has left
	idle     time.Duration // when the wire has carried what was taken out

	gone     *strokes // by what has left; nil: the plan has no limits
	struck   *strokes // by what was taken out to leave
	planned  *strokes // by what waits
	withheld uint64   // keys that were not pressed because too many are down
}

// keyWaits is how long a key waits for controls that are before it. On a wire that asks for more, keys come first.
const keyWaits = 3 * time.Millisecond

// NewLine makes a line for a port. limit is the most messages that may wait, 0 for no limit; the memory for them is
// taken now.
func NewLine(p Plan, limit int) *Line {
	l := &Line{plan: p, limit: limit, floor: math.MinInt64, pacedFloor: math.MinInt64}
	if p.limited() {
		l.gone, l.struck, l.planned = new(strokes), new(strokes), new(strokes)
	}
	if limit > 0 {
		l.free.all = make([]Message, 0, limit)
		l.paced.all = make([]Message, 0, limit)
	}
	return l
}

// Plan is what the port is used for.
func (l *Line) Plan() *Plan { return &l.plan }

// Len is how many messages wait.
func (l *Line) Len() int { return l.free.len() + l.paced.len() }

// Resume makes the first control keep the gap from t, where something unknown may have been said before.
func (l *Line) Resume(t time.Duration) { l.last, l.moved, l.paceSure = t, true, false }

// Lagged tells that the control taken out last has left only at t: the next keeps its gap from then.
func (l *Line) Lagged(t time.Duration) {
	if l.moved && t > l.last {
		l.Resume(t)
	}
}

// Put takes a message that is due at a time. b is copied. The error is [ErrFull] or [ErrMessage].
func (l *Line) Put(class Class, due time.Duration, b []byte) error {
	return l.PutNumbered(0, class, due, b)
}

// PutNumbered is Put with a number by which a control can be forgotten.
func (l *Line) PutNumbered(id uint32, class Class, due time.Duration, b []byte) error {
	if err := Check(b); err != nil {
		return err
	}
	q, floor := &l.free, l.floor
	if class == Control {
		q, floor, l.paceSure = &l.paced, l.pacedFloor, false
	}
	if l.limit > 0 && q.len() >= l.limit {
		return ErrFull
	}
	due = max(due, floor)
	m := Message{Class: class, Due: due, ID: id, leave: due, seq: l.seq}
	if class == Key {
		m.leave = l.bear(due, b)
	}
	l.seq++
	if len(b) > inline {
		m.long = append([]byte(nil), b...)
	} else {
		m.n = uint16(copy(m.short[:], b))
	}
	q.put(m)
	return nil
}

// When is the time at which the next message may leave; false when none waits.
func (l *Line) When() (time.Duration, bool) {
	free, paced := l.free.len() > 0, l.paced.len() > 0
	var t time.Duration
	switch {
	case free && paced:
		t = min(l.free.at(0).leave, l.pace())
	case free:
		t = l.free.at(0).leave
	case paced:
		t = l.pace()
	default:
		return 0, false
	}
	if l.plan.Rate > 0 {
		t = max(t, l.idle)
	}
	return t, true
}

// Pop takes out the message that leaves at t, a time no earlier than When. nil when none may, or when the one whose turn it
// was is withheld for the organ's limits, for a while or for good. The message is valid until the next Put. The caller tells [Line.Left]
// when it has really left.
func (l *Line) Pop(t time.Duration) *Message {
	if l.plan.Rate > 0 && t < l.idle {
		return nil
	}
	free := l.free.len() > 0 && l.free.at(0).leave <= t
	paced := l.paced.len() > 0 && l.pace() <= t
	if free && paced {
		free = l.free.at(0).before(l.paced.at(0)) || l.hurries(t)
	}
	var m *Message
	switch {
	case free:
		m = l.free.drop()
		if m.Class == Key {
			if l.crowded(m.Bytes()) {
				l.withheld++
				return nil
			}
			if at := l.bearable(m.Bytes()); at > t {
				l.putOff(*m, at)
				return nil
			}
			l.goes.Note(m.Bytes())
			l.goesAt(t, m.Bytes())
		}
	case paced:
		l.Resume(t)
		m = l.paced.drop()
		l.lastSpan, l.lastDue = l.plan.span(len(m.Bytes())), m.Due
	default:
		return nil
	}
	l.idle = t + l.plan.span(len(m.Bytes()))
	return m
}

// hurries tells whether the first key goes before the first control, though it comes after it: when it would be late, and
// a section does not begin with it. A section begins where no key is down, and there the right stops come first.
func (l *Line) hurries(t time.Duration) bool {
	key := l.free.at(0)
	return l.plan.Rate > 0 && key.Class == Key && l.goes.Count() > 0 &&
		t-key.leave+l.plan.span(len(l.paced.at(0).Bytes())) > keyWaits
}

// Left notes that a message that was due at a time has left for the organ at another.
func (l *Line) Left(class Class, due, at time.Duration, b []byte) {
	if class != Key {
		return
	}
	l.sounds.Note(b)
	for len(b) > 0 {
		var one []byte
		if one, b = Cut(b); len(one) == 0 {
			return
		}
		if c, key, on, ok := note(one); ok && on {
			l.since[c][key] = due
		}
		if l.gone != nil {
			l.gone.note(at, one)
		}
	}
}

// Flies notes that a message that was taken out to leave at a time leaves in spite of the last [Line.Flush].
func (l *Line) Flies(class Class, at time.Duration, b []byte) {
	if class != Key {
		return
	}
	l.goes.Note(b)
	if l.struck != nil {
		l.struck.note(at, b)
		l.replan()
	}
}

// Later is the keys that sound though their stroke was due only after t.
func (l *Line) Later(t time.Duration) (k Keys) {
	for c := range l.sounds.Down {
		for w, word := range l.sounds.Down[c] {
			for ; word != 0; word &= word - 1 {
				if key := uint8(w*64 + bits.TrailingZeros64(word)); l.since[c][key] > t {
					k.set(uint8(c), key, true)
				}
			}
		}
	}
	return k
}

// Release puts the releases of keys, due at t.
func (l *Line) Release(keys *Keys, t time.Duration) error {
	var b [3]byte
	for c := range uint8(16) {
		for w, word := range keys.Down[c] {
			for ; word != 0; word &= word - 1 {
				if err := l.Put(Key, t, l.plan.appendUp(b[:0], c, uint8(w*64+bits.TrailingZeros64(word)))); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Withheld is how many keys were not pressed because as many were down as the organ bears.
func (l *Line) Withheld() uint64 { return l.withheld }

// Sounds is the list of what sounds by what has left.
func (l *Line) Sounds() *Keys { return &l.sounds }

// pace is when the first control may leave. Each of those behind it would like to leave so early that all between fit
// in with their gaps, but none earlier than the advance.
func (l *Line) pace() time.Duration {
	if l.paceSure {
		return l.paceAt
	}
	t, before := time.Duration(math.MaxInt64), time.Duration(0)
	for i := range l.paced.len() {
		m := l.paced.at(i)
		if m.Due-l.plan.Advance >= t {
			break
		}
		span := l.plan.span(len(m.Bytes()))
		t = min(t, max(m.Due-l.plan.Advance, m.Due-l.plan.Travel-span-before))
		if before += max(l.plan.Gap, span); before == 0 {
			break
		}
	}
	if l.moved {
		t = max(t, l.last+l.plan.Gap)
	}
	l.paceAt, l.paceSure = t, true
	return t
}

// Flush forgets keys and shoes that are due after t, and does [Line.Recall]. What was due by then still leaves, and
// before everything put from now on: a release that follows a flush must not overtake the stroke that it ends. What was
// taken out and has not left is taken to be taken back, unless [Line.Flies] says otherwise.
func (l *Line) Flush(t time.Duration, drop func(id uint32) bool) {
	l.floor = max(l.floor, t)
	l.free.forgetThose(func(m *Message) bool { return m.Due > t })
	l.goes = l.sounds
	if l.struck != nil {
		*l.struck = *l.gone
	}
	l.replan()
	l.Recall(t, drop)
}

// Recall forgets the controls of which drop is true. They are for the caller to choose, because some leave long before
// they are due, and the organ's next message may depend on whether they did. Those that stay are due by t now, and
// leave before every control put from now on.
func (l *Line) Recall(t time.Duration, drop func(id uint32) bool) {
	l.pacedFloor = max(l.pacedFloor, t)
	l.paced.forgetThose(func(m *Message) bool { return drop(m.ID) })
	for i := range l.paced.len() {
		m := l.paced.at(i)
		m.Due = min(m.Due, t)
		m.leave = m.Due
	}
	l.paceSure = false
}

// Drop forgets the controls of which drop is true, and nothing else changes.
func (l *Line) Drop(drop func(id uint32) bool) {
	l.paced.forgetThose(func(m *Message) bool { return drop(m.ID) })
	l.paceSure = false
}

// Controls ranges over the controls that wait: number and due time.
func (l *Line) Controls(yield func(id uint32, due time.Duration) bool) {
	for i := range l.paced.len() {
		if m := l.paced.at(i); !yield(m.ID, m.Due) {
			return
		}
	}
}

// Settles is when all controls that wait will have moved, if nothing else is put: gone over the wire, and travelled. late
// tells whether one of them is later than due. Where none waits it is the time of the last one that left.
func (l *Line) Settles(now time.Duration) (at time.Duration, late bool) {
	if l.paced.len() == 0 {
		at = l.last + l.lastSpan + l.plan.Travel
		return at, l.lastSpan+l.plan.Travel > 0 && at > l.lastDue+time.Millisecond
	}
	t := max(l.pace(), now, l.idle)
	for i := range l.paced.len() {
		m := l.paced.at(i)
		span := l.plan.span(len(m.Bytes()))
		t = max(t, m.Due-l.plan.Advance)
		stands := t + span + l.plan.Travel
		late = late || stands > m.Due+time.Millisecond
		at = max(at, stands, m.Due)
		t += max(l.plan.Gap, span)
	}
	return at, late
}

// Clear forgets everything that waits and gives what must be sent at t, which is now, to release what sounds. Nothing
// sounds afterwards.
func (l *Line) Clear(b []byte, t time.Duration) []byte {
	b = l.sounds.AppendReleases(b, &l.plan)
	l.forget(t)
	return b
}

// Panic forgets everything that waits and gives what must be sent at t, which is now, to silence the organ, whatever is
// known of it. What the organ wants to hear of a panic besides waits from then on, and keeps the gap as every control does.
func (l *Line) Panic(b []byte, t time.Duration) []byte {
	b = l.plan.AppendPanic(b)
	l.forget(t)
	for rest := []byte(l.plan.Panic); len(rest) > 0; {
		var one []byte
		if one, rest = Cut(rest); len(one) == 0 || l.Put(Control, t, one) != nil {
			break
		}
	}
	return b
}

func (l *Line) forget(t time.Duration) {
	l.free.clear()
	l.paced.clear()
	l.paceSure = false
	if l.gone != nil {
		for c := range l.gone {
			for key := range l.gone[c] {
				if s := &l.gone[c][key]; l.sounds.Has(uint8(c), uint8(key)) {
					*s = stroke{at: t, floor: t, known: true}
				}
			}
		}
		*l.struck, *l.planned = *l.gone, *l.gone
	}
	l.sounds = Keys{Used: l.sounds.Used}
	l.goes = l.sounds
}
