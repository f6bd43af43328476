package console

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/registration/edit"
	"voluntary/ui/theme"
	"voluntary/ui/touch"
)

// scenesPage is the scenes, which the pistons recall, and what each does to every control.
type scenesPage struct {
	e     *Editor
	list  *List // of scenes
	does  *List // of what the marked scene does
	name  *entry
	head  *widget.Label
	shoes *fyne.Container
	all   fyne.CanvasObject
}

func newScenesPage(e *Editor) *scenesPage {
	p := &scenesPage{e: e}
	p.list = NewList([]Column{{"Scene", 3}, {"On", 1}, {"Off", 1}}, "No scenes. Type a name below.")
	p.list.OnMarked = func() { e.edits.EndStep(); p.fill() }
	p.list.OnDo, p.list.OnRemove, p.list.OnShift, p.list.OnKey = func() { p.does.Focus() }, p.remove, p.move, e.pass
	p.list.Keys = map[fyne.KeyName]func(){fyne.KeyF2: p.rename}
	p.does = NewList([]Column{{"In this scene", 1.8}, {"Division", 1.5}, {"Control", 3}}, "Mark a scene: here stands what it does.")
	p.does.OnDo, p.does.OnKey = p.turn, e.pass
	p.does.OnRemove = func() { p.set(edit.Alone) }
	p.does.OnRune = func(r rune) {
		if to, ok := map[rune]edit.Setting{'o': edit.On, '+': edit.On, 'f': edit.Off, '-': edit.Off, 'a': edit.Alone, '0': edit.Alone}[r]; ok {
			p.set(to)
			return
		}
		p.does.seek(r)
	}
	p.name = newEntry(func(string) {}, nil)
	p.name.OnSubmitted = func(string) { p.commit(nil) }
	p.name.OnKey = e.pass
	p.name.SetPlaceHolder("Name of a new scene")
	button := func(label string, do func()) *touch.Button {
		b := touch.NewButton(label, nil, do)
		b.OnKey = e.pass
		return b
	}
	drawn := button("As drawn now", func() {
		state := (*registration.State)(nil)
		if e.Drawn != nil {
			state = e.Drawn()
		}
		if state == nil {
			e.say("The piece plays on another organ, so what is drawn is not known here. Use this console in the piece first.", true)
			return
		}
		p.commit(state)
	})
	add := container.NewBorder(nil, nil, nil, spaced(button("Add", func() { p.commit(nil) }), drawn), p.name)
	left := container.NewBorder(nil, container.NewVBox(add, spaced(button("Rename…", p.rename), button("Copy", p.double))), nil, nil, p.list)
	p.head = widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	p.head.Truncation = fyne.TextTruncateEllipsis
	p.shoes = container.NewVBox()
	row := spaced(button("On (O)", func() { p.set(edit.On) }), button("Off (F)", func() { p.set(edit.Off) }), button("Leave alone (A)", func() { p.set(edit.Alone) }))
	right := container.NewBorder(p.head, container.NewVBox(row, p.shoes), nil, nil, p.does)
	p.all = split(left, right, 0.36)
	return p
}

func (p *scenesPage) title() string              { return "Scenes" }
func (p *scenesPage) content() fyne.CanvasObject { return p.all }
func (p *scenesPage) focus()                     { p.e.focusOn(p.list.list) }
func (p *scenesPage) add()                       { p.e.focusOn(p.name) }

func (p *scenesPage) markAll() {
	if p.does.list.focused {
		p.does.MarkAll()
		return
	}
	p.list.MarkAll()
}

// scene is the one that is marked first.
func (p *scenesPage) scene() *registration.Scene {
	c := p.e.Console()
	for _, name := range p.list.Marked() {
		for i := range c.Scenes {
			if c.Scenes[i].Name == name {
				return &c.Scenes[i]
			}
		}
	}
	return nil
}

func (p *scenesPage) show() {
	var rows []Row
	for _, s := range p.e.Console().Scenes {
		rows = append(rows, Row{ID: s.Name, Cells: []string{s.Name, fmt.Sprint(len(s.On)), fmt.Sprint(len(s.Off))}})
	}
	p.list.Set(rows)
	p.fill()
}

// settings are written so that they can be told apart without colour.
var settings = map[edit.Setting]string{edit.On: "● on", edit.Off: "○ off", edit.Alone: "– alone"}

