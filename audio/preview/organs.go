package preview

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"voluntary/registration/grandorgue"
)

// Organ is an organ of GrandOrgue that lies on this machine.
type Organ struct {
	Title string // what the organ is called
	Path  string // of the .organ or .orgue file
}

// Limits of the search.
const (
	maxOrgans = 200
	maxDepth  = 4 // folders within folders
	maxLooked = 20_000
)

// Organs lists the organs that lie where GrandOrgue keeps them: its packages, and the folder GrandOrgue among the user's
// documents. It is sorted by title.
func Organs() []Organ {
	folders := []string{"/usr/share/GrandOrgue/packages", "/usr/local/share/GrandOrgue/packages"}
	if home, err := os.UserHomeDir(); err == nil {
		folders = append(folders, filepath.Join(home, "GrandOrgue"), filepath.Join(home, "Documents", "GrandOrgue"))
	}
	if documents := os.Getenv("XDG_DOCUMENTS_DIR"); documents != "" {
		folders = append(folders, filepath.Join(documents, "GrandOrgue"))
	}
	return organsIn(folders)
}

func organsIn(folders []string) []Organ {
	var all []Organ
	looked, seen := 0, make(map[string]bool)
	for _, folder := range folders {
		_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if looked++; looked > maxLooked || len(all) == maxOrgans {
				return fs.SkipAll
			}
			if err != nil {
				return nil //nolint:nilerr // what cannot be read is not listed
			}
			if d.IsDir() {
				rel, _ := filepath.Rel(folder, path)
				if strings.Count(rel, string(filepath.Separator)) >= maxDepth || strings.HasPrefix(d.Name(), "Cache") {
					return fs.SkipDir
				}
				return nil
			}
			ending := strings.ToLower(filepath.Ext(path))
			if (ending == ".organ" || ending == ".orgue") && !seen[path] {
				seen[path] = true
				all = append(all, Organ{grandorgue.Title(path), path})
			}
			return nil
		})
	}
	slices.SortStableFunc(all, func(a, b Organ) int { return strings.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title)) })
	return all
}
