package playback

import "time"

// longestTrim is how long a change of tempo waits at most for a moment that suits the outputs. It is hardly seen on a slider.
const longestTrim = 200 * time.Millisecond

// trim is a change of tempo that waits until no output is about to move a key. What is handed over has to be forgotten by then,
// and of a key that may just have left nothing would be known: it would be struck afresh, too late.
type trim struct {
	on      bool
	percent time.Duration
	by      time.Time // no longer than that
}

// changeTempo plays at another tempo as soon as it suits, at rest at once.
func (e *Engine) changeTempo(now time.Time, percent time.Duration) {
	if !e.trim.on {
		e.trim.by = now.Add(longestTrim)
	}
	e.trim.on, e.trim.percent, e.dirty = true, percent, true
}

// askedTempo is the tempo that is reached in the end.
func (e *Engine) askedTempo() time.Duration {
	if e.trim.on {
		return e.trim.percent
	}
	return e.now.asked()
}

// trimTempo makes a change of tempo that waits, if it suits now.
func (e *Engine) trimTempo(now time.Time) {
	if !e.trim.on || e.now.phase == moving && now.Before(e.trim.by) && !e.calm(now) {
		return
	}
	e.trim.on, e.dirty = false, true
	if percent := e.trim.percent; percent != e.now.asked() || !e.gliding && percent != e.now.percent {
		e.now.pace(now, percent, e.gliding)
		e.join()
	}
}

// calm tells whether everything that is handed over could be forgotten now without a doubt about any key.
func (e *Engine) calm(now time.Time) bool {
	for _, l := range e.lines {
		if l.out == nil || l.forget == nil {
			continue
		}
		l.advance(now)
		for i := range l.voices {
			v := &l.voices[i]
			for j := range v.waits.waiting() {
				s := &v.waits.waiting()[j]
				if s.mark == told && stroke(&s.event) && l.mayLeave(v, s, now.Add(grace)) { // to forget takes its time
					return false
				}
			}
		}
	}
	return true
}
