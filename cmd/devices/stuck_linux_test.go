package devices_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/cmd/devices"
	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

// stubborn is an output that keeps the engine from its work.
type stubborn struct {
	playback.Trace
	stuck, free chan struct{}
}

func (o *stubborn) Send(due time.Time, e sequencer.Event) error {
	if e.Kind == sequencer.KeyDown && e.Key == 90 {
		close(o.stuck)
		<-o.free
	}
	return o.Trace.Send(due, e)
}

// hold has an engine play on a pipe with a key held, and then makes it hang.
func hold(t *testing.T, p *pipe, d *devices.Devices, c *registration.Console) (e *playback.Engine, o *stubborn) {
	t.Helper()
	out, err := d.Open(t.Context(), p.name, c)
	require.NoError(t, err)
	e = playback.New()
	d.Watch(e.Alive)
	d.OnRestart(e.Reconcile)
	o = &stubborn{Trace: playback.Trace{Called: "stubborn"}, stuck: make(chan struct{}), free: make(chan struct{})}
	t.Cleanup(func() { assert.NoError(t, e.Close()) })
	e.AddOutput(out, nil)
	e.AddOutput(o, nil)
	a, err := sequencer.New(sequencer.Piece{Console: c})
	require.NoError(t, err)
	performance, _ := sequencer.Compile(a, c)
	e.SetPerformance(performance)
	e.Press(0, 60, 90)
	p.await(t, 0x90, 60, 90)
	require.Eventually(t, e.Alive, 10*time.Second, time.Millisecond)
	p.forget()
	e.Press(0, 90, 90)
	<-o.stuck
	return e, o
}

// late is how much later than asked this machine wakes a sleeper, at the worst of a few tries.
func late() (worst time.Duration) {
	for range 20 {
		before := time.Now()
		time.Sleep(2 * time.Millisecond)
		worst = max(worst, time.Since(before)-2*time.Millisecond)
	}
	return worst
}

func TestKeysAreReleasedWithinHalfASecondWhenTheEngineIsStuck(t *testing.T) {
	p, d, c := newPipe(t), open(t), parish(t)
	e, o := hold(t, p, d, c)
	since := time.Now()
	p.await(t, 0x80, 60, 0)
	assert.Less(t, time.Since(since), 500*time.Millisecond+late())
	assert.False(t, e.Alive())
	close(o.free)
	require.Eventually(t, e.Alive, 10*time.Second, time.Millisecond, "it works again")
}

func TestPanicSilencesTheOrganAlsoWhenTheEngineIsStuck(t *testing.T) {
	p, d, c := newPipe(t), open(t), parish(t)
	e, o := hold(t, p, d, c)
	d.Panic()
	e.Panic()
	since := time.Now()
	p.await(t, 0x80, 37, 0)
	assert.Less(t, time.Since(since), 150*time.Millisecond+late(), "the guard alone would have waited longer")
	p.await(t, 0x80, 60, 0)
	close(o.free)
	require.Eventually(t, func() bool { return e.Alive() && e.Status().Transport == playback.Stopped }, 10*time.Second, time.Millisecond)
}

// A key that the organ's limits withhold is told in the report of the output: nobody has heard it.
func TestKeysThatAreWithheldAreReported(t *testing.T) {
	p, d, c := newPipe(t), open(t), parish(t)
	weak := *c
	weak.Mechanics.Divisions[0].MostKeys = 1
	c, err := registration.NewConsole(weak)
	require.NoError(t, err)
	out, err := d.Open(t.Context(), p.name, c)
	require.NoError(t, err)
	defer out.Close()
	report := out.(interface{ Report() (string, bool) }).Report
	_, trouble := report()
	assert.False(t, trouble)
	for _, key := range []uint8{60, 64} {
		require.NoError(t, out.Send(time.Now(), sequencer.Event{Kind: sequencer.KeyDown, Key: key, Velocity: 90}))
	}
	require.Eventually(t, func() bool { _, trouble = report(); return trouble }, 10*time.Second, time.Millisecond)
	words, _ := report()
	assert.Contains(t, words, "1 key was withheld")
}
