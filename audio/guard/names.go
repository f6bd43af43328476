package guard

import (
	"fmt"
	"regexp"
	"strings"
)

// PortName is one port of a MIDI system.
type PortName struct {
	Name   string // without the numbers that change when a device is plugged in again
	System string // "ALSA", "JACK", "CoreMIDI" or "Windows"
}

// Ports are the MIDI ports of this machine, and what is to be said about them.
type Ports struct {
	Inputs, Outputs []PortName
	Notes           []string // sentences: which MIDI systems are not there, and what to do about it
	Jack            Jack     // the running server of JACK; the zero value when there is none
}

// Jack is how a server of JACK runs. Where there is one, ports of ours are made in it.
type Jack struct {
	Rate   int // frames a second
	Period int // frames of a cycle
}

// Names that need no port of the machine.
const (
	virtualPrefix = "virtual:"
	rawPrefix     = "raw:"
)

var (
	alsaTail    = regexp.MustCompile(` \d+:\d+$`)
	windowsTail = regexp.MustCompile(` \d+$`)
	jackNumber  = regexp.MustCompile(`-\d\d:`)
)

// Stable is a port's name as it should be kept: without the tail of numbers that ALSA and Windows put behind it, which
// change from day to day.
func Stable(system, full string) string {
	switch system {
	case systemALSA:
		return alsaTail.ReplaceAllString(full, "")
	case systemWindows:
		return windowsTail.ReplaceAllString(full, "")
	}
	return full
}

// loose is a name for comparing: JACK numbers the second client of a name, and people do not mind case.
func loose(name string) string {
	return strings.ToLower(jackNumber.ReplaceAllString(name, ":"))
}

// found is one port that could be meant. full is what its system calls it now.
type found struct {
	PortName
	full string
}

// choose finds the port that is meant by a name or by a part of it that fits no other. Where two systems, or two devices
// of one make, have a port of exactly that name, the first is taken.
func choose(all []found, name string) (found, error) {
	if strings.TrimSpace(name) == "" {
		return found{}, fmt.Errorf("no MIDI port is named; %s", nameThem(all))
	}
	for _, same := range []func(f found) bool{
		func(f found) bool { return f.full == name },
		func(f found) bool { return f.Name == name },
		func(f found) bool { return loose(f.Name) == loose(name) },
	} {
		for _, f := range all {
			if same(f) {
				return f, nil
			}
		}
	}
	var fits []found
	for _, f := range all {
		if strings.Contains(loose(f.full), loose(name)) && !contains(fits, f.Name) {
			fits = append(fits, f)
		}
	}
	switch len(fits) {
	case 0:
		return found{}, fmt.Errorf("there is no MIDI port %q; %s", name, nameThem(all))
	case 1:
		return fits[0], nil
	}
	return found{}, fmt.Errorf("%q fits several MIDI ports; %s", name, nameThem(fits))
}

func contains(all []found, name string) bool {
	for _, f := range all {
		if f.Name == name {
			return true
		}
	}
	return false
}

func nameThem(all []found) string {
	if len(all) == 0 {
		return "there are none on this machine"
	}
	const most = 8
	var b strings.Builder
	b.WriteString("there are ")
	for i, f := range all {
		switch {
		case i == most:
			fmt.Fprintf(&b, " and %d more", len(all)-most)
			return b.String()
		case i > 0 && i == len(all)-1:
			b.WriteString(" and ")
		case i > 0:
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%q", f.Name)
	}
	return b.String()
}
