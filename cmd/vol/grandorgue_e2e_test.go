//go:build linux && cgo

package main

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/jack/jacktest"
	"voluntary/registration/grandorgue"
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

// longestPlay is how long a GrandOrgue may take to load an organ and play a piece of a minute, on a busy machine.
const longestPlay = 4 * time.Minute

// playWithin runs vol, which has to come to its end within longestPlay, and gives what it says on stderr.
func playWithin(t *testing.T, args ...string) (said string) {
	t.Helper()
	play := program(t, args...)
	var words strings.Builder
	play.Stderr = &words
	require.NoError(t, play.Start())
	late := time.AfterFunc(longestPlay, func() { _ = play.Process.Kill() })
	defer late.Stop()
	require.NoError(t, play.Wait(), words.String())
	return words.String()
}

// recordSound records what goes to the loudspeakers, or what comes from some ports, into a file, until the end of the test or
// stop.
func recordSound(t *testing.T, file string, ports ...string) (stop func()) {
	t.Helper()
	args := []string{"-dm"}
	for _, p := range ports {
		args = append(args, "-p", p)
	}
	cmd := exec.Command("jack_capture", append(args, file)...)
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
	organ, piece := registered(t, scripts, folder)
	events := traced(t, piece, "--to", "12:1")
	for _, version := range []string{"", "3.17.0"} { // one that understands the header, and one that does not
		t.Run("version "+version, func(t *testing.T) {
			t.Setenv("VOLUNTARY_GRANDORGUE_VERSION", version)
			wav := filepath.Join(folder, "heard"+version+".wav")
			stop := recordSound(t, wav)
			said := playWithin(t, "play", piece, "--grandorgue", organ, "--to", "12:1")
			stop()
			assert.Empty(t, said)
			times, heard := whichStops(t, scripts, wav)
			compareWithTrace(t, events, times, heard)
		})
	}
}

// The guard that holds the ports to GrandOrgue is killed: another takes its place, and what is heard soon is what the trace
// says again.
func TestE2EGrandOrguePlaysOnAfterTheGuardWasKilled(t *testing.T) {
	scripts := rig(t)
	grandOrgue(t)
	folder := t.TempDir()
	organ, piece := registered(t, scripts, folder)
	wav, beside := filepath.Join(folder, "heard.wav"), newPipe(t)
	play := program(t, "play", piece, "--grandorgue", organ, "--out", "raw:"+beside.path, "--to", "12:1")
	said := &words{}
	play.Stderr = said
	stop := recordSound(t, wav)
	require.NoError(t, play.Start())
	t.Cleanup(func() {
		_ = play.Process.Kill()
		_ = play.Wait()
	})
	require.Eventually(t, func() bool { return len(beside.down()) > 0 }, 2*time.Minute, time.Millisecond)
	began := time.Now()
	time.Sleep(4 * time.Second)
	killed := time.Since(began).Seconds()
	require.NoError(t, syscall.Kill(guardOf(t, play.Process.Pid), syscall.SIGKILL))
	require.NoError(t, play.Wait(), said.String())
	stop()
	assert.Contains(t, said.String(), "grandorgue:"+organ+" is back.")
	assert.NotContains(t, said.String(), "does not have what it was sent")
	times, heard := whichStops(t, scripts, wav)
	first := slices.IndexFunc(heard, func(names []string) bool { return len(names) > 0 })
	require.GreaterOrEqual(t, first, 0, "nothing was heard")
	var calm []float64
	var calmly [][]string
	for i, at := range times {
		if since := at - times[first] - killed; since < -1.5 || since > 3 {
			calm, calmly = append(calm, at), append(calmly, heard[i])
		}
	}
	compareWithTrace(t, traced(t, piece, "--to", "12:1"), calm, calmly)
}

