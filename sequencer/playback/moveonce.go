package playback

import (
	"context"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// shownFor is how long a control that is tried out stays drawn.
const shownFor = 1200 * time.Millisecond

// MoveOnce draws one control at an output and retires it again, so that a person can see it move. The organ is taken to
// have nothing drawn. It returns when both have been said.
func MoveOnce(ctx context.Context, o Output, id registration.ControlID) error {
	if t, ok := o.(Toggler); ok && t.Blind() {
		t.Cancelled()
	}
	for _, kind := range []registration.ChangeKind{registration.Draw, registration.Retire} {
		if err := o.Send(time.Now().Add(o.Lead()), sequencer.ChangeEvent(0, registration.Change{Kind: kind, Control: id})); err != nil {
			return err
		}
		select {
		case <-time.After(o.Lead() + shownFor):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
