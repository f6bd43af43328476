package grandorgue

import (
	"fmt"
	"strconv"
	"strings"

	"voluntary/registration"
)

// MIDISettings writes what [Settings] writes as the MIDI settings (.yaml) that GrandOrgue imports from 3.16 on, under
// Audio/MIDI, MIDI Objects. They leave combinations alone; but what they do not name loses its bindings there.
//
// Couplers stand there under their names. Two of one name on one manual cannot be told apart, so that is an error.
func MIDISettings(c *registration.Console, r Report, device string) ([]byte, error) {
	var b strings.Builder
	b.WriteString("\uFEFF---\ninfo:\n  content-type: MIDI Settings\n  organ-name: " + strconv.Quote(strings.TrimSpace(r.Church)) + "\nobjects:\n")
	owner := make(map[string]string)
	for _, x := range bindings(c) {
		path := r.Paths[x.element]
		switch {
		case path == "":
			return nil, x.unknown()
		case owner[path] != "":
			return nil, fmt.Errorf("%s and %s are both %q to GrandOrgue's MIDI settings, so they cannot be told apart there (write a .cmb file)", owner[path], x.id, path)
		}
		owner[path] = x.id
		fmt.Fprintf(&b, "  - path: %s\n    receive:\n      - ", strconv.Quote(path))
		if device != "" {
			fmt.Fprintf(&b, "device: %s\n        ", strconv.Quote(device))
		}
		if x.keys {
			fmt.Fprintf(&b, "event_type: Note\n        channel: %d\n        transpose: 0\n        low_key: 0\n        high_key: 127\n        low_value: 1\n        high_value: 127\n", x.channel)
			continue
		}
		fmt.Fprintf(&b, "event_type: NRPN\n        channel: %d\n        key: %d\n        low_value: 0\n        high_value: 127\n", x.channel, x.number)
	}
	return []byte(b.String()), nil
}

// path is the place of an element among GrandOrgue's MIDI objects.
func (o *organ) path(element string) string {
	var m, i int
	switch {
	case scan(element, "M%dS%d", &m, &i):
		return fmt.Sprintf("manuals/%03d/stops/%03d", m, i+1)
	case scan(element, "M%dC%d", &m, &i):
		for _, x := range o.manuals {
			if x.number == m && i < len(x.couplers) && o.couplers[x.couplers[i]] != nil {
				return fmt.Sprintf("manuals/%03d/couplers/%s", m, strings.TrimSpace(o.couplers[x.couplers[i]].name))
			}
		}
	case scan(element, "M%d", &m):
		return fmt.Sprintf("manuals/%03d", m)
	case scan(element, "S%d", &i):
		return o.switchPath(i + 1)
	case scan(element, "T%d", &i):
		return fmt.Sprintf("tremulants/%03d", i+1)
	case scan(element, "E%d", &i):
		return fmt.Sprintf("enclosures/%03d", i+1)
	}
	return ""
}

func scan(element, format string, numbers ...any) bool {
	n, err := fmt.Sscanf(element, format, numbers...)
	return err == nil && n == len(numbers)
}

// switchPath is that of a switch: by its place on the one manual that lists it, else by its number.
func (o *organ) switchPath(n int) string {
	path, listed := "", 0
	for _, m := range o.manuals {
		for i, s := range m.switches {
			if s == n {
				path = fmt.Sprintf("manuals/%03d/switches/%03d", m.number, i+1)
				listed++
			}
		}
	}
	if listed != 1 {
		return fmt.Sprintf("%03d", n)
	}
	return path
}
