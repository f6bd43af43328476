package transfer

import (
	"fmt"
	"math"
	"slices"

	"voluntary/registration"
)

// Use is how a piece uses an organ.
type Use struct {
	Wanted registration.State // every control that is ever on
	Played [registration.MaxDivisions]bool
	// Together is for two divisions how much of the time that the shorter plays the other plays too, 0 to 1.
	Together [registration.MaxDivisions][registration.MaxDivisions]float64
}

// Everything is the use of a piece of which nothing is known: every control is wanted, every division plays.
func Everything(c *registration.Console) Use {
	var u Use
	for i := range c.Controls {
		u.Wanted = u.Wanted.With(registration.ControlID(i), true)
	}
	for d := range c.Divisions {
		u.Played[d] = true
	}
	return u
}

// Divisions is a set of divisions, a bit for each.
type Divisions uint16

// Everyone is every division.
const Everyone Divisions = 0xFFFF

// Has reports whether a division is in the set.
func (s Divisions) Has(d registration.DivisionID) bool { return s>>d&1 != 0 }

// With adds a division.
func (s Divisions) With(d registration.DivisionID) Divisions { return s | 1<<d }

// nowhere is the place of a division that is not played there.
const nowhere = -1

// Plan leads from the registrations of one organ to those of another. It is immutable.
type Plan struct {
	from, to  *registration.Console
	use       Use
	choices   Choices
	pipes     []pipe // here
	there     []pipe
	divisions []int                        // per division here: the division there, or nowhere
	why       []string                     // per division here
	chosen    []bool                       // per division here
	shoes     [][]registration.EnclosureID // per enclosure there: those here that move it
	homeless  []registration.EnclosureID   // enclosures here that move nothing there
	merged    Divisions
	pairs     [][]pairing // per control here: the stops of its division there that may stand for it, the nearest first
}

// New makes the plan. Choices name divisions, controls and enclosures by text id; what the organs do not have is passed
// over.
func New(from, to *registration.Console, choices Choices, use Use) *Plan {
	p := &Plan{from: from, to: to, use: use, choices: choices, pipes: pipesOf(from), there: pipesOf(to)}
	p.place()
	p.merge()
	p.pair()
	p.placeShoes()
	return p
}

// From is the organ that registrations come from.
func (p *Plan) From() *registration.Console { return p.from }

// To is the organ that they go to.
func (p *Plan) To() *registration.Console { return p.to }

// Division is where a division is played there; ok is false when it is not played at all.
func (p *Plan) Division(d registration.DivisionID) (there registration.DivisionID, ok bool) {
	if to := p.divisions[d]; to != nowhere {
		return registration.DivisionID(to), true
	}
	return 0, false
}

// Merged lists the divisions here that play and share one there with another that plays.
func (p *Plan) Merged() Divisions { return p.merged }

func (p *Plan) merge() {
	for d := range p.divisions {
		for e := range p.divisions {
			if d != e && p.divisions[d] == p.divisions[e] && p.divisions[d] != nowhere && p.use.Played[d] && p.use.Played[e] {
				p.merged = p.merged.With(registration.DivisionID(d))
			}
		}
	}
}

// Sharing reports whether two divisions here are one there.
func (p *Plan) Sharing(d, e registration.DivisionID) bool {
	return p.divisions[d] == p.divisions[e] && p.divisions[d] != nowhere
}

// place finds a division there for each here, by the least sum of points: first for those that play, all together, then
// for the others.
func (p *Plan) place() {
	n := len(p.from.Divisions)
	p.divisions, p.why, p.chosen = make([]int, n), make([]string, n), make([]bool, n)
	points := p.divisionPoints()
	var free []int // those that play, for which nothing is chosen
	for d := range n {
		p.divisions[d] = least(points[d])
		if to, ok := p.choices.Divisions[p.from.Divisions[d].ID]; ok {
			if e, found := p.to.Division(to); found {
				p.divisions[d], p.chosen[d] = int(e), true
				continue
			} else if to == "" {
				p.divisions[d], p.chosen[d] = nowhere, true
				continue
			}
		}
		if p.use.Played[d] {
			free = append(free, d)
		}
	}
	p.arrange(points, free)
	for d := range n {
		if !p.chosen[d] && !p.use.Played[d] {
			p.settle(points, d)
		}
	}
	for d := range n {
		p.why[d] = p.divisionReason(d)
	}
}

