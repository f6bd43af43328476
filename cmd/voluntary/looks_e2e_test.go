//go:build linux

package main

import (
	"flag"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
	piecefile "voluntary/sequencer/file"
	"voluntary/sequencer/specimen"
)

var (
	updateWindow = flag.Bool("update", false, "take the picture of the window in the README and the manual anew")
	pictures     = flag.String("pictures", "", "a folder that keeps the pictures of the window")
)

// looks are the sizes in pixels, with the scale, at which the window is looked at.
var looks = []struct {
	width, height int
	scale         string
}{{1280, 720, "1"}, {1920, 1080, "1"}, {3840, 2160, "2"}}

// sight is a piece that the window is looked at with. No file: the program's own arguments.
type sight struct{ name, title, file, argument string }

// sights writes the pieces into a folder.
func sights(t *testing.T, folder string) []sight {
	t.Helper()
	cathedral, err := consolefile.Find("cathedral")
	require.NoError(t, err)
	parish, err := consolefile.Find("parish")
	require.NoError(t, err)
	keep := func(name string, a *sequencer.Arrangement, err error) string {
		require.NoError(t, err)
		path := filepath.Join(folder, name+piecefile.Extension)
		require.NoError(t, piecefile.Save(path, a))
		return path
	}
	large, err := specimen.Large(parish, 100_000)
	crowd := keep("crowd", large, err)
	full, err := specimen.Full(cathedral, 60)
	stops := keep("stops", full, err)
	return []sight{
		{name: "demo", title: "Prelude in C major"},
		{name: "crowd", title: "crowd", file: crowd},
		{name: "stops", title: "stops", file: stops},
		{name: "empty", title: "Untitled", argument: "-new"},
	}
}

// TestE2ELooks takes a picture of the real window at each size, light and dark, with each piece: twenty-four that are kept
// with -pictures FOLDER. That nothing is cut off or overlaps is counted by the tests of ui; here it is looked at.
func TestE2ELooks(t *testing.T) {
	s := newScreen(t)
	if _, err := exec.LookPath("import"); err != nil {
		t.Skip("there is no import here (apt-get install imagemagick)")
	}
	folder := *pictures
	if folder == "" {
		folder = t.TempDir()
	}
	require.NoError(t, os.MkdirAll(folder, 0o755))
	pieces := sights(t, t.TempDir())
	env := s.env
	for _, look := range looks {
		display := newDisplayOf(t, fmt.Sprintf("%dx%dx24", look.width, look.height))
		for _, dress := range []string{"light", "dark"} {
			s.env = append(env[:len(env):len(env)], "DISPLAY="+display, "FYNE_SCALE="+look.scale, "FYNE_THEME="+dress)
			for _, p := range pieces {
				home := t.TempDir() // each time is the first: nothing was opened before
				showing := *updateWindow && p.name == "demo" && look.width == 1280 && dress == "dark"
				if showing { // a computer with sound
					require.NoError(t, os.WriteFile(filepath.Join(home, ".asoundrc"), []byte("pcm.!default { type null }\n"), 0o600))
				}
				s.env = append(s.env[:len(s.env):len(s.env)], "HOME="+home, "VOLUNTARY_HOME="+home, "XDG_CONFIG_HOME="+home)
				var args []string
				if p.argument != "" {
					args = []string{p.argument}
				}
				if p.file != "" {
					args = []string{p.file}
				}
				s.start(p.title, args...)
				require.NoError(t, s.xdotool("search", "--onlyvisible", "--name", "Voluntary",
					"windowsize", fmt.Sprint(look.width), fmt.Sprint(look.height)))
				require.NoError(t, s.xdotool("mousemove", fmt.Sprint(look.width-2), fmt.Sprint(look.height-2)))
				path := filepath.Join(folder, fmt.Sprintf("%s-%dx%d-%s.png", p.name, look.width, look.height, dress))
				s.await("the window fills the display, "+dress, func() bool {
					s.shoot(path)
					f, err := os.Open(path)
					require.NoError(t, err)
					defer f.Close()
					shown, err := png.Decode(f)
					require.NoError(t, err)
					r, g, b, _ := shown.At(look.width-3, look.height-3).RGBA()
					return shown.Bounds().Dx() == look.width && r+g+b > 3*0x0800 && (dress == "light") == (r+g+b > 3*0x8000)
				})
				time.Sleep(2 * time.Second) // it is compiled, and says so
				s.shoot(path)
				if showing { // in the middle of the piece
					for range 8 {
						s.key("Next")
					}
					time.Sleep(2 * time.Second)
					s.shoot(filepath.Join("..", "..", "assets", "manual", "window.png"))
				}
				s.quit()
			}
		}
	}
}

// shoot takes a picture of the whole display.
func (s *screen) shoot(path string) {
	s.t.Helper()
	c := exec.Command("import", "-window", "root", path)
	c.Env = s.env
	out, err := c.CombinedOutput()
	require.NoError(s.t, err, "%s", out)
}
