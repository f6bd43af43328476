package registration

import (
	"math"
	"strconv"
	"strings"
)

// Meaning is what a control is for, apart from how one console numbers it. Files keep it beside the text id, so that a
// piece still makes sense when the console has changed.
type Meaning struct {
	Division string  `json:"division,omitempty"`
	Kind     Kind    `json:"kind"`
	Name     string  `json:"name,omitempty"`
	Pitch    float64 `json:"pitch,omitempty"` // feet
	Family   Family  `json:"family,omitempty"`
}

// MeaningOf describes a control of c.
func (c *Console) MeaningOf(id ControlID) Meaning {
	k := &c.Controls[id]
	return Meaning{Division: c.Divisions[k.Division].ID, Kind: k.Kind, Name: k.Name, Pitch: k.Pitch, Family: k.Family}
}

// Resolve finds a control by text id, or else the control of the same division and kind that has the same name and
// pitch. exact tells whether the id itself was found; ok whether anything was.
func (c *Console) Resolve(id string, m Meaning) (control ControlID, exact, ok bool) {
	if k, found := c.controls[id]; found {
		return k, true, true
	}
	if m.Name == "" {
		return 0, false, false
	}
	for i := range c.Controls {
		k := &c.Controls[i]
		if k.Kind == m.Kind && c.Divisions[k.Division].ID == m.Division &&
			strings.EqualFold(k.Name, m.Name) && math.Abs(k.Pitch-m.Pitch) < 0.01 {
			return ControlID(i), false, true
		}
	}
	return 0, false, false
}

// FeetText writes a pitch the way a drawknob does: "8", "2 2/3", "1 3/5".
func FeetText(feet float64) string {
	whole := math.Floor(feet + 0.005) // 7.999 is an 8
	rest := feet - whole
	if rest < 0.01 {
		return strconv.Itoa(int(whole))
	}
	for _, den := range []int{2, 3, 4, 5, 7, 8, 9, 11, 13} {
		num := math.Round(rest * float64(den))
		if num > 0 && math.Abs(rest-num/float64(den)) < 0.004 {
			fraction := strconv.Itoa(int(num)) + "/" + strconv.Itoa(den)
			if whole == 0 {
				return fraction
			}
			return strconv.Itoa(int(whole)) + " " + fraction
		}
	}
	return strconv.FormatFloat(feet, 'g', 4, 64)
}
