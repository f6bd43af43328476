package console

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	"voluntary/registration/edit"
)

// organPage is what holds for the whole organ.
type organPage struct {
	e    *Editor
	form *Form
	sum  *widget.Label
	all  fyne.CanvasObject
}

func newOrganPage(e *Editor) *organPage {
	p := &organPage{e: e, sum: widget.NewLabel("")}
	p.sum.Wrapping = fyne.TextWrapWord
	c := e.Console
	p.form = NewForm(
		p.text("Short name", "The name of the file, and what a piece calls the organ by", func() string { return c().Name }, edit.SetName),
		p.text("Title", "What people call the organ", func() string { return c().Title }, edit.SetTitle),
		p.text("Dialect", "The make, for people", func() string { return c().Dialect.Name }, func(s string) edit.Edit {
			return edit.SetDialect(func(d *registration.Dialect) { d.Name = strings.TrimSpace(s) })
		}),
		p.text("Cancel message", "In hex: retires every stop. Empty: the organ has none", func() string { return c().Dialect.Cancel }, func(s string) edit.Edit {
			return edit.SetDialect(func(d *registration.Dialect) { d.Cancel = strings.TrimSpace(s) })
		}),
		p.text("Panic message", "In hex: what a panic says after it has released every key; several with ; between", func() string { return c().Dialect.Panic }, func(s string) edit.Edit {
			return edit.SetDialect(func(d *registration.Dialect) { d.Panic = strings.TrimSpace(s) })
		}),
		p.ms("Gap, ms", "Shortest time between two messages for stops", 60000, func() time.Duration { return c().Dialect.Gap }, func(t time.Duration) edit.Edit {
			return edit.SetDialect(func(d *registration.Dialect) { d.Gap = t })
		}),
		p.ms("Least gap, ms", "The maker's hard minimum for the gap: below it the program warns", 60000, func() time.Duration { return c().Mechanics.LeastGap }, func(t time.Duration) edit.Edit {
			return edit.SetMechanics(func(m *registration.Mechanics) { m.LeastGap = t })
		}),
		p.ms("Travel, ms", "How long a drawknob takes to move: stops go out so much earlier", 60000, func() time.Duration { return c().Dialect.Travel }, func(t time.Duration) edit.Edit {
			return edit.SetDialect(func(d *registration.Dialect) { d.Travel = t })
		}),
		p.ms("Repeat gap, ms", "Shortest silence between two strokes of one key", 60000, func() time.Duration { return c().Mechanics.RepeatGap }, func(t time.Duration) edit.Edit {
			return edit.SetMechanics(func(m *registration.Mechanics) { m.RepeatGap = t })
		}),
		p.ms("Shortest note, ms", "The shortest note that still speaks", 60000, func() time.Duration { return c().Mechanics.ShortestNote }, func(t time.Duration) edit.Edit {
			return edit.SetMechanics(func(m *registration.Mechanics) { m.ShortestNote = t })
		}),
		&field{
			label: "Wire, bits a second", hint: "The speed of the connection; empty is a MIDI cable, 31,250",
			read: func() string {
				if r := c().Mechanics.WireRate; r != 0 {
					return fmt.Sprint(r)
				}
				return ""
			},
			write: func(s string) error {
				v := 0.
				var err error
				if s = strings.TrimSpace(s); s != "" {
					if v, err = number(s, 1, 1e9, true); err != nil {
						return err
					}
				}
				return e.apply("Wire", "", edit.SetMechanics(func(m *registration.Mechanics) { m.WireRate = int(v) }))
			},
		},
	)
	p.form.OnKey, p.form.OnEnd, p.form.OnHint = e.pass, e.edits.EndStep, func(s string) { e.say(s, false) }
	about := container.NewVScroll(p.sum)
	p.all = split(p.form.Content(), about, 0.5)
	return p
}

// text is a field for words that hold for the organ.
func (p *organPage) text(label, hint string, read func() string, make func(string) edit.Edit) *field {
	return &field{label: label, hint: hint, read: read, write: func(s string) error { return p.e.apply(label, "", make(s)) }}
}

// ms is a field for a time.
func (p *organPage) ms(label, hint string, most float64, read func() time.Duration, make func(time.Duration) edit.Edit) *field {
	return &field{
		label: label, hint: hint,
		read: func() string { return milliseconds(read()) },
		write: func(s string) error {
			v, err := number(s, 0, most, false)
			if err != nil {
				return err
			}
			return p.e.apply(label, "", make(time.Duration(v*float64(time.Millisecond))))
		},
	}
}

func milliseconds(d time.Duration) string { return plain(float64(d) / float64(time.Millisecond)) }

func (p *organPage) title() string              { return "Organ" }
func (p *organPage) content() fyne.CanvasObject { return p.all }
func (p *organPage) focus()                     { p.e.focusOn(p.form.fields[0].entry) }

func (p *organPage) show() {
	c := p.e.Console()
	p.form.Fill("The whole organ")
	kinds := map[registration.Kind]int{}
	for i := range c.Controls {
		kinds[c.Controls[i].Kind]++
	}
	lines := []string{fmt.Sprintf("%s: %d divisions, %d stops, %d couplers, %d tremulants, %d other controls, %d swell boxes, %d scenes.",
		c.Title, len(c.Divisions), kinds[registration.Stop], kinds[registration.Coupler], kinds[registration.Tremulant],
		kinds[registration.Other], len(c.Enclosures), len(c.Scenes))}
	if silent := len(c.Unsaid()); silent > 0 {
		lines = append(lines, fmt.Sprintf("%d of them are not said over MIDI yet.", silent))
	}
	lines = append(lines, c.Cautions()...)
	lines = append(lines, "Change > Speak as a make gives all stops the messages of a make of organ. Organ > Check the console finds messages that mean two things.")
	p.sum.SetText(strings.Join(lines, "\n\n"))
}
