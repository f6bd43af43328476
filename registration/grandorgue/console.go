package grandorgue

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"voluntary/registration"
	"voluntary/registration/draft"
	"voluntary/registration/stopname"
)

// controlChannel carries the numbers of all controls and shoes. Keys of a sixteenth division share it.
const controlChannel = 16

// maxIdentity is the longest name that a dialect keeps.
const maxIdentity = 1000

// builder makes a console of an organ.
type builder struct {
	*draft.Draft
	organ   *organ
	wiring  *wiring
	report  *Report
	warn    *warnings
	places  map[int]registration.DivisionID // by the manual's number
	taken   map[int]bool                    // switches that have become a control
	numbers uint16                          // the next NRPN
	all     int                             // controls, also those that are too many
}

// console puts the organ's console together and completes the report.
func (o *organ) console(r *Report, w *warnings) (*registration.Console, error) {
	b := &builder{
		Draft: draft.New(o.church), organ: o, wiring: wiringOf(o), report: r, warn: w,
		places: make(map[int]registration.DivisionID), taken: make(map[int]bool),
	}
	r.Church, r.Builder = o.identity, o.builder
	if r.Sections == nil {
		r.Sections = make(map[string]string)
	}
	r.Paths = make(map[string]string)
	b.Dialect.Name, b.Dialect.Organ = "GrandOrgue", o.identity
	if len(o.identity) > maxIdentity {
		b.Dialect.Organ = "" // the header works without it, and would then set up another organ, too
	}
	if err := b.divisions(); err != nil {
		return nil, err
	}
	coupling := b.coupling()
	for _, m := range b.inOrder() {
		b.stops(m, coupling)
		b.couplers(m)
		b.tremulantsOf(m)
	}
	b.tremulants()
	b.others()
	if b.all > registration.MaxControls {
		return nil, fmt.Errorf("the organ has %d stops, couplers and other controls that the player moves; a console holds at most %d"+
			" (take some out of the definition)", b.all, registration.MaxControls)
	}
	b.boxes()
	c, err := b.Finish()
	if err != nil {
		return nil, fmt.Errorf("the organ %s does not make a console: %w", o.church, err)
	}
	r.Warnings = w.sentences()
	return c, nil
}

// inOrder lists the manuals from the first on and the pedal last, as our consoles have them.
func (b *builder) inOrder() []*manual {
	all := b.organ.manuals
	if len(all) > 1 && all[0].number == 0 {
		return append(slices.Clone(all[1:]), all[0])
	}
	return all
}

func (b *builder) divisions() error {
	if n := len(b.organ.manuals); n > registration.MaxDivisions {
		return fmt.Errorf("the organ has %d manuals with the pedal; a console holds at most %d", n, registration.MaxDivisions)
	}
	for i, m := range b.inOrder() {
		name := m.name
		if name == "" {
			name = fmt.Sprintf("Manual %d", m.number)
			if m.number == 0 {
				name = "Pedal"
			}
		}
		code := registration.DivisionCode{Channel: uint8(i + 1), Element: fmt.Sprintf("M%d", m.number)}
		keys := m.keys
		if keys < 1 { // a division that only couplers play
			b.warn.add("[%s] has no keys that can be played; it sounds by couplers only", m.section)
			keys, code = 1, registration.DivisionCode{}
		}
		lowest := min(m.lowest, 127)
		d := b.AddDivision(name, uint8(lowest), uint8(min(lowest+keys-1, 127)), m.number == 0)
		b.Dialect.Divisions[d] = code
		b.places[m.number] = d
		b.section(code.Element, m.section)
	}
	return nil
}

func (b *builder) section(element, name string) {
	if element != "" && name != "" {
		b.report.Sections[element] = name
		b.report.Paths[element] = b.organ.path(element)
	}
}

// add gives the control the next number.
func (b *builder) add(k registration.Control, element, section string) {
	if b.all++; b.all > registration.MaxControls {
		return
	}
	b.AddControl(k, registration.ControlCode{Kind: registration.GOSetup, Channel: controlChannel, Number: b.numbers, Element: element})
	b.numbers++
	b.section(element, section)
}

