package learn

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration/learn"
	"voluntary/sequencer"
	"voluntary/ui/theme"
	"voluntary/ui/touch"
)

// View shows a lesson. It belongs to Fyne's goroutine.
type View struct {
	OnTry     func()      // what was found, or proposed, is to be said to the organ
	Spoken    func() bool // a port is chosen on which the organ listens
	Listening func() bool // a port is chosen on which the organ is heard
	OnKey     touch.Keys

	lesson                        *Lesson
	brand                         *touch.Entry
	list                          *widget.List
	prompt, words, count, came    *widget.Label
	back, skip, again, judge, try *touch.Button
	propose, yes, no, keep        *touch.Button
	content                       fyne.CanvasObject
	moving                        bool // the list is being moved by the view itself
	revealed                      int  // the item that was scrolled to last
}

// NewView shows a lesson, with the choices of the ports on which the organ is heard and spoken to.
func NewView(l *Lesson, in, out fyne.CanvasObject) *View {
	v := &View{lesson: l}
	v.build(in, out)
	v.Refresh()
	return v
}

// Content is what the window shows.
func (v *View) Content() fyne.CanvasObject { return v.content }

// Make is the organ's make as it was typed.
func (v *View) Make() string { return strings.TrimSpace(v.brand.Text) }

func (v *View) build(in, out fyne.CanvasObject) {
	key := func(e *fyne.KeyEvent) {
		if v.OnKey != nil {
			v.OnKey(e)
		}
	}
	v.brand = touch.NewEntry("")
	v.brand.SetPlaceHolder("the builder, and the model")
	v.brand.OnKey = key

	label := func(wrap fyne.TextWrap, style fyne.TextStyle) *widget.Label {
		l := widget.NewLabel("")
		l.Wrapping, l.TextStyle = wrap, style
		return l
	}
	v.prompt = label(fyne.TextWrapWord, fyne.TextStyle{Bold: true})
	v.prompt.SizeName = fynetheme.SizeNameSubHeadingText
	v.words = label(fyne.TextWrapWord, fyne.TextStyle{})
	v.count = label(fyne.TextWrapOff, fyne.TextStyle{})
	v.came = label(fyne.TextWrapOff, fyne.TextStyle{Monospace: true})

	button := func(text, hint string, do func()) *touch.Button {
		b := touch.NewButton(text, nil, do)
		b.Hint, b.OnKey = hint, key
		return b
	}
	then := func(f func()) func() {
		return func() {
			f()
			v.Refresh()
		}
	}
	l := v.lesson
	v.back = button("Back", "to the control before", then(func() { l.Go(l.Course.At() - 1) }))
	v.skip = button("Skip", "to the next control", then(func() { l.Go(l.Course.At() + 1) }))
	v.again = button("Again", "forgets what came in for this control", then(l.Again))
	v.judge = button("That was all", "looks at what came in", then(l.Judge))
	v.propose = button("Propose", "sends one likely message after another", func() { v.say(l.Propose()) })
	v.try = button("Try it", "draws and retires the control at the organ", func() { v.say(true) })
	v.yes = button("It moved", "keeps it and goes on", then(l.Keep))
	v.no = button("It did not", "not this", func() {
		if l.Stage() == Proposing {
			v.say(l.Propose())
			return
		}
		l.Again()
		v.Refresh()
	})
	v.keep = button("Keep and go on", "keeps what was found", then(l.Keep))
	v.keep.Importance, v.yes.Importance = widget.HighImportance, widget.HighImportance

	v.list = widget.NewList(func() int { return len(l.Course.Items()) }, func() fyne.CanvasObject {
		name := widget.NewLabel("")
		name.Truncation = fyne.TextTruncateEllipsis
		return container.NewBorder(nil, nil, widget.NewIcon(nil), nil, name)
	}, func(i widget.ListItemID, o fyne.CanvasObject) {
		row := o.(*fyne.Container)
		name := row.Objects[0].(*widget.Label)
		name.SetText(fitted(l.Course.Items()[i], name.Size().Width-2*fynetheme.InnerPadding()))
		row.Objects[1].(*widget.Icon).SetResource(mark(l, i))
	})
	v.list.OnSelected = func(i widget.ListItemID) {
		if !v.moving && i != l.Course.At() {
			l.Go(i)
			v.Refresh()
		}
	}
	ports := container.New(layout.NewFormLayout(),
		widget.NewLabel("Heard on"), in, widget.NewLabel("Said to"), out, widget.NewLabel("Make"), v.brand)
	came := container.NewScroll(v.came)
	buttons := container.NewHBox(v.back, v.skip, v.again, v.judge, v.propose, layout.NewSpacer(), v.try, v.no, v.yes, v.keep)
	right := container.NewBorder(container.NewVBox(v.prompt, v.words, v.count), buttons, nil, nil, came)
	left := container.NewBorder(ports, nil, nil, nil, v.list)
	split := container.NewHSplit(left, right)
	split.SetOffset(0.36)
	v.content = split
}

