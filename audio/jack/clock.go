package jack

import "time"

// How far frames may wander from the clock before they are led back, and how fast: half a percent is not heard. Where
// that does not do because the server loses more, it is more, in the measure of what is wrong.
const (
	behind  = time.Second           // JACK has lost time, a little with each xrun: messages sound later than the clock says
	ahead   = 40 * time.Millisecond // JACK's crystal is quick: messages must be handed over earlier, and that ends somewhere
	near    = 2 * time.Millisecond
	hole    = 5 * time.Second        // lost at once: the server was stopped
	hasty   = 100 * time.Millisecond // so quick that messages would be late until they are led back: the line was wrong
	leading = 0.005
)

// Where others play too, which keep to the clock, frames are led back to it as the built-in organ is: early and slowly.
const (
	apart   = 300 * time.Microsecond
	met     = 100 * time.Microsecond
	gap     = 4 * time.Millisecond // off by more than this, they jump
	closing = 0.0004
)

// Clock turns instants into frames. A rhythm must not follow a server that wavers, nor one that loses time with every
// xrun: what sounds is counted in its frames. So the clock holds on to one straight line and lets it go only where nobody
// hears it: in a pause or at a jump, and slowly when the line is very far from the truth. The zero Clock needs a Rate.
type Clock struct {
	Rate     int  // frames a second
	Together bool // others play too: the line stays close to the truth

	set     bool
	leads   bool          // the line is being led back
	zero    time.Duration // where the line puts frame 0
	truth   time.Duration // of the last call
	instant time.Duration // of the last call
}

// Wander is how much later than the clock says things sound by the present line; negative: earlier.
func (c *Clock) Wander(truth time.Duration) time.Duration {
	if !c.set {
		return 0
	}
	return truth - c.zero
}

// Frame is the frame of an instant. truth is where frame 0 is by what is known now; pause tells that what comes has
// nothing to do with what came before, so that the line may jump to the truth.
func (c *Clock) Frame(instant, truth time.Duration, pause bool) int64 {
	t := int64(instant-c.Line(instant, truth, pause)) + 500_000_000/int64(c.Rate)
	second := int64(time.Second)
	whole := t / second
	if t%second < 0 {
		whole--
	}
	return whole*int64(c.Rate) + (t-whole*second)*int64(c.Rate)/second
}

// Line is where frame 0 is for that instant, as [Clock.Frame] has it.
func (c *Clock) Line(instant, truth time.Duration, pause bool) time.Duration {
	wrong, step := truth-c.zero, truth-c.truth
	c.truth = truth
	speed := leading * max(1, float64(wrong)/float64(behind))
	switch {
	case !c.set || pause || step > hole || wrong < -hasty:
		c.set, c.leads, c.zero = true, false, truth
	case c.Together && (wrong > gap || wrong < -gap):
		c.leads, c.zero = false, truth
	case c.Together:
		c.leads = wrong > apart || wrong < -apart || c.leads && (wrong > met || wrong < -met)
		speed = closing
	case wrong > behind || wrong < -ahead:
		c.leads = true
	case wrong < near && wrong > -near:
		c.leads = false
	}
	if c.leads {
		most := time.Duration(speed * float64(max(instant-c.instant, 0)))
		c.zero += min(max(wrong, -most), most)
	}
	c.instant = max(instant, c.instant)
	return c.zero
}
