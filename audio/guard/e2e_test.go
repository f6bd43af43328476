//go:build linux && cgo

package guard_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard"
	"voluntary/audio/guard/wire"
	"voluntary/audio/jack/jacktest"
)

func recordedTexts(all []jacktest.Message) (out []string) {
	for _, m := range all {
		out = append(out, m.Text)
	}
	return out
}

func TestE2EJackPlacesEveryMessageOnItsFrame(t *testing.T) {
	jacktest.Server(t)
	untilCalm(t, func() bool { return onTheirFrames(t, func() {}) })
}

func TestE2EJackARhythmIsKeptWhereTheServerLosesTime(t *testing.T) {
	jacktest.Server(t)
	untilCalm(t, func() bool { return onTheirFrames(t, func() { jacktest.Stall(40 * ms) }) })
}

// onTheirFrames plays a thousand notes and lets something happen ten times meanwhile. It is false when this machine kept
// the test from handing them over in time.
func onTheirFrames(t *testing.T, happens func()) bool {
	r := jacktest.Record(t)
	defer r.Stop()
	g := start(t, guard.Options{})
	list, err := g.Ports(t.Context())
	require.NoError(t, err)
	assert.Contains(t, list.Outputs, guard.PortName{Name: jacktest.Port, System: "JACK"})
	port := open(t, g, "recorder", organ())
	assert.Equal(t, jacktest.Port, port.Name())

	// As an engine does it: 100 ms ahead, a thousand notes 5 ms apart.
	const n = 1000
	const grid = 5 * ms
	origin := time.Now().Add(150 * ms)
	var held time.Duration
	for i := range n {
		due := origin.Add(time.Duration(i) * grid)
		time.Sleep(time.Until(due.Add(-100 * ms)))
		held = max(held, time.Since(due.Add(-100*ms)))
		if i%100 == 50 {
			go happens()
		}
		require.NoError(t, port.Send(wire.Key, due, []byte{0x90, byte(i % 100), 1}))
		require.NoError(t, port.Send(wire.Key, due.Add(3*ms), []byte{0x80, byte(i % 100), 0}))
	}
	all := r.Await(t, 2*n)
	require.Len(t, all, 2*n, "none is lost, none comes twice")
	var offsets []float64
	for i := range n {
		require.Equal(t, "90", all[2*i].Text[:2])
		offsets = append(offsets, float64(all[2*i].Frame)/jacktest.Rate*1000-float64(i)*5)
	}
	slices.Sort(offsets)
	middle := offsets[n/2]
	deviations := make([]float64, n)
	for i, o := range offsets {
		deviations[i] = math.Abs(o - middle)
	}
	slices.Sort(deviations)
	require.NoError(t, port.Close())
	s := g.Status()
	t.Logf("onset deviation in JACK frames, ms: p50 %.4f p99 %.4f max %.4f; handed over up to %v late, %d sent late by up to %v",
		deviations[n/2], deviations[n*99/100], deviations[n-1], held, s.Late, s.Latest)
	if held > 50*ms {
		return false
	}
	assert.LessOrEqual(t, deviations[n*99/100], 0.03)
	assert.Zero(t, s.Refused)
	return true
}

func TestE2EJackFlushReleaseAndClose(t *testing.T) {
	jacktest.Server(t)
	r := jacktest.Record(t)
	g := start(t, guard.Options{})
	port := open(t, g, jacktest.Port, organ())
	now := time.Now()
	// The second is on its way to JACK already when it is taken back; the third is not.
	require.NoError(t, port.Send(wire.Key, now, chord[0]))
	require.NoError(t, port.Send(wire.Key, now.Add(22*ms), chord[1]))
	require.NoError(t, port.Send(wire.Key, now.Add(90*ms), chord[2]))
	port.Flush(time.Now().Add(5 * ms))
	require.NoError(t, port.Send(wire.Key, time.Now().Add(10*ms), []byte{0x90, 72, 1}))
	r.Await(t, 2)
	time.Sleep(150 * ms)
	require.Equal(t, []string{"90 3c 64", "90 48 01"}, recordedTexts(r.Heard()))
	require.NoError(t, port.Close())
	assert.Equal(t, []string{"90 3c 64", "90 48 01", "80 3c 00", "80 48 00", "b0 7b 00"}, recordedTexts(r.Await(t, 5)))
	time.Sleep(100 * ms)
	assert.Len(t, r.Heard(), 5, "nothing is played twice")
}

