package synth

import (
	"sync/atomic"

	"voluntary/registration"
	"voluntary/sequencer"
)

// changeTime is the seconds in which the sound passes from the old pipes to the new, and from one room to another.
const changeTime = 0.12

// Rebuild tunes and voices the organ anew and puts it into another room, while it plays: the registration stays, keys
// that are held sound on, and nothing clicks. It builds here, as [New] does, and returns; the sound passes to what was
// built within changeTime of the next render. The rate stays as it was. One goroutine at a time may rebuild; one that
// gives its parts, see [Organ.RenderApart], is not to be rebuilt.
func (o *Organ) Rebuild(opts Options) {
	opts.Rate = o.rate
	opts = opts.inRange()
	was := *o.opts.Load()
	s := &successor{moves: opts.Room != was.Room}
	if s.moves {
		s.room = newRoom(opts.Room, float64(o.rate))
	}
	if was.Room = opts.Room; opts != was {
		s.instrument = newInstrument(o.console, opts)
	}
	if waiting := o.change.next.Swap(nil); waiting != nil { // nobody has rendered since
		if s.instrument == nil {
			s.instrument = waiting.instrument
		}
		if !s.moves {
			s.moves, s.room = waiting.moves, waiting.room
		}
	}
	if s.moves || s.instrument != nil {
		o.change.next.Store(s)
	}
	o.opts.Store(&opts)
}

// successor is what takes over.
type successor struct {
	instrument *instrument // nil: the old one stays
	moves      bool        // into room
	room       *room
}

// changeover leads the sound from one instrument to the next, and from room to room.
type changeover struct {
	next   atomic.Pointer[successor]
	from   *instrument // that leaves, nil for none
	blocks int         // that the present change takes yet, 0: there is none
	turn   uint32      // where it stands at the start of the block, a quarter of a turn is the end
	step   uint32      // in a frame
	mix    [2][block]float32
}

// quarter is a quarter of a turn.
const quarter = 1 << 30

// at is the parts of the old and of the new at a frame of the block. Their powers add up to one.
func (c *changeover) at(frame int) (old, young float32) {
	turn := c.turn + uint32(frame)*c.step
	return sineAt(turn + quarter), sineAt(turn)
}

// succeed goes on with a change at the start of a block, ends it, or begins the next.
func (o *Organ) succeed() {
	c := &o.change
	if c.blocks > 0 {
		c.turn += block * c.step
		if c.blocks--; c.blocks > 0 {
			return
		}
		c.from = nil
		o.rooms.settle()
	}
	s := c.next.Swap(nil)
	if s == nil {
		return
	}
	c.blocks = int(changeTime*float64(o.rate)/block) + 1
	c.turn, c.step = 0, uint32(quarter/(c.blocks*block))
	if s.instrument != nil {
		c.from = o.instrument
		s.instrument.take(&o.told, c.from)
		o.instrument = s.instrument
	}
	if s.moves {
		o.rooms.move(s.room)
	}
}

// take lets a new instrument do what its forerunner does.
func (n *instrument) take(told *sequencer.Sounding, from *instrument) {
	for i := range n.boxes {
		n.boxes[i].shoe = told.State.Shoe(registration.EnclosureID(i))
	}
	for i := range n.console.Controls {
		if id := registration.ControlID(i); told.State.On(id) {
			n.act(sequencer.ChangeEvent(0, registration.Change{Kind: registration.Draw, Control: id}))
		}
	}
	n.settle()
	n.keys.played = from.keys.played
	n.resolve()
	n.level = from.level
}

// blend renders the instrument that leaves and mixes it with the one that has come, which is in left and right.
func (c *changeover) blend(left, right []float32, at int) {
	l, r := c.mix[0][:len(left)], c.mix[1][:len(left)]
	clear(l)
	clear(r)
	c.from.render(l, r, nil, 0, at)
	for i := range left {
		old, young := c.at(at + i)
		left[i] = float32(young*left[i]) + float32(old*l[i])
		right[i] = float32(young*right[i]) + float32(old*r[i])
	}
}

// rooms is the room that the organ stands in, and those that it has left and that ring on.
type rooms struct {
	now    *room // nil: none
	before *room // rings out
	oldest *room // rings out and fades
	moving bool  // the sound passes from before to now
	dry    [2][block]float32
	mix    [2][block]float32
}

func (r *rooms) changing() bool { return r.moving || r.before != nil }

// move begins to pass into another room.
func (r *rooms) move(to *room) {
	r.oldest, r.before, r.now, r.moving = r.before, r.now, to, true
}

// settle ends it.
func (r *rooms) settle() { r.oldest, r.moving = nil, false }

func (r *rooms) begin() {
	for _, one := range [...]*room{r.now, r.before, r.oldest} {
		if one != nil {
			one.begin()
		}
	}
	if r.before != nil && !r.before.on && !r.moving {
		r.before = nil
	}
}

// render adds the answers of all rooms: the sound goes over from one to the other, and what it has left rings on.
func (r *rooms) render(left, right []float32, c *changeover, at int) {
	n := len(left)
	l, k := r.dry[0][:n], r.dry[1][:n]
	copy(l, left)
	copy(k, right)
	for i, one := range [...]*room{r.now, r.before, r.oldest} {
		if one == nil {
			continue
		}
		x, y := r.mix[0][:n], r.mix[1][:n]
		for j := range x {
			in, _ := r.shares(i, c, at+j)
			x[j], y[j] = in*l[j], in*k[j]
		}
		one.render(x, y)
		for j := range x {
			in, out := r.shares(i, c, at+j)
			left[j] += float32(out * (x[j] - float32(in*l[j])))
			right[j] += float32(out * (y[j] - float32(in*k[j])))
		}
	}
}

// shares is how much of the sound goes into a room, and how much of its answer is heard: of now, before and oldest.
func (r *rooms) shares(which int, c *changeover, frame int) (in, out float32) {
	old, young := float32(0), float32(1)
	if r.moving {
		old, young = c.at(frame)
	}
	switch which {
	case 0:
		return young, 1
	case 1:
		return old, 1
	}
	return 0, old
}
