package stopname

import (
	"slices"
	"strings"
)

var noises = folded(
	"noise", "geräusch", "gerausch", "bruit", "rumore", "rumori", "ruido", "geluid", "motor", "blower", "gebläse", "geblaese", "ventilator", "magnet",
	"soufflerie", "bellows", "blasebalg", "blaasbalg", "mantice", "fuelle", "fuelles", "ambience", "ambiance", "key action", "stop action", "traktur", "tracker",
	"sounds on off", "wind supply", "windmotor", "orgelmotor",
)

// Noise reports whether a name is that of a noise that an organ makes besides its pipes, as sample sets record them: the
// blower, the keys' action, the drawknobs themselves. Bells and birds are no noise.
func Noise(name string) bool {
	text := Fold(name)
	return text == "wind" || slices.ContainsFunc(noises, func(part string) bool { return strings.Contains(text, part) })
}

func folded(words ...string) []string {
	for i := range words {
		words[i] = Fold(words[i])
	}
	return words
}

var tremulants = folded("tremul", "tremblant", "tremolo", "tremolant", "trémolo", "temblor", "tremolante", "bebung")

// Tremulant reports whether a name is that of a wind shaker.
func Tremulant(name string) bool {
	text := Fold(name)
	return text == "trem" || strings.HasPrefix(text, "trem ") ||
		slices.ContainsFunc(tremulants, func(part string) bool { return strings.Contains(text, part) })
}
