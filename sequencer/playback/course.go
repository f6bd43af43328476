package playback

import (
	"math"
	"math/bits"
	"slices"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// course is a walk along a performance: where it is, what comes next and when, and what should sound. The engine walks
// one up to now; each output has one of its own that is ahead by the horizon and its lead. It is a plain value: to
// copy it is to start a second walk from the same place.
type course struct {
	perf    *sequencer.Performance // nil: none
	percent time.Duration          // of the written tempo
	strike  bool                   // press keys that are held where a jump lands
	shift   int8                   // semitones that the keys of the performance are moved by
	glide   glide
	waits   waits
	loop    span
	until   time.Duration // playing ends there; 0: at the end of the performance
	home    time.Duration // a fade leads back there

	phase   phase
	at      time.Duration // the position, unless moving
	landAt  time.Time     // while landing: the registration of the place is set
	startAt time.Time     // and then, no earlier than that, it begins to move
	landOn  time.Duration
	apart   bool          // setting and beginning to move are two steps, even if they come together
	set     bool          // the registration of the place is set
	renew   bool          // of the landing: changes exactly there take back what is held by hand, and are still to come while waiting
	origin  time.Time     // while moving, position p is due at origin + (offset + p) / percent
	offset  time.Duration //
	next    int           // the first event not performed
	looping bool          // the end of the loop lies ahead
	ended   bool          // came to rest because the piece was over

	score  sequencer.Sounding // the fold of what was performed
	hand   hand
	sample sample
	veil   veil
}

// span is a stretch of a performance, half-open.
type span struct {
	from, to time.Duration
	on       bool
}

// shortestLoop keeps a loop from being all wraps.
const shortestLoop = 50 * time.Millisecond

type phase uint8

const (
	resting phase = iota
	landing       // at rest, then moving from landOn
	moving
	waiting // at a wait point, with the keys still down or released
)

// step is what a course does next.
type step uint8

const (
	stay    step = iota
	arrange      // set the registration of the place where it will begin
	land
	turn // the tempo glides
	hold // at a wait point
	wrap
	play
	finish
	dim // a step of a fade
)

// due is when a position is reached. It rounds up and reach rounds down, so that exactly what is due by an instant lies
// at or before the position at that instant.
func (c *course) due(p time.Duration) time.Time {
	return c.origin.Add(scale(c.offset+p, 100, uint64(c.percent), uint64(c.percent)-1))
}

// position is where the course is at an instant that it has been walked to.
func (c *course) position(now time.Time) time.Duration {
	switch c.phase {
	case moving:
		return scale(now.Sub(c.origin), uint64(c.percent), 100, 0) - c.offset
	case landing:
		return c.landOn
	}
	return c.at
}

// scale is (d*num + extra) / den for d >= 0, within some seventy years.
func scale(d time.Duration, num, den, extra uint64) time.Duration {
	d = min(max(d, 0), math.MaxInt64/4)
	hi, lo := bits.Mul64(uint64(d), num)
	lo, carry := bits.Add64(lo, extra, 0)
	quo, _ := bits.Div64(hi+carry, lo, den)
	return time.Duration(min(quo, math.MaxInt64/4))
}

// end is where playing stops by itself.
func (c *course) end() time.Duration {
	if c.perf == nil {
		return 0
	}
	if c.until > 0 {
		return min(c.until, c.perf.End())
	}
	return c.perf.End()
}

// limit is where something other than the next event comes: the end of the loop or of playing.
func (c *course) limit() (time.Duration, step) {
	if c.looping {
		return c.loop.to, wrap
	}
	return c.end(), finish
}

// peek is what comes next and when. The time of stay means nothing.
func (c *course) peek() (time.Time, step) {
	due, s := c.peekScore()
	if at, ok := c.veil.next(); ok && (s == stay || at.Before(due)) {
		return at, dim
	}
	return due, s
}

func (c *course) peekScore() (time.Time, step) {
	switch c.phase {
	case resting, waiting:
		return time.Time{}, stay
	case landing:
		if !c.set && (c.apart || c.startAt.After(c.landAt)) {
			return c.landAt, arrange
		}
		return c.begins(), land
	}
	limit, last := c.limit()
	next, s := limit, last
	if c.perf != nil && c.next < len(c.perf.Events()) {
		// At the end of the piece the last events are still performed, at the end of a loop they are not.
		if at := c.perf.Events()[c.next].At; at < limit || at == limit && last == finish && c.until == 0 {
			next, s = at, play
		}
	}
	if w := c.wait(limit); w != nil && w.At <= next {
		next, s = w.At, hold
	}
	if c.glide.on() && c.glide.next() < limit && c.glide.next() <= next {
		next, s = c.glide.next(), turn
	}
	return c.due(next), s
}

// take does what peek announced. Of play it returns what an output is to be told, if there is anything.
func (c *course) take(s step) (e sequencer.Event, tell bool) {
	switch s {
	case arrange:
		c.arrange()
	case land:
		c.land()
	case turn:
		p := c.glide.next()
		c.rebase(c.due(p), p)
		c.percent = c.glide.turn()
	case hold:
		c.hold()
	case wrap:
		c.offset += c.loop.to - c.loop.from
		c.glide.start -= c.loop.to - c.loop.from
		c.settle(c.loop.from, true)
	case play:
		return c.perform()
	case finish:
		c.place(c.end(), true)
		c.ended = true
		c.veil.stop()
	case dim:
		if c.veil.dim() {
			c.place(c.home, true)
		}
	}
	return sequencer.Event{}, false
}

// perform does the next event.
func (c *course) perform() (e sequencer.Event, tell bool) {
	e = c.perf.Events()[c.next]
	c.next++
	if e.Kind == sequencer.KeyUp && c.withholds(&e) {
		return e, false
	}
	c.score.Apply(e)
	if stroke(&e) {
		e.Key, tell = c.sounds(e.Division, e.Key)
		return e, tell
	}
	c.hand.yield(e.Change)
	e.Change = c.veil.through(e.Change)
	return e, true
}

// begins is when a course that is landing begins to move.
func (c *course) begins() time.Time {
	if c.startAt.After(c.landAt) {
		return c.startAt
	}
	return c.landAt
}

// arrange sets the registration of the place where it will begin.
func (c *course) arrange() {
	held := c.score.Keys
	c.settle(c.landOn, c.renew)
	c.score.Keys = held
	c.set, c.renew = true, false
}

// land begins to move. Keys that have been held until now stay down where they should be.
func (c *course) land() {
	held := c.score.Keys
	c.phase, c.origin, c.offset = moving, c.begins(), -c.landOn
	c.settle(c.landOn, c.renew)
	c.aim(c.landOn)
	if !c.strike && c.perf != nil {
		c.score.Keys = both(&held, c.perf.Chase(c.landOn).Keys)
	}
}

// meets tells whether a course that is further on may have come by a change of the same control as e.
func (c *course) meets(further *course, e *sequencer.Event) bool {
	if c.phase != further.phase || c.perf != further.perf {
		return true
	}
	switch c.phase {
	case resting, waiting:
		return false
	case landing:
		return c.set != further.set
	}
	if c.origin != further.origin || c.offset != further.offset || c.next > further.next {
		return true
	}
	for i := c.next; i < further.next; i++ {
		if x := &c.perf.Events()[i]; !stroke(x) && same(x, e) {
			return true
		}
	}
	return false
}

// walk does everything that is due by now.
func (c *course) walk(now time.Time) {
	for {
		due, s := c.peek()
		if s == stay || due.After(now) {
			return
		}
		c.take(s)
	}
}

// settle makes the course stand at a position, with what a player who starts there should have. What is pressed at the
// position itself comes next.
func (c *course) settle(p time.Duration, renew bool) {
	c.score, c.next, c.waits.next = sequencer.Sounding{}, 0, 0
	if c.perf == nil {
		return
	}
	c.score = c.perf.Chase(p)
	if !c.strike {
		c.score.Keys = [registration.MaxDivisions][128]uint8{}
	}
	c.waits.pass(c.perf, p)
	c.next = c.perf.Index(p)
	for events := c.perf.Events(); c.next < len(events); c.next++ {
		e := &events[c.next]
		if e.At != p || e.Kind == sequencer.KeyDown {
			break
		}
		if renew && e.Kind != sequencer.KeyUp {
			c.hand.yield(e.Change)
		}
	}
}

// aim decides whether the end of the loop lies ahead of a position.
func (c *course) aim(p time.Duration) {
	c.looping = c.loop.on && c.loop.to-c.loop.from >= shortestLoop && p < c.loop.to
}

// rest stops at a position; the registration stays.
func (c *course) rest(p time.Duration) {
	c.arriveAtTempo()
	c.phase, c.at, c.looping = resting, p, false
	c.score.Keys = [registration.MaxDivisions][128]uint8{}
}

// place rests at a position with the registration that holds there.
func (c *course) place(p time.Duration, renew bool) {
	c.settle(p, renew)
	c.rest(p)
	c.ended = false
}

// jump goes on from position p at an instant. Until then nothing of the performance sounds.
func (c *course) jump(now time.Time, p time.Duration, at time.Time, renew bool) {
	if c.phase == moving {
		c.at = c.position(now)
	}
	c.rest(c.at)
	c.alight(at, p)
	c.renew, c.ended = renew, false
	c.sample = sample{}
}

// alight lands at an instant, to begin at p.
func (c *course) alight(at time.Time, p time.Duration) {
	c.phase, c.landAt, c.startAt, c.landOn, c.set = landing, at, at, p, false
}

// rebase makes a position due at an instant.
func (c *course) rebase(now time.Time, p time.Duration) { c.origin, c.offset = now, -p }

// adopt goes on in another performance at the same tick.
func (c *course) adopt(now time.Time, p *sequencer.Performance) {
	old, fresh := tempoOf(c.perf), tempoOf(p)
	here := c.position(now)
	there := carry(here, old, fresh)
	c.at = carry(c.at, old, fresh)
	c.landOn = carry(c.landOn, old, fresh)
	moved := consoleOf(c.perf) != consoleOf(p)
	c.perf = p
	if moved {
		c.veil = veil{} // whose order is another's
	}
	if c.phase == waiting {
		c.stayWaiting(moved)
		return
	}
	if c.phase != moving {
		at := c.at
		if c.phase == landing && c.set {
			at = c.landOn
		}
		c.settle(at, false)
		c.score.Keys = [registration.MaxDivisions][128]uint8{}
		return
	}
	glides := c.glide.on() && !slices.Equal(old.Points(), fresh.Points())
	if glides {
		c.arriveAtTempo() // the bar is another
	}
	if glides || there != here {
		c.rebase(now, there)
	}
	held := c.score.Keys
	strike := c.strike
	c.strike = true
	c.settle(there, false)
	c.strike = strike
	if p != nil {
		// Notes that begin at this very instant have begun.
		for events := p.Events(); c.next < len(events) && events[c.next].At == there; c.next++ {
			c.score.Apply(events[c.next])
		}
	}
	if !strike {
		for d := range c.score.Keys {
			for k := range c.score.Keys[d] {
				if held[d][k] == 0 {
					c.score.Keys[d][k] = 0
				}
			}
		}
	}
}

// registration is what is drawn here, by the lane and by hand, as far as a fade has left it.
func (c *course) registration() registration.State {
	if c.sample.on && c.phase == resting {
		return c.hand.over(&c.sample.state)
	}
	return c.veil.over(c.hand.over(&c.score.State))
}

// sounding is all that an output should be doing here.
func (c *course) sounding() sequencer.Sounding {
	s := sequencer.Sounding{State: c.registration(), Keys: c.score.Keys}
	if c.shift != 0 {
		s.Keys = c.transposed()
	}
	for d := range c.hand.keys {
		for k, v := range c.hand.keys[d] {
			if v != 0 && s.Keys[d][k] == 0 {
				s.Keys[d][k] = v
			}
		}
	}
	return s
}

func tempoOf(p *sequencer.Performance) sequencer.TempoMap {
	if p == nil {
		return sequencer.TempoMap{}
	}
	return p.Tempo()
}

func consoleOf(p *sequencer.Performance) *registration.Console {
	if p == nil {
		return nil
	}
	return p.Console()
}

// carry gives the time in another tempo map of the tick that is reached at a time in the old one.
func carry(t time.Duration, old, fresh sequencer.TempoMap) time.Duration {
	if t == 0 || slices.Equal(old.Points(), fresh.Points()) {
		return t
	}
	f := old.FractionAt(t)
	if whole := math.Round(f); math.Abs(f-whole) < 1e-3 {
		return fresh.TimeAt(sequencer.Tick(whole))
	}
	whole := math.Floor(f)
	a, b := fresh.TimeAt(sequencer.Tick(whole)), fresh.TimeAt(sequencer.Tick(whole)+1)
	return a + time.Duration(math.Round(float64(b-a)*(f-whole)))
}
