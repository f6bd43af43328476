package transfer

import (
	"strings"

	"voluntary/registration"
	"voluntary/registration/stopname"
)

// role is what a division is on any organ.
type role uint8

const (
	unknown role = iota
	great
	swell
	positive
	upper
	solo
	echo
	pedal
)

// roleWords are parts of names of divisions, the special before the general.
var roleWords = []struct {
	role  role
	words []string
}{
	{pedal, folded("pedal", "pedaal", "pedale", "pedalwerk")},
	{positive, folded("rückpositiv", "rugpositief", "rugwerk", "positiv", "positif", "positief", "choir", "chorwerk", "unterwerk", "brustwerk", "borstwerk", "cadereta", "tergale")},
	{echo, folded("echo", "fernwerk", "antiphonal", "eco")},
	{solo, folded("solo", "bombarde", "tuba")},
	{swell, folded("swell", "schwell", "récit", "recit", "espressivo", "expresivo", "zwelwerk", "expressif")},
	{great, folded("great", "hauptwerk", "hauptmanual", "hoofdwerk", "hoofdmanuaal", "grand orgue", "grandorgue", "grand organo", "grande", "organo mayor", "principale")},
	{upper, folded("oberwerk", "bovenwerk", "kronwerk", "obermanual")},
}

// shortRoles are whole names that builders engrave.
var shortRoles = map[string]role{
	"hw": great, "gt": great, "go": great, "sw": swell, "rec": swell, "ch": positive, "pos": positive, "rp": positive, "rw": positive,
	"bw": positive, "ow": upper, "so": solo, "ped": pedal, "i": great, "ii": swell, "iii": positive,
}

func folded(words ...string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = stopname.Fold(w)
	}
	return out
}

// rolesOf tells what each division of a console is. Names that say nothing are taken in their order: the first manual is
// the Great, the second the Swell, the third the Choir.
func rolesOf(c *registration.Console) []role {
	out := make([]role, len(c.Divisions))
	taken := make(map[role]bool)
	for i, d := range c.Divisions {
		out[i] = roleOf(d)
		taken[out[i]] = true
	}
	for i := range out {
		if out[i] != unknown {
			continue
		}
		for _, r := range []role{great, swell, positive, solo} {
			if !taken[r] {
				out[i], taken[r] = r, true
				break
			}
		}
	}
	return out
}

func roleOf(d registration.Division) role {
	if d.Pedal {
		return pedal
	}
	for _, name := range []string{d.Name, d.ID} {
		text := stopname.Fold(name)
		if r, ok := shortRoles[strings.ToLower(strings.Trim(name, " .0123456789'-"))]; ok && r != pedal {
			return r
		}
		for _, line := range roleWords {
			for _, w := range line.words {
				if strings.Contains(text, w) && line.role != pedal {
					return line.role
				}
			}
		}
	}
	return unknown
}

// distance is how unlike two roles are, 0 to 4.
func (r role) distance(o role) float64 {
	if r == o {
		return 0
	}
	if r > o {
		r, o = o, r
	}
	switch [2]role{r, o} {
	case [2]role{positive, upper}, [2]role{swell, upper}:
		return 1
	case [2]role{swell, positive}, [2]role{great, upper}, [2]role{swell, echo}, [2]role{swell, solo}:
		return 2
	case [2]role{great, solo}, [2]role{great, positive}, [2]role{positive, solo}, [2]role{positive, echo}:
		return 2.5
	}
	return 3
}
