package playback

import (
	"sync"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// Tempos in percent of what is written.
const (
	SlowestTempo = 50
	WrittenTempo = 100
	FastestTempo = 200
)

type verb uint8

const (
	doPlay verb = iota
	doPlayFrom
	doPause
	doStop
	doSeek
	doLoop
	doTempo
	doGlide
	doTranspose
	doGoOn
	doWaits
	doHoldKeys
	doFade
	doCancelFade
	doPanic
	doRestore
	doCancelled
	doReconcile
	doCheck
	doBackToLane
	doChaseKeys
	doPauseOnFault
	doMove
	doPress
	doRelease
	doListen
	doHush
	doShift
	doAdd
	doRemove
	doOpened
	doClose
)

// command is one deed asked of the engine. Which fields count depends on the verb.
type command struct {
	verb     verb
	on       bool
	division registration.DivisionID
	key      uint8
	velocity uint8
	percent  int
	shift    int
	span     time.Duration
	from, to sequencer.Tick
	seek     uint64 // which one, counted
	change   registration.Change
	keys     []Stroke
	name     string
	line     *line
	out      Output
}

// mailbox leads commands to the engine. Nothing is lost, and what is overtaken by a later command of its kind takes no
// room.
type mailbox struct {
	mu     sync.Mutex
	queue  []command
	spare  []command
	closed bool
	wake   chan struct{}
	seeks  uint64         // how often Seek was asked for
	sought sequencer.Tick // where to, the last time
}

// post is false when the engine is closed.
func (m *mailbox) post(c command) bool {
	m.mu.Lock()
	if m.closed {
		m.mu.Unlock()
		return false
	}
	if c.verb == doSeek {
		m.seeks++
		m.sought, c.seek = c.from, m.seeks
	}
	if !m.overtake(&c) {
		m.queue = append(m.queue, c)
	}
	m.closed = c.verb == doClose
	m.mu.Unlock()
	m.nudge()
	return true
}

// overtake puts a command in the place of one that it makes void. Only commands of one kind, with nothing between, can
// be void: the order of deeds stays.
func (m *mailbox) overtake(c *command) bool {
	for i := len(m.queue) - 1; i >= 0 && m.queue[i].verb == c.verb; i-- {
		old := &m.queue[i]
		switch c.verb {
		case doPlay, doPlayFrom, doPause, doSeek, doLoop, doTempo, doGlide, doTranspose, doGoOn, doWaits,
			doHoldKeys, doFade, doCancelFade, doPanic, doRestore, doReconcile, doCheck, doCancelled, doBackToLane, doChaseKeys, doPauseOnFault, doListen, doHush:
		case doMove:
			a, b := sequencer.ChangeEvent(0, old.change), sequencer.ChangeEvent(0, c.change)
			if a.Kind != b.Kind || !same(&a, &b) {
				continue
			}
		default:
			return false
		}
		*old = *c
		return true
	}
	return false
}

// newest is the last Seek that was asked for: which one it was, and where to.
func (m *mailbox) newest() (seek uint64, to sequencer.Tick) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.seeks, m.sought
}

func (m *mailbox) nudge() {
	select {
	case m.wake <- struct{}{}:
	default:
	}
}

// take gives everything that waits, in order. The slice is valid until the next take.
func (m *mailbox) take() []command {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.spare)
	out := m.queue
	m.queue, m.spare = m.spare[:0], out
	return out
}

// Play goes on from where the playhead is, with what is drawn now. At the end of the piece it begins anew. At a wait point
// it is [Engine.GoOn].
func (e *Engine) Play() { e.mail.post(command{verb: doPlay}) }

// PlayFrom plays from a tick on, with the registration and the held keys of that place.
func (e *Engine) PlayFrom(from sequencer.Tick) { e.mail.post(command{verb: doPlayFrom, from: from}) }

// PlayPassage plays from a tick to another and stops there as at the end of the piece.
func (e *Engine) PlayPassage(from, to sequencer.Tick) {
	e.mail.post(command{verb: doPlayFrom, from: from, to: max(to, 1)})
}

// Pause releases the keys. The playhead and the stops stay as they are.
func (e *Engine) Pause() { e.mail.post(command{verb: doPause}) }

// GoOn ends the waiting at a wait point. Else it does nothing: who asks twice does not lose the next one.
func (e *Engine) GoOn() { e.mail.post(command{verb: doGoOn}) }

// WaitAtMarks says whether playing waits at wait points until [Engine.GoOn]. It is on at first.
func (e *Engine) WaitAtMarks(on bool) { e.mail.post(command{verb: doWaits, on: on}) }

// HoldAtMarks says what sounds while playing waits. On, as at first: the chord that leads up to the wait point is held, also
// the keys of it that are let go up to a sixteenth before, and the stops stay. Off: the keys are released, and the
// registration that follows is set. A change counts from the next wait point on.
func (e *Engine) HoldAtMarks(on bool) { e.mail.post(command{verb: doHoldKeys, on: on}) }

// FadeOut closes the shoes and then retires stop by stop while playing goes on, releases the keys after the time given
// ([ShortestFade] to [LongestFade]) and stops: the playhead is back where playing began, the stops stay in. The next play,
// seek or stop restores the registration. What is moved by hand meanwhile is left alone from then on. It does nothing
// while nothing plays or a fade is under way.
func (e *Engine) FadeOut(over time.Duration) { e.mail.post(command{verb: doFade, span: over}) }

