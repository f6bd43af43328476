package file

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// SettingsPath is where the settings of the program lie: "settings.json" in VOLUNTARY_HOME, else in the user's
// configuration folder.
func SettingsPath() (string, error) { return ownFolder(os.UserConfigDir, "settings.json") }

// longestTurn is how long one running program waits for another to be done with a file that they share.
const longestTurn = 3 * time.Second

// Alone does something to a file that several running programs share while none of the others does. It waits for its turn;
// when that does not come, it goes ahead: the lock of a program that has ended is free by itself, so that only a folder
// that cannot be locked at all, as on some network disks, is a reason.
func Alone(path string, do func() error) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	for deadline := time.Now().Add(longestTurn); ; time.Sleep(3 * time.Millisecond) {
		lock, held, err := lockFile(path + lockExtension)
		if err != nil || !held && time.Now().After(deadline) {
			return do()
		}
		if held {
			err := do()
			if errClose := lock.Close(); err == nil && errClose != nil {
				err = fmt.Errorf("its lock: %w", errClose)
			}
			return err
		}
	}
}
