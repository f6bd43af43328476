package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"voluntary/registration/foreign"
	"voluntary/registration/grandorgue"
	"voluntary/registration/replace"
)

// writeSettings writes GrandOrgue's settings file for an organ, and says under which name GrandOrgue looks for it; or its MIDI
// settings, when the file is called so.
func writeSettings(env *environment, organ, out, input string) error {
	if out == "" {
		return usagef("-o X.cmb or X.yaml is missing (usage: %s)", env.command.usage())
	}
	if err := spare(organ, out); err != nil {
		return err
	}
	c, report, err := foreign.ReadFile(organ)
	if err == nil && (report.Grand == nil || len(report.Grand.Sections) == 0) {
		err = fmt.Errorf("%s: %w", organ, errors.New("only GrandOrgue's .organ and .orgue files have settings"))
	}
	if err != nil {
		return hint(err, "give a .organ or .orgue file of GrandOrgue")
	}
	text, err := grandorgue.SettingsFor(out, c, *report.Grand, input)
	if err != nil {
		return hint(err, "give a .organ or .orgue file of GrandOrgue")
	}
	name, err := report.Grand.SettingsName(organ)
	if err != nil {
		return hint(err, "is the file still there?")
	}
	if err := env.ctx.Err(); err != nil {
		return err
	}
	if err := replace.Bytes(out, text); err != nil {
		return hint(fmt.Errorf("cannot write %s: %w", filepath.Base(out), err), "name another file with -o")
	}
	env.warn(report.Warnings...)
	if strings.EqualFold(filepath.Ext(out), ".yaml") {
		fmt.Fprintf(env.out, "%s binds %s; GrandOrgue imports it from 3.16 on, under Audio/MIDI, MIDI Objects\n", out, report.Grand.Church)
		return nil
	}
	fmt.Fprintf(env.out, "%s binds %s; in GrandOrgue's own folder it is called %s\n", out, report.Grand.Church, name)
	return nil
}
