package smf

import (
	"slices"

	"voluntary/registration"
)

// keyboards is a console seen by what its divisions are.
type keyboards struct {
	console *registration.Console
	roles   []role
	words   [][]string // of the names
	manuals []int      // number in the name, 0 for none
}

func keyboardsOf(c *registration.Console) *keyboards {
	k := &keyboards{console: c}
	for _, d := range c.Divisions {
		s := read1(d.Name)
		if s.role == noRole && s.manual == 0 {
			s = read1(d.ID)
		}
		if d.Pedal {
			s.role = pedal
		} else if s.role == pedal {
			s.role = noRole
		}
		k.roles = append(k.roles, s.role)
		k.manuals = append(k.manuals, s.manual)
		k.words = append(k.words, words(d.Name))
	}
	return k
}

// stands lists, for each role, who stands in for it where a console has no such division.
var stands = map[role][]role{
	great: {great, noRole, choir, swell, solo, echo},
	swell: {swell, echo, choir, noRole, solo, great},
	choir: {choir, swell, echo, noRole, solo, great},
	solo:  {solo, swell, choir, noRole, echo, great},
	echo:  {echo, swell, choir, noRole, solo, great},
	pedal: {pedal},
}

// seat finds the division for a role; word prefers one that has it in its name. exact tells that the division is what
// was asked for. It answers -1 when the console has nothing of the kind.
func (k *keyboards) seat(r role, word string) (division int, exact bool) {
	for n, stand := range stands[r] {
		found := -1
		for i, has := range k.roles {
			if has != stand {
				continue
			}
			if word != "" && slices.Contains(k.words[i], word) {
				return i, true
			}
			if found < 0 {
				found = i
			}
		}
		if found >= 0 {
			return found, n == 0
		}
	}
	return -1, false
}

// numbered finds the division of a manual's number, when of all the score numbers most is the highest.
func (k *keyboards) numbered(manual, most int) int {
	if i := slices.Index(k.manuals, manual); i >= 0 {
		return i
	}
	roles := []role{great, swell}
	if most > 2 {
		roles = []role{great, choir, swell, solo, echo}
	}
	i, _ := k.seat(roles[min(manual, len(roles))-1], "")
	return i
}

// named finds a division whose own name, one that no role is known for, stands in a track's name.
func (k *keyboards) named(track []string) int {
	for i, name := range k.words {
		if k.roles[i] != noRole || k.manuals[i] != 0 || len(name) == 0 {
			continue
		}
		for at := 0; at+len(name) <= len(track); at++ {
			if slices.Equal(track[at:at+len(name)], name) {
				return i
			}
		}
	}
	return -1
}

// name is the engraved name of a division.
func (k *keyboards) name(division int) string {
	if d := k.console.Divisions[division]; d.Name != "" {
		return d.Name
	}
	return k.console.Divisions[division].ID
}

// roleNames are for people.
var roleNames = map[role]string{great: "Great", swell: "Swell", choir: "Choir (Positive)", solo: "Solo", echo: "Echo", pedal: "Pedal"}