func (b *builder) leave(name, why string) {
	b.report.LeftOut = append(b.report.LeftOut, LeftOut{name, why})
}

// place says how the player reaches d: by itself under the given element, or by the switch that is moved for it. ok is
// false for what cannot be reached or is a control already.
func (b *builder) place(d *drawstop, own string) (name, element, section string, ok bool) {
	if d.operable() {
		return d.name, own, d.section, true
	}
	n := b.wiring.moved(d)
	if n == 0 {
		if !stopname.Noise(d.name) {
			b.warn.add("[%s] %s is computed from nothing that the player moves", d.section, d.name)
		}
		return "", "", "", false
	}
	if b.taken[n] {
		return "", "", "", false
	}
	b.taken[n] = true
	s := b.wiring.sw(n)
	return s.name, fmt.Sprintf("S%d", n-1), s.section, true
}

// coupling is the set of switches that move a coupler or a tremulant. What else hangs on one of them, a noise mostly, does
// not make a stop of it.
func (b *builder) coupling() map[int]bool {
	set := make(map[int]bool)
	for _, c := range b.organ.couplers {
		set[b.wiring.moved(&c.drawstop)] = true
	}
	for _, t := range b.organ.tremulants {
		if t != nil {
			set[b.wiring.moved(&t.drawstop)] = true
		}
	}
	delete(set, 0)
	return set
}

func (b *builder) stops(m *manual, coupling map[int]bool) {
	d := b.places[m.number]
	for i, n := range m.stops {
		s := b.organ.stops[n]
		switch {
		case s == nil:
			continue
		case stopname.Noise(s.name):
			if s.operable() {
				b.leave(s.name, noise)
			}
			continue
		case coupling[b.wiring.moved(&s.drawstop)]:
			continue
		}
		name, element, section, ok := b.place(&s.drawstop, fmt.Sprintf("M%dS%d", m.number, i))
		if !ok {
			continue
		}
		feet := s.feet
		if s.pipes <= 1 { // a star, a bell: something that a key does not play
			feet = 0
		}
		b.add(b.StopOf(d, name, feet), element, section)
	}
}

func (b *builder) couplers(m *manual) {
	d := b.places[m.number]
	for i, n := range m.couplers {
		c := b.organ.couplers[n]
		if c == nil || stopname.Noise(c.name) {
			continue
		}
		name, element, section, ok := b.place(&c.drawstop, fmt.Sprintf("M%dC%d", m.number, i))
		if !ok {
			continue
		}
		k := registration.Control{Kind: registration.Coupler, Division: d, Name: name, To: d, Shift: int8(c.shift), UnisonOff: c.unisonOff}
		to, known := b.places[c.to]
		switch {
		case c.unisonOff:
			k.Shift = 0
		case !known:
			k.Kind, k.Shift = registration.Other, 0
			b.warn.add("[%s] %s couples to manual %d, which the organ has no section for; it can be engaged and the built-in organ does not play it", c.section, name, c.to)
		default:
			k.To = to
		}
		if strings.EqualFold(c.kind, "Bass") || strings.EqualFold(c.kind, "Melody") {
			b.warn.add("[%s] %s couples the %s only; the built-in organ couples every key", c.section, name, strings.ToLower(c.kind))
		}
		b.add(k, element, section)
	}
}

// tremulantsOf adds the tremulants that a manual lists.
func (b *builder) tremulantsOf(m *manual) {
	for _, n := range m.tremulants {
		b.tremulant(n, b.places[m.number])
	}
}

// tremulants adds those that no manual lists, where the stops are that they shake.
func (b *builder) tremulants() {
	for i := range b.organ.tremulants {
		n := i + 1
		share := b.share(func(c chest) bool { return slices.Contains(c.tremulants, n) })
		best := 0 // where nothing is said
		for d := range share {
			if share[d] > share[best] {
				best = d
			}
		}
		b.tremulant(n, registration.DivisionID(best))
	}
}

