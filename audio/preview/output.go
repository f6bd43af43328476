package preview

import (
	"fmt"
	"iter"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"voluntary/audio/guard/wire"
	"voluntary/audio/midiout"
	"voluntary/registration"
	"voluntary/sequencer"
)

// Output is the organ of an instance, for one engine. The instance outlives it.
type Output struct {
	*midiout.Output
	name     string
	instance *Instance
	port     midiout.Port
}

// Output gives an output of this name to the organ. Its console must be the organ's: the one that the instance was started
// with, or one that says the same to the same elements. Closing it silences the organ and leaves GrandOrgue running.
func (i *Instance) Output(name string, c *registration.Console) (*Output, error) {
	select {
	case <-i.ended:
		return nil, ended()
	default:
	}
	if c.Dialect.Organ != i.options.Console.Dialect.Organ || len(c.Controls) != len(i.options.Console.Controls) {
		return nil, fmt.Errorf("%w: it plays %s, and the piece is for %s (choose Preview on GrandOrgue again)", ErrOther, i.options.Console.Title, c.Title)
	}
	port, err := i.playing()
	if err != nil {
		return nil, err
	}
	if err := i.announce(port); err != nil {
		return nil, err
	}
	o, err := midiout.New(lent{port}, i.spoken)
	if err != nil {
		i.fails(port)
		return nil, err
	}
	i.watch.begin()
	return &Output{o, name, i, port}, nil
}

func ended() error {
	return fmt.Errorf("%w (choose Preview on GrandOrgue to start it again)", ErrEnded)
}

// Name is what the output was called.
func (o *Output) Name() string { return o.name }

// Send says an event.
func (o *Output) Send(due time.Time, e sequencer.Event) error {
	select {
	case <-o.instance.ended:
		return ended()
	default:
	}
	if o.instance.watch.stale.CompareAndSwap(true, false) {
		if err := o.instance.announce(o.port); err != nil {
			return err
		}
		o.Output.Forget() // and say the header again
	}
	o.instance.watch.expect(due, e)
	err := o.Output.Send(due, e)
	if err != nil {
		o.instance.fails(o.port)
	}
	return err
}

// Flush forgets what is not due yet.
func (o *Output) Flush() {
	o.instance.watch.forget(time.Now())
	o.Output.Flush()
}

// Forget says everything anew.
func (o *Output) Forget() {
	o.instance.watch.forget(time.Now())
	o.Output.Forget()
}

// Panic silences the organ.
func (o *Output) Panic() error {
	o.instance.watch.forget(time.Now())
	return o.Output.Panic()
}

// Report says in words whether the organ does what it is sent. trouble is true when it does not.
func (o *Output) Report() (words string, trouble bool) { return o.instance.watch.report() }

// lent is the port of an instance in the hands of an output: closing it only silences the organ.
type lent struct{ midiout.Port }

func (l lent) Send(class wire.Class, due time.Time, b []byte) error {
	return l.Port.Send(class, due, b)
}

func (l lent) SendControl(due time.Time, pieces iter.Seq[[]byte]) (uint32, error) {
	return l.Port.SendControl(due, pieces)
}

func (l lent) Close() error {
	l.Flush(time.Now())
	l.Panic()
	return nil
}

// An answer comes within some milliseconds; a GrandOrgue that is busy may take longer. After the second try it is said.
const patience = 1500 * time.Millisecond

// watch compares what was sent with what GrandOrgue tells.
type watch struct {
	instance *Instance
	stale    atomic.Bool // the header has to be said again

	mu      sync.Mutex
	waiting []expected
	want    registration.State
	wanted  registration.State // which controls were ever sent; those are looked at
	timer   *time.Timer
	again   bool
	astray  []registration.ControlID
	closed  bool
}

// expected is a control that will have been moved.
type expected struct {
	due    time.Time
	change registration.Change
}

func (w *watch) init(i *Instance) { w.instance = i }

