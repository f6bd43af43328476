//go:build linux && cgo

package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard/jack/jacktest"
)

// rig finds the scripts that make an organ for GrandOrgue whose stops can be told apart by ear of a program.
func rig(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	require.NoError(t, err)
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "shared", "rig", "whichstops.py")); err == nil {
			return filepath.Join(dir, "shared", "rig")
		}
	}
	t.Skip("the rig is not here (shared/rig above the working directory)")
	return ""
}

const python = "/usr/bin/python3"

// grandOrgue makes this machine one on which GrandOrgue can be started: a JACK server, a display, a home of its own.
func grandOrgue(t *testing.T) {
	t.Helper()
	jacktest.Server(t)
	for tool, how := range map[string]string{"GrandOrgue": "grandorgue", "Xvfb": "xvfb", "jack_capture": "jack-capture", python: "python3-numpy"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s here (apt-get install %s)", tool, how)
		}
	}
	if exec.Command(python, "-c", "import numpy").Run() != nil {
		t.Skip("there is no numpy here (apt-get install python3-numpy)")
	}
	r, w, err := os.Pipe()
	require.NoError(t, err)
	defer r.Close()
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x1024x24", "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{w}
	require.NoError(t, x.Start())
	w.Close()
	t.Cleanup(func() {
		_ = x.Process.Kill()
		_ = x.Wait()
	})
	var number int
	_, err = fmt.Fscan(r, &number)
	require.NoError(t, err, "Xvfb did not start")
	home := t.TempDir()
	t.Setenv("DISPLAY", fmt.Sprintf(":%d", number))
	t.Setenv("HOME", home)
	t.Setenv("VOLUNTARY_HOME", filepath.Join(home, "voluntary"))
	t.Setenv("LC_ALL", "C.UTF-8")
	// A user's own settings hold for the private instance, too. Pipes that are a little out of tune each time would not be
	// recognised.
	require.NoError(t, os.WriteFile(filepath.Join(home, "GrandOrgueConfig"), []byte("[General]\nRandomizeSpeaking=N\n"), 0o600))
}

// recordSound records what goes to the loudspeakers into a file, until the end of the test or stop.
func recordSound(t *testing.T, file string) (stop func()) {
	t.Helper()
	cmd := exec.Command("jack_capture", "-dm", file)
	keyboard, err := cmd.StdinPipe() // it ends with the Return key
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	end := sync.OnceFunc(func() {
		_, _ = keyboard.Write([]byte("\n"))
		kill := time.AfterFunc(10*time.Second, func() { _ = cmd.Process.Kill() })
		defer kill.Stop()
		_ = cmd.Wait()
	})
	t.Cleanup(end)
	return end
}

// sounding is which stops of the synthetic organ sound at an instant, in seconds, as the trace says.
func sounding(events []traceRow, at float64) (names []string) {
	drawn, held := map[string]bool{}, map[string]int{}
	for _, e := range events {
		if time.Duration(e.T).Seconds() > at {
			break
		}
		switch e.Kind {
		case "draw":
			drawn[e.Control] = true
		case "retire":
			delete(drawn, e.Control)
		case "on":
			held[e.Division]++
		case "off":
			held[e.Division]--
		}
	}
	keys := map[string]bool{}
	for d, n := range held {
		keys[d] = n > 0
	}
	for _, c := range [][3]string{{"great.swell-to-great", "great", "swell"}, {"pedal.great-to-pedal", "pedal", "great"}, {"pedal.swell-to-pedal", "pedal", "swell"}} {
		if drawn[c[0]] && held[c[1]] > 0 {
			keys[c[2]] = true
		}
	}
	for id := range drawn {
		division, name, _ := strings.Cut(id, ".")
		if stop := stopNames[name]; stop != "" && keys[division] {
			names = append(names, strings.ToUpper(division[:1])+"/"+stop)
		}
	}
	slices.Sort(names)
	return names
}

var stopNames = map[string]string{
	"principal-8": "Principal 8'", "octave-4": "Octave 4'", "quint-2-2-3": "Quint 2 2/3'", "trumpet-8": "Trumpet 8'",
	"rohrfloete-8": "Rohrflöte 8'", "gamba-8": "Gamba 8'", "flute-4": "Flute 4'", "oboe-8": "Oboe 8'",
	"subbass-16": "Subbass 16'", "octave-8": "Octave 8'", "posaune-16": "Posaune 16'",
}

