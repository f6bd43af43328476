package transfer

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"voluntary/registration"
)

// State gives the registration there that is nearest to one here, and a line for each control that is wanted, in console
// order. Of divisions that share one there only the active ones are asked; lines are about those.
func (p *Plan) State(here registration.State, active Divisions) (there registration.State, lines []Line) {
	there = p.to.Initial()
	p.moveShoes(&there, &here, active)
	wanted := make([][]*pipe, len(p.to.Divisions))
	chosen := make(map[registration.ControlID]*pipe) // there, for what it was chosen
	for _, id := range here.Drawn() {
		if int(id) >= len(p.pipes) {
			break
		}
		k := &p.pipes[id]
		if !active.Has(k.Division) && p.shares(k.Division) {
			continue
		}
		if l, ok := p.chosenLine(k, &there, chosen); ok {
			lines = append(lines, l)
			continue
		}
		to := p.divisions[k.Division]
		switch {
		case to == nowhere:
			lines = append(lines, p.line(Lost, id, "its division is not played there"))
		case p.lostPedal(k.Division) && k.Kind != registration.Coupler:
			lines = append(lines, p.line(Lost, id, p.why[k.Division]))
		case k.Kind == registration.Stop:
			wanted[to] = append(wanted[to], k)
		case k.Kind == registration.Coupler:
			lines = append(lines, p.coupler(k, &there))
		default:
			lines = append(lines, p.accessory(k, &there))
		}
	}
	for e := range wanted {
		if len(wanted[e]) > 0 {
			lines = append(lines, p.match(wanted[e], e, &there, chosen)...)
		}
	}
	order := func(l Line) int {
		id, _ := p.from.Control(l.From)
		return int(id)
	}
	slices.SortStableFunc(lines, func(x, y Line) int { return cmp.Compare(order(x), order(y)) })
	return there, lines
}

func (p *Plan) shares(d registration.DivisionID) bool { return p.merged.Has(d) }

// chosenLine draws what a person has chosen for a control.
func (p *Plan) chosenLine(k *pipe, there *registration.State, chosen map[registration.ControlID]*pipe) (Line, bool) {
	ids, ok := p.choices.Controls[k.ID]
	if !ok {
		return Line{}, false
	}
	var to []registration.ControlID
	for _, id := range ids {
		if c, found := p.to.Control(id); found {
			to = append(to, c)
			chosen[c] = k
			*there = there.With(c, true)
		}
	}
	if len(ids) > 0 && len(to) == 0 {
		return Line{}, false // the organ has changed since
	}
	l := p.line(Substitute, k.id, "so it was chosen", to...)
	l.Chosen = true
	switch {
	case len(to) == 0:
		l.Kind = Lost
	case len(to) == 1 && p.alike(k, &p.there[to[0]]):
		l.Kind = Same
	}
	return l, true
}

// alike reports whether a control is there as it is here.
func (p *Plan) alike(a, b *pipe) bool {
	if a.Kind != b.Kind || p.divisions[a.Division] != int(b.Division) {
		return false
	}
	return a.folded == b.folded && math.Abs(a.Pitch-b.Pitch) < 0.01 && a.Family == b.Family
}

// pairing is two stops that may stand for each other.
type pairing struct {
	a, b   *pipe
	points float64
}

func nearer(x, y pairing) int {
	return cmp.Or(cmp.Compare(x.points, y.points), cmp.Compare(x.a.id, y.a.id), cmp.Compare(x.b.id, y.b.id))
}

// pair finds for every stop those of its division there that may stand for it.
func (p *Plan) pair() {
	p.pairs = make([][]pairing, len(p.pipes))
	for i := range p.pipes {
		a := &p.pipes[i]
		if a.Kind != registration.Stop || p.divisions[a.Division] == nowhere {
			continue
		}
		for j := range p.there {
			if b := &p.there[j]; b.Kind == registration.Stop && int(b.Division) == p.divisions[a.Division] {
				if points := unlike(a, b); points < impossible {
					p.pairs[i] = append(p.pairs[i], pairing{a, b, points})
				}
			}
		}
		slices.SortFunc(p.pairs[i], nearer)
	}
}

// Near lists the controls there that may stand for one here, the nearest first: of a stop those of its division, then all
// other stops; of another control those of its kind. At most most are given.
func (p *Plan) Near(id registration.ControlID, most int) []registration.ControlID {
	a := &p.pipes[id]
	var pairs []pairing
	for j := range p.there {
		b := &p.there[j]
		if b.Kind != a.Kind {
			continue
		}
		points := 0.0
		if a.Kind == registration.Stop {
			points = unlike(a, b)
		}
		if int(b.Division) != p.divisions[a.Division] {
			points += 2 * impossible
		}
		pairs = append(pairs, pairing{a, b, points})
	}
	slices.SortFunc(pairs, nearer)
	var out []registration.ControlID
	for _, c := range pairs[:min(len(pairs), most)] {
		out = append(out, c.b.id)
	}
	return out
}

