package playback

import "time"

// MostLater is how much an output can be moved against the others, either way.
const MostLater = 2 * time.Second

// Later has an output sound later than it would by itself, or sooner when negative, up to [MostLater]: for an organ that
// is far away, or one that takes longer to speak than the others. Only what lies between outputs counts: one alone is not
// moved. The output need not be there yet. An output that is no [Flusher] cannot be moved.
func (e *Engine) Later(output string, by time.Duration) {
	e.mail.post(command{verb: doShift, name: output, span: min(max(by, -MostLater), MostLater)})
}

// shift does doShift.
func (e *Engine) shift(output string, by time.Duration) {
	if e.later[output] == by {
		return
	}
	e.later[output] = by
	if by == 0 {
		delete(e.later, output)
	}
	e.dirty = true
	e.align()
}

// align puts the outputs ahead of the engine so that the one that is to be the latest goes with it, and tells each whether
// there are others.
func (e *Engine) align() {
	latest := -MostLater
	for _, l := range e.lines {
		latest = max(latest, e.later[l.name])
	}
	for _, l := range e.lines {
		if sooner := latest - e.later[l.name]; sooner != l.sooner {
			l.sooner, l.stale = sooner, true
		}
		if c, ok := l.out.(Companion); ok {
			c.Together(len(e.lines) > 1)
		}
	}
}
