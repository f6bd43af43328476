package file

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"voluntary/registration/replace"
	"voluntary/sequencer"
)

// Recovery keeps copies of pieces that are not saved, so that a crash or a power cut costs at most what was done since
// the last copy. One program run has one; it holds a lock by which another run knows that the copies are not lost. Any
// goroutine may call its methods; one waits for the other, so that a copy that is being written is gone after Remove.
//
// A run writes RUN-DOCUMENT.voluntary for each piece and RUN.lock; RUN is the process id and a number. A copy is an
// ordinary .voluntary file with one entry more, recovery.json.
type Recovery struct {
	folder string
	run    string
	lock   *os.File
	mu     sync.Mutex // held while copies are written and removed
}

// Lost is a recovery copy that a run has left behind which ended without saving or closing the piece.
type Lost struct {
	Copy  string    // where the copy lies
	Path  string    // where the piece was saved last; "" when it never was
	Title string    // of the piece
	Time  time.Time // when the copy was made
}

const (
	recoveryEntry = "recovery.json"
	lockExtension = ".lock"
	maxLost       = 1 << 16 // bytes of recovery.json
)

// recoveryNote is recovery.json.
type recoveryNote struct {
	Path  string    `json:"path"`
	Title string    `json:"title"`
	Time  time.Time `json:"time"`
}

// OpenRecovery begins a run in a folder, which is made when it is not there; "" is [RecoveryFolder]. The caller closes
// it at the end.
func OpenRecovery(folder string) (*Recovery, error) {
	r, err := openRecovery(folder)
	if err != nil {
		return nil, fmt.Errorf("no recovery copies can be kept: %w", replace.InWords(err))
	}
	return r, nil
}

func openRecovery(folder string) (r *Recovery, err error) {
	if folder == "" {
		if folder, err = RecoveryFolder(); err != nil {
			return nil, err
		}
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, err
	}
	for range 10 {
		r = &Recovery{folder: folder, run: fmt.Sprintf("%d-%s", os.Getpid(), strconv.FormatUint(rand.Uint64(), 36))}
		path := filepath.Join(folder, r.run+lockExtension)
		lock, held, err := lockFile(path)
		if err != nil {
			return nil, err
		}
		if !held {
			continue
		}
		// Between making and locking it, another run may have taken it for a dead one's and removed it.
		now, errPath := os.Stat(path)
		mine, errFile := lock.Stat()
		if errPath == nil && errFile == nil && os.SameFile(now, mine) {
			r.lock = lock
			return r, nil
		}
		lock.Close()
	}
	return nil, replace.Sentence("another program is clearing its folder")
}

func (r *Recovery) path(document int) string {
	return filepath.Join(r.folder, fmt.Sprintf("%s-%d%s", r.run, document, Extension))
}

// Write keeps a copy of a document, in place of its copy before. document tells the open pieces of this run apart; path
// is where the piece is saved, "" when it never was. When it fails, the copy before is still there; the error says why and
// may wrap [ErrDiskFull].
func (r *Recovery) Write(document int, path string, a *sequencer.Arrangement) error {
	note := recoveryNote{Path: path, Title: a.Title(), Time: time.Now().UTC().Truncate(time.Millisecond)}
	if path != "" {
		if full, err := filepath.Abs(path); err == nil {
			note.Path = full
		}
	}
	text, err := json.MarshalIndent(note, "", "  ")
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	data, err := pack(a, extra{recoveryEntry, text})
	if err == nil {
		err = replace.Bytes(r.path(document), data)
	}
	if err != nil {
		return fmt.Errorf("no recovery copy of %q could be made: %w", a.Title(), err)
	}
	return nil
}

// Remove drops the copy of a document, after it has been saved or closed. It is no error when there is none.
func (r *Recovery) Remove(document int) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return remove(r.path(document))
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("the recovery copy %s cannot be removed: %w", filepath.Base(path), replace.InWords(err))
	}
	return nil
}

// Close ends the run. What has a copy still is lost: a program that ends well removes the copies first.
func (r *Recovery) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	copies, err := r.copies()
	if err == nil && len(copies[r.run]) == 0 {
		return release(r.lock)
	}
	return r.lock.Close()
}

// release gives a lock up and removes its file.
func release(lock *os.File) error {
	os.Remove(lock.Name()) // while it is held, where the system allows that
	err := lock.Close()
	os.Remove(lock.Name())
	return err
}

// copies lists the paths of the copies in the folder by run; a run without any is listed too. Drafts that a killed run
// left are removed.
func (r *Recovery) copies() (map[string][]string, error) {
	list, err := os.ReadDir(r.folder)
	if err != nil {
		return nil, err
	}
	out := make(map[string][]string)
	for _, e := range list {
		name := e.Name()
		if !e.Type().IsRegular() {
			continue
		}
		if run, ok := strings.CutSuffix(name, lockExtension); ok {
			if _, listed := out[run]; !listed {
				out[run] = nil
			}
		} else if target, ok := replace.DraftOf(name); ok {
			replace.Sweep(filepath.Join(r.folder, target))
		} else if base, ok := strings.CutSuffix(name, Extension); ok {
			if i := strings.LastIndexByte(base, '-'); i > 0 {
				out[base[:i]] = append(out[base[:i]], filepath.Join(r.folder, name))
			}
		}
	}
	return out, nil
}

// Found lists the copies that runs which are no more have left, the newest first. Copies of a run that is alive are not
// among them, and what cannot be read is not either.
func (r *Recovery) Found() ([]Lost, error) {
	copies, err := r.copies()
	if err != nil {
		return nil, fmt.Errorf("lost pieces cannot be looked for: %w", replace.InWords(err))
	}
	var out []Lost
	for run, paths := range copies {
		if run == r.run || !r.dead(run, len(paths) == 0) {
			continue
		}
		for _, path := range paths {
			if l, err := readLost(path); err == nil {
				out = append(out, l)
			}
		}
	}
	slices.SortFunc(out, func(a, b Lost) int {
		return cmp.Or(b.Time.Compare(a.Time), strings.Compare(a.Copy, b.Copy))
	})
	return out, nil
}

// dead reports whether nobody holds a run's lock; clear removes the lock when so.
func (r *Recovery) dead(run string, clear bool) bool {
	path := filepath.Join(r.folder, run+lockExtension)
	if _, err := os.Lstat(path); os.IsNotExist(err) {
		return true
	}
	lock, held, err := lockFile(path)
	if err != nil || !held {
		return false
	}
	if clear {
		release(lock)
	} else {
		lock.Close()
	}
	return true
}

func readLost(path string) (Lost, error) {
	data, err := readFile(path)
	if err != nil {
		return Lost{}, err
	}
	zipped, err := openArchive(data)
	if err != nil {
		return Lost{}, err
	}
	text, err := zipped.read(recoveryEntry, maxLost)
	if err != nil {
		return Lost{}, err
	}
	var note recoveryNote
	if err := json.Unmarshal(text, &note); err != nil {
		return Lost{}, err
	}
	return Lost{Copy: path, Path: note.Path, Title: note.Title, Time: note.Time}, nil
}

// Load reads the copy, as the function [Load] does.
func (l Lost) Load() (*sequencer.Arrangement, []string, error) { return Load(l.Copy) }

// Remove drops the copy, after the user has saved or declined it. It is no error when there is none.
func (l Lost) Remove() error { return remove(l.Copy) }
