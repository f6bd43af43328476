//go:build linux && cgo && !android

package speaker

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"voluntary/audio/instant"
	"voluntary/audio/jack"
	"voluntary/audio/urgent"
)

const (
	jackClient   = "voluntary-organ"      // the guard has another
	jackPatience = 3 * time.Second        // for a server that does not answer
	jackFarewell = 2 * time.Second        // the same when it is left
	jackIdle     = 200 * time.Millisecond // between two looks whether a server without cycles has gone
	jackTogether = 1024                   // frames that are made at a time at most
)

// errSilent says that there is a server which does not answer.
var errSilent = errors.New("the JACK server does not answer")

// waitingForJACK: libjack waits for ever for a server that does not answer, and cannot be called back. It is not asked
// again as long as it waits.
var waitingForJACK atomic.Bool

// openJACK opens a pair of ports at the JACK server, if one runs that plays so many frames a second.
func openJACK(ctx context.Context, rate, waiting int) (device, error) {
	if !waitingForJACK.CompareAndSwap(false, true) {
		return nil, errSilent
	}
	type answer struct {
		d   *jackDevice
		err error
	}
	answers, late := make(chan answer), make(chan struct{})
	go func() {
		d, err := connectJACK(rate)
		waitingForJACK.Store(false)
		select {
		case answers <- answer{d, err}:
		case <-late:
			if d != nil {
				d.leave()
			}
		}
	}()
	patience := time.NewTimer(jackPatience)
	defer patience.Stop()
	select {
	case a := <-answers:
		if a.err != nil {
			return nil, a.err
		}
		a.d.buffer.Store(int64(waiting))
		return a.d, nil
	case <-patience.C:
		close(late)
		return nil, errSilent
	case <-ctx.Done():
		close(late)
		return nil, ctx.Err()
	}
}

// A new client needs half a dozen cycles to know the time.
func connectJACK(rate int) (*jackDevice, error) {
	c, err := jack.Open(jackClient)
	if err != nil {
		return nil, err
	}
	if c.Rate() != rate {
		c.Close()
		return nil, fmt.Errorf("JACK plays %d frames a second, not %d", c.Rate(), rate)
	}
	s, err := c.Sound("out_1", "out_2")
	if err != nil {
		c.Close()
		return nil, err
	}
	s.Connect()
	d := &jackDevice{client: c, sound: s, rate: rate, clock: jack.Clock{Rate: rate}, done: make(chan struct{})}
	for i := 0; i < 200 && c.Cycles() < 8 && c.Alive(); i++ {
		time.Sleep(2 * time.Millisecond)
	}
	if !c.Alive() || c.Cycles() == 0 {
		d.leave()
		return nil, errSilent
	}
	return d, nil
}

// jackDevice plays by JACK. JACK's thread runs C alone and takes frames from a ring; a goroutine of ours, on a thread of its
// own, is woken after each cycle and renders as many as were taken.
type jackDevice struct {
	client  *jack.Client
	sound   *jack.Sound
	rate    int
	buffer  atomic.Int64
	leaving atomic.Bool
	mute    atomic.Bool // it does not answer
	playing bool
	done    chan struct{}
	left    sync.Once

	clock jack.Clock // of the goroutine that sends
	ahead atomic.Int64
}

func (d *jackDevice) name() (what, hint string) { return "JACK", "does its server still run?" }

func (d *jackDevice) play(source func([]float32), buffer int) {
	d.resize(buffer)
	d.playing = true
	go d.run(source)
}

func (d *jackDevice) run(source func([]float32)) {
	defer close(d.done)
	urgent.Thread(urgent.Sound)
	x := make([]float32, 2*jackTogether)
	fill := func() {
		for !d.leaving.Load() {
			missing := max(int(d.buffer.Load()), d.client.Period()) - d.sound.Waiting()
			if missing <= 0 {
				return
			}
			part := x[:2*min(missing, jackTogether)]
			source(part)
			d.sound.Write(part)
		}
	}
	fill()
	for d.sound.Begin(); !d.leaving.Load() && d.client.Alive(); {
		if d.sound.Await(jackIdle) {
			fill()
		}
	}
}

func (d *jackDevice) resize(buffer int) { d.buffer.Store(int64(buffer)) }

// queue: when JACK's thread has taken a period, that is what sounds next.
func (d *jackDevice) queue() (waiting, beyond, period int) {
	period = d.client.Period()
	return period, 0, period
}

func (d *jackDevice) err() error {
	if !d.client.Alive() {
		return jack.ErrGone
	}
	return nil
}

func (d *jackDevice) abandon() { d.mute.Store(true) }

// close does not wait for ever for a server that does not answer.
func (d *jackDevice) close() error {
	d.leaving.Store(true)
	if d.playing {
		d.sound.Ring()
		<-d.done
	}
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		d.leave()
	}()
	if d.mute.Load() {
		return nil
	}
	patience := time.NewTimer(jackFarewell)
	defer patience.Stop()
	select {
	case <-gone:
	case <-patience.C:
	}
	return nil
}

func (d *jackDevice) leave() {
	d.left.Do(func() {
		d.sound.Close()
		d.client.Close()
	})
}

// origin: frame 0 of ours is JACK's frame base. A frame counts as sounding when it is in JACK's cycle, as a MIDI message does
// that is in the same: what it leads to at the same server goes the same way to the loudspeaker.
func (d *jackDevice) origin(due time.Time, pause bool) time.Time {
	truth := d.client.Zero()
	d.ahead.Store(int64(max(0, -d.clock.Wander(truth))))
	at := instant.Of(due)
	if d.clock.Together {
		truth = d.client.ZeroAt(at)
	}
	line := d.clock.Line(at, truth, pause)
	return instant.Time(line + span64(d.sound.Base()))
}

func (d *jackDevice) after() time.Duration { return span(d.sound.Latency()) }

func (d *jackDevice) hurry() time.Duration { return time.Duration(d.ahead.Load()) }

func (d *jackDevice) together(others bool) { d.clock.Together = others }

func (d *jackDevice) wanted(frame int64) time.Time {
	return instant.Time(d.client.Zero() + span64(d.sound.Base()+frame-max(d.buffer.Load(), int64(d.client.Period()))))
}

func (d *jackDevice) spare() int { return d.sound.Waiting() }

func (d *jackDevice) breaks() (dry, own int) { return d.sound.Dry(), d.sound.Skipped() }
