package stopname

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// intervals are the sorts that Italians and Spaniards name by the step of the scale at which they sound above 8 feet: a XV is a
// fifteenth, a Nasardo 17 a tierce. The second of each is the flute.
var intervals = map[int][2]*Sort{
	8: {&octave, &smallFlute}, 12: {&twelfth, &fluteQuint}, 15: {&fifteenth, &piccolo}, 17: {&tierce, &tierce}, 19: {&nineteenth, &larigot},
	22: {&twentySecond, &sifflet}, 26: {&twentySixth, &twentySixth}, 29: {&twentyNinth, &twentyNinth},
	33: {&thirtyThird, &thirtyThird}, 36: {&thirtySixth, &thirtySixth},
}

var (
	numerals = regexp.MustCompile(`\b(X{0,3}(?:IX|IV|V?I{0,3}))\b`)
	digits   = regexp.MustCompile(`\d{1,2}`)
)

// byInterval is the sort of a stop that is called by an interval, nil where it is not. sort is what the words say. Of a name
// with several intervals the ranks are told, too.
func byInterval(name, folded string, sort *Sort) (named *Sort, ranks []float64) {
	flute := 1
	var found []*Sort
	switch {
	case sort == nil && strings.IndexAny(strings.TrimSpace(name), "XV") == 0:
		flute = 0
		fallthrough
	case sort == &openFlute && strings.Contains(folded, " in "):
		for _, m := range numerals.FindAllString(name, -1) {
			if x, ok := intervals[romanNumber(m)]; ok {
				found = append(found, x[flute])
			}
		}
	case sort == &fluteQuint && strings.Contains(folded, "nasardo"):
		if n, err := strconv.Atoi(digits.FindString(name)); err == nil && n >= 12 {
			if x, ok := intervals[n]; ok {
				found = append(found, x[flute])
			}
		}
	}
	switch len(found) {
	case 0:
		return nil, nil
	case 1:
		return found[0], nil
	}
	for _, s := range found {
		ranks = append(ranks, s.Feet)
	}
	return &mixture, ranks
}

// steps are the mutations whose names are joined, as in Non-Sept, Terznone and Quint-Terz.
var steps = []struct {
	word *regexp.Regexp
	sort *Sort
}{
	{regexp.MustCompile(`^ ?(?:quinte?|quint[ao])`), &twelfth},
	{regexp.MustCompile(`^ ?(?:terz(?:e|ia)?|tierce|tercia|terts)`), &tierce},
	{regexp.MustCompile(`^ ?(?:septi(?:m|em)e?|sept)`), &septime},
	{regexp.MustCompile(`^ ?(?:none|nona|non)`), &none},
}

// joined lists the ranks of a stop that is called by two or more mutations and nothing else, the lowest first; nil for all others.
func joined(folded string) (ranks []float64) {
	rest := strings.TrimRight(numberWords.ReplaceAllString(folded, " "), " ")
	for rest != "" {
		found := false
		for _, s := range steps {
			if m := s.word.FindString(rest); m != "" {
				ranks, rest, found = append(ranks, s.sort.Feet), rest[len(m):], true
				break
			}
		}
		if !found {
			return nil
		}
	}
	if len(ranks) < 2 {
		return nil
	}
	slices.SortFunc(ranks, func(a, b float64) int { return cmp.Compare(b, a) })
	return slices.Compact(ranks)
}

// numberWords are what stays in folded names of a number of ranks.
var numberWords = regexp.MustCompile(` (?:i|v|x|iv|vi|ix|fach|f|rangs?|sterc|rcs|ranc|rancs)(?: .*)?$`)

// spanishViolon tells a Violón, a stopped flute, from the strings of that name: by its accent, or by the pitch in palmos.
func spanishViolon(name string, feet float64) bool {
	lower := strings.ToLower(name)
	return strings.Contains(lower, "violón") || strings.Contains(lower, "violon") && (feet == 13 || feet == 26)
}
