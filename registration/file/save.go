package file

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"voluntary/registration"
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
// permissions; a read-only one is refused with an error that wraps [fs.ErrPermission].
func Save(path string, c *registration.Console) error {
	data, err := Write(c)
	if err != nil {
		return err
	}
	if err := replace(path, data); err != nil {
		return fmt.Errorf("cannot save the console %s: %w", c.Name, err)
	}
	return nil
}

// replace writes beside the target, syncs and renames. A symbolic link stays one and its target is replaced.
func replace(path string, data []byte) (err error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	mode := fs.FileMode(0o644)
	old, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case !old.Mode().IsRegular():
		return fmt.Errorf("%s is not a file", path)
	case old.Mode().Perm()&0o200 == 0: // also for root, whom the system would let through
		return &fs.PathError{Op: "replace", Path: path, Err: fs.ErrPermission}
	default:
		mode = old.Mode().Perm()
	}
	folder := filepath.Dir(path)
	f, err := os.CreateTemp(folder, "."+filepath.Base(path)+"-*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if _, err := f.Write(data); err != nil {
		return err
	}
	if err := f.Chmod(mode); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	if d, err := os.Open(folder); err == nil { // the rename outlives a power cut only where folders can be synced
		d.Sync()
		d.Close()
	}
	return nil
}
