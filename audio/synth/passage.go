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
	g.frames = g.last + g.frame(from+o.Tail())

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

// Read renders the next len(dst)/2 frames, as [Organ.Render], and returns how many were left to render.
func (g *Passage) Read(dst []float32) (frames int) {
	o := g.organ
	frames = int(min(int64(len(dst)/2), g.frames-o.frame))
	for dst = dst[:2*frames]; len(dst) > 0; {
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
		o.Render(dst[:2*n])
		dst = dst[2*n:]
	}
	return frames
}

// frame is the frame of a time of the performance.
func (g *Passage) frame(at time.Duration) int64 {
	rate := int64(g.organ.Rate())
	d := at - g.from
	whole := int64(d / time.Second)
	return whole*rate + (int64(d%time.Second)*rate+int64(time.Second)/2)/int64(time.Second)
}
