package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"voluntary/sequencer/smf"
)

// score is a score as read, with its bytes for the arrangement.
type score struct {
	name  string
	bytes []byte
	file  *smf.File
}

func readScore(path string) (*score, error) {
	b, err := readBytes(path, smf.MaxBytes)
	if err != nil {
		return nil, err
	}
	return parseScore(path, b)
}

func parseScore(path string, b []byte) (*score, error) {
	name := filepath.Base(path)
	f, err := smf.Read(b)
	switch {
	case err == nil:
		return &score{name, b, f}, nil
	case errors.Is(err, smf.ErrFormat):
		if k := kindOf(b); k.words != "" {
			return nil, fmt.Errorf("%s is %s", name, k.words)
		}
		return nil, hint(fmt.Errorf("%s: %w", name, err), "vol reads MIDI files: .mid, .midi, .kar, .rmi, .smf")
	}
	return nil, hint(fmt.Errorf("%s: %w", name, err), "save it anew in the program that made it")
}

// readBytes reads a whole file of bounded size.
func readBytes(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, openError(path, err)
	}
	defer f.Close()
	st, err := f.Stat()
	switch {
	case err != nil:
		return nil, openError(path, err)
	case st.IsDir():
		return nil, fmt.Errorf("%s is a folder (name a file)", path)
	case st.Mode().IsRegular() && st.Size() > limit:
		return nil, tooLarge(path, limit)
	}
	b, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	if int64(len(b)) > limit {
		return nil, tooLarge(path, limit)
	}
	return b, nil
}

func tooLarge(path string, limit int64) error {
	return fmt.Errorf("%s is larger than %d MiB (is it a score?)", path, limit>>20)
}

func openError(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no file %s (check the name)", path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s may not be read (check its permissions)", path)
	}
	return fmt.Errorf("open %s: %w (check the name)", path, err)
}

// hint puts a hint behind an error that has none.
func hint(err error, text string) error {
	if err == nil || strings.HasSuffix(err.Error(), ")") {
		return err
	}
	return fmt.Errorf("%w (%s)", err, text)
}
