//go:build unix

package guard_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard"
	"voluntary/audio/guard/wire"
)

func TestMessagesLeaveWhenTheyAreDue(t *testing.T) {
	p := newPipe(t)
	g := start(t, guard.Options{})
	port := open(t, g, p.name, organ())
	origin := time.Now().Add(100 * ms)
	const n = 200
	for i := range n {
		due := origin.Add(time.Duration(i) * 5 * ms)
		require.NoError(t, port.Send(wire.Key, due, []byte{0x90, byte(i % 100), 1}))
		require.NoError(t, port.Send(wire.Key, due.Add(2*ms), []byte{0x80, byte(i % 100), 0}))
	}
	require.Eventually(t, func() bool { return len(p.heard()) == 2*n }, 20*time.Second, 10*ms)
	early, late := 0, time.Duration(0)
	for i, h := range p.heard() {
		due := origin.Add(time.Duration(i/2)*5*ms + time.Duration(i%2)*2*ms)
		if h.at.Before(due) {
			early++
		}
		late += h.at.Sub(due)
	}
	assert.Zero(t, early, "none leaves before its time")
	t.Log("mean lateness at the reader, with this machine's load:", late/(2*n))
	require.NoError(t, port.Close())
	require.Eventually(t, func() bool { return g.Status().Sent == 2*n }, 5*time.Second, 10*ms)
}

func TestFlushForgetsWhatHasNotSounded(t *testing.T) {
	p := newPipe(t)
	g := start(t, guard.Options{})
	port := open(t, g, p.name, organ())
	now := time.Now()
	require.NoError(t, port.Send(wire.Key, now, chord[0]))
	require.NoError(t, port.Send(wire.Key, now.Add(150*ms), chord[1]))
	port.Flush(now.Add(100 * ms))
	require.NoError(t, port.Send(wire.Key, now.Add(200*ms), chord[2]))
	p.await(t, "91 24 64")
	assert.Equal(t, []string{"90 3c 64", "91 24 64"}, p.texts())
}

// As on a machine that keeps the word of a flush waiting on its way.
func TestAKeyThatWasPressedBeforeTheFlushCameIsReleased(t *testing.T) {
	p := newPipe(t)
	g := start(t, guard.Options{})
	port := open(t, g, p.name, organ())
	now := time.Now()
	require.NoError(t, port.Send(wire.Key, now, chord[0]))
	require.NoError(t, port.Send(wire.Key, now.Add(20*ms), chord[1]))
	p.await(t, "90 40 64")
	port.Flush(now.Add(10 * ms))
	require.NoError(t, port.Send(wire.Key, time.Now(), chord[2]))
	p.await(t, "91 24 64")
	assert.Equal(t, []string{"90 3c 64", "90 40 64", "80 40 00", "91 24 64"}, p.texts())
}

func TestControlsKeepTheirGapAndKeysDoNotWait(t *testing.T) {
	p := newPipe(t)
	g := start(t, guard.Options{})
	plan := organ()
	plan.Gap = 60 * ms
	before := time.Now()
	port := open(t, g, p.name, plan)
	now := time.Now()
	for n := range byte(4) {
		require.NoError(t, port.Send(wire.Control, now, []byte{0xb9, 20, n}))
	}
	require.NoError(t, port.Send(wire.Key, now, chord[0]))
	p.await(t, "b9 14 03")
	all := p.heard()
	require.Len(t, all, 5)
	assert.Equal(t, "90 3c 64", all[0].text, "the gap counts from the opening: who knows what was said before")
	for i, h := range all[1:] {
		assert.Greater(t, h.at.Sub(before), time.Duration(i+1)*plan.Gap)
	}
}

