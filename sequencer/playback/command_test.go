package playback

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"voluntary/registration"
	"voluntary/sequencer"
)

func verbs(cs []command) []verb {
	var out []verb
	for _, c := range cs {
		out = append(out, c.verb)
	}
	return out
}

func TestMailboxKeepsOrderAndDropsWhatIsOvertaken(t *testing.T) {
	m := mailbox{wake: make(chan struct{}, 1)}
	for i := range 1000 {
		m.post(command{verb: doSeek, from: 10})
		m.post(command{verb: doSeek, from: 20})
		m.post(command{verb: doTempo, percent: 50 + i%100})
		for range 100 {
			m.post(command{verb: doMove, change: drawing(registration.ControlID(i%5), true)})
			m.post(command{verb: doMove, change: registration.Change{Kind: registration.Express, Value: uint8(i % 128)}})
			m.post(command{verb: doMove, change: drawing(registration.ControlID(i%5), false)})
		}
		m.post(command{verb: doPress, key: 60})
		m.post(command{verb: doPress, key: 61})
		m.post(command{verb: doStop})
		m.post(command{verb: doStop})

		got := m.take()
		assert.Equal(t, []verb{doSeek, doTempo, doMove, doMove, doPress, doPress, doStop, doStop}, verbs(got))
		assert.EqualValues(t, 20, got[0].from)
		assert.Equal(t, registration.Retire, got[2].change.Kind)
	}
	assert.Empty(t, m.take())
	assert.True(t, m.post(command{verb: doClose}))
	assert.False(t, m.post(command{verb: doPlay}))
}

func TestMailboxAllocatesNothingOnceItHasItsRoom(t *testing.T) {
	m := mailbox{wake: make(chan struct{}, 1)}
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		m.post(command{verb: doMove, change: drawing(1, true)})
		m.post(command{verb: doPress, key: 60})
		m.take()
	}))
}

// Keys that are pressed faster than the engine comes to them all count.
func TestStepsOfTheTempoAddUp(t *testing.T) {
	e := newEngine()
	asked := func() int {
		got := e.mail.take()
		assert.Equal(t, []verb{doTempo}, verbs(got))
		return int(got[0].percent)
	}
	for range 3 {
		e.TempoBy(5)
	}
	assert.Equal(t, 115, asked())
	e.TempoBy(-20)
	assert.Equal(t, 95, asked())
	e.Tempo(WrittenTempo)
	e.TempoBy(5)
	assert.Equal(t, 105, asked())
	for range 30 {
		e.TempoBy(5)
	}
	e.TempoBy(-5)
	assert.Equal(t, FastestTempo-5, asked())
}

// A step counts from where the one before has sent the playhead, also before the engine has come to it.
func TestStepsOfThePlayheadAddUp(t *testing.T) {
	e := newEngine()
	now := time.Now()
	e.publish(now)
	assert.Zero(t, e.Standing(now))
	for i := range sequencer.Tick(3) {
		assert.Equal(t, 480*i, e.Standing(now))
		e.Seek(e.Standing(now) + 480)
	}
	for _, c := range e.mail.take() {
		assert.EqualValues(t, 1440, e.Standing(now), "it has not come to it yet")
		e.obey(now, &c)
	}
	e.publish(now)
	assert.Equal(t, sequencer.Tick(e.Status().TickAt(now)+0.5), e.Standing(now), "from here on it is where the playhead is")
}
