package transfer

import (
	"fmt"
	"reflect"
	"slices"

	"voluntary/registration"
	organ "voluntary/registration/transfer"
	"voluntary/sequencer"
)

// Line is what becomes of one thing, with the first place where it does.
type Line struct {
	organ.Line
	At sequencer.Tick
}

// Report tells what became of a piece's registration on another organ, in order of time; what is the same is among it.
type Report struct {
	From, To string // names of the organs
	Lines    []Line
}

// Changed lists the lines that tell of a change: what is the same, or not needed there, is left out.
func (r *Report) Changed() []Line {
	return slices.DeleteFunc(slices.Clone(r.Lines), func(l Line) bool { return l.Kind == organ.Same || l.Kind == organ.Needless })
}

// Plain is the lines without their places.
func (r *Report) Plain() []organ.Line {
	out := make([]organ.Line, len(r.Lines))
	for i, l := range r.Lines {
		out[i] = l.Line
	}
	return out
}

// Count is how many lines are of a kind.
func (r *Report) Count(k organ.Kind) int {
	n := 0
	for _, l := range r.Lines {
		if l.Kind == k {
			n++
		}
	}
	return n
}

// Findings are the changes as findings of the playability report.
func (r *Report) Findings() []sequencer.Diagnostic {
	var out []sequencer.Diagnostic
	for _, l := range r.Changed() {
		d := sequencer.Diagnostic{Kind: string(l.Kind), Severity: sequencer.Remark, At: l.At, Message: l.Message(), Fix: "Choose something else in its place, or accept it."}
		if l.Kind == organ.Lost {
			d.Severity = sequencer.Warning
		}
		if l.Chosen {
			d.Severity, d.Fix = sequencer.Remark, "So it was chosen for these two organs."
		}
		out = append(out, d)
	}
	return out
}

// To brings a piece to another organ. Piece and organ are not changed.
func To(a *sequencer.Arrangement, to *registration.Console, choices organ.Choices) (*sequencer.Arrangement, *Report, error) {
	home, err := homeOf(a)
	if err != nil {
		return nil, nil, err
	}
	if home == a && sameOrgan(a.Console(), to) {
		there, err := a.WithConsole(to)
		return there, &Report{From: a.Console().Name, To: to.Name}, err
	}
	j := &journey{
		piece: a, home: home, to: to, use: useOf(home),
		report: &Report{From: a.Console().Name, To: to.Name}, said: make(map[string]bool),
	}
	j.plan = organ.New(home.Console(), to, choices, j.use.Use)
	j.add(0, j.plan.Lines())
	there, err := j.rewrite()
	if err != nil {
		return nil, nil, fmt.Errorf("the piece cannot be brought to %s: %w", to.Name, err)
	}
	slices.SortStableFunc(j.report.Lines, func(x, y Line) int { return int(x.At - y.At) })
	return there, j.report, nil
}

// sameOrgan reports whether two consoles have the same divisions, controls and enclosures.
func sameOrgan(a, b *registration.Console) bool {
	return reflect.DeepEqual(a.Divisions, b.Divisions) && reflect.DeepEqual(a.Controls, b.Controls) && reflect.DeepEqual(a.Enclosures, b.Enclosures)
}

// homeOf is the piece on its own organ, to which is added what the piece names and the organ has no more.
func homeOf(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
	c, piece := a.Console(), a.Piece()
	grown := *c
	grown.Divisions, grown.Controls = slices.Clone(c.Divisions), slices.Clone(c.Controls)
	division := func(id string) (registration.DivisionID, bool) {
		i := slices.IndexFunc(grown.Divisions, func(d registration.Division) bool { return d.ID == id })
		if i < 0 && len(grown.Divisions) < registration.MaxDivisions && registration.ValidID(id) {
			grown.Divisions = append(grown.Divisions, registration.Division{ID: id, Name: id, Lowest: 36, Highest: 96, Pedal: id == "pedal"})
			i = len(grown.Divisions) - 1
		}
		return registration.DivisionID(max(i, 0)), i >= 0
	}
	seen := make(map[string]bool)
	want := func(ids []string) {
		for _, id := range ids {
			m, known := piece.Meanings[id]
			if _, _, found := c.Resolve(id, m); found || !known || seen[id] || !registration.ValidID(id) || m.Kind == registration.Coupler {
				continue
			}
			seen[id] = true
			if d, ok := division(m.Division); ok && len(grown.Controls) < registration.MaxControls {
				grown.Controls = append(grown.Controls, registration.Control{ID: id, Kind: m.Kind, Division: d, Name: m.Name, Pitch: m.Pitch, Family: m.Family})
			}
		}
	}
	for i := range piece.Lane {
		want(piece.Lane[i].Draw)
	}
	for i := range piece.Scenes {
		want(piece.Scenes[i].On)
	}
	for i := range piece.Parts {
		for _, r := range piece.Parts[i].Routing {
			if r.Division != "" {
				division(r.Division)
			}
		}
	}
	if len(grown.Controls) == len(c.Controls) && len(grown.Divisions) == len(c.Divisions) {
		return a, nil
	}
	whole, err := registration.NewConsole(grown)
	if err != nil {
		return nil, err
	}
	return a.WithConsole(whole)
}
