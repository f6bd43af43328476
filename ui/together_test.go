package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"

	"voluntary/sequencer/playback"
)

func TestHowMuchLaterAnOutputSoundsIsRemembered(t *testing.T) {
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	app := test.NewTempApp(t)
	w := openAgain(t, app, Options{}, &desk{})
	w.do("play.later")
	assert.Contains(t, w.hint.Text, "One output alone")
	w.outputs.choose("organ:1", true)
	w.await("both are open", func() bool { return len(w.engine.Status().Outputs) == 2 })
	w.do("play.later")
	w.fill("-20", "12.5")
	later := func(s *playback.Status) map[string]time.Duration {
		all := map[string]time.Duration{}
		for _, o := range s.Outputs {
			all[o.Name] = o.Later
		}
		return all
	}
	want := map[string]time.Duration{Builtin: -20 * time.Millisecond, "organ:1": 12500 * time.Microsecond}
	w.await("the engine has it", func() bool { return assert.ObjectsAreEqual(want, later(w.engine.Status())) })
	w.do("play.chase")
	w.await("the switch is off", func() bool { return !w.engine.Status().ChaseKeys })
	w.shut()
	w = openAgain(t, app, Options{}, &desk{})
	w.await("it is as before", func() bool {
		return assert.ObjectsAreEqual(want, later(w.engine.Status())) && !w.engine.Status().ChaseKeys
	})
}

// vigilant is a desk that can be silenced and keeps awake.
type vigilant struct {
	*desk
	panics, kept, let int
}

func (d *vigilant) Panic() { d.panics++ }

func (d *vigilant) KeepAwake(on bool) {
	if on {
		d.kept++
	} else {
		d.let++
	}
}

func TestPanicGoesPastTheEngineAndTheMachineStaysAwakeWhilePlaying(t *testing.T) {
	w := openCompiled(t)
	w.await("no output is being opened", func() bool { return len(w.outputs.opening) == 0 })
	d := &vigilant{desk: w.desk}
	w.devices = d
	w.do("play.toggle")
	w.await("it plays", func() bool { return w.engine.Status().Transport == playback.Playing && d.kept == 1 })
	w.do("play.panic")
	assert.Equal(t, 1, d.panics)
	w.await("it pauses", func() bool { return w.engine.Status().Transport == playback.Paused && d.let == 1 })
	assert.Equal(t, 1, d.kept)
}