func TestReleasePanicAndCloseSilenceTheOrgan(t *testing.T) {
	p := newPipe(t)
	g := start(t, guard.Options{})
	port := open(t, g, p.name, organ())
	for _, b := range chord {
		require.NoError(t, port.Send(wire.Key, time.Now(), b))
	}
	require.NoError(t, port.Send(wire.Key, time.Now().Add(time.Second), []byte{0x90, 1, 1}))
	time.Sleep(20 * ms)
	port.Release()
	p.await(t, "b1 7b 00")
	assert.Equal(t, append([]string{"90 3c 64", "90 40 64", "91 24 64"}, released...), p.texts())

	require.NoError(t, port.Send(wire.Key, time.Now(), []byte{0x90, 61, 100}))
	require.NoError(t, port.Send(wire.Key, time.Now().Add(10*time.Second), chord[0]))
	p.await(t, "90 3d 64")
	g.Panic()
	p.await(t, "b1 78 00")
	assert.Equal(t, 8+1+2*(128+2), len(p.heard()))
	k := p.down()
	assert.Zero(t, k.Count())

	require.NoError(t, port.Send(wire.Key, time.Now(), []byte{0x90, 77, 100}))
	p.await(t, "90 4d 64")
	require.NoError(t, port.Close())
	p.await(t, "80 4d 00") // it has left when Close returns, and is read a moment later
	require.NoError(t, port.Close())
	assert.ErrorIs(t, port.Send(wire.Key, time.Now(), chord[0]), guard.ErrClosed)
}

func TestAPanicEndsWithWhatTheOrganWantsToHear(t *testing.T) {
	p := newPipe(t)
	g := start(t, guard.Options{})
	plan := organ()
	plan.Panic, plan.Gap, plan.Advance = "\xb5\x50\x00\xf0\x7d\x01\xf7", 40*ms, plan.Advance+40*ms
	port := open(t, g, p.name, plan)
	require.NoError(t, port.Send(wire.Key, time.Now(), chord[0]))
	p.await(t, "90 3c 64")
	g.Panic()
	p.await(t, "f0 7d 01 f7")
	all := p.heard()
	last := all[len(all)-3:]
	assert.Equal(t, []string{"b1 78 00", "b5 50 00", "f0 7d 01 f7"}, []string{last[0].text, last[1].text, last[2].text})
	assert.GreaterOrEqual(t, last[2].at.Sub(last[1].at), 35*ms, "the gap is kept")
}

func TestClosingTheGuardReleasesEveryPort(t *testing.T) {
	a, b := newPipe(t), newPipe(t)
	g, err := guard.Start(t.Context(), guard.Options{Patience: patience})
	require.NoError(t, err)
	one, other := open(t, g, a.name, organ()), open(t, g, b.name, organ())
	require.NoError(t, one.Send(wire.Key, time.Now(), chord[0]))
	require.NoError(t, other.Send(wire.Key, time.Now(), chord[1]))
	a.await(t, "90 3c 64")
	b.await(t, "90 40 64")
	require.NoError(t, g.Close())
	a.await(t, "80 3c 00")
	b.await(t, "80 40 00")
	assert.ErrorIs(t, one.Send(wire.Key, time.Now(), chord[0]), guard.ErrClosed)
	_, err = g.Open(context.Background(), a.name, organ())
	assert.ErrorIs(t, err, guard.ErrDown)
	require.NoError(t, g.Close(), "closing again does nothing")
}

func TestAPortWhoseReaderGoesIsLostInASentence(t *testing.T) {
	for about, test := range map[string]struct {
		send bool
		says string
	}{
		"at the next message": {true, "whoever read from it has gone"},
		"while nothing plays": {false, "nobody reads from it any more"},
	} {
		t.Run(about, func(t *testing.T) {
			p := newPipe(t)
			lost := make(chan error, 1)
			g := start(t, guard.Options{Lost: func(_ *guard.Port, err error) { lost <- err }})
			dir := t.TempDir()
			path := filepath.Join(dir, "gone")
			require.NoError(t, exec.Command("mkfifo", path).Run())
			f, err := os.OpenFile(path, os.O_RDWR, 0)
			require.NoError(t, err)
			port, healthy := open(t, g, "raw:"+path, organ()), open(t, g, p.name, organ())
			require.NoError(t, f.Close())
			if test.send {
				require.NoError(t, port.Send(wire.Key, time.Now(), chord[0]))
			}
			select {
			case err := <-lost:
				assert.ErrorIs(t, err, guard.ErrLost)
				assert.ErrorContains(t, err, test.says)
			case <-time.After(5 * time.Second):
				require.Fail(t, "the loss is not told")
			}
			assert.ErrorIs(t, port.Send(wire.Key, time.Now(), chord[0]), guard.ErrLost)
			require.NoError(t, port.Close())
			require.NoError(t, healthy.Send(wire.Key, time.Now(), chord[0]), "the others play on")
			p.await(t, "90 3c 64")
		})
	}
}

