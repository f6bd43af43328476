package sequencer

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// PartID names a part for the whole life of a piece. 0 names none.
type PartID uint32

func (id PartID) String() string { return "p" + strconv.FormatUint(uint64(id), 10) }

// ParsePartID reads what String writes; the letter may be left out.
func ParsePartID(s string) (PartID, error) {
	n, err := strconv.ParseUint(strings.TrimPrefix(strings.ToLower(s), "p"), 10, 32)
	if err != nil || n == 0 {
		return 0, fmt.Errorf("%q is not the id of a part (they look like p1)", s)
	}
	return PartID(n), nil
}

// NoteID names a note for the whole life of a piece. 0 names none: an added note gets its id on entering an arrangement.
type NoteID uint32

// Note is one key held from Start up to End. Key and Channel are as the score says.
type Note struct {
	ID         NoteID
	Start, End Tick
	Key        uint8 // 0 to 127
	Velocity   uint8 // 1 to 127
	Channel    uint8 // 1 to 16 as in the score; 0 where it has none
	Muted      bool  // stays in the score and is not played
}

func compareNotes(a, b Note) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Key, b.Key), cmp.Compare(a.ID, b.ID))
}

// Routing says which division plays a part from a tick on. An empty division: none, the part is silent.
type Routing struct {
	At       Tick
	Division string // text id
}

// Part is one imported track or staff.
type Part struct {
	ID      PartID
	Name    string
	Track   int       // index of the track in the source score
	Channel uint8     // when a track was split by channel: which one, 1 to 16; else 0
	Shift   int8      // semitones that every note is moved by when it is played
	Notes   []Note    // in order of start, key, id
	Routing []Routing // in order, one for a tick at the most
}

// DivisionAt is the text id of the division that plays the part at a tick, "" when none does.
func (p *Part) DivisionAt(tick Tick) string {
	i := sort.Search(len(p.Routing), func(i int) bool { return p.Routing[i].At > tick })
	if i == 0 {
		return ""
	}
	return p.Routing[i-1].Division
}

// Sounding is the key that a note of this part presses, and whether there is such a key at all.
func (p *Part) Sounding(n Note) (key uint8, ok bool) {
	k := int(n.Key) + int(p.Shift)
	return uint8(k & 127), k >= 0 && k <= 127
}

// routed returns the routing with a division from a tick on, without entries that say nothing new.
func routed(old []Routing, at Tick, division string) []Routing {
	out := make([]Routing, 0, len(old)+1)
	for _, r := range old {
		if r.At < at {
			out = append(out, r)
		}
	}
	out = append(out, Routing{at, division})
	for _, r := range old {
		if r.At > at {
			out = append(out, r)
		}
	}
	return tidyRouting(out)
}

func tidyRouting(in []Routing) []Routing {
	sorted := slices.Clone(in)
	slices.SortStableFunc(sorted, func(a, b Routing) int { return cmp.Compare(a.At, b.At) })
	var out []Routing
	for _, r := range sorted {
		if n := len(out); n > 0 && out[n-1].At == r.At {
			out = out[:n-1]
		}
		if n := len(out); n > 0 && out[n-1].Division == r.Division {
			continue
		}
		out = append(out, r)
	}
	return out
}