func least(points []float64) int {
	best := 0
	for e := range points {
		if points[e] < points[best] {
			best = e
		}
	}
	return best
}

// maxArrangements bounds the search of arrange.
const maxArrangements = 100_000

// arrange tries every way to place the divisions, and where those are too many, moves one after the other while that
// makes it better.
func (p *Plan) arrange(points [][]float64, free []int) {
	there := len(p.to.Divisions)
	if math.Pow(float64(there), float64(len(free))) > maxArrangements {
		for range len(free) {
			for _, d := range free {
				p.settle(points, d)
			}
		}
		return
	}
	best := slices.Clone(p.divisions)
	bestSum := math.Inf(1)
	for _, d := range free {
		p.divisions[d] = nowhere
	}
	var try func(i int, sum float64)
	try = func(i int, sum float64) {
		if sum >= bestSum-1e-9 {
			return
		}
		if i == len(free) {
			best, bestSum = slices.Clone(p.divisions), sum
			return
		}
		d := free[i]
		for e := range there {
			p.divisions[d] = nowhere
			more := points[d][e] + p.crowding(d, e)
			p.divisions[d] = e
			try(i+1, sum+more)
		}
		p.divisions[d] = nowhere
	}
	try(0, 0)
	p.divisions = best
}

// settle moves one division to where it has the fewest points.
func (p *Plan) settle(points [][]float64, d int) {
	now := points[d][p.divisions[d]] + p.crowding(d, p.divisions[d])
	for e := range points[d] {
		if other := points[d][e] + p.crowding(d, e); other < now-1e-9 {
			p.divisions[d], now = e, other
		}
	}
}

// crowding is what it costs a division to share one there with others that play.
func (p *Plan) crowding(d, there int) float64 {
	points := 0.0
	for e := range p.divisions {
		if e == d || p.divisions[e] != there {
			continue
		}
		if p.use.Played[d] && p.use.Played[e] {
			points += 1 + 8*p.use.Together[d][e]
		} else {
			points += 0.3
		}
	}
	return points
}

// divisionPoints is for each division here and there how unlike they are.
func (p *Plan) divisionPoints() [][]float64 {
	here, there := rolesOf(p.from), rolesOf(p.to)
	out := make([][]float64, len(here))
	for d := range here {
		out[d] = make([]float64, len(there))
		for e := range there {
			points := 1.2 * here[d].distance(there[e])
			x, y := &p.from.Divisions[d], &p.to.Divisions[e]
			if x.Pedal != y.Pedal {
				points += 100 // the pedal stays pedal
			}
			if x.ID != y.ID {
				points += 0.2
			}
			out[d][e] = points + p.misfit(d, e)
		}
	}
	return out
}

