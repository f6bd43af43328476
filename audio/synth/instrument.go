package synth

import (
	"voluntary/registration"
	"voluntary/sequencer"
)

// chestsPerDivision: pipes stand on the C side and the C sharp side, and every other rank has its own wind.
const chestsPerDivision = 4

// instrument is the pipes of an organ and all that leads from keys and knobs to them, up to the recording level.
type instrument struct {
	console *registration.Console

	// What events act on.
	keys     keyMap
	stops    []*stop // by control; nil for what is no stop
	switches []int   // by control: index into keys.couplers or tremulants
	shakers  []tremulant
	boxes    []box // by enclosure

	divisions []division
	level     level
}

// division is the way of a division's sound.
type division struct {
	chests   [chestsPerDivision]*chest
	boxes    []registration.EnclosureID // that it stands in
	shutters shutters
	bellows  bellows
	power    uint64 // of its pipes that are held, in powerUnit
	pipes    int    // that are held
	out      [2][block]float32
	apart    delayed // of out, for RenderApart
}

// newInstrument builds the pipes of a console on every core there is. The options are in their ranges.
func newInstrument(c *registration.Console, opts Options) *instrument {
	rate := float64(opts.Rate)
	n := &instrument{
		console:  c,
		keys:     newKeyMap(c),
		switches: make([]int, len(c.Controls)),
		level:    newLevel(rate, opts.Exact),
	}
	longest := make([]float64, len(c.Divisions))
	for i := range c.Controls {
		switch k := &c.Controls[i]; k.Kind {
		case registration.Coupler:
			n.switches[i] = n.keys.add(k)
		case registration.Tremulant:
			n.switches[i] = len(n.shakers)
			t := newTremulant(k, rate)
			n.shakers = append(n.shakers, t)
			longest[k.Division] += t.longest()
		}
	}
	initial := c.Initial()
	for i := range c.Enclosures {
		n.boxes = append(n.boxes, newBox(initial.Shoe(registration.EnclosureID(i)), rate))
	}
	n.divisions = make([]division, len(c.Divisions))
	b := builder{console: c, opts: opts, chests: make([][chestsPerDivision]*chest, len(c.Divisions))}
	for i := range n.divisions {
		n.divisions[i] = newDivision(c, opts, i, longest[i])
		b.chests[i] = n.divisions[i].chests
	}
	n.stops = b.stops()
	for _, s := range n.stops {
		if s != nil {
			for i := range s.pipes {
				s.pipes[i].chest.capacity++
			}
		}
	}
	for i := range n.divisions {
		for _, ch := range n.divisions[i].chests {
			lists := make([]*pipe, 3*ch.capacity)
			size := ch.capacity
			ch.steady, ch.moving, ch.wandering = lists[:0:size], lists[size:size:2*size], lists[2*size:2*size]
		}
	}
	n.settle()
	return n
}

// newDivision places the chests of division i. The pedal is the widest, the manuals stand side by side.
func newDivision(c *registration.Console, opts Options, i int, longest float64) division {
	rate := float64(opts.Rate)
	centre, width := 0.0, 0.3
	if c.Divisions[i].Pedal {
		width = 0.55
	} else {
		centre = [...]float64{0, 0.25, -0.25, 0.4, -0.4}[i%5]
	}
	const drift = 8 // frames at 48 kHz
	distance := drift * rate / 48000
	d := division{shutters: newShutters(rate), bellows: newBellows(opts.Wind, rate)}
	for n := range d.chests {
		ch := &chest{rate: rate, gain: 1, drifting: !opts.Exact, luck: chanceOf(opts.Seed, -1, i, n), driftFrom: [2]float32{0, 1}, driftTo: [2]float32{0, 1}}
		ch.driftDistance, ch.driftSlowness = float32(distance), float32(1.1*rate/block)
		side := width * float64(n&1*2-1)
		ch.left, ch.right = pan(centre + float64(side*(1-float64(0.3*float64(n>>1)))))
		ch.history = make([]float32, historyFor(longest+distance+float64(d.bellows.reach)))
		ch.quiet = len(ch.history)
		d.chests[n] = ch
	}
	for e := range c.Enclosures {
		for _, in := range c.Enclosures[e].Divisions {
			if int(in) == i {
				d.boxes = append(d.boxes, registration.EnclosureID(e))
			}
		}
	}
	return d
}

// settle lets everything that glides arrive.
func (n *instrument) settle() {
	for i := range n.boxes {
		n.boxes[i].arrive()
	}
	for i := range n.shakers {
		n.shakers[i].arrive()
	}
	for i := range n.divisions {
		n.divisions[i].shutters.arrive(n.veil(&n.divisions[i]))
	}
}

