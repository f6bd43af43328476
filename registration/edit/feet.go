package edit

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"voluntary/registration/stopname"
)

// Feet reads a pitch as it stands on a drawknob: 8, 2 2/3, 1 3/5', or as a number. Nothing and 0 are none.
func Feet(text string) (float64, error) {
	text = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(text), "'’′"))
	if text == "" || text == "0" {
		return 0, nil
	}
	if v, ok := stopname.Feet(text + "'"); ok {
		return v, nil
	}
	if v, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", "."), 64); err == nil && v > 0 && v <= 128 {
		return math.Round(v*1000) / 1000, nil
	}
	return 0, fmt.Errorf("%q is not a pitch in feet (8, 2 2/3, 1 3/5)", text)
}

// Ranks reads the pitches of a mixture, with semicolons between them: 2; 1 1/3; 1.
func Ranks(text string) ([]float64, error) {
	var out []float64
	for _, name := range Names(text) {
		v, err := Feet(name)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}
