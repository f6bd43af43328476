//go:build linux && cgo

package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/jack/jacktest"
	"voluntary/registration"
	"voluntary/registration/dialect"
	"voluntary/registration/grandorgue"
)

// GrandOrgue's own demo organ, in which every stop is moved by a switch, tells at its MIDI output what it draws and plays.
func TestE2EGrandOrguesDemoOrganDoesWhatTheTraceSays(t *testing.T) {
	grandOrgue(t)
	found, _ := filepath.Glob("/usr/share/GrandOrgue/packages/demo-*.orgue")
	if len(found) == 0 {
		t.Skip("the demo organ is not here (apt-get install grandorgue-demo)")
	}
	organ, folder := found[0], t.TempDir()
	piece := filepath.Join(folder, "demo.voluntary")
	require.Equal(t, done, vol("import", inFolder(t, "trio.mid", trio(480)), "-o", piece, "--console", organ, "--map", "first-manual,second-manual,pedal").code)
	for _, change := range [][]string{
		{"--at", "1:1", "--draw", "first-manual.montre-8,second-manual.gamba-8,pedal.sousbasse-16"},
		{"--at", "1:3", "--draw", "first-manual.ii-i,second-manual.tremblant", "--expression", "recit=60"},
		{"--at", "2:1", "--draw", "first-manual.plein-jeu-iii,pedal.i-p", "--retire", "second-manual.tremblant,first-manual.ii-i"},
		{"--at", "3:1", "--draw", "second-manual.hautbois-8", "--retire", "first-manual.montre-8,second-manual.gamba-8"},
	} {
		succeed(t, append([]string{"lane", piece, "add"}, change...)...)
	}
	console, _, err := grandorgue.ReadFile(organ)
	require.NoError(t, err)
	recorder := jacktest.Record(t)
	connected := make(chan struct{})
	ctx, stop := context.WithTimeout(t.Context(), longestPlay)
	defer stop()
	go func() { // before it has loaded the organ and tells everything
		defer close(connected)
		for ctx.Err() == nil {
			ports, _ := jacktest.Tool(ctx, "jack_lsp")
			for _, name := range strings.Split(ports, "\n") {
				if !strings.HasSuffix(name, ":GrandOrgue Output") {
					continue
				}
				if _, err := jacktest.Tool(ctx, "jack_connect", name, jacktest.Port); err == nil {
					return
				}
			}
			time.Sleep(2 * time.Second) // each look is a client of the server's, which it has to take in and let go
		}
	}()
	wav := filepath.Join(folder, "heard.wav")
	end := recordSound(t, wav)
	said := playWithin(t, "play", piece, "--grandorgue", organ)
	end()
	stop()
	<-connected
	assert.Empty(t, said, "it does what it is sent")

	var want, told []string
	for _, e := range traced(t, piece) {
		switch e.Kind {
		case "draw", "retire":
			want = append(want, e.Kind+" "+e.Control)
		case "on":
			want = append(want, fmt.Sprintf("on %s %d", e.Division, *e.Key))
		}
	}
	echo := grandorgue.NewEcho(console)
	loaded := false
	for _, m := range recorder.Heard() {
		b, err := hex.DecodeString(strings.ReplaceAll(m.Text, " ", ""))
		require.NoError(t, err)
		news := echo.Hear(b)
		if !loaded {
			loaded = echo.Loaded()
			continue
		}
		switch heard := echo.Last(); {
		case news == grandorgue.Moved && heard.Change.Kind == registration.Draw:
			told = append(told, "draw "+console.Controls[heard.Change.Control].ID)
		case news == grandorgue.Moved && heard.Change.Kind == registration.Retire:
			told = append(told, "retire "+console.Controls[heard.Change.Control].ID)
		case news == grandorgue.Sounded && heard.Kind == dialect.KeyDown:
			told = append(told, fmt.Sprintf("on %s %d", console.Divisions[heard.Division].ID, heard.Key))
		}
	}
	require.True(t, loaded, "it has told what is loaded")
	assert.ElementsMatch(t, want, told)
	sound, err := os.ReadFile(wav)
	require.NoError(t, err)
	assert.True(t, bytes.ContainsFunc(sound[min(len(sound), 4096):], func(r rune) bool { return r != 0 }), "something is heard")
}

// A GrandOrgue that somebody has started, with ports and bindings of their own, is found and played, and runs on.
func TestE2ETheGrandOrgueThatRunsIsPlayed(t *testing.T) {
	scripts := rig(t)
	if os.Getenv("VOLUNTARY_E2E") == "" {
		t.Skip("VOLUNTARY_E2E is not set: make e2e runs this")
	}
	for _, tool := range []string{"jackd", "jack_lsp", "aeolus", "GrandOrgue", "jack_capture", "Xvfb", python} { // up installs what it misses
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s here (apt-get install jackd2 aeolus grandorgue jack-capture xvfb)", tool)
		}
	}
	server := fmt.Sprintf("voluntary-running-%d", os.Getpid())
	for name, value := range map[string]string{
		"RIG_RUN": t.TempDir(), "RIG_SERVER": server, "JACK_DEFAULT_SERVER": server, "JACK_NO_AUDIO_RESERVATION": "1",
		"RIG_DISPLAY": fmt.Sprintf(":%d", 200+os.Getpid()%1000), "VOLUNTARY_HOME": t.TempDir(),
	} {
		t.Setenv(name, value)
	}
	t.Cleanup(func() { _ = exec.Command(filepath.Join(scripts, "down")).Run() })
	out, err := exec.Command(filepath.Join(scripts, "up"), "synth").CombinedOutput()
	require.NoError(t, err, string(out))

	folder := t.TempDir()
	organ, piece := registered(t, scripts, folder)
	wav := filepath.Join(folder, "heard.wav")
	stop := recordSound(t, wav, "GrandOrgueAudio:out_0", "GrandOrgueAudio:out_1")
	said := playWithin(t, "play", piece, "--grandorgue", organ, "--running", "--to", "12:1")
	stop()
	assert.Empty(t, said, "it tells that all that was sent has arrived")
	times, heard := whichStops(t, scripts, wav)
	compareWithTrace(t, traced(t, piece, "--to", "12:1"), times, heard)

	playWithin(t, "play", piece, "--grandorgue", organ, "--running", "--to", "1:2") // it runs on
	other := filepath.Join(folder, "other.organ")
	text, err := os.ReadFile(organ)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(other, []byte(strings.Replace(string(text), "ChurchName=Rig synthetic organ", "ChurchName=Another", 1)), 0o600))
	refused := program(t, "play", piece, "--grandorgue", other, "--running", "--to", "1:2")
	var words strings.Builder
	refused.Stderr = &words
	require.Error(t, refused.Run())
	assert.Contains(t, words.String(), "GrandOrgue does not answer: is Another loaded there?")
}
