package settings

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"sync"

	"fyne.io/fyne/v2"

	"voluntary/registration/replace"
	piecefile "voluntary/sequencer/file"
)

// largest is the size of the largest file that is read as settings, in bytes.
const largest = 4 << 20

// Store is the settings. Any goroutine may call its methods.
type Store struct {
	path string
	log  *slog.Logger

	mu        sync.Mutex
	values    map[string]any // as JSON gives them
	seen      fs.FileInfo    // the file that values were read from, nil: none
	listeners []func()
	failing   bool
}

var _ fyne.Preferences = (*Store)(nil)

// Open reads the settings at a path. When there are none yet it begins with those of an older file, if there is one.
// Settings that cannot be read are as if there were none: they are conveniences, not works.
func Open(path, older string, log *slog.Logger) *Store {
	s := &Store{path: path, log: log, values: make(map[string]any)}
	s.refresh()
	if s.seen == nil && older != "" {
		if values, ok := read(older); ok {
			s.change(func(now map[string]any) { maps.Copy(now, values) })
		}
	}
	return s
}

func read(path string) (map[string]any, bool) {
	if st, err := os.Stat(path); err != nil || st.Size() > largest {
		return nil, false
	}
	data, err := os.ReadFile(path)
	values := make(map[string]any)
	if err != nil || json.Unmarshal(data, &values) != nil || values == nil {
		return nil, false
	}
	return values, true
}

// refresh reads the file again when it is another one, and reports whether it was.
func (s *Store) refresh() bool {
	st, err := os.Stat(s.path)
	if err != nil || s.seen != nil && os.SameFile(st, s.seen) && st.ModTime().Equal(s.seen.ModTime()) {
		return false
	}
	values, ok := read(s.path)
	if ok {
		s.values = values
	}
	s.seen = st
	return ok
}

// Look takes in what other windows have changed, and tells the listeners when there was something.
func (s *Store) Look() {
	s.mu.Lock()
	changed := s.refresh()
	s.mu.Unlock()
	if changed {
		s.Tell()
	}
}

// Tell calls the listeners.
func (s *Store) Tell() {
	for _, f := range s.ChangeListeners() {
		f()
	}
}

// AddChangeListener has a function called after every change, on the goroutine that makes or finds it.
func (s *Store) AddChangeListener(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listeners = append(s.listeners, f)
}

// ChangeListeners lists what is called after a change.
func (s *Store) ChangeListeners() []func() {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]func(){}, s.listeners...)
}

// change edits the values in the file as it is now, and takes in what others have changed there.
func (s *Store) change(edit func(map[string]any)) {
	err := piecefile.Alone(s.path, func() error {
		s.refresh()
		edit(s.values)
		data, err := json.MarshalIndent(s.values, "", "  ")
		if err == nil {
			err = replace.Bytes(s.path, append(data, '\n'))
		}
		if st, errStat := os.Stat(s.path); err == nil && errStat == nil {
			s.seen = st
		}
		return err
	})
	if err != nil && !s.failing && s.log != nil {
		s.log.Error("the settings cannot be kept: " + replace.InWords(err).Error())
	}
	s.failing = err != nil
}

func (s *Store) set(key string, value any) {
	s.mu.Lock()
	s.refresh()
	was, there := s.values[key]
	if there && same(was, value) {
		s.mu.Unlock()
		return
	}
	s.change(func(now map[string]any) { now[key] = value })
	s.mu.Unlock()
	s.Tell()
}

// same compares a value as it was read with one that is set.
func same(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// RemoveValue forgets a value.
func (s *Store) RemoveValue(key string) {
	s.mu.Lock()
	s.change(func(now map[string]any) { delete(now, key) })
	s.mu.Unlock()
	s.Tell()
}

// value reads one, in the type that is asked for; the fallback when it is not there or of another type.
func value[T any](s *Store, key string, fallback T) T {
	s.mu.Lock()
	s.refresh()
	v, ok := s.values[key]
	s.mu.Unlock()
	if !ok {
		return fallback
	}
	if got, is := v.(T); is {
		return got
	}
	data, err := json.Marshal(v)
	var got T
	if err != nil || json.Unmarshal(data, &got) != nil {
		return fallback
	}
	return got
}