func (b *builder) tremulant(n int, d registration.DivisionID) {
	if n < 1 || n > len(b.organ.tremulants) || b.organ.tremulants[n-1] == nil {
		return
	}
	t := b.organ.tremulants[n-1]
	b.organ.tremulants[n-1] = nil // it is added once
	name, element, section, ok := b.place(&t.drawstop, fmt.Sprintf("T%d", n-1))
	if !ok {
		return
	}
	k := registration.Control{Kind: registration.Tremulant, Division: d, Name: name, To: d}
	if t.period >= 50 {
		k.Rate = math.Round(100_000/t.period) / 100
	}
	k.Depth = min(t.depth/100, 1)
	b.add(k, element, section)
}

const (
	noise    = "a noise"
	idle     = "nothing that sounds hangs on it"
	hidden   = "the console does not show it"
	unstored = "combinations do not keep it"
)

// others adds the switches that are left and that a player would miss.
func (b *builder) others() {
	needed := b.needed()
	for i, s := range b.organ.switches {
		n := i + 1
		if s == nil || !s.operable() || b.taken[n] {
			continue
		}
		why := ""
		switch {
		case needed[n] && !s.engaged: // nothing would sound without it
		case stopname.Noise(s.name):
			why = noise
		case b.wiring.hangs[n] > 0:
			why = idle
		case !s.shown:
			why = hidden
		case !s.stored:
			why = unstored
		}
		if why != "" {
			b.leave(s.name, why)
			continue
		}
		b.taken[n] = true
		b.add(registration.Control{Kind: registration.Other, Division: b.ownerOf(n), Name: s.name}, fmt.Sprintf("S%d", i), s.section)
	}
}

// needed is the set of switches that stops with a sound are computed from beside their own.
func (b *builder) needed() map[int]bool {
	set := make(map[int]bool)
	for _, s := range b.organ.stops {
		if stopname.Noise(s.name) || !strings.EqualFold(s.function, "And") {
			continue
		}
		for _, n := range b.wiring.reached(&s.drawstop) {
			set[n] = true
		}
	}
	return set
}

// ownerOf is the division whose manual lists the switch, else the first.
func (b *builder) ownerOf(n int) registration.DivisionID {
	for _, m := range b.organ.manuals {
		if slices.Contains(m.switches, n) {
			return b.places[m.number]
		}
	}
	return 0
}

// share tells for each division which part of its stops stands on chests like these.
func (b *builder) share(like func(chest) bool) []float64 {
	out := make([]float64, len(b.Divisions))
	for _, m := range b.organ.manuals {
		on, all := 0, 0
		for _, n := range m.stops {
			s := b.organ.stops[n]
			if s == nil || stopname.Noise(s.name) || len(s.chests) == 0 {
				continue
			}
			all++
			if slices.ContainsFunc(s.chests, func(c int) bool { return like(b.organ.chest(c)) }) {
				on++
			}
		}
		if all > 0 {
			out[b.places[m.number]] = float64(on) / float64(all)
		}
	}
	return out
}

// boxes adds the enclosures. A division stands in a box when most of its stops do, or when no other division has more of
// its stops there.
func (b *builder) boxes() {
	for i, name := range b.organ.enclosures {
		if i == registration.MaxEnclosures {
			b.warn.add("the organ has %d enclosures; those after the first %d are left out", len(b.organ.enclosures), i)
			return
		}
		share := b.share(func(c chest) bool { return slices.Contains(c.enclosures, i+1) })
		most := slices.Max(share)
		var inside []registration.DivisionID
		for d, part := range share {
			if part > 0.5 || part > 0 && part == most {
				inside = append(inside, registration.DivisionID(d))
			}
		}
		if name == "" {
			name = fmt.Sprintf("Enclosure %d", i+1)
		}
		element := fmt.Sprintf("E%d", i)
		b.AddEnclosure(name, inside, registration.EnclosureCode{Kind: registration.GOSetup, Channel: controlChannel, Number: b.numbers, Element: element})
		b.numbers++
		b.section(element, fmt.Sprintf("Enclosure%03d", i+1))
	}
}