// whichStops hears which stops of the synthetic organ sound in a recording: seconds, and names in order.
func whichStops(t *testing.T, scripts, wav string) (times []float64, stops [][]string) {
	t.Helper()
	out, err := exec.Command(python, filepath.Join(scripts, "whichstops.py"), wav, "0.25").Output()
	require.NoError(t, err)
	lines := bufio.NewScanner(strings.NewReader(string(out)))
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		at, err := strconv.ParseFloat(fields[0], 64)
		require.NoError(t, err)
		_, list, _ := strings.Cut(lines.Text(), "dB")
		var names []string
		for name := range strings.SplitSeq(strings.TrimSpace(list), ", ") {
			if name != "" {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		times, stops = append(times, at), append(stops, names)
	}
	return times, stops
}

func TestE2EGrandOrgueSoundsWhatTheTraceSays(t *testing.T) {
	scripts := rig(t)
	grandOrgue(t)
	folder := t.TempDir()
	require.NoError(t, exec.Command(python, filepath.Join(scripts, "synthorgan.py"), folder).Run())
	organ := filepath.Join(folder, "synth.organ")
	piece := filepath.Join(folder, "old100.voluntary")
	require.Equal(t, done, vol("import", filepath.Join(scripts, "corpus", "old100-musescore.mid"), "-o", piece, "--console", organ).code)
	for _, change := range [][]string{
		{"--at", "1:1", "--draw", "great.principal-8,swell.gamba-8,pedal.subbass-16"},
		{"--at", "5:3", "--draw", "great.octave-4", "--expression", "swell=100"},
		{"--at", "6:1", "--draw", "great.swell-to-great", "--retire", "great.octave-4"},
		{"--at", "7:1", "--retire", "great.principal-8,great.swell-to-great", "--draw", "great.trumpet-8,swell.oboe-8"},
		{"--at", "8:1", "--draw", "pedal.great-to-pedal", "--retire", "pedal.subbass-16,swell.gamba-8"},
		{"--at", "9:1", "--draw", "pedal.posaune-16,great.quint-2-2-3", "--retire", "pedal.great-to-pedal"},
		{"--at", "11:1", "--retire", "great.trumpet-8,great.quint-2-2-3", "--draw", "swell.rohrfloete-8,pedal.swell-to-pedal,great.principal-8"},
	} {
		succeed(t, append([]string{"lane", piece, "add"}, change...)...)
	}
	events := traced(t, piece, "--to", "12:1")
	for _, version := range []string{"", "3.17.0"} { // one that understands the header, and one that does not
		t.Run("version "+version, func(t *testing.T) {
			t.Setenv("VOLUNTARY_GRANDORGUE_VERSION", version)
			wav := filepath.Join(folder, "heard"+version+".wav")
			play := program(t, "play", piece, "--grandorgue", organ, "--to", "12:1")
			var said strings.Builder
			play.Stderr = &said
			stop := recordSound(t, wav)
			require.NoError(t, play.Run(), said.String())
			stop()
			assert.Empty(t, said.String())
			times, heard := whichStops(t, scripts, wav)
			compareWithTrace(t, events, times, heard)
		})
	}
}

// compareWithTrace puts a recording over a trace where the first key sounds, and compares them wherever nothing moves.
func compareWithTrace(t *testing.T, events []traceRow, times []float64, heard [][]string) {
	t.Helper()
	first := slices.IndexFunc(heard, func(names []string) bool { return len(names) > 0 })
	require.GreaterOrEqual(t, first, 0, "nothing was heard")
	key := slices.IndexFunc(events, func(e traceRow) bool { return e.Kind == "on" })
	offset := times[first] - time.Duration(events[key].T).Seconds()
	compared, kinds := 0, map[string]bool{}
	for i := first + 1; i+1 < len(times); i++ {
		at := times[i] + 0.125 - offset
		want := sounding(events, at)
		steady := len(want) > 0
		// A window, what is not known of where the recording begins, and the time that a busy JACK server loses on the way.
		for near := -1.0; near < 1; near += 0.125 {
			steady = steady && slices.Equal(want, sounding(events, at+near))
		}
		if !steady {
			continue
		}
		compared++
		kinds[strings.Join(want, ",")] = true
		assert.Equal(t, want, heard[i], "%.2f s after the beginning", at)
	}
	t.Logf("%d moments compared, %d registrations", compared, len(kinds))
	assert.Greater(t, compared, 30)
	assert.GreaterOrEqual(t, len(kinds), 7)
}
