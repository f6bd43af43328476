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

// openOrgan builds the organ of a console and plays it on the sound device.
func (d *Devices) openOrgan(ctx context.Context, name string, c *registration.Console) (playback.Output, error) {
	o := synth.New(c, synth.Options{Rate: speaker.Rate})
	var s *speaker.Speaker
	var err error
	withoutChatter(d.log, func() { s, err = speaker.Open(ctx, o, speaker.Options{Name: name}) })
	switch {
	case errors.Is(err, speaker.ErrNoDevice):
		d.log.Info("no sound device", "error", err)
		return nil, fmt.Errorf("the built-in organ cannot play: %w", speaker.ErrNoDevice)
	case err != nil:
		return nil, fmt.Errorf("the built-in organ cannot play: %w", err)
	}
	return &organ{s, o.Tail()}, nil
}
