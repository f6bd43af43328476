package devices

import (
	"context"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// shown is how long a control that is tried out stays on.
const shown = 1200 * time.Millisecond

// Move draws one control of a console at a port and retires it again, so that a person can see it move. The organ is taken to
// have nothing drawn. It returns when it has been said.
func Move(ctx context.Context, d *Devices, port string, c *registration.Console, id registration.ControlID) error {
	o, err := d.Open(ctx, port, c)
	if err != nil {
		return err
	}
	defer o.Close()
	if t, ok := o.(interface {
		Blind() bool
		Cancelled()
	}); ok && t.Blind() {
		t.Cancelled()
	}
	for _, kind := range []registration.ChangeKind{registration.Draw, registration.Retire} {
		e := sequencer.ChangeEvent(0, registration.Change{Kind: kind, Control: id})
		if err := o.Send(time.Now().Add(o.Lead()), e); err != nil {
			return err
		}
		select {
		case <-time.After(o.Lead() + shown):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
