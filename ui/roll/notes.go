package roll

import (
	"slices"
	"sort"

	"voluntary/registration"
	"voluntary/sequencer"
)

// nobody is the division of a note that no division plays.
const nobody = -1

// Seen is a note as the roll shows it.
type Seen struct {
	Part     int // index of the part in the arrangement
	Note     sequencer.Note
	Key      int  // the key that sounds: as written, moved by the part's shift
	Division int  // index in the console, -1 when no division plays it
	Outside  bool // the division has no such key
}

// block is how many notes share one entry of the index.
const block = 256

// partNotes is one part with an index: the latest end of the notes of each block, so that long notes that began far to
// the left are found without looking at every note.
type partNotes struct {
	part   *sequencer.Part
	latest []sequencer.Tick
	routes []route
}

// route is who plays a part from a tick on.
type route struct {
	at       sequencer.Tick
	division int
	lowest   uint8
	highest  uint8
}

// notes finds the notes of an arrangement on a console. It is rebuilt for each arrangement; the index of a part whose
// notes did not change is taken over.
type notes struct {
	piece   *sequencer.Arrangement
	console *registration.Console
	parts   []partNotes
}

// sameParts reports whether the parts are the same ones by the same names, whatever their notes are.
func (n *notes) sameParts(b *notes) bool {
	return slices.EqualFunc(n.parts, b.parts, func(x, y partNotes) bool { return x.part.ID == y.part.ID && x.part.Name == y.part.Name })
}

func newNotes(a *sequencer.Arrangement, c *registration.Console, before *notes) *notes {
	n := &notes{piece: a, console: c}
	if a == nil {
		return n
	}
	parts := a.Parts()
	n.parts = make([]partNotes, len(parts))
	for i := range parts {
		p := &n.parts[i]
		p.part = &parts[i]
		if before != nil && i < len(before.parts) && sameNotes(before.parts[i].part.Notes, p.part.Notes) {
			p.latest = before.parts[i].latest
		} else {
			p.latest = latestEnds(p.part.Notes)
		}
		p.routes = routes(p.part, c)
	}
	return n
}

// sameNotes reports whether two slices are one and the same. Notes are never written after publication.
func sameNotes(a, b []sequencer.Note) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

func latestEnds(in []sequencer.Note) []sequencer.Tick {
	out := make([]sequencer.Tick, (len(in)+block-1)/block)
	for i := range in {
		// A note without length is still seen where it starts.
		out[i/block] = max(out[i/block], in[i].End, in[i].Start+1)
	}
	return out
}

func routes(p *sequencer.Part, c *registration.Console) []route {
	out := []route{{division: nobody}}
	for _, r := range p.Routing {
		to := route{at: r.At, division: nobody}
		if c != nil {
			if d, ok := c.Division(r.Division); ok {
				to.division, to.lowest, to.highest = int(d), c.Divisions[d].Lowest, c.Divisions[d].Highest
			}
		}
		out = append(out, to)
	}
	return out
}

func (p *partNotes) route(at sequencer.Tick) int {
	return max(sort.Search(len(p.routes), func(i int) bool { return p.routes[i].at > at })-1, 0)
}

// seen is note i of the part with index part.
func (p *partNotes) seen(part, i int, r *route) Seen {
	n := p.part.Notes[i]
	key := int(n.Key) + int(p.part.Shift)
	return Seen{
		Part: part, Note: n, Key: key, Division: r.division,
		Outside: r.division != nobody && (key < int(r.lowest) || key > int(r.highest)),
	}
}

// between calls yield for each note that sounds inside [first, end), part by part and in order of start, until yield
// returns false. Notes whose shifted key is no key are left out: they cannot be shown.
func (n *notes) between(first, end sequencer.Tick, yield func(Seen) bool) {
	for i := range n.parts {
		if !n.parts[i].between(i, first, end, yield) {
			return
		}
	}
}

func (p *partNotes) between(part int, first, end sequencer.Tick, yield func(Seen) bool) bool {
	return p.walk(first, end, func(i int, _ *sequencer.Note, r *route) bool {
		s := p.seen(part, i, r)
		return s.Key < 0 || s.Key >= keys || yield(s)
	})
}

// walk is between without the making of a Seen for each note.
func (p *partNotes) walk(first, end sequencer.Tick, yield func(i int, n *sequencer.Note, r *route) bool) bool {
	list := p.part.Notes
	stop := sort.Search(len(list), func(i int) bool { return list[i].Start >= end })
	at := 0
	for b := 0; b*block < stop; b++ {
		if p.latest[b] <= first {
			continue
		}
		from := b * block
		at = max(at, p.route(list[from].Start))
		for i := from; i < min(from+block, stop); i++ {
			n := &list[i]
			if n.End <= first && n.Start < first {
				continue
			}
			for at+1 < len(p.routes) && p.routes[at+1].at <= n.Start {
				at++
			}
			if !yield(i, n, &p.routes[at]) {
				return false
			}
		}
	}
	return true
}

// find looks a note up by its id.
func (n *notes) find(id sequencer.NoteID) (Seen, bool) {
	for i := range n.parts {
		p := &n.parts[i]
		for k := range p.part.Notes {
			if p.part.Notes[k].ID == id {
				return p.seen(i, k, &p.routes[p.route(p.part.Notes[k].Start)]), true
			}
		}
	}
	return Seen{}, false
}

// marked lists the notes of a selection, in order of part and start.
func (n *notes) marked(s sequencer.Selection) []Seen {
	var out []Seen
	if s.Empty() {
		return nil
	}
	n.between(0, sequencer.MaxTick, func(x Seen) bool {
		if s.HasNote(x.Note.ID) {
			out = append(out, x)
		}
		return true
	})
	return out
}

// span is the range of keys that the notes use, ok false when there are none.
func (n *notes) span() (lowest, highest int, ok bool) {
	lowest, highest = keys, -1
	n.between(0, sequencer.MaxTick, func(s Seen) bool {
		lowest, highest = min(lowest, s.Key), max(highest, s.Key)
		return true
	})
	return lowest, highest, highest >= 0
}