// match draws the nearest stops of a division there for what is wanted: the nearest pairs first, each stop once. A stop
// that has no pair may find its ranks one by one; when nothing at all is near, the nearest of all is taken, so that the
// keys are not silent.
func (p *Plan) match(wanted []*pipe, e int, there *registration.State, chosen map[registration.ControlID]*pipe) []Line {
	var pairs []pairing
	for _, a := range wanted {
		pairs = append(pairs, p.pairs[a.id]...)
	}
	slices.SortFunc(pairs, nearer)
	got := make(map[registration.ControlID]*pipe) // here to there
	taken := make(map[registration.ControlID]*pipe)
	drawn := func(c pairing) bool { // for another already
		return taken[c.b.id] != nil || chosen[c.b.id] != nil && !p.alike(c.a, c.b)
	}
	for _, c := range pairs {
		if c.points > near {
			break
		}
		if got[c.a.id] == nil && !drawn(c) {
			got[c.a.id], taken[c.b.id] = c.b, c.a
			*there = there.With(c.b.id, true)
		}
	}
	for id, a := range chosen {
		if taken[id] == nil {
			taken[id] = a
		}
	}
	var lines []Line
	sounding := len(got) > 0
	for _, a := range wanted {
		if b := got[a.id]; b != nil {
			lines = append(lines, p.paired(a, b))
			continue
		}
		l, ok := p.fromRanks(a, e, there)
		if !ok {
			l, ok = p.covered(a, pairs, taken)
		}
		if !ok {
			l = p.line(Lost, a.id, fmt.Sprintf("nothing on the %s is near it", p.to.Divisions[e].Name))
		}
		sounding = sounding || l.Kind == Substitute
		lines = append(lines, l)
	}
	for id := range chosen {
		sounding = sounding || int(p.there[id].Division) == e
	}
	if !sounding {
		p.rescue(wanted, pairs, lines, e, there)
	}
	return lines
}

func (p *Plan) paired(a, b *pipe) Line {
	if p.alike(a, b) {
		return p.line(Same, a.id, "it is there", b.id)
	}
	if a.sort != nil && a.sort == b.sort && math.Abs(a.Pitch-b.Pitch) < 0.01 && a.Family == b.Family {
		return p.line(Substitute, a.id, "the same stop by another name", b.id)
	}
	return p.line(Substitute, a.id, difference(a, b), b.id)
}

// covered says of a stop whose substitutes are all drawn for others that it adds nothing.
func (p *Plan) covered(a *pipe, pairs []pairing, taken map[registration.ControlID]*pipe) (Line, bool) {
	for _, c := range pairs {
		if c.a == a && c.points <= near && taken[c.b.id] != nil {
			return p.line(Covered, a.id, fmt.Sprintf("%s, the nearest, is drawn for %s", nameOf(p.to, c.b.id), nameOf(p.from, taken[c.b.id].id)), c.b.id), true
		}
	}
	return Line{}, false
}

// fromRanks draws for a compound stop the single stops of its ranks, when at least its quints and tierces are there.
func (p *Plan) fromRanks(a *pipe, e int, there *registration.State) (Line, bool) {
	if a.Family != registration.Mixture || len(a.ranks) == 0 || len(a.ranks) > 5 {
		return Line{}, false
	}
	var found []registration.ControlID
	for _, feet := range a.ranks {
		var best *pipe
		for j := range p.there {
			b := &p.there[j]
			if b.Kind != registration.Stop || int(b.Division) != e || b.Pitch <= 0 || math.Abs(math.Log2(b.Pitch/feet)) > 0.02 {
				continue
			}
			if b.Family != registration.Reed && b.Family != registration.String && (best == nil || b.Loudness() < best.Loudness()) {
				best = b
			}
		}
		if best == nil {
			if math.Abs(math.Log2(feet)-math.Round(math.Log2(feet))) > 0.02 {
				return Line{}, false
			}
			continue // an octave more or less does not make the colour
		}
		found = append(found, best.id)
	}
	if len(found) < 2 {
		return Line{}, false
	}
	for _, id := range found {
		*there = there.With(id, true)
	}
	return p.line(Substitute, a.id, "its ranks drawn one by one", found...), true
}

