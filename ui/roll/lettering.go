package roll

import (
	"image"
	"image/color"
	"sync"

	base "fyne.io/fyne/v2/theme"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"voluntary/ui/letters"
)

// lettering writes short words on a sheet. Words are kept as masks, so that a word that comes again costs a few hundred
// pixels.
type lettering struct {
	faces map[face]font.Face
	words map[word]*mask
}

type face struct {
	size int // pixels
	bold bool
	from *opentype.Font // a font of this computer; nil: the built-in one
}

type word struct {
	face
	text string
}

// mask is a written word. Its baseline is ascent pixels below the upper edge.
type mask struct {
	alpha  *image.Alpha
	w, h   int
	ascent int
}

var fonts = sync.OnceValue(func() (out [2]*opentype.Font) {
	out[0], _ = opentype.Parse(base.DefaultTextFont().Content())
	out[1], _ = opentype.Parse(base.DefaultTextBoldFont().Content())
	return out
})

func (l *lettering) face(f face) font.Face {
	if got, ok := l.faces[f]; ok {
		return got
	}
	i := 0
	if f.bold {
		i = 1
	}
	var made font.Face
	parsed := fonts()[i]
	if f.from != nil {
		parsed = f.from
	}
	if parsed != nil {
		made, _ = opentype.NewFace(parsed, &opentype.FaceOptions{Size: float64(f.size), DPI: 72, Hinting: font.HintingFull})
	}
	if l.faces == nil || len(l.faces) > 16 {
		l.faces = make(map[face]font.Face)
	}
	l.faces[f] = made
	return made
}

// mask writes a word, nil when it has no pixels.
func (l *lettering) mask(text string, size int, bold bool) *mask {
	key := word{face{size: size, bold: bold}, text}
	if m, ok := l.words[key]; ok {
		return m
	}
	if l.words == nil || len(l.words) > 4096 {
		l.words = make(map[word]*mask)
	}
	m := l.write(key)
	l.words[key] = m
	return m
}

// fitting writes as much of a text as has room, with an ellipsis for the rest; nil when not even two letters have.
func (l *lettering) fitting(text string, size int, bold bool, room int) *mask {
	m := l.mask(text, size, bold)
	for r := []rune(text); m != nil && m.w > room; {
		if r = r[:len(r)-1]; len(r) < 2 {
			return nil
		}
		m = l.mask(string(r)+"…", size, bold)
	}
	return m
}

func (l *lettering) write(k word) *mask {
	f := l.face(k.face)
	if f == nil || k.text == "" || k.size < 4 {
		return nil
	}
	metrics := f.Metrics()
	runs := k.runs()
	wide := fixed.Int26_6(0)
	for _, r := range runs {
		wide += font.MeasureString(l.face(r.face), r.text)
	}
	m := &mask{w: wide.Ceil() + 1, ascent: metrics.Ascent.Ceil()}
	m.h = m.ascent + metrics.Descent.Ceil()
	m.alpha = image.NewAlpha(image.Rect(0, 0, m.w, m.h))
	d := font.Drawer{Dst: m.alpha, Src: image.Opaque, Dot: fixed.P(0, m.ascent)}
	for _, r := range runs {
		d.Face = l.face(r.face)
		d.DrawString(r.text)
	}
	return m
}

// runs divides a word by the fonts that have its letters.
func (k word) runs() (out []word) {
	var buf sfnt.Buffer
	built := fonts()[0]
	for _, r := range k.text {
		f := k.face
		if i, err := built.GlyphIndex(&buf, r); err != nil || i == 0 {
			f.from = letters.Find(r)
		}
		if n := len(out); n > 0 && out[n-1].face == f {
			out[n-1].text += string(r)
			continue
		}
		out = append(out, word{f, string(r)})
	}
	return out
}

// put writes a mask with its upper left corner at (x, y), clipped to the sheet and to the columns from x0 up to x1.
func (s *sheet) put(m *mask, x, y, x0, x1 int, c color.NRGBA) {
	if m == nil {
		return
	}
	x0, x1 = max(x0, 0), min(x1, s.w)
	opacity := uint32(c.A)
	for row := max(0, -y); row < m.h && y+row < s.h; row++ {
		from, to := max(0, x0-x), min(m.w, x1-x)
		if from >= to {
			return
		}
		at := (y+row)*s.img.Stride + 4*(x+from)
		for _, a := range m.alpha.Pix[row*m.alpha.Stride+from : row*m.alpha.Stride+to] {
			if a != 0 {
				a := uint32(a) * opacity / 255
				p := s.img.Pix[at : at+3]
				p[0], p[1], p[2] = blend(p[0], c.R, a), blend(p[1], c.G, a), blend(p[2], c.B, a)
			}
			at += 4
		}
	}
}
