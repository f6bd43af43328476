package guard

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"voluntary/audio/guard/wire"
)

// lookEvery is how often the desk looks whether an open port is still there, noticeEvery whether one of ours was connected.
const (
	lookEvery   = time.Second
	noticeEvery = 100 * time.Millisecond
)

// tidyOrder is an order of the guard's own: to collect garbage.
const tidyOrder = 0

// desk is the goroutine of the drivers: listing, opening and closing take time that the sending goroutine has not.
type desk struct {
	orders  chan order
	wake    func()
	drivers []driver
	open    map[uint8]opened
	heard   map[uint8]listened // inputs
	report  *reporter
	gone    chan struct{}
	joins   uint64 // of JACK, when the desk noticed last

	mu   sync.Mutex
	done []done
}

// opened is a port that the desk watches.
type opened struct {
	outlet outlet
	system string
	full   string   // "" for ports that are in no list
	joined []string // what the program knows to be connected to it, where it is a port of ours
}

// listened is an input that the desk watches.
type listened struct {
	inlet  inlet
	system string
	full   string // "" for inputs that are in no list
	joined []string
}

// done is an order carried out, or word of a lost port.
type done struct {
	kind    uint8
	request uint32
	port    uint8
	err     error
	list    Ports
	outlet  outlet // of a lost port
	made    *port
	left    wire.Keys
	name    string // of an input
}

func newDesk(wake func(), r *reporter) *desk {
	d := &desk{
		orders: make(chan order, 256), wake: wake, open: map[uint8]opened{}, heard: map[uint8]listened{}, report: r, gone: make(chan struct{}),
		drivers: append([]driver{&jackDriver{}}, systemDrivers()...),
	}
	go d.work()
	return d
}

// ask hands an order over. Nobody has 256 orders open; if so, waiting is right.
func (d *desk) ask(o order) { d.orders <- o }

// take gives one thing that was done.
func (d *desk) take() (done, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.done) == 0 {
		return done{}, false
	}
	one := d.done[0]
	n := copy(d.done, d.done[1:])
	clear(d.done[n:])
	d.done = d.done[:n]
	return one, true
}

func (d *desk) tell(one done) {
	d.mu.Lock()
	d.done = append(d.done, one)
	d.mu.Unlock()
	d.wake()
}

// close closes every port, but waits no longer than that.
func (d *desk) close(most time.Duration) {
	close(d.orders)
	select {
	case <-d.gone:
	case <-time.After(most):
	}
}

func (d *desk) work() {
	defer close(d.gone)
	look, notice := time.NewTicker(lookEvery), time.NewTicker(noticeEvery)
	defer look.Stop()
	defer notice.Stop()
	for {
		select {
		case o, ok := <-d.orders:
			if !ok {
				for _, p := range d.open {
					p.outlet.close()
				}
				for _, i := range d.heard {
					i.inlet.close()
				}
				for _, drv := range d.drivers {
					drv.leave()
				}
				return
			}
			d.carryOut(o)
		case <-look.C:
			d.look()
		case <-notice.C:
			d.notice()
		}
	}
}

func (d *desk) carryOut(o order) {
	one := done{kind: o.kind, request: o.request, port: o.port, left: o.left}
	switch o.kind {
	case tidyOrder:
		runtime.GC()
		return
	case listFrame:
		one.list, _, _ = d.list()
	case openFrame:
		p, name, err := d.openPort(o.name, o.joined)
		if one.err = err; err == nil {
			one.made = newPort(name, p.outlet, o.plan)
			d.open[o.port] = p
		}
	case listenFrame:
		var i listened
		if d.heard[o.port].inlet != nil {
			one.err = fmt.Errorf("the MIDI system is still busy with another input; try again")
			break
		}
		if i, one.name, one.err = d.listen(o.name, o.joined, &ear{number: o.port, report: d.report}); one.err == nil {
			d.heard[o.port] = i
		}
	case unlistenFrame:
		if i, ok := d.heard[o.port]; ok {
			delete(d.heard, o.port)
			i.inlet.close()
		}
	case closeFrame:
		if p, ok := d.open[o.port]; ok {
			delete(d.open, o.port)
			p.outlet.close()
		}
	}
	d.tell(one)
}

// list asks every MIDI system for its ports.
func (d *desk) list() (p Ports, inputs, outputs []found) {
	for _, drv := range d.drivers {
		ins, outs, err := drv.list()
		if err != nil {
			p.Notes = append(p.Notes, strings.TrimSuffix(sentence(err), ".")+".")
			continue
		}
		if j, ok := drv.(*jackDriver); ok {
			p.Jack = Jack{Rate: j.client.Rate(), Period: j.client.Period()}
		}
		for _, full := range ins {
			f := found{PortName: PortName{Name: Stable(drv.system(), full), System: drv.system()}, full: full}
			inputs = append(inputs, f)
			p.Inputs = append(p.Inputs, f.PortName)
		}
		for _, full := range outs {
			f := found{PortName: PortName{Name: Stable(drv.system(), full), System: drv.system()}, full: full}
			outputs = append(outputs, f)
			p.Outputs = append(p.Outputs, f.PortName)
		}
	}
	return p, inputs, outputs
}

