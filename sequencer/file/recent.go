package file

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"voluntary/registration/replace"
)

// maxRecent is how many files are remembered.
const maxRecent = 20

// Recent is a file opened or saved lately.
type Recent struct {
	Path  string    `json:"path"` // absolute
	Title string    `json:"title"`
	Time  time.Time `json:"time"`
}

// RecentList is the list of files opened lately, kept in a small JSON file. It is read anew for each call, so that
// several running programs share it. Any goroutine may call its methods.
type RecentList struct {
	path string
	mu   sync.Mutex
}

// recentFile is what the file holds.
type recentFile struct {
	Format  string   `json:"format"`
	Version int      `json:"version"`
	Files   []Recent `json:"files"`
}

const (
	recentFormat  = "voluntary-recent"
	recentVersion = 1
	maxRecentSize = 1 << 20
)

// OpenRecent gives the list that is kept at a path; "" is [RecentPath]. Nothing is read or written yet.
func OpenRecent(path string) (*RecentList, error) {
	if path == "" {
		var err error
		if path, err = RecentPath(); err != nil {
			return nil, err
		}
	}
	return &RecentList{path: path}, nil
}

// List gives the files, the latest first. Files that are there no more are still listed: a memory stick may come back.
// A list that cannot be read is empty: it is a convenience, not a work.
func (l *RecentList) List() []Recent {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.read()
}

func (l *RecentList) read() []Recent {
	if st, err := os.Stat(l.path); err != nil || st.Size() > maxRecentSize {
		return nil
	}
	data, err := readFile(l.path)
	var f recentFile
	if err != nil || json.Unmarshal(data, &f) != nil || f.Format != recentFormat {
		return nil
	}
	return f.Files[:min(len(f.Files), maxRecent)]
}

// Add puts a file at the head of the list.
func (l *RecentList) Add(path, title string) error {
	full, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("the list of recent files: %w", err)
	}
	return l.change(func(files []Recent) []Recent {
		files = slices.DeleteFunc(files, func(r Recent) bool { return r.Path == full })
		return slices.Insert(files, 0, Recent{Path: full, Title: title, Time: time.Now().UTC().Truncate(time.Second)})
	})
}

// Remove takes a file out of the list.
func (l *RecentList) Remove(path string) error {
	full, err := filepath.Abs(path)
	if err != nil {
		return fmt.Errorf("the list of recent files: %w", err)
	}
	return l.change(func(files []Recent) []Recent {
		return slices.DeleteFunc(files, func(r Recent) bool { return r.Path == full })
	})
}

// Clear empties the list.
func (l *RecentList) Clear() error {
	return l.change(func([]Recent) []Recent { return nil })
}

func (l *RecentList) change(edit func([]Recent) []Recent) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	err := Alone(l.path, func() error {
		files := edit(l.read())
		f := recentFile{Format: recentFormat, Version: recentVersion, Files: files[:min(len(files), maxRecent)]}
		data, err := json.MarshalIndent(f, "", "  ")
		if err != nil {
			return err
		}
		return replace.Bytes(l.path, append(data, '\n'))
	})
	if err != nil {
		return fmt.Errorf("the list of recent files cannot be kept: %w", replace.InWords(err))
	}
	return nil
}
