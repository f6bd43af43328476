package synth

import (
	"sync/atomic"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// chestsPerDivision: pipes stand on the C side and the C sharp side, and every other rank has its own wind.
const chestsPerDivision = 4

// The sampling rates that an organ can be built for, in hertz.
const (
	LowestRate, UsualRate, HighestRate = 8000, 48000, 192000
)

// The pitches of a' that an organ can be tuned to, in hertz: from the French tone of 1700 to the choir tone.
const LowestPitch, HighestPitch = 392.0, 466.0

// Options say how an organ is built. The zero value is good.
type Options struct {
	Rate        int         // frames a second; 0 is UsualRate; others are brought between LowestRate and HighestRate
	Pitch       float64     // of a' in hertz; 0 is 440; others are brought between LowestPitch and HighestPitch
	Temperament Temperament // equal, or one that TemperamentOf knows, or your own
	Seed        uint64      // of all that makes one pipe differ from the next
	Room        Room        // the zero value is Church
	Wind        float64     // how far the wind sags under a big chord: 0 not at all, 1 as on an old organ

	// Exact leaves out what is only natural: pipes that are not quite in tune nor quite alike, drifting wind, and the
	// recording level that sinks as more pipes speak. For measuring.
	Exact bool
}

// Organ is the built-in organ of one console. Package synth says which method belongs to which goroutine.
type Organ struct {
	console *registration.Console
	opts    Options

	told sequencer.Sounding // by all events so far

	// What events act on.
	keys     keyMap
	stops    []*stop // by control; nil for what is no stop
	switches []int   // by control: index into keys.couplers or tremulants
	shakers  []tremulant
	boxes    []box // by enclosure

	divisions []division
	level     level
	room      *room
	guard     limiter

	frame  int64 // the next to be rendered
	agenda agenda
	mix    [2][block]float32
	roomly delayed // the room's part of mix, for RenderApart

	ring     ring
	position atomic.Int64
	panicked atomic.Bool
	late     atomic.Uint64
	limited  atomic.Uint64
	sounding atomic.Int64
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

// New builds the pipes of a console: some 30 microseconds and 4 KB for each, on every core there is. It starts nothing
// and needs no closing. Nothing is drawn; the shoes stand where the console says.
func New(c *registration.Console, opts Options) *Organ {
	if opts.Rate == 0 {
		opts.Rate = UsualRate
	}
	opts.Rate = min(max(opts.Rate, LowestRate), HighestRate)
	if !(opts.Pitch > 0) {
		opts.Pitch = 440
	}
	opts.Pitch = min(max(opts.Pitch, LowestPitch), HighestPitch)
	rate := float64(opts.Rate)
	o := &Organ{
		console: c, opts: opts,
		keys:     newKeyMap(c),
		switches: make([]int, len(c.Controls)),
		level:    newLevel(rate, opts.Exact),
		room:     newRoom(opts.Room, rate),
		guard:    newLimiter(rate),
	}
	o.agenda = newAgenda(&o.ring)
	longest := make([]float64, len(c.Divisions))
	for i := range c.Controls {
		switch k := &c.Controls[i]; k.Kind {
		case registration.Coupler:
			o.switches[i] = o.keys.add(k)
		case registration.Tremulant:
			o.switches[i] = len(o.shakers)
			t := newTremulant(k, rate)
			o.shakers = append(o.shakers, t)
			longest[k.Division] += t.longest()
		}
	}
	initial := c.Initial()
	for i := range c.Enclosures {
		o.boxes = append(o.boxes, newBox(initial.Shoe(registration.EnclosureID(i)), rate))
	}
	o.told.State = initial
	o.divisions = make([]division, len(c.Divisions))
	b := builder{console: c, opts: opts, chests: make([][chestsPerDivision]*chest, len(c.Divisions))}
	for i := range o.divisions {
		o.divisions[i] = newDivision(c, opts, i, longest[i])
		b.chests[i] = o.divisions[i].chests
	}
	o.stops = b.stops()
	for _, s := range o.stops {
		if s != nil {
			for i := range s.pipes {
				s.pipes[i].chest.capacity++
			}
		}
	}
	for i := range o.divisions {
		for _, ch := range o.divisions[i].chests {
			lists := make([]*pipe, 3*ch.capacity)
			n := ch.capacity
			ch.steady, ch.moving, ch.wandering = lists[:0:n], lists[n:n:2*n], lists[2*n:2*n]
		}
	}
	o.settle()
	return o
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

// Console is the console that the organ was built for.
func (o *Organ) Console() *registration.Console { return o.console }

// Rate is the frames a second.
func (o *Organ) Rate() int { return o.opts.Rate }

// Delay is how many frames later than it was rendered a frame comes out: the last guard looks ahead. Events that are
// sent come out on their frames all the same, if they are here so much earlier.
func (o *Organ) Delay() int { return lookahead }

// Tail is how long something may still be heard once the last key is up.
func (o *Organ) Tail() time.Duration {
	speech := 400*time.Millisecond + time.Duration(lookahead)*time.Second/time.Duration(o.opts.Rate)
	if o.opts.Room == NoRoom {
		return speech
	}
	// After the time of reverberation twice it is 120 decibels down.
	return speech + time.Duration(2*o.opts.Room.acoustics().reverb*float64(time.Second)).Round(time.Millisecond)
}

// settle lets everything that glides arrive.
func (o *Organ) settle() {
	for i := range o.boxes {
		o.boxes[i].arrive()
	}
	for i := range o.shakers {
		o.shakers[i].arrive()
	}
	for i := range o.divisions {
		o.divisions[i].shutters.arrive(o.veil(&o.divisions[i]))
	}
}

// Sounding is what the organ has been told up to the next frame: its registration, and the keys that are down.
func (o *Organ) Sounding() sequencer.Sounding { return o.told }

// Apply makes one event at once: it is heard [Organ.Delay] frames on. Its time is not looked at. What the console does not have is ignored.
func (o *Organ) Apply(e sequencer.Event) {
	switch e.Kind {
	case sequencer.KeyDown, sequencer.KeyUp:
		if int(e.Division) >= len(o.divisions) || e.Key > 127 {
			return
		}
		o.told.Apply(e)
		if e.Kind == sequencer.KeyDown {
			o.keys.press(e.Division, e.Key)
		} else {
			o.keys.release(e.Division, e.Key)
		}
		o.resolve()
	case sequencer.Change, sequencer.Expression:
		o.change(e.Change)
	}
}

func (o *Organ) change(c registration.Change) {
	switch c.Kind {
	case registration.Express:
		if int(c.Enclosure) < len(o.boxes) {
			o.told.State.Apply(c)
			o.boxes[c.Enclosure].shoe = min(c.Value, 127)
		}
	case registration.Draw, registration.Retire:
		if int(c.Control) >= len(o.console.Controls) {
			return
		}
		o.told.State.Apply(c)
		on := c.Kind == registration.Draw
		switch o.console.Controls[c.Control].Kind {
		case registration.Stop:
			o.draw(o.stops[c.Control], on)
		case registration.Coupler:
			o.keys.couplers[o.switches[c.Control]].engaged = on
			o.resolve()
		case registration.Tremulant:
			o.shakers[o.switches[c.Control]].engaged = on
		}
	}
}

// draw draws or retires a stop under the keys that are held.
func (o *Organ) draw(s *stop, on bool) {
	if s.drawn == on {
		return
	}
	s.drawn = on
	keys := o.keys.speaking[s.division]
	for key, ok := keys.first(); ok; key, ok = keys.first() {
		o.speak(s, key, on)
	}
}

// resolve lets the pipes follow the keys and the couplers.
func (o *Organ) resolve() {
	before := o.keys.speaking
	o.keys.resolve()
	for d := range o.divisions {
		now := o.keys.speaking[d]
		if now == before[d] {
			continue
		}
		up, down := before[d].not(now), now.not(before[d])
		for _, s := range o.stops {
			if s == nil || !s.drawn || int(s.division) != d {
				continue
			}
			for keys := up; ; {
				key, ok := keys.first()
				if !ok {
					break
				}
				o.speak(s, key, false)
			}
			for keys := down; ; {
				key, ok := keys.first()
				if !ok {
					break
				}
				o.speak(s, key, true)
			}
		}
	}
}

// speak holds or releases the pipes of one key of a stop.
func (o *Organ) speak(s *stop, key uint8, on bool) {
	d := &o.divisions[s.division]
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
func (o *Organ) release() {
	for d := range o.keys.played {
		o.keys.played[d] = keySet{}
		o.told.Keys[d] = [128]uint8{}
	}
	o.resolve()
}
