package preview

import (
	"context"
	"fmt"
	"time"

	"voluntary/registration/grandorgue"
)

// waits are how long is waited for a GrandOrgue that loads an organ.
type waits struct {
	asking  time.Duration // one that says nothing for so long may be asking something in a box of its own
	blindly time.Duration // where nothing can be heard, the organ is taken to be loaded then
	lost    time.Duration // of one that says nothing for so long what it told may have been lost: it is asked, and again after twice the time
	still   time.Duration // one that has told of its organ and says nothing more for so long has told all it will
	longest time.Duration // it is given up then
}

// The first loading of a big organ from a slow disk takes many minutes.
var usualWaits = waits{asking: 45 * time.Second, blindly: time.Minute, lost: 2 * time.Minute, still: 3 * time.Second, longest: 30 * time.Minute}

// await waits until the organ can be played.
func (i *Instance) await(ctx context.Context) error {
	began := time.Now()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	church, waits := i.options.Report.Church, i.options.waits
	asked, patient := began, waits.lost
	for {
		select {
		case <-i.loading:
			return i.isIt()
		case <-i.hushed:
			if err := i.complete(ctx); err != nil {
				return err
			}
		case <-i.ended:
			return i.lastSentence()
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-tick.C:
			waited := time.Since(began)
			words := fmt.Sprintf("GrandOrgue loads %s: %d s", church, int(waited.Seconds()))
			if waited > waits.asking {
				words += " (does its window ask something?)"
			}
			i.options.Stage(words)
			switch {
			case !i.hearing():
				if waited > waits.blindly {
					i.options.Log.Warn("GrandOrgue cannot be heard; it is played without a check")
					return nil
				}
			case time.Since(asked) > patient: // one that still loads does it, unheard, when it has loaded
				if _, err := i.meet(ctx, i.every()); err != nil {
					return err
				}
				asked, patient = time.Now(), 2*patient
			}
		}
	}
}

// isIt is an error when the organ that is loaded is another.
func (i *Instance) isIt() error {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.echo.Other() {
		return fmt.Errorf("%w than %s (close it there and try again)", ErrOther, i.options.Report.Church)
	}
	return nil
}

// complete asks the controls of which an organ that was told has not said how they stand: on a busy machine messages are
// lost. What does not answer is left alone, and found when it is sent something.
func (i *Instance) complete(ctx context.Context) error {
	if err := i.isIt(); err != nil {
		return err
	}
	i.mu.Lock()
	unknown := i.echo.Unknown()
	i.mu.Unlock()
	i.options.Log.Warn("GrandOrgue has not told of all that the organ has", "controls", i.names(unknown))
	if _, err := i.meet(ctx, unknown); err != nil {
		return err
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	if !i.loaded {
		i.load()
	}
	return nil
}

// hear takes what GrandOrgue tells.
func (i *Instance) hear(m []byte) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.parameters != nil {
		i.parameters.hear(m)
	}
	switch i.echo.Hear(m) {
	case grandorgue.Began:
		i.began++
		if i.loaded {
			i.options.Log.Info("GrandOrgue loads the organ anew")
		}
		i.loaded = false
	case grandorgue.Moved:
		if !i.loaded && i.echo.Loaded() {
			i.load()
		}
	}
	if !i.loaded && !i.closed && i.echo.Introduced() {
		i.listenOn()
	}
}

// listenOn waits for the next that is told of an organ, for a while.
func (i *Instance) listenOn() {
	if i.pause == nil {
		i.pause = time.AfterFunc(i.options.waits.still, i.hush)
		return
	}
	i.pause.Reset(i.options.waits.still)
}

// hush is called when an organ was told of and nothing more comes.
func (i *Instance) hush() {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.loaded || i.closed {
		return
	}
	select {
	case <-i.loading: // an organ that was loaded anew while it is played: what it is sent again it tells of
		i.load()
		return
	default:
	}
	select {
	case i.hushed <- struct{}{}:
	default: // it waits to be seen
	}
}

// load notes that the organ can be played.
func (i *Instance) load() {
	i.loaded = true
	select {
	case <-i.loading:
		i.watch.reloaded()
	default:
		close(i.loading)
	}
}

// hearing tells whether there is a port to hear from.
func (i *Instance) hearing() bool {
	i.ports.Lock()
	defer i.ports.Unlock()
	return i.ear != nil
}
