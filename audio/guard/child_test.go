package guard

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"voluntary/audio/guard/wire"
	"voluntary/audio/instant"
)

func TestTheSendingGoroutineAllocatesNothing(t *testing.T) {
	out := &silent{}
	c := &child{greeted: true, got: make([]byte, 0, 64<<10), scratch: make([]byte, 0, 8<<10), unwanted: make([]uint32, 0, maxOrder/4)}
	c.report = &reporter{talk: make([]byte, 0, 16<<10)}
	c.watched = c.report
	c.desk = &desk{orders: make(chan order, 1)}
	c.ports[0] = newPort("silent", out, wire.Plan{Keys: 1, Limits: [16]wire.Limits{{Shortest: time.Microsecond}}, Gap: 1})
	c.ports[0].report, c.ports[0].told = c.report, c.report
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
		frames = endFrame(appendTime(appendFrame(frames, beatFrame, everyPort), instant.Now()), len(frames))
		_ = c.hear(frames)
		c.sendDue()
		for c.ports[0].line.Len() > 0 {
			c.sendDue()
		}
		frames = frames[:0]
		for _, kind := range []byte{flushFrame, recallFrame, withdrawFrame, releaseFrame} {
			start := len(frames)
			frames = appendTime(appendFrame(frames, kind, everyPort), instant.Now())
			frames = endFrame(append(frames, 1, 2, 3, 4), start)
		}
		_ = c.hear(frames)
		c.counted = 0
		c.sendDue()
		c.fromDesk()
		if len(c.report.talk) > 8<<10 {
			c.report.talk = c.report.talk[:0] // as its writer does
		}
	}))
	assert.Zero(t, out.keys.Count())
	assert.EqualValues(t, 501*80, c.counts.sent)
}

func TestGarbageIsCollectedInSilenceAlone(t *testing.T) {
	c := &child{report: &reporter{}, desk: &desk{orders: make(chan order, 4), wake: func() {}}}
	p := newPort("silent", &silent{}, wire.Plan{Keys: 1})
	c.ports[3] = p
	now := time.Hour
	litter := func() {
		for range tidyFrom {
			c.desk.tell(done{kind: closeFrame})
		}
		c.fromDesk()
	}
	look := func() (asked int) {
		for range 10 {
			now += countEvery
			c.tidy(now)
		}
		for len(c.desk.orders) > 0 {
			assert.EqualValues(t, tidyOrder, (<-c.desk.orders).kind)
			asked++
		}
		return asked
	}
	assert.Equal(t, 0, look(), "there is none")
	litter()
	assert.Equal(t, 1, look())
	assert.Equal(t, 0, look())
	litter()
	p.line.Left(wire.Key, now, now, []byte{0x90, 60, 1})
	assert.Equal(t, 0, look(), "a key sounds")
	p.line.Left(wire.Key, now, now, []byte{0x80, 60, 0})
	assert.NoError(t, p.line.Put(wire.Shoe, now+time.Minute, []byte{0xb0, 11, 1}))
	assert.Equal(t, 0, look(), "a message waits")
	p.line.Clear(nil, now)
	assert.Equal(t, 1, look())
	assert.Equal(t, 0, look())
}

func TestTheReporterDropsWhatNobodyReads(t *testing.T) {
	r := &reporter{}
	for range maxTalk / 1000 {
		r.sent(1, 0, 1, make([]byte, 1000))
	}
	full := len(r.talk)
	assert.InDelta(t, maxTalk, full, 2000)
	r.heard(1, 0, make([]byte, 1000))
	assert.Len(t, r.talk, full)
	assert.EqualValues(t, 1, r.missed)
	r.lost(1, "it has gone")
	assert.Greater(t, len(r.talk), full, "what matters more is still said")
	for range 2 * maxSaid / 1000 {
		r.lost(1, string(make([]byte, 900)))
	}
	assert.LessOrEqual(t, len(r.talk), maxSaid)
}
