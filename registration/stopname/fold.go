package stopname

import (
	"strings"
	"unicode"
)

// plain writes letters of other alphabets' accents in plain ones.
var plain = strings.NewReplacer(
	"à", "a", "á", "a", "ą", "a", "â", "a", "ã", "a", "ä", "a", "å", "a", "æ", "ae", "ç", "c", "č", "c", "ď", "d",
	"ć", "c", "è", "e", "é", "e", "ę", "e", "ê", "e", "ë", "e", "ě", "e", "ì", "i", "í", "i", "î", "i", "ï", "i", "ł", "l", "ñ", "n", "ń", "n",
	"ň", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o", "ö", "o", "ø", "o", "ő", "o", "œ", "oe", "ř", "r", "š", "s", "ś", "s",
	"ß", "ss", "ť", "t", "ù", "u", "ú", "u", "û", "u", "ü", "u", "ů", "u", "ű", "u", "ý", "y", "ÿ", "y", "ž", "z", "ż", "z", "ź", "z",
	"'", "", "’", "", "`", "", "´", "", "ʼ", "", "\u00AD", "",
	"\u0300", "", "\u0301", "", "\u0302", "", "\u0303", "", "\u0308", "", "\u030A", "", "\u030C", "", "\u0327", "",
)

// alike joins spellings that differ by country and century: ö and oe, kw and qu, k and c, y and i, ph and f, th and t.
var alike = strings.NewReplacer("kw", "qu", "ae", "a", "oe", "o", "ue", "u", "ph", "f", "th", "t", "k", "c", "y", "i")

// Fold writes a name so that spellings of the same word compare equal: lower case, no accents, one blank for everything
// that is no letter, k as c, y as i, umlauts as their vowels, doubled letters once. What comes out is for comparing, not
// for people. A hyphen that breaks a word over two lines of a drawknob ("Violon- celle") is closed.
func Fold(name string) string {
	text := strings.ToLower(closed(name))
	text = alike.Replace(plain.Replace(text))
	var b strings.Builder
	last := ' '
	for _, r := range text {
		if !unicode.IsLetter(r) {
			r = ' '
		}
		if r == last {
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return strings.TrimSpace(b.String())
}

// closed takes out hyphens between a letter and a blank before a small letter.
func closed(name string) string {
	if !strings.Contains(name, "- ") {
		return name
	}
	runes := []rune(name)
	out := make([]rune, 0, len(runes))
	for i := 0; i < len(runes); i++ {
		if runes[i] == '-' && i > 0 && i+2 < len(runes) && runes[i+1] == ' ' &&
			unicode.IsLetter(runes[i-1]) && unicode.IsLower(runes[i+2]) {
			i++
			continue
		}
		out = append(out, runes[i])
	}
	return string(out)
}
