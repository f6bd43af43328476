package importer

import (
	"fmt"
	"image/color"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/theme"
	"voluntary/ui/touch"
)

// Dialog shows a plan. It is mute: OnImport gets the arrangement, OnListen a passage to play.
type Dialog struct {
	OnImport func(*sequencer.Arrangement)
	OnCancel func()
	OnListen func(a *sequencer.Arrangement, from, to sequencer.Tick)
	OnSilent func()     // listening ends
	OnKey    touch.Keys // a key that is no text

	plan     *Plan
	consoles []*registration.Console
	content  fyne.CanvasObject
	rows     *fyne.Container
	short    *touch.Entry
	trouble  *widget.Label
	split    *widget.Check
	quiet    bool
	divs     []*widget.Select
	shifts   []*widget.Select
	marks    []*widget.Label
	pictures []*canvas.Raster
}

// NewDialog shows a plan; consoles are the organs that can be chosen.
func NewDialog(p *Plan, consoles []*registration.Console) *Dialog {
	d := &Dialog{plan: p, consoles: consoles}
	d.build()
	return d
}

// Content is what the window shows.
func (d *Dialog) Content() fyne.CanvasObject { return d.content }

// Plan is what is chosen now.
func (d *Dialog) Plan() *Plan { return d.plan }

