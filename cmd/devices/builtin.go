package devices

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"voluntary/audio/jack"
	"voluntary/audio/speaker"
	"voluntary/audio/synth"
	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

// organ is the built-in organ on the sound device. The engine's goroutine has it, and whoever has to silence it when the
// engine is stuck.
type organ struct {
	*speaker.Speaker
	devices *Devices
	pipes   *synth.Organ
	gone    chan struct{}
	watcher sync.WaitGroup
	closing sync.Once

	building sync.Mutex
	built    Sound

	mu sync.Mutex
}

// The program is looked at so often, and does not work at so many looks, when it hangs and the organ falls silent. They are
// counted, for on a machine that is too busy for the program nobody looks either.
const (
	lookEvery  = 50 * time.Millisecond
	stuckAfter = 5
)

func (o *organ) Send(due time.Time, e sequencer.Event) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.Speaker.Send(due, e)
}

func (o *organ) Flush() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.Speaker.Flush()
}

func (o *organ) Panic() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.Speaker.Panic()
}

// hush silences it, from any goroutine. Where the engine is at it this very moment, it is not stuck elsewhere.
func (o *organ) hush() {
	if o.mu.TryLock() {
		_ = o.Speaker.Panic()
		o.mu.Unlock()
	}
}

// watch calls hush when the program does not work any more, once each time, until gone is closed.
func watch(gone <-chan struct{}, works func() bool, hush func()) {
	timer := time.NewTimer(lookEvery)
	defer timer.Stop()
	idle := 0
	for {
		select {
		case <-gone:
			return
		case <-timer.C:
			timer.Reset(lookEvery)
			if works() {
				idle = 0
			} else if idle++; idle == stuckAfter {
				hush()
			}
		}
	}
}

// Close silences the organ and gives the sound device back.
func (o *organ) Close() error {
	o.closing.Do(func() {
		close(o.gone)
		o.watcher.Wait()
		o.devices.forget(o)
		s := o.Stats()
		left, right := o.Peaks()
		for _, l := range s.Lately {
			o.devices.log.Debug("a late block", "began", l.Began.UnixNano(), "took", l.Took) // from when there was room for it
		}
		// A late block is one that was ready only after the device needed it; a slow one took longer than it lasts.
		o.devices.log.Info("the built-in organ has played", "device", o.Device(), "key to sound", s.KeyToSound,
			"gaps", s.Gaps, "breaks of the device", s.Breaks, "late blocks", s.LateBlocks, "slow blocks", s.SlowBlocks, "slowest block", s.Slowest, "refused", s.Refused,
			"percent of full scale", int(100*max(left, right)))
	})
	return o.Speaker.Close()
}

func (d *Devices) forget(o *organ) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.organs = slices.DeleteFunc(d.organs, func(x *organ) bool { return x == o })
}

// Tail is how long something may still be heard once the last key is up.
func (o *organ) Tail() time.Duration { return o.Lead() + o.pipes.Tail() }

// Report says in words how the playing went: how soon a key sounds, how often the device ran dry, how often the last guard
// had to hold the sound down. trouble is true when that is more than a detail.
func (o *organ) Report() (words string, trouble bool) {
	s := o.Stats()
	words = fmt.Sprintf("a key sounds within %d ms (%s)", s.KeyToSound.Milliseconds(), o.Device())
	if s.Gaps > 0 {
		words += "; the sound device ran dry " + times(s.Gaps)
	}
	if s.Breaks > 0 {
		words += fmt.Sprintf("; %s broke off by itself %s", o.Device(), times(s.Breaks))
	}
	if s.Limited > 0 {
		words += fmt.Sprintf("; the sound was held down for %d ms", time.Duration(s.Limited)*time.Second/speaker.Rate/time.Millisecond)
	}
	return words, s.Gaps > 0
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// openOrgan builds the organ of a console and plays it on the sound device.
func (d *Devices) openOrgan(ctx context.Context, name string, c *registration.Console) (playback.Output, error) {
	sound := d.Sound()
	options, how := sound.Organ, sound.Speaker
	options.Rate, how.Name = speaker.Rate, name
	pipes := synth.New(c, options)
	var s *speaker.Speaker
	var err error
	withoutChatter(d.log, func() { s, err = speaker.Open(ctx, pipes, how) })
	switch {
	case errors.Is(err, speaker.ErrNoDevice) && how.Way != speaker.JACK:
		d.log.Info("no sound device", "error", err)
		return nil, fmt.Errorf("the built-in organ cannot play: %w", speaker.ErrNoDevice)
	case err != nil:
		return nil, fmt.Errorf("the built-in organ cannot play: %w", err)
	}
	switch aside := s.Aside(); {
	case aside == nil:
	case errors.Is(aside, jack.ErrAbsent), errors.Is(aside, jack.ErrNoServer):
		d.log.Debug("the built-in organ does not play by JACK", "error", aside)
	default:
		d.log.Info("the built-in organ does not play by JACK", "error", aside)
	}
	made := &organ{Speaker: s, devices: d, pipes: pipes, built: sound, gone: make(chan struct{})}
	d.mu.Lock()
	d.organs = append(d.organs, made)
	d.mu.Unlock()
	made.rebuild() // if something else was wanted in the meantime
	made.watcher.Go(func() { watch(made.gone, d.works, made.hush) })
	return made, nil
}
