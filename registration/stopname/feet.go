package stopname

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"voluntary/registration"
)

// fractions writes fractions that are one letter as digits.
var fractions = strings.NewReplacer(
	"½", " 1/2", "⅓", " 1/3", "⅔", " 2/3", "¼", " 1/4", "¾", " 3/4", "⅕", " 1/5", "⅖", " 2/5", "⅗", " 3/5", "⅘", " 4/5",
	"⅙", " 1/6", "⅐", " 1/7", "⅛", " 1/8", "⅑", " 1/9", "⅞", " 7/8", "⁄", "/", "∕", "/", "\u00A0", " ", "’", "'", "′", "'", "`", "'", "´", "'", "‘", "'",
)

const number = `(?:(\d{1,2})(?:\s+|\s*[-.,+]\s*))?(\d{1,2})\s*/\s*(\d{1,2})|(\d{1,2})`

var (
	// marked is a number with the foot mark or the word.
	marked = regexp.MustCompile(`(?i)(?:` + number + `)\s*(?:'+|"|ft\b|foot\b|feet\b|fu(?:ß|ss)|pieds?\b|pi\.|voet\b|vt\b|piedi\b|piede\b|pies\b)`)
	// bare is a number that ends the name, or a fraction anywhere.
	bare = regexp.MustCompile(`(?:^|[^\d/])(?:` + number + `)\s*\)?\s*$`)
	// many is a number of ranks: "3fach", "IV rks", "2-4 fach".
	many = regexp.MustCompile(`(?i)(\d{1,2})(?:\s*[-–/]\s*\d{1,2})?\s*[- ]?\s*(?:fach|fch|f(?:\b|\.)|rks?\b|rgs?\b|ranks?\b|rangs?\b|rang\b|sterk\b|st\b|x\b|hileras?\b|h\b|file\b|fila\b|r\b)`)
	// several is a number of ranks that grows up the keyboard: "I-III".
	several = regexp.MustCompile(`\b[IVX]+\s*[-–]\s*[IVX]+\b`)
	// roman is a number of ranks or of a keyboard.
	roman = regexp.MustCompile(`\b(X{0,1}(?:IX|IV|V?I{0,3}))\b`)
)

// Feet finds the pitch that stands in a name, in feet: "2 2/3'" is 2.667. Old roundings are left as they are. A number
// without a foot mark counts at the end of the name only.
func Feet(name string) (feet float64, ok bool) {
	text := fractions.Replace(name)
	if m := marked.FindStringSubmatch(text); m != nil {
		return plausible(m)
	}
	text = many.ReplaceAllString(text, " ")
	if m := bare.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
		return plausible(m)
	}
	return 0, false
}

// plausible reads the groups of number: whole and fraction, or a whole number alone.
func plausible(m []string) (float64, bool) {
	if m[4] != "" {
		n, _ := strconv.Atoi(m[4])
		switch n {
		case 64, 32, 26, 24, 16, 13, 12, 10, 8, 7, 6, 5, 4, 3, 2, 1:
			return float64(n), true
		}
		return 0, false
	}
	whole, _ := strconv.Atoi(m[1])
	num, _ := strconv.Atoi(m[2])
	den, _ := strconv.Atoi(m[3])
	if den == 0 || num == 0 || num >= den {
		return 0, false
	}
	feet := float64(whole) + float64(num)/float64(den)
	return feet, feet >= 1./16 && feet <= 64
}

// tidy sets old roundings right: a quint "3'" is 2 2/3, "6'" is 5 1/3, "1 1/2'" is 1 1/3; a Spanish 13 palmos is 8 feet.
// What is written exactly, as 8/11, stays. sort may be nil.
func tidy(feet float64, sort *Sort, folded string) float64 {
	family := registration.NoFamily
	if sort != nil {
		family = sort.Family
	}
	switch {
	case strings.Contains(folded, "flautado") || feet == 13 || feet == 26:
		switch feet {
		case 52:
			return 32
		case 26, 24:
			return 16
		case 13, 12:
			return 8
		}
	case family == registration.Mutation && feet*4 == math.Trunc(feet*4):
		var set []float64
		switch sort.Name {
		case "tierce", "grosse tierce":
			set = []float64{64. / 5, 32. / 5, 16. / 5, 8. / 5, 4. / 5}
		case "septième":
			set = []float64{32. / 7, 16. / 7, 8. / 7, 4. / 7}
		case "none":
			set = []float64{32. / 9, 16. / 9, 8. / 9, 4. / 9}
		default:
			set = []float64{64. / 3, 32. / 3, 16. / 3, 8. / 3, 4. / 3, 2. / 3, 1. / 3}
		}
		for _, right := range set {
			if math.Abs(math.Log2(feet/right)) < 0.2 {
				return right
			}
		}
	}
	return feet
}

// ranksIn finds how many ranks a name speaks of, 0 when it does not. Of "2-4fach" the first counts: it holds for the
// lowest keys.
func ranksIn(name string) int {
	text := fractions.Replace(name)
	if m := many.FindStringSubmatch(marked.ReplaceAllString(text, " ")); m != nil {
		n, _ := strconv.Atoi(m[1])
		return bounded(n)
	}
	for _, m := range roman.FindAllString(text, -1) {
		if m != "" && m != "X" {
			return bounded(romanNumber(m))
		}
	}
	return 0
}

func bounded(n int) int {
	if n < 1 || n > 12 {
		return 0
	}
	return n
}

func romanNumber(text string) int {
	values := map[byte]int{'I': 1, 'V': 5, 'X': 10}
	sum := 0
	for i := range len(text) {
		v := values[text[i]]
		if i+1 < len(text) && values[text[i+1]] > v {
			v = -v
		}
		sum += v
	}
	return sum
}
