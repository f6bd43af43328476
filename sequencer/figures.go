package sequencer

import (
	"strconv"
	"strings"
)

// Figures is a number with a comma between thousands: "1,000,000". Numbers of bars and of keys are names: they have none.
func Figures[N int | int64 | uint64](n N) string {
	text := strconv.FormatUint(uint64(n), 10)
	sign := ""
	if n < 0 {
		text, sign = strconv.FormatInt(int64(n), 10)[1:], "-"
	}
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return sign + text
}

// Count is how many there are of a thing, which is told in the singular: "1 entry", "2 entries".
func Count[N int | int64 | uint64](n N, thing string) string {
	switch stem, y := strings.CutSuffix(thing, "y"); {
	case n == 1:
	case y && !strings.HasSuffix(stem, "e"):
		thing = stem + "ies"
	default:
		thing += "s"
	}
	return Figures(n) + " " + thing
}
