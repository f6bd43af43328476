package stopname

import (
	"math"
	"strings"

	"voluntary/registration"
)

// Stop is what the name of a stop tells.
type Stop struct {
	Sort         *Sort               // nil when no part of the name is known; not to be written to
	Family       registration.Family // NoFamily when it is not known
	Construction string              // as in [registration.Control]
	Feet         float64             // 0 for mixtures, bells and what is not known
	Engraved     bool                // Feet stands in the name; else it is what is usual
	Ranks        []float64           // of a compound stop at the lowest key, in feet; nil when the name does not tell
}

// Read tells what a stop's engraved name means. In the pedal many names mean the lower octave.
func Read(name string, pedal bool) Stop {
	folded := Fold(name)
	sort := sortOf(folded)
	feet, engraved := Feet(name)
	count := ranksIn(name)
	if named, ranks := byInterval(name, folded, sort); named != nil {
		sort, count = named, 0
		if feet >= 12 || len(ranks) > 0 {
			feet, engraved = 0, false // it was an interval
		}
		if len(ranks) > 0 {
			return Stop{Sort: sort, Family: sort.Family, Ranks: ranks}
		}
	}
	if ranks := joined(folded); !engraved && len(ranks) > 1 {
		return Stop{Sort: &mixture, Family: registration.Mixture, Ranks: ranks}
	}
	switch {
	case sort == &gamba && spanishViolon(name, feet):
		sort = &stopped
	case sort == &gamba && strings.Contains(strings.ToLower(name), "violeta"):
		sort = &zink // a Spanish reed; the Italian string is a Violetta
	case sort == &cornet && (engraved && feet <= 4 && count == 0 && pedal || strings.Contains(folded, "singend")):
		sort = &zink // the pedal's Singend Cornet is a reed
	case sort == &cymbal && strings.HasPrefix(folded, "cembalo") && count == 0 && !engraved:
		sort = &bell
	case sort == &bell && engraved && strings.Contains(folded, "celesta"):
		sort = &celeste // with a pitch it is a rank that beats
	case (sort == &tierce || sort == &fluteQuint) && !engraved && count > 1:
		sort = &sesquialtera // a nazard with its tierce
	case sort == &bell && (count > 1 || several.MatchString(name)):
		sort = &mixture // a carillon of three ranks
	}
	if sort == nil {
		return Stop{Feet: tidy(feet, nil, folded), Engraved: engraved}
	}
	s := Stop{Sort: sort, Family: sort.Family, Construction: sort.Construction}
	switch sort.Family {
	case registration.NoFamily:
		return s
	case registration.Mixture:
		if !engraved {
			feet = 0
		}
		s.Ranks = composition(sort, count, feet, pedal)
		return s
	}
	if engraved {
		s.Feet, s.Engraved = tidy(feet, sort, folded), true
		return s
	}
	s.Feet = sort.Feet
	if pedal && sort.Pedal != 0 {
		s.Feet = sort.Pedal
	}
	s.Feet *= prefixed(folded, sort)
	return s
}

// prefixed is 2 for a name with Contra or Double, which sounds an octave lower than the sort's usual pitch.
func prefixed(folded string, sort *Sort) float64 {
	if sort.Feet > 8 || sort == &quintBass || sort == &grossNazard {
		return 1
	}
	for _, word := range []string{"contra", "contre", "double ", "grand bourdon", "lieblich bourdon"} {
		if strings.HasPrefix(folded, Fold(word)) {
			return 2
		}
	}
	return 1
}

// composition lists the ranks of a compound stop of so many ranks, at the lowest key. lowest is the engraved pitch or 0.
// It is nil when neither is known and the sort has no usual number.
func composition(sort *Sort, count int, lowest float64, pedal bool) []float64 {
	var ranks []float64
	switch sort {
	case &cornet:
		ranks = []float64{8, 4, 8. / 3, 2, 8. / 5}
		switch {
		case count == 0 || count > 5:
			count = 5
		case count == 1:
			count = 2
		}
		return ranks[5-count:]
	case &sesquialtera:
		if count >= 3 {
			return []float64{8. / 3, 2, 8. / 5}
		}
		return []float64{8. / 3, 8. / 5}
	case &acousticBass: // what sounds an octave lower than its octave and its quint together
		if lowest < 16 {
			lowest = 32
		}
		return []float64{lowest / 2, lowest / 3}
	case &tertian:
		return []float64{8. / 5, 4. / 3}
	case &rauschquint:
		if count >= 3 {
			return []float64{8. / 3, 2, 4. / 3}
		}
		return []float64{8. / 3, 2}
	}
	if count == 0 {
		if lowest == 0 {
			return nil
		}
		count = 3
	}
	if lowest == 0 {
		lowest = usualLowest(sort, count, pedal)
	}
	return chorus(lowest, count)
}

// usualLowest is where a mixture of so many ranks usually begins.
func usualLowest(sort *Sort, count int, pedal bool) float64 {
	low := 4. / 3
	switch {
	case sort == &cymbal:
		low = 1. / 2
	case sort == &sharp && count > 3:
		low = 1
	case sort == &sharp:
		low = 2. / 3
	case count > 3:
		low = 2
	}
	if pedal {
		low *= 2
	}
	return low
}

// chorus goes up from a pitch in octaves and quints: 2, 1 1/3, 1, 2/3 ...
func chorus(lowest float64, count int) []float64 {
	step := 2. / 3 // from an octave to the quint above
	if _, f := math.Modf(math.Log2(lowest) + 64); f > 0.01 && f < 0.99 {
		step = 3. / 4 // from a quint to the octave above
	}
	ranks := make([]float64, 0, count)
	for feet := lowest; len(ranks) < count && feet >= 1./16; feet *= step {
		if len(ranks) > 0 {
			step = 0.5 / step
		}
		ranks = append(ranks, feet)
	}
	return ranks
}
