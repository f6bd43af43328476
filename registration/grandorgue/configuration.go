package grandorgue

import (
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// Instance is the name under which a GrandOrgue of our own keeps its settings, its cache and its organs' settings, so that
// those of the user are not touched (GrandOrgue -i Voluntary).
const Instance = "Voluntary"

// ConfigurationName is the file in the user's home folder in which GrandOrgue keeps the settings of that instance.
const ConfigurationName = "GrandOrgueConfig-" + Instance

// OwnConfigurationName is the file in which it keeps those of the user.
const OwnConfigurationName = "GrandOrgueConfig"

// Listener is the logical name of our port among the inputs of that instance, as [Settings] may want it.
const Listener = "Voluntary"

// Configuration is how a GrandOrgue of our own is set up before it is started: it hears one port and no other, and tells
// another all that it does. It must not be changed while that GrandOrgue runs, which writes the file anew when it ends.
type Configuration struct {
	Input    string // the name of the port, or a part of it that fits no other: "Preview 4711"
	Output   string // the port that is told what happens; "" for none
	Jack     Jack   // the running server of JACK, in which the ports are then; the zero value when there is none
	Settings string // the folder for the settings of organs; "" for GrandOrgue's own
	User     []byte // the user's own configuration file, packed or not: all but its ports and bindings is kept; nil: there is none
}

// Jack is how a server of JACK runs. GrandOrgue shows a box instead of an organ when its own settings say otherwise.
type Jack struct {
	Rate   int // frames a second
	Period int // frames
}

// The settings that are ours and not the user's: ports, and what would answer to our messages besides the organ.
var ours = regexp.MustCompile(`(?i)^(midi(in|out|ports)|manual\d+|enclosure\d+|setter\d+)$`)

// Text is the file.
func (c *Configuration) Text() ([]byte, error) { return c.text(runtime.GOOS) }

func (c *Configuration) text(system string) ([]byte, error) {
	for _, name := range []string{c.Input, c.Output, c.Settings} {
		if strings.ContainsAny(name, "\r\n") {
			return nil, fmt.Errorf("the name %q has more than one line", name)
		}
	}
	s, err := settingsIn(c.User)
	if err != nil {
		return nil, err
	}
	s.list = slices.DeleteFunc(s.list, func(x settingsSection) bool { return ours.MatchString(x.name) })
	own := s.value("AudioDevices", "Device001Name") // "" where the user has not chosen
	if c.Jack.Rate > 0 && (own == "" || strings.Contains(strings.ToLower(own), "jack")) {
		s.set("General", "SampleRate", c.Jack.Rate)
		s.set("General", "SamplesPerBuffer", c.Jack.Period)
		if own == "" {
			s.soundOnJack()
		}
	}
	s.set("General", "LoadLastFile", "N")
	if c.Settings != "" {
		s.set("General", "SettingPath", c.Settings)
	}
	api := map[string]string{"darwin": "core", "windows": "winmm"}[system]
	if api == "" {
		api = "alsa"
		if c.Jack.Rate > 0 {
			api = "jack"
		}
		s.set("MidiPorts", "Rt.alsa.Enabled", yesNo(api == "alsa"))
		s.set("MidiPorts", "Rt.jack.Enabled", yesNo(api == "jack"))
	}
	s.set("MidiPorts", "Rt.Enabled", "Y")
	s.set("MIDIIn", "IsToAutoAddMidi", "N")
	s.set("MIDIIn", "IsToCheckMidiOnStart", "N")
	s.port("MIDIIn", Listener, c.Input, api)
	s.set("MIDIIn", "Device001Shift", 0)
	if c.Output != "" {
		s.port("MIDIOut", Listener, c.Output, api)
		s.set("MIDIOut", "MIDIRecorderDevice", Listener)
	}
	return s.bytes(), nil
}

func yesNo(yes bool) string {
	if yes {
		return "Y"
	}
	return "N"
}

// settingsFile is a file of GrandOrgue's settings, in its own order and with its own letters.
type settingsFile struct{ list []settingsSection }

type settingsSection struct {
	name  string
	lines [][2]string
}

// settingsIn reads what GrandOrgue wrote: packed or not, with a byte-order mark or not.
func settingsIn(data []byte) (*settingsFile, error) {
	s := &settingsFile{}
	if len(data) == 0 {
		return s, nil
	}
	all, _, err := text(data)
	if err != nil {
		return nil, fmt.Errorf("GrandOrgue's own settings cannot be read: %w", err)
	}
	for line := range strings.Lines(strings.TrimPrefix(all, "\uFEFF")) {
		line = strings.TrimRight(line, "\r\n")
		switch key, value, ok := strings.Cut(line, "="); {
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
			s.section(line[1 : len(line)-1])
		case ok && len(s.list) > 0 && !strings.HasPrefix(line, ";"):
			last := &s.list[len(s.list)-1]
			last.lines = append(last.lines, [2]string{key, value})
		}
	}
	return s, nil
}

// section is the section of this name, made where there is none. The pointer holds until the next call.
func (s *settingsFile) section(name string) *settingsSection {
	for i := range s.list {
		if strings.EqualFold(s.list[i].name, name) {
			return &s.list[i]
		}
	}
	s.list = append(s.list, settingsSection{name: name})
	return &s.list[len(s.list)-1]
}

func (s *settingsFile) value(section, key string) string {
	for _, x := range s.list {
		for _, l := range x.lines {
			if strings.EqualFold(x.name, section) && strings.EqualFold(l[0], key) {
				return l[1]
			}
		}
	}
	return ""
}

func (s *settingsFile) set(section, key string, value any) {
	x := s.section(section)
	x.lines = slices.DeleteFunc(x.lines, func(l [2]string) bool { return strings.EqualFold(l[0], key) })
	x.lines = append(x.lines, [2]string{key, fmt.Sprint(value)})
}

// port adds the one port of a list of them. GrandOrgue finds it by a regular expression in the name that it sees.
func (s *settingsFile) port(section, logical, name, api string) {
	s.set(section, "Count", 1)
	s.set(section, "Device001", logical)
	s.set(section, "Device001RegEx", regexp.QuoteMeta(name))
	s.set(section, "Device001PortName", "Rt")
	s.set(section, "Device001ApiName", api)
	s.set(section, "Device001Enabled", "Y")
}

// soundOnJack leaves JACK as the only way to a sound device. Without a device of the user's choice GrandOrgue takes the usual
// one, which RtAudio connects to JACK's speakers; its own client of JACK connects to nothing.
func (s *settingsFile) soundOnJack() {
	for _, way := range []string{"Jack", "PortAudio", "RtAudio", "RtAudio.jack", "RtAudio.alsa", "RtAudio.pulse", "RtAudio.oss"} {
		s.set("SoundPorts", way+".Enabled", yesNo(way == "RtAudio" || way == "RtAudio.jack"))
	}
}

func (s *settingsFile) bytes() []byte {
	var b strings.Builder
	b.WriteString("\uFEFF")
	for _, x := range s.list {
		b.WriteString("[" + x.name + "]\n")
		for _, l := range x.lines {
			b.WriteString(l[0] + "=" + l[1] + "\n")
		}
	}
	return []byte(b.String())
}
