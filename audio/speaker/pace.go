package speaker

import (
	"sync/atomic"
	"time"
)

const (
	paceWindow   = 250 * time.Millisecond // in which a device that has paused is found out
	paceMemory   = 8                      // windows over which the earliest request counts
	paceSettled  = 3                      // windows after which it is only steered
	paceStart    = 300 * time.Millisecond // in which the device fills its buffers
	paceSlack    = 300 * time.Microsecond // off by less than this, nothing is done
	paceArrived  = 100 * time.Microsecond // off by less than this, steering ends
	paceStep     = 100 * time.Microsecond // made up in one window: as the guard does ([guard/jack.Clock])
	paceGap      = 4 * time.Millisecond   // off by more than this, the device has paused or run ahead
	stillStarted = time.Second            // gaps before this are the device's own affair
)

// pace finds out when the frames that a device asks for will sound. The goroutine that is asked owns it, but for what is
// atomic. Times are counted from the opening of the speaker.
//
// A request that comes at time t for frame f, behind q frames that wait in buffers, says that frame 0 would have
// sounded at t + (q - f)/rate. Requests come late by chance and never early, so the earliest of a while is believed. What
// else plays keeps to the clock, so the pace follows it closely, but slowly.
type pace struct {
	rate float64

	origin atomic.Int64 // when frame 0 would have sounded, in nanoseconds
	known  atomic.Bool  // there is an origin
	gaps   atomic.Int64 // how often the device ran dry

	began    time.Duration
	window   time.Duration             // end of the present window
	earliest time.Duration             // in it
	before   [paceMemory]time.Duration // the earliest of the windows before, in a ring
	windows  int                       // how many there were since the device began or paused
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
	latest := p.earliest - origin
	p.before[p.windows%paceMemory] = p.earliest
	p.windows++
	p.window, p.earliest = now+paceWindow, guess
	off := latest
	for i := range min(p.windows, paceMemory) {
		off = min(off, p.before[i]-origin)
	}
	switch {
	case latest > paceGap || latest < -paceGap:
		if latest > 0 && now > p.began+stillStarted {
			p.gaps.Add(1)
		}
		origin += latest
		p.steering = false
		p.before[0], p.windows = origin, 1
	case p.windows <= paceSettled && off < 0:
		origin += off // there is more to go by now
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
