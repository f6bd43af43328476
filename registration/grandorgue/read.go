package grandorgue

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"voluntary/registration"
)

// Read makes a console of a definition: .organ, packed or not, .orgue, or the text that jMakeOdf makes definitions of.
// The kind is told by content; name is only for messages. The console's dialect is GrandOrgue's set-up header.
//
// The error names the section and the key, or the line. The report is complete when there is no error.
func Read(data []byte, name string) (*registration.Console, Report, error) {
	return read(bytes.NewReader(data), int64(len(data)), name)
}

// ReadFile is Read for a file on disk. Of a package, which may have gigabytes, only the definition is read.
func ReadFile(name string) (*registration.Console, Report, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, Report{}, fmt.Errorf("cannot open the organ: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, Report{}, fmt.Errorf("cannot read the organ: %w", err)
	}
	if info.IsDir() {
		return nil, Report{}, fmt.Errorf("%s is a folder (give the .organ or .orgue file in it)", name)
	}
	return read(f, info.Size(), name)
}

func read(r io.ReaderAt, size int64, name string) (*registration.Console, Report, error) {
	var report Report
	c, err := reading(r, size, &report)
	if err != nil {
		return nil, Report{}, fmt.Errorf("%s: %w", name, err)
	}
	return c, report, nil
}

func reading(r io.ReaderAt, size int64, report *Report) (*registration.Console, error) {
	var magic [4]byte
	n, _ := r.ReadAt(magic[:], 0)
	w := new(warnings)
	var data []byte
	var err error
	if bytes.HasPrefix(magic[:n], []byte("PK")) {
		report.Format = "GrandOrgue package"
		z, err := zip.NewReader(r, size)
		if err != nil {
			return nil, fmt.Errorf("the package is damaged: %w", err)
		}
		if data, err = definitionIn(z, report, w); err != nil {
			return nil, err
		}
	} else {
		report.Format = "GrandOrgue definition"
		if size > MaxSize {
			return nil, tooLarge()
		}
		if data, err = io.ReadAll(io.NewSectionReader(r, 0, size)); err != nil {
			return nil, fmt.Errorf("cannot be read: %w", err)
		}
	}
	o, err := organOf(data, report, w)
	if err != nil {
		return nil, err
	}
	return o.console(report, w)
}

// organOf reads the text of a definition, in either of its forms.
func organOf(data []byte, report *Report, w *warnings) (*organ, error) {
	if len(data) == 0 {
		return nil, errors.New("the file is empty")
	}
	if isMakeODF(data) {
		report.Format, report.Encoding = "jMakeOdf text", "UTF-8"
		return readMakeODF(loose(data), w)
	}
	s, encoding, err := text(data)
	if err != nil {
		return nil, err
	}
	if strings.ContainsRune(s, 0) {
		return nil, errBinary
	}
	report.Encoding = encoding
	doc, err := parse(s, w)
	if err != nil {
		return nil, err
	}
	return readODF(doc)
}
