package devices

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"

	"voluntary/audio/guard"
	"voluntary/audio/preview"
)

// Builtin is the name of the built-in organ; "builtin" is its short form.
const (
	Builtin      = "Built-in organ"
	shortBuiltin = "builtin"
)

// ErrClosed is the answer to everything after Close.
var ErrClosed = errors.New("the devices are closed")

// Port is a MIDI port of this machine.
type Port struct {
	Name   string // what Open takes, the same from day to day
	System string // "ALSA", "JACK", "CoreMIDI" or "Windows"
}

// Devices opens what can sound. Its methods may be called from any goroutine, and may block.
type Devices struct {
	ctx context.Context
	log *slog.Logger

	previewing sync.Mutex // held while a GrandOrgue is started or ended

	mu        sync.Mutex
	sound     Sound
	guard     *guard.Guard      // nil until it is wanted
	grand     *preview.Instance // the GrandOrgue of our own, nil while none runs
	closed    bool
	restarted func()
	alive     func() bool // nil: the program is taken to work
	organs    []*organ    // open, to be silenced when the program does not work
	watchers  []*watcher  // replaced, never changed
}

// New makes the devices and opens none. The guard that a MIDI port needs lives until Close, whatever becomes of ctx, so
// that what sounds can be released in order; ctx lends its values. A nil log says nothing.
func New(ctx context.Context, log *slog.Logger) *Devices {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Devices{ctx: context.WithoutCancel(ctx), log: log}
}

// OnRestart sets what is done when the guard has died and another has taken its place: the registration at every MIDI port
// is not known any more, so the engine's Reconcile belongs here. It is called on a goroutine of the guard.
func (d *Devices) OnRestart(f func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.restarted = f
}

// Watch sets what tells whether the program still works, such as the engine's Alive. Within half a second after it says
// no, every key is released on all ports and on the built-in organ.
func (d *Devices) Watch(alive func() bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.alive = alive
}

// works asks what Watch has set.
func (d *Devices) works() bool {
	d.mu.Lock()
	alive := d.alive
	d.mu.Unlock()
	return alive == nil || alive()
}

// Panic silences everything at once, past the engine, which may be stuck: every key of every channel of the MIDI ports is
// released, and the built-in organ is silent. The engine's Panic belongs to it, so that what is known of the outputs stays
// true. It does not wait for anything, and may be called from any goroutine.
func (d *Devices) Panic() {
	d.mu.Lock()
	g, organs := d.guard, slices.Clone(d.organs)
	d.mu.Unlock()
	if g != nil {
		g.Panic()
	}
	for _, o := range organs {
		o.hush()
	}
}

func (d *Devices) tellRestarted() {
	d.mu.Lock()
	f := d.restarted
	d.mu.Unlock()
	if f != nil {
		f()
	}
}

// Close releases everything that sounds on a MIDI port and ends the guard, and the GrandOrgue of our own if one runs.
// Outputs are to be closed before. Closing again does nothing.
func (d *Devices) Close() error {
	d.mu.Lock()
	g, grand := d.guard, d.grand
	d.guard, d.grand, d.closed = nil, nil, true
	d.mu.Unlock()
	var errs []error
	if grand != nil {
		errs = append(errs, grand.Close())
	}
	if g != nil {
		errs = append(errs, g.Close())
	}
	return errors.Join(errs...)
}

// Ports lists the MIDI ports. The note says in a sentence why a list may be short, "" when all is well; no MIDI at all is
// two empty lists and a note.
func (d *Devices) Ports(ctx context.Context) (inputs, outputs []Port, note string) {
	g, err := d.midi()
	if err != nil {
		return nil, nil, err.Error()
	}
	list, err := g.Ports(ctx)
	if err != nil {
		return nil, nil, err.Error()
	}
	return named(list.Inputs), named(list.Outputs), strings.Join(list.Notes, " ")
}

func named(names []guard.PortName) []Port {
	ports := make([]Port, len(names))
	for i, n := range names {
		ports[i] = Port{n.Name, n.System}
	}
	return ports
}

// midi is the guard, started when it is first wanted.
func (d *Devices) midi() (*guard.Guard, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.closed:
		return nil, ErrClosed
	case d.guard != nil:
		return d.guard, nil
	}
	g, err := guard.Start(d.ctx, guard.Options{Log: d.log, Restarted: d.tellRestarted, Alive: d.works, Sent: d.tellSent})
	if err != nil {
		return nil, fmt.Errorf("there is no MIDI (%w)", err)
	}
	g.Watch(len(d.watchers) > 0)
	d.guard = g
	return g, nil
}
