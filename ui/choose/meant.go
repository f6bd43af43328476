package choose

import (
	"slices"
	"strings"
)

// Meant is the item that a text is most likely about, -1 for none of them: see rank.
func Meant(items []Item, typed string) int {
	best, least := -1, none
	for i := range items {
		if r := rank(&items[i], typed); r < least || r == least && r.begins() && shorter(items[i].Label, items[best].Label) {
			best, least = i, r
		}
	}
	return best
}

// shorter reports whether a label says less than another; a choice under a title says more.
func shorter(a, b string) bool {
	if titled := strings.Contains(a, ": "); titled != strings.Contains(b, ": ") {
		return !titled
	}
	return len(a) < len(b)
}

// meant is Meant for rows.
func meant(rows []row, typed string) int {
	items, at := []Item{}, []int{}
	for i, r := range rows {
		if r.head == "" {
			items, at = append(items, r.item), append(at, i)
		}
	}
	if i := Meant(items, typed); i >= 0 {
		return at[i]
	}
	return -1
}

// ranking is how well an item answers what was typed; the least is the best.
type ranking uint8

// The rankings. Something that is done comes before a setting, lest one is flipped that was not asked for: a setting is meant
// by all of its label, by two words that it begins with, or where no deed has the words.
const (
	whole      ranking = iota // the label is what was typed, or what stands in it behind a title
	begins                    // the label begins so
	inARow                    // it has the words one after the other
	inAnyOrder                // it has all of the words
	setBegins                 // a setting begins with the one word
	called                    // something is done that is also called so
	setHas                    // a setting has all of the words
	found                     // something is done that is found by the words
	setFound                  // a setting is
	none
)

// begins reports whether of several the shortest is meant; of others it is the first.
func (r ranking) begins() bool { return r == begins || r == setBegins }

func rank(it *Item, typed string) ranking {
	query, label := words(typed), words(it.Label)
	if len(query) == 0 || it.Faint {
		return none
	}
	_, own, titled := strings.Cut(it.Label, ": ")
	at := runOf(label, query)
	switch {
	case slices.Equal(label, query), titled && slices.Equal(words(own), query):
		return whole
	case at == 0 && (!it.Set || len(query) > 1):
		return begins
	case at == 0:
		return setBegins
	case hasAll(label, query):
		switch {
		case it.Set:
			return setHas
		case at > 0:
			return inARow
		}
		return inAnyOrder
	case !it.Set && runOf(words(it.Words), query) >= 0:
		return called
	case len(Match([]Item{*it}, typed)) == 0:
		return none
	case it.Set:
		return setFound
	}
	return found
}

// words are the words of a text as they are compared.
func words(text string) []string {
	return strings.Fields(strings.NewReplacer("…", " ", ":", " ").Replace(fold(text)))
}

// runOf is where words one after the other begin with those that were typed, -1 where they do not.
func runOf(label, query []string) int {
	for i := 0; i+len(query) <= len(label); i++ {
		all := true
		for j, q := range query {
			all = all && begun(label[i+j], q)
		}
		if all {
			return i
		}
	}
	return -1
}

func hasAll(label, query []string) bool {
	return !slices.ContainsFunc(query, func(q string) bool {
		return !slices.ContainsFunc(label, func(w string) bool { return begun(w, q) })
	})
}

// begun reports whether a word begins with what was typed, in the plural too.
func begun(word, typed string) bool {
	return strings.HasPrefix(word, typed) || len(typed) > 3 && strings.HasPrefix(word, strings.TrimSuffix(typed, "s"))
}
