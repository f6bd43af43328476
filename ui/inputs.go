package ui

import (
	"fmt"
	"io"
	"slices"
	"sync"
)

// inputs is what the window listens to. An input is open once, however many listen to it, and as long as somebody does.
// Its methods are for Fyne's goroutine.
type inputs struct {
	w       *Window
	open    map[string]*input
	ports   []Port
	note    string
	changed listeners[func()] // called when an input is there or gone, or the list of them is new
}

// input is one that is open.
type input struct {
	name    string
	trouble string // a sentence; "" while it is there

	mu     sync.Mutex // for what follows: listeners are called on the device's goroutine
	hear   listeners[func(Heard)]
	closer io.Closer
	ended  bool
}

func newInputs(w *Window) *inputs { return &inputs{w: w, open: make(map[string]*input)} }

// able reports whether there are inputs at all.
func (in *inputs) able() bool {
	_, ok := in.w.devices.(Listener)
	return ok
}

// look lists the inputs anew, and calls done on Fyne's goroutine when that is known; done may be nil.
func (in *inputs) look(done func()) {
	d, ok := in.w.devices.(Listener)
	if !ok {
		return
	}
	in.w.running.Go(func() {
		ports, note := d.Inputs(in.w.ctx)
		in.w.post(func() {
			if in.w.closing {
				return
			}
			in.ports, in.note = ports, note
			if done != nil {
				done()
			}
			in.tell()
		})
	})
}

// label is an input for people.
func (in *inputs) label(name string) string { return portLabel(in.ports, name) }

// listen hears an input until stop is called. hear is called with each message, in order, on a goroutine of the device: it
// must not block, and may use the window's post. The input need not be there yet: it is looked for.
func (in *inputs) listen(name string, hear func(Heard)) (stop func()) {
	i := in.open[name]
	if i == nil {
		i = &input{name: name, trouble: "It is being opened."}
		in.open[name] = i
		in.start(i)
	}
	i.mu.Lock()
	remove := i.hear.add(hear)
	i.mu.Unlock()
	return sync.OnceFunc(func() {
		i.mu.Lock()
		remove()
		last := len(i.hear.all) == 0
		i.mu.Unlock()
		if last && in.open[name] == i {
			delete(in.open, name)
			in.w.running.Go(i.end)
		}
	})
}

// troubleOf is what is wrong with an input that is listened to, "" when it is there or nobody listens.
func (in *inputs) troubleOf(name string) string {
	if i := in.open[name]; i != nil {
		return i.trouble
	}
	return ""
}

func (in *inputs) start(i *input) {
	d, ok := in.w.devices.(Listener)
	if !ok {
		i.trouble = "There are no MIDI inputs here."
		return
	}
	in.w.running.Go(func() {
		c, err := d.Listen(i.name, i.heard, func(trouble string) { in.state(i, trouble) })
		if err != nil {
			in.state(i, sentence(err))
			return
		}
		i.mu.Lock()
		ended := i.ended
		i.closer = c
		i.mu.Unlock()
		if ended { // nobody listens any more
			_ = c.Close()
		}
	})
}

func (in *inputs) state(i *input, trouble string) {
	in.w.post(func() {
		if in.open[i.name] != i || in.w.closing {
			return
		}
		if trouble != "" && i.trouble == "" {
			in.w.alert(fmt.Sprintf("The MIDI input %s is gone. It is heard again when it comes back.", in.label(i.name)), true)
		}
		i.trouble = trouble
		in.tell()
	})
}

// heard is called on the device's goroutine.
func (i *input) heard(m Heard) {
	i.mu.Lock()
	all := i.hear.all
	i.mu.Unlock()
	for _, l := range all {
		l.call(m)
	}
}

func (i *input) end() {
	i.mu.Lock()
	c := i.closer
	i.ended = true
	i.mu.Unlock()
	if c != nil {
		_ = c.Close()
	}
}

// close closes every input, and waits for it. Nothing of the window runs any more.
func (in *inputs) close() {
	for _, i := range in.open {
		i.end()
	}
}

func (in *inputs) tell() {
	for _, l := range slices.Clone(in.changed.all) {
		l.call()
	}
}

// choices are the inputs that can be chosen, with those that are chosen and not there.
func (in *inputs) choices(chosen ...string) (names []string) {
	for _, p := range in.ports {
		names = append(names, p.Name)
	}
	for _, name := range chosen {
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
