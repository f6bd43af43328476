package ui

import (
	"reflect"
	"slices"
	"sync"
	"time"

	"voluntary/registration"
	"voluntary/registration/echo"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

// organs is what is known of the organ at each output: what it was told, by what has really left, and what it answers at the
// input that the player has named. Nothing is ever sent because of an answer.
type organs struct {
	w       *Window
	console *registration.Console
	editor  *sequencer.Editor // of the piece
	returns map[string]string // input by output
	stops   map[string]func() // of listening, by output
	watch   func()

	mu     sync.Mutex // messages are taken on goroutines of the devices
	all    map[string]*echo.Organ
	meters map[string]*meter

	lately []playback.Alert // the last things that went wrong, newest last
}

// mostFaults is how many faults the status remembers.
const mostFaults = 20

func newOrgans(w *Window) *organs {
	return &organs{w: w, returns: w.keptReturns(), stops: make(map[string]func()), all: make(map[string]*echo.Organ), meters: make(map[string]*meter)}
}

// keptReturns are the inputs at which the organs of outputs answer, as they are remembered.
func (w *Window) keptReturns() map[string]string {
	all := make(map[string]string)
	for pair := range slices.Chunk(w.app.Preferences().StringList(prefReturns), 2) {
		if len(pair) == 2 && pair[1] != "" {
			all[pair[0]] = pair[1]
		}
	}
	return all
}

// use begins anew for another console, and forgets where in another piece the wires were busy.
func (o *organs) use(c *registration.Console) {
	if e := o.w.session.Editor(); e != o.editor {
		o.editor = e
		o.mu.Lock()
		for _, m := range o.meters {
			m.bar = 0
		}
		o.mu.Unlock()
	}
	if c == o.console || reflect.DeepEqual(c, o.console) {
		return
	}
	o.console = c
	o.mu.Lock()
	clear(o.all)
	o.mu.Unlock()
	if d, ok := o.w.devices.(Wire); ok && o.watch == nil {
		o.watch = d.OnSent(o.sent)
	}
	for output := range o.returns {
		o.listen(output)
	}
}

// answersAt names the input at which the organ of an output answers, "" for none.
func (o *organs) answersAt(output, input string) {
	if stop := o.stops[output]; stop != nil {
		stop()
		delete(o.stops, output)
	}
	o.with(output, (*echo.Organ).Forget) // what was answered elsewhere is no answer
	if o.returns[output] = input; input == "" {
		delete(o.returns, output)
	} else {
		o.listen(output)
	}
	all := o.w.keptReturns() // another window may have added to them
	all[output] = input
	var pairs []string
	for out, in := range all {
		if in != "" {
			pairs = append(pairs, out, in)
		}
	}
	o.w.app.Preferences().SetStringList(prefReturns, pairs)
}

func (o *organs) listen(output string) {
	if o.stops[output] == nil {
		o.stops[output] = o.w.inputs.listen(o.returns[output], func(m Heard) { o.heard(output, m) })
	}
}

// sent and heard are called on the devices' goroutines.
func (o *organs) sent(output string, m Heard) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if k := o.organ(output); k != nil {
		k.Sent(m.At, m.Bytes)
		o.meter(output).add(m.At, len(m.Bytes), barAt(o.w.engine.Status(), m.At))
	}
}

// barAt is the bar that is played at an instant, 0 when none is.
func barAt(s *playback.Status, at time.Time) int {
	p := s.Performance
	if p == nil || s.Transport != playback.Playing {
		return 0
	}
	return p.Meters().Position(p.Tempo().TickAt(s.PositionAt(at))).Bar
}

func (o *organs) heard(output string, m Heard) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if k := o.organ(output); k != nil {
		k.Heard(m.At, m.Bytes)
	}
}

func (o *organs) organ(output string) *echo.Organ {
	if o.console == nil {
		return nil
	}
	k := o.all[output]
	if k == nil {
		k = echo.New(o.console)
		o.all[output] = k
	}
	return k
}

func (o *organs) meter(output string) *meter {
	m := o.meters[output]
	if m == nil {
		m = &meter{}
		o.meters[output] = m
	}
	return m
}

// meterText says how busy the wire of an output is.
func (o *organs) meterText(output string) string {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.console == nil {
		return ""
	}
	return o.meter(output).text(time.Now(), o.console.Mechanics.BitsPerSecond())
}

// with does something with what is known of the organ at an output.
func (o *organs) with(output string, do func(*echo.Organ)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if k := o.organ(output); k != nil {
		do(k)
	}
}

// fault remembers what went wrong.
func (o *organs) fault(a playback.Alert) {
	if len(o.lately) == mostFaults {
		o.lately = slices.Delete(o.lately, 0, 1)
	}
	o.lately = append(o.lately, a)
}

func (o *organs) close() {
	if o.watch != nil {
		o.watch()
	}
}
