package console

import (
	"fmt"
	"time"

	"voluntary/registration"
	"voluntary/registration/edit"
	"voluntary/sequencer"
	"voluntary/ui/theme"
	"voluntary/ui/touch"
)

// divisionsPage is the keyboards.
type divisionsPage struct {
	table[registration.DivisionID]
	pedal *touch.Check
}

func newDivisionsPage(e *Editor) *divisionsPage {
	p := &divisionsPage{table: table[registration.DivisionID]{e: e, find: (*registration.Console).Division}, pedal: touch.NewCheck("Pedal", nil)}
	p.pedal.OnKey = e.pass
	p.build(tableParts{
		columns: []Column{{"Division", 3}, {"Keys", 2}, {"Channel", 1.5}, {"Stops", 1.2}},
		empty:   "There are no divisions.", hint: "Name of a new division: Choir",
		fields: p.fields(), share: 0.5,
		fill: p.fill, remove: p.remove, commit: p.commit, move: p.move, after: p.pedal,
	})
	return p
}

func (p *divisionsPage) fields() []*field {
	c := p.e.Console
	set := func(change func(*registration.Division, uint8)) func(string, string) (edit.Edit, error) {
		return func(id, s string) (edit.Edit, error) {
			key, err := sequencer.ParseKey(s)
			return edit.SetDivision(id, func(d *registration.Division) { change(d, key) }), err
		}
	}
	whole := func(high float64, change func(*registration.DivisionCode, uint8)) func(string, string) (edit.Edit, error) {
		return func(id, s string) (edit.Edit, error) {
			if s == "" {
				s = "0"
			}
			v, err := number(s, 0, high, true)
			return edit.SetDivisionCode(id, func(k *registration.DivisionCode) { change(k, uint8(v)) }), err
		}
	}
	limit := func(high float64, isWhole bool, change func(*registration.DivisionMechanics, float64)) func(string, string) (edit.Edit, error) {
		return func(id, s string) (edit.Edit, error) {
			if s == "" {
				s = "0"
			}
			v, err := number(s, 0, high, isWhole)
			return edit.SetDivisionMechanics(id, func(m *registration.DivisionMechanics) { change(m, v) }), err
		}
	}
	ms := func(v float64) time.Duration { return time.Duration(v * float64(time.Millisecond)) }
	f := []*field{
		p.field("Name", "As it is engraved: Great, Hauptwerk, Grand Orgue", func(d registration.DivisionID) string { return c().Divisions[d].Name },
			func(id, s string) (edit.Edit, error) {
				if s == "" {
					return nil, fmt.Errorf("a division needs a name")
				}
				return edit.SetDivision(id, func(d *registration.Division) { d.Name = s }), nil
			}),
		p.field("Lowest key", sequencer.KeyName(36)+" or 36 is the lowest C of a manual", func(d registration.DivisionID) string { return sequencer.KeyName(c().Divisions[d].Lowest) },
			set(func(d *registration.Division, key uint8) { d.Lowest = key })),
		p.field("Highest key", fmt.Sprintf("%s or 96 is the fifth C above; a pedal often ends at %s, 67", sequencer.KeyName(96), sequencer.KeyName(67)), func(d registration.DivisionID) string { return sequencer.KeyName(c().Divisions[d].Highest) },
			set(func(d *registration.Division, key uint8) { d.Highest = key })),
		p.field("Played by the feet", "", func(d registration.DivisionID) string { return yesNo(c().Divisions[d].Pedal) }, func(id, s string) (edit.Edit, error) {
			return edit.SetDivision(id, func(d *registration.Division) { d.Pedal = s == "yes" }), nil
		}),
		p.field("Channel", "Of its keys, 1 to 16; 0: not over MIDI", func(d registration.DivisionID) string { return fmt.Sprint(c().Dialect.Divisions[d].Channel) },
			whole(16, func(k *registration.DivisionCode, v uint8) { k.Channel = v })),
		p.field("Velocity", "Sent with every key; 0: as it was played", func(d registration.DivisionID) string { return fmt.Sprint(c().Dialect.Divisions[d].Velocity) },
			whole(127, func(k *registration.DivisionCode, v uint8) { k.Velocity = v })),
		p.field("Release by note-on 0", "", func(d registration.DivisionID) string { return yesNo(c().Dialect.Divisions[d].OffAs9n) }, func(id, s string) (edit.Edit, error) {
			return edit.SetDivisionCode(id, func(k *registration.DivisionCode) { k.OffAs9n = s == "yes" }), nil
		}),
		p.field("GrandOrgue element", "M0 is the pedal, M1 the lowest manual; empty: not in the set-up header", func(d registration.DivisionID) string { return c().Dialect.Divisions[d].Element },
			func(id, s string) (edit.Edit, error) {
				return edit.SetDivisionCode(id, func(k *registration.DivisionCode) { k.Element = s }), nil
			}),
		p.field("Speaking delay, ms", "How long its pipes take to speak: keys go out so much earlier", func(d registration.DivisionID) string { return milliseconds(c().Mechanics.Divisions[d].SpeakingDelay) },
			limit(5000, false, func(m *registration.DivisionMechanics, v float64) { m.SpeakingDelay = ms(v) })),
		p.field("Repeat gap, ms", "0: as the organ", func(d registration.DivisionID) string { return milliseconds(c().Mechanics.Divisions[d].RepeatGap) },
			limit(60000, false, func(m *registration.DivisionMechanics, v float64) { m.RepeatGap = ms(v) })),
		p.field("Shortest note, ms", "0: as the organ", func(d registration.DivisionID) string { return milliseconds(c().Mechanics.Divisions[d].ShortestNote) },
			limit(60000, false, func(m *registration.DivisionMechanics, v float64) { m.ShortestNote = ms(v) })),
		p.field("Most keys at once", "0: all", func(d registration.DivisionID) string { return fmt.Sprint(c().Mechanics.Divisions[d].MostKeys) },
			limit(128, true, func(m *registration.DivisionMechanics, v float64) { m.MostKeys = int(v) })),
	}
	f[3].tick, f[6].tick = true, true
	return f
}

