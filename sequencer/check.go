package sequencer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"voluntary/registration"
)

// Check is the playability report of an arrangement on a console (nil: its own): what Compile found, passages that are
// silent because nothing is drawn, stops drawn for a division that plays nothing, orders that change nothing.
func Check(a *Arrangement, c *registration.Console) []Diagnostic {
	_, found := CompileAndCheck(a, c)
	return found
}

// CompileAndCheck is Compile and Check at once.
func CompileAndCheck(a *Arrangement, c *registration.Console) (*Performance, []Diagnostic) {
	if c == nil {
		c = a.Console()
	}
	p, found := Compile(a, c)
	return p, CheckCompiled(a, p, found)
}

// CheckCompiled is Check of an arrangement that was compiled already, with what Compile found.
func CheckCompiled(a *Arrangement, p *Performance, found []Diagnostic) []Diagnostic {
	c := p.Console()
	found = append(found, silentPassages(p)...)
	found = append(found, redundantOrders(a, c)...)
	found = append(found, unrouted(a)...)
	found = append(found, UnsaidControls(p)...)
	slices.SortStableFunc(found, func(x, y Diagnostic) int { return cmp.Compare(x.At, y.At) })
	return found
}

// speaking tells for each division whether a key on it sounds anything, couplers counted. A control of another kind may
// sound: it counts for its division, and a combination that the organ draws by itself for all of them.
func speaking(c *registration.Console, s *registration.State) (out [registration.MaxDivisions]bool) {
	var drawn [registration.MaxDivisions]bool
	var unisonOff [registration.MaxDivisions]bool
	var reach [registration.MaxDivisions]uint32
	for _, id := range s.Drawn() {
		switch k := &c.Controls[id]; {
		case c.Dialect.Controls[id].Kind == registration.RelativeBank:
			for d := range c.Divisions {
				drawn[d] = true
			}
		case k.Kind == registration.Stop, k.Kind == registration.Other:
			drawn[k.Division] = true
		case k.Kind == registration.Coupler && k.UnisonOff:
			unisonOff[k.Division] = true
		case k.Kind == registration.Coupler:
			reach[k.Division] |= 1 << k.To
		}
	}
	for d := range c.Divisions {
		out[d] = drawn[d] && !unisonOff[d]
		for to := range c.Divisions {
			if reach[d]>>to&1 != 0 && drawn[to] {
				out[d] = true
			}
		}
	}
	return out
}

// silentPassages finds runs of keys that sound nothing, one finding for a run in a division.
func silentPassages(p *Performance) []Diagnostic {
	type run struct {
		from, to Tick
		keys     int
	}
	var out []Diagnostic
	c := p.Console()
	open := make(map[registration.DivisionID]*run)
	report := func(d registration.DivisionID) {
		r := open[d]
		if r == nil {
			return
		}
		delete(open, d)
		div := c.Divisions[d]
		first, last := p.Meters().Position(r.from).Bar, p.Meters().Position(r.to).Bar
		bars := fmt.Sprintf("Bar %d is", first)
		if last > first {
			bars = fmt.Sprintf("Bars %d to %d are", first, last)
		}
		keys := "1 key is pressed"
		if r.keys > 1 {
			keys = fmt.Sprintf("%d keys are pressed", r.keys)
		}
		out = append(out, Diagnostic{
			Kind: "silent", Severity: Warning, At: r.from, Division: div.ID,
			Message: fmt.Sprintf("%s silent on the %s: %s with no stop drawn.", bars, div.Name, keys),
			Fix:     fmt.Sprintf("Draw a stop of the %s at %v or before, or couple another division to it.", div.Name, p.Meters().Position(r.from)),
		})
	}
	state := c.Initial()
	speaks := speaking(c, &state)
	var ever [registration.MaxDivisions]bool
	for _, e := range p.Events() {
		switch e.Kind {
		case Change:
			state.Apply(e.Change)
			speaks = speaking(c, &state)
		case KeyDown:
			ever[e.Division] = true
			tick := p.Tempo().TickAt(e.At)
			if speaks[e.Division] {
				report(e.Division)
				continue
			}
			if r := open[e.Division]; r != nil {
				r.to, r.keys = tick, r.keys+1
			} else {
				open[e.Division] = &run{tick, tick, 1}
			}
		}
	}
	for d := range c.Divisions {
		report(registration.DivisionID(d))
	}
	return append(out, undrawnDivisions(p, ever)...)
}