func (p *scenesPage) fill() {
	c, s := p.e.Console(), p.scene()
	p.shoes.RemoveAll()
	if s == nil {
		p.head.SetText("")
		p.does.Set(nil)
		return
	}
	p.head.SetText(s.Name + ": what its piston does to each control")
	var rows []Row
	for i := range c.Controls {
		k := &c.Controls[i]
		rows = append(rows, Row{
			ID: k.ID, Tint: theme.DivisionColor(c, k.Division, theme.Dark()),
			Cells: []string{settings[edit.SettingOf(s, k.ID)], c.Divisions[k.Division].Name, k.Label()},
		})
	}
	p.does.Set(rows)
	for _, x := range c.Enclosures {
		p.shoes.Add(p.shoe(s.Name, x.ID))
	}
}

// shoe is the line for where a scene puts a shoe.
func (p *scenesPage) shoe(scene, box string) fyne.CanvasObject {
	read := func() string {
		if s := p.scene(); s != nil {
			if v, ok := s.Shoes[box]; ok {
				return fmt.Sprint(v)
			}
		}
		return ""
	}
	x, _ := p.e.Console().Enclosure(box)
	f := NewForm(&field{
		label: p.e.Console().Enclosures[x].Name + " shoe", hint: "0 closed to 127 open; empty leaves it alone",
		read: read,
		write: func(text string) error {
			v := -1.
			var err error
			if text = strings.TrimSpace(text); text != "" {
				if v, err = number(text, 0, 127, true); err != nil {
					return err
				}
			}
			return p.e.apply("Shoe in "+scene, "", edit.SetSceneShoe(scene, box, int(v)))
		},
	})
	f.OnKey, f.OnHint = p.e.pass, func(s string) { p.e.say(s, false) }
	f.title.Hide()
	f.Fill("")
	return f.box
}

// set says what the marked scenes do to the marked controls.
func (p *scenesPage) set(to edit.Setting) {
	ids := slices.Clone(p.does.Marked())
	if len(ids) == 0 {
		return
	}
	for _, name := range slices.Clone(p.list.Marked()) {
		what := map[edit.Setting]string{edit.On: "on", edit.Off: "off", edit.Alone: "left alone"}[to]
		p.e.do(fmt.Sprintf("%s in %s: %s", counted("Set", ids), name, what), "", edit.SetInScene(name, ids, to))
	}
}

// turn goes on from on to off to alone.
func (p *scenesPage) turn() {
	s, ids := p.scene(), p.does.Marked()
	if s == nil || len(ids) == 0 {
		return
	}
	p.set((edit.SettingOf(s, ids[0]) + 1) % 3)
}

func (p *scenesPage) commit(state *registration.State) {
	name := strings.TrimSpace(p.name.Text)
	if name == "" && state != nil {
		for n := len(p.e.Console().Scenes) + 1; name == "" || slices.ContainsFunc(p.e.Console().Scenes, func(s registration.Scene) bool { return s.Name == name }); n++ {
			name = fmt.Sprintf("Scene %d", n)
		}
	}
	if p.e.do("Add the scene "+name, "", edit.AddScene(name, state)) {
		p.list.Mark(name)
		p.name.SetText("")
	}
}

func (p *scenesPage) rename() {
	s := p.scene()
	if s == nil || p.e.AskName == nil {
		return
	}
	from := s.Name
	p.e.AskName("Another name for "+from, func(to string) {
		if p.e.do("Rename a scene", "", edit.RenameScene(from, to)) {
			p.list.Mark(strings.TrimSpace(to))
		}
	})
}

func (p *scenesPage) double() {
	s := p.scene()
	if s == nil {
		return
	}
	from := s.Name
	for n := 2; n < 1000; n++ {
		name := fmt.Sprintf("%s %d", from, n)
		if slices.ContainsFunc(p.e.Console().Scenes, func(s registration.Scene) bool { return s.Name == name }) {
			continue
		}
		if p.e.do("Copy a scene", "", edit.CopyScene(from, name)) {
			p.list.Mark(name)
		}
		return
	}
}

func (p *scenesPage) remove() {
	for _, name := range slices.Clone(p.list.Marked()) {
		p.e.do("Remove a scene", "", edit.RemoveScene(name))
	}
}

func (p *scenesPage) move(by int) {
	if m := p.list.Marked(); len(m) > 0 {
		p.e.do("Move a scene", "", edit.MoveScene(m[0], by))
	}
}