func (p *divisionsPage) title() string { return "Divisions" }

func (p *divisionsPage) show() {
	c := p.e.Console()
	var rows []Row
	for i, d := range c.Divisions {
		stops := 0
		for _, k := range c.ControlsOf(registration.DivisionID(i)) {
			if c.Controls[k].Kind == registration.Stop {
				stops++
			}
		}
		channel := "none"
		if v := c.Dialect.Divisions[i].Channel; v != 0 {
			channel = fmt.Sprint(v)
		}
		rows = append(rows, Row{
			ID: d.ID, Tint: theme.DivisionColor(c, registration.DivisionID(i), theme.Dark()),
			Cells: []string{d.Name, sequencer.KeyName(d.Lowest) + "–" + sequencer.KeyName(d.Highest), channel, fmt.Sprint(stops)},
		})
	}
	p.list.Set(rows)
	p.fill()
}

func (p *divisionsPage) fill() {
	names := p.list.Marked()
	title := "Nothing is marked"
	if d := p.marked(); len(d) == 1 {
		title = p.e.Console().Divisions[d[0]].Name + "  (" + names[0] + ")"
	} else if len(d) > 1 {
		title = fmt.Sprintf("%d divisions", len(d))
	}
	p.form.Fill(title)
}

func (p *divisionsPage) commit() {
	if p.e.do("Add a division", "", edit.AddDivision(p.name.Text, p.pedal.Checked)) {
		c := p.e.Console()
		p.list.Mark(c.Divisions[len(c.Divisions)-1].ID)
		p.name.SetText("")
		p.pedal.SetChecked(false)
	}
}

func (p *divisionsPage) remove() {
	for _, id := range append([]string{}, p.list.Marked()...) {
		if !p.e.do("Remove a division", "", edit.RemoveDivision(id)) {
			return
		}
	}
}

func (p *divisionsPage) move(by int) {
	if m := p.list.Marked(); len(m) > 0 {
		p.e.do("Move a division", "", edit.MoveDivision(m[0], by))
	}
}
