package file

import (
	"bytes"
	"encoding/json"

	"voluntary/registration"
)

// Write writes the console as a .console file of the present version. [Read] gives back an equal console.
func Write(c *registration.Console) ([]byte, error) {
	if _, err := registration.NewConsole(*c); err != nil {
		return nil, err // it would not be read again
	}
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(documentOf(c)); err != nil {
		return nil, err
	}
	return layOut(bytes.TrimSpace(buf.Bytes())), nil
}

func documentOf(c *registration.Console) *document {
	doc := &document{
		Format: Format, Version: version, Name: c.Name, Title: c.Title, Scenes: c.Scenes,
		Divisions: list[division]{}, Jamb: jambOf(&c.Jamb), Mechanics: mechanicsOf(c), Dialect: dialectOf(c),
	}
	for _, d := range c.Divisions {
		doc.Divisions = append(doc.Divisions, division{ID: d.ID, Name: d.Name, Lowest: &d.Lowest, Highest: &d.Highest, Pedal: d.Pedal})
	}
	for i := range c.Controls {
		k := &c.Controls[i]
		out := control{
			ID: k.ID, Kind: &k.Kind, Division: c.Divisions[k.Division].ID, Name: k.Name, Pitch: k.Pitch, Family: k.Family,
			Construction: k.Construction, Ranks: k.Ranks, Strength: k.Strength, Speech: k.Speech, Shift: k.Shift, UnisonOff: k.UnisonOff,
			Rate: k.Rate, Depth: k.Depth,
		}
		if k.Kind == registration.Coupler || k.To != 0 {
			out.To = c.Divisions[k.To].ID
		}
		doc.Controls = append(doc.Controls, out)
	}
	for _, e := range c.Enclosures {
		out := enclosure{ID: e.ID, Name: e.Name}
		if e.Initial != 127 {
			out.Initial = &e.Initial
		}
		for _, d := range e.Divisions {
			out.Divisions = append(out.Divisions, c.Divisions[d].ID)
		}
		doc.Enclosures = append(doc.Enclosures, out)
	}
	return doc
}
