package playback

import (
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// ready is when every output can follow a jump.
func (e *Engine) ready(now time.Time) time.Time {
	at := now
	for _, l := range e.lines {
		if l.out == nil {
			continue
		}
		_, longest := l.leads(consoleOf(e.now.perf))
		if t := now.Add(l.lead() + longest); t.After(at) {
			at = t
		}
		v := &l.voices[0]
		if t := l.frontier(v, now).Add(-v.lead); t.After(at) {
			at = t
		}
	}
	return at
}

// jump goes on from a position, as soon as every output can follow.
func (e *Engine) jump(now time.Time, p time.Duration, renew bool) {
	e.now.jump(now, p, e.ready(now), renew)
	e.paused, e.lost = false, false
	e.join()
}

// obey does one command.
func (e *Engine) obey(now time.Time, c *command) {
	if c.verb != doTempo {
		e.trim.by = now // what comes after a change of tempo finds it made
		e.trimTempo(now)
	}
	m := tempoOf(e.now.perf)
	playing := e.now.phase != resting
	switch c.verb {
	case doPlay:
		switch {
		case !playing:
			e.play(now)
		case e.now.phase == waiting:
			e.goOn(now)
		}
	case doGoOn:
		if e.now.phase == waiting {
			e.goOn(now)
		}
	case doWaits:
		e.alterWaits(now, func(w *waits) { w.off = !c.on })
	case doHoldKeys:
		e.alterWaits(now, func(w *waits) { w.release = !c.on })
	case doFade:
		if playing && e.now.perf != nil && !e.now.veil.fading() {
			e.now.veil = newVeil(newFade(consoleOf(e.now.perf), e.now.registration(), now, c.span))
			e.join()
		}
	case doCancelFade:
		e.unveil()
		e.join()
	case doPlayFrom:
		e.unveil()
		e.home, e.until = max(c.from, 0), c.to
		e.resolve(now)
		e.jump(now, m.TimeAt(c.from), true)
	case doPause:
		if playing {
			e.pause(now)
		}
	case doStop:
		e.unveil()
		if !playing && !e.paused {
			e.home = 0
		}
		e.paused, e.until = false, 0
		e.resolve(now)
		e.now.place(m.TimeAt(e.home), true)
		e.join()
	case doSeek:
		e.sought = c.seek
		e.unveil()
		e.home, e.until = max(c.from, 0), 0
		e.resolve(now)
		if playing {
			e.jump(now, m.TimeAt(c.from), true)
		} else {
			e.now.place(m.TimeAt(c.from), true)
		}
		e.join()
	case doLoop:
		e.loop = Loop{c.from, c.to, c.on}
		e.resolve(now)
		e.join()
	case doTempo:
		e.changeTempo(now, time.Duration(c.percent))
	case doGlide:
		e.gliding, e.dirty = c.on, true
	case doTranspose:
		if int8(c.shift) != e.now.shift {
			e.now.shift = int8(c.shift)
			e.join()
		}
	case doChaseKeys:
		e.now.strike = c.on
		e.join()
	case doPauseOnFault:
		e.pauseOnFault, e.dirty = c.on, true
	case doPanic:
		if playing {
			e.pause(now)
		}
		e.unveil()
		e.now.hand.keys = [registration.MaxDivisions][128]uint8{}
		e.now.sample, e.listened = sample{}, e.listened[:0]
		for _, l := range e.lines {
			l.silence(now)
		}
		e.join()
	case doRestore:
		for _, l := range e.lines {
			l.known = false
			if out, ok := l.out.(Forgetter); ok {
				out.Forget()
			}
		}
		e.now.hand.moved = atLane
		e.unveil()
		e.join()
	case doCancelled:
		for _, l := range e.lines {
			if t, ok := l.out.(Toggler); ok && t.Toggles() {
				l.flush(now)
				t.Cancelled()
				l.known, e.dirty = false, true
			}
		}
		e.join()
	case doReconcile:
		for _, l := range e.lines {
			l.known = false
		}
		e.join()
	case doCheck:
		for _, l := range e.lines {
			if s, ok := l.out.(Sentinel); ok && l.failed == nil {
				l.failed = s.Err()
			}
		}
	case doBackToLane:
		e.now.hand.moved = atLane
		e.unveil()
		e.join()
	case doListen, doHush:
		e.listen(now, c)
	case doMove, doPress, doRelease:
		e.byHand(now, c)
	case doShift:
		e.shift(c.name, c.span)
	default:
		e.outputs(now, c)
	}
}

// play goes on from the playhead.
func (e *Engine) play(now time.Time) {
	if e.now.ended || e.now.veil.faded() {
		e.until = 0
	}
	e.unveil()
	e.resolve(now)
	from, renew := e.now.at, false
	if from > 0 && from >= e.now.end() && !(e.now.loop.on && from < e.now.loop.to) {
		from, renew, e.paused = 0, true, false
	}
	if !e.paused {
		e.home = tempoOf(e.now.perf).TickAt(from)
		e.resolve(now)
	}
	e.jump(now, from, renew)
}

// unveil takes back what a fade has done, and ends it.
func (e *Engine) unveil() { e.now.veil = veil{} }

func (e *Engine) pause(now time.Time) {
	e.unveil()
	e.lost = false
	if e.now.phase == landing {
		e.now.place(e.now.landOn, e.now.renew)
	} else {
		e.now.rest(e.now.position(now))
	}
	e.paused = true
	e.join()
}

// byHand does what is done on the organ by hand.
func (e *Engine) byHand(now time.Time, c *command) {
	h := &e.now.hand
	var ev sequencer.Event
	switch c.verb {
	case doMove:
		if e.now.sample.on { // the hand is at the organ, which is where the playhead is
			e.now.sample = sample{}
			e.join()
		}
		h.move(c.change, &e.now.score.State)
		e.now.veil.lift(c.change)
		ev = sequencer.ChangeEvent(0, c.change)
	case doPress:
		h.keys[c.division][c.key] = c.velocity
		ev = strokeEvent(sequencer.KeyDown, c.division, c.key, c.velocity)
	case doRelease:
		h.keys[c.division][c.key] = 0
		ev = strokeEvent(sequencer.KeyUp, c.division, c.key, 0)
	}
	ev.At = e.now.position(now)
	for _, l := range e.lines {
		if !l.overtake(now, &e.now, ev) {
			l.stale = true
		}
	}
	e.dirty = true
}
