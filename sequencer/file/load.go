package file

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
	"voluntary/registration/replace"
	"voluntary/sequencer"
)

// Extension ends the name of an arrangement's file.
const Extension = ".voluntary"

// Load reads the arrangement at a path. The warnings are sentences about what is not as it was saved: see the package
// comment. The error names the file and the place in it and gives a hint; it wraps one of the package's sentinels or a
// system error.
func Load(path string) (*sequencer.Arrangement, []string, error) {
	name := filepath.Base(path)
	data, err := readFile(path)
	if err != nil {
		return nil, nil, fmt.Errorf("cannot open %s: %w", name, err)
	}
	a, warnings, err := Read(data)
	if err == nil {
		return a, warnings, nil
	}
	hint := ""
	if errors.Is(err, ErrDamaged) || errors.Is(err, sequencer.ErrInvalid) {
		hint = " (there is no earlier save beside it)"
		if st, err := os.Stat(Backup(path)); err == nil && st.Mode().IsRegular() {
			hint = fmt.Sprintf(" (the save before it is in %s)", filepath.Base(Backup(path)))
		} else if strings.HasSuffix(name, "~") {
			hint = ""
		}
	}
	return nil, nil, fmt.Errorf("cannot open %s: %w%s", name, err, hint)
}

// readFile reads a whole regular file within the limit.
func readFile(path string) ([]byte, error) {
	st, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, replace.Sentence("it is not there", err)
	case err != nil:
		return nil, unreadable(err)
	case st.IsDir():
		return nil, errors.New("it is a folder")
	case !st.Mode().IsRegular():
		return nil, errors.New("it is not a file")
	case st.Size() > MaxSize:
		return nil, fmt.Errorf("%w: at most %d MiB", ErrTooLarge, MaxSize>>20)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable(err)
	}
	defer f.Close()
	data := make([]byte, 0, st.Size()+1)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case err == io.EOF:
			return data, nil
		case err != nil:
			return nil, unreadable(err)
		case len(data) > MaxSize:
			return nil, ErrTooLarge
		case len(data) == cap(data):
			data = append(data, 0)[:len(data)]
		}
	}
}

func unreadable(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return replace.Sentence("it may not be read (its owner can allow it)", err)
	}
	return replace.InWords(err)
}

// Read reads the bytes of a .voluntary file. It never panics; the error names the place.
func Read(data []byte) (*sequencer.Arrangement, []string, error) { return read(data, shelf) }

func read(data []byte, find catalogue) (*sequencer.Arrangement, []string, error) {
	zipped, err := openArchive(data)
	if err != nil {
		return nil, nil, err
	}
	text, err := zipped.read(textEntry, maxText)
	if err != nil {
		return nil, nil, err
	}
	doc, piece, warnings, err := decode(text)
	if err != nil {
		return nil, nil, err
	}
	if at := doc.Source.Entry; at != "" {
		score, err := zipped.read(at, maxScore)
		if !strings.HasPrefix(at, scoreFolder) {
			err = damaged("a score is not expected at %.80q", at)
		}
		if err != nil {
			warnings = append(warnings, fmt.Sprintf("The score that the piece was imported from cannot be read and is left out: %v.", err))
		} else {
			piece.Source.Bytes = score
		}
	}
	embedded, complaint := embeddedConsole(zipped)
	var moved []string
	piece.Console, moved, err = chooseConsole(doc.Console, embedded, &piece, find)
	if err != nil {
		return nil, nil, err
	}
	if complaint != nil {
		warnings = append(warnings, fmt.Sprintf("The console inside the file cannot be read; %s is taken as it is installed: %v.", piece.Console.Name, complaint))
	}
	a, err := sequencer.New(piece)
	if err != nil {
		return nil, nil, err
	}
	return a, append(warnings, moved...), nil
}

func embeddedConsole(zipped *archive) (*registration.Console, error) {
	data, err := zipped.read(consoleEntry, maxConsole)
	if err != nil {
		return nil, err
	}
	c, err := consolefile.Read(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", consoleEntry, err)
	}
	return c, nil
}
