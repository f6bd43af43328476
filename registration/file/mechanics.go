package file

import (
	"errors"
	"fmt"
	"time"

	"voluntary/registration"
)

func (m *mechanics) UnmarshalJSON(data []byte) error {
	type plain mechanics
	if err := strict(data, (*plain)(m)); err != nil {
		return fmt.Errorf("mechanics: %w", err)
	}
	return nil
}

// fill resolves the text ids.
func (m *mechanics) fill(out *registration.Mechanics, ids map[string]registration.DivisionID) error {
	if m == nil {
		return nil
	}
	out.WireRate = m.WireRate
	err := fill(
		span{"repeat_gap_ms", m.RepeatGap, &out.RepeatGap},
		span{"shortest_note_ms", m.ShortestNote, &out.ShortestNote},
		span{"least_gap_ms", m.LeastGap, &out.LeastGap},
	)
	if err != nil {
		return err
	}
	done := make(map[registration.DivisionID]bool, len(m.Divisions))
	for i, v := range m.Divisions {
		d, ok := ids[v.Division]
		switch {
		case !ok:
			return m.Divisions.fault(i, fmt.Errorf("there is no division %q", v.Division))
		case done[d]:
			return m.Divisions.fault(i, errors.New("is said a second time"))
		}
		done[d] = true
		if err := v.fill(&out.Divisions[d]); err != nil {
			return m.Divisions.fault(i, err)
		}
	}
	return nil
}

func (v *divisionMechanics) fill(out *registration.DivisionMechanics) error {
	out.MostKeys = v.MostKeys
	return fill(
		span{"speaking_delay_ms", v.SpeakingDelay, &out.SpeakingDelay},
		span{"repeat_gap_ms", v.RepeatGap, &out.RepeatGap},
		span{"shortest_note_ms", v.ShortestNote, &out.ShortestNote},
	)
}

// span is a field of time and where it goes.
type span struct {
	name string
	in   milliseconds
	out  *time.Duration
}

func fill(spans ...span) (err error) {
	for _, s := range spans {
		if *s.out, err = s.in.duration(s.name); err != nil {
			return err
		}
	}
	return nil
}

func mechanicsOf(c *registration.Console) *mechanics {
	m := &c.Mechanics
	if *m == (registration.Mechanics{}) {
		return nil
	}
	out := &mechanics{
		RepeatGap: millisecondsOf(m.RepeatGap), ShortestNote: millisecondsOf(m.ShortestNote),
		WireRate: m.WireRate, LeastGap: millisecondsOf(m.LeastGap),
	}
	for i, d := range m.Divisions {
		if d != (registration.DivisionMechanics{}) {
			out.Divisions = append(out.Divisions, divisionMechanics{
				Division: c.Divisions[i].ID, SpeakingDelay: millisecondsOf(d.SpeakingDelay),
				RepeatGap: millisecondsOf(d.RepeatGap), ShortestNote: millisecondsOf(d.ShortestNote), MostKeys: d.MostKeys,
			})
		}
	}
	return out
}
