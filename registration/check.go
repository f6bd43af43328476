package registration

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrConsole is wrapped by every complaint about a console's description.
var ErrConsole = errors.New("the console is not valid")

// NewConsole checks the description, indexes it and returns it. It keeps c's slices: the caller must not write to them
// afterwards. The tables of the dialect are filled up to one entry for each division, control and enclosure. The error
// names the place and wraps [ErrConsole].
func NewConsole(c Console) (*Console, error) {
	checks := []func() error{c.checkDivisions, c.checkControls, c.checkEnclosures, c.checkScenes, c.checkJamb, c.checkMechanics, c.checkDialect}
	if c.Name == "" {
		return nil, fmt.Errorf("%w: it has no name", ErrConsole)
	}
	for _, check := range checks {
		if err := check(); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrConsole, err)
		}
	}
	c.Dialect.Divisions = filled(c.Dialect.Divisions, len(c.Divisions))
	c.Dialect.Controls = filled(c.Dialect.Controls, len(c.Controls))
	c.Dialect.Enclosures = filled(c.Dialect.Enclosures, len(c.Enclosures))
	return &c, nil
}

// filled returns the table with n entries, nil for none. It never writes to the caller's array.
func filled[T any](table []T, n int) []T {
	switch n {
	case 0:
		return nil
	case len(table):
		return table
	}
	out := make([]T, n)
	copy(out, table)
	return out
}

// ValidID reports whether a text id of a division, a control or an enclosure is made of lower-case letters, digits, dots
// and dashes, 1 to 100 of them.
func ValidID(id string) bool {
	for i := range len(id) {
		switch b := id[i]; {
		case b >= 'a' && b <= 'z', b >= '0' && b <= '9', b == '.', b == '-':
		default:
			return false
		}
	}
	return len(id) >= 1 && len(id) <= 100
}

// within is false for what is not a number.
func within(v, low, high float64) bool { return v >= low && v <= high }

func badID(thing string, i int, id string) error {
	return fmt.Errorf("%s %d has the id %q (lower-case letters, digits, dots and dashes)", thing, i+1, id)
}

func (c *Console) checkDivisions() error {
	if n := len(c.Divisions); n == 0 || n > MaxDivisions {
		return fmt.Errorf("%d divisions, must be 1 to %d", n, MaxDivisions)
	}
	c.divisions = make(map[string]DivisionID, len(c.Divisions))
	for i, d := range c.Divisions {
		if !ValidID(d.ID) {
			return badID("division", i, d.ID)
		}
		if _, twice := c.divisions[d.ID]; twice {
			return fmt.Errorf("two divisions have the id %q", d.ID)
		}
		if d.Lowest > d.Highest || d.Highest > 127 {
			return fmt.Errorf("division %s has the compass %d to %d (MIDI keys, 0 to 127)", d.ID, d.Lowest, d.Highest)
		}
		c.divisions[d.ID] = DivisionID(i)
	}
	return nil
}

func (c *Console) checkControls() error {
	if n := len(c.Controls); n > MaxControls {
		return fmt.Errorf("%d controls, at most %d", n, MaxControls)
	}
	c.controls = make(map[string]ControlID, len(c.Controls))
	for i := range c.Controls {
		k := &c.Controls[i]
		if !ValidID(k.ID) {
			return badID("control", i, k.ID)
		}
		if _, twice := c.controls[k.ID]; twice {
			return fmt.Errorf("two controls have the id %q", k.ID)
		}
		if err := k.check(len(c.Divisions)); err != nil {
			return fmt.Errorf("control %s %w", k.ID, err)
		}
		c.controls[k.ID] = ControlID(i)
	}
	return nil
}

func (k *Control) check(divisions int) error {
	if k.Kind > Other {
		return fmt.Errorf("is of the unknown kind %d", k.Kind)
	}
	if int(k.Division) >= divisions || int(k.To) >= divisions {
		return errors.New("names a division that is not there")
	}
	if !within(k.Pitch, 0, 128) {
		return fmt.Errorf("has a pitch of %g feet, must be 0 to 128", k.Pitch)
	}
	if k.Family != NoFamily && !slices.Contains(Families(), k.Family) {
		return fmt.Errorf("is of the unknown family %q (principal, flute, string, reed, mutation or mixture)", k.Family)
	}
	if len(k.Ranks) > MaxRanks {
		return fmt.Errorf("has %d ranks, at most %d", len(k.Ranks), MaxRanks)
	}
	for _, r := range k.Ranks {
		if !within(r, 1./64, 128) {
			return fmt.Errorf("has a rank of %g feet, must be 1/64 to 128", r)
		}
	}
	if !within(k.Strength, -60, 60) {
		return fmt.Errorf("has a strength of %g decibels, must be -60 to 60", k.Strength)
	}
	for word := range strings.FieldsSeq(k.Speech) {
		if !slices.Contains(SpeechWords(), word) {
			return fmt.Errorf("has the speech %q (there are %s)", word, strings.Join(SpeechWords(), ", "))
		}
	}
	if k.Shift < -48 || k.Shift > 48 {
		return fmt.Errorf("shifts by %d semitones, must be -48 to 48", k.Shift)
	}
	if k.UnisonOff && k.To != k.Division {
		return errors.New("is a unison off and goes to another division")
	}
	if !within(k.Rate, 0, 20) || !within(k.Depth, 0, 1) {
		return fmt.Errorf("shakes %g times a second by %g, must be 0 to 20 and 0 to 1", k.Rate, k.Depth)
	}
	return nil
}

func (c *Console) checkEnclosures() error {
	if n := len(c.Enclosures); n > MaxEnclosures {
		return fmt.Errorf("%d enclosures, at most %d", n, MaxEnclosures)
	}
	c.enclosures = make(map[string]EnclosureID, len(c.Enclosures))
	for i, e := range c.Enclosures {
		if !ValidID(e.ID) {
			return badID("enclosure", i, e.ID)
		}
		if _, twice := c.enclosures[e.ID]; twice {
			return fmt.Errorf("two enclosures have the id %q", e.ID)
		}
		if e.Initial > 127 {
			return fmt.Errorf("enclosure %s starts at %d, must be 0 to 127", e.ID, e.Initial)
		}
		for _, d := range e.Divisions {
			if int(d) >= len(c.Divisions) {
				return fmt.Errorf("enclosure %s names a division that is not there", e.ID)
			}
		}
		c.enclosures[e.ID] = EnclosureID(i)
	}
	return nil
}

// checkScenes lets a scene name what the console does not have: Recall reports it.
func (c *Console) checkScenes() error {
	if n := len(c.Scenes); n > MaxScenes {
		return fmt.Errorf("%d scenes, at most %d", n, MaxScenes)
	}
	names := make(map[string]bool, len(c.Scenes))
	for i, sc := range c.Scenes {
		if sc.Name == "" {
			return fmt.Errorf("scene %d has no name", i+1)
		}
		if names[sc.Name] {
			return fmt.Errorf("two scenes have the name %q", sc.Name)
		}
		names[sc.Name] = true
		for id, v := range sc.Shoes {
			if v > 127 {
				return fmt.Errorf("scene %q puts the shoe %s at %d, must be 0 to 127", sc.Name, id, v)
			}
		}
	}
	return nil
}
