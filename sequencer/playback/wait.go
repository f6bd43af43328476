package playback

import (
	"cmp"
	"slices"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// waits is how playing does at wait points.
type waits struct {
	off     bool // it passes them
	release bool // the keys are released
	next    int  // the first that has not been passed
}

// pass has all wait points up to a position behind it.
func (w *waits) pass(p *sequencer.Performance, at time.Duration) {
	w.next, _ = slices.BinarySearchFunc(p.Waits(), at+1, func(x sequencer.WaitPoint, t time.Duration) int { return cmp.Compare(x.At, t) })
}

// wait is the next wait point, if it is reached before the limit.
func (c *course) wait(limit time.Duration) *sequencer.WaitPoint {
	if c.waits.off || c.perf == nil || c.waits.next >= len(c.perf.Waits()) {
		return nil
	}
	if w := &c.perf.Waits()[c.waits.next]; w.At < limit {
		return w
	}
	return nil
}

// withholds tells whether a key that would be let go now stays down up to the next wait point: it is let go shortly
// before and not pressed again.
func (c *course) withholds(e *sequencer.Event) bool {
	if c.waits.release {
		return false
	}
	limit, _ := c.limit()
	w := c.wait(limit)
	if w == nil || e.At < w.From {
		return false
	}
	for _, x := range c.perf.Events()[c.next:] {
		if x.At >= w.At {
			break
		}
		if x.Kind == sequencer.KeyDown && same(&x, e) {
			return false
		}
	}
	return true
}

// hold begins to wait: before anything that is to happen at the wait point, or with the keys released and the
// registration of the place set.
func (c *course) hold() {
	limit, _ := c.limit()
	c.at = c.wait(limit).At
	c.arriveAtTempo()
	c.phase, c.looping, c.renew = waiting, false, true
	if c.waits.release {
		c.settle(c.at, true)
		c.score.Keys = [registration.MaxDivisions][128]uint8{}
		c.renew = false
	}
}

// waitMark is the mark where the course waits. An edit may have taken it away.
func (c *course) waitMark() sequencer.Mark {
	if c.perf != nil {
		for _, w := range c.perf.Waits() {
			if w.At == c.at {
				return w.Mark
			}
		}
	}
	return sequencer.Mark{}
}

// goOn ends the waiting: keys that are not to be held on are released now, and playing begins at an instant.
func (c *course) goOn(at time.Time) {
	c.score.Keys = c.heldOn()
	c.alight(at, c.at)
}

// heldOn are the keys that are held at a wait point and after it.
func (c *course) heldOn() [registration.MaxDivisions][128]uint8 {
	if c.perf == nil {
		return [registration.MaxDivisions][128]uint8{}
	}
	return both(&c.score.Keys, c.perf.Chase(c.at).Keys)
}

// stayWaiting waits on in another performance.
func (c *course) stayWaiting(moved bool) {
	held := c.score.Keys
	if moved {
		held = [registration.MaxDivisions][128]uint8{}
	}
	c.settle(c.at, false)
	if c.renew && c.perf != nil {
		c.score.State = c.perf.StateAt(max(c.at-1, 0)) // what is to happen at the wait point is still to come
	}
	c.score.Keys = held
}

// both are the keys that are down in the first and in the second, as they are in the second.
func both(a *[registration.MaxDivisions][128]uint8, b [registration.MaxDivisions][128]uint8) [registration.MaxDivisions][128]uint8 {
	for d := range b {
		for k := range b[d] {
			if a[d][k] == 0 {
				b[d][k] = 0
			}
		}
	}
	return b
}

// goOn ends the waiting of the engine. A key that is let go and struck again has the time that its action needs.
func (e *Engine) goOn(now time.Time) {
	at := e.ready(now)
	if c := consoleOf(e.now.perf); c != nil && e.now.heldOn() != e.now.score.Keys {
		gap := time.Duration(0)
		for d := range c.Divisions {
			gap = max(gap, c.Mechanics.RepeatGapOf(registration.DivisionID(d)))
		}
		at = at.Add(gap)
	}
	e.now.goOn(at)
	e.join()
}

// alterWaits makes an alteration of what happens at wait points, and does justice to keys that are held for one.
func (e *Engine) alterWaits(now time.Time, alter func(*waits)) {
	alter(&e.now.waits)
	if e.now.phase == moving {
		e.now.adopt(now, e.now.perf)
		e.resolve(now)
	}
	e.join()
}
