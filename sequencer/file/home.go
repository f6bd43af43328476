package file

import (
	"fmt"
	"os"
	"path/filepath"
)

// homeVariable moves all that the program keeps for itself into one folder: for tests, for a stick that is carried along.
const homeVariable = "VOLUNTARY_HOME"

// ownFolder is the folder of that name in VOLUNTARY_HOME when that is set, else the program's folder in the one that the
// system gives.
func ownFolder(system func() (string, error), name string) (string, error) {
	if home := os.Getenv(homeVariable); home != "" {
		return filepath.Join(home, name), nil
	}
	folder, err := system()
	if err != nil {
		return "", fmt.Errorf("this user has no folder for the program's own files: %w", err)
	}
	return filepath.Join(folder, "voluntary", name), nil
}

// RecoveryFolder is where recovery copies lie: "recovery" in VOLUNTARY_HOME, else in the user's cache folder.
func RecoveryFolder() (string, error) { return ownFolder(os.UserCacheDir, "recovery") }

// RecentPath is where the list of files opened lately lies: "recent.json" in VOLUNTARY_HOME, else in the user's
// configuration folder.
func RecentPath() (string, error) { return ownFolder(os.UserConfigDir, "recent.json") }
