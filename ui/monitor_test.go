package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer/monitor"
)

func openMonitor(t *testing.T) *opened {
	t.Helper()
	w := openWindow(t, Options{})
	w.await("the demo is compiled", func() bool { return w.engine.Status().Performance != nil })
	w.do("midi.monitor")
	w.await("all inputs are heard", func() bool { return len(w.desk.listening()) == 2 })
	return w
}

func TestTheMonitorShowsWhatComesInAndGoesOut(t *testing.T) {
	w := openMonitor(t)
	assert.Contains(t, w.beside("monitor"), "Nothing has passed yet")
	w.desk.comes("keys:1", 0x91, 60, 64)
	w.desk.leaves("organ:1", 0xce, 5)
	w.await("they stand there", func() bool { return strings.Contains(w.beside("monitor"), "program 5, channel 15") })
	text := w.beside("monitor")
	assert.Contains(t, text, "in\nKeyboard\nSwell key C4 down, velocity 64\n91 3C 40")
	assert.Contains(t, text, "out\norgan:1\nprogram 5, channel 15\nCE 05")
	w.tapBeside("monitor", "Pause")
	w.desk.comes("keys:1", 0x81, 60, 0)
	w.loop.turn()
	assert.NotContains(t, w.beside("monitor"), "Swell key C4 up")
	w.tapBeside("monitor", "Go on")
	w.await("what came meanwhile is there", func() bool { return strings.Contains(w.beside("monitor"), "Swell key C4 up") })
	w.tapBeside("monitor", "Clear")
	assert.NotContains(t, w.beside("monitor"), "Swell key")
	w.asides["monitor"].win.Close()
	w.await("nobody listens", func() bool { return len(w.desk.listening()) == 0 })
}

func TestALongNameOfADivisionLeavesTheMeaningInTheMonitorInSight(t *testing.T) {
	w := openMonitor(t)
	long := *w.session.Console()
	long.Name = "long"
	long.Divisions = slices.Clone(long.Divisions)
	long.Divisions[1].Name = "Schwellwerk im Turm hinter der alten Westempore der Klosterkirche"
	c, err := registration.NewConsole(long)
	require.NoError(t, err)
	w.useConsole(c)
	w.await("the organ is another", func() bool { return w.session.Console().Name == "long" })
	w.await("it stands there", func() bool {
		w.desk.comes("keys:1", 0x91, 60, 64) // until the monitor has seen that the organ is another
		return strings.Contains(w.beside("monitor"), "… key C4")
	})
	assert.Regexp(t, "\nSchwellwerk im .*… key C4 down, velocity 64\n", w.beside("monitor"))
}

func TestTheMonitorsLinesAreSaved(t *testing.T) {
	m := &wireMonitor{log: monitor.NewLog(nil)}
	m.log.Add(monitor.Line{Port: "Keyboard", Bytes: []byte{0x90, 60, 1}})
	path := filepath.Join(t.TempDir(), "midi.txt")
	require.NoError(t, m.saveTo(path))
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Contains(t, string(b), "in   Keyboard  note C4 on, channel 1, velocity 1  [90 3C 01]")
	assert.Error(t, m.saveTo("/nowhere/at/all.txt"))
}

func TestSavingFromTheMonitorAsksInTheMainWindow(t *testing.T) {
	w := openMonitor(t)
	w.tapBeside("monitor", "Save…")
	assert.Contains(t, w.top(), "Save what the monitor shows")
}
