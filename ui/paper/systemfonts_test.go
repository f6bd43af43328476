package paper

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"

	"voluntary/sequencer"
	"voluntary/ui/letters"
)

// strange is a font that has the Go font's letters at other places: Ж is found as 讃, and so on.
func strange(t *testing.T, stand map[rune]rune) []byte {
	t.Helper()
	f, err := opentype.Parse(goregular.TTF)
	require.NoError(t, err)
	var buf sfnt.Buffer
	var groups []byte
	from := []rune{}
	for r := range stand {
		from = append(from, r)
	}
	for i := range from { // a cmap is sorted
		for k := range i {
			if from[i] < from[k] {
				from[i], from[k] = from[k], from[i]
			}
		}
	}
	for _, r := range from {
		i, err := f.GlyphIndex(&buf, stand[r])
		require.NoError(t, err)
		groups = binary.BigEndian.AppendUint32(groups, uint32(r))
		groups = binary.BigEndian.AppendUint32(groups, uint32(r))
		groups = binary.BigEndian.AppendUint32(groups, uint32(i))
	}
	cmap := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0}
	cmap = binary.BigEndian.AppendUint32(cmap, uint32(16+len(groups)))
	cmap = append(cmap, 0, 0, 0, 0)
	cmap = binary.BigEndian.AppendUint32(cmap, uint32(len(from)))
	cmap = append(cmap, groups...)

	data := bytes.Clone(goregular.TTF)
	tables := int(binary.BigEndian.Uint16(data[4:]))
	for i := range tables {
		at := 12 + 16*i
		if string(data[at:at+4]) == "cmap" {
			binary.BigEndian.PutUint32(data[at+8:], uint32(len(data)))
			binary.BigEndian.PutUint32(data[at+12:], uint32(len(cmap)))
		}
	}
	return append(data, cmap...)
}

// withFonts has the fonts of a folder stand for those of the computer.
func withFonts(t *testing.T, folder string) {
	t.Helper()
	t.Cleanup(letters.Look(folder))
}

func TestMissingLettersComeFromTheFontsOfTheComputer(t *testing.T) {
	folder := t.TempDir()
	write := func(name string, data []byte) {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), data, 0o600))
	}
	write("Strange-Regular.ttf", strange(t, map[rune]rune{'讃': 'Ж', '美': 'W'}))
	write("Strange-Bold.ttf", strange(t, map[rune]rune{'歌': 'W'}))
	write("broken.ttf", []byte("no font at all, but long enough to look at"))
	write("broken.otf", goregular.TTF[:300])
	withFonts(t, folder)

	var w widths
	assert.Equal(t, "讃美? a", w.printable("讃美歌 a"))
	assert.Equal(t, "歌", w.missing, "a bold one alone is not taken")
	assert.Equal(t, "??", w.printable("歌שׁ"), "what has to be shaped is not printed letter by letter")
	assert.Equal(t, "歌ש", w.missing, "each is told once")
	assert.Equal(t, "é", w.printable("e\u0301"), "an accent joins its letter")
	assert.Equal(t, w.measure("ЖWa", 10, false), w.measure("讃美a", 10, false))

	a, err := piece(t).WithPiece(func(p *sequencer.Piece) { p.Title = "讃美" })
	require.NoError(t, err)
	for name, make := range map[string]func(b *bytes.Buffer) (string, error){
		"sheet": func(b *bytes.Buffer) (string, error) {
			s := NewSheet(a, nil)
			err := s.PDF(b, A4)
			return s.Missing(), err
		},
		"picture": func(b *bytes.Buffer) (string, error) {
			r, err := NewRoll(a, RollOptions{})
			require.NoError(t, err)
			err = r.PNG(b, 1)
			return r.Missing(), err
		},
	} {
		var with, without bytes.Buffer
		missing, err := make(&with)
		require.NoError(t, err, name)
		assert.Empty(t, missing, name)
		withFonts(t, t.TempDir())
		missing, err = make(&without)
		require.NoError(t, err, name)
		assert.Equal(t, "讃美", missing, name)
		assert.NotEqual(t, without.Bytes(), with.Bytes(), name)
		withFonts(t, folder)
	}
}

func TestAFontWhoseTablesLieAnyhowIsRead(t *testing.T) {
	plain := strange(t, map[rune]rune{'讃': 'Ж'})
	tables := int(binary.BigEndian.Uint16(plain[4:]))
	data := append(bytes.Clone(plain[:12+16*tables]), 0) // everything behind it lies one byte further on
	for i := range tables {
		at := 12 + 16*i + 8
		offset, length := binary.BigEndian.Uint32(data[at:]), binary.BigEndian.Uint32(data[at+4:])
		binary.BigEndian.PutUint32(data[at:], uint32(len(data)))
		data = append(data, plain[offset:offset+length]...)
		if len(data)%2 == 0 {
			data = append(data, 0)
		}
	}
	collection := []byte{'t', 't', 'c', 'f', 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 16}
	moved := bytes.Clone(data)
	for i := range tables {
		at := 12 + 16*i + 8
		binary.BigEndian.PutUint32(moved[at:], binary.BigEndian.Uint32(moved[at:])+16)
	}
	for name, font := range map[string][]byte{"one.ttf": data, "more.ttc": append(collection, moved...)} {
		folder := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), font, 0o600))
		_, err := opentype.Parse(font)
		require.Error(t, err, name)
		back := letters.Look(folder)
		assert.NotNil(t, letters.Find('讃'), name)
		assert.Nil(t, letters.Find('美'), name)
		back()
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), font[:200], 0o600))
		back = letters.Look(folder)
		assert.Nil(t, letters.Find('讃'), "cut off")
		back()
	}
}
