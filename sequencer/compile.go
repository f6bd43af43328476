package sequencer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"voluntary/registration"
)

// shortestStroke is given to a note of no length, so that the key is released after it is pressed.
const shortestStroke = time.Millisecond

// stroke is one press of a key by one note.
type stroke struct {
	start, end time.Duration
	tick       Tick
	note       NoteID
	part       PartID
	division   registration.DivisionID
	key        uint8
	velocity   uint8
}

// Compile turns an arrangement into what console c is told, in order. It is pure. A nil console stands for the
// arrangement's own.
//
// Each note goes to the division that its part is routed to where the note starts. One key of one division is pressed
// once: notes of several parts that overlap on it are one press from the first start to the last end; in one part the
// earlier note yields to the later. Between two presses of a key there is at least the console's repeated-note gap,
// taken from the end of the first, half of the distance at the most. A division has no more keys down than its mechanics take:
// the outer voices of a chord come first, and a key that is down stays. What the console does not have or take is left out
// and said. Muted notes are left out.
func Compile(a *Arrangement, c *registration.Console) (*Performance, []Diagnostic) {
	return compile(a, c, nil)
}

// compile leaves out the notes that are not heard; heard nil: all are. The performance is as long with them as without.
func compile(a *Arrangement, c *registration.Console, heard func(p *Part, division string) bool) (*Performance, []Diagnostic) {
	if c == nil {
		c = a.Console()
	}
	strokes, found := collect(a, c, heard)
	var end time.Duration
	if heard != nil {
		end = a.Duration()
	}
	for i := range strokes {
		end = max(end, strokes[i].end)
	}
	strokes, merged := settle(strokes, &c.Mechanics)
	found = append(found, unisonFindings(merged, c)...)
	strokes, refused := crowd(strokes, &c.Mechanics)
	found = append(found, crowdFindings(refused, c)...)
	changes, laneFound := registrationEvents(a, c)
	found = append(found, laneFound...)
	events := make([]Event, 0, 2*len(strokes)+len(changes))
	events = append(events, changes...)
	for _, s := range strokes {
		events = append(events,
			Event{At: s.start, Kind: KeyDown, Division: s.division, Key: s.key, Velocity: max(s.velocity, 1)},
			Event{At: s.end, Kind: KeyUp, Division: s.division, Key: s.key})
	}
	events = inOrder(events)
	slices.SortStableFunc(found, func(x, y Diagnostic) int { return cmp.Compare(x.At, y.At) })
	p := newPerformance(c, events, a.Tempo(), a.Meters(), end)
	p.waits = waitsOf(a)
	return p, found
}

// collect lists the strokes of every note that this console can play.
func collect(a *Arrangement, c *registration.Console, heard func(p *Part, division string) bool) ([]stroke, []Diagnostic) {
	var found []Diagnostic
	strokes := make([]stroke, 0, a.NoteCount())
	clock := newClock(a.Tempo())
	for i := range a.Parts() {
		p := &a.Parts()[i]
		beyond := make(map[string]bool) // one finding a division and key
		absent := make(map[string]bool)
		r, at := -1, registration.DivisionID(0)
		usable := false
		for _, n := range p.Notes {
			for r+1 < len(p.Routing) && p.Routing[r+1].At <= n.Start {
				r++
				id := p.Routing[r].Division
				at, usable = c.Division(id)
				if !usable && id != "" && !absent[id] {
					absent[id] = true
					found = append(found, Diagnostic{
						Kind: "missing-division", Severity: Fault, At: n.Start, Part: p.ID, Division: id,
						Message: fmt.Sprintf("%s is given to %q, which %s does not have: it is silent.", p.Name, id, c.Name),
						Fix:     "Give the part to one of " + divisionList(c) + ".",
					})
				}
			}
			if !usable || n.Muted || heard != nil && !heard(p, p.Routing[r].Division) {
				continue
			}
			key, ok := p.Sounding(n)
			if div := c.Divisions[at]; !ok || !div.Has(key) {
				place := fmt.Sprint(div.ID, " ", key, ok)
				if !beyond[place] {
					beyond[place] = true
					found = append(found, compassFinding(p, n, div))
				}
				continue
			}
			s := stroke{
				start: clock.timeAt(n.Start), end: a.Tempo().TimeAt(n.End), tick: n.Start, note: n.ID, part: p.ID,
				division: at, key: key, velocity: n.Velocity,
			}
			s.end = max(s.end, s.start+shortestStroke, s.start+c.Mechanics.ShortestNoteOf(at))
			strokes = append(strokes, s)
		}
	}
	return strokes, found
}

func compassFinding(p *Part, n Note, div registration.Division) Diagnostic {
	d := Diagnostic{Kind: "compass", Severity: Fault, At: n.Start, Part: p.ID, Division: div.ID, Key: n.Key, Note: n.ID}
	key, ok := p.Sounding(n)
	if !ok {
		d.Message = fmt.Sprintf("%s has %s, which no keyboard has when it is moved by %+d semitones: it is silent.", p.Name, KeyName(n.Key), p.Shift)
		d.Fix = "Move the part less far."
		return d
	}
	d.Key = key
	d.Message = fmt.Sprintf("%s has %s, which the %s does not (%s to %s): it is silent.", p.Name, KeyName(key),
		div.Name, KeyName(div.Lowest), KeyName(div.Highest))
	d.Fix = compassFix(div, key)
	return d
}

func compassFix(d registration.Division, key uint8) string {
	up, down := key, key
	for up < d.Lowest {
		up += 12
	}
	for down > d.Highest && down >= 12 {
		down -= 12
	}
	switch {
	case up != key && d.Has(up):
		return fmt.Sprintf("Play it an octave higher (%s), or give the passage to another division.", KeyName(up))
	case down != key && d.Has(down):
		return fmt.Sprintf("Play it an octave lower (%s), or give the passage to another division.", KeyName(down))
	}
	return "Give the passage to another division."
}