func TestE2EJackKeepsTheGapInFrames(t *testing.T) {
	jacktest.Server(t)
	r := jacktest.Record(t)
	g := start(t, guard.Options{})
	plan := organ()
	plan.Gap, plan.Advance = 33*ms+333*time.Microsecond, 200*ms
	port := open(t, g, jacktest.Port, plan)
	due := time.Now().Add(250 * ms)
	for n := range byte(12) {
		require.NoError(t, port.Send(wire.Control, due, []byte{0xb9, 99, 0, 0xb9, 98, n, 0xb9, 6, 127}))
	}
	all := r.Await(t, 36)
	for i := 3; i < 36; i += 3 {
		assert.Equal(t, all[i].Frame, all[i+2].Frame, "an NRPN stays together")
		assert.GreaterOrEqual(t, all[i].Frame-all[i-3].Frame, int64(math.Ceil(plan.Gap.Seconds()*jacktest.Rate)))
	}
}

func TestE2EJackKillingTheProgramLeavesNoKeyDown(t *testing.T) {
	jacktest.Server(t)
	r := jacktest.Record(t)
	v := startVictim(t, jacktest.Port, patience)
	r.Await(t, 4)
	require.NoError(t, v.cmd.Process.Kill())
	all := recordedTexts(r.Await(t, 9))
	assert.Equal(t, released, all[4:9])
	time.Sleep(800 * ms)
	assert.Len(t, r.Heard(), 9)
}

func TestE2EJackKilledGuardIsReplaced(t *testing.T) {
	jacktest.Server(t)
	r := jacktest.Record(t)
	restarted := make(chan bool, 1)
	g := start(t, guard.Options{Restarted: func() { restarted <- true }})
	port := open(t, g, jacktest.Port, organ())
	require.NoError(t, port.Send(wire.Key, time.Now(), chord[0]))
	r.Await(t, 1)
	require.NoError(t, syscall.Kill(g.Pid(), syscall.SIGKILL))
	<-restarted
	assert.Equal(t, []string{"90 3c 64", "80 3c 00", "b0 7b 00"}, recordedTexts(r.Await(t, 3)))
}

func TestE2EJackVirtualPortsCanBeConnected(t *testing.T) {
	jacktest.Server(t)
	r := jacktest.Record(t)
	g := start(t, guard.Options{})
	port := open(t, g, "virtual:Voluntary 1", organ())
	assert.Equal(t, "virtual:Voluntary 1", port.Name())
	connect(t, "voluntary:Voluntary 1", jacktest.Port)
	require.NoError(t, port.Send(wire.Key, time.Now(), chord[0]))
	assert.Equal(t, "90 3c 64", r.Await(t, 1)[0].Text)
	_, err := g.Open(t.Context(), "virtual:Voluntary 1", organ())
	assert.ErrorContains(t, err, "there may be one already")
}

// What a user has connected to ports of ours is connected again by the guard that takes the place of another, before that
// releases what was left on; and when an output is opened anew.
func TestE2EJackConnectionsOutliveTheGuard(t *testing.T) {
	jacktest.Server(t)
	r := jacktest.Record(t)
	restarted := make(chan bool, 1)
	g, l := start(t, guard.Options{Restarted: func() { restarted <- true }}), &listener{}
	port := open(t, g, "virtual:great", organ())
	listen(t, g, "virtual:ear", l)
	other := start(t, guard.Options{})
	keyboard := open(t, other, "virtual:keyboard", organ())
	connect(t, "voluntary:great", jacktest.Port)
	connect(t, "voluntary-01:keyboard", "voluntary:ear")
	require.NoError(t, port.Send(wire.Key, time.Now(), chord[0]))
	r.Await(t, 1)
	time.Sleep(300 * ms) // as long as it takes to notice a connection, and some more
	require.NoError(t, syscall.Kill(g.Pid(), syscall.SIGKILL))
	<-restarted
	assert.Equal(t, []string{"90 3c 64", "80 3c 00", "b0 7b 00"}, recordedTexts(r.Await(t, 3)))
	require.NoError(t, port.Close())
	port = open(t, g, "virtual:great", organ())
	require.NoError(t, port.Send(wire.Key, time.Now(), chord[1]))
	assert.Equal(t, "90 40 64", r.Await(t, 5)[4].Text)
	again := &listener{}
	listen(t, g, "virtual:ear", again)
	require.NoError(t, keyboard.Send(wire.Key, time.Now(), chord[2]))
	assert.Equal(t, "91 24 64", fmt.Sprintf("% x", again.await(t, 1)[0].Bytes))
	require.NoError(t, port.Close())
	r.Await(t, 7)

	// What the user has parted stays apart.
	port = open(t, g, "virtual:great", organ())
	part(t, "voluntary:great", jacktest.Port)
	time.Sleep(300 * ms)
	require.NoError(t, port.Close())
	port = open(t, g, "virtual:great", organ())
	require.NoError(t, port.Send(wire.Key, time.Now(), chord[1]))
	time.Sleep(200 * ms)
	assert.Len(t, r.Heard(), 7)
}