// GrandOrgue itself plays what was exported for it, with nothing connected to it.
func TestE2EGrandOrguesOwnPlayerPlaysTheExport(t *testing.T) {
	scripts := rig(t)
	grandOrgue(t)
	for _, tool := range []string{"openbox", "xdotool"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s here (apt-get install %s)", tool, tool)
		}
	}
	folder := t.TempDir()
	organ, piece := registered(t, scripts, folder)
	score := filepath.Join(folder, "old100.mid")
	succeed(t, "midi", piece, "-o", score, "--grandorgue", organ)
	// The key P starts its player.
	keys := "\uFEFF[Organ]\nChurchName=Rig synthetic organ\n[MidiPlayerPlay]\nShortcutKey=80\n"
	require.NoError(t, os.WriteFile(filepath.Join(folder, "synth.cmb"), []byte(keys), 0o600))
	config := grandorgue.Configuration{Input: "nobody", Jack: grandorgue.Jack{Rate: jacktest.Rate, Period: jacktest.Period}, User: []byte("[General]\nRandomizeSpeaking=N\n")}
	text, err := config.Text()
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(os.Getenv("HOME"), grandorgue.ConfigurationName), text, 0o600))
	for _, args := range [][]string{{"openbox"}, {"GrandOrgue", "-i", grandorgue.Instance, organ}} {
		cmd := exec.Command(args[0], args[1:]...)
		require.NoError(t, cmd.Start())
		t.Cleanup(func() {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
		})
	}
	xdotool := func(args ...string) error { return exec.Command("xdotool", args...).Run() }
	require.Eventually(t, func() bool { return xdotool("search", "--onlyvisible", "--name", "^GrandOrgue v.*Rig") == nil }, time.Minute, 500*time.Millisecond)
	time.Sleep(3 * time.Second)
	// Keys that are sent to a window by its name are ignored there.
	require.NoError(t, xdotool("search", "--onlyvisible", "--name", "^GrandOrgue v.*Rig", "windowactivate", "--sync"))
	require.NoError(t, xdotool("key", "--clearmodifiers", "ctrl+p"))
	time.Sleep(3 * time.Second)
	require.NoError(t, xdotool("type", "--delay", "20", score))
	time.Sleep(time.Second)
	require.NoError(t, xdotool("key", "Return"))
	time.Sleep(3 * time.Second)
	wav := filepath.Join(folder, "player.wav")
	stop := recordSound(t, wav)
	time.Sleep(2 * time.Second)
	require.NoError(t, xdotool("search", "--onlyvisible", "--name", "^Rig synthetic organ", "windowactivate", "--sync"))
	require.NoError(t, xdotool("key", "p"))
	time.Sleep(42 * time.Second)
	stop()
	times, heard := whichStops(t, scripts, wav)
	compareWithTrace(t, traced(t, piece, "--to", "12:1"), times, heard)
}

// Aeolus tells on its own console which stops are drawn.
func TestE2EAeolusDrawsWhatTheTraceSays(t *testing.T) {
	scripts := rig(t)
	if os.Getenv("VOLUNTARY_E2E") == "" {
		t.Skip("VOLUNTARY_E2E is not set: make e2e runs this")
	}
	const definition = "/usr/share/aeolus/stops/Aeolus/definition"
	for _, tool := range []string{"jackd", "jack_lsp", "aeolus", "GrandOrgue", python} { // up installs what it misses
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("there is no %s here (apt-get install jackd2 aeolus grandorgue)", tool)
		}
	}
	run := t.TempDir()
	server := fmt.Sprintf("voluntary-aeolus-%d", os.Getpid())
	t.Setenv("RIG_RUN", run)
	t.Setenv("RIG_SERVER", server)
	t.Setenv("JACK_DEFAULT_SERVER", server)
	t.Setenv("JACK_NO_AUDIO_RESERVATION", "1")
	t.Cleanup(func() { _ = exec.Command(filepath.Join(scripts, "down")).Run() })
	out, err := exec.Command(filepath.Join(scripts, "up"), "aeolus").CombinedOutput()
	require.NoError(t, err, string(out))

	folder := t.TempDir()
	console, piece := filepath.Join(folder, "aeolus.console"), filepath.Join(folder, "x.voluntary")
	succeed(t, "console", "import", definition, "-o", console)
	require.Equal(t, done, vol("import", filepath.Join(scripts, "corpus", "old100-musescore.mid"), "-o", piece, "--console", console).code)
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "i.principal-8,i.octave-2,ii.rohrfloete-8,p.subbass-16,p.p-i")
	succeed(t, "lane", piece, "add", "--at", "3:1", "--draw", "iii.oboe,iii.cymbel-vi,i.i-ii", "--retire", "i.octave-2,p.p-i")
	succeed(t, "lane", piece, "add", "--at", "5:1", "--retire", "i.principal-8,iii.cymbel-vi,i.i-ii", "--draw", "ii.tremulant,ii.krumhorn")
	names := map[string]string{}
	for _, k := range answer[consoleView](t, "console", "show", console).Controls {
		names[k.ID] = strings.ToUpper(k.Division) + "/" + k.Name
	}
	for _, at := range []string{"1:1", "3:1", "5:1"} {
		require.NoError(t, program(t, "play", piece, "--console", console, "--out", "aeolus:Midi/in", "--from", at, "--to", at+".9").Run())
		drawn := map[string]bool{}
		for _, e := range traced(t, piece, "--from", at, "--to", at+".9") {
			switch e.Kind {
			case "draw":
				drawn[names[e.Control]] = true
			case "retire":
				delete(drawn, names[e.Control])
			}
		}
		assert.Equal(t, slices.Sorted(maps.Keys(drawn)), aeolusConsole(t, run), at)
	}
}

