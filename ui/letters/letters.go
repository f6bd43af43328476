// Package letters finds letters that the built-in fonts lack in the fonts of this computer: Chinese, Japanese and Korean ones
// for example.
//
//	if f := letters.Find('讃'); f != nil { … } // a font that has it
//
// The fonts are read when the first letter is asked for, which takes about a millisecond for each; Find may be called from
// any goroutine.
package letters

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// mostFonts bounds how many files are looked at.
const mostFonts = 3000

// fontFolders are where this computer keeps its fonts.
func fontFolders() []string {
	home, _ := os.UserHomeDir()
	switch runtime.GOOS {
	case "windows":
		return []string{filepath.Join(os.Getenv("WINDIR"), "Fonts"), filepath.Join(os.Getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")}
	case "darwin":
		return []string{"/System/Library/Fonts", "/Library/Fonts", filepath.Join(home, "Library", "Fonts")}
	}
	return []string{"/usr/share/fonts", "/usr/local/share/fonts", filepath.Join(home, ".local", "share", "fonts"), filepath.Join(home, ".fonts")}
}

// unshaped are the scripts whose letters stand one beside the other as they are written. Others change their forms or run
// from right to left: their letters would be wrong in a row.
var unshaped = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo, unicode.Latin, unicode.Greek,
	unicode.Cyrillic, unicode.Armenian, unicode.Georgian, unicode.Common,
}

// library is the fonts of this computer, read when the first letter is missing.
type library struct {
	folders func() []string
	once    sync.Once
	fonts   []*opentype.Font
	mu      sync.Mutex
	of      map[rune]*opentype.Font // nil: no font has it
}

var system atomic.Pointer[library]

func init() { system.Store(&library{folders: fontFolders}) }

// Find is a font that has a letter, nil when there is none. Letters that change their form by their neighbours or run from
// right to left are not looked for.
func Find(r rune) *opentype.Font { return system.Load().font(r) }

// Look has the fonts of these folders stand for those of the computer, for tests, until back is called.
func Look(folders ...string) (back func()) {
	before := system.Swap(&library{folders: func() []string { return folders }})
	return func() { system.Store(before) }
}

// font finds a font that has a letter, nil when there is none.
func (l *library) font(r rune) *opentype.Font {
	if !unicode.In(r, unshaped...) || !unicode.IsGraphic(r) {
		return nil
	}
	l.once.Do(l.read)
	l.mu.Lock()
	defer l.mu.Unlock()
	if f, ok := l.of[r]; ok {
		return f
	}
	var found *opentype.Font
	var buf sfnt.Buffer
	for _, f := range l.fonts {
		if i, err := f.GlyphIndex(&buf, r); err == nil && i != 0 && drawable(f, i) {
			found = f
			break
		}
	}
	l.of[r] = found
	return found
}

// drawable reports whether a glyph has an outline. Fonts of coloured pictures have none.
func drawable(f *opentype.Font, i sfnt.GlyphIndex) bool {
	_, err := Outline(f, i)
	return err == nil
}

func (l *library) read() {
	l.of = make(map[rune]*opentype.Font)
	var files []string
	for _, folder := range l.folders() {
		_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error { // what cannot be read is passed over
			if err == nil && !d.IsDir() && upright(path) && len(files) < mostFonts {
				files = append(files, path)
			}
			return nil
		})
	}
	slices.SortStableFunc(files, func(a, b string) int { return plainness(a) - plainness(b) })
	for _, path := range files {
		if f := open(path); f != nil {
			l.fonts = append(l.fonts, f)
		}
	}
}

// upright reports whether a file is a font, and by its name neither bold nor slanted.
func upright(path string) bool {
	name := strings.ToLower(filepath.Base(path))
	if !slices.Contains([]string{".ttf", ".otf", ".ttc", ".otc"}, filepath.Ext(name)) {
		return false
	}
	for _, not := range []string{"bold", "italic", "oblique", "light", "thin", "black", "condensed", "emoji", "mono"} {
		if strings.Contains(name, not) {
			return false
		}
	}
	return true
}

// plainness orders files: fonts without serifs are the nearest to the built-in ones.
func plainness(path string) int {
	name := strings.ToLower(filepath.Base(path))
	for _, sans := range []string{"sans", "gothic", "hei", "unicode", "malgun", "yahei"} {
		if strings.Contains(name, sans) {
			return 0
		}
	}
	return 1
}

// open reads the first font of a file; nil when it is none.
func open(path string) (f *opentype.Font) {
	defer func() {
		if recover() != nil { // a font that is broken is passed over
			f = nil
		}
	}()
	c, err := opentype.ParseCollectionReaderAt(source(path))
	if err != nil {
		return nil
	}
	if f, err = c.Font(0); err == nil {
		return f
	}
	data, err := aligned(source(path))
	if err != nil {
		return nil
	}
	if f, err = opentype.Parse(data); err != nil {
		return nil
	}
	return f
}

// mostBytes bounds a font that is read as a whole.
const mostBytes = 64 << 20

var errNoFont = errors.New("that is no font")

// aligned reads the first font of a file into memory with its tables at multiples of four bytes. Some that are in use do
// not keep to that, and the reader asks for it.
func aligned(from io.ReaderAt) ([]byte, error) {
	head := make([]byte, 16)
	if _, err := from.ReadAt(head, 0); err != nil {
		return nil, err
	}
	start := int64(0)
	if string(head[:4]) == "ttcf" {
		start = int64(binary.BigEndian.Uint32(head[12:]))
		if _, err := from.ReadAt(head[:12], start); err != nil {
			return nil, err
		}
	}
	const first, each = 12, 16 // bytes of the head, and of the entry of a table
	tables := int(binary.BigEndian.Uint16(head[4:]))
	if tables == 0 || tables > 256 {
		return nil, errNoFont
	}
	out := make([]byte, first+each*tables)
	copy(out, head[:first])
	if _, err := from.ReadAt(out[first:], start+first); err != nil {
		return nil, err
	}
	for i := range tables {
		at := first + each*i + 8
		offset, length := int64(binary.BigEndian.Uint32(out[at:])), int(binary.BigEndian.Uint32(out[at+4:]))
		if len(out)+length > mostBytes {
			return nil, errNoFont
		}
		binary.BigEndian.PutUint32(out[at:], uint32(len(out)))
		end := len(out)
		out = append(out, make([]byte, (length+3)/4*4)...)
		if _, err := from.ReadAt(out[end:end+length], offset); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// source reads from a file that is open only while it is read: a computer has more fonts than a program may have files.
type source string

// ReadAt implements io.ReaderAt.
func (s source) ReadAt(p []byte, off int64) (int, error) {
	f, err := os.Open(string(s))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	return f.ReadAt(p, off)
}

var _ io.ReaderAt = source("")

// OutlineSize is the size at which outlines are given, in pixels.
const OutlineSize = 512

// Outline is the shape of a glyph at OutlineSize; y grows downwards from the baseline.
func Outline(f *opentype.Font, i sfnt.GlyphIndex) (shape sfnt.Segments, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the font is broken: %v", r)
		}
	}()
	return f.LoadGlyph(new(sfnt.Buffer), i, fixed.I(OutlineSize), nil)
}
