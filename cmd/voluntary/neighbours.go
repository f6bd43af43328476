package main

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"voluntary/registration/replace"
	piecefile "voluntary/sequencer/file"
	"voluntary/ui/settings"
)

// Windows are programs of their own. What they have in common lies in files that each looks at now and then: the
// settings, the list of recent files, and a word that all are to quit.

// lookEvery is how soon a window notices what another has done.
const lookEvery = 400 * time.Millisecond

// quitFile holds the word that all windows are to quit: the process id of the one that says so.
const quitFile = "quit-all"

// neighbours are the other windows of the same person.
type neighbours struct {
	store  *settings.Store
	recent string // path of the list of recent files
	quit   string // path of the word to quit

	mu     sync.Mutex
	asked  func() // called when all are to quit
	ended  context.CancelFunc
	worker sync.WaitGroup
}

// settingsOf opens the settings; those that Fyne has kept for earlier versions are taken over.
func settingsOf(a fyne.App, log *slog.Logger) (*settings.Store, error) {
	path, err := piecefile.SettingsPath()
	if err != nil {
		return nil, err
	}
	return settings.Open(path, filepath.Join(a.Storage().RootURI().Path(), "preferences.json"), log), nil
}

// meet begins to look at what the other windows do.
func meet(ctx context.Context, store *settings.Store) (*neighbours, error) {
	recent, err := piecefile.RecentPath()
	if err != nil {
		return nil, err
	}
	n := &neighbours{store: store, recent: recent, quit: filepath.Join(filepath.Dir(recent), quitFile)}
	ctx, n.ended = context.WithCancel(ctx)
	quit, recents := at(n.quit), at(n.recent)
	n.worker.Go(func() {
		tick := time.NewTicker(lookEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			store.Look()
			if now := at(recent); !same(now, recents) {
				recents = now
				store.Tell()
			}
			if now := at(n.quit); now != nil && !same(now, quit) {
				quit = now
				if data, err := os.ReadFile(n.quit); err == nil && string(data) != strconv.Itoa(os.Getpid()) {
					n.mu.Lock()
					asked := n.asked
					n.mu.Unlock()
					if asked != nil {
						asked()
					}
				}
			}
		}
	})
	return n, nil
}

func (n *neighbours) close() {
	n.ended()
	n.worker.Wait()
}

// at is a file as it lies on the disk now, nil when there is none.
func at(path string) fs.FileInfo {
	st, err := os.Stat(path)
	if err != nil {
		return nil
	}
	return st
}

func same(a, b fs.FileInfo) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	return os.SameFile(a, b) && a.ModTime().Equal(b.ModTime())
}

// OnQuit has a function called, on any goroutine, when another window says that all are to quit.
func (n *neighbours) OnQuit(asked func()) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.asked = asked
}

// QuitOthers tells the other windows to quit. Each asks about its own piece first.
func (n *neighbours) QuitOthers() error {
	if err := os.MkdirAll(filepath.Dir(n.quit), 0o755); err != nil {
		return fmt.Errorf("the other windows could not be told: %w", replace.InWords(err))
	}
	if err := replace.Bytes(n.quit, []byte(strconv.Itoa(os.Getpid()))); err != nil {
		return fmt.Errorf("the other windows could not be told: %w", replace.InWords(err))
	}
	return nil
}

// shared is Fyne's app with settings that several windows share.
type shared struct {
	fyne.App
	settings *settings.Store
}

// Preferences are the settings.
func (s shared) Preferences() fyne.Preferences { return s.settings }