func TestPortsThatCannotBeOpenedAreExplained(t *testing.T) {
	g := start(t, guard.Options{})
	file := filepath.Join(t.TempDir(), "piece.mid")
	require.NoError(t, os.WriteFile(file, []byte("MThd"), 0o600))
	fifo := filepath.Join(t.TempDir(), "fifo")
	require.NoError(t, exec.Command("mkfifo", fifo).Run())
	for name, says := range map[string]string{
		"no such organ 4711":                  "there is no MIDI port",
		"":                                    "no MIDI port is named",
		"raw:" + file:                         "neither a device file nor a named pipe",
		"raw:" + file + "-not":                "there is no MIDI device file",
		"raw:" + fifo:                         "nobody reads from",
		"virtual:":                            "needs a name",
		strings.Repeat("x", 2000):             "at most 1024",
		"virtual:" + strings.Repeat("x", 500): "needs a name",
	} {
		_, err := g.Open(t.Context(), name, organ())
		assert.ErrorContains(t, err, says, "%.40q", name)
	}
	_, err := g.Open(t.Context(), "raw:"+fifo, wire.Plan{Gap: time.Hour})
	assert.ErrorContains(t, err, "pacing")
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, "MThd", string(b))
}

func TestAMachineWithoutMIDIHasAnEmptyListAndSaysWhy(t *testing.T) {
	if _, err := os.Stat("/dev/snd/seq"); err == nil {
		t.Skip("this machine has an ALSA sequencer")
	}
	t.Setenv("JACK_DEFAULT_SERVER", "nobody-runs-this-one")
	g := start(t, guard.Options{})
	list, err := g.Ports(t.Context())
	require.NoError(t, err)
	assert.Empty(t, list.Outputs)
	assert.Empty(t, list.Inputs)
	require.NotEmpty(t, list.Notes)
	for _, n := range list.Notes {
		assert.Regexp(t, `^[A-Z][ -~]*[.)]+$`, n, "a sentence")
	}
	_, err = g.Open(t.Context(), "GrandOrgue", organ())
	assert.ErrorContains(t, err, "there are none on this machine")
	_, err = g.Open(t.Context(), "virtual:Voluntary", organ())
	assert.Error(t, err)
}

func TestThirtyTwoPortsAreEnough(t *testing.T) {
	p := newPipe(t)
	g := start(t, guard.Options{})
	for range 32 {
		open(t, g, p.name, organ())
	}
	_, err := g.Open(t.Context(), p.name, organ())
	assert.ErrorContains(t, err, "close one first")
}

func TestBytesThatAreNoMessagesAreRefusedBeforeTheyLeave(t *testing.T) {
	p := newPipe(t)
	g := start(t, guard.Options{})
	port := open(t, g, p.name, organ())
	assert.ErrorIs(t, port.Send(wire.Key, time.Now(), []byte{60, 100}), wire.ErrMessage)
	assert.ErrorIs(t, port.Send(9, time.Now(), chord[0]), wire.ErrMessage)
}

func TestManyGoroutinesMaySendFlushAndClose(t *testing.T) {
	p := newPipe(t)
	g := start(t, guard.Options{})
	port := open(t, g, p.name, organ())
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			r := rand.New(rand.NewPCG(uint64(i), 1))
			for range 200 {
				_ = port.Send(wire.Key, time.Now().Add(time.Duration(r.IntN(30))*ms), []byte{0x90, byte(r.IntN(128)), byte(r.IntN(2))})
				if r.IntN(50) == 0 {
					port.Flush(time.Now())
				}
			}
			_ = port.Name()
			_ = g.Status()
		})
	}
	all.Wait()
	require.NoError(t, port.Close())
	require.Eventually(t, func() bool { k := p.down(); return k.Count() == 0 }, 5*time.Second, 10*ms)
}

