package console

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"voluntary/ui/touch"
)

// several stands for a field whose things have different values.
const several = "(several)"

// field is one line of a form.
type field struct {
	label   string
	hint    string
	options func() []string    // of a choice; nil: text
	tick    bool               // yes or no
	read    func() string      // what is there now; of a tick "yes" or "no"; several when it differs
	write   func(string) error // changes it
	shown   func() bool        // nil: always

	entry  *entry
	choice *touch.Select
	check  *touch.Check
	fault  *widget.Label
	name   *widget.Label
	line   *fyne.Container
	quiet  bool
}

// Form shows fields. What was typed is written when Return is pressed or the field is left.
type Form struct {
	OnHint func(string)
	OnKey  touch.Keys
	OnEnd  func() // an edit is over: the next stands alone in the history

	fields []*field
	box    *fyne.Container
	title  *widget.Label
	scroll *container.Scroll
}

// NewForm makes a form.
func NewForm(fields ...*field) *Form {
	f := &Form{fields: fields, box: container.NewVBox(), title: widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})}
	f.title.Truncation = fyne.TextTruncateEllipsis
	f.box.Add(f.title)
	for _, x := range fields {
		f.add(x)
	}
	f.scroll = container.NewVScroll(f.box)
	return f
}

// Content is what is shown.
func (f *Form) Content() fyne.CanvasObject { return f.scroll }

const labelWidth = 156

func (f *Form) add(x *field) {
	x.name = widget.NewLabel(x.label)
	x.name.Truncation = fyne.TextTruncateEllipsis
	x.fault = widget.NewLabel("")
	x.fault.Importance, x.fault.Wrapping = widget.DangerImportance, fyne.TextWrapWord
	x.fault.Hide()
	var input fyne.CanvasObject
	switch {
	case x.tick:
		x.check = touch.NewCheck("", func(on bool) {
			if !x.quiet {
				x.commit(map[bool]string{true: "yes", false: "no"}[on])
				f.end()
			}
		})
		x.check.OnKey = f.pass
		input = x.check
	case x.options != nil:
		x.choice = touch.NewSelect(nil, func(text string) {
			if !x.quiet {
				x.commit(text)
				f.end()
			}
		})
		x.choice.OnKey = f.pass
		input = x.choice
	default:
		x.entry = newEntry(func(text string) { x.commit(text); f.end() }, func() { x.fill() })
		x.entry.OnKey = f.pass
		x.entry.onFocus = func(in bool) {
			if f.OnHint != nil {
				f.OnHint(map[bool]string{true: x.hint, false: ""}[in])
			}
			if in {
				f.reveal(x)
			}
		}
		input = x.entry
	}
	x.line = container.NewVBox(container.New(&labelled{}, x.name, input), x.fault)
	f.box.Add(x.line)
}

func (f *Form) pass(e *fyne.KeyEvent) { f.OnKey.Pass(e) }

func (f *Form) end() {
	if f.OnEnd != nil {
		f.OnEnd()
	}
}

// reveal scrolls to a field. A form that is shown without its scroll stays as it is.
func (f *Form) reveal(x *field) {
	if f.scroll.Size().Height == 0 {
		return
	}
	y, h, view := x.line.Position().Y, x.line.Size().Height, f.scroll.Size().Height
	o := f.scroll.Offset
	o.Y = max(min(o.Y, y), y+h-view)
	if o != f.scroll.Offset {
		f.scroll.ScrollToOffset(o)
	}
}

// Fill shows what is there now, under a title.
func (f *Form) Fill(title string) {
	f.title.SetText(title)
	for _, x := range f.fields {
		if x.shown != nil && !x.shown() {
			x.line.Hide()
			continue
		}
		x.line.Show()
		x.fill()
	}
	f.box.Refresh()
}

// Focus gives the first field that is shown the keyboard.
func (f *Form) Focus() {
	for _, x := range f.fields {
		if x.entry != nil && x.line.Visible() {
			if c := fyne.CurrentApp().Driver().CanvasForObject(x.entry); c != nil {
				c.Focus(x.entry)
				x.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
			}
			return
		}
	}
}

