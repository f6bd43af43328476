package replace

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// File writes a file whole or not at all: into a new file in the same folder, synced, then renamed. At any moment, also
// after a power cut, path holds what it held or all that write has written. Symbolic links are followed, the permissions
// of a replaced file are kept, a read-only one is refused ([ErrReadOnly]). An error leaves nothing behind.
func File(path string, write func(io.Writer) error) error {
	return replacement{}.make(path, write)
}

// Bytes is File for what is in memory.
func Bytes(path string, data []byte) error { return replacement{}.write(path, data) }

// Keeping is Bytes, and keeps what stood there before at [Backup] of the path; of a link, beside what it leads to.
func Keeping(path string, data []byte) error { return replacement{backup: true}.write(path, data) }

// replacement is one run of File.
type replacement struct {
	backup bool                     // keep what stood there under Backup(path)
	before func(stage string) error // for tests: called before each stage; its error ends the run as the stage's own
}

// The stages of a replacement, in order.
const (
	stageCreate = "create"
	stageWrite  = "write"
	stageSync   = "sync"
	stageClose  = "close"
	stageBackup = "backup"
	stageRename = "rename"
	stageFolder = "folder"
)

func (r replacement) stage(name string, do func() error) error {
	if r.before != nil {
		if err := r.before(name); err != nil {
			return err
		}
	}
	return do()
}

func (r replacement) write(path string, data []byte) error {
	return r.make(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

func (r replacement) make(path string, write func(io.Writer) error) (err error) {
	defer func() { err = InWords(err) }()
	target, mode, exists, err := destination(path)
	if err != nil {
		return err
	}
	Sweep(target)
	draft := draftName(target)
	var f *os.File
	err = r.stage(stageCreate, func() (err error) {
		f, err = newDraft(draft)
		return err
	})
	if err != nil {
		return err
	}
	defer os.Remove(draft) // after the rename there is none
	err = r.stage(stageWrite, func() error { return write(f) })
	if err == nil && exists {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = r.stage(stageSync, f.Sync)
	}
	err = errors.Join(err, r.stage(stageClose, f.Close))
	if err != nil {
		f.Close()
		return err
	}
	if r.backup && exists {
		if err := r.stage(stageBackup, func() error { return keep(target) }); err != nil {
			return fmt.Errorf("the save before this one cannot be kept as %s: %w", filepath.Base(Backup(target)), err)
		}
	}
	if err := r.stage(stageRename, func() error { return os.Rename(draft, target) }); err != nil {
		return err
	}
	return r.stage(stageFolder, func() error { return syncFolder(filepath.Dir(target)) })
}

// destination follows links to the file that is to be replaced, which need not exist, and checks that it may be.
func destination(path string) (target string, mode fs.FileMode, exists bool, err error) {
	for range 40 {
		folder, err := filepath.EvalSymlinks(filepath.Dir(path))
		if err != nil {
			return "", 0, false, Sentence("its folder is not there", err)
		}
		target = filepath.Join(folder, filepath.Base(path))
		st, err := os.Lstat(target)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return target, 0, false, nil
		case err != nil:
			return "", 0, false, err
		case st.Mode()&fs.ModeSymlink != 0:
			if path, err = os.Readlink(target); err != nil {
				return "", 0, false, err
			}
			if !filepath.IsAbs(path) {
				path = filepath.Join(folder, path)
			}
			continue
		case st.IsDir():
			return "", 0, false, errors.New("it is a folder")
		case !st.Mode().IsRegular():
			return "", 0, false, errors.New("it is not a file")
		case st.Mode().Perm()&0o200 == 0: // also for root, whom the system would let through
			return "", 0, false, readOnly()
		}
		f, err := os.OpenFile(target, os.O_WRONLY, 0)
		if errors.Is(err, fs.ErrPermission) {
			return "", 0, false, readOnly()
		}
		if err != nil {
			return "", 0, false, err
		}
		return target, st.Mode().Perm(), true, f.Close()
	}
	return "", 0, false, errors.New("its links lead in a circle")
}

func readOnly() error {
	return Sentence(ErrReadOnly.Error()+" (save it under another name)", ErrReadOnly, fs.ErrPermission)
}

// A draft is what is written before it gets its name: .NAME.NUMBER.tmp in the same folder.
func draftAffixes(target string) (head, tail string) {
	return "." + filepath.Base(target) + ".", draftExtension
}

const draftExtension = ".tmp"

func draftName(target string) string {
	head, tail := draftAffixes(target)
	return filepath.Join(filepath.Dir(target), head+strconv.FormatUint(rand.Uint64(), 36)+tail)
}

// newDraft makes an empty file with the permissions that any new file gets.
func newDraft(name string) (*os.File, error) {
	return os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
}

// DraftOf tells which file in the same folder a file with this name was to become. It is false for all but drafts.
func DraftOf(name string) (target string, ok bool) {
	head, isDraft := strings.CutSuffix(name, draftExtension)
	target, hidden := strings.CutPrefix(head, ".")
	dot := strings.LastIndexByte(target, '.')
	if !isDraft || !hidden || dot <= 0 {
		return "", false
	}
	return target[:dot], true
}

// Sweep removes drafts of a file that a killed program has left long ago. Every replacement of that file does so too.
func Sweep(target string) {
	head, tail := draftAffixes(target)
	names, err := os.ReadDir(filepath.Dir(target))
	if err != nil {
		return
	}
	for _, e := range names {
		if !strings.HasPrefix(e.Name(), head) || !strings.HasSuffix(e.Name(), tail) || !e.Type().IsRegular() {
			continue
		}
		if st, err := e.Info(); err == nil && time.Since(st.ModTime()) > time.Hour {
			os.Remove(filepath.Join(filepath.Dir(target), e.Name()))
		}
	}
}

// Backup is where Keeping keeps what stood at path before.
func Backup(path string) string { return path + "~" }

// keep gives the file a second name, its backup's, in one step: at no moment is there less than there was. Where the disk
// knows no second names (a memory stick) the file is copied.
func keep(target string) error {
	draft := draftName(target)
	defer os.Remove(draft)
	if os.Link(target, draft) != nil {
		if err := copyFile(draft, target); err != nil {
			return err
		}
	}
	return os.Rename(draft, Backup(target))
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := newDraft(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close())
}

// syncFolder makes a rename outlive a power cut. Some systems and disks cannot do it, which is no fault.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(path)
	if err != nil {
		return nil //nolint:nilerr // a folder may be written to and not be read
	}
	defer d.Close()
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		return nil
	}
	return err
}
