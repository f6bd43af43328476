package echo

import (
	"bytes"
	"slices"
	"time"

	"voluntary/registration"
	"voluntary/registration/dialect"
	"voluntary/registration/grandorgue"
)

// patience is how long an answer may take, and mostTrips of how many the times are kept.
const (
	patience  = time.Second
	mostTrips = 128
	mostAsked = 4096
)

// Organ is what is known of an organ at a port. It belongs to one goroutine at a time.
type Organ struct {
	console  *registration.Console
	commands *dialect.Decoder // understands what we say
	told     side
	answers  *dialect.Decoder // understands what it says,
	itself   *grandorgue.Echo // or this, where it is a GrandOrgue
	answer   side
	loop     loop
	asked    map[subject]time.Time // what was told and not answered
	hasty    map[subject]time.Time // what was answered, and nobody has told yet that it was asked
	trips    []time.Duration       // the last round trips
	count    uint64
	decoded  []dialect.Heard
	messages uint64 // that came from it
}

// setUp begins what a GrandOrgue says when it has loaded an organ.
var setUp = []byte{0xF0, 0x7D, 0x47, 0x4F}

// side is one side of the wire.
type side struct {
	state registration.State
	knows registration.State // a control that is on here was spoken of; a shoe that is 1 here too
	keys  [registration.MaxDivisions][128]bool
	down  [registration.MaxDivisions]int
}

func (s *side) take(h dialect.Heard) {
	switch h.Kind {
	case dialect.Changed:
		s.state.Apply(h.Change)
		if h.Change.Kind == registration.Express {
			s.knows = s.knows.WithShoe(h.Change.Enclosure, 1)
		} else {
			s.knows = s.knows.With(h.Change.Control, true)
		}
	case dialect.KeyDown, dialect.KeyUp:
		if down := h.Kind == dialect.KeyDown; s.keys[h.Division][h.Key&127] != down {
			s.keys[h.Division][h.Key&127] = down
			if down {
				s.down[h.Division]++
			} else {
				s.down[h.Division]--
			}
		}
	}
}

// subject is what a trip is about.
type subject struct {
	kind     dialect.HeardKind
	change   registration.Change
	division registration.DivisionID
	key      uint8
}

func subjectOf(h dialect.Heard) subject {
	if h.Kind == dialect.Changed {
		return subject{kind: h.Kind, change: h.Change}
	}
	return subject{kind: h.Kind, division: h.Division, key: h.Key}
}

// New begins with an organ of which nothing is known.
func New(c *registration.Console) *Organ {
	o := &Organ{console: c, commands: dialect.NewDecoder(c), asked: make(map[subject]time.Time), hasty: make(map[subject]time.Time)}
	o.forget()
	return o
}

// Console is the organ's.
func (o *Organ) Console() *registration.Console { return o.console }

// Forget forgets what was answered: the organ is heard at another input from now on.
func (o *Organ) Forget() {
	o.forget()
	o.loop, o.messages = loop{}, 0
	o.trips, o.count = nil, 0
}

// disbelieve forgets what came by a loop.
func (o *Organ) disbelieve() {
	o.forget()
	clear(o.asked)
	clear(o.hasty)
	o.trips, o.count = nil, 0
}

// forget forgets how things stand by the answers.
func (o *Organ) forget() {
	o.answer = side{}
	o.answers = dialect.NewDecoder(o.console)
	o.itself = nil
	if tellsItself(o.console) {
		o.itself = grandorgue.NewEcho(o.console)
	}
}

// tellsItself reports whether a console is a GrandOrgue that is set up by its header.
func tellsItself(c *registration.Console) bool {
	named := func(k registration.ControlCode) bool { return k.Element != "" }
	return slices.ContainsFunc(c.Dialect.Controls, named) ||
		slices.ContainsFunc(c.Dialect.Divisions, func(d registration.DivisionCode) bool { return d.Element != "" })
}

