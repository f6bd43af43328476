package lane

import (
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"voluntary/registration"
	"voluntary/sequencer"
)

// say tells in words what lies at a place.
func (l *Lane) say(p fyne.Position) {
	if l.OnHover == nil || l.piece == nil || l.layout == nil {
		return
	}
	switch {
	case p.Y < stripHeight && p.X < l.left:
		l.OnHover(l.sliceText())
	case p.Y < stripHeight:
		l.OnHover(l.sayDrawn())
	case p.X < l.left:
		l.OnHover(l.sayRow(l.hitAt(p), p))
	default:
		l.OnHover(l.sayPlace(l.hitAt(p), p))
	}
}

// sayPlace tells about a place in the rows.
func (l *Lane) sayPlace(hit Hit, p fyne.Position) string {
	m := l.piece.Meters()
	tick := l.snapped(l.tickAt(p))
	text := m.Position(tick).String()
	if l.sweep != nil {
		return text + "  ·  " + l.sliceText()
	}
	if hit.Row < 0 {
		return text
	}
	row := l.layout.Rows[hit.Row]
	text += "  ·  "
	if row.divided(l.console) && row.Kind != HeadRow {
		text += l.console.Divisions[row.Division].Name + ": "
	}
	return text + row.Label + l.sayThing(hit, row, p)
}

func (l *Lane) sayThing(hit Hit, row Row, p fyne.Position) string {
	m := l.piece.Meters()
	y := p.Y - stripHeight + l.scroll
	switch hit.Part {
	case Start, End, Body:
		return l.sayBar(hit.Bar)
	case Idle:
		if hit.Idle.Draw {
			return fmt.Sprintf(", drawn again at %v though it is drawn", m.Position(hit.Idle.At))
		}
		return fmt.Sprintf(", retired at %v though it is not drawn", m.Position(hit.Idle.At))
	case Flag:
		return ": " + hit.Flag.Scene
	case Mark:
		return fmt.Sprintf(": %s %s at %v", hit.Mark.Kind, hit.Mark.Name, m.Position(hit.Mark.At))
	case Meter:
		return fmt.Sprintf(" %d/%d from bar %d on", hit.Meter.Num, hit.Meter.Den, m.Position(hit.Meter.At).Bar)
	case Tempo:
		return fmt.Sprintf(" %s quarters a minute from %v on", bpmText(hit.Tempo.BPM()), m.Position(hit.Tempo.At))
	case RampStart, RampEnd, RampBody:
		r := hit.Ramp
		return fmt.Sprintf(" from %s at %v to %s quarters a minute at %v. Drag an end, or all of it",
			bpmText(r.First), m.Position(r.From), bpmText(r.Last), m.Position(r.To))
	case Head:
		if s, ok := l.layout.SilenceAt(row, l.axis.Tick(p.X-l.left)); ok {
			return ": " + silenceText(m, s) + ". Keys are pressed and no stop is drawn"
		}
		return ""
	}
	switch row.Kind {
	case ShoeRow:
		return " " + valueText(row.ValueAt(y)) + ". Press to set it, with Ctrl drag a line"
	case TempoRow:
		return fmt.Sprintf(" %s quarters a minute. Press to set it, with Ctrl drag from one tempo to another", bpmText(l.layout.BPMAt(row, y, l.modifiers()&modAlt != 0)))
	case MarkRow:
		return ". Double click for a section, a verse or a wait point"
	case MeterRow:
		return ". Double click for another meter"
	case ControlRow:
		return ", not drawn here: drag to draw it"
	}
	return ""
}

func (l *Lane) sayBar(b sequencer.LaneBar) string {
	m := l.piece.Meters()
	text := fmt.Sprintf(", drawn at %v", m.Position(b.Start))
	if b.ByScene {
		text += " by a scene"
	}
	if b.Open {
		text += ", never retired"
	} else {
		text += fmt.Sprintf(", retired at %v", m.Position(b.End))
	}
	if l.layout.Unheard(b) {
		text += ". No key reaches it all the while"
	}
	return text
}

// silenceText says how long a division is silent.
func silenceText(m sequencer.MeterMap, s sequencer.Stretch) string {
	if n := sequencer.SilentBars(m, s); n != 1 {
		return "these " + sequencer.Count(n, "bar") + " are silent"
	}
	return "this bar is silent"
}

// sayDrawn lists everything that is drawn, by division.
func (l *Lane) sayDrawn() string {
	var parts []string
	for _, d := range l.drawnBy() {
		parts = append(parts, l.console.Divisions[d.division].Name+": "+strings.Join(d.labels, ", "))
	}
	if len(parts) == 0 {
		return "Nothing is drawn. Drag here to select a slice of time across all rows"
	}
	return "Drawn: " + strings.Join(parts, "  ·  ")
}

// drawnIn is what is drawn in one division.
type drawnIn struct {
	division registration.DivisionID
	labels   []string
}

// drawnBy lists what is drawn now, by division in the order of the rows.
func (l *Lane) drawnBy() []drawnIn {
	if l.layout == nil {
		return nil
	}
	now := l.DrawnNow()
	var out []drawnIn
	for _, d := range l.view.Setting.divisionOrder(l.console) {
		in := drawnIn{division: d}
		for _, k := range inJambOrder(l.console, d) {
			if now.On(k) {
				in.labels = append(in.labels, l.console.Controls[k].Label())
			}
		}
		if len(in.labels) > 0 {
			out = append(out, in)
		}
	}
	return out
}

// sayRow tells about the row whose name or knob is pointed at.
func (l *Lane) sayRow(hit Hit, p fyne.Position) string {
	if hit.Row < 0 {
		return ""
	}
	row := l.layout.Rows[hit.Row]
	switch {
	case row.Kind == HeadRow && row.Folded:
		return row.Label + ". Click to show its rows, drag to move them"
	case row.Kind == HeadRow:
		return row.Label + ". Click to fold its rows, drag to move them"
	case row.Kind < HeadRow:
		return row.Label
	}
	text := row.Label
	if row.divided(l.console) {
		text = l.console.Divisions[row.Division].Name + ": " + row.Label
	}
	now := l.DrawnNow()
	switch {
	case row.Kind == ShoeRow:
		return text + " " + valueText(now.Shoe(row.Enclosure))
	case p.X < l.left-knobRoom:
	default:
		k := &l.console.Controls[row.Control]
		where := l.piece.Meters().Position(l.snapped(sequencer.Tick(l.playhead)))
		return fmt.Sprintf("%s. Click to %s it at %v", text, strings.ToLower(verb(k, !now.On(row.Control))), where)
	}
	if now.On(row.Control) {
		return text + ", drawn. Drag to move the row"
	}
	return text + ", not drawn. Drag to move the row"
}

// valueText is a shoe's value for people.
func valueText(v uint8) string { return strconv.Itoa(int(v)*100/127) + " %" }

// bpmText is a tempo for people: "96", "66.7".
func bpmText(bpm float64) string {
	text := strconv.FormatFloat(bpm, 'f', 1, 64)
	return strings.TrimSuffix(text, ".0")
}

func itoa(n int) string { return strconv.Itoa(n) }
