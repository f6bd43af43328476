//go:build unix

package guard_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard"
	"voluntary/audio/guard/wire"
)

// released are the last words of a guard whose program has played the chord.
var released = []string{"80 3c 00", "80 40 00", "81 24 00", "b0 7b 00", "b1 7b 00"}

// assertReleased wants the release within half a second, and what this machine was late itself meanwhile.
func assertReleased(t *testing.T, p *pipe, since time.Time, stall func() time.Duration) {
	t.Helper()
	end := p.await(t, "b1 7b 00")
	assert.Less(t, end.Sub(since), 500*ms+stall())
	all := p.texts()
	require.GreaterOrEqual(t, len(all), 9)
	assert.Equal(t, released, all[4:9], "every key is released, and the stop that is a note is not")
	k := p.down()
	assert.Equal(t, 1, k.Count())
	assert.True(t, k.Has(9, 5))
}

// stalls begins to watch how late this machine wakes a sleeper, and gives a function that ends it and tells the worst.
func stalls() func() time.Duration {
	stop, worst := make(chan struct{}), make(chan time.Duration)
	go func() {
		var most time.Duration
		for {
			select {
			case <-stop:
				worst <- most
				return
			default:
			}
			before := time.Now()
			time.Sleep(2 * ms)
			most = max(most, time.Since(before)-2*ms)
		}
	}()
	return func() time.Duration {
		close(stop)
		return <-worst
	}
}

// untilCalm repeats what a machine has kept from happening that is too busy to let a heart beat.
func untilCalm(t *testing.T, try func() bool) {
	t.Helper()
	for range 20 {
		if try() {
			return
		}
	}
	require.Fail(t, "this machine is too busy for twenty attempts")
}

func awaitEnd(t *testing.T, pid int) {
	t.Helper()
	require.Eventually(t, func() bool {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		return syscall.Kill(pid, 0) != nil || err == nil && bytes.Contains(stat, []byte(") Z "))
	}, 5*time.Second, ms, "the guard stays")
}

func TestKillingTheProgramLeavesNoKeyDown(t *testing.T) {
	p := newPipe(t)
	v := startVictim(t, p.name, patience)
	p.await(t, "99 05 7f")
	stall, since := stalls(), time.Now()
	require.NoError(t, v.cmd.Process.Kill())
	assertReleased(t, p, since, stall)
	_ = v.cmd.Wait()
	awaitEnd(t, v.guard)
	time.Sleep(800 * ms)
	assert.Len(t, p.texts(), 9, "what was to come does not")
}

func TestAProgramThatPanicsLeavesNoKeyDown(t *testing.T) {
	p := newPipe(t)
	v := startVictim(t, p.name, patience)
	v.cmd.Stderr = nil
	p.await(t, "99 05 7f")
	stall, since := stalls(), time.Now()
	_, err := v.in.Write([]byte{'!'})
	require.NoError(t, err)
	assertReleased(t, p, since, stall)
	assert.ErrorContains(t, v.cmd.Wait(), "exit status 2")
}

// A machine that sleeps stops the program and its guard together, and neither may take that for the other's fault.
func TestAMachineThatSleepsWakesUpWithWhatSounded(t *testing.T) {
	p := newPipe(t)
	lost := make(chan error, 1)
	g := start(t, guard.Options{Lost: func(_ *guard.Port, err error) { lost <- err }})
	port := open(t, g, p.name, organ())
	require.NoError(t, port.Send(wire.Key, time.Now(), chord[0]))
	require.NoError(t, port.Send(wire.Key, time.Now().Add(400*ms), chord[1]))
	p.await(t, "90 3c 64")
	v := startVictim(t, p.name, 0)
	p.await(t, "99 05 7f")
	for range 3 {
		for _, pid := range []int{v.cmd.Process.Pid, v.guard} {
			require.NoError(t, syscall.Kill(pid, syscall.SIGSTOP))
		}
		time.Sleep(700 * ms)
		for _, pid := range []int{v.guard, v.cmd.Process.Pid} {
			require.NoError(t, syscall.Kill(pid, syscall.SIGCONT))
		}
		time.Sleep(50 * ms)
	}
	require.NoError(t, v.cmd.Process.Kill())
	awaitEnd(t, v.guard)
	require.NoError(t, port.Close())
	require.Eventually(t, func() bool { k := p.down(); return k.Count() == 1 && k.Has(9, 5) }, 5*time.Second, ms, "%q", p.texts())
	assert.Empty(t, lost)
}

