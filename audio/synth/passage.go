package synth

import (
	"errors"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// ErrNoPassage says that there is nothing between the two times.
var ErrNoPassage = errors.New("there is nothing to render between these times")

// Passage is part of a performance on an organ of its own, rendered as fast as it is read, with the tail that follows.
// It is for one goroutine.
type Passage struct {
	organ  *Organ
	events []sequencer.Event // yet to come
	from   time.Duration
	last   int64 // frame at which every key is up
	frames int64 // with the tail
}

// NewPassage begins at from, with the registration that holds there and the keys that are held, and ends at to, where
// all keys are released; to 0, or beyond the end, is the end. It wraps [ErrNoPassage] when nothing lies between.
func NewPassage(p *sequencer.Performance, from, to time.Duration, opts Options) (*Passage, error) {
	from = max(from, 0)
	if to <= 0 || to > p.End() {
		to = p.End()
	}
	if from >= to {
		return nil, ErrNoPassage
	}
	o := New(p.Console(), opts)
	g := &Passage{organ: o, events: p.Events()[p.Index(from):p.Index(to)], from: from}
	g.last = g.frame(to)
	g.frames = g.last + g.frame(from+o.Tail()) - int64(o.Delay())

	before := p.Chase(from)
	for _, c := range registration.Diff(p.Console().Initial(), before.State) {
		o.Apply(sequencer.ChangeEvent(0, c))
	}
	o.settle()
	for k := range before.Held {
		o.Apply(sequencer.Event{Kind: sequencer.KeyDown, Division: k.Division, Key: k.Key, Velocity: k.Velocity})
	}
	return g, nil
}

// Frames is the length, with the tail.
func (g *Passage) Frames() int64 { return g.frames }

// Rate is the frames a second.
func (g *Passage) Rate() int { return g.organ.Rate() }

// Console is what it is played on.
func (g *Passage) Console() *registration.Console { return g.organ.Console() }

// Limited is how many frames so far the last guard has made softer.
func (g *Passage) Limited() uint64 { return g.organ.Counts().Limited }

// Read renders the next len(dst)/2 frames, as [Organ.Render], and returns how many were left to render.
func (g *Passage) Read(dst []float32) (frames int) { return g.ReadApart(dst, nil) }

// ReadApart renders the next len(dst)/2 frames and their parts, as [Organ.RenderApart], and returns how many were left to
// render. Whoever wants the parts calls it for all frames.
func (g *Passage) ReadApart(dst []float32, parts [][]float32) (frames int) {
	if g.organ.frame == 0 { // what the guard gives back before it has got anything
		first := make([]float32, 2*g.organ.Delay())
		var aside [][]float32
		for range parts {
			aside = append(aside, make([]float32, len(first)))
		}
		g.advance(first, aside)
	}
	frames = int(min(int64(len(dst)/2), g.frames+int64(g.organ.Delay())-g.organ.frame))
	g.advance(dst[:2*frames], parts)
	return frames
}

// advance renders what comes next.
func (g *Passage) advance(dst []float32, parts [][]float32) {
	o := g.organ
	rest := make([][]float32, len(parts))
	copy(rest, parts)
	if parts == nil {
		rest = nil
	}
	for len(dst) > 0 {
		n := int64(len(dst) / 2)
		for len(g.events) > 0 && g.frame(g.events[0].At) <= o.frame {
			o.Apply(g.events[0])
			g.events = g.events[1:]
		}
		if o.frame == g.last {
			o.release()
		}
		if len(g.events) > 0 {
			n = min(n, g.frame(g.events[0].At)-o.frame)
		}
		if o.frame < g.last {
			n = min(n, g.last-o.frame)
		}
		o.RenderApart(dst[:2*n], rest)
		dst = dst[2*n:]
		for i := range rest {
			rest[i] = rest[i][2*n:]
		}
	}
}

// frame is the frame of a time of the performance.
func (g *Passage) frame(at time.Duration) int64 {
	rate := int64(g.organ.Rate())
	d := at - g.from
	whole := int64(d / time.Second)
	return whole*rate + (int64(d%time.Second)*rate+int64(time.Second)/2)/int64(time.Second)
}
