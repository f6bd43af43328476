package speaker

import (
	"sync/atomic"
	"time"
)

const (
	paceWindow   = 250 * time.Millisecond  // over which the earliest request counts
	paceStart    = 300 * time.Millisecond  // in which the device fills its buffers
	paceSlack    = 1500 * time.Microsecond // off by less than this, nothing is done
	paceArrived  = 200 * time.Microsecond  // off by less than this, steering ends
	paceStep     = 100 * time.Microsecond  // made up in one window
	paceGap      = 4 * time.Millisecond    // off by more than this, the device has paused or run ahead
	stillStarted = time.Second             // gaps before this are the device's own affair
)

// pace finds out when the frames that a device asks for will sound. The goroutine that is asked owns it, but for what is
// atomic. Times are counted from the opening of the speaker.
//
// A request that comes at time t for frame f, behind q frames that wait in buffers, says that frame 0 would have
// sounded at t + (q - f)/rate. Requests come late by chance and never early, so the earliest of a while is believed.
type pace struct {
	rate float64

	origin atomic.Int64 // when frame 0 would have sounded, in nanoseconds
	known  atomic.Bool  // there is an origin
	gaps   atomic.Int64 // how often the device ran dry

	began    time.Duration
	window   time.Duration // end of the present window
	earliest time.Duration
	steering bool
}

// asked is called for each request: for frame and what follows, at now, behind queued frames.
func (p *pace) asked(frame int64, queued int, now time.Duration) {
	guess := now + time.Duration(float64(int64(queued)-frame)/p.rate*float64(time.Second))
	if !p.known.Load() {
		p.began, p.window, p.earliest = now, now+paceWindow, guess
		p.origin.Store(int64(guess))
		p.known.Store(true)
		return
	}
	p.earliest = min(p.earliest, guess)
	origin := time.Duration(p.origin.Load())
	if now < p.began+paceStart {
		p.origin.Store(int64(min(origin, guess)))
		return
	}
	if now < p.window {
		return
	}
	off := p.earliest - origin
	p.window, p.earliest = now+paceWindow, guess
	switch {
	case off > paceGap || off < -paceGap:
		if off > 0 && now > p.began+stillStarted {
			p.gaps.Add(1)
		}
		origin += off
		p.steering = false
	case off > paceSlack || off < -paceSlack:
		p.steering = true
	case off < paceArrived && off > -paceArrived:
		p.steering = false
	}
	if p.steering {
		origin += min(max(off, -paceStep), paceStep)
	}
	p.origin.Store(int64(origin))
}

// score puts due times on frames. The goroutine that sends owns it.
//
// When the pace has changed, what is later than everything sent so far goes by the new one, and what is earlier by the
// old one: two events never change places.
type score struct {
	rate        float64
	now, before beat
	latest      time.Duration // the latest due time given a frame
}

// beat is the pace that holds for due times from a time on.
type beat struct {
	from, origin time.Duration
}

// set starts with a pace, or starts anew.
func (s *score) set(origin time.Duration) {
	s.now, s.before = beat{origin: origin}, beat{origin: origin}
	s.latest = 0
}

// follow takes the present pace in, when the last change of pace lies behind the present time.
func (s *score) follow(origin, at time.Duration) {
	if origin == s.now.origin || s.now.from > at {
		return
	}
	s.before, s.now = s.now, beat{from: max(s.latest, at) + 1, origin: origin}
}

// frame is the frame for a due time.
func (s *score) frame(due time.Duration) int64 {
	s.latest = max(s.latest, due)
	if due < s.now.from {
		return s.before.frame(due, s.rate)
	}
	return max(s.now.frame(due, s.rate), s.before.frame(s.now.from, s.rate))
}

// forget says that nothing later than at has been sent after all.
func (s *score) forget(at time.Duration) { s.latest = min(s.latest, at) }

// frame is the nearest frame that sounds at due.
func (b beat) frame(due time.Duration, rate float64) int64 {
	x := float64(due-b.origin) * rate / float64(time.Second)
	f := int64(x)
	if x < float64(f) {
		f--
	}
	if x-float64(f) >= 0.5 {
		f++
	}
	return f
}
