package speaker

import (
	"context"
	"fmt"
)

// Way is how sound leaves the program.
type Way int

const (
	Usual  Way = iota // by JACK where a server of it answers and plays as many frames a second, else as System
	JACK              // by JACK alone
	System            // on the computer's usual sound device
)

var wayNames = []string{"usual", "jack", "system"}

// WayNames lists the ways by their names.
func WayNames() []string { return wayNames }

// ParseWay finds a way by its name.
func ParseWay(name string) (Way, bool) {
	for i, n := range wayNames {
		if n == name {
			return Way(i), true
		}
	}
	return 0, false
}

func (w Way) String() string { return wayNames[w] }

// open opens the device of this way. aside says why it is not JACK.
func (w Way) open(ctx context.Context, rate, waiting int) (d device, aside, err error) {
	if w != System {
		d, aside = openJACK(ctx, rate, waiting)
		switch {
		case aside == nil:
			return d, nil, nil
		case w == JACK:
			return nil, aside, fmt.Errorf("%w: %w", ErrNoDevice, aside)
		}
	}
	d, err = openSystem(ctx, rate, waiting)
	return d, aside, err
}
