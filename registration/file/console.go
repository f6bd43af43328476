package file

import (
	"encoding/json"
	"errors"
	"fmt"

	"voluntary/registration"
)

// decode reads the sections of the present version.
func decode(top sections) (*document, error) {
	data, err := json.Marshal(top)
	if err != nil {
		return nil, err
	}
	doc := new(document)
	if err := strict(data, doc); err != nil {
		return nil, err
	}
	return doc, nil
}

// console resolves the text ids.
func (doc *document) console() (*registration.Console, error) {
	c := registration.Console{Name: doc.Name, Title: doc.Title, Scenes: scenes(doc.Scenes), Jamb: doc.Jamb.jamb()}
	// Before any index is kept in a uint8.
	if len(doc.Divisions) > registration.MaxDivisions {
		return nil, fmt.Errorf("%d divisions, at most %d", len(doc.Divisions), registration.MaxDivisions)
	}
	ids := make(map[string]registration.DivisionID, len(doc.Divisions))
	for i, d := range doc.Divisions {
		if d.Lowest == nil || d.Highest == nil {
			return nil, doc.Divisions.fault(i, errors.New("has no compass (\"lowest\" and \"highest\", in MIDI keys)"))
		}
		ids[d.ID] = registration.DivisionID(i)
		c.Divisions = append(c.Divisions, registration.Division{ID: d.ID, Name: d.Name, Lowest: *d.Lowest, Highest: *d.Highest, Pedal: d.Pedal})
	}
	for i := range doc.Controls {
		k, err := doc.Controls[i].control(ids)
		if err != nil {
			return nil, doc.Controls.fault(i, err)
		}
		c.Controls = append(c.Controls, k)
	}
	for i, e := range doc.Enclosures {
		out := registration.Enclosure{ID: e.ID, Name: e.Name, Initial: 127}
		if e.Initial != nil {
			out.Initial = *e.Initial
		}
		for _, id := range e.Divisions {
			d, ok := ids[id]
			if !ok {
				return nil, doc.Enclosures.fault(i, fmt.Errorf("there is no division %q", id))
			}
			out.Divisions = append(out.Divisions, d)
		}
		c.Enclosures = append(c.Enclosures, out)
	}
	if err := doc.Mechanics.fill(&c.Mechanics, ids); err != nil {
		return nil, fmt.Errorf("mechanics: %w", err)
	}
	// Here it is certain that the ids are good and none comes twice.
	checked, err := registration.NewConsole(c)
	if err != nil || doc.Dialect == nil {
		return checked, err
	}
	if checked.Dialect, err = doc.Dialect.dialect(checked); err != nil {
		return nil, fmt.Errorf("dialect: %w", err)
	}
	return registration.NewConsole(*checked)
}

func (k *control) control(ids map[string]registration.DivisionID) (registration.Control, error) {
	out := registration.Control{
		ID: k.ID, Name: k.Name, Pitch: k.Pitch, Family: k.Family, Construction: k.Construction, Strength: k.Strength,
		Speech: k.Speech, Shift: k.Shift, UnisonOff: k.UnisonOff, Rate: k.Rate, Depth: k.Depth,
	}
	if len(k.Ranks) > 0 {
		out.Ranks = k.Ranks
	}
	if k.Kind == nil {
		return out, errors.New("has no kind (\"kind\" is stop, coupler, tremulant or other)")
	}
	out.Kind = *k.Kind
	var ok bool
	if out.Division, ok = ids[k.Division]; !ok {
		return out, fmt.Errorf("there is no division %q", k.Division)
	}
	switch {
	case k.To != "":
		if out.To, ok = ids[k.To]; !ok {
			return out, fmt.Errorf("there is no division %q to go to", k.To)
		}
	case out.Kind == registration.Coupler:
		return out, errors.New("the coupler goes nowhere (\"to\" names the division that is also played)")
	}
	return out, nil
}

// scenes keeps an absent list as no list, as the writer does.
func scenes(in list[registration.Scene]) []registration.Scene {
	var out []registration.Scene
	for _, sc := range in {
		if len(sc.On) == 0 {
			sc.On = nil
		}
		if len(sc.Off) == 0 {
			sc.Off = nil
		}
		if len(sc.Shoes) == 0 {
			sc.Shoes = nil
		}
		out = append(out, sc)
	}
	return out
}
