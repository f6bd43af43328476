package playback

import (
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// Transport says what the engine is doing.
type Transport uint8

// What an engine may be doing.
const (
	Stopped Transport = iota
	Paused
	Playing
)

func (t Transport) String() string {
	return [...]string{"stopped", "paused", "playing"}[min(t, Playing)]
}

// Loop is the span that is repeated, half-open.
type Loop struct {
	From, To sequencer.Tick
	On       bool
}

// OutputStatus is how an output fares.
type OutputStatus struct {
	Name    string
	Later   time.Duration // by which it sounds later than it would by itself ([Engine.Later])
	Fault   string        // what is wrong, a sentence; "" when nothing is
	Late    uint64        // events handed over after they were due
	Reopens uint64        // how often it came back after a fault
	Toggles bool          // it has controls whose state is known by a person's word alone
	Blind   bool          // and nobody has given it: they are not moved until Engine.Cancelled
}

// Status is a snapshot of the engine. It is immutable. The playhead is not in it but can be told from it at any time:
// it passed Position at Instant, and moves Percent of the written tempo since.
type Status struct {
	Transport   Transport
	Ended       bool          // stopped because the piece was over
	Position    time.Duration // from the start of the performance, at the written tempo
	Instant     time.Time     // when the playhead is or was at Position; while playing it may lie ahead, by the outputs' lead
	Percent     int           // of the written tempo, now
	Tempo       int           // the percentage asked for; other than Percent while the tempo glides there
	Transpose   int           // semitones
	Setting     bool          // the organ is still being set: playing begins at Instant, when it is. Transport is Playing
	Loop        Loop
	Waiting     bool           // at a wait point, until the player goes on; Transport is Playing
	WaitPoint   sequencer.Mark // which one
	Fading      bool
	FadeEnds    time.Time              // when Fading
	Faded       bool                   // stopped by a fade: the registration comes back with the next play
	Performance *sequencer.Performance // nil: none

	Registration registration.State // what is commanded now, by the lane and by hand
	ByHand       registration.State // a control that is on here, a shoe that is not 0 here, was moved by hand
	ChaseKeys    bool
	WaitAtMarks  bool
	HoldAtMarks  bool
	PauseOnFault bool
	Glide        bool
	Outputs      []OutputStatus // in the order they were added

	sought  uint64 // the last Seek that it knows of
	trim    bool   // a change of tempo is to come
	loop    span
	looping bool
	end     time.Duration
	wait    time.Duration // the playhead does not pass it; 0: no wait point
}

// Status is the newest snapshot. It is never nil.
func (e *Engine) Status() *Status { return e.status.Load() }

// Standing is the tick where the playhead is, or where the newest [Engine.Seek] brings it that the engine has not come to
// yet: steps from there add up, however fast they come.
func (e *Engine) Standing(now time.Time) sequencer.Tick {
	s := e.Status()
	if seek, to := e.mail.newest(); seek != s.sought {
		return to
	}
	return sequencer.Tick(s.TickAt(now) + 0.5)
}

// Changed tells that there is a new status, once for any number of them. It is for one receiver, and is closed when the
// engine is.
func (e *Engine) Changed() <-chan struct{} { return e.changed }

// PositionAt is where the playhead is at an instant, from the start of the performance at the written tempo.
func (s *Status) PositionAt(now time.Time) time.Duration {
	passed := now.Sub(s.Instant)
	if s.Transport != Playing || s.Waiting || passed <= 0 {
		return s.Position
	}
	p := s.Position + scale(passed, uint64(s.Percent), 100, 0)
	if s.wait > 0 {
		p = min(p, s.wait)
	}
	if !s.looping {
		return max(min(p, s.end), s.Position)
	}
	if p >= s.loop.to {
		p = s.loop.from + (p-s.loop.to)%(s.loop.to-s.loop.from)
	}
	return p
}

// TickAt is where the playhead is at an instant, in ticks with their fraction.
func (s *Status) TickAt(now time.Time) float64 {
	return tempoOf(s.Performance).FractionAt(s.PositionAt(now))
}

// publish makes a new snapshot.
func (e *Engine) publish(now time.Time) {
	c := &e.now
	s := &Status{
		Ended: c.ended, Position: c.position(now), Instant: now, Percent: int(c.percent),
		Tempo: int(e.askedTempo()), Transpose: int(c.shift),
		Loop: e.loop, Performance: c.perf,
		Registration: c.registration(), ByHand: c.hand.moved,
		Fading: c.veil.fading(), Faded: c.veil.faded() && c.phase == resting,
		WaitAtMarks: !c.waits.off, HoldAtMarks: !c.waits.release,
		ChaseKeys: c.strike, PauseOnFault: e.pauseOnFault, Glide: e.gliding,
		sought: e.sought, trim: e.trim.on, loop: c.loop, looping: c.looping, end: c.end(),
	}
	switch {
	case c.phase != resting:
		s.Transport = Playing
	case e.paused:
		s.Transport = Paused
	}
	switch c.phase {
	case landing:
		s.Instant, s.Setting = c.begins(), c.startAt.After(c.landAt)
	case waiting:
		s.Waiting, s.WaitPoint = true, c.waitMark()
	case moving:
		limit, _ := c.limit()
		if w := c.wait(limit); w != nil {
			s.wait = w.At
		}
	}
	if c.veil.fading() {
		s.FadeEnds = c.veil.plan.ends()
	}
	if len(e.lines) > 0 {
		s.Outputs = make([]OutputStatus, len(e.lines))
	}
	for i, l := range e.lines {
		s.Outputs[i] = OutputStatus{Name: l.name, Later: e.later[l.name], Late: l.late, Reopens: l.again}
		if t, ok := l.out.(Toggler); ok {
			s.Outputs[i].Toggles, s.Outputs[i].Blind = t.Toggles(), t.Blind()
		}
		if l.fault != nil {
			s.Outputs[i].Fault = l.name + " does not answer (" + l.fault.Error() + ")."
		}
	}
	e.dirty = false
	e.status.Store(s)
	select {
	case e.changed <- struct{}{}:
	default:
	}
}
