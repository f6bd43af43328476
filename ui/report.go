package ui

import (
	"cmp"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"voluntary/sequencer"
	"voluntary/sequencer/traffic"
	"voluntary/ui/roll"
	"voluntary/ui/touch"
)

// playability compiles a piece and lists in order of time what its console cannot play as written, and what the wire to it
// does not carry.
func playability(a *sequencer.Arrangement) (*sequencer.Performance, []sequencer.Diagnostic) {
	p, found := sequencer.Compile(a, nil)
	return p, report(a, p, found)
}

// report is what a piece that was compiled cannot play as written, with what the compiler found.
func report(a *sequencer.Arrangement, p *sequencer.Performance, found []sequencer.Diagnostic) []sequencer.Diagnostic {
	found = sequencer.CheckCompiled(a, p, found)
	found = append(found, traffic.Of(p).Findings()...)
	slices.SortStableFunc(found, func(x, y sequencer.Diagnostic) int { return cmp.Compare(x.At, y.At) })
	return found
}

// findingsCounted is how many findings there are, remarks left out.
type findingsCounted struct {
	organ int // what the console cannot play as written
	wire  int // what the wire to it does not carry, and what has no message to go over it
}

func countFindings(found []sequencer.Diagnostic) (n findingsCounted) {
	for _, d := range found {
		switch {
		case d.Severity == sequencer.Remark:
		case d.Kind == wireKind, d.Kind == sequencer.UnsaidKind:
			n.wire++
		default:
			n.organ++
		}
	}
	return n
}

// wireKind is the kind of a finding of the traffic.
const wireKind = "wire"

// showCount says on the button how many findings there are. The wire counts when something hangs on it: the built-in
// organ has none.
func (w *Window) showCount() {
	n := w.found.organ
	if w.outputs.wired() {
		n += w.found.wire
	}
	text := "Plays as written"
	if n > 0 {
		text = sequencer.Count(n, "finding")
	}
	if w.report.Text != text {
		w.report.SetText(text)
	}
}

// showReport lists what will not play as written. A finding that is chosen is shown in the roll.
func (w *Window) showReport() {
	a := w.session.Piece()
	_, findings := playability(a)
	if len(findings) == 0 {
		w.inform("Playability", fmt.Sprintf("Everything plays as written on %s.", a.Console().Title))
		return
	}
	var d *dialog.CustomDialog
	fill := func(i widget.ListItemID, row fyne.CanvasObject) {
		f := findings[i]
		border := row.(*fyne.Container)
		text := border.Objects[0].(*fyne.Container)
		left := border.Objects[1].(*fyne.Container)
		text.Objects[0].(*widget.Label).SetText(f.Message)
		text.Objects[1].(*widget.Label).SetText(f.Fix)
		left.Objects[0].(*widget.Icon).SetResource(severityIcon(f.Severity))
		left.Objects[1].(*fyne.Container).Objects[0].(*widget.Label).SetText(a.Meters().Position(f.At).String())
	}
	list := touch.NewList(func() int { return len(findings) }, newFinding, fill)
	list.OnSelected = func(i widget.ListItemID) {
		d.Hide()
		w.showFinding(findings[i])
	}
	d = dialog.NewCustom(fmt.Sprintf("Playability on %s", a.Console().Name), "Close", list, w.win)
	size := w.win.Canvas().Size()
	width := min(size.Width-60, 900)
	d.Resize(fyne.NewSize(width, min(size.Height-60, 560)))
	row := newFinding()
	usual := row.MinSize().Height
	for i, f := range findings {
		if sentence := fyne.MeasureText(f.Message, fynetheme.TextSize(), fyne.TextStyle{}).Width; sentence < width/2 {
			continue // it needs no second line
		}
		fill(i, row)
		row.Resize(fyne.NewSize(width-reportMargin, usual))
		list.SetItemHeight(i, max(row.MinSize().Height, usual))
	}
	w.show(d, nil)
	list.OnKey = w.typedKey
	w.win.Canvas().Focus(list)
}

// reportMargin is what the dialog leaves beside its list, at the most.
const reportMargin = 60

// newFinding is a row of the report: an icon, the place, and below each other what is the matter and what may be done.
func newFinding() fyne.CanvasObject {
	message, fix := widget.NewLabel(""), widget.NewLabel("")
	message.Wrapping, fix.Truncation = fyne.TextWrapWord, fyne.TextTruncateEllipsis
	fix.TextStyle.Italic = true
	place := container.NewGridWrap(fyne.NewSize(84, 36), widget.NewLabel(""))
	return container.NewBorder(nil, nil, container.NewHBox(widget.NewIcon(nil), place), nil, container.NewVBox(message, fix))
}

func severityIcon(s sequencer.Severity) fyne.Resource {
	switch s {
	case sequencer.Fault:
		return fynetheme.ErrorIcon()
	case sequencer.Warning:
		return fynetheme.WarningIcon()
	}
	return fynetheme.InfoIcon()
}

// showFinding brings the place of a finding into sight and marks its note.
func (w *Window) showFinding(f sequencer.Diagnostic) {
	if f.Note != 0 {
		s := sequencer.Select([]sequencer.NoteID{f.Note}, nil)
		w.session.Editor().Select(s)
		w.eachRoll(func(r *roll.Roll) { r.SetSelection(s) })
	}
	w.engine.Seek(f.At)
	w.setAxis(w.axis.Centre(f.At))
	w.alert(f.Message, f.Severity != sequencer.Remark)
}
