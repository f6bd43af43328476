package preview

import (
	"context"
	"fmt"
	"time"

	"voluntary/registration"
	"voluntary/registration/dialect"
)

// How long an answer may take, and how many controls may be silent before all of them are taken to be.
const (
	answer = 600 * time.Millisecond
	shy    = 3
)

// every lists the controls of the console.
func (i *Instance) every() []registration.ControlID {
	all := make([]registration.ControlID, len(i.options.Console.Controls))
	for c := range all {
		all[c] = registration.ControlID(c)
	}
	return all
}

// meet draws and retires each of some controls once, which sounds nothing, and listens how GrandOrgue speaks of it. It is
// false when none of them is heard.
func (i *Instance) meet(ctx context.Context, controls []registration.ControlID) (bool, error) {
	heard := make(chan [3]uint16, 256)
	i.overhear(&parameters{said: heard})
	defer i.overhear(nil)
	if err := i.announce(i.port); err != nil {
		return false, err
	}
	e := dialect.NewEncoder(i.spoken)
	if opening := e.AppendOpening(nil); len(opening) > 0 {
		if _, err := i.port.SendControl(time.Now(), dialect.Messages(opening)); err != nil {
			return false, err
		}
	}
	say := func(kind registration.ChangeKind, c registration.ControlID) error {
		_, err := i.port.SendControl(time.Now(), dialect.Messages(e.AppendChange(nil, registration.Change{Kind: kind, Control: c})))
		return err
	}
	for _, c := range controls { // whatever was drawn
		if err := say(registration.Retire, c); err != nil {
			return false, err
		}
	}
	if err := quiet(ctx, heard); err != nil {
		return false, err
	}
	silent, met := 0, make(map[registration.ControlID][3]uint16)
	for n, c := range controls {
		if silent == shy && len(met) == 0 {
			return false, nil
		}
		if n%20 == shy {
			i.options.Stage(fmt.Sprintf("GrandOrgue shows its stops: %d of %d", n, len(controls)))
		}
		if err := say(registration.Draw, c); err != nil {
			return false, err
		}
		said, ok, err := next(ctx, heard, func(w [3]uint16) bool { return w[2] != 0 })
		if err != nil {
			return false, err
		}
		if ok {
			met[c] = said
		} else {
			silent++
		}
		if err := say(registration.Retire, c); err != nil {
			return false, err
		}
		if ok {
			if _, _, err := next(ctx, heard, func(w [3]uint16) bool { return w[0] == said[0] && w[1] == said[1] && w[2] == 0 }); err != nil {
				return false, err
			}
		}
	}
	if len(met) > 0 {
		i.know(met)
	}
	return len(met) > 0, nil
}

// know tells the echo what was heard of each control, as GrandOrgue itself does when it loads an organ.
func (i *Instance) know(met map[registration.ControlID][3]uint16) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.echo.Introduce(i.options.Console.Dialect.Organ)
	for id, w := range met {
		i.echo.Meet(id, uint8(w[0]), w[1])
	}
	i.began = max(i.began, 1)
	if !i.loaded {
		i.load()
	}
}

// overhear has p hear what the instance hears, until it is called with nil.
func (i *Instance) overhear(p *parameters) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.parameters = p
}

// quiet waits until nothing has been said for a while.
func quiet(ctx context.Context, heard <-chan [3]uint16) error {
	for {
		if _, ok, err := next(ctx, heard, func([3]uint16) bool { return true }); !ok || err != nil {
			return err
		}
	}
}

// next waits for what fits; what does not is passed over.
func next(ctx context.Context, heard <-chan [3]uint16, fits func([3]uint16) bool) (w [3]uint16, ok bool, err error) {
	late := time.NewTimer(answer)
	defer late.Stop()
	for {
		select {
		case w = <-heard:
			if fits(w) {
				return w, true, nil
			}
		case <-late.C:
			return w, false, nil
		case <-ctx.Done():
			return w, false, context.Cause(ctx)
		}
	}
}

// parameters hears which parameter is moved to what: channel, number, value.
type parameters struct {
	chosen [16]uint16
	said   chan<- [3]uint16
}

func (p *parameters) hear(m []byte) {
	if len(m) != 3 || m[0]&0xF0 != 0xB0 {
		return
	}
	channel := m[0] & 15
	n := &p.chosen[channel]
	switch m[1] {
	case 0x63:
		*n = uint16(m[2])<<7 | *n&127
	case 0x62:
		*n = *n&^127 | uint16(m[2])
	case 0x06:
		select {
		case p.said <- [3]uint16{uint16(channel), *n, uint16(m[2])}:
		default: // nobody listens any more
		}
	}
}
