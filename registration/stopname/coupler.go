package stopname

import (
	"regexp"
	"strings"
)

// Coupler is what the name of a coupler tells. The keys of Played also play Also, as both are written in the name; Played
// is "" in names that tell one side only ("Pedal Koppel I") or none.
type Coupler struct {
	Played, Also string
	Shift        int8 // semitones: 12 super, -12 sub
	UnisonOff    bool
}

var (
	// slash is II/I, II-I, "II to I", "Sw. - Gt.", "HW an Ped".
	slash   = regexp.MustCompile(`(?i)^(.*?[\pL\d.])\s*(?:/|-|–|→|>|\bto\b|\ban\b|\bauf\b|\bsur\b|\bau\b|\ball?a?\b|\bnaar\b|\ba\b)\s*([\pL].*)$`)
	octave4 = regexp.MustCompile(`(?:^|\s)4\s*'?(?:\s|$)`)
	sub16   = regexp.MustCompile(`(?:^|\s)16\s*'?(?:\s|$)`)
)

var (
	couplers = folded("coupler", "koppel", "coppel", "accouplement", "copula", "tirasse", "unione", "unioni", "acoplamiento", "enganche", "acopl", "koppeling", "accoppiamento", "octaves graves", "octaves aigues")
	supers   = folded("super", "sup okt", "oktavkoppel", "octave coupler", "octaves aigues", "aigu", "acuta", "oberoktav")
	subs     = folded("sub", "grave", "unteroktav", "suboktav")
	unison   = folded("unison off", "unisson off", "unison aus", "uniss off", "unison uit", "normallage ab", "eigenlage ab")
	keyboard = regexp.MustCompile(`(?i)^(?:i{1,3}|iv|v|vi|p|ped|pedal|pedaal|pédale|pedale|hw|gt|great|sw|swell|ch|choir|so|solo|pos|positiv|positif|ow|bw|sv|rp|rw|rück(?:positiv)?|récit|recit|réc|go|g\.o\.|brustwerk|oberwerk|hauptwerk|schwellwerk|echo|man(?:ual)?\.?\s*\w+)\.?$`)
)

// ReadCoupler reads the name of a coupler. ok is false for a name that speaks of no coupling.
func ReadCoupler(name string) (c Coupler, ok bool) {
	text := fractions.Replace(name)
	fold := Fold(text)
	has := func(parts []string) bool {
		for _, p := range parts {
			if strings.Contains(fold, p) {
				return true
			}
		}
		return false
	}
	word := has(couplers)
	switch {
	case has(unison):
		c.UnisonOff, ok = true, true
	case has(supers), octave4.MatchString(text):
		c.Shift = 12
	case has(subs), sub16.MatchString(text):
		c.Shift = -12
	}
	sides := strings.TrimSpace(sub16.ReplaceAllString(octave4.ReplaceAllString(text, " "), " "))
	if m := slash.FindStringSubmatch(sides); m != nil {
		also, played := lastWord(m[1]), strings.TrimSpace(m[2])
		if keyboard.MatchString(also) && keyboard.MatchString(firstWord(played)) || word {
			c.Also, c.Played = also, firstWord(played)
			ok = true
		}
	}
	return c, ok || word
}

func lastWord(s string) string {
	f := strings.Fields(s)
	return f[len(f)-1]
}

func firstWord(s string) string { return strings.Fields(s)[0] }