// aeolusConsole asks Aeolus what is drawn: "I/Principal 8".
func aeolusConsole(t *testing.T, run string) (drawn []string) {
	t.Helper()
	log := filepath.Join(run, "aeolus.log")
	before, err := os.ReadFile(log)
	require.NoError(t, err)
	for _, group := range []string{"I", "II", "III", "P"} {
		require.NoError(t, os.WriteFile(filepath.Join(run, "aeolus.cmd"), []byte("s "+group+" ??\n"), 0))
		time.Sleep(500 * time.Millisecond)
	}
	after, err := os.ReadFile(log)
	require.NoError(t, err)
	group := ""
	for line := range strings.Lines(string(after[len(before):])) {
		line = strings.TrimRight(line, "\r\n")
		if _, name, ok := strings.Cut(line, "Stops in group "); ok {
			group = strings.TrimSpace(name)
		}
		if rest, ok := strings.CutPrefix(line, "  + "); ok && len(rest) > 8 {
			drawn = append(drawn, group+"/"+strings.TrimSpace(rest[8:]))
		}
	}
	slices.Sort(drawn)
	return drawn
}

// registered makes the synthetic organ and a piece for it that changes its registration seven times.
func registered(t *testing.T, scripts, folder string) (organ, piece string) {
	t.Helper()
	require.NoError(t, exec.Command(python, filepath.Join(scripts, "synthorgan.py"), folder).Run())
	organ = filepath.Join(folder, "synth.organ")
	piece = filepath.Join(folder, "old100.voluntary")
	require.Equal(t, done, vol("import", filepath.Join(scripts, "corpus", "old100-musescore.mid"), "-o", piece, "--console", organ).code)
	for _, change := range [][]string{
		{"--at", "1:1", "--draw", "great.principal-8,swell.gamba-8,pedal.subbass-16"},
		{"--at", "5:1", "--draw", "great.octave-4", "--expression", "swell=100"},
		{"--at", "6:1", "--draw", "great.swell-to-great", "--retire", "great.octave-4"},
		{"--at", "7:1", "--retire", "great.principal-8,great.swell-to-great", "--draw", "great.trumpet-8,swell.oboe-8"},
		{"--at", "8:1", "--draw", "pedal.great-to-pedal", "--retire", "pedal.subbass-16,swell.gamba-8"},
		{"--at", "9:1", "--draw", "pedal.posaune-16,great.quint-2-2-3", "--retire", "pedal.great-to-pedal"},
		{"--at", "11:1", "--retire", "great.trumpet-8,great.quint-2-2-3", "--draw", "swell.rohrfloete-8,pedal.swell-to-pedal,great.principal-8"},
	} {
		succeed(t, append([]string{"lane", piece, "add"}, change...)...)
	}
	return organ, piece
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