// say asks for what is found or proposed to be said to the organ.
func (v *View) say(there bool) {
	v.Refresh()
	if there && v.OnTry != nil {
		v.OnTry()
	}
}

// fitted is the name of an item in so much room.
func fitted(item learn.Item, room float32) string {
	if room <= 0 {
		return item.Name // not laid out yet
	}
	return theme.FittedBoth(item.Of, strings.TrimPrefix(item.Name, item.Of), room, fynetheme.TextSize(), fyne.TextStyle{})
}

// mark shows by its shape whether an item was learnt.
func mark(l *Lesson, i int) fyne.Resource {
	if _, ok := l.Course.Kept(i); ok {
		return fynetheme.ConfirmIcon()
	}
	if i == l.Course.At() {
		return fynetheme.NavigateNextIcon()
	}
	return fynetheme.RadioButtonIcon()
}

// Refresh shows the lesson as it is now.
func (v *View) Refresh() {
	l := v.lesson
	stage := l.Stage()
	v.prompt.SetText(l.Prompt())
	words := l.Words()
	if words == "" && v.Listening != nil && !v.Listening() {
		words = "Choose at “Heard on” the port on which the organ is heard."
	}
	v.words.SetText(words)
	learnt := fmt.Sprintf("%d of %d learnt", l.Course.Count(), len(l.Course.Items()))
	if n := len(l.Shown()); n > 0 {
		learnt += " · " + sequencer.Count(n, "message") + " came in"
	} else if stage == Waiting {
		learnt += " · nothing has come in yet"
	}
	v.count.SetText(learnt)
	shown := l.Shown()
	v.came.SetText(strings.Join(shown[max(len(shown)-40, 0):], "\n"))

	show := func(b *touch.Button, on, able bool) {
		if on {
			b.Show()
		} else {
			b.Hide()
		}
		if able {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	spoken := v.Spoken != nil && v.Spoken()
	asked := stage == Asking || stage == Proposing
	item, _ := l.Course.Item()
	show(v.back, true, l.Course.At() > 0)
	show(v.skip, true, stage != Over)
	show(v.again, !asked, stage != Over && len(l.Shown()) > 0)
	show(v.judge, stage == Waiting, len(l.Shown()) > 0)
	show(v.propose, stage == Waiting && item.About == "control", spoken)
	v.try.SetText("Try it")
	if asked {
		v.try.SetText("Once more")
	}
	show(v.try, asked || stage == Found, spoken && l.CanTry())
	show(v.keep, stage == Found, true)
	show(v.yes, asked, true)
	show(v.no, asked, true)
	v.moving = true
	if at := l.Course.At(); at < len(l.Course.Items()) {
		v.list.Select(at)
		if at != v.revealed {
			v.Reveal()
		}
	} else {
		v.list.UnselectAll()
	}
	v.moving = false
	v.list.Refresh()
}

// Reveal scrolls the list to the item.
func (v *View) Reveal() {
	v.revealed = v.lesson.Course.At()
	v.list.ScrollTo(v.revealed)
}

// Default does what Return does: it keeps what was found, or looks at what came in.
func (v *View) Default() {
	switch v.lesson.Stage() {
	case Waiting:
		v.lesson.Judge()
	default:
		v.lesson.Keep()
	}
	v.Refresh()
}
