package guard

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard/wire"
	"voluntary/audio/instant"
)

func TestOrdersComeBackAsTheyWereSaid(t *testing.T) {
	o := order{
		kind: openFrame, request: 7, port: 3, name: "GrandOrgue:GrandOrgue Input",
		plan: wire.Plan{Keys: 5, OffAs9n: 4, Gap: time.Second, Travel: 2, Advance: 3},
		left: wire.Keys{Used: 9}, joined: []string{"GrandOrgue:GrandOrgue Input", "recorder:in"},
	}
	o.plan.Spare(9, 127)
	o.left.Note([]byte{0x95, 60, 1})
	kind, port, b, rest, done, err := cutFrame(append(appendOrder(nil, &o), 1, 2), maxOrder)
	require.NoError(t, err)
	require.True(t, done)
	assert.Equal(t, []byte{1, 2}, rest)
	got, err := readOrder(kind, port, b)
	require.NoError(t, err)
	assert.Equal(t, o, got)
	_, err = readOrder(kind, port, b[:len(b)-1])
	assert.ErrorIs(t, err, errFrame)
	_, err = readOrder(kind, everyPort, b)
	assert.ErrorIs(t, err, errFrame)
}

func TestConnectionsThatAreTooManyForAnOrderAreLeftOut(t *testing.T) {
	o := order{kind: openFrame, name: "virtual:x"}
	for range 100 {
		o.joined = append(o.joined, strings.Repeat("x", 300))
	}
	kind, port, b, _, done, err := cutFrame(appendOrder(nil, &o), maxOrder)
	require.NoError(t, err)
	require.True(t, done)
	got, err := readOrder(kind, port, b)
	require.NoError(t, err)
	assert.Equal(t, o.joined[:len(got.joined)], got.joined)
	assert.Len(t, got.joined, maxJoined/302)
}

func TestPortListsComeBackAsTheyWereSaid(t *testing.T) {
	p := Ports{
		Inputs:  []PortName{{"Keyboard", systemALSA}},
		Outputs: []PortName{{"GrandOrgue:GrandOrgue Input", systemJACK}, {strings.Repeat("é", maxName/2), systemALSA}},
		Notes:   []string{"No ALSA."},
	}
	_, _, b, _, done, err := cutFrame(endFrame(appendPorts(appendFrame(nil, portsFrame, everyPort), 9, &p), 0), maxReport)
	require.NoError(t, err)
	require.True(t, done)
	request, got, err := readPorts(b)
	require.NoError(t, err)
	assert.EqualValues(t, 9, request)
	assert.Equal(t, p, got)
}

func TestFramesMayComeInPieces(t *testing.T) {
	b := appendOrder(nil, &order{kind: listFrame, request: 1, port: everyPort})
	for n := range len(b) {
		_, _, _, _, done, err := cutFrame(b[:n], maxOrder)
		require.NoError(t, err)
		assert.False(t, done)
	}
	_, _, _, _, _, err := cutFrame([]byte{1, 0, 0, 0, 1, 0}, maxOrder)
	assert.ErrorIs(t, err, errFrame)
}

// Nothing that can be said to a guard brings it down or makes it grow without end.
func FuzzChild(f *testing.F) {
	hello := greeting(heartStops)
	f.Add(hello)
	f.Add(slices.Concat(hello, appendOrder(nil, &order{kind: openFrame, request: 1, name: "raw:/nowhere"})))
	f.Add(slices.Concat(hello, appendOrder(nil, &order{kind: listFrame, request: 2, port: everyPort})))
	send := append(appendFrame(nil, sendFrame, 0), byte(wire.Key))
	f.Add(slices.Concat(hello, endFrame(append(appendTime(send, instant.Now()), 0x90, 60, 100), 0)))
	f.Add(slices.Concat(hello, endFrame(appendTime(appendFrame(nil, panicFrame, everyPort), 0), 0)))
	f.Fuzz(func(t *testing.T, b []byte) {
		out := &silent{}
		c := &child{report: &reporter{}, heart: time.Second}
		c.desk = &desk{orders: make(chan order, 1+len(b)/headerBytes), wake: func() {}}
		c.ports[0] = newPort("silent", out, wire.Plan{Keys: math.MaxUint16})
		err := c.hear(b)
		if err == nil {
			assert.Less(t, len(c.got), maxOrder+headerBytes)
		}
		if p := c.ports[0]; p != nil {
			_ = p.sendDue(&c.counts)
			p.release(c)
			assert.Zero(t, out.keys.Count(), "a cipher")
		}
	})
}

// silent is an outlet that only keeps what sounds.
type silent struct{ keys wire.Keys }

func (s *silent) send(_ time.Duration, class wire.Class, b []byte) (first, next int64, err error) {
	if class == wire.Key {
		s.keys.Note(b)
	}
	return 0, 0, nil
}
func (s *silent) close() {}
