package ui

import (
	"fmt"
	"io"
	"slices"
	"sync"

	"fyne.io/fyne/v2"
)

// inputs is what the window listens to. An input is open once, however many listen to it, and as long as somebody does.
// Its methods are for Fyne's goroutine.
type inputs struct {
	w     *Window
	open  map[string]*input
	ports []Port
	note  string
	// Changed are called when an input is there or gone, or the list of them is new.
	changed listeners[func()]
}

// input is one that is open.
type input struct {
	name    string
	trouble string // a sentence; "" while it is there
	closer  io.Closer

	mu   sync.Mutex // listeners are called on the device's goroutine
	hear listeners[func(Heard)]
}

func newInputs(w *Window) *inputs { return &inputs{w: w, open: make(map[string]*input), trouble: ""} }

// able reports whether there are inputs at all.
func (in *inputs) able() bool {
	_, ok := in.w.devices.(Listener)
	return ok
}

// look lists the inputs anew, and calls done on Fyne's goroutine when that is known.
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
func (in *inputs) label(name string) string { return labelOf(in.ports, name) }

// listen hears an input until stop is called. hear is called with each message, in order, on a goroutine of the device: it
// must not block, and may use [Window.post]. The input need not be there yet: it is looked for.
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
			in.end(i)
		}
	})
}

// trouble is what is wrong with an input that is listened to, "" when it is there or nobody listens.
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
	hear := func(m Heard) {
		i.mu.Lock()
		all := slices.Clone(i.hear.all)
		i.mu.Unlock()
		for _, l := range all {
			l.call(m)
		}
	}
	state := func(trouble string) {
		in.w.post(func() {
			if in.open[i.name] != i || in.w.closing {
				return
			}
			if trouble != "" && i.trouble == "" {
				in.w.alert(fmt.Sprintf("The MIDI input %s is gone. It is listened to again when it comes back.", in.label(i.name)), true)
			}
			i.trouble = trouble
			in.tell()
		})
	}
	in.w.running.Go(func() {
		c, err := d.Listen(i.name, hear, state)
		if err != nil {
			state(sentence(err))
			return
		}
		in.w.post(func() {
			i.closer = c
			if in.open[i.name] != i { // nobody listens any more
				in.end(i)
			}
		})
	})
}

// end closes an input, once it is open.
func (in *inputs) end(i *input) {
	if c := i.closer; c != nil {
		i.closer = nil
		in.w.running.Go(func() { _ = c.Close() })
	}
}

// close closes every input, and waits for it. Fyne's loop has ended.
func (in *inputs) close() {
	for name, i := range in.open {
		delete(in.open, name)
		if i.closer != nil {
			_ = i.closer.Close()
		}
	}
}

func (in *inputs) tell() {
	for _, l := range slices.Clone(in.changed.all) {
		l.call()
	}
}