// misfit is how far the wanted stops of a division are from those of one there, 0 to 6 points.
func (p *Plan) misfit(d, e int) float64 {
	sum, n := 0.0, 0
	for i := range p.pipes {
		a := &p.pipes[i]
		if a.Kind != registration.Stop || int(a.Division) != d || !p.use.Wanted.On(a.id) || !a.sounds() {
			continue
		}
		best := 6.0
		for j := range p.there {
			if b := &p.there[j]; b.Kind == registration.Stop && int(b.Division) == e {
				best = min(best, unlike(a, b))
			}
		}
		sum, n = sum+best, n+1
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// divisionReason says why a division is played where it is.
func (p *Plan) divisionReason(d int) string {
	x := &p.from.Divisions[d]
	switch {
	case p.chosen[d]:
		return "so it was chosen"
	case x.Pedal && !p.to.Divisions[p.divisions[d]].Pedal:
		return p.to.Name + " has no pedal"
	case p.use.Played[d] && p.crowding(d, p.divisions[d]) >= 1:
		return "it is the nearest there, and shares it with another"
	}
	return "it is the nearest there"
}

// lostPedal reports whether a division is a pedal here and is played on a manual there, where its stops are not wanted.
func (p *Plan) lostPedal(d registration.DivisionID) bool {
	to := p.divisions[d]
	return to != nowhere && p.from.Divisions[d].Pedal && !p.to.Divisions[to].Pedal
}

// Lines says of each division here that plays, or has something wanted, where it is played there, and of each shoe that
// moves nothing there that it is lost. Divisions of the same name are left out.
func (p *Plan) Lines() []Line {
	var out []Line
	for d := range p.divisions {
		x := &p.from.Divisions[d]
		if !p.use.Played[d] && !p.wants(d) {
			continue
		}
		l := Line{Kind: Substitute, About: AboutDivision, From: x.ID, Name: x.Name, Why: p.why[d], Chosen: p.chosen[d]}
		if to := p.divisions[d]; to == nowhere {
			l.Kind = Lost
		} else {
			y := &p.to.Divisions[to]
			l.To, l.Into = []string{y.ID}, y.Name
			if x.ID == y.ID || x.Name == y.Name || rolesOf(p.from)[d] == rolesOf(p.to)[to] {
				l.Kind = Same
			}
		}
		out = append(out, l)
	}
	return out
}

func (p *Plan) wants(d int) bool {
	for _, id := range p.use.Wanted.Drawn() {
		if int(p.from.Controls[id].Division) == d {
			return true
		}
	}
	return false
}

// placeShoes finds which shoes here move each shoe there: those whose pipes are played in its box.
func (p *Plan) placeShoes() {
	p.shoes = make([][]registration.EnclosureID, len(p.to.Enclosures))
	for i, x := range p.from.Enclosures {
		id, homed := registration.EnclosureID(i), false
		if to, ok := p.choices.Enclosures[x.ID]; ok {
			if e, found := p.to.Enclosure(to); found {
				p.shoes[e], homed = append(p.shoes[e], id), true
			} else if to == "" {
				homed = true
			}
		} else {
			for e, y := range p.to.Enclosures {
				if p.inBox(x, y) || len(x.Divisions) == 0 && x.ID == y.ID {
					p.shoes[e], homed = append(p.shoes[e], id), true
				}
			}
		}
		if !homed {
			p.homeless = append(p.homeless, id)
		}
	}
	for e, y := range p.to.Enclosures {
		p.shoes[e] = p.withoutRivals(p.shoes[e], y.ID)
	}
}

// withoutRivals leaves of several boxes here that hold the same division the one of the same id as the box there.
func (p *Plan) withoutRivals(sources []registration.EnclosureID, id string) []registration.EnclosureID {
	own := slices.IndexFunc(sources, func(s registration.EnclosureID) bool { return p.from.Enclosures[s].ID == id })
	if own < 0 {
		return sources
	}
	main := sources[own]
	return slices.DeleteFunc(slices.Clone(sources), func(s registration.EnclosureID) bool {
		return s != main && slices.ContainsFunc(p.from.Enclosures[s].Divisions, func(d registration.DivisionID) bool {
			return slices.Contains(p.from.Enclosures[main].Divisions, d)
		})
	})
}

// inBox reports whether a division of one box is played in the other.
func (p *Plan) inBox(here, there registration.Enclosure) bool {
	for _, d := range here.Divisions {
		for _, e := range there.Divisions {
			if p.divisions[d] == int(e) {
				return true
			}
		}
	}
	return false
}

// Movers are the shoes here that move a shoe there.
func (p *Plan) Movers(there registration.EnclosureID) []registration.EnclosureID {
	return p.shoes[there]
}

// LostShoe says why a shoe moves nothing there; ok is false when it does.
func (p *Plan) LostShoe(e registration.EnclosureID) (l Line, ok bool) {
	for _, id := range p.homeless {
		if id == e {
			x := &p.from.Enclosures[e]
			return Line{
				Kind: Lost, About: AboutEnclosure, From: x.ID, Name: fmt.Sprintf("The shoe of the %s box", x.Name),
				Why: "its pipes stand in no swell box on " + p.to.Name,
			}, true
		}
	}
	return Line{}, false
}
