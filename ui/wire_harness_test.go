package ui

import (
	"context"
	"io"
	"slices"
	"sync"
	"time"
)

// The desk has inputs "keys:1" and "answers:1", and can tell what leaves it.

func (d *desk) Inputs(context.Context) ([]Port, string) {
	return []Port{{Name: "keys:1", Label: "Keyboard"}, {Name: "answers:1", Label: "Organ, out"}}, ""
}

func (d *desk) Listen(name string, hear func(Heard), state func(string)) (io.Closer, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	i := &deskInput{desk: d, name: name, hear: hear, state: state}
	d.inputs = append(d.inputs, i)
	state("")
	return i, nil
}

func (d *desk) OnSent(sent func(string, Heard)) (stop func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.watchers == nil {
		d.watchers = map[int]func(string, Heard){}
	}
	n := len(d.watchers) + 1
	d.watchers[n] = sent
	return sync.OnceFunc(func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.watchers[n] = func(string, Heard) {}
	})
}

func (d *desk) Account() Account {
	return Account{Restarts: 1, Sent: 1234, Late: 2, Latest: 17 * time.Millisecond, Behind: 300 * time.Millisecond}
}

type deskInput struct {
	desk  *desk
	name  string
	hear  func(Heard)
	state func(string)
}

func (i *deskInput) Close() error {
	i.desk.mu.Lock()
	defer i.desk.mu.Unlock()
	i.desk.inputs = slices.DeleteFunc(i.desk.inputs, func(o *deskInput) bool { return o == i })
	return nil
}

// comes lets a message come in.
func (d *desk) comes(name string, b ...byte) { d.comesAt(time.Now(), name, b...) }

// comesAt is comes with the instant at which the device had it.
func (d *desk) comesAt(at time.Time, name string, b ...byte) {
	d.mu.Lock()
	inputs := slices.Clone(d.inputs)
	d.mu.Unlock()
	for _, i := range inputs {
		if i.name == name {
			i.hear(Heard{At: at, Bytes: b})
		}
	}
}

// leaves lets a message leave.
func (d *desk) leaves(name string, b ...byte) { d.leavesAt(time.Now(), name, b...) }

// leavesAt is leaves with the instant at which it left: word of it may come at any time after.
func (d *desk) leavesAt(at time.Time, name string, b ...byte) {
	d.mu.Lock()
	var all []func(string, Heard)
	for _, w := range d.watchers {
		all = append(all, w)
	}
	d.mu.Unlock()
	for _, w := range all {
		w(name, Heard{At: at, Bytes: b})
	}
}

// unplug takes an input away, or gives it back.
func (d *desk) unplug(name, trouble string) {
	d.mu.Lock()
	inputs := slices.Clone(d.inputs)
	d.mu.Unlock()
	for _, i := range inputs {
		if i.name == name {
			i.state(trouble)
		}
	}
}

func (d *desk) listening() (names []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, i := range d.inputs {
		names = append(names, i.name)
	}
	return names
}