// rescue draws the nearest of all stops for a division that would be silent.
func (p *Plan) rescue(wanted []*pipe, pairs []pairing, lines []Line, e int, there *registration.State) {
	best := pairing{points: math.Inf(1)}
	if len(pairs) > 0 {
		best = pairs[0]
	} else {
		for _, a := range wanted {
			for j := range p.there {
				b := &p.there[j]
				if b.Kind != registration.Stop || int(b.Division) != e || !b.sounds() || !a.sounds() || b.Family == registration.Mixture || b.Family == registration.Mutation {
					continue
				}
				points := math.Abs(a.Loudness() - b.Loudness())
				if a.Pitch > 0 && b.Pitch > 0 {
					points += 20 * math.Abs(math.Log2(a.Pitch/b.Pitch))
				}
				if points < best.points {
					best = pairing{a, b, points}
				}
			}
		}
	}
	if best.b == nil {
		return
	}
	*there = there.With(best.b.id, true)
	for i := range lines {
		if lines[i].From == best.a.ID {
			why := difference(best.a, best.b) + ", so that the " + p.to.Divisions[e].Name + " is not silent"
			lines[i] = p.line(Substitute, best.a.id, why, best.b.id)
		}
	}
}

// coupler engages the coupler between the same two divisions there.
func (p *Plan) coupler(k *pipe, there *registration.State) Line {
	from, to := p.divisions[k.Division], p.divisions[k.To]
	switch {
	case to == nowhere:
		return p.line(Lost, k.id, "the division that it also plays is not played there")
	case from == to && k.Division != k.To && k.Shift == 0 && !k.UnisonOff:
		return p.line(Needless, k.id, fmt.Sprintf("both are on the %s there", p.to.Divisions[to].Name))
	case p.lostPedal(k.Division) && !k.UnisonOff:
		return p.line(Lost, k.id, p.why[k.Division])
	}
	var best *pipe
	for j := range p.there {
		b := &p.there[j]
		if b.Kind != registration.Coupler || int(b.Division) != from || int(b.To) != to || b.Shift != k.Shift || b.UnisonOff != k.UnisonOff {
			continue
		}
		if best == nil || b.ID == k.ID || b.folded == k.folded && best.ID != k.ID {
			best = b
		}
	}
	if best == nil {
		return p.line(Lost, k.id, fmt.Sprintf("%s has no such coupler from the %s to the %s", p.to.Name, p.to.Divisions[to].Name, p.to.Divisions[from].Name))
	}
	*there = there.With(best.id, true)
	if best.ID == k.ID || best.folded == k.folded {
		return p.line(Same, k.id, "it is there", best.id)
	}
	return p.line(Substitute, k.id, "it couples the same", best.id)
}

// accessory finds a tremulant of the same division, or a thing of the same name.
func (p *Plan) accessory(k *pipe, there *registration.State) Line {
	var best *pipe
	rank := func(b *pipe) int {
		own := p.divisions[k.Division] == int(b.Division)
		switch {
		case b.Kind != k.Kind:
			return 0
		case b.ID == k.ID && own:
			return 4
		case k.Kind == registration.Tremulant && own && b.folded == k.folded:
			return 3
		case k.Kind == registration.Tremulant && own:
			return 2
		case k.Kind == registration.Other && b.folded == k.folded:
			return 1
		}
		return 0
	}
	for j := range p.there {
		if b := &p.there[j]; rank(b) > 0 && (best == nil || rank(b) > rank(best)) {
			best = b
		}
	}
	if best == nil {
		what := "no tremulant"
		if k.Kind != registration.Tremulant {
			what = "nothing of that name"
		}
		return p.line(Lost, k.id, fmt.Sprintf("the %s has %s", p.to.Divisions[p.divisions[k.Division]].Name, what))
	}
	*there = there.With(best.id, true)
	if best.ID == k.ID || best.folded == k.folded || strings.EqualFold(best.Name, k.Name) {
		return p.line(Same, k.id, "it is there", best.id)
	}
	return p.line(Substitute, k.id, "it shakes the same division", best.id)
}

// moveShoes puts each shoe there where the shoe here stands that it follows: of several that of pipes that play just now,
// else of pipes that are wanted at all, else any; of those the most open.
func (p *Plan) moveShoes(there, here *registration.State, active Divisions) {
	for e, sources := range p.shoes {
		value, best := uint8(0), -1
		for _, s := range sources {
			switch rank := p.boxRank(s, active); {
			case rank > best:
				value, best = here.Shoe(s), rank
			case rank == best:
				value = max(value, here.Shoe(s))
			}
		}
		if best >= 0 {
			*there = there.WithShoe(registration.EnclosureID(e), value)
		}
	}
}

// boxRank is how much a box counts: 3 when its pipes play just now, 2 when stops are wanted in it, else less.
func (p *Plan) boxRank(e registration.EnclosureID, active Divisions) int {
	rank := 0
	for _, d := range p.from.Enclosures[e].Divisions {
		switch turn := active.Has(d) || !p.shares(d); {
		case turn && p.use.Played[d]:
			return 3
		case turn && p.wants(int(d)):
			rank = 2
		case turn:
			rank = max(rank, 1)
		}
	}
	return rank
}