func (x *field) fill() {
	now := x.read()
	x.quiet = true
	defer func() { x.quiet = false }()
	switch {
	case x.check != nil:
		x.check.SetChecked(now == "yes")
		x.check.SetText("")
		if now == several {
			x.check.SetText(several)
		}
	case x.choice != nil:
		x.choice.SetOptions(x.options())
		if now == several || !slices.Contains(x.choice.Options, now) {
			x.choice.PlaceHolder = now
			x.choice.ClearSelected()
		} else if x.choice.Selected != now {
			x.choice.SetSelected(now)
		}
	default:
		x.entry.show(now)
	}
	x.say("")
}

// commit writes what was typed, unless it says what is there already.
func (x *field) commit(text string) {
	if text == x.read() {
		x.fill()
		return
	}
	if err := x.write(text); err != nil {
		x.say(sentence(err))
		return
	}
	x.fill()
}

// say shows what is wrong, below the field.
func (x *field) say(text string) {
	x.fault.SetText(text)
	if text == "" {
		x.fault.Hide()
	} else {
		x.fault.Show()
	}
}

// labelled puts a label before an input.
type labelled struct{}

func (*labelled) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(fyne.NewSize(labelWidth, size.Height))
	o[1].Move(fyne.NewPos(labelWidth, 0))
	o[1].Resize(fyne.NewSize(size.Width-labelWidth, size.Height))
}

func (*labelled) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(labelWidth+90, max(o[0].MinSize().Height, o[1].MinSize().Height))
}

// entry is a line of text that is written by Return and when it is left, and taken back by Escape.
type entry struct {
	touch.Entry
	write   func(string)
	undo    func()
	onFocus func(bool)
	now     string
}

func newEntry(write func(string), undo func()) *entry {
	e := &entry{write: write, undo: undo}
	e.ExtendBaseWidget(e)
	e.OnSubmitted = func(text string) { e.write(text) }
	return e
}

func (e *entry) show(text string) {
	e.now = text
	if text == several {
		e.SetPlaceHolder(several)
		text = ""
		e.now = ""
	} else {
		e.SetPlaceHolder("")
	}
	if e.Text != text {
		e.SetText(text)
	}
}

// FocusGained implements fyne.Focusable.
func (e *entry) FocusGained() {
	e.Entry.FocusGained()
	if e.onFocus != nil {
		e.onFocus(true)
	}
}

// FocusLost implements fyne.Focusable.
func (e *entry) FocusLost() {
	e.Entry.FocusLost()
	if e.Text != e.now {
		e.write(e.Text)
	}
	if e.onFocus != nil {
		e.onFocus(false)
	}
}

// TypedKey implements fyne.Focusable.
func (e *entry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape && e.undo != nil && e.Text != e.now {
		e.undo()
		return
	}
	e.Entry.TypedKey(k)
}

// sentence is an error for people.
func sentence(err error) string {
	text := strings.TrimSpace(err.Error())
	text = strings.TrimPrefix(text, "the console is not valid: ")
	if text == "" {
		return "That cannot be."
	}
	r := []rune(text)
	text = strings.ToUpper(string(r[:1])) + string(r[1:])
	if !strings.ContainsAny(text[len(text)-1:], ".?!)") {
		text += "."
	}
	return text
}

// number reads a number within bounds.
func number(text string, low, high float64, whole bool) (float64, error) {
	v, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(text), ",", "."), 64)
	if err != nil || !(v >= low && v <= high) || whole && v != math.Trunc(v) {
		kind := "a number"
		if whole {
			kind = "a whole number"
		}
		return 0, fmt.Errorf("%s from %s to %s, please", kind, plain(low), plain(high))
	}
	return v, nil
}

// plain is a number for people: as short as it can be.
func plain(v float64) string { return strconv.FormatFloat(math.Round(v*1000)/1000, 'f', -1, 64) }

// same is what all things have, several where they differ, "" without things.
func same[T any](things []T, read func(T) string) string {
	out := ""
	for i, t := range things {
		text := read(t)
		if i > 0 && text != out {
			return several
		}
		out = text
	}
	return out
}

func yesNo(on bool) string {
	if on {
		return "yes"
	}
	return "no"
}

// Typing reports whether something was typed that is not written yet.
func (e *entry) Typing() bool { return e.Text != e.now }
