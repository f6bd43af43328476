package jack

import "time"

// How far frames may wander from the clock before they are led back, and how fast: half a percent is not heard. Where
// that does not do because the server loses more, it is more, in the measure of what is wrong.
const (
	behind  = 60 * time.Millisecond // JACK has lost time: messages sound later than the clock says
	ahead   = 8 * time.Millisecond  // JACK is quick: more would eat up what makes messages come in time
	near    = 2 * time.Millisecond
	lost    = 500 * time.Millisecond // something else happened, such as a pause of the whole machine
	leading = 0.005
)

// Clock turns instants into frames. A rhythm must not follow every wavering of a server that wakes late now and then, so
// the clock holds on to one straight line and lets it go only where nobody hears it: in a pause, or slowly when the line
// is too far from the truth. The zero Clock needs a Rate.
type Clock struct {
	Rate int // frames a second

	set     bool
	leads   bool          // the line is being led back
	zero    time.Duration // where the line puts frame 0
	instant time.Duration // of the last call
}

// Frame is the frame of an instant. truth is where frame 0 is by what is known now; pause tells that nothing is on the
// way to the port, so that the line may jump to the truth.
func (c *Clock) Frame(instant, truth time.Duration, pause bool) int64 {
	wrong := truth - c.zero
	switch {
	case !c.set || pause || wrong > lost || wrong < -lost:
		c.set, c.leads, c.zero = true, false, truth
	case wrong > behind || wrong < -ahead:
		c.leads = true
	case wrong < near && wrong > -near:
		c.leads = false
	}
	if c.leads {
		speed := leading * max(1, float64(wrong)/float64(behind))
		most := time.Duration(speed * float64(max(instant-c.instant, 0)))
		c.zero += min(max(wrong, -most), most)
	}
	c.instant = max(instant, c.instant)
	t := int64(instant-c.zero) + 500_000_000/int64(c.Rate)
	second := int64(time.Second)
	whole := t / second
	if t%second < 0 {
		whole--
	}
	return whole*int64(c.Rate) + (t-whole*second)*int64(c.Rate)/second
}