func TestTheGuardIsNotForPeople(t *testing.T) {
	for _, in := range []string{"", "hello\n", "\x01\xff\x10\x00\x00\x00NOPE............", "\x01\xff\xff\xff\xff\xff"} {
		cmd := exec.Command(os.Args[0], "__guard")
		cmd.Stdin = strings.NewReader(in)
		var noise bytes.Buffer
		cmd.Stderr = &noise
		done := make(chan error, 1)
		require.NoError(t, cmd.Start())
		go func() { done <- cmd.Wait() }()
		select {
		case <-done:
		case <-time.After(8 * time.Second):
			_ = cmd.Process.Kill()
			require.Fail(t, "it stays", "%q", in)
		}
		assert.NotContains(t, noise.String(), "goroutine", "%q", in)
	}
}

// What a flush says to be forgotten has not left and never does; everything else does, whatever the pacing.
func TestAFlushTellsExactlyWhichControlsAreForgotten(t *testing.T) {
	p := newPipe(t)
	g := start(t, guard.Options{})
	plan := organ()
	plan.Gap, plan.Travel, plan.Advance = 7*ms, 30*ms, 80*ms
	port := open(t, g, p.name, plan)
	r := rand.New(rand.NewPCG(3, 4))
	meant := map[uint32][]string{}
	for i := range 60 {
		due := time.Now().Add(time.Duration(r.IntN(150)) * ms)
		var pieces [][]byte
		var texts []string
		for n := range 1 + r.IntN(3) {
			b := []byte{0xb9, byte(i), byte(n)}
			pieces, texts = append(pieces, b), append(texts, fmt.Sprintf("% x", b))
		}
		number, err := port.SendControl(due, slices.Values(pieces))
		require.NoError(t, err)
		meant[number] = texts
		if r.IntN(5) == 0 {
			for _, gone := range port.Flush(time.Now()) {
				require.Contains(t, meant, gone)
				delete(meant, gone)
			}
		}
		time.Sleep(time.Duration(r.IntN(15)) * ms)
	}
	var want []string
	for _, texts := range meant {
		want = append(want, texts...)
	}
	require.Eventually(t, func() bool { return len(p.heard()) >= len(want) }, 10*time.Second, 10*ms)
	time.Sleep(200 * ms)
	assert.ElementsMatch(t, want, p.texts())
	assert.Less(t, len(meant), 60, "some were forgotten")
}

func TestAPortCountsTheKeysThatTheLimitsWithhold(t *testing.T) {
	p := newPipe(t)
	g := start(t, guard.Options{})
	plan := organ()
	plan.Limits[0].Most = 2
	port := open(t, g, p.name, plan)
	for key := range byte(5) {
		require.NoError(t, port.Send(wire.Key, time.Now(), []byte{0x90, 60 + key, 100}))
	}
	require.Eventually(t, func() bool { return port.Withheld() == 3 }, 10*time.Second, ms)
	assert.Equal(t, []string{"90 3c 64", "90 3d 64"}, p.texts())
}

// What the program reckons of a slow organ is what the guard does, however late that is woken.
func TestTheOrganStandsOnceTheLastStopHasLeft(t *testing.T) {
	p, l := newPipe(t), &listener{}
	g := start(t, guard.Options{Sent: func(_ *guard.Port, m guard.Message) { l.hear(m) }})
	plan := organ()
	plan.Gap, plan.Travel, plan.Advance = 5*ms, 10*ms, 300*ms
	port := open(t, g, p.name, plan)
	g.Watch(true)
	const n = 40
	for i := range n {
		require.NoError(t, port.Send(wire.Control, time.Now(), []byte{0xC0, byte(i)}))
	}
	for {
		at, _ := port.Settles()
		left := time.Until(at)
		if left <= 0 {
			break
		}
		time.Sleep(left)
	}
	stood, _ := port.Settles()
	sent := l.await(t, n)
	assert.WithinDuration(t, sent[n-1].At.Add(plan.Travel), stood, 0)
	assert.False(t, time.Now().Before(sent[n-1].At.Add(plan.Travel)))
}