func divisionList(c *registration.Console) string {
	ids := make([]string, len(c.Divisions))
	for i, d := range c.Divisions {
		ids[i] = d.ID
	}
	return strings.Join(ids, ", ")
}

// clock answers TimeAt for rising ticks without a search each time.
type clock struct {
	m TempoMap
	i int
}

func newClock(m TempoMap) *clock { return &clock{m: m.orUsual()} }

func (c *clock) timeAt(t Tick) time.Duration {
	if c.m.points[c.i].At > t {
		c.i = 0
	}
	for c.i+1 < len(c.m.points) && c.m.points[c.i+1].At <= t {
		c.i++
	}
	at, rest := c.m.advance(c.i, t)
	if rest*2 >= PPQ {
		at++
	}
	return at
}

// settle makes at most one press at a time of each key and keeps the console's gaps. It returns the presses and the
// strokes that are not heard because another part holds the key.
func settle(in []stroke, m *registration.Mechanics) (presses, unheard []stroke) {
	in = byKey(in)
	out := in[:0]
	var holds []hold // of the last press
	for _, s := range in {
		n := len(out)
		if n == 0 || out[n-1].division != s.division || out[n-1].key != s.key {
			out, holds = append(out, s), append(holds[:0], hold{s.part, s.start, s.end})
			continue
		}
		last := &out[n-1]
		if s.start == last.start || heldByAnother(holds, s) {
			if s.start > last.start {
				unheard = append(unheard, s)
			}
			holds = joined(holds, s)
			last.end = holds[0].end
			for _, h := range holds {
				last.end = max(last.end, h.end)
			}
			last.velocity = max(last.velocity, s.velocity)
			continue
		}
		spacing := s.start - last.start
		gap := min(m.RepeatGapOf(s.division), spacing/2)
		last.end = min(last.end, s.start-gap)
		out, holds = append(out, s), append(holds[:0], hold{s.part, s.start, s.end})
	}
	return out, unheard
}

// hold is one part's share in a press: from when and until when its last note there keeps the key down.
type hold struct {
	part       PartID
	start, end time.Duration
}

func heldByAnother(holds []hold, s stroke) bool {
	return slices.ContainsFunc(holds, func(h hold) bool { return h.part != s.part && h.end > s.start })
}

// joined adds a stroke to a press. A part's earlier note yields to its later one.
func joined(holds []hold, s stroke) []hold {
	for i := range holds {
		if h := &holds[i]; h.part == s.part {
			if h.start == s.start {
				h.end = max(h.end, s.end)
			} else {
				h.start, h.end = s.start, s.end
			}
			return holds
		}
	}
	return append(holds, hold{s.part, s.start, s.end})
}

func unisonFindings(merged []stroke, c *registration.Console) []Diagnostic {
	out := make([]Diagnostic, 0, len(merged))
	for _, s := range merged {
		d := c.Divisions[s.division]
		out = append(out, Diagnostic{
			Kind: "unison", Severity: Remark, At: s.tick, Part: s.part, Division: d.ID, Key: s.key, Note: s.note,
			Message: fmt.Sprintf("%s on the %s is already held by another part: it is not struck again.", KeyName(s.key), d.Name),
			Fix:     "Shorten the held note, or give one part to another division.",
		})
	}
	return out
}

// registrationEvents folds the lane into changes; what changes nothing is left out.
func registrationEvents(a *Arrangement, c *registration.Console) ([]Event, []Diagnostic) {
	var events []Event
	var found []Diagnostic
	r := NewRegistrar(a, c)
	said := make(map[string]bool)
	lane := PlayedLane(a, c)
	for i := 0; i < len(lane); {
		at := lane[i].At
		before := r.State()
		for ; i < len(lane) && lane[i].At == at; i++ {
			e := &lane[i]
			for _, id := range r.Play(e) {
				if said[id] {
					continue
				}
				said[id] = true
				found = append(found, Diagnostic{
					Kind: "missing-control", Severity: Fault, At: e.At, Event: e.ID, Control: id,
					Message: fmt.Sprintf("%s is not on the console %s: it is left out.", a.called(id), c.Name),
					Fix:     "Choose another control here, or play the piece on the organ it was made for.",
				})
			}
			found = append(found, moved(r, e, said)...)
		}
		t := a.Tempo().TimeAt(at)
		for _, ch := range registration.Diff(before, r.State()) {
			events = append(events, ChangeEvent(t, ch))
		}
	}
	return events, found
}

// called is what to call a control that is not on the console: its name, as far as the piece keeps it, and its id.
func (a *Arrangement) called(id string) string {
	m := a.piece.Meanings[id]
	if m.Name == "" {
		return id
	}
	k := registration.Control{Kind: m.Kind, Name: m.Name, Pitch: m.Pitch}
	return fmt.Sprintf("%s (%s)", k.Label(), id)
}

// moved reports controls that were found by their meaning because their id is not of this console.
func moved(r *Registrar, e *LaneEvent, said map[string]bool) []Diagnostic {
	var out []Diagnostic
	for _, ids := range [][]string{e.Draw, e.Retire} {
		for _, id := range ids {
			k, exact, ok := r.Control(id)
			if !ok || exact || said[id] {
				continue
			}
			said[id] = true
			out = append(out, Diagnostic{
				Kind: "moved-control", Severity: Remark, At: e.At, Event: e.ID,
				Message: fmt.Sprintf("%s is not on the console %s by that name; %s is used in its place.", id, r.console.Name, r.console.Controls[k].ID),
			})
		}
	}
	return out
}
