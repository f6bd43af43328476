package theme

import "fyne.io/fyne/v2"

// Fitted is a text that is no wider than there is room, cut off with an ellipsis if need be. One letter is left at the least.
func Fitted(text string, room, size float32, style fyne.TextStyle) string {
	wide := func(s string) bool { return fyne.MeasureText(s, size, style).Width > room }
	if text == "" || !wide(text) {
		return text
	}
	runes := []rune(text)
	lo, hi := 1, len(runes)-1 // so many letters can stay
	for lo < hi {
		if mid := (lo + hi + 1) / 2; wide(string(runes[:mid]) + "…") {
			hi = mid - 1
		} else {
			lo = mid
		}
	}
	return string(runes[:lo]) + "…"
}

// FittedBoth is front and rest, together no wider than there is room: a front that is too long, such as the name of a division
// before that of a stop, is cut off so that the rest is seen.
func FittedBoth(front, rest string, room, size float32, style fyne.TextStyle) string {
	width := func(s string) float32 { return fyne.MeasureText(s, size, style).Width }
	if width(front+rest) <= room {
		return front + rest
	}
	return Fitted(front, max(room-width(rest), room/4), size, style) + rest
}
