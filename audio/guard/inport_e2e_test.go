//go:build linux && cgo

package guard_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard"
	"voluntary/audio/guard/wire"
	"voluntary/audio/jack/jacktest"
)

func TestE2EJackInputTellsTheTimeOfTheFrame(t *testing.T) {
	jacktest.Server(t)
	jacktest.Record(t) // which waits until the server is up
	untilCalm(t, func() bool {
		g, l := start(t, guard.Options{}), &listener{}
		in := listen(t, g, "virtual:ear", l)
		assert.Equal(t, "virtual:ear", in.Name())
		port := open(t, g, "virtual:mouth", organ())
		connect(t, "voluntary:mouth", "voluntary:ear")
		const n = 400
		origin := time.Now().Add(150 * ms)
		var held time.Duration
		for i := range n {
			due := origin.Add(time.Duration(i) * 5 * ms)
			time.Sleep(time.Until(due.Add(-100 * ms)))
			held = max(held, time.Since(due.Add(-100*ms)))
			require.NoError(t, port.Send(wire.Key, due, []byte{0x90, byte(i % 100), 1}))
		}
		all := l.await(t, n)
		require.Len(t, all, n)
		var offsets []float64
		for i, m := range all {
			require.Equal(t, fmt.Sprintf("90 %02x 01", i%100), fmt.Sprintf("% x", m.Bytes))
			offsets = append(offsets, float64(m.At.Sub(origin))/1e6-float64(i)*5)
		}
		slices.Sort(offsets)
		wrong := make([]float64, n)
		for i, o := range offsets {
			wrong[i] = math.Abs(o - offsets[n/2])
		}
		slices.Sort(wrong)
		t.Logf("instants from the grid, ms: p50 %.4f p99 %.4f max %.4f; constant %.3f", wrong[n/2], wrong[n*99/100], wrong[n-1], offsets[n/2])
		if held > 50*ms {
			return false
		}
		// The clock between the two is what JACK loses meanwhile: the frames themselves are exact.
		assert.LessOrEqual(t, wrong[n/2], 1.0)
		return true
	})
}

func TestE2EJackInputHearsALongSysExAndIsFoundByItsName(t *testing.T) {
	stop := jacktest.Server(t)
	jacktest.Record(t)
	// Another program, as far as JACK knows.
	other := start(t, guard.Options{})
	port := open(t, other, "virtual:organ out", organ())
	g, l := start(t, guard.Options{}), &listener{}
	list, err := g.Ports(t.Context())
	require.NoError(t, err)
	t.Log(list.Inputs)
	in := listen(t, g, "virtual:ear", l)
	name := "voluntary-01:ear"
	connect(t, "voluntary:organ out", name)
	long := make([]byte, 3000)
	long[0], long[len(long)-1] = 0xf0, 0xf7
	require.NoError(t, port.Send(wire.Shoe, time.Now(), long))
	require.NoError(t, port.Send(wire.Key, time.Now(), []byte{0x90, 60, 1}))
	all := l.await(t, 2)
	assert.Equal(t, long, all[0].Bytes)
	require.NoError(t, in.Close())
	listen(t, g, "virtual:ear", l)
	stop()
	assert.ErrorIs(t, l.awaitLoss(t), guard.ErrLost)
}

func TestE2EJackWhatIsTakenBackIsNotToldAsSent(t *testing.T) {
	jacktest.Server(t)
	r := jacktest.Record(t)
	l, back := &listener{}, &listener{}
	g := start(t, guard.Options{Sent: func(_ *guard.Port, m guard.Message) { l.hear(m) }})
	g.Watch(true)
	listen(t, g, "virtual:ear", back)
	port := open(t, g, jacktest.Port, organ())
	connect(t, "voluntary:out 2", "voluntary:ear")
	now := time.Now()
	require.NoError(t, port.Send(wire.Key, now, chord[0]))
	require.NoError(t, port.Send(wire.Key, now.Add(22*ms), chord[1]))
	port.Flush(time.Now().Add(5 * ms))
	require.NoError(t, port.Send(wire.Key, time.Now().Add(10*ms), []byte{0x90, 72, 1}))
	r.Await(t, 2)
	l.await(t, 2)
	time.Sleep(50 * ms)
	assert.Equal(t, []string{"90 3c 64", "90 48 01"}, l.texts())
	for i, m := range back.await(t, 2) {
		assert.WithinDuration(t, l.heard()[i].At, m.At, ms, "the instant is that of the frame")
	}
}
