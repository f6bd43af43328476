package devices

import (
	"context"
	"errors"
	"fmt"
	"time"

	"voluntary/audio/speaker"
	"voluntary/audio/synth"
	"voluntary/registration"
	"voluntary/sequencer/playback"
)

// organ is the built-in organ on the sound device.
type organ struct {
	*speaker.Speaker
	tail time.Duration
}

// Tail is how long something may still be heard once the last key is up.
func (o *organ) Tail() time.Duration { return o.Lead() + o.tail }

// Report says in words how the playing went: how soon a key sounds, how often the device ran dry, how often the last guard
// had to hold the sound down. trouble is true when that is more than a detail.
func (o *organ) Report() (words string, trouble bool) {
	s := o.Stats()
	words = fmt.Sprintf("a key sounds within %d ms", s.KeyToSound.Milliseconds())
	if s.Gaps > 0 {
		words += fmt.Sprintf("; the sound device ran dry %d times", s.Gaps)
	}
	if s.Limited > 0 {
		words += fmt.Sprintf("; the sound was held down for %d ms", time.Duration(s.Limited)*time.Second/speaker.Rate/time.Millisecond)
	}
	return words, s.Gaps > 0
}

// openOrgan builds the organ of a console and plays it on the sound device.
func (d *Devices) openOrgan(ctx context.Context, name string, c *registration.Console) (playback.Output, error) {
	d.mu.Lock()
	sound := d.sound
	d.mu.Unlock()
	sound.Organ.Rate, sound.Speaker.Name = speaker.Rate, name
	o := synth.New(c, sound.Organ)
	var s *speaker.Speaker
	var err error
	withoutChatter(d.log, func() { s, err = speaker.Open(ctx, o, sound.Speaker) })
	switch {
	case errors.Is(err, speaker.ErrNoDevice):
		d.log.Info("no sound device", "error", err)
		return nil, fmt.Errorf("the built-in organ cannot play: %w", speaker.ErrNoDevice)
	case err != nil:
		return nil, fmt.Errorf("the built-in organ cannot play: %w", err)
	}
	return &organ{s, o.Tail()}, nil
}