func TestAStoppedProgramLeavesNoKeyDown(t *testing.T) {
	untilCalm(t, func() bool {
		p := newPipe(t)
		v := startVictim(t, p.name, 0)
		p.await(t, "99 05 7f")
		stall, since := stalls(), time.Now()
		require.NoError(t, v.cmd.Process.Signal(syscall.SIGSTOP))
		if at := p.await(t, "b1 7b 00"); at.Sub(since) < 100*ms {
			stall()
			return false // its heart had stopped before
		}
		assertReleased(t, p, since, stall)
		return true
	})
}

func TestSignalsOfTheTerminalDoNotReachTheGuardFirst(t *testing.T) {
	p := newPipe(t)
	v := startVictim(t, p.name, patience)
	p.await(t, "99 05 7f")
	group, err := syscall.Getpgid(v.guard)
	require.NoError(t, err)
	assert.NotEqual(t, v.cmd.Process.Pid, group)
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		require.NoError(t, syscall.Kill(v.guard, s))
	}
	time.Sleep(100 * ms)
	require.NoError(t, syscall.Kill(v.guard, 0), "it lives")
	stall, since := stalls(), time.Now()
	require.NoError(t, syscall.Kill(-v.cmd.Process.Pid, syscall.SIGINT))
	assertReleased(t, p, since, stall)
}

func TestAKilledGuardIsReplacedAndTheNextReleasesWhatItLeftOn(t *testing.T) {
	untilCalm(t, func() bool { return replacesAKilledGuard(t) })
}

// bareStart is how long this machine takes now to start this program and end it.
func bareStart(t *testing.T) time.Duration {
	t.Helper()
	began := time.Now()
	require.NoError(t, exec.Command(os.Args[0], "-test.run=^$").Run())
	return time.Since(began)
}

// replacesAKilledGuard kills a guard. It is false when that took too long on a machine that is too busy to start any program:
// a new guard is one.
func replacesAKilledGuard(t *testing.T) bool {
	t.Helper()
	p := newPipe(t)
	restarted := make(chan time.Time, 1)
	g := start(t, guard.Options{Restarted: func() { restarted <- time.Now() }})
	port := open(t, g, p.name, organ())
	for _, b := range chord {
		require.NoError(t, port.Send(wire.Key, time.Now(), b))
	}
	require.NoError(t, port.Send(wire.Control, time.Now(), stop))
	p.await(t, "99 05 7f")
	first := g.Pid()
	before := bareStart(t)
	since := time.Now()
	require.NoError(t, syscall.Kill(first, syscall.SIGKILL))
	var again time.Duration
	select {
	case at := <-restarted:
		again = at.Sub(since)
	case <-time.After(10 * time.Second):
		require.Fail(t, "it is not started again")
	}
	quiet := p.await(t, "b1 7b 00").Sub(since)
	var busy time.Duration // a machine at rest starts a program at once
	if again >= 300*ms || quiet >= 500*ms {
		if busy = max(before, bareStart(t)); busy > 100*ms && (again >= 300*ms+busy || quiet >= 500*ms+busy) {
			t.Logf("started again after %v, all released after %v, but this machine takes %v to start any program", again, quiet, busy)
			require.NoError(t, g.Close())
			return false
		} else if busy <= 100*ms {
			busy = 0
		}
	}
	assert.Less(t, again, 300*ms+busy)
	assertReleased(t, p, since, func() time.Duration { return busy })
	assert.NotEqual(t, first, g.Pid())
	assert.Equal(t, 1, g.Status().Restarts)
	assert.ErrorIs(t, port.Send(wire.Key, time.Now(), chord[0]), guard.ErrRestarted, "what the organ has is not known")
	require.NoError(t, port.Close())
	port = open(t, g, p.name, organ())
	require.NoError(t, port.Send(wire.Key, time.Now(), []byte{0x90, 72, 100}))
	p.await(t, "90 48 64")
	require.NoError(t, port.Close())
	p.await(t, "80 48 00")
	return true
}

