package devices

import (
	"slices"

	"voluntary/audio/guard"
)

// watcher is told what leaves.
type watcher struct{ sent func(name string, m Message) }

// OnSent calls sent with what really leaves the MIDI ports that were opened by [Devices.Open], by the name it was opened by
// and at the instant at which it leaves, until stop is called. One message may be several that belong together. sent is
// called on a goroutine of the devices and must return soon. The built-in organ has no wire.
func (d *Devices) OnSent(sent func(name string, m Message)) (stop func()) {
	w := &watcher{sent}
	change := func(to func([]*watcher) []*watcher) {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.watchers = to(slices.Clone(d.watchers))
		if d.guard != nil {
			d.guard.Watch(len(d.watchers) > 0)
		}
	}
	change(func(all []*watcher) []*watcher { return append(all, w) })
	return func() {
		change(func(all []*watcher) []*watcher {
			return slices.DeleteFunc(all, func(o *watcher) bool { return o == w })
		})
	}
}

func (d *Devices) tellSent(p *guard.Port, m guard.Message) {
	d.mu.Lock()
	all := d.watchers
	d.mu.Unlock()
	for _, w := range all {
		w.sent(p.Asked(), m)
	}
}

// Account is what the guard has done since it was wanted first.
type Account = guard.Status

// Account tells what the guard has done.
func (d *Devices) Account() Account {
	d.mu.Lock()
	g := d.guard
	d.mu.Unlock()
	if g == nil {
		return Account{}
	}
	return g.Status()
}
