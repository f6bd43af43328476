package main

import (
	"context"

	"voluntary/cmd/devices"
	"voluntary/ui"
)

// desk shows the devices to the window.
type desk struct{ *devices.Devices }

// Ports lists what an arrangement can be played on besides the built-in organ.
func (d desk) Ports(ctx context.Context) ([]ui.Port, string) {
	_, outputs, note := d.Devices.Ports(ctx)
	ports := []ui.Port{{Name: "virtual:" + ui.Virtual, Label: "A port named " + ui.Virtual + ", for other programs", Virtual: true}}
	for _, p := range outputs {
		ports = append(ports, ui.Port{Name: p.Name})
	}
	return ports, note
}
