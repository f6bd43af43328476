package main

import (
	"fmt"

	"voluntary/cmd/devices"
)

type portRow struct {
	Name string `json:"name"`
}

type portLists struct {
	Inputs  []portRow `json:"inputs"`
	Outputs []portRow `json:"outputs"`
}

func ports(env *environment, args []string) error {
	f := newFlags(env)
	asJSON := f.json()
	if _, err := f.parse(args); err != nil {
		return err
	}
	d := devices.New(env.ctx, nil)
	defer d.Close()
	in, out, note := d.Ports(env.ctx)
	if err := env.ctx.Err(); err != nil {
		return err
	}
	if note != "" {
		env.warn(note)
	}
	if *asJSON {
		return writeJSON(env.out, portLists{portRows(in), portRows(out)})
	}
	if len(in)+len(out) == 0 {
		_, err := fmt.Fprintln(env.out, "There are no MIDI ports. vol play has the built-in organ, and virtual:NAME makes a port.")
		return err
	}
	rows := [][]string{{"direction", "name", "system"}}
	for _, p := range in {
		rows = append(rows, []string{"in", p.Name, p.System})
	}
	for _, p := range out {
		rows = append(rows, []string{"out", p.Name, p.System})
	}
	return table(env.out, rows)
}

func portRows(ports []devices.Port) []portRow {
	rows := []portRow{}
	for _, p := range ports {
		rows = append(rows, portRow{p.Name})
	}
	return rows
}
