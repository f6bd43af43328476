package synth

import "math"

// list says in which list of its chest a pipe stands.
type list uint8

const (
	noList list = iota
	movingList
	steadyList
	wanderingList
)

// chest is a wind chest: pipes that share a place in the room and a supply of wind. What shakes the wind shakes all its
// pipes together, so tremulant and drift act on their sum, as a delay that breathes (pitch) and a gain (loudness).
type chest struct {
	steady, moving, wandering []*pipe // capacity for every pipe of the chest
	capacity                  int
	rate                      float64

	left, right float32 // where it stands: gains of the two channels

	bus     [block]float32
	history []float32 // ring of what the bus had, a power of two long
	head    int       // where the next sample goes
	quiet   int       // frames since a pipe was last heard

	delay, dDelay float32 // frames; value at the start of the block, change per frame
	gain, dGain   float32

	drifting                     bool
	luck                         chance
	driftFrom, driftTo           [2]float32 // delay in frames, gain
	driftAt, driftBlocks         int        // blocks
	driftSlowness, driftDistance float32
}

// place puts a pipe that was told to speak or to be silent among the moving ones.
func (c *chest) place(p *pipe) {
	switch p.list {
	case movingList:
		return
	case steadyList:
		c.steady = without(c.steady, p)
	case wanderingList:
		c.wandering = without(c.wandering, p)
	}
	p.list = movingList
	c.moving = append(c.moving, p)
}

// without takes a pipe out of a list; the last comes in its place.
func without(list []*pipe, p *pipe) []*pipe {
	last := list[len(list)-1]
	list[p.index], last.index = last, p.index
	return list[:len(list)-1]
}

func (c *chest) settleDown(p *pipe) {
	p.state, p.list, p.index = steady, steadyList, int32(len(c.steady))
	c.steady = append(c.steady, p)
}

func (c *chest) letGo(p *pipe) {
	p.setOut(c.rate)
	p.state, p.list, p.index = wandering, wanderingList, int32(len(c.wandering))
	c.wandering = append(c.wandering, p)
}

// sort puts the pipes into the lists where they belong. It happens at the start of a block only, so that the order of
// summation does not depend on how many frames are asked for at a time.
func (c *chest) sort() {
	for i := 0; i < len(c.wandering); {
		p := c.wandering[i]
		if p.stride() {
			i++
			continue
		}
		p.rest = p.blocks(wanderRest, c.rate)
		c.wandering = without(c.wandering, p)
		c.settleDown(p)
	}
	for i := 0; i < len(c.steady); {
		p := c.steady[i]
		if p.rest != 0 {
			p.rest = max(-1, p.rest-1)
			i++
			continue
		}
		c.steady = without(c.steady, p)
		c.letGo(p)
		p.stride()
	}
	kept := c.moving[:0]
	for _, p := range c.moving {
		switch p.state {
		case moving:
			kept = append(kept, p)
		case steady:
			if p.y != 0 {
				p.done = 0
				c.letGo(p)
				p.stride()
			} else {
				c.settleDown(p)
			}
		case silent:
			p.list = noList
		}
	}
	c.moving = kept
}

// idle reports whether nothing comes out of the chest any more.
func (c *chest) idle() bool {
	return len(c.steady) == 0 && len(c.moving) == 0 && len(c.wandering) == 0 && c.quiet >= len(c.history)
}

// begin starts a block: delay and gain glide to where the tremulant (shake: frames of delay, swell: gain) and the drift
// want them at its end.
func (c *chest) begin(shake, swell float32) {
	c.sort()
	if c.drifting {
		d, g := c.drift()
		shake += d
		swell *= g
	}
	const per = 1.0 / block
	c.delay += float32(block * c.dDelay)
	c.gain += float32(block * c.dGain)
	c.dDelay = (shake - c.delay) * per
	c.dGain = (swell - c.gain) * per
}

// drift is the slow unrest of the wind: a walk from one random place to the next.
func (c *chest) drift() (delay, gain float32) {
	if c.driftAt >= c.driftBlocks {
		c.driftFrom, c.driftAt = c.driftTo, 0
		c.driftTo = [2]float32{float32(c.luck.unit()) * c.driftDistance, 1 + float32(0.025*c.luck.spread())}
		c.driftBlocks = int(c.driftSlowness * (0.6 + float32(0.8*c.luck.unit())))
	}
	c.driftAt++
	x := smooth(float32(c.driftAt) / float32(c.driftBlocks))
	return c.driftFrom[0] + float32(x*(c.driftTo[0]-c.driftFrom[0])), c.driftFrom[1] + float32(x*(c.driftTo[1]-c.driftFrom[1]))
}

// render adds n frames to left and right, from frame at of the present block on.
func (c *chest) render(left, right []float32, at int) {
	n := len(left)
	bus := c.bus[:n]
	clear(bus)
	if len(c.steady) == 0 && len(c.moving) == 0 && len(c.wandering) == 0 {
		c.quiet += n
	} else {
		c.quiet = 0
	}
	rest := c.steady
	for len(rest) >= 4 {
		add4(bus, rest[0].advance(n), rest[1].advance(n), rest[2].advance(n), rest[3].advance(n))
		rest = rest[4:]
	}
	for _, p := range rest {
		add1(bus, p.advance(n))
	}
	for _, p := range c.wandering {
		p.roam(bus)
	}
	for _, p := range c.moving {
		p.speak(bus)
	}
	if c.delay == 0 && c.dDelay == 0 && c.gain == 1 && c.dGain == 0 {
		c.remember(bus)
	} else {
		c.breathe(bus, float32(at))
	}
	l, r := c.left, c.right
	left, right = left[:len(bus)], right[:len(bus)]
	for i, s := range bus {
		left[i] += float32(l * s)
		right[i] += float32(r * s)
	}
}

// remember keeps what passes, for a delay to come.
func (c *chest) remember(bus []float32) {
	mask := len(c.history) - 1
	for _, s := range bus {
		c.history[c.head&mask] = s
		c.head++
	}
}

// breathe delays and swells the bus. Between samples it interpolates by the cubic through four of them; a delay of zero
// gives the very samples back.
func (c *chest) breathe(bus []float32, t float32) {
	h := c.history
	mask := len(h) - 1
	for i, s := range bus {
		h[c.head&mask] = s
		d := max(0, c.delay+float32(t*c.dDelay))
		whole := int(d)
		if whole > 0 {
			whole--
		}
		x := d - float32(whole)
		at := c.head - whole
		x1, x2, x3 := x-1, x-2, x-3
		near, far := float32(x1*x2), float32(x*x3)
		y := float32(float32(near*x3)*(-1.0/6)*h[at&mask]) + float32(float32(far*x2)*0.5*h[(at-1)&mask])
		y += float32(float32(far*x1)*-0.5*h[(at-2)&mask]) + float32(float32(near*x)*(1.0/6)*h[(at-3)&mask])
		bus[i] = y * (c.gain + float32(t*c.dGain))
		c.head++
		t++
	}
}

// historyFor is the length of the history for a delay of up to the given number of frames.
func historyFor(frames float64) int {
	n := 8
	for float64(n) < frames+8 {
		n *= 2
	}
	return n
}

// pan splits a gain of one between two channels so that the power stays: -1 is left, 1 is right.
func pan(x float64) (left, right float32) {
	turn := float64((x + 1) / 8)
	return float32(sinTurns(0.25-turn) * math.Sqrt2), float32(sinTurns(turn) * math.Sqrt2)
}
