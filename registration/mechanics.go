package registration

import (
	"errors"
	"fmt"
	"time"
)

// Limits of the mechanics.
const (
	MaxSpeakingDelay = 5 * time.Second
	// CableRate is the speed of a MIDI cable in bits a second; a byte takes ten of them.
	CableRate   = 31_250
	maxWireRate = 1_000_000_000
)

// Mechanics are the limits of the instrument in time. Zero values ask for nothing. It is a comparable value.
type Mechanics struct {
	RepeatGap    time.Duration // shortest silence between two strokes of one key
	ShortestNote time.Duration // a shorter note is lengthened to this
	WireRate     int           // bits a second that the organ takes; 0: CableRate
	LeastGap     time.Duration // the maker's hard minimum for Dialect.Gap; below it the organ may be damaged

	Divisions [MaxDivisions]DivisionMechanics
}

// DivisionMechanics are the limits of one division. Zero values ask for nothing, or for what the console says.
type DivisionMechanics struct {
	SpeakingDelay time.Duration // from the key to the sound: keys and stops of the division go out so much earlier
	RepeatGap     time.Duration // 0: as the console
	ShortestNote  time.Duration // 0: as the console
	MostKeys      int           // keys down at once; 0: all
}

// RepeatGapOf is the shortest silence between two strokes of one key of a division.
func (m *Mechanics) RepeatGapOf(d DivisionID) time.Duration {
	if own := m.Divisions[d].RepeatGap; own != 0 {
		return own
	}
	return m.RepeatGap
}

// ShortestNoteOf is the shortest note of a division.
func (m *Mechanics) ShortestNoteOf(d DivisionID) time.Duration {
	if own := m.Divisions[d].ShortestNote; own != 0 {
		return own
	}
	return m.ShortestNote
}

// BitsPerSecond is the speed of the wire.
func (m *Mechanics) BitsPerSecond() int {
	if m.WireRate == 0 {
		return CableRate
	}
	return m.WireRate
}

// Cautions says in sentences what about a console may harm its organ. A console with cautions is valid: a person who has
// read them may want it so.
func (c *Console) Cautions() []string {
	var out []string
	if c.Dialect.Gap < c.Mechanics.LeastGap {
		out = append(out, fmt.Sprintf("The gap between two messages for controls is %d ms, and the maker asks for %d ms at the least: "+
			"closer messages may damage the organ.", c.Dialect.Gap.Milliseconds(), c.Mechanics.LeastGap.Milliseconds()))
	}
	return out
}

// Lowered says in a sentence that the maker's hard minimum is lower than it was before, "" when it is not: whoever lowers it
// has been warned.
func (m *Mechanics) Lowered(before *Mechanics) string {
	if m.LeastGap >= before.LeastGap {
		return ""
	}
	return fmt.Sprintf("The maker's least gap between two messages for controls is lowered from %v ms to %v ms: closer messages may "+
		"damage the organ.", milliseconds(before.LeastGap), milliseconds(m.LeastGap))
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func (c *Console) checkMechanics() error {
	m := &c.Mechanics
	if m.RepeatGap < 0 || m.ShortestNote < 0 || m.LeastGap < 0 {
		return errors.New("the mechanics have a negative time")
	}
	if m.WireRate < 0 || m.WireRate > maxWireRate {
		return fmt.Errorf("the mechanics have a wire of %d bits a second, must be 0 to %d", m.WireRate, maxWireRate)
	}
	for i, d := range m.Divisions {
		if d == (DivisionMechanics{}) {
			continue
		}
		if i >= len(c.Divisions) {
			return errors.New("the mechanics have more divisions than the console")
		}
		if err := d.check(); err != nil {
			return fmt.Errorf("the mechanics of division %s have %w", c.Divisions[i].ID, err)
		}
	}
	return nil
}

func (d *DivisionMechanics) check() error {
	if d.RepeatGap < 0 || d.ShortestNote < 0 || d.SpeakingDelay < 0 {
		return errors.New("a negative time")
	}
	if d.SpeakingDelay > MaxSpeakingDelay {
		return fmt.Errorf("a speaking delay of %v, must be 0 to %v", d.SpeakingDelay, MaxSpeakingDelay)
	}
	if d.MostKeys < 0 || d.MostKeys > 128 {
		return fmt.Errorf("at most %d keys at once, must be 0 (all) to 128", d.MostKeys)
	}
	return nil
}
