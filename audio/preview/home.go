package preview

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"voluntary/registration/grandorgue"
	"voluntary/registration/replace"
)

// settingsFolder is where GrandOrgue keeps its configurations.
func settingsFolder() (string, error) {
	switch runtime.GOOS {
	case "windows":
		return os.UserConfigDir()
	case "darwin":
		home, err := os.UserHomeDir()
		return filepath.Join(home, "Library", "Preferences"), err
	}
	return os.UserHomeDir()
}

// maxConfiguration is the most that a user's own configuration may have, in bytes. Real ones have some kilobytes.
const maxConfiguration = 16 << 20

// configure writes the configuration of our instance, after the user's own where there is one.
func configure(c grandorgue.Configuration) error {
	folder, err := settingsFolder()
	if err != nil {
		return fmt.Errorf("the folder of GrandOrgue's settings is not known: %w", err)
	}
	own := filepath.Join(folder, grandorgue.OwnConfigurationName)
	if info, err := os.Stat(own); err == nil && info.Size() <= maxConfiguration {
		if c.User, err = os.ReadFile(own); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("GrandOrgue's own settings cannot be read: %w", err)
		}
	}
	text, err := c.Text()
	if err != nil && c.User != nil { // settings that are damaged are no reason not to play
		c.User = nil
		text, err = c.Text()
	}
	if err != nil {
		return err
	}
	path := filepath.Join(folder, grandorgue.ConfigurationName)
	if err := replace.Bytes(path, text); err != nil {
		return fmt.Errorf("the settings for GrandOrgue cannot be written: %w", err)
	}
	return nil
}
