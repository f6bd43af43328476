package roll

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"voluntary/registration"
	"voluntary/sequencer"
)

// mostStops is how many stops a tool tip names.
const mostStops = 6

// describe says what is at a place: bar and beat, key, and of a note its length, part, division and what is drawn there.
func (f *field) describe(p fyne.Position) string {
	a := f.r.notes.piece
	if a == nil {
		return ""
	}
	if f.over.Zone == Nothing {
		key := uint8(f.r.view.Key(p.Y))
		return "Bar " + a.Meters().Position(f.r.view.Axis.Tick(p.X)).String() + " · " + f.r.keyName(int(key))
	}
	s := f.over.Seen
	words := []string{
		"Bar " + a.Meters().Position(s.Note.Start).String(), f.r.keyName(s.Key),
		lengthText(a.Meters().At(s.Note.Start), s.Note.End-s.Note.Start), f.partName(s.Part),
	}
	c := f.r.notes.console
	if s.Note.Muted {
		words = append(words, "muted")
	} else if s.Division != nobody && !f.r.hearing.Hears(a.Parts()[s.Part].ID, c.Divisions[s.Division].ID) {
		words = append(words, "not listened to")
	}
	switch {
	case s.Division == nobody:
		words = append(words, "no division plays it")
	case s.Outside:
		words = append(words, c.Divisions[s.Division].Name+" has no such key")
	default:
		words = append(words, c.Divisions[s.Division].Name)
		if stops := f.stops(s); stops != "" {
			words = append(words, stops)
		}
		if also := f.also(s); also != "" {
			words = append(words, also)
		}
	}
	return strings.Join(words, " · ")
}

// also names what speaks with a note through couplers, while that is shown.
func (f *field) also(s Seen) string {
	g := f.ghostsNow()
	if g == nil {
		return ""
	}
	var names []string
	for _, to := range g.of(s.Note.Start, s.Division) {
		d := &f.r.notes.console.Divisions[to.Division]
		if key := s.Key + to.Shift; key >= int(d.Lowest) && key <= int(d.Highest) {
			names = append(names, d.Name+" "+f.r.keyName(key))
		}
	}
	if names == nil {
		return ""
	}
	return "also " + strings.Join(names, ", ")
}

func (f *field) partName(i int) string {
	part := f.r.notes.parts[i].part
	if part.Name == "" {
		return "part " + strconv.Itoa(i+1)
	}
	return part.Name
}

// lengthText is a length in beats of the meter: "1 beat", "0.5 beats".
func lengthText(m sequencer.Meter, length sequencer.Tick) string {
	n := strconv.FormatFloat(float64(length)/float64(m.BeatTicks()), 'f', 2, 64)
	n = strings.TrimSuffix(strings.TrimRight(n, "0"), ".")
	if n == "1" {
		return "1 beat"
	}
	return n + " beats"
}

// stops names what is drawn in the division of a note where it starts.
func (f *field) stops(s Seen) string {
	c := f.r.notes.console
	if f.picture == nil {
		f.picture = sequencer.PictureLane(f.r.notes.piece, c)
	}
	state := f.picture.StateAt(s.Note.Start, c.Initial())
	var names []string
	more := 0
	for _, id := range state.Drawn() {
		k := &c.Controls[id]
		if k.Division != registration.DivisionID(s.Division) {
			continue
		}
		if len(names) == mostStops {
			more++
			continue
		}
		names = append(names, k.Label())
	}
	switch {
	case len(names) == 0:
		return "nothing drawn"
	case more > 0:
		return strings.Join(names, ", ") + " and " + strconv.Itoa(more) + " more"
	}
	return strings.Join(names, ", ")
}