// CancelFade ends a fade and restores the registration; playing goes on. So do all deeds that jump, pause or panic, but
// for playing on.
func (e *Engine) CancelFade() { e.mail.post(command{verb: doCancelFade}) }

// Stop releases the keys and goes back to where playing began; when already stopped, to the beginning of the piece. The
// registration of that place is set.
func (e *Engine) Stop() { e.mail.post(command{verb: doStop}) }

// Seek moves the playhead. Playing goes on from there; when not playing, the registration of the place is set.
func (e *Engine) Seek(to sequencer.Tick) { e.mail.post(command{verb: doSeek, from: to}) }

// Loop repeats a span while playing, once the playhead is in it or before it. A span shorter than 50 ms is not repeated.
func (e *Engine) Loop(from, to sequencer.Tick, on bool) {
	e.mail.post(command{verb: doLoop, from: from, to: to, on: on})
}

// Tempo plays at a percentage of the written tempo, 50 to 200: from now on, as soon as no key is about to move, or
// gliding ([Engine.Glide]). [WrittenTempo] is as written.
func (e *Engine) Tempo(percent int) {
	percent = clampTempo(percent)
	e.tempo.Store(int64(percent))
	e.mail.post(command{verb: doTempo, percent: percent})
}

// TempoBy changes the tempo by so many percent of the written one from what was asked for last, which the engine may not
// have come to yet.
func (e *Engine) TempoBy(percent int) {
	for {
		asked := e.tempo.Load()
		if wanted := clampTempo(int(asked) + percent); e.tempo.CompareAndSwap(asked, int64(wanted)) {
			e.mail.post(command{verb: doTempo, percent: wanted})
			return
		}
	}
}

func clampTempo(percent int) int { return min(max(percent, SlowestTempo), FastestTempo) }

// Glide says whether a change of tempo while playing is spread over a bar: in steps of one percent, over as much written
// time as the bar takes in which it begins. A jump, a pause and an edit of the tempo end it: the new tempo holds at once.
// It is off at first.
func (e *Engine) Glide(on bool) { e.mail.post(command{verb: doGlide, on: on}) }

// Transpose moves the keys of the performance by semitones, -6 to 6. Keys that the division's keyboard does not have are
// silent. While playing, the keys that are down change at once. Keys pressed by hand are not moved.
func (e *Engine) Transpose(semitones int) {
	e.mail.post(command{verb: doTranspose, shift: min(max(semitones, -FarthestTranspose), FarthestTranspose)})
}

// ChaseKeys says whether notes are pressed that have begun before the place where a jump lands. It is on at first.
func (e *Engine) ChaseKeys(on bool) { e.mail.post(command{verb: doChaseKeys, on: on}) }

// PauseOnFault says whether playing pauses when an output fails. It is off at first: the others play on.
func (e *Engine) PauseOnFault(on bool) { e.mail.post(command{verb: doPauseOnFault, on: on}) }

// Panic silences every output whatever is known of it, pauses, and lets go of keys pressed by hand. Then the
// registration is sent anew, all of it.
func (e *Engine) Panic() { e.mail.post(command{verb: doPanic}) }

// Restore puts every output to what the lane says here: what was moved by hand is taken back and the whole registration
// is sent again. A fade ends.
func (e *Engine) Restore() { e.mail.post(command{verb: doRestore}) }

// Cancelled tells that a person has cancelled the organs whose controls can only be asked for the opposite ([Toggler]): none
// of these is drawn now. Then they are told the whole registration.
func (e *Engine) Cancelled() { e.mail.post(command{verb: doCancelled}) }

// Reconcile tells every output the whole registration again, with what was moved by hand, where something outside of the
// engine may have changed it: the guard of the ports was started again. An output that is of no more use says so then.
func (e *Engine) Reconcile() { e.mail.post(command{verb: doReconcile}) }

// BackToLane takes back what was moved by hand.
func (e *Engine) BackToLane() { e.mail.post(command{verb: doBackToLane}) }

// Move moves a control or shoe by hand: at once, until the lane next changes it.
func (e *Engine) Move(c registration.Change) {
	if valid(c) {
		c.Value = min(c.Value, 127)
		e.mail.post(command{verb: doMove, change: c})
	}
}

// Press presses a key by hand, velocity 1 to 127. It sounds with what is drawn, whether playing or not.
func (e *Engine) Press(d registration.DivisionID, key, velocity uint8) {
	if d < registration.MaxDivisions && key < 128 {
		e.mail.post(command{verb: doPress, division: d, key: key, velocity: min(max(velocity, 1), 127)})
	}
}

// Release lets go of a key pressed by hand. A key that the performance holds too stays down.
func (e *Engine) Release(d registration.DivisionID, key uint8) {
	if d < registration.MaxDivisions && key < 128 {
		e.mail.post(command{verb: doRelease, division: d, key: key})
	}
}

// AddOutput makes an output sound. The engine owns it from now on and closes it. An output of the same name is replaced.
// reopen makes it anew after a fault; with nil it stays silent then.
func (e *Engine) AddOutput(o Output, reopen Reopen) {
	l := &line{name: o.Name(), reopen: reopen}
	if !e.mail.post(command{verb: doAdd, line: l, out: o}) {
		o.Close()
	}
}

// RemoveOutput releases what sounds at an output and closes it. A name that is not there is passed over.
func (e *Engine) RemoveOutput(name string) { e.mail.post(command{verb: doRemove, name: name}) }
