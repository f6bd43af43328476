package roll

import (
	"cmp"
	"slices"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/theme"
)

// ghosts tells what else speaks when a note is played, through the couplers that are engaged where it starts.
type ghosts struct {
	moments []moment
}

// moment is a place from which on couplers stand as they do.
type moment struct {
	at    sequencer.Tick
	reach [][]sequencer.Reached // by division; without the division's own unison
}

// newGhosts follows the couplers through a piece.
func newGhosts(a *sequencer.Arrangement, c *registration.Console) *ghosts {
	g := &ghosts{}
	var couplers []registration.ControlID
	for i := range c.Controls {
		if c.Controls[i].Kind == registration.Coupler {
			couplers = append(couplers, registration.ControlID(i))
		}
	}
	engaged := func(s registration.State) []bool {
		on := make([]bool, len(couplers))
		for i, id := range couplers {
			on[i] = s.On(id)
		}
		return on
	}
	r := sequencer.NewRegistrar(a, c)
	state := r.State()
	g.moments = []moment{{0, reachOf(c, &state)}}
	before := engaged(state)
	lane := a.Lane()
	for i := 0; i < len(lane); {
		at := lane[i].At
		for ; i < len(lane) && lane[i].At == at; i++ {
			r.Play(&lane[i])
		}
		state = r.State()
		if now := engaged(state); !slices.Equal(now, before) {
			before = now
			if g.moments[len(g.moments)-1].at == at { // the piece begins so
				g.moments = g.moments[:len(g.moments)-1]
			}
			g.moments = append(g.moments, moment{at, reachOf(c, &state)})
		}
	}
	return g
}

func reachOf(c *registration.Console, s *registration.State) [][]sequencer.Reached {
	out := make([][]sequencer.Reached, len(c.Divisions))
	for d := range out {
		own := sequencer.Reached{Division: registration.DivisionID(d)}
		out[d] = slices.DeleteFunc(sequencer.Reach(c, s, own.Division), func(r sequencer.Reached) bool { return r == own })
	}
	return out
}

// of lists what else speaks with a note.
func (g *ghosts) of(start sequencer.Tick, division int) []sequencer.Reached {
	i, found := slices.BinarySearchFunc(g.moments, start, func(m moment, t sequencer.Tick) int { return cmp.Compare(m.at, t) })
	if !found {
		i--
	}
	if i < 0 || division < 0 || division >= len(g.moments[i].reach) {
		return nil
	}
	return g.moments[i].reach[division]
}

// SetGhosts shows the keys that also speak through couplers, faintly: as notes where they lie on other keys, as a stripe
// along the foot of the note where another division speaks on the same one.
func (r *Roll) SetGhosts(on bool) {
	if on == r.ghostly {
		return
	}
	r.ghostly = on
	r.repaint()
}

// Ghosts reports whether the keys that speak through couplers are shown.
func (r *Roll) Ghosts() bool { return r.ghostly }

// ghostsNow are the ghosts of the piece, nil when they are not shown.
func (f *field) ghostsNow() *ghosts {
	n := f.r.notes
	if !f.r.ghostly || n.piece == nil || n.console == nil {
		return nil
	}
	if f.ghosts == nil {
		f.ghosts = newGhosts(n.piece, n.console)
	}
	return f.ghosts
}

// paintGhosts paints what speaks through couplers: beside the notes, or, over, on the keys of the notes themselves.
func (p *painter) paintGhosts(s *scene, c *theme.Palette, over bool) {
	if s.ghosts == nil || s.notes.console == nil {
		return
	}
	divisions := s.notes.console.Divisions
	faint := make([]coat, len(p.coats))
	for i := range p.coats {
		faint[i] = p.faint(p.coats[i], s, c)
	}
	first, end := s.view.Axis.Span()
	lowest, highest := s.view.Keys()
	p.free()
	for i := range s.notes.parts {
		part := &s.notes.parts[i]
		shift := int(part.part.Shift)
		part.walk(first, end, func(_ int, n *sequencer.Note, r *route) bool {
			key := int(n.Key) + shift
			if r.division == nobody || key < int(r.lowest) || key > int(r.highest) {
				return true
			}
			stripe := 0
			for _, to := range s.ghosts.of(n.Start, r.division) {
				at, d := key+to.Shift, &divisions[to.Division]
				if at < lowest || at > highest || at < int(d.Lowest) || at > int(d.Highest) || over != (to.Shift == 0) {
					continue
				}
				if !over {
					p.note(n, at, &route{division: int(to.Division), lowest: d.Lowest, highest: d.Highest}, faint)
					continue
				}
				x0, y0, x1, y1 := p.places.corners(n, at)
				thick := max((y1-y0)/5, 1)
				y1 -= stripe * thick
				if y1-thick <= y0 {
					break
				}
				p.sheet.fill(x0, y1-thick, x1, y1, p.coats[to.Division].fill)
				stripe++
			}
			return true
		})
	}
	p.free()
}
