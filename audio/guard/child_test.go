package guard

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"voluntary/audio/guard/wire"
	"voluntary/audio/instant"
)

func TestTheSendingGoroutineAllocatesNothing(t *testing.T) {
	out := &silent{}
	c := &child{greeted: true, got: make([]byte, 0, 64<<10), scratch: make([]byte, 0, 8<<10), unwanted: make([]uint32, 0, maxOrder/4)}
	c.report = &reporter{frames: make(chan []byte, 1)}
	c.counted = instant.Now() + 1<<60
	c.ports[0] = newPort("silent", out, wire.Plan{Keys: 1})
	frames := make([]byte, 0, 4096)
	say := func(class wire.Class, b ...byte) {
		start := len(frames)
		frames = append(appendFrame(frames, sendFrame, 0), byte(class), 0, 0, 0, 0)
		frames = endFrame(append(appendTime(frames, instant.Now()), b...), start)
	}
	assert.Zero(t, testing.AllocsPerRun(500, func() {
		frames = frames[:0]
		for k := range byte(20) {
			say(wire.Key, 0x90, 40+k, 100)
			say(wire.Control, 0xb9, 99, 0, 0xb9, 98, k, 0xb9, 6, 127)
			say(wire.Shoe, 0xb0, 11, k)
			say(wire.Key, 0x80, 40+k, 0)
		}
		_ = c.hear(frames)
		c.sendDue()
	}))
	assert.Zero(t, out.keys.Count())
	assert.EqualValues(t, 501*80, c.counts.sent)
}
