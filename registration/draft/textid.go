package draft

import "strings"

// latin writes letters with accents as people without them do.
var latin = strings.NewReplacer(
	"ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "æ", "ae", "œ", "oe", "ø", "oe", "å", "a", "à", "a", "á", "a", "â", "a", "ã", "a",
	"ç", "c", "č", "c", "ď", "d", "è", "e", "é", "e", "ê", "e", "ë", "e", "ě", "e", "ì", "i", "í", "i", "î", "i", "ï", "i", "ł", "l",
	"ñ", "n", "ń", "n", "ň", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o", "ř", "r", "š", "s", "ś", "s", "ť", "t", "ù", "u", "ú", "u",
	"û", "u", "ů", "u", "ý", "y", "ÿ", "y", "ž", "z", "ż", "z", "'", "", "’", "", "′", "", "½", " 1 2", "⅓", " 1 3", "⅔", " 2 3", "⅗", " 3 5",
)

// TextID writes a name as a text id: "Flûte à cheminée 2 2/3'" is "flute-a-cheminee-2-2-3". It is "" for a name without
// a letter or digit that can be written so.
func TextID(name string) string {
	var b strings.Builder
	dash := false
	for _, r := range latin.Replace(strings.ToLower(name)) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			dash = false
			continue
		}
		dash = true
	}
	return b.String()
}
