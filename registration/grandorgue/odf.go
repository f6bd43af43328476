package grandorgue

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// GrandOrgue's own bounds.
const (
	maxManuals = 16
	maxListed  = 999
)

var errNoOrgan = errors.New("there is no section [Organ], so this is no GrandOrgue definition (give a .organ or .orgue file)")

// readODF makes an organ of the sections.
func readODF(doc *document) (*organ, error) {
	head := doc.sections["organ"]
	if head == nil {
		return nil, errNoOrgan
	}
	o := &organ{
		church: head.text("ChurchName"), identity: head.exact("ChurchName"), builder: head.text("OrganBuilder"),
		stops: make(map[int]*stop), couplers: make(map[int]*coupler),
	}
	if o.church == "" {
		return nil, errors.New("[Organ] has no ChurchName, by which GrandOrgue knows an organ")
	}
	last, err := doc.needed(head, "NumberOfManuals", 1, maxManuals)
	if err != nil {
		return nil, err
	}
	first := 1
	if doc.yes(head, "HasPedals", false) {
		first = 0
	}
	for n := first; n <= last; n++ {
		m, err := doc.manual(n)
		if err != nil {
			return nil, err
		}
		o.manuals = append(o.manuals, m)
	}
	doc.readParts(o, head)
	for _, m := range o.manuals {
		doc.readStops(o, m)
		doc.readCouplers(o, m)
	}
	return o, nil
}

func (d *document) manual(n int) (*manual, error) {
	s, name := d.numbered("Manual", n)
	if s == nil && n == 0 {
		return nil, errors.New("[Organ] HasPedals is Y, but there is no section [Manual000]")
	}
	if s == nil {
		return nil, fmt.Errorf("there is no section [%s], which [Organ] NumberOfManuals asks for", name)
	}
	m := &manual{
		number: n, section: name, name: s.text("Name"),
		stops: d.list(s, "NumberOfStops", "Stop", maxListed), couplers: d.list(s, "NumberOfCouplers", "Coupler", maxListed),
		tremulants: d.list(s, "NumberOfTremulants", "Tremulant", maxListed), switches: d.list(s, "NumberOfSwitches", "Switch", maxListed),
	}
	m.lowest = d.number(s, "FirstAccessibleKeyMIDINoteNumber", 36, 0, 127)
	logical := d.number(s, "NumberOfLogicalKeys", 61, 1, 192)
	m.keys = d.number(s, "NumberOfAccessibleKeys", min(logical, 61), 0, 128)
	if m.lowest+m.keys > 128 {
		d.warnings.add("[%s] has keys up to %d; those above 127 are left out", name, m.lowest+m.keys-1)
		m.keys = 128 - m.lowest
	}
	return m, nil
}

// readParts reads what belongs to the organ as a whole.
func (d *document) readParts(o *organ, head *section) {
	for i := 1; i <= d.number(head, "NumberOfSwitches", 0, 0, maxListed); i++ {
		var sw *drawstop
		if s, name := d.numbered("Switch", i); s != nil {
			sw = d.drawstop(s, name)
		} else {
			d.warnings.add("there is no section [%s], which [Organ] NumberOfSwitches asks for", name)
		}
		o.switches = append(o.switches, sw)
	}
	for i := 1; i <= d.number(head, "NumberOfTremulants", 0, 0, maxListed); i++ {
		var tr *tremulant
		if s, name := d.numbered("Tremulant", i); s != nil {
			tr = &tremulant{drawstop: *d.drawstop(s, name)}
			tr.period, tr.depth = decimal(s.text("Period")), decimal(s.text("AmpModDepth"))
		} else {
			d.warnings.add("there is no section [%s], which [Organ] NumberOfTremulants asks for", name)
		}
		o.tremulants = append(o.tremulants, tr)
	}
	for i := 1; i <= d.number(head, "NumberOfEnclosures", 0, 0, maxListed); i++ {
		s, name := d.numbered("Enclosure", i)
		if s == nil {
			d.warnings.add("there is no section [%s], which [Organ] NumberOfEnclosures asks for", name)
			o.enclosures = append(o.enclosures, "")
			continue
		}
		o.enclosures = append(o.enclosures, named(s.text("Name"), name))
	}
	for i := 1; i <= d.number(head, "NumberOfWindchestGroups", 0, 0, maxListed); i++ {
		var c chest
		if s, _ := d.numbered("WindchestGroup", i); s != nil {
			c.enclosures = d.list(s, "NumberOfEnclosures", "Enclosure", maxListed)
			c.tremulants = d.list(s, "NumberOfTremulants", "Tremulant", maxListed)
		}
		o.chests = append(o.chests, c)
	}
}

func (d *document) drawstop(s *section, name string) *drawstop {
	out := &drawstop{
		section: name, name: named(s.text("Name"), name), function: s.text("Function"),
		shown: d.yes(s, "Displayed", true), stored: d.yes(s, "StoreInGeneral", true), engaged: d.yes(s, "DefaultToEngaged", false),
	}
	if !out.operable() {
		out.switches = d.list(s, "SwitchCount", "Switch", maxListed)
	}
	return out
}

func (d *document) readStops(o *organ, m *manual) {
	for i, n := range m.stops {
		if n == 0 || o.stops[n] != nil {
			continue
		}
		s, name := d.numbered("Stop", n)
		if s == nil {
			d.warnings.add("[%s] Stop%03d: there is no section [%s]", m.section, i+1, name)
			continue
		}
		st := &stop{drawstop: *d.drawstop(s, name), pipes: d.number(s, "NumberOfAccessiblePipes", 61, 0, 192)}
		st.feet = feetOf(s.text("HarmonicNumber"))
		if c := d.number(s, "WindchestGroup", 0, 1, maxListed); c > 0 {
			st.chests = append(st.chests, c)
		}
		for _, r := range d.list(s, "NumberOfRanks", "Rank", maxListed) {
			rank, _ := d.numbered("Rank", r)
			if rank == nil {
				continue
			}
			if c := d.number(rank, "WindchestGroup", 0, 1, maxListed); c > 0 {
				st.chests = append(st.chests, c)
			}
			if feet := feetOf(rank.text("HarmonicNumber")); feet > st.feet {
				st.feet = feet // of several ranks the lowest speaks for the stop
			}
		}
		o.stops[n] = st
	}
}

func (d *document) readCouplers(o *organ, m *manual) {
	for i, n := range m.couplers {
		if n == 0 || o.couplers[n] != nil {
			continue
		}
		s, name := d.numbered("Coupler", n)
		if s == nil {
			d.warnings.add("[%s] Coupler%03d: there is no section [%s]", m.section, i+1, name)
			continue
		}
		c := &coupler{drawstop: *d.drawstop(s, name), unisonOff: d.yes(s, "UnisonOff", false), kind: s.text("CouplerType")}
		if !c.unisonOff {
			c.to = d.number(s, "DestinationManual", m.number, 0, maxManuals+4)
			c.shift = d.number(s, "DestinationKeyshift", 0, -48, 48)
		}
		o.couplers[n] = c
	}
}

// feetOf is the pitch of a harmonic number, where 8 is 8 feet; 0 when nothing is said.
func feetOf(harmonic string) float64 {
	if h := decimal(harmonic); h > 0.5 {
		return 64 / h
	}
	return 0
}

// decimal reads a number of at least 0; what is none is 0.
func decimal(v string) float64 {
	f, err := strconv.ParseFloat(strings.TrimSpace(v), 64)
	if err != nil || !(f >= 0 && f < 1e6) {
		return 0
	}
	return f
}

func named(name, section string) string {
	if name == "" {
		return section
	}
	return name
}
