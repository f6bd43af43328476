package draft

import (
	"fmt"
	"strings"

	"voluntary/registration"
	"voluntary/registration/stopname"
)

// Draft is a console that is being put together. Its fields may be changed by hand at any time before [Draft.Finish];
// the tables of the dialect run parallel to the console's own.
type Draft struct {
	registration.Console

	ids   map[string]bool // of divisions and controls
	boxes map[string]bool // of enclosures
}

// New starts the console of an organ with this title. Its name is made from it.
func New(title string) *Draft {
	name := TextID(title)
	if name == "" {
		name = "organ"
	}
	return &Draft{Console: registration.Console{Name: name, Title: title}, ids: make(map[string]bool), boxes: make(map[string]bool)}
}

// AddDivision adds a division with this compass, in MIDI keys.
func (d *Draft) AddDivision(name string, lowest, highest uint8, pedal bool) registration.DivisionID {
	fallback := "manual"
	if pedal {
		fallback = "pedal"
	}
	d.Divisions = append(d.Divisions, registration.Division{
		ID: free(d.ids, "", name, fallback), Name: name, Lowest: lowest, Highest: highest, Pedal: pedal,
	})
	d.Dialect.Divisions = append(d.Dialect.Divisions, registration.DivisionCode{})
	return registration.DivisionID(len(d.Divisions) - 1)
}

// AddControl adds a control with the text id that its division and name give. Its ID is not looked at.
func (d *Draft) AddControl(k registration.Control, code registration.ControlCode) registration.ControlID {
	k.ID = free(d.ids, d.Divisions[k.Division].ID+".", k.Name, k.Kind.String())
	d.Controls = append(d.Controls, k)
	d.Dialect.Controls = append(d.Dialect.Controls, code)
	return registration.ControlID(len(d.Controls) - 1)
}

// StopOf describes a stop by its name. feet is the pitch that the other program knows of; 0: none. What is engraved
// counts first, and what is usual last. A pitch of 8 feet does not count against the dictionary: definitions say it of
// stops to which nobody has given a thought.
func (d *Draft) StopOf(division registration.DivisionID, name string, feet float64) registration.Control {
	s := stopname.Read(name, d.Divisions[division].Pedal)
	k := registration.Control{
		Kind: registration.Stop, Division: division, Name: name, Pitch: s.Feet, Family: s.Family, Construction: s.Construction,
		Ranks: s.Ranks,
	}
	switch {
	case s.Engraved, !(feet > 0 && feet <= 128), s.Family == registration.Mixture:
	case s.Sort == nil, s.Family != registration.NoFamily && feet != 8:
		k.Pitch = feet
	}
	return k
}

// StopNamed describes a stop by a name with its pitch behind it, as people say it: "Open Diapason 8" is engraved "Open
// Diapason" and is of 8 feet.
func (d *Draft) StopNamed(division registration.DivisionID, text string) registration.Control {
	text = strings.Join(strings.Fields(text), " ")
	k := d.StopOf(division, text, 0)
	if feet := registration.FeetText(k.Pitch); k.Pitch > 0 {
		if name, ok := strings.CutSuffix(strings.TrimRight(text, "'’′"), " "+feet); ok && name != "" {
			k.Name = name
		}
	}
	return k
}

// AddEnclosure adds a swell box, open at first.
func (d *Draft) AddEnclosure(name string, divisions []registration.DivisionID, code registration.EnclosureCode) {
	d.Enclosures = append(d.Enclosures, registration.Enclosure{
		ID: free(d.boxes, "", name, "enclosure"), Name: name, Divisions: divisions, Initial: 127,
	})
	d.Dialect.Enclosures = append(d.Dialect.Enclosures, code)
}

// Finish checks what was put together and gives the console. The error wraps [registration.ErrConsole].
func (d *Draft) Finish() (*registration.Console, error) { return registration.NewConsole(d.Console) }

// free makes a text id that is not taken yet. An enclosure may be called like its division.
func free(taken map[string]bool, prefix, name, fallback string) string {
	text := TextID(name)
	if text == "" {
		text = fallback
	}
	const longest = 90 // leaves room for a number
	text = prefix + text
	if len(text) > longest {
		text = text[:longest]
	}
	id := text
	for n := 2; taken[id]; n++ {
		id = fmt.Sprintf("%s-%d", text, n)
	}
	taken[id] = true
	return id
}