// Sent takes what left for the organ at an instant, one or several whole messages. came tells that they have come back
// already: word of what left may be later than its echo.
func (o *Organ) Sent(at time.Time, b []byte) (came bool) {
	was := o.loop.holds()
	for one := range dialect.Split(b) {
		came = o.loop.sent(at, one) || came
	}
	if !was && o.loop.holds() {
		o.disbelieve()
	}
	o.decoded = o.commands.Hear(o.decoded[:0], b)
	for _, h := range o.decoded {
		o.told.take(h)
		s := subjectOf(h)
		if then, ok := o.hasty[s]; ok && follows(then, at) && then.Sub(at) < hasteIsOver {
			delete(o.hasty, s)
			o.trip(max(then.Sub(at), 0))
			continue
		}
		delete(o.hasty, s)
		if len(o.asked) < mostAsked {
			o.asked[s] = at
		}
	}
	return came
}

// Passed takes a message that left because somebody plays it: what he has said is not its echo.
func (o *Organ) Passed(at time.Time, m []byte) { o.loop.passed(at, m) }

// Heard takes one whole message that came from the organ. ours tells that the same message left for it a moment ago: then it
// is nobody's playing. heard is what it says, valid until the next call.
func (o *Organ) Heard(at time.Time, m []byte) (heard []dialect.Heard, ours bool) {
	o.messages++
	was := o.loop.holds()
	o.decoded = o.understand(o.decoded[:0], m)
	voice := bytes.HasPrefix(m, setUp) || slices.ContainsFunc(o.decoded, func(h dialect.Heard) bool { return h.Kind == dialect.Changed })
	ours = o.loop.heard(at, m, voice)
	if o.loop.holds() {
		if !was {
			o.disbelieve()
		}
		return nil, ours
	}
	for _, h := range o.decoded {
		o.answer.take(h)
		s := subjectOf(h)
		if left, ok := o.asked[s]; ok {
			delete(o.asked, s)
			if follows(at, left) {
				o.trip(max(at.Sub(left), 0))
				continue
			}
		}
		if len(o.hasty) < mostAsked {
			o.hasty[s] = at
		}
	}
	return o.decoded, ours
}

func (o *Organ) understand(dst []dialect.Heard, m []byte) []dialect.Heard {
	if o.itself == nil {
		return o.answers.Hear(dst, m)
	}
	switch o.itself.Hear(m) {
	case grandorgue.Began:
		o.answer = side{}
	case grandorgue.Moved, grandorgue.Sounded:
		return append(dst, o.itself.Last())
	}
	return dst
}

func (o *Organ) trip(t time.Duration) {
	if len(o.trips) == mostTrips {
		o.trips = slices.Delete(o.trips, 0, 1)
	}
	o.trips = append(o.trips, t)
	o.count++
}

// Commanded is how the organ stands by what was sent to it, and what was said at all: a control that is on in knows was drawn
// or retired, an enclosure whose shoe is 1 there was moved.
func (o *Organ) Commanded() (state, knows registration.State) { return o.told.state, o.told.knows }

// Answered is how the organ stands by what it has said itself, as [Organ.Commanded].
func (o *Organ) Answered() (state, knows registration.State) { return o.answer.state, o.answer.knows }

// Keys is how many keys of a division are down by what was sent, and by what was answered.
func (o *Organ) Keys(d registration.DivisionID) (commanded, answered int) {
	return o.told.down[d], o.answer.down[d]
}

// RoundTrip is the median of the last times from the leaving of something to its answer, the longest of them, and how many
// were ever measured; 0 when none was.
func (o *Organ) RoundTrip() (median, longest time.Duration, n uint64) {
	if len(o.trips) == 0 {
		return 0, 0, 0
	}
	sorted := slices.Sorted(slices.Values(o.trips))
	return sorted[len(sorted)/2], sorted[len(sorted)-1], o.count
}

// Unnumbered tells whether it is a GrandOrgue that speaks and whose numbers are not known: it tells them when it loads its
// organ.
func (o *Organ) Unnumbered() bool {
	return o.itself != nil && o.messages > 0 && o.answer.knows.Count() == 0
}

// Loop tells whether what comes is what was sent, and nothing else.
func (o *Organ) Loop() bool { return o.loop.holds() }

// Doubtful tells whether all that has come until now may be what was sent, led back by a cable, though that is not sure: an
// organ that repeats what it is told says the same words. The first keys that come back or do not decide, or the first stop
// that somebody moves at the organ. Until then nothing that came is to be taken for an answer.
func (o *Organ) Doubtful(now time.Time) bool { return o.loop.doubtful(now) && !o.loop.holds() }

// Speaks tells whether anything at all has come from the organ.
func (o *Organ) Speaks() bool { return o.messages > 0 }