func TestAKeyThatWasReleasedLongAgoIsNotReleasedByTheNextGuard(t *testing.T) {
	p := newPipe(t)
	restarted := make(chan bool, 1)
	g := start(t, guard.Options{Restarted: func() { restarted <- true }})
	port := open(t, g, p.name, organ())
	require.NoError(t, port.Send(wire.Key, time.Now().Add(-3*time.Second), []byte{0x90, 50, 100}))
	require.NoError(t, port.Send(wire.Key, time.Now().Add(-2*time.Second), []byte{0x80, 50, 0}))
	require.NoError(t, port.Send(wire.Key, time.Now(), []byte{0x90, 60, 100}))
	p.await(t, "90 3c 64")
	require.NoError(t, syscall.Kill(g.Pid(), syscall.SIGKILL))
	<-restarted
	p.await(t, "b0 7b 00")
	assert.Equal(t, []string{"90 32 64", "80 32 00", "90 3c 64", "80 3c 00", "b0 7b 00"}, p.texts())
}

func TestClosingAPortWhileTheGuardIsDownStillReleases(t *testing.T) {
	p := newPipe(t)
	restarted := make(chan bool, 1)
	g := start(t, guard.Options{Restarted: func() { restarted <- true }})
	port := open(t, g, p.name, organ())
	require.NoError(t, port.Send(wire.Key, time.Now(), chord[0]))
	p.await(t, "90 3c 64")
	require.NoError(t, syscall.Kill(g.Pid(), syscall.SIGKILL))
	require.Eventually(t, func() bool { return port.Send(wire.Key, time.Now(), chord[1]) != nil }, 5*time.Second, ms)
	require.NoError(t, port.Close())
	p.await(t, "80 3c 00")
	<-restarted
	for range 40 { // every number is free again
		other := open(t, g, p.name, organ())
		require.NoError(t, other.Close())
	}
}

func TestAProgramThatDoesNotWorkAnyMoreIsReleasedToo(t *testing.T) {
	untilCalm(t, func() bool {
		p := newPipe(t)
		var hangs atomic.Bool
		restarted := make(chan bool, 100)
		g := startAs(t, guard.Options{Alive: func() bool { return !hangs.Load() }, Restarted: func() { restarted <- true }})
		port := open(t, g, p.name, organ())
		if port.Send(wire.Key, time.Now(), chord[0]) != nil {
			return false
		}
		p.await(t, "90 3c 64")
		stall := stalls()
		time.Sleep(600 * ms)
		calm := stall() < 100*ms
		if g.Status().Restarts != 0 || len(p.texts()) != 1 {
			assert.False(t, calm, "a held key is held while the heart beats")
			return false
		}
		stall = stalls()
		hangs.Store(true)
		since := time.Now()
		assert.Less(t, p.await(t, "80 3c 00").Sub(since), 500*ms+stall())
		hangs.Store(false)
		select {
		case <-restarted:
		case <-time.After(10 * time.Second):
			require.Fail(t, "it is not started again")
		}
		return true
	})
}

// Ports that are closed, and others that are opened, while the guard is replaced: in the end it holds those that are open,
// and what is said to them comes.
func TestPortsMayComeAndGoWhileTheGuardIsReplaced(t *testing.T) {
	g := start(t, guard.Options{})
	p, other := newPipe(t), newPipe(t)
	port := open(t, g, p.name, organ())
	for i := range 5 {
		old := g.Pid()
		require.NoError(t, syscall.Kill(old, syscall.SIGKILL))
		time.Sleep(time.Duration(i) * 20 * ms)
		require.NoError(t, port.Close())
		port = open(t, g, p.name, organ())
		second := open(t, g, other.name, organ())
		awaitEnd(t, old)
		require.NoError(t, second.Close())
	}
	require.Eventually(t, func() bool {
		held, err := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", g.Pid()))
		require.NoError(t, err)
		n := map[string]int{}
		for _, fd := range held {
			to, _ := os.Readlink(fd)
			n["raw:"+to]++
		}
		return n[p.name] == 1 && n[other.name] == 0
	}, 5*time.Second, ms, "the guard holds what is open, once")
	require.NoError(t, port.Send(wire.Key, time.Now(), []byte{0x90, 0x3d, 0x40}))
	p.await(t, "90 3d 40")
}
