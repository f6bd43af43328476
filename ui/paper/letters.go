package paper

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"

	"voluntary/ui/letters"
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

// hasLetter reports whether the built-in fonts have a letter.
func hasLetter(r rune) bool {
	var buf sfnt.Buffer
	i, err := fonts()[0].GlyphIndex(&buf, r)
	return err == nil && i != 0
}

// printable writes a text with the letters that there are: those of the built-in fonts, else of this computer's, else
// question marks, which are remembered.
func (w *widths) printable(text string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(text) {
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
		if !hasLetter(r) && letters.Find(r) == nil {
			if unicode.IsMark(r) || unicode.Is(unicode.Cf, r) { // an accent without its letter, or what nobody sees
				continue
			}
			if !strings.ContainsRune(w.missing, r) {
				w.missing += string(r)
			}
			r = '?'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Lacking says that letters stand as question marks, and what helps; "" when none are missing.
func Lacking(missing string) string {
	const most = 12
	r := []rune(missing)
	switch {
	case len(r) == 0:
		return ""
	case len(r) > most:
		missing = string(r[:most]) + "…"
	}
	return "No font of this computer has the letters " + missing + ": question marks stand for them (install a font that has them, such as Noto)."
}

// run is a piece of a text in one font: nil is the built-in one.
type run struct {
	text string
	font *opentype.Font
}

// runs divides a printable text by its fonts.
func runs(text string) (out []run) {
	for _, r := range text {
		var f *opentype.Font
		if !hasLetter(r) {
			f = letters.Find(r)
		}
		if n := len(out); n > 0 && out[n-1].font == f {
			out[n-1].text += string(r)
			continue
		}
		out = append(out, run{string(r), f})
	}
	return out
}

// boldness is how much thicker a bold letter of a borrowed font is drawn, as a share of its size.
const boldness = 0.03

// widths measures text; its sizes are points.
type widths struct {
	faces    [2]font.Face
	borrowed map[*opentype.Font]font.Face
	missing  string // letters that were written as question marks
}

func (w *widths) face(f *opentype.Font, bold bool) font.Face {
	o := &opentype.FaceOptions{Size: 100, DPI: 72, Hinting: font.HintingNone}
	if f != nil {
		if w.borrowed[f] == nil {
			if w.borrowed == nil {
				w.borrowed = make(map[*opentype.Font]font.Face)
			}
			w.borrowed[f], _ = opentype.NewFace(f, o)
		}
		return w.borrowed[f]
	}
	i := fontOf(bold)
	if w.faces[i] == nil {
		w.faces[i], _ = opentype.NewFace(fonts()[i], o)
	}
	return w.faces[i]
}

// measure is how wide a text is in points at a size.
func (w *widths) measure(text string, size float64, bold bool) float64 {
	wide := fixed.Int26_6(0)
	for _, r := range runs(text) {
		wide += font.MeasureString(w.face(r.font, bold), r.text)
	}
	return float64(wide) / 64 * size / 100
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
