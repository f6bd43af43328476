package grandorgue

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// titleHead is how much of a definition is looked at for its name: [Organ] comes first in all that are known.
const titleHead = 64 << 10

// Title is what the organ in a .organ or .orgue file is called, for lists of organs: little is read of large files. Where
// that does not tell, it is the file's name.
func Title(file string) string {
	f, err := os.Open(file)
	if err != nil {
		return baseName(file)
	}
	defer f.Close()
	head := make([]byte, titleHead)
	n, _ := io.ReadFull(f, head)
	head = head[:n]
	w := new(warnings)
	if bytes.HasPrefix(head, []byte("PK")) {
		info, err := f.Stat()
		if err != nil {
			return baseName(file)
		}
		z, err := zip.NewReader(f, info.Size())
		if err != nil || len(z.File) > maxEntries {
			return baseName(file)
		}
		if head, err = entry(z, index, maxIndex); err != nil {
			return baseName(file)
		}
	} else if bytes.HasPrefix(head, []byte{0x1F, 0x8B}) {
		data, err := os.ReadFile(file)
		if err != nil || len(data) > MaxSize {
			return baseName(file)
		}
		head = data
	}
	s, _, err := text(head)
	if err != nil {
		return baseName(file)
	}
	doc, err := parse(s, w)
	if err != nil {
		return baseName(file)
	}
	for _, place := range [][2]string{{"organ", "ChurchName"}, {"organ001", "ChurchName"}, {"general", "Title"}} {
		if x := doc.sections[place[0]]; x != nil && x.text(place[1]) != "" {
			return x.text(place[1])
		}
	}
	return baseName(file)
}

func baseName(file string) string {
	base := filepath.Base(file)
	return strings.TrimSuffix(base, filepath.Ext(base))
}
