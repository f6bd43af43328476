package playback

import (
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// Stroke is a key of a division and how hard it is struck, 1 to 127.
type Stroke struct {
	Division registration.DivisionID
	Key      uint8
	Velocity uint8
}

// sample is what an arranger listens to at a place: keys held by hand and, while nothing plays, the registration that
// holds there.
type sample struct {
	on    bool // the registration is the sample's
	at    sequencer.Tick
	state registration.State
}

// Listen presses keys with the registration that holds at a tick, until [Engine.Hush], the next Listen or a panic. While
// something plays, the registration is left alone: the keys sound with what is drawn. Playing on ends what is special
// about the registration, and so does a stop moved by hand; the keys stay until hushed.
func (e *Engine) Listen(at sequencer.Tick, keys []Stroke) {
	e.mail.post(command{verb: doListen, from: max(at, 0), keys: keys})
}

// Hush ends what [Engine.Listen] began: its keys come up, and the registration is that of the playhead again.
func (e *Engine) Hush() { e.mail.post(command{verb: doHush}) }

// listen does doListen and doHush.
func (e *Engine) listen(now time.Time, c *command) {
	playing := e.now.phase != resting
	for _, k := range e.listened {
		e.strike(now, playing, k, 0)
	}
	e.listened = e.listened[:0]
	e.now.sample = sample{}
	if c.verb == doListen {
		if !playing && e.now.perf != nil {
			e.now.sample = sample{on: true, at: c.from}
			e.now.sample.renew(e.now.perf)
		}
		for _, k := range c.keys {
			if k.Division < registration.MaxDivisions && k.Key < 128 && e.now.hand.keys[k.Division][k.Key] == 0 {
				e.listened = append(e.listened, k)
				e.strike(now, playing, k, min(max(k.Velocity, 1), 127))
			}
		}
	}
	if !playing {
		e.join()
	}
}

// strike presses a key by hand, or lets go of it with velocity 0. At rest the caller makes the outputs join.
func (e *Engine) strike(now time.Time, playing bool, k Stroke, velocity uint8) {
	if !playing {
		e.now.hand.keys[k.Division][k.Key] = velocity
		return
	}
	verb := doPress
	if velocity == 0 {
		verb = doRelease
	}
	e.byHand(now, &command{verb: verb, division: k.Division, key: k.Key, velocity: velocity})
}

// renew takes the registration of the place from a performance.
func (s *sample) renew(p *sequencer.Performance) {
	if s.on && p != nil {
		s.state = p.StateAt(p.Tempo().TimeAt(s.at))
	}
}
