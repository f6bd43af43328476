package file

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"voluntary/assets"
	"voluntary/registration"
)

// Default is the name of the console that is taken where none is named.
const Default = "parish"

// ErrNotFound is wrapped when no console has the name that was asked for.
var ErrNotFound = errors.New("no such console")

// Entry is a console that can be found by its name.
type Entry struct {
	Name  string
	Title string
	Path  string // where an installed console lies; "" for a shipped one
	Err   error  // what is wrong with an installed file that cannot be read, else nil
}

// Folder is where installed consoles lie: the folder "consoles" of VOLUNTARY_HOME if that is set, else of the user's own
// configuration. It need not exist.
func Folder() (string, error) {
	if home := os.Getenv("VOLUNTARY_HOME"); home != "" {
		return filepath.Join(home, "consoles"), nil
	}
	home, err := os.UserConfigDir()
	if err != nil {
		return "", fmt.Errorf("no folder for installed consoles: %w", err)
	}
	return filepath.Join(home, "voluntary", "consoles"), nil
}

// List lists the consoles that are shipped and installed, by name. An installed console hides the shipped one of the
// same name.
func List() []Entry {
	var out []Entry
	paths := shelf()
	for _, name := range slices.Sorted(maps.Keys(paths)) {
		out = append(out, entry(name, paths[name]))
	}
	return out
}

// known is what List has read, by path or shipped name: a menu that lists the consoles is made anew with every edit of a piece,
// and a file is read again only when it has changed.
var known struct {
	sync.Mutex
	entries map[string]stamped
}

// stamped is an entry and the file that it was read from.
type stamped struct {
	entry      Entry
	size, time int64
}

func entry(name, path string) Entry {
	s := stamped{entry: Entry{Name: name, Path: path}}
	if info, err := os.Stat(path); err == nil {
		s.size, s.time = info.Size(), info.ModTime().UnixNano()
	}
	key := cmp.Or(path, name)
	known.Lock()
	defer known.Unlock()
	if k, ok := known.entries[key]; ok && k.size == s.size && k.time == s.time {
		return k.entry
	}
	if c, err := open(name, path); err != nil {
		s.entry.Err = err
	} else {
		s.entry.Title = c.Title
	}
	if known.entries == nil {
		known.entries = map[string]stamped{}
	}
	known.entries[key] = s
	return s.entry
}

// Find gives the console of a name, as [List] has it, or of the path of a .console file. The error for an unknown name
// wraps [ErrNotFound] and lists the names there are.
func Find(name string) (*registration.Console, error) {
	if strings.ContainsRune(name, '/') || strings.ContainsRune(name, filepath.Separator) || strings.HasSuffix(name, Extension) {
		return Load(name)
	}
	paths := shelf()
	path, ok := paths[name]
	if !ok {
		names := slices.Sorted(maps.Keys(paths))
		return nil, fmt.Errorf("%w: %q (there are %s; or give the path of a %s file)",
			ErrNotFound, name, strings.Join(names, ", "), Extension)
	}
	return open(name, path)
}

// Installed tells whether a console of this name is among the user's own.
func Installed(name string) bool { return shelf()[name] != "" }

// open reads an installed console, or the shipped one where there is no path.
func open(name, path string) (*registration.Console, error) {
	if path != "" {
		return Load(path)
	}
	data, err := fs.ReadFile(assets.Consoles(), name+Extension)
	if err != nil {
		return nil, fmt.Errorf("the shipped console %s: %w", name, err)
	}
	c, err := Read(data)
	if err != nil {
		return nil, fmt.Errorf("the shipped console %s: %w", name, err)
	}
	return c, nil
}

// shelf maps the name of every console to its path, "" for the shipped ones. A folder that cannot be read is empty.
func shelf() map[string]string {
	paths := make(map[string]string)
	shipped, _ := fs.ReadDir(assets.Consoles(), ".")
	for _, f := range shipped {
		if name, ok := strings.CutSuffix(f.Name(), Extension); ok {
			paths[name] = ""
		}
	}
	folder, err := Folder()
	if err != nil {
		return paths
	}
	installed, _ := os.ReadDir(folder)
	for _, f := range installed {
		if name, ok := strings.CutSuffix(f.Name(), Extension); ok && name != "" && !f.IsDir() {
			paths[name] = filepath.Join(folder, f.Name())
		}
	}
	return paths
}
