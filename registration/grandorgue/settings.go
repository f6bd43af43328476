package grandorgue

import (
	"crypto/sha1" // GrandOrgue's names for organs, no secret
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"unicode/utf16"

	"voluntary/registration"
)

// Settings writes a settings file (.cmb) for the organ that the report is of: it binds every manual, control and enclosure
// to the channel and the number that the console's dialect gives it, so that the messages of the dialect work without the
// set-up header. device is the input's name in GrandOrgue's own settings; "" is any input.
//
// The file goes beside the definition, with the same base name, or among the user's settings under [SettingsName]. Keys that
// it does not have keep GrandOrgue's defaults; in particular it holds no combinations, and put in the place of a user's own
// file it loses them.
func Settings(c *registration.Console, r Report, device string) ([]byte, error) {
	if strings.ContainsAny(device, "\r\n") {
		return nil, fmt.Errorf("the input's name %q has more than one line", device)
	}
	var b strings.Builder
	b.WriteString("\uFEFF[Organ]\nChurchName=" + r.Church + "\n")
	for _, x := range bindings(c) {
		section := r.Sections[x.element]
		if section == "" {
			return nil, x.unknown()
		}
		event, rest := "NRPN", []string{fmt.Sprintf("MIDIKey001=%d", x.number), "MIDILowerLimit001=0", "MIDIUpperLimit001=127"}
		if x.keys {
			event, rest = "Note", []string{"MIDILowerKey001=0", "MIDIUpperKey001=127", "MIDIKeyShift001=0", "MIDILowerLimit001=1", "MIDIUpperLimit001=127"}
		}
		fmt.Fprintf(&b, "[%s]\nNumberOfMIDIEvents=1\nMIDIDevice001=%s\nMIDIEventType001=%s\nMIDIChannel001=%d\n%s\n",
			section, device, event, x.channel, strings.Join(rest, "\n"))
	}
	return []byte(b.String()), nil
}

// binding is an element of the organ and the messages that move it.
type binding struct {
	id, element string
	keys        bool // of a manual: notes, else the parameter number
	channel     uint8
	number      uint16
}

// bindings lists all that the set-up header would say of a console.
func bindings(c *registration.Console) (out []binding) {
	for i, d := range c.Dialect.Divisions {
		if d.Channel != 0 && d.Element != "" {
			out = append(out, binding{id: c.Divisions[i].ID, element: d.Element, keys: true, channel: d.Channel})
		}
	}
	for i, k := range c.Dialect.Controls {
		if k.Kind == registration.GOSetup {
			out = append(out, binding{id: c.Controls[i].ID, element: k.Element, channel: k.Channel, number: k.Number})
		}
	}
	for i, e := range c.Dialect.Enclosures {
		if e.Kind == registration.GOSetup && e.Channel != 0 {
			out = append(out, binding{id: c.Enclosures[i].ID, element: e.Element, channel: e.Channel, number: e.Number})
		}
	}
	return out
}

func (x *binding) unknown() error {
	return fmt.Errorf("%s is the element %s, of which the definition's section is not known (read the .organ file again)", x.id, x.element)
}

// Plays tells whether a console is spoken to as GrandOrgue is, by its set-up header: then what is sent to it, written to a
// MIDI file, is played by GrandOrgue's own player with all stops.
func Plays(c *registration.Console) bool {
	return slices.ContainsFunc(c.Dialect.Divisions, func(v registration.DivisionCode) bool { return v.Channel != 0 && v.Element != "" })
}

// Bound is a console as a GrandOrgue is spoken to that has its [Settings]: the same numbers without the set-up header.
func Bound(c *registration.Console) (*registration.Console, error) {
	b := *c
	d := &b.Dialect
	d.Divisions, d.Controls, d.Enclosures = slices.Clone(d.Divisions), slices.Clone(d.Controls), slices.Clone(d.Enclosures)
	for i := range d.Divisions {
		d.Divisions[i].Element = ""
	}
	for i := range d.Controls {
		if k := &d.Controls[i]; k.Kind == registration.GOSetup {
			k.Kind, k.Element = registration.NRPN, ""
		}
	}
	for i := range d.Enclosures {
		if e := &d.Enclosures[i]; e.Kind == registration.GOSetup {
			e.Kind, e.Element = registration.NRPN, ""
		}
	}
	return registration.NewConsole(b)
}

// SettingsFor is what belongs into a settings file of that name: [MIDISettings] when it ends in .yaml, else [Settings].
func SettingsFor(file string, c *registration.Console, report Report, input string) ([]byte, error) {
	if strings.EqualFold(filepath.Ext(file), ".yaml") {
		return MIDISettings(c, report, input)
	}
	return Settings(c, report, input)
}

// SettingsName is the name under which GrandOrgue keeps a user's settings for the organ in a file, which this is the report on.
func (r *Report) SettingsName(organ string) (string, error) {
	path, err := filepath.Abs(organ)
	if err != nil {
		return "", fmt.Errorf("where %s is cannot be told: %w", organ, err)
	}
	if r.ODF == "" {
		return SettingsName(path, 0), nil
	}
	archive, err := ArchiveID(path)
	if err != nil {
		return "", err
	}
	return PackagedSettingsName(archive, r.ODF, 0), nil
}

// SettingsName is the name under which GrandOrgue keeps a user's settings for a definition on disk. The path must be the
// absolute one that GrandOrgue opens. preset is 0 unless the user has chosen another, at most 999.
func SettingsName(odf string, preset int) string {
	return settingsName(runtime.GOOS == "windows", preset, odf)
}

// PackagedSettingsName is SettingsName for an organ in a package: archive is what [ArchiveID] gives, odf the definition's name
// inside ([Report.ODF]).
func PackagedSettingsName(archive, odf string, preset int) string {
	windows := runtime.GOOS == "windows"
	return named40(preset, wide(windows, archive), wide(windows, odf))
}

func settingsName(windows bool, preset int, odf string) string {
	if windows {
		odf = strings.ToLower(odf)
	}
	return named40(preset, wide(windows, odf))
}

func named40(preset int, parts ...[]byte) string {
	h := sha1.New()
	for _, p := range parts {
		h.Write(p)
	}
	return fmt.Sprintf("%s-%d.cmb", strings.ToUpper(hex.EncodeToString(h.Sum(nil))), min(max(preset, 0), 999))
}

// wide is a text as GrandOrgue has it in memory, with the character that ends it: of two bytes on Windows, of four elsewhere.
func wide(windows bool, text string) []byte {
	var out []byte
	if windows {
		for _, u := range append(utf16.Encode([]rune(text)), 0) {
			out = append(out, byte(u), byte(u>>8))
		}
		return out
	}
	for _, r := range append([]rune(text), 0) {
		out = append(out, byte(r), byte(r>>8), byte(r>>16), byte(r>>24))
	}
	return out
}

// ArchiveID is GrandOrgue's name for a package: a fingerprint of the whole file, which may have gigabytes.
func ArchiveID(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", fmt.Errorf("cannot open the package: %w", err)
	}
	defer f.Close()
	h := sha1.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("cannot read the package: %w", err)
	}
	return strings.ToUpper(hex.EncodeToString(h.Sum(nil))), nil
}