func (d *Dialog) build() {
	f := d.plan.File
	title := f.Title
	if title == "" {
		title = d.plan.Source.Name
	}
	head := widget.NewLabelWithStyle(title, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	head.Truncation = fyne.TextTruncateEllipsis
	d.short = touch.NewEntry("")
	d.short.OnKey = func(e *fyne.KeyEvent) {
		if d.OnKey != nil {
			d.OnKey(e)
		}
	}
	d.short.OnSubmitted = func(string) { d.Finish() }
	d.short.SetPlaceHolder("SSGGP")
	d.short.OnChanged = d.typed
	d.trouble = widget.NewLabel("")
	d.trouble.Importance = widget.WarningImportance
	d.trouble.Wrapping = fyne.TextWrapWord
	d.split = widget.NewCheck("A row for each channel", func(on bool) {
		if !d.quiet {
			d.plan.SetSplit(on)
			d.fill()
		}
	})
	d.split.SetChecked(d.plan.Split)
	if !d.plan.CanSplit() {
		d.split.Hide()
	}
	names := make([]string, len(d.consoles))
	for i, c := range d.consoles {
		names[i] = c.Name
	}
	organ := widget.NewSelect(names, func(name string) {
		for _, c := range d.consoles {
			if c.Name == name && !d.quiet {
				d.plan.SetConsole(c)
				d.fill()
			}
		}
	})
	d.quiet = true
	organ.SetSelected(d.plan.Console.Name)
	d.quiet = false
	top := container.NewBorder(nil, nil, container.NewHBox(widget.NewLabel("Organ"), organ, widget.NewLabel("In short")), d.split, d.short)
	d.rows = container.NewVBox()
	scroll := container.NewVScroll(d.rows)
	scroll.SetMinSize(fyne.NewSize(860, 240))
	cancel := widget.NewButtonWithIcon("Cancel", fynetheme.CancelIcon(), func() { d.Silence(); call(d.OnCancel) })
	ok := widget.NewButtonWithIcon("Import", fynetheme.ConfirmIcon(), d.Finish)
	ok.Importance = widget.HighImportance
	above := []fyne.CanvasObject{head, top}
	if len(f.Warnings) > 0 {
		above = append(above, warnings(f.Warnings))
	}
	below := container.NewVBox(d.trouble, container.NewHBox(layout.NewSpacer(), cancel, ok))
	d.content = container.NewBorder(container.NewVBox(above...), below, nil, nil, scroll)
	d.fill()
}

// warnings says what is wrong with the file: the first sentences, and how many more there are.
func warnings(list []string) fyne.CanvasObject {
	const most = 3
	text := strings.Join(list[:min(len(list), most)], "\n")
	if n := len(list) - most; n > 0 {
		text += "\n… and " + sequencer.Figures(n) + " more."
	}
	l := widget.NewLabel(text)
	l.Wrapping = fyne.TextWrapWord
	l.Importance = widget.WarningImportance
	return l
}

const leftOut = "(left out)"

// fill makes the rows anew.
func (d *Dialog) fill() {
	d.rows.RemoveAll()
	d.divs, d.shifts, d.marks, d.pictures = nil, nil, nil, nil
	options := []string{leftOut}
	for _, v := range d.plan.Console.Divisions {
		options = append(options, v.Name)
	}
	end := int64(0)
	for i := range d.plan.Rows {
		for _, n := range d.plan.Rows[i].Notes {
			end = max(end, n.End)
		}
	}
	for i := range d.plan.Rows {
		d.rows.Add(d.row(i, options, end))
		d.rows.Add(widget.NewSeparator())
	}
	if len(d.plan.Rows) == 0 {
		d.rows.Add(widget.NewLabel("This file holds no notes."))
	}
	d.sync()
	d.rows.Refresh()
}

func (d *Dialog) row(i int, options []string, end int64) fyne.CanvasObject {
	r := &d.plan.Rows[i]
	picture := thumbnail(r, end, func() color.NRGBA {
		if id, ok := d.plan.Console.Division(d.plan.Rows[i].Choice.Division); ok {
			return theme.DivisionColor(d.plan.Console, id, theme.Dark())
		}
		return theme.Current().Unrouted
	})
	name := widget.NewLabelWithStyle(r.Name, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	name.Truncation = fyne.TextTruncateEllipsis
	what := canvas.NewText(fmt.Sprintf("%s, %s to %s", sequencer.Count(len(r.Notes), "note"), sequencer.KeyName(r.Lowest), sequencer.KeyName(r.Top)), theme.Current().TextSoft)
	what.TextSize = 12
	div := widget.NewSelect(options, func(choice string) {
		if d.quiet {
			return
		}
		r.Choice.Division = ""
		for _, v := range d.plan.Console.Divisions {
			if v.Name == choice {
				r.Choice.Division = v.ID
			}
		}
		d.sync()
	})
	shift := widget.NewSelect([]string{"2 octaves up", "octave up", "as written", "octave down", "2 octaves down"}, nil)
	shift.OnChanged = func(string) {
		if !d.quiet {
			r.Choice.Shift = int8(24 - 12*shift.SelectedIndex())
			d.sync()
		}
	}
	listen := widget.NewButtonWithIcon("", fynetheme.MediaPlayIcon(), func() { d.listen(i) })
	reason := widget.NewLabel(r.Reason)
	reason.Wrapping = fyne.TextWrapWord
	d.divs, d.shifts, d.pictures = append(d.divs, div), append(d.shifts, shift), append(d.pictures, picture)
	d.marks = append(d.marks, reason)
	left := container.NewGridWrap(fyne.NewSize(250, 54), container.NewBorder(nil, container.NewPadded(what), nil, nil, name))
	controls := container.NewHBox(
		container.NewGridWrap(fyne.NewSize(130, 36), div), container.NewGridWrap(fyne.NewSize(138, 36), shift), listen)
	return container.NewBorder(nil, nil, container.NewHBox(left, container.NewCenter(picture), container.NewCenter(controls)), nil, reason)
}

// sync shows the plan in the widgets.
func (d *Dialog) sync() {
	d.quiet = true
	defer func() { d.quiet = false }()
	for i := range d.plan.Rows {
		r := &d.plan.Rows[i]
		name := leftOut
		if id, ok := d.plan.Console.Division(r.Choice.Division); ok {
			name = d.plan.Console.Divisions[id].Name
		}
		d.divs[i].SetSelected(name)
		if s := int(r.Choice.Shift); s%12 == 0 && s >= -24 && s <= 24 {
			d.shifts[i].SetSelectedIndex((24 - s) / 12)
		} else {
			d.shifts[i].PlaceHolder = strconv.Itoa(s) + " semitones"
			d.shifts[i].ClearSelected()
		}
		text := r.Reason
		d.marks[i].Importance = widget.MediumImportance
		if n := d.plan.Beyond(i); n > 0 {
			text = fmt.Sprintf("%s of %s lie outside the compass of the %s and would be silent.", sequencer.Figures(n), sequencer.Count(len(r.Notes), "note"), name)
			d.marks[i].Importance = widget.WarningImportance
		}
		d.marks[i].SetText(text)
		d.pictures[i].Refresh()
	}
	if text := d.plan.Text(); !strings.EqualFold(d.short.Text, text) {
		d.short.SetText(text)
	}
	d.trouble.SetText("")
}

// typed takes the plan in short.
func (d *Dialog) typed(text string) {
	if d.quiet {
		return
	}
	if err := d.plan.SetText(text); err != nil {
		d.trouble.SetText(sentence(err))
		return
	}
	d.sync()
}

func sentence(err error) string {
	s := err.Error()
	return strings.ToUpper(s[:1]) + s[1:]
}

func (d *Dialog) listen(i int) {
	a, from, to, err := d.plan.Listen(i)
	if err != nil {
		d.trouble.SetText(sentence(err))
		return
	}
	if d.OnListen != nil {
		d.OnListen(a, from, to)
	}
}

// Silence ends listening.
func (d *Dialog) Silence() { call(d.OnSilent) }

// Finish hands the arrangement out, or says why there is none.
func (d *Dialog) Finish() {
	a, err := d.plan.Build()
	if err != nil {
		d.trouble.SetText(sentence(err))
		return
	}
	d.Silence()
	if d.OnImport != nil {
		d.OnImport(a)
	}
}

func call(f func()) {
	if f != nil {
		f()
	}
}