// act makes one event, which is one that the console has.
func (n *instrument) act(e sequencer.Event) {
	c := e.Change
	switch e.Kind {
	case sequencer.KeyDown:
		n.keys.press(e.Division, e.Key)
		n.resolve()
	case sequencer.KeyUp:
		n.keys.release(e.Division, e.Key)
		n.resolve()
	default:
		if c.Kind == registration.Express {
			n.boxes[c.Enclosure].shoe = min(c.Value, 127)
			return
		}
		on := c.Kind == registration.Draw
		switch n.console.Controls[c.Control].Kind {
		case registration.Stop:
			n.draw(n.stops[c.Control], on)
		case registration.Coupler:
			n.keys.couplers[n.switches[c.Control]].engaged = on
			n.resolve()
		case registration.Tremulant:
			n.shakers[n.switches[c.Control]].engaged = on
		}
	}
}

// draw draws or retires a stop under the keys that are held.
func (n *instrument) draw(s *stop, on bool) {
	if s.drawn == on {
		return
	}
	s.drawn = on
	keys := n.keys.speaking[s.division]
	for key, ok := keys.first(); ok; key, ok = keys.first() {
		n.speak(s, key, on)
	}
}

// resolve lets the pipes follow the keys and the couplers.
func (n *instrument) resolve() {
	before := n.keys.speaking
	n.keys.resolve()
	for d := range n.divisions {
		now := n.keys.speaking[d]
		if now == before[d] {
			continue
		}
		up, down := before[d].not(now), now.not(before[d])
		for _, s := range n.stops {
			if s == nil || !s.drawn || int(s.division) != d {
				continue
			}
			for keys := up; ; {
				key, ok := keys.first()
				if !ok {
					break
				}
				n.speak(s, key, false)
			}
			for keys := down; ; {
				key, ok := keys.first()
				if !ok {
					break
				}
				n.speak(s, key, true)
			}
		}
	}
}

// speak holds or releases the pipes of one key of a stop.
func (n *instrument) speak(s *stop, key uint8, on bool) {
	d := &n.divisions[s.division]
	for i := int(key) - int(s.lowest); i < len(s.pipes); i += s.keys {
		p := &s.pipes[i]
		if p.held == on {
			continue
		}
		p.hold(on)
		p.chest.place(p)
		if on {
			d.power += p.power
			d.pipes++
		} else {
			d.power -= p.power
			d.pipes--
		}
	}
}

// release lets go of every key.
func (n *instrument) release() {
	for d := range n.keys.played {
		n.keys.played[d] = keySet{}
	}
	n.resolve()
}

// veil is what the boxes that a division stands in take from its sound now.
func (n *instrument) veil(d *division) (gain, shade float32) {
	gain, shade = 1, 1
	for _, e := range d.boxes {
		gain *= n.boxes[e].gain
		shade *= n.boxes[e].shade
	}
	return gain, shade
}

// begin starts a block: everything that glides is told where to be at its end.
func (n *instrument) begin() {
	for i := range n.boxes {
		n.boxes[i].next()
	}
	power := 0.0
	for i := range n.divisions {
		d := &n.divisions[i]
		shake, swell := float32(0), float32(1)
		for j := range n.shakers {
			if t := &n.shakers[j]; int(t.division) == i {
				s, g := t.next()
				shake += s
				swell *= g
			}
		}
		s, g := d.bellows.next(float64(d.power) * powerUnit)
		shake += s
		swell *= g
		for _, c := range d.chests {
			c.begin(shake, swell)
		}
		gain, shade := n.veil(d)
		d.shutters.begin(gain, shade)
		power += float64(float64(d.power) * powerUnit * float64(float32(gain*gain)))
	}
	n.level.begin(power)
}

// render adds part of a block to left and right, which are empty, from frame at of it on; of the parts, if they are asked
// for, from sample done on.
func (n *instrument) render(left, right []float32, parts [][]float32, done, at int) {
	for i := range n.divisions {
		d := &n.divisions[i]
		l, r := d.out[0][:len(left)], d.out[1][:len(left)]
		if d.idle() {
			if parts != nil {
				clear(l)
				clear(r)
				d.apart.swap(parts[i][done:], l, r, at)
			}
			continue
		}
		clear(l)
		clear(r)
		for _, c := range d.chests {
			if !c.idle() {
				c.render(l, r, at)
			}
		}
		if len(d.boxes) > 0 {
			d.shutters.pass(l, 0, float32(at))
			d.shutters.pass(r, 1, float32(at))
		}
		for j := range left {
			left[j] += l[j]
			right[j] += r[j]
		}
		if parts != nil {
			n.level.pass(l, r, float32(at))
			d.apart.swap(parts[i][done:], l, r, at)
		}
	}
	n.level.pass(left, right, float32(at))
}

// pipes is how many pipes are held.
func (n *instrument) pipes() (sum int) {
	for i := range n.divisions {
		sum += n.divisions[i].pipes
	}
	return sum
}
