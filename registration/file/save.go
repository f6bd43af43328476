package file

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"voluntary/registration"
	"voluntary/registration/replace"
)

// Load reads a .console file from disk. The error names the file and the place in it.
func Load(path string) (*registration.Console, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("cannot open the console: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("cannot read the console: %w", err)
	}
	c, err := Read(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

// Save writes a .console file to disk, whole or not at all. A file that stands there is replaced and keeps its
// permissions; a read-only one is refused with an error that wraps [replace.ErrReadOnly].
func Save(path string, c *registration.Console) error {
	data, err := Write(c)
	if err == nil {
		err = replace.Bytes(path, data)
	}
	if err != nil {
		return fmt.Errorf("cannot save %s: %w", filepath.Base(path), err)
	}
	return nil
}