// begin is called for a new output: nothing was sent by it.
func (w *watch) begin() { w.forgetAll() }

func (w *watch) forgetAll() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting, w.want, w.wanted, w.again, w.astray = nil, registration.State{}, registration.State{}, false, nil
}

func (w *watch) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	if w.timer != nil {
		w.timer.Stop()
	}
}

// expect notes an event that is sent.
func (w *watch) expect(due time.Time, e sequencer.Event) {
	if e.Kind != sequencer.Change {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting = append(w.waiting, expected{due, e.Change})
	w.arm(max(time.Until(due), 0) + patience)
}

// forget takes out what is not due by now.
func (w *watch) forget(now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	kept := w.waiting[:0]
	for _, x := range w.waiting {
		if !x.due.After(now) {
			kept = append(kept, x)
		}
	}
	w.waiting = kept
}

// arm has look called once, at the latest so much from now.
func (w *watch) arm(after time.Duration) {
	if w.closed {
		return
	}
	if w.timer == nil {
		w.timer = time.AfterFunc(after, w.look)
		return
	}
	w.timer.Reset(after)
}

// look compares when everything that was sent has had the time to arrive.
func (w *watch) look() {
	i := w.instance
	i.mu.Lock()
	heard, state := i.loaded && !i.deaf, i.echo.State()
	i.mu.Unlock()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return
	}
	settled := time.Now().Add(-patience / 2)
	kept := w.waiting[:0]
	for _, x := range w.waiting {
		if x.due.After(settled) {
			kept = append(kept, x)
			continue
		}
		w.want.Apply(x.change)
		w.wanted = w.wanted.With(x.change.Control, true)
	}
	w.waiting = kept
	if len(kept) > 0 {
		w.arm(max(time.Until(kept[0].due), 0) + patience)
	}
	if !heard {
		return
	}
	w.astray = w.astray[:0]
	for _, c := range w.wanted.Drawn() {
		moving := false
		for _, x := range kept {
			moving = moving || x.change.Control == c
		}
		switch {
		case moving:
		case state.On(c) != w.want.On(c):
			w.astray = append(w.astray, c)
		}
	}
	switch {
	case len(w.astray) == 0:
		w.again = false
	case !w.again:
		w.again = true
		i.options.Log.Warn("GrandOrgue does not have what it was sent; it is sent again", "controls", i.names(w.astray))
		w.sayAgain()
	default:
		i.options.Log.Error("GrandOrgue still does not have what it was sent", "controls", i.names(w.astray))
	}
	// What the player moves in GrandOrgue's own window later on is theirs.
	w.want, w.wanted = registration.State{}, registration.State{}
}

// reloaded is called when the organ was loaded anew: it has nothing of what was sent.
func (w *watch) reloaded() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sayAgain()
}

func (w *watch) sayAgain() {
	w.stale.Store(true)
	if f := w.instance.options.Reloaded; f != nil && !w.closed {
		go f()
	}
}

// names lists controls in words, the first of many.
func (i *Instance) names(controls []registration.ControlID) string {
	var all []string
	for _, c := range controls {
		all = append(all, i.options.Console.Controls[c].Name)
		if len(all) == 5 && len(controls) > 6 {
			all = append(all, fmt.Sprintf("and %d more", len(controls)-5))
			break
		}
	}
	return strings.Join(all, ", ")
}

func (w *watch) report() (words string, trouble bool) {
	i := w.instance
	i.mu.Lock()
	version, deaf, began, other := i.program.Version, i.deaf, i.began, i.echo.Other()
	i.mu.Unlock()
	w.mu.Lock()
	defer w.mu.Unlock()
	words = strings.TrimSpace("GrandOrgue " + version)
	switch {
	case deaf || began == 0:
		return words + " plays; it does not tell what it does", false
	case other:
		return words + " has another organ loaded", true
	case len(w.astray) > 0:
		return words + " does not have what it was sent: " + i.names(w.astray), true
	}
	return words + " does what it is sent", false
}
