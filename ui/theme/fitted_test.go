package theme

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
)

func TestTextsAreFittedIntoTheirRoom(t *testing.T) {
	test.NewTempApp(t)
	style := fyne.TextStyle{Bold: true}
	width := func(s string) float32 { return fyne.MeasureText(s, 14, style).Width }
	const name = "Schwellwerk im Turm hinter der Westempore"
	assert.Equal(t, name, Fitted(name, width(name), 14, style))
	assert.Equal(t, "", Fitted("", 0, 14, style))
	assert.Equal(t, "S…", Fitted(name, 0, 14, style), "a letter is left")
	for room := float32(40); room < width(name); room += 7 {
		got := Fitted(name, room, 14, style)
		assert.LessOrEqual(t, width(got), room)
		assert.True(t, strings.HasSuffix(got, "…") && strings.HasPrefix(name, strings.TrimSuffix(got, "…")), got)
	}
	assert.Equal(t, "Great Oboe 8", FittedBoth("Great", " Oboe 8", 500, 14, style))
	got := FittedBoth(name, " Oboe 8", 200, 14, style)
	assert.LessOrEqual(t, width(got), float32(200))
	assert.True(t, strings.HasPrefix(got, "Schw") && strings.HasSuffix(got, "… Oboe 8"), got)
	assert.True(t, strings.HasPrefix(FittedBoth("Swell", " "+name, 200, 14, style), "Sw"), "where both are long the front is still known")
}
