package grandorgue

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// index is the table of contents of a package.
const index = "organindex.ini"

const maxIndex = 4 << 20

// maxEntries bounds the files of a package.
const maxEntries = 200_000

// definitionIn finds the first organ of a package.
func definitionIn(z *zip.Reader, r *Report, w *warnings) ([]byte, error) {
	if len(z.File) > maxEntries {
		return nil, fmt.Errorf("the package has %d files, at most %d", len(z.File), maxEntries)
	}
	data, err := entry(z, index, maxIndex)
	if err != nil {
		return nil, err
	}
	s, _, err := text(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", index, err)
	}
	doc, err := parse(s, w)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", index, err)
	}
	head := doc.sections["general"]
	if head == nil {
		return nil, fmt.Errorf("%s: there is no section [General]", index)
	}
	for i := 1; i <= doc.number(head, "OrganCount", 1, 0, maxListed); i++ {
		o, name := doc.numbered("Organ", i)
		if o == nil || o.text("Filename") == "" {
			return nil, fmt.Errorf("%s: [%s] has no Filename, though [General] OrganCount is %d", index, name, doc.number(head, "OrganCount", 1, 0, maxListed))
		}
		if file := o.text("Filename"); r.ODF == "" {
			r.ODF = file
		} else {
			r.More = append(r.More, file)
		}
	}
	if r.ODF == "" {
		return nil, fmt.Errorf("the package holds no organ: %s says OrganCount=0 (it only adds samples to another)", index)
	}
	if len(r.More) > 0 {
		w.add("the package holds %d organs; %s was read", len(r.More)+1, r.ODF)
	}
	return entry(z, r.ODF, MaxSize)
}

// entry unpacks one file. Names are compared as GrandOrgue does, with either slash, and else without regard to case.
func entry(z *zip.Reader, name string, most int64) ([]byte, error) {
	want := path.Clean(strings.ReplaceAll(name, `\`, "/"))
	var found *zip.File
	for _, f := range z.File {
		have := path.Clean(strings.ReplaceAll(f.Name, `\`, "/"))
		if have == want {
			found = f
			break
		}
		if found == nil && strings.EqualFold(have, want) {
			found = f
		}
	}
	if found == nil {
		return nil, fmt.Errorf("the package has no %s (is it a GrandOrgue package?)", name)
	}
	if found.UncompressedSize64 > uint64(most) {
		return nil, fmt.Errorf("%s in the package has %d MB, at most %d", name, found.UncompressedSize64>>20, most>>20)
	}
	f, err := found.Open()
	if err != nil {
		return nil, fmt.Errorf("%s in the package cannot be unpacked: %w", name, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, fmt.Errorf("%s in the package is damaged: %w", name, err)
	}
	if int64(len(data)) > most {
		return nil, errors.New(name + " in the package is larger than it says")
	}
	return data, nil
}
