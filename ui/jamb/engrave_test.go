package jamb

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"voluntary/registration"
)

func TestNamesAreEngravedWithinTheKnob(t *testing.T) {
	test.NewTempApp(t)
	for _, name := range []string{"Open Diapason", "Swell to Great Sub Octave Pizzicato Coupler", "Unwahrscheinlichkeitsprinzipal"} {
		e := engrave(name, "8", fyne.NewSize(knobWidth, knobHeight), true)
		for _, line := range e.lines {
			assert.LessOrEqual(t, fyne.MeasureText(line, e.text, fyne.TextStyle{Bold: true}).Width, float32(knobWidth), line)
		}
	}
}

// longNames are such as stand on real organs, with the lines that they have on the smallest knob.
var longNames = []struct{ name, pitch, lines string }{
	{"Open Diapason", "8", "Open|Diapason|8"},
	{"Open Diapason I", "8", "Open|Diapason I|8"},
	{"Double Open Diapason No. 1", "16", "Double Open|Diapason No. 1|16"},
	{"Contra Bourdon Dulciana", "32", "Contra|Bourdon|Dulciana 32"},
	{"Großgedeckt-Untersatz", "16", "Großgedeckt-|Untersatz|16"},
	{"Trompette-Militaire de Récit", "8", "Trompette-|Militaire de|Récit 8"},
	{"Waldhorn-Basson-Hautbois", "16", "Waldhorn-|Basson-|Hautbois 16"},
	{"Nachthornquintadecima", "1 1/3", "Nachthorn-|quintadecima|1 1/3"},
	{"Contraprinzipalbass-Untersatz", "32", "Contraprinzi-|palbass-|Untersatz 32"},
	{"Grand Fourniture et Cymbale VII-X", "", ""},
	{"Sesquialtera mit Vogelgesang II", "", ""},
	{"Larigot & Piccolo harmonique", "1", ""},
	{"Bombarde en chamade espagnole", "16", ""},
	{"Rohrflötenprinzipalbass", "8", "Rohrflöten-|prinzipalbass|8"},
	{"Posaunenbass-Bombardon", "32", ""},
	{"Lieblich-Bourdon d'amour", "16", ""},
	{"Orchestral Corno di Bassetto", "16", ""},
	{"Violoncello Celeste Orchestrale", "8", ""},
	{"Voix humaine tremblotante", "8", ""},
	{"Flûte harmonique octaviante", "4", ""},
}

func TestALongNameIsEngravedWholeAndClearOfTheLamp(t *testing.T) {
	test.NewTempApp(t)
	joined := strings.NewReplacer("|", "", " ", "", "\u00a0", "", "-", "")
	for _, width := range []float32{knobWidth, 114} {
		for _, n := range longNames {
			size := fyne.NewSize(width, knobHeight)
			e := engrave(n.name, n.pitch, size, true)
			got := strings.ReplaceAll(strings.Join(e.lines, "|"), "\u00a0", " ")
			assert.Equal(t, joined.Replace(n.name+n.pitch), joined.Replace(got), "%s", got)
			if n.lines != "" && width == knobWidth {
				assert.Equal(t, n.lines, got)
			}
			high := e.line * float32(len(e.lines))
			assert.LessOrEqual(t, high, size.Height-6, got)
			for i, l := range e.lines {
				wide := fyne.MeasureText(l, e.text, fyne.TextStyle{Bold: true}).Width
				assert.LessOrEqual(t, wide, width-12, got)
				if i == len(e.lines)-1 && (size.Height+high)/2 > size.Height-13 {
					assert.LessOrEqual(t, (width+wide)/2-e.left, width-13, "%s: its last line comes upon the lamp", got)
					assert.Greater(t, (width-wide)/2-e.left, float32(3), got)
				}
			}
		}
	}
}

func TestAPistonIsEngravedInItsTwoLines(t *testing.T) {
	j, c := shown(t, "parish")
	j.SetScenes(append([]registration.Scene{{Name: "Zum Einzug der Brautleute und der Gäste"}}, c.Scenes...))
	pistons := 0
	for _, o := range test.LaidOutObjects(j) {
		if k, ok := o.(*knob); ok && k.piston {
			pistons++
			assert.LessOrEqual(t, len(k.words.lines), 2, "%v", k.words.lines)
		}
	}
	assert.Equal(t, len(c.Scenes)+1, pistons)
}