func TestE2EJackServerThatGoesIsALostPort(t *testing.T) {
	stop := jacktest.Server(t)
	jacktest.Record(t)
	lost := make(chan error, 1)
	g := start(t, guard.Options{Lost: func(_ *guard.Port, err error) { lost <- err }})
	port := open(t, g, jacktest.Port, organ())
	require.NoError(t, port.Send(wire.Key, time.Now(), chord[0]))
	pid := g.Pid()
	stop()
	select {
	case err := <-lost:
		assert.ErrorIs(t, err, guard.ErrLost)
	case <-time.After(15 * time.Second):
		require.Fail(t, "the loss is not told")
	}
	require.NoError(t, port.Close())
	list, err := g.Ports(t.Context())
	require.NoError(t, err)
	assert.True(t, slices.ContainsFunc(list.Notes, func(n string) bool { return strings.Contains(n, "JACK") }), "%q", list.Notes)
	assert.Equal(t, pid, g.Pid(), "the guard lives")
}

func TestE2EJackAnOrganThatGoesIsFoundAgainByItsName(t *testing.T) {
	jacktest.Server(t)
	r := jacktest.Record(t)
	lost := make(chan error, 1)
	g := start(t, guard.Options{Lost: func(_ *guard.Port, err error) { lost <- err }})
	port := open(t, g, "recorder", organ())
	require.NoError(t, port.Send(wire.Key, time.Now(), chord[0]))
	r.Await(t, 1)
	r.Stop()
	select {
	case err := <-lost:
		assert.ErrorContains(t, err, "was it unplugged, or its program ended?")
	case <-time.After(15 * time.Second):
		require.Fail(t, "the loss is not told")
	}
	assert.ErrorIs(t, port.Send(wire.Key, time.Now(), chord[1]), guard.ErrLost)
	require.NoError(t, port.Close())
	r = jacktest.Record(t)
	port = open(t, g, port.Name(), organ())
	port.Panic()
	require.NoError(t, port.Send(wire.Key, time.Now().Add(20*ms), chord[2]))
	all := r.Await(t, 2*(128+2)+1)
	assert.Equal(t, "80 00 00", all[0].Text)
	assert.Equal(t, "91 24 64", all[len(all)-1].Text)
}

func TestE2EJackReleasesAreNeverTakenBack(t *testing.T) {
	jacktest.Server(t)
	r := jacktest.Record(t)
	g := start(t, guard.Options{})
	port := open(t, g, jacktest.Port, organ())
	for i := range 20 {
		require.NoError(t, port.Send(wire.Key, time.Now(), []byte{0x90, byte(40 + i), 1}))
		time.Sleep(time.Duration(i) * 2 * ms)
		port.Release()
		port.Release()
		port.Flush(time.Now().Add(-time.Second))
	}
	require.NoError(t, port.Close())
	time.Sleep(100 * ms)
	var k wire.Keys
	for _, m := range r.Heard() {
		var b [3]byte
		_, _ = fmt.Sscanf(m.Text, "%x %x %x", &b[0], &b[1], &b[2])
		k.Note(b[:])
	}
	assert.Zero(t, k.Count(), "a cipher")
}
