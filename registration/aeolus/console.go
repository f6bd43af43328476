package aeolus

import (
	"fmt"
	"io/fs"
	"slices"

	"voluntary/registration"
	"voluntary/registration/draft"
)

// Numbers of Aeolus' MIDI implementation.
const (
	controlChannel = 16
	stopController = 98
	swell          = 7
	maxGroups      = 8
	maxButtons     = 32
)

// Compass of its keyboards.
const (
	lowest       = 36
	highest      = 96
	pedalHighest = 67
)

type builder struct {
	*draft.Draft
	from     *definition
	pipes    fs.FS
	places   map[int]registration.DivisionID // by the division's number
	played   map[int]registration.DivisionID // by the keyboard's number
	warnings []string
}

func (d *definition) console(title string, pipes fs.FS) (*registration.Console, Report, error) {
	b := &builder{
		Draft: draft.New(title), from: d, pipes: pipes,
		places: make(map[int]registration.DivisionID), played: make(map[int]registration.DivisionID),
	}
	b.Dialect.Name = "Aeolus"
	if len(d.divisions) > registration.MaxDivisions {
		return nil, Report{}, fmt.Errorf("the organ has %d divisions; a console holds at most %d", len(d.divisions), registration.MaxDivisions)
	}
	for i, n := range b.order() {
		b.division(n, uint8(i+1))
	}
	all := 0
	for _, g := range d.groups {
		all += len(g.buttons)
	}
	if all > registration.MaxControls {
		return nil, Report{}, fmt.Errorf("the organ has %d buttons; a console holds at most %d", all, registration.MaxControls)
	}
	for i, g := range d.groups {
		for j, k := range g.buttons {
			if err := b.button(i, j, k); err != nil {
				return nil, Report{}, fmt.Errorf("line %d: %w", k.line, err)
			}
		}
	}
	c, err := b.Finish()
	return c, Report{b.warnings}, err
}

func (b *builder) warn(format string, args ...any) {
	b.warnings = append(b.warnings, fmt.Sprintf(format, args...))
}

// pedal reports whether a division is played by the feet.
func (b *builder) pedal(n int) bool {
	k := b.from.divisions[n-1].keyboard
	return k >= 1 && k <= len(b.from.keyboards) && b.from.keyboards[k-1].pedal
}

// order lists the divisions' numbers, manuals from the lowest on, then the pedal: definitions begin at the top.
func (b *builder) order() []int {
	var manuals, pedals []int
	for n := 1; n <= len(b.from.divisions); n++ {
		if b.pedal(n) {
			pedals = append(pedals, n)
		} else {
			manuals = append(manuals, n)
		}
	}
	slices.Reverse(manuals)
	return append(manuals, pedals...)
}

func (b *builder) division(n int, channel uint8) {
	from := b.from.divisions[n-1]
	top := uint8(highest)
	if b.pedal(n) {
		top = pedalHighest
	}
	d := b.AddDivision(from.label, lowest, top, b.pedal(n))
	b.places[n] = d
	if from.keyboard >= 1 && from.keyboard <= len(b.from.keyboards) {
		b.Dialect.Divisions[d].Channel = channel
		if _, taken := b.played[from.keyboard]; !taken {
			b.played[from.keyboard] = d
		}
	}
	if from.swell && len(b.Enclosures) < registration.MaxEnclosures {
		b.AddEnclosure(from.label, []registration.DivisionID{d}, registration.EnclosureCode{Channel: channel, Controller: swell})
	}
}

func (b *builder) button(group, place int, k button) error {
	d, ok := b.places[k.division]
	if !ok {
		return fmt.Errorf("the button names division %d and there are %d", k.division, len(b.from.divisions))
	}
	from := b.from.divisions[k.division-1]
	var control registration.Control
	switch k.kind {
	case "stop":
		if k.rank > len(from.ranks) {
			return fmt.Errorf("the button names rank %d of the division %s, which has %d", k.rank, from.label, len(from.ranks))
		}
		p := pipeOf(b.pipes, from.ranks[k.rank-1])
		control = b.StopOf(d, p.name, p.feet)
	case "coupler":
		played, ok := b.played[k.keyboard]
		if !ok {
			return fmt.Errorf("the coupler %s is for keyboard %d, which plays no division", k.label, k.keyboard)
		}
		control = registration.Control{Kind: registration.Coupler, Division: played, Name: k.label, To: d}
	default:
		control = registration.Control{Kind: registration.Tremulant, Division: d, Name: k.label, To: d, Rate: from.rate, Depth: from.depth}
	}
	var code registration.ControlCode
	if group < maxGroups && place < maxButtons {
		code = registration.ControlCode{
			Kind: registration.CCTwoStep, Channel: controlChannel, Number: stopController, Group: uint8(group), Index: uint16(place),
		}
	} else {
		b.warn("line %d: %s is button %d of group %d and cannot be reached over MIDI (%d groups of %d can)",
			k.line, control.Name, place+1, group+1, maxGroups, maxButtons)
	}
	b.AddControl(control, code)
	return nil
}
