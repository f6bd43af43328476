package lane

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"voluntary/sequencer"
	"voluntary/ui/theme"
)

// words are texts that are used again for other words when something else is in sight.
type words struct {
	texts []*canvas.Text
	used  int
	whole func(y, size, height float32) bool // whether a line is wholly in sight; nil: all are
}

func (w *words) begin() { w.used = 0 }

// put writes a text at a place; it is cut when it is wider than it may be.
func (w *words) put(text string, x, y, room, size float32, bold bool, ink color.Color) {
	if room < 8 || text == "" {
		return
	}
	if w.used == len(w.texts) {
		w.texts = append(w.texts, canvas.NewText("", color.Black))
	}
	t := w.texts[w.used]
	w.used++
	t.TextSize, t.TextStyle.Bold = size, bold
	t.Text, t.Color = theme.Fitted(text, room, size, fyne.TextStyle{Bold: true}), ink
	if w.whole != nil && !w.whole(y, size, t.MinSize().Height) {
		w.used--
		return
	}
	t.Move(fyne.NewPos(x, y))
	t.Show()
	t.Refresh()
}

// end hides what was not used again. It reports whether there are more texts than there were before.
func (w *words) end() {
	for _, t := range w.texts[w.used:] {
		if t.Visible() {
			t.Hide()
		}
	}
}

func (w *words) objects(out []fyne.CanvasObject) []fyne.CanvasObject {
	for _, t := range w.texts {
		out = append(out, t)
	}
	return out
}

// placeWords writes beside flags, tempos and silence what they are.
func (r *renderer) placeWords() {
	l := r.lane
	r.words.begin()
	defer r.words.end()
	if l.layout == nil {
		return
	}
	r.words.whole = l.wholly
	for i := range l.layout.Rows {
		row := &l.layout.Rows[i]
		y := stripHeight + row.Y - l.scroll
		if y+row.Height < stripHeight || y > l.Size().Height {
			continue
		}
		switch row.Kind {
		case MarkRow, MeterRow, SceneRow:
			r.flagWords(l.layout.Things(i), y+2)
		case TempoRow:
			r.tempoWords(row, y)
		case HeadRow:
			r.silenceWords(row, y)
		}
	}
}

// end is the right edge for words.
func (r *renderer) end() float32 { return r.lane.Size().Width - barRoom }

func (r *renderer) flagWords(things []Hit, y float32) {
	l, ink := r.lane, theme.Current().Text
	for i, f := range l.layout.flags(l.axis, things) {
		x := l.left + f.X + flagHead
		if x > r.end() {
			break
		}
		if x > l.left-4 {
			r.words.put(thingText(things[i]), x, y, min(f.Room-flagHead-2, r.end()-x), flagSize, false, ink)
		}
	}
}

// flagSize is the size of the words beside a flag.
const flagSize = 11

// flagWide is how wide a text is beside a flag. It is measured as it is cut: bold, to be sure.
func flagWide(text string) float32 {
	return fyne.MeasureText(text, flagSize, fyne.TextStyle{Bold: true}).Width
}

// thingText is what stands beside a flag.
func thingText(t Hit) string {
	switch t.Part {
	case Mark:
		if t.Mark.Name == "" {
			return strings.ToUpper(string(t.Mark.Kind[:1])) + string(t.Mark.Kind[1:])
		}
		return t.Mark.Name
	case Meter:
		return meterText(t.Meter)
	}
	return t.Flag.Scene
}

func (r *renderer) tempoWords(row *Row, y float32) {
	l := r.lane
	last, said := float32(-1e6), ""
	write := func(tick sequencer.Tick, bpm float64) {
		x, text := l.axis.X(tick), bpmText(bpm)
		if x < 0 || x-last < 40 || text == said || l.left+x > r.end() {
			return
		}
		last, said = x, text
		at := l.layout.YOfBPM(*row, bpm) - row.Y
		up := at - 17 // above the line, or below it where there is no room
		if up < 0 {
			up = at + 3
		}
		r.words.put(text, l.left+x+7, y+up, r.end()-l.left-x-7, 10, false, theme.Current().Text)
	}
	for i := range l.layout.tempos {
		t := &l.layout.tempos[i]
		if l.left+l.axis.X(t.Tick()) > r.end() {
			break
		}
		if t.Part == Tempo {
			write(t.Tempo.At, t.Tempo.BPM())
			continue
		}
		write(t.Ramp.From, t.Ramp.First)
		write(t.Ramp.To, t.Ramp.Last)
	}
}

func (r *renderer) silenceWords(row *Row, y float32) {
	l := r.lane
	for _, s := range l.layout.SilenceOf(row.Division) {
		x0, x1 := max(l.axis.X(s.From), 0), min(l.axis.X(s.To), r.end()-l.left)
		text := silenceText(l.layout.Meters, s)
		text = strings.ToUpper(text[:1]) + text[1:]
		if fyne.MeasureText(text, 11, fyne.TextStyle{Bold: true}).Width > x1-x0-8 {
			text = "Silent"
		}
		if x1-x0 > 44 {
			r.words.put(text, l.left+x0+5, y+1, x1-x0-8, 11, true, theme.Current().Text)
		}
	}
}

// placeDrawn writes into the strip what is drawn, by division; where there is no room it says how much more there is.
func (r *renderer) placeDrawn() {
	l := r.lane
	r.drawn.begin()
	defer r.drawn.end()
	colours := theme.Current()
	x, end := l.left+22, l.Size().Width-8
	width := func(text string, bold bool) float32 {
		return fyne.MeasureText(text, 11, fyne.TextStyle{Bold: bold}).Width
	}
	all := l.drawnBy()
	if len(all) == 0 {
		if l.piece != nil {
			r.drawn.put("nothing", x, 2, end-x, 11, false, colours.TextSoft)
		}
		return
	}
	// Every division has its say: what it takes, or an equal share of what the others leave.
	want := make([]float32, len(all))
	total := float32(0)
	for i, d := range all {
		want[i] = width(l.console.Divisions[d.division].Name, true) + 6 + width(strings.Join(d.labels, ", "), false) + 18
		total += want[i]
	}
	room := end - x
	for i, d := range all {
		share := want[i]
		if total > room {
			share = max(want[i]*room/total, 40)
		}
		name := l.console.Divisions[d.division].Name
		if total > room {
			name = theme.DivisionLetter(l.console, d.division)
		}
		tint := theme.DivisionColor(l.console, d.division, theme.Dark())
		head := width(name, true)
		r.drawn.put(name, x, 2, min(head+2, end-x), 11, true, tint)
		r.drawn.put(fewer(d.labels, share-head-20, width), x+head+6, 2, end-x-head-6, 11, false, colours.Text)
		x += share
	}
}

// fewer joins labels; where they take too much room the last ones are counted.
func fewer(labels []string, room float32, width func(string, bool) float32) string {
	for n := len(labels); n > 0; n-- {
		text := strings.Join(labels[:n], ", ")
		if n < len(labels) {
			text += ", +" + itoa(len(labels)-n)
		}
		if width(text, false) <= room || n == 1 {
			return text
		}
	}
	return ""
}

// fittingSize is the size, from largest down to least, at which a text takes no more room than there is.
func fittingSize(s string, room, largest, least float32) float32 {
	size := largest
	for ; size > least; size -= 0.5 {
		if fyne.MeasureText(s, size, fyne.TextStyle{Bold: true}).Width <= room {
			break
		}
	}
	return size
}

func meterText(m sequencer.Meter) string { return itoa(m.Num) + "/" + itoa(m.Den) }
