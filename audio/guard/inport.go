package guard

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Message is one whole MIDI message that passed a port: with its status byte, System Exclusive from F0 to F7.
type Message struct {
	At    time.Time // when its last byte came or was sent; monotonic
	Bytes []byte    // whoever gets it may keep it, and must not write to it
}

// Input is an input that is listened to, seen from the program.
type Input struct {
	guard  *Guard
	wish   string
	number uint8
	hear   func(Message)
	deaf   func(error)

	mu     sync.Mutex // also while hear is called: after Close nothing is heard
	name   string
	kid    *kid
	closed bool
	gone   bool
}

// Listen listens to an input: one of the machine's by its name or by a part of it that fits no other, "virtual:NAME" for a
// port of ours that other programs may send to, or "raw:PATH" for a device file or named pipe. The error is a sentence
// that names the inputs there are.
//
// hear is called with each message in the order of coming. Active sensing is not told. deaf is called once when the input
// has gone, with [ErrLost], or when the guard process has died, with [ErrRestarted]; close it then and listen anew. Both
// are called on a goroutine of the guard's and must return soon; neither may close the input or the guard.
func (g *Guard) Listen(ctx context.Context, name string, hear func(Message), deaf func(error)) (*Input, error) {
	if len(name) > maxName {
		return nil, fmt.Errorf("the name of a MIDI input has at most %d letters", maxName)
	}
	in := &Input{guard: g, wish: name, hear: hear, deaf: deaf}
	g.mu.Lock()
	i := slices.Index(g.inputs[:], nil)
	if i < 0 {
		g.mu.Unlock()
		return nil, fmt.Errorf("%d MIDI inputs are listened to; close one first", maxPorts)
	}
	in.number = uint8(i)
	g.inputs[i] = in
	g.mu.Unlock()
	a, err := g.ask(ctx, order{kind: listenFrame, port: in.number, name: name, joined: g.joinedTo(name, true)})
	if err == nil && !a.ok {
		err = errors.New(a.text)
	}
	if err != nil {
		in.mu.Lock()
		in.closed = true
		in.mu.Unlock()
		go in.giveBack()
		return nil, err
	}
	in.mu.Lock()
	in.name, in.kid = a.text, a.kid
	in.mu.Unlock()
	g.mu.Lock()
	dead := g.kid != a.kid
	g.mu.Unlock()
	if dead { // the guard that opened it died before we knew
		in.fail(ErrRestarted)
	}
	return in, nil
}

// Name is the name to keep: given to [Guard.Listen] again it means the same input tomorrow.
func (in *Input) Name() string {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.name
}

// Close stops listening. Closing again does nothing.
func (in *Input) Close() error {
	in.mu.Lock()
	again := in.closed
	in.closed = true
	in.mu.Unlock()
	if !again {
		in.giveBack()
	}
	return nil
}

func (in *Input) giveBack() {
	g := in.guard
	g.mu.Lock()
	there := g.kid != nil
	g.mu.Unlock()
	if there { // a new guard has no inputs open
		_, _ = g.ask(g.ctx, order{kind: unlistenFrame, port: in.number})
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.inputs[in.number] == in {
		g.inputs[in.number] = nil
	}
}

func (in *Input) heard(m Message) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if !in.closed && !in.gone {
		in.hear(m)
	}
}

// fail tells that the input has gone, once.
func (in *Input) fail(err error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.closed || in.gone {
		return
	}
	in.gone = true
	in.guard.opts.Log.Warn("a MIDI input is lost", "input", in.wish, "error", err)
	if in.deaf != nil {
		in.deaf(err)
	}
}

// failInputs tells every input that a guard opened that it has died.
func (g *Guard) failInputs(k *kid) {
	g.mu.Lock()
	inputs := g.inputs
	g.mu.Unlock()
	for _, in := range inputs {
		if in == nil {
			continue
		}
		in.mu.Lock()
		opened := in.kid == k
		in.mu.Unlock()
		if opened {
			in.fail(ErrRestarted)
		}
	}
}

func (g *Guard) input(number uint8) *Input {
	g.mu.Lock()
	defer g.mu.Unlock()
	if number < maxPorts {
		return g.inputs[number]
	}
	return nil
}
