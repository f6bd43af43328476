package playback

import (
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// reconcile brings what voices say from what the output has to what their courses say it should have: keys are
// released, by the list of what sounds and not by the score; controls are retired, then drawn; shoes are moved; keys
// are pressed. An output that was never told its registration is told all of it. The voices have been aimed.
func (l *line) reconcile(voices []voice) {
	for i := range voices {
		l.releaseOthers(&voices[i])
	}
	for i := len(voices) - 1; i >= 0; i-- { // the first has the shoes
		l.register(&voices[i])
	}
	if len(voices) == len(l.voices) && consoleOf(voices[0].course.perf) != nil {
		l.known = true
	}
	for i := range voices {
		l.press(&voices[i])
	}
}

// press presses the keys that should be down.
func (l *line) press(v *voice) {
	at := v.course.position(v.from)
	for d := range v.want.Keys {
		if &l.voices[l.split.of[d]] != v || v.want.Keys[d] == l.ahead.Keys[d] {
			continue
		}
		for k, velocity := range v.want.Keys[d] {
			if velocity != 0 && l.ahead.Keys[d][k] == 0 {
				e := strokeEvent(sequencer.KeyDown, registration.DivisionID(d), uint8(k), velocity)
				e.At = at
				l.tell(v, v.from, e)
			}
		}
	}
}

// releaseOthers releases the keys that should not be down.
func (l *line) releaseOthers(v *voice) {
	at := v.course.position(v.from)
	for d := range l.ahead.Keys {
		if &l.voices[l.split.of[d]] != v || !l.doubts.any && v.want.Keys[d] == l.ahead.Keys[d] {
			continue
		}
		for k, down := range l.ahead.Keys[d] {
			e := strokeEvent(sequencer.KeyUp, registration.DivisionID(d), uint8(k), 0)
			e.At = at
			// A key in doubt is released even if it should sound, and struck afresh: it may be up.
			if down != 0 && v.want.Keys[d][k] == 0 || l.doubts.has(&e) {
				l.tell(v, v.from, e)
			}
		}
	}
}

// register moves the controls, and the shoes if they are the voice's.
func (l *line) register(v *voice) {
	at, want := v.course.position(v.from), &v.want.State
	controls, enclosures := registration.MaxControls, registration.MaxEnclosures
	if c := consoleOf(v.course.perf); c != nil {
		controls, enclosures = len(c.Controls), len(c.Enclosures)
		if !l.known {
			l.registerAll(v, c, at)
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
			if (!l.has(&e) || l.doubts.has(&e)) && l.voiceOf(&e) == v {
				l.tell(v, v.from, e)
			}
		}
	}
	if v != &l.voices[0] {
		return
	}
	for i := range registration.EnclosureID(enclosures) {
		e := sequencer.Event{At: at, Kind: sequencer.Expression, Change: registration.Change{
			Kind: registration.Express, Enclosure: i, Value: want.Shoe(i),
		}}
		if !l.has(&e) || l.doubts.has(&e) {
			l.tell(v, v.from, e)
		}
	}
}

// registerAll says all that the voice has to say.
func (l *line) registerAll(v *voice, c *registration.Console, at time.Duration) {
	for _, ch := range registration.All(c, v.want.State) {
		if e := sequencer.ChangeEvent(at, ch); l.voiceOf(&e) == v {
			l.tell(v, v.from, e)
		}
	}
}
