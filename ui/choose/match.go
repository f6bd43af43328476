package choose

import (
	"image/color"
	"slices"
	"strings"
)

// Item is one thing to choose.
type Item struct {
	Group string      // the heading it stands under
	Label string      //
	Words string      // further words that it is found by
	Note  string      // said softly at the right
	On    bool        // it is so now: shown with a tick
	Set   bool        // a setting, which Return would flip: what does something comes before it
	Faint bool        // not possible now: written softly, and marked only when nothing else is left
	Tint  color.Color // of the dot before it; nil: none
	Do    func()
}

// Match keeps the items in which every word of the query begins a word, in the plural too; if there are none, those that hold every
// word somewhere; and if there are none either, the same without small words such as "the". Case and accents do not count. An
// empty query keeps everything.
func Match(items []Item, query string) []Item {
	words := strings.Fields(fold(query))
	if len(words) == 0 {
		return items
	}
	found := having(items, words)
	if len(found) == 0 {
		telling := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(small, w) })
		if n := len(telling); n > 0 && n < len(words) {
			found = having(items, telling)
		}
	}
	return found
}

// small words tell nothing of what is looked for.
var small = []string{"a", "an", "the", "this", "my"}

func having(items []Item, words []string) []Item {
	var begin, hold []Item
	for _, it := range items {
		text := " " + fold(it.Group+" "+it.Label+" "+it.Words)
		if it.Faint { // its heading says why, not what
			text = " " + fold(it.Label+" "+it.Words)
		}
		all, any := true, true
		for _, w := range words {
			all = all && (strings.Contains(text, " "+w) || len(w) > 3 && strings.Contains(text, " "+strings.TrimSuffix(w, "s")))
			any = any && strings.Contains(text, w)
		}
		if all {
			begin = append(begin, it)
		} else if any {
			hold = append(hold, it)
		}
	}
	if len(begin) > 0 {
		return begin
	}
	return hold
}

var plain = strings.NewReplacer(
	"à", "a", "á", "a", "â", "a", "ä", "a", "å", "a", "ç", "c", "č", "c", "è", "e", "é", "e", "ê", "e", "ë", "e", "ě", "e",
	"ì", "i", "í", "i", "î", "i", "ï", "i", "ñ", "n", "ò", "o", "ó", "o", "ô", "o", "ö", "o", "ø", "o", "š", "s", "ß", "ss",
	"ù", "u", "ú", "u", "û", "u", "ü", "u", "ý", "y", "ž", "z", "(", " ", ",", " ", "-", " ", "’", "", "'", "",
)

// fold writes a text in small letters without accents; hyphens and brackets part words.
func fold(s string) string { return plain.Replace(strings.ToLower(s)) }
