package ui

import "time"

// Bounds of the time between two pictures of the moving playhead.
const (
	quickest = 40 * time.Millisecond
	slackest = 250 * time.Millisecond
)

// Shares of a core between which the window stays while it plays. A window without a graphics card is painted whole for
// every step of the playhead; the sound comes first.
const (
	muchWork   = 0.20
	littleWork = 0.12
)

// pace is how often the playhead is moved: as often as it looks smooth, and less when the window works too hard for it.
type pace struct {
	every time.Duration
	at    time.Time     // when the work was looked at last
	done  time.Duration // the work by then
}

// adjust looks at the work that the window has done, about once a second.
func (p *pace) adjust(now time.Time, work time.Duration) {
	if p.every == 0 {
		p.every = quickest
	}
	since := now.Sub(p.at)
	if since < time.Second {
		return
	}
	if since < 3*time.Second && work > 0 {
		switch share := float64(work-p.done) / float64(since); {
		case share > muchWork:
			p.every = min(p.every*5/4, slackest)
		case share < littleWork:
			p.every = max(p.every*4/5, quickest)
		}
	}
	p.at, p.done = now, work
}
