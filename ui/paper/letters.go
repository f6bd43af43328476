package paper

import (
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
)

// The fonts, plain and bold.
var (
	files = [2][]byte{goregular.TTF, gobold.TTF}
	fonts = sync.OnceValue(func() (out [2]*opentype.Font) {
		for i := range files {
			out[i], _ = opentype.Parse(files[i])
		}
		return out
	})
)

func fontOf(bold bool) int {
	if bold {
		return 1
	}
	return 0
}

// nearest are letters that stand for others that the fonts lack.
var nearest = map[rune]string{'♭': "b", '♯': "#", '♮': "", '‑': "-", '′': "'", '″': "\"", 'ﬁ': "fi", 'ﬂ': "fl", '\t': " ", '\u00a0': " "}

// printable writes a text with the letters that the fonts have.
func printable(text string) string {
	f := fonts()[0]
	var buf sfnt.Buffer
	var b strings.Builder
	for _, r := range text {
		if r == '\n' {
			b.WriteByte(' ')
			continue
		}
		if with, ok := nearest[r]; ok {
			b.WriteString(with)
			continue
		}
		if r < ' ' {
			continue
		}
		if i, err := f.GlyphIndex(&buf, r); err != nil || i == 0 {
			r = '?'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// widths measures text; its sizes are points.
type widths struct{ faces [2]font.Face }

// measure is how wide a text is in points at a size.
func (w *widths) measure(text string, size float64, bold bool) float64 {
	i := fontOf(bold)
	if w.faces[i] == nil {
		w.faces[i], _ = opentype.NewFace(fonts()[i], &opentype.FaceOptions{Size: 100, DPI: 72, Hinting: font.HintingNone})
	}
	return float64(font.MeasureString(w.faces[i], text)) / 64 * size / 100
}

// broken breaks a text into lines of a width. A word that is too long for a line is cut.
func (w *widths) broken(text string, size float64, bold bool, width float64) (lines []string) {
	line := ""
	for _, word := range strings.Fields(text) {
		for w.measure(word, size, bold) > width {
			runes := []rune(word)
			n := len(runes)
			for n > 1 && w.measure(string(runes[:n]), size, bold) > width {
				n--
			}
			if line != "" {
				lines, line = append(lines, line), ""
			}
			if n == len(runes) {
				break
			}
			lines = append(lines, string(runes[:n]))
			word = string(runes[n:])
		}
		with := word
		if line != "" {
			with = line + " " + word
		}
		if line != "" && w.measure(with, size, bold) > width {
			lines = append(lines, line)
			with = word
		}
		line = with
	}
	if line != "" || lines == nil {
		lines = append(lines, line)
	}
	return lines
}

// shortened is as much of a text as a width has room for, with an ellipsis for the rest.
func (w *widths) shortened(text string, size float64, bold bool, width float64) string {
	if w.measure(text, size, bold) <= width {
		return text
	}
	for r := []rune(text); len(r) > 1; {
		r = r[:len(r)-1]
		if cut := strings.TrimSpace(string(r)) + "…"; w.measure(cut, size, bold) <= width {
			return cut
		}
	}
	return ""
}