// sentence makes an error of a MIDI system one.
func sentence(err error) string {
	s := strings.TrimPrefix(err.Error(), errAbsent.Error()+": ")
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// openPort opens what a name means and gives the name by which it should be kept.
func (d *desk) openPort(name string, joined []string) (opened, string, error) {
	if path, ok := strings.CutPrefix(name, rawPrefix); ok {
		o, err := openRaw(path)
		return opened{outlet: o, system: systemRaw}, name, err
	}
	if wish, ok := strings.CutPrefix(name, virtualPrefix); ok {
		return d.openVirtual(wish, joined)
	}
	_, _, all := d.list()
	f, err := choose(all, name)
	if err != nil {
		return opened{}, "", err
	}
	for _, drv := range d.drivers {
		if drv.system() == f.System {
			o, err := drv.open(f.full)
			return opened{outlet: o, system: f.System, full: f.full}, f.Name, err
		}
	}
	return opened{}, "", fmt.Errorf("the MIDI port %q has gone", name)
}

// listen listens to what a name means and gives the name by which it should be kept.
func (d *desk) listen(name string, joined []string, e *ear) (listened, string, error) {
	if path, ok := strings.CutPrefix(name, rawPrefix); ok {
		i, err := listenRaw(path, e)
		return listened{inlet: i, system: systemRaw}, name, err
	}
	if wish, ok := strings.CutPrefix(name, virtualPrefix); ok {
		var i inlet
		system, err := d.virtual(wish, func(drv driver) (err error) {
			i, err = drv.virtualIn(wish, e)
			return err
		})
		if j, ok := i.(joining); ok && err == nil {
			j.join(joined)
		}
		return listened{inlet: i, system: system, joined: joined}, name, err
	}
	_, all, _ := d.list()
	f, err := choose(all, name)
	if err != nil {
		return listened{}, "", err
	}
	for _, drv := range d.drivers {
		if drv.system() == f.System {
			i, err := drv.listen(f.full, e)
			return listened{inlet: i, system: f.System, full: f.full}, f.Name, err
		}
	}
	return listened{}, "", fmt.Errorf("the MIDI port %q has gone", name)
}

// openVirtual makes a port of ours that others may connect to, and connects it to what it was connected to before.
func (d *desk) openVirtual(name string, joined []string) (opened, string, error) {
	var o outlet
	system, err := d.virtual(name, func(drv driver) (err error) {
		o, err = drv.virtual(name)
		return err
	})
	if j, ok := o.(joining); ok && err == nil {
		j.join(joined)
	}
	return opened{outlet: o, system: system, joined: joined}, virtualPrefix + name, err
}

// virtual makes a port of ours in the first system that is there: JACK where that runs, else the system's MIDI.
func (d *desk) virtual(name string, in func(driver) error) (system string, err error) {
	if strings.TrimSpace(name) == "" || len(name) > 200 {
		return "", fmt.Errorf("a virtual MIDI port needs a name of 1 to 200 letters")
	}
	var why error
	for _, drv := range d.drivers {
		err := in(drv)
		if err == nil {
			return drv.system(), nil
		}
		// A system that is there and refuses says more than one that is not there.
		if why == nil || errors.Is(why, errAbsent) {
			why = err
		}
		if !errors.Is(err, errAbsent) {
			break
		}
	}
	return "", fmt.Errorf("no virtual MIDI port %q: %s", name, strings.TrimPrefix(why.Error(), errAbsent.Error()+": "))
}

// notice tells the program what other programs are connected to the ports of ours: a guard that takes our place connects
// them again.
func (d *desk) notice() {
	for _, drv := range d.drivers {
		j, ok := drv.(*jackDriver)
		if !ok || j.joins() == d.joins {
			continue
		}
		d.joins = j.joins()
		for number, p := range d.open {
			if out, ok := p.outlet.(joining); ok && p.full == "" {
				if all, ok := out.joined(); ok && !slices.Equal(all, p.joined) {
					p.joined = all
					d.open[number] = p
					d.report.joined(number, false, all)
				}
			}
		}
		for number, i := range d.heard {
			if in, ok := i.inlet.(joining); ok && i.full == "" {
				if all, ok := in.joined(); ok && !slices.Equal(all, i.joined) {
					i.joined = all
					d.heard[number] = i
					d.report.joined(number, true, all)
				}
			}
		}
	}
}

// look finds out which open ports have gone.
func (d *desk) look() {
	for number, p := range d.open {
		if h, ok := p.outlet.(heeded); ok && !h.heeded() {
			d.tell(done{kind: lostFrame, port: number, outlet: p.outlet, err: errUnheeded})
		} else if p.full != "" && !d.has(p.system, p.full, true) {
			d.tell(done{kind: lostFrame, port: number, outlet: p.outlet, err: errUnplugged})
		}
	}
	for number, i := range d.heard {
		w, ok := i.inlet.(watched)
		if ok && !w.alive() {
			d.report.deaf(number, errGone.Error())
		} else if i.full != "" && !d.has(i.system, i.full, false) {
			d.report.deaf(number, errUnplugged.Error())
		}
	}
}

var (
	errUnplugged = fmt.Errorf("it is no longer in the list of ports (was it unplugged, or its program ended?)")
	errUnheeded  = fmt.Errorf("nobody reads from it any more (was it unplugged, or its program ended?)")
)

// has tells whether a port is in the list of its system.
func (d *desk) has(system, full string, output bool) bool {
	for _, drv := range d.drivers {
		if drv.system() == system {
			return drv.has(full, output)
		}
	}
	return false
}
