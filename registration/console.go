package registration

import (
	"fmt"
	"strings"
)

// Limits of a console. They bound a [State] and every table indexed by division.
const (
	MaxControls   = 1024
	MaxDivisions  = 16
	MaxEnclosures = 32
	MaxRanks      = 24 // of one mixture
	MaxScenes     = 1024
)

// DivisionID is the index of a division in [Console.Divisions], 0 to MaxDivisions-1.
type DivisionID uint8

// ControlID is the index of a control in [Console.Controls], 0 to MaxControls-1.
type ControlID uint16

// EnclosureID is the index of an enclosure in [Console.Enclosures], 0 to MaxEnclosures-1.
type EnclosureID uint8

// Division is the pipes played from one keyboard. The compass is inclusive at both ends.
type Division struct {
	ID              string // text id: "great"
	Name            string // as engraved: "Great"
	Lowest, Highest uint8  // compass in MIDI keys, usually 36-96, pedal 36-67
	Pedal           bool   // played by the feet
}

// Has reports whether the keyboard of d has this key.
func (d Division) Has(key uint8) bool { return key >= d.Lowest && key <= d.Highest }

// Kind tells stops, couplers and tremulants apart.
type Kind uint8

// The kinds of control. Other is a bell, a wind switch: on or off, and nothing we know how to imitate.
const (
	Stop Kind = iota
	Coupler
	Tremulant
	Other
)

var kindNames = [...]string{"stop", "coupler", "tremulant", "other"}

func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "other"
}

// MarshalText writes the kind's lower-case name.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (k *Kind) UnmarshalText(b []byte) error {
	for i, n := range kindNames {
		if n == string(b) {
			*k = Kind(i)
			return nil
		}
	}
	return fmt.Errorf("unknown kind of control %q (stop, coupler, tremulant or other)", b)
}

// Family is the tonal family of a stop.
type Family string

// The families.
const (
	NoFamily  Family = ""
	Flute     Family = "flute"
	Principal Family = "principal"
	String    Family = "string"
	Reed      Family = "reed"
	Mutation  Family = "mutation"
	Mixture   Family = "mixture"
)

// Families lists every family but NoFamily.
func Families() []Family { return []Family{Principal, Flute, String, Reed, Mutation, Mixture} }

// SpeechWords lists what may be said of a stop's speech: it comes soon or late, with a puff of wind or without.
func SpeechWords() []string { return []string{"quick", "slow", "chiff", "smooth"} }

// Control is a stop, a coupler, a tremulant or another thing that is on or off.
//
// Division is where the control belongs: a stop's pipes, the division that a tremulant shakes, and for a coupler the
// division whose keys are played ("Swell to Great" belongs to the Great and has To = Swell).
type Control struct {
	ID       string // text id: "great.principal-8"
	Kind     Kind
	Division DivisionID
	Name     string // as engraved: "Open Diapason"; of an organ that was read from elsewhere with the pitch, "Montre 8'"

	// Stops.
	Pitch        float64 // feet; 0 for mixtures and what has none
	Family       Family
	Construction string    // "stopped", "open", "harmonic", "celeste"...; "" leaves it to the name
	Ranks        []float64 // a mixture's ranks at the lowest key, in feet; empty: one rank at Pitch
	Strength     float64   // decibels against the family's usual loudness; 0 is usual
	Speech       string    // how the pipes come to speech: words of SpeechWords with blanks between; "" leaves it to the name

	// Couplers.
	To        DivisionID // the division that is also played
	Shift     int8       // semitones: 12 super, -12 sub, 0 unison
	UnisonOff bool       // silences the division's own unison instead of adding anything; To is the division itself

	// Tremulants; a celeste, which beats against its neighbour, has a rate as well.
	Rate  float64 // beats a second; 0 is usual (about 5.5; about 2 of a celeste)
	Depth float64 // 0 to 1; 0 is usual (about 0.3)
}

// Label is the name with the pitch, as on a drawknob: "Open Diapason 8". A name that was taken over with its pitch
// ("Montre 8'") is the label.
func (c *Control) Label() string {
	if c.Kind != Stop || c.Pitch == 0 || tellsPitch(c.Name, c.Pitch) {
		return c.Name
	}
	return c.Name + " " + FeetText(c.Pitch)
}

// Engraving is the label in the two parts that stand one below the other on a drawknob: "Open Diapason" and "8", "Montre" and
// "8'". The second is empty where there is no pitch, or where the name has it in the midst of its words.
func (c *Control) Engraving() (name, pitch string) {
	switch {
	case c.Kind != Stop || c.Pitch == 0:
		return c.Name, ""
	case !tellsPitch(c.Name, c.Pitch):
		return c.Name, FeetText(c.Pitch)
	}
	for _, mark := range []string{"'", "’", "′", ""} {
		pitch = FeetText(c.Pitch) + mark
		if name, ok := strings.CutSuffix(c.Name, " "+pitch); ok && name != "" {
			return name, pitch
		}
	}
	return c.Name, ""
}

// tellsPitch reports whether a name has a foot mark behind a number, or the pitch as a word. The mark counts whatever the
// number is: an old "Quinta 3'" sounds 2 2/3.
func tellsPitch(name string, feet float64) bool {
	digit := false
	for _, r := range name {
		if digit && (r == '\'' || r == '’' || r == '′') {
			return true
		}
		digit = r >= '0' && r <= '9'
	}
	return strings.Contains(" "+name+" ", " "+FeetText(feet)+" ")
}

// Enclosure is a swell box with its shoe.
type Enclosure struct {
	ID        string // text id: "swell"
	Name      string
	Divisions []DivisionID // what stands inside
	Initial   uint8        // where the shoe stands before anything is said, usually 127 (open)
}

// Console is the description of one organ. Treat it as read-only once [NewConsole] has returned it; it may then be
// shared between goroutines.
type Console struct {
	Name       string // short name, also the file's: "parish"
	Title      string // for people: "Parish church, two manuals and pedal"
	Divisions  []Division
	Controls   []Control
	Enclosures []Enclosure
	Scenes     []Scene
	Jamb       Jamb
	Mechanics  Mechanics
	Dialect    Dialect

	divisions  map[string]DivisionID
	controls   map[string]ControlID
	enclosures map[string]EnclosureID
}

// Division finds a division by its text id.
func (c *Console) Division(id string) (DivisionID, bool) {
	d, ok := c.divisions[id]
	return d, ok
}

// Control finds a control by its text id.
func (c *Console) Control(id string) (ControlID, bool) {
	k, ok := c.controls[id]
	return k, ok
}

// Enclosure finds an enclosure by its text id.
func (c *Console) Enclosure(id string) (EnclosureID, bool) {
	e, ok := c.enclosures[id]
	return e, ok
}

// Initial is the state before anything is said: nothing drawn, every shoe at its resting place.
func (c *Console) Initial() State {
	var s State
	for i, e := range c.Enclosures {
		s = s.WithShoe(EnclosureID(i), e.Initial)
	}
	return s
}

// ControlsOf lists the controls that belong to a division, in console order.
func (c *Console) ControlsOf(d DivisionID) []ControlID {
	var ids []ControlID
	for i := range c.Controls {
		if c.Controls[i].Division == d {
			ids = append(ids, ControlID(i))
		}
	}
	return ids
}

// EnclosureOf is the enclosure that a division stands in, if any.
func (c *Console) EnclosureOf(d DivisionID) (EnclosureID, bool) {
	for i, e := range c.Enclosures {
		for _, in := range e.Divisions {
			if in == d {
				return EnclosureID(i), true
			}
		}
	}
	return 0, false
}
