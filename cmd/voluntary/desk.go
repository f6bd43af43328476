package main

import (
	"context"
	"io"

	"voluntary/cmd/awake"
	"voluntary/cmd/devices"
	"voluntary/registration"
	"voluntary/ui"
)

// desk shows the devices to the window.
type desk struct {
	*devices.Devices
	vigil *awake.Vigil
	*neighbours
}

// KeepAwake keeps the machine from sleeping and its screen from going blank.
func (d desk) KeepAwake(on bool) { d.vigil.Keep(on) }

// Ports lists what an arrangement can be played on besides the built-in organ.
func (d desk) Ports(ctx context.Context) ([]ui.Port, string) {
	_, outputs, note := d.Devices.Ports(ctx)
	ports := []ui.Port{{Name: "virtual:" + ui.Virtual, Label: "A port named " + ui.Virtual + ", for other programs", Virtual: true}}
	for _, p := range outputs {
		ports = append(ports, ui.Port{Name: p.Name})
	}
	return ports, note
}

// Inputs lists what can be listened to.
func (d desk) Inputs(ctx context.Context) ([]ui.Port, string) {
	inputs, _, note := d.Devices.Ports(ctx)
	ports := []ui.Port{{Name: "virtual:" + ui.VirtualInput, Label: "A port named " + ui.VirtualInput + ", for other programs", Virtual: true}}
	for _, p := range inputs {
		ports = append(ports, ui.Port{Name: p.Name})
	}
	return ports, note
}

// Listen listens to an input.
func (d desk) Listen(name string, hear func(ui.Heard), state func(trouble string)) (io.Closer, error) {
	return d.Devices.Listen(name, func(m devices.Message) { hear(ui.Heard{At: m.At, Bytes: m.Bytes}) }, state)
}

// OnSent tells what leaves the ports.
func (d desk) OnSent(sent func(name string, m ui.Heard)) (stop func()) {
	return d.Devices.OnSent(func(name string, m devices.Message) { sent(name, ui.Heard{At: m.At, Bytes: m.Bytes}) })
}

// Account tells how the guard fares.
func (d desk) Account() ui.Account { return ui.Account(d.Devices.Account()) }

// Organs lists the organs of GrandOrgue on this machine.
func (d desk) Organs(context.Context) []ui.Organ {
	var all []ui.Organ
	for _, o := range d.Devices.Organs() {
		all = append(all, ui.Organ{Title: o.Title, Path: o.Path})
	}
	return all
}

// WriteSettings writes a settings file for an organ of GrandOrgue.
func (d desk) WriteSettings(_ context.Context, organ, path string) (string, error) {
	return devices.WriteSettings(organ, path)
}

// ReadOrgan makes a console of an organ of GrandOrgue.
func (d desk) ReadOrgan(_ context.Context, path string) (*registration.Console, error) {
	c, _, err := devices.ReadGrandOrgue(path)
	return c, err
}