// undrawnDivisions finds stops drawn in a division that no key ever reaches.
func undrawnDivisions(p *Performance, played [registration.MaxDivisions]bool) []Diagnostic {
	c := p.Console()
	reached := played
	for _, e := range p.Events() {
		if e.Kind == Change && e.Change.Kind == registration.Draw {
			if k := &c.Controls[e.Change.Control]; k.Kind == registration.Coupler && played[k.Division] {
				reached[k.To] = true
			}
		}
	}
	var out []Diagnostic
	var said [registration.MaxDivisions]bool
	for _, e := range p.Events() {
		if e.Kind != Change || e.Change.Kind != registration.Draw {
			continue
		}
		k := &c.Controls[e.Change.Control]
		if k.Kind != registration.Stop || reached[k.Division] || said[k.Division] {
			continue
		}
		said[k.Division] = true
		d := c.Divisions[k.Division]
		out = append(out, Diagnostic{
			Kind: "unplayed", Severity: Remark, At: p.Tempo().TickAt(e.At), Division: d.ID,
			Message: fmt.Sprintf("%s is drawn on the %s, but no part plays there and nothing is coupled to it.", k.Label(), d.Name),
			Fix:     fmt.Sprintf("Give a part to the %s, or retire its stops.", d.Name),
		})
	}
	return out
}

// redundantOrders finds controls drawn while drawn and retired while retired.
func redundantOrders(a *Arrangement, c *registration.Console) []Diagnostic {
	var out []Diagnostic
	r := NewRegistrar(a, c)
	for i := range a.Lane() {
		e := &a.Lane()[i]
		before := r.State()
		for _, order := range []struct {
			ids  []string
			draw bool
			word string
		}{{e.Retire, false, "retired"}, {e.Draw, true, "drawn"}} {
			for _, id := range order.ids {
				k, _, ok := r.Control(id)
				if !ok || e.Scene != "" || before.On(k) != order.draw {
					continue
				}
				kind := registration.Retire
				if order.draw {
					kind = registration.Draw
				}
				out = append(out, Diagnostic{
					Kind: "redundant", Severity: Remark, At: e.At, Event: e.ID, Change: kind,
					Division: c.Divisions[c.Controls[k].Division].ID,
					Message:  fmt.Sprintf("%s is %s where it already is.", c.Controls[k].Label(), order.word),
					Fix:      "It can be taken out of the lane.",
				})
			}
		}
		r.Play(e)
	}
	return out
}

// unrouted finds parts with notes that no division plays.
func unrouted(a *Arrangement) []Diagnostic {
	var out []Diagnostic
	for i := range a.Parts() {
		p := &a.Parts()[i]
		for _, n := range p.Notes {
			if p.DivisionAt(n.Start) == "" {
				out = append(out, Diagnostic{
					Kind: "unrouted", Severity: Warning, At: n.Start, Part: p.ID,
					Message: fmt.Sprintf("%s is given to no division: it is silent.", p.Name),
					Fix:     "Give the part to a division.",
				})
				break
			}
		}
	}
	return out
}

// UnsaidKind is the kind of the finding of [UnsaidControls].
const UnsaidKind = "unsaid-control"

// mostNamed is how many controls a finding calls by name.
const mostNamed = 6

// UnsaidControls finds what a piece draws and what has no message on its console, all in one finding. A console that is
// not played over MIDI at all has none.
func UnsaidControls(p *Performance) []Diagnostic {
	c := p.Console()
	unsaid := c.Unsaid()
	if len(unsaid) == 0 || !c.OverMIDI() {
		return nil
	}
	said := make(map[registration.ControlID]bool)
	var names []string
	var first time.Duration
	onlyStops := true
	for _, e := range p.Events() {
		if e.Kind != Change || e.Change.Kind != registration.Draw || said[e.Change.Control] {
			continue
		}
		if _, ok := slices.BinarySearch(unsaid, e.Change.Control); !ok {
			continue
		}
		said[e.Change.Control] = true
		k := &c.Controls[e.Change.Control]
		if len(names) == 0 {
			first = e.At
		}
		onlyStops = onlyStops && k.Kind == registration.Stop
		names = append(names, k.Label())
	}
	n := len(names)
	if n == 0 {
		return nil
	}
	what, have, them := Count(n, "stop"), "have", "them"
	switch {
	case n == 1 && onlyStops:
		have, them = "has", "it"
	case n == 1:
		what, have, them = "1 control", "has", "it"
	case !onlyStops:
		what = Figures(n) + " stops and couplers"
	}
	list := strings.Join(names, ", ")
	if n > mostNamed {
		list = fmt.Sprintf("%s and %d more", strings.Join(names[:mostNamed-1], ", "), n-mostNamed+1)
	}
	return []Diagnostic{{
		Kind: UnsaidKind, Severity: Warning, At: p.Tempo().TickAt(first),
		Message: fmt.Sprintf("%s that the piece draws %s no message on this console: %s.", what, have, list),
		Fix:     fmt.Sprintf("Learn %s from the organ, or give %s a message in the console editor.", them, them),
	}}
}
