package playback

import (
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// reconcile brings the output from what it has to what its course says it should have, at one instant: keys are
// released, by the list of what sounds and not by the score; controls are retired, then drawn; shoes are moved; keys
// are pressed. An output that was never told its registration is told all of it.
func (l *line) reconcile(due time.Time) {
	want := l.course.sounding()
	at := l.course.position(due)
	l.releaseExcept(due, at, &want)
	l.register(due, at, &want.State)
	for d := range want.Keys {
		if want.Keys[d] == l.ahead.Keys[d] {
			continue
		}
		for k, v := range want.Keys[d] {
			if v != 0 && l.ahead.Keys[d][k] == 0 {
				e := strokeEvent(sequencer.KeyDown, registration.DivisionID(d), uint8(k), v)
				e.At = at
				l.tell(due, e)
			}
		}
	}
}

func (l *line) releaseExcept(due time.Time, at time.Duration, want *sequencer.Sounding) {
	for d := range l.ahead.Keys {
		if !l.doubts.any && want.Keys[d] == l.ahead.Keys[d] {
			continue
		}
		for k, v := range l.ahead.Keys[d] {
			e := strokeEvent(sequencer.KeyUp, registration.DivisionID(d), uint8(k), 0)
			e.At = at
			// A key in doubt is released even if it should sound, and struck afresh: it may be up.
			if v != 0 && want.Keys[d][k] == 0 || l.doubts.has(&e) {
				l.tell(due, e)
			}
		}
	}
}

func (l *line) register(due time.Time, at time.Duration, want *registration.State) {
	controls, enclosures := registration.MaxControls, registration.MaxEnclosures
	if c := consoleOf(l.course.perf); c != nil {
		controls, enclosures = len(c.Controls), len(c.Enclosures)
		if !l.known {
			l.known = true
			for _, ch := range registration.All(c, *want) {
				l.tell(due, sequencer.ChangeEvent(at, ch))
			}
			return
		}
	}
	if *want == l.ahead.State && !l.doubts.any {
		return
	}
	for _, on := range [...]bool{false, true} {
		for k := range registration.ControlID(controls) {
			if want.On(k) != on {
				continue
			}
			e := sequencer.Event{At: at, Kind: sequencer.Change, Change: drawing(k, on)}
			if !l.has(&e) || l.doubts.has(&e) {
				l.tell(due, e)
			}
		}
	}
	for i := range registration.EnclosureID(enclosures) {
		e := sequencer.Event{At: at, Kind: sequencer.Expression, Change: registration.Change{
			Kind: registration.Express, Enclosure: i, Value: want.Shoe(i),
		}}
		if !l.has(&e) || l.doubts.has(&e) {
			l.tell(due, e)
		}
	}
}
