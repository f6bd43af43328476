//go:build linux && cgo && !race

package guard

import (
	"math"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard/wire"
	"voluntary/audio/instant"
	"voluntary/audio/jack"
	"voluntary/audio/jack/jacktest"
)

func TestTheGuardMakesNoGarbageWhileMusicPlays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "midi")
	require.NoError(t, syscall.Mkfifo(path, 0o600))
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	require.NoError(t, err)
	defer f.Close()
	go swallow(int(f.Fd()))
	other := filepath.Join(t.TempDir(), "midi")
	require.NoError(t, syscall.Mkfifo(other, 0o600))
	keys, err := os.OpenFile(other, os.O_RDWR, 0)
	require.NoError(t, err)
	defer keys.Close()
	makesNoGarbage(t, rawPrefix+path, rawPrefix+other, int(keys.Fd()))
}

func TestE2ETheGuardMakesNoGarbageWhileMusicPlaysOnJACK(t *testing.T) {
	jacktest.Server(t)
	var sink *jack.Client // a recorder would make garbage of its own
	require.Eventually(t, func() bool {
		var err error
		sink, err = jack.Open("sink")
		return err == nil
	}, 20*time.Second, 50*time.Millisecond)
	defer sink.Close()
	in, err := sink.Listen("in", func(time.Duration, []byte) {})
	require.NoError(t, err)
	defer in.Close()
	makesNoGarbage(t, "sink:in", "", -1)
}

// swallow reads what nobody wants to know.
func swallow(fd int) {
	b := make([]byte, 4096)
	for {
		if n, err := syscall.Read(fd, b); n <= 0 && err != syscall.EINTR {
			return
		}
	}
}

// makesNoGarbage runs a guard in this process with a port on which keys go up and down, shoes and controls move, and now
// and then what waits is forgotten, until it has looked at the port and told its counters many times, and counts what was
// allocated meanwhile. live, if there is one, is where a keyboard plays that it listens to.
func makesNoGarbage(t *testing.T, port, input string, live int) {
	orders, talk, err := os.Pipe()
	require.NoError(t, err)
	defer orders.Close()
	answers, out, err := os.Pipe()
	require.NoError(t, err)
	defer answers.Close()
	in, err := newInbox(orders)
	require.NoError(t, err)
	c := newChild(in, newReporter(out))
	// The system calls of Go's files are made by hand: they allocate nothing either.
	mouth, ears := int(talk.Fd()), int(answers.Fd())
	served := make(chan error, 1)
	go func() { served <- c.serve() }()
	say := func(b []byte) {
		_, err := syscall.Write(mouth, b)
		require.NoError(t, err)
	}
	say(greeting(time.Minute))
	plan := wire.Plan{Keys: 1, Gap: time.Millisecond, Limits: [16]wire.Limits{{Shortest: 5 * time.Millisecond, Repeat: 5 * time.Millisecond}}}
	say(appendOrder(nil, &order{kind: openFrame, request: 1, port: 0, name: port, plan: plan}))
	if input != "" {
		say(appendOrder(nil, &order{kind: listenFrame, request: 2, port: 0, name: input}))
	}
	say(endFrame(appendFlag(appendFrame(nil, watchFrame, everyPort), true), 0))
	time.Sleep(500 * time.Millisecond)
	go swallow(ears)

	b := make([]byte, 0, 4096)
	put := func(class wire.Class, due time.Duration, m ...byte) {
		start := len(b)
		b = append(appendFrame(b, sendFrame, 0), byte(class), 1, 0, 0, 0)
		b = endFrame(append(appendTime(b, due), m...), start)
	}
	play := func(length time.Duration) {
		for i, begin := byte(0), instant.Now(); instant.Now()-begin < length; i++ {
			now := instant.Now()
			b = b[:0]
			put(wire.Key, now+20*time.Millisecond, 0x90, 36+i%60, 100)
			put(wire.Control, now+20*time.Millisecond, 0xb9, 99, 0, 0xb9, 98, i&7, 0xb9, 6, 127)
			put(wire.Shoe, now+20*time.Millisecond, 0xb0, 11, i&127)
			put(wire.Key, now+40*time.Millisecond, 0x80, 36+i%60, 0)
			if live >= 0 {
				_, _ = syscall.Write(live, []byte{0x90, 60, 1, 0x90, 60, 0})
			}
			start := len(b)
			b = endFrame(appendTime(appendFrame(b, beatFrame, everyPort), now), start)
			if i%16 == 15 {
				start = len(b)
				b = appendTime(appendFrame(b, flushFrame, everyPort), now)
				b = endFrame(append(b, 1, 0, 0, 0), start)
			}
			say(b)
			time.Sleep(5 * time.Millisecond)
		}
	}
	// The first second is for buffers, which get the size that they need. What other tests of this process have left behind
	// may allocate now and then: one stretch in which nothing does will do. It has a look at the port and some counters.
	play(time.Second)
	least := uint64(math.MaxUint64)
	for try := 0; try < 10 && least > 0; try++ {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		play(1500 * time.Millisecond)
		runtime.ReadMemStats(&after)
		least = min(least, after.Mallocs-before.Mallocs)
	}
	assert.LessOrEqual(t, least, uint64(1), "allocations in one and a half seconds")
	require.NoError(t, talk.Close())
	require.NoError(t, <-served)
	assert.Greater(t, c.counts.sent, uint64(500))
}
