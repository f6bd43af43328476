package console

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"voluntary/registration"
	"voluntary/registration/edit"
	"voluntary/ui/touch"
)

// table is the common part of a page that lists things of one sort: the list, the fields of what is marked in it, and a line to
// add to it by name.
type table[ID any] struct {
	e    *Editor
	list *List
	form *Form
	name *entry // of what is to be added
	all  fyne.CanvasObject

	find func(c *registration.Console, id string) (ID, bool)
}

// tableParts are what a page puts into its table.
type tableParts struct {
	columns     []Column
	empty, hint string // what is said without rows, and in the line for a new one
	fields      []*field
	share       float64 // of the width that the list has

	fill, remove, commit func()
	move                 func(by int) // nil: the order means nothing
	before, after        fyne.CanvasObject
	below                fyne.CanvasObject
}

func (t *table[ID]) build(parts tableParts) {
	t.list = NewList(parts.columns, parts.empty)
	t.list.OnMarked = func() { t.e.edits.EndStep(); parts.fill() }
	t.list.OnDo, t.list.OnRemove, t.list.OnShift, t.list.OnKey = func() { t.form.Focus() }, parts.remove, parts.move, t.e.pass
	t.form = NewForm(parts.fields...)
	t.form.OnKey, t.form.OnEnd, t.form.OnHint = t.e.pass, t.e.edits.EndStep, func(s string) { t.e.say(s, false) }
	t.name = newEntry(func(string) {}, nil)
	t.name.OnSubmitted = func(string) { parts.commit() }
	t.name.OnKey = t.e.pass
	t.name.SetPlaceHolder(parts.hint)
	add := touch.NewButton("Add", nil, parts.commit)
	add.OnKey = t.e.pass
	line := container.NewVBox(container.NewBorder(nil, nil, parts.before, spaced(some(parts.after, add)...), t.name))
	line.Objects = append(line.Objects, some(parts.below)...)
	t.all = split(container.NewBorder(nil, line, nil, nil, t.list), t.form.Content(), parts.share)
}

// some are those objects that there are.
func some(objects ...fyne.CanvasObject) []fyne.CanvasObject {
	return slices.DeleteFunc(objects, func(o fyne.CanvasObject) bool { return o == nil })
}

func (t *table[ID]) content() fyne.CanvasObject { return t.all }
func (t *table[ID]) focus()                     { t.e.focusOn(t.list.list) }
func (t *table[ID]) add()                       { t.e.focusOn(t.name) }
func (t *table[ID]) markAll()                   { t.list.MarkAll() }

// marked lists what is marked.
func (t *table[ID]) marked() []ID {
	var out []ID
	for _, id := range t.list.Marked() {
		if x, ok := t.find(t.e.Console(), id); ok {
			out = append(out, x)
		}
	}
	return out
}

// some reports whether anything is marked.
func (t *table[ID]) some() bool { return len(t.list.Marked()) > 0 }

// field is one that holds for each thing that is marked.
func (t *table[ID]) field(label, hint string, read func(ID) string, make func(id, text string) (edit.Edit, error)) *field {
	return &field{
		label: label, hint: hint, shown: t.some,
		read: func() string { return same(t.marked(), read) },
		write: func(s string) error {
			ids := slices.Clone(t.list.Marked())
			var all []edit.Edit
			for _, id := range ids {
				x, err := make(id, strings.TrimSpace(s))
				if err != nil {
					return err
				}
				all = append(all, x)
			}
			return t.e.apply(label, label+strings.Join(ids, " "), edit.All(all...))
		},
	}
}

// divisionChoice is a choice among the divisions of the console.
type divisionChoice struct{ *touch.Select }

func newDivisionChoice(e *Editor, chosen func(string)) divisionChoice {
	c := divisionChoice{touch.NewSelect(nil, chosen)}
	c.OnKey = e.pass
	return c
}

// show takes the divisions that there are now; the first is chosen when none is.
func (d divisionChoice) show(c *registration.Console) {
	chosen := d.SelectedIndex()
	d.SetOptions(divisionNames(c))
	if chosen < 0 || chosen >= len(c.Divisions) {
		d.SetSelectedIndex(0)
	}
}

// sized gives it a width of its own in a line.
func (d divisionChoice) sized() fyne.CanvasObject {
	return container.NewGridWrap(fyne.NewSize(120, 34), d.Select)
}

func divisionNames(c *registration.Console) []string {
	var out []string
	for _, d := range c.Divisions {
		out = append(out, d.Name)
	}
	return out
}
