//go:build cgo && (linux || darwin || windows)

package guard

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"gitlab.com/gomidi/midi/v2/drivers/rtmididrv/imported/rtmidi"

	"voluntary/audio/guard/wire"
	"voluntary/audio/instant"
)

// rtDriver is the system's own MIDI by RtMidi, with one API named: RtMidi's own choice stops at the first that fails.
// The texts of RtMidi's errors point to memory that is gone, so none of them is ever read.
type rtDriver struct {
	api rtmidi.API
	in  rtmidi.MIDIIn // kept for listing: a new one each time would be a new client of the system
	out rtmidi.MIDIOut
	ins map[string]*rtInlet // by full name, every input that was opened and is still in the list

	inputs, outputs []string // as they were listed last
}

func systemDrivers() []driver {
	switch runtime.GOOS {
	case "darwin":
		return []driver{&rtDriver{api: rtmidi.APIMacOSXCore}}
	case "windows":
		return []driver{&rtDriver{api: rtmidi.APIWindowsMM}}
	}
	return []driver{&rtDriver{api: rtmidi.APILinuxALSA}}
}

func (d *rtDriver) system() string {
	switch d.api {
	case rtmidi.APIMacOSXCore:
		return systemCore
	case rtmidi.APIWindowsMM:
		return systemWindows
	}
	return systemALSA
}

// absent is what stands in the list when the system cannot be reached.
func (d *rtDriver) absent() error {
	if d.api == rtmidi.APILinuxALSA {
		return fmt.Errorf("%w: there is no ALSA sequencer (try `sudo modprobe snd-seq`; ports of JACK need none)", errAbsent)
	}
	return fmt.Errorf("%w: %s does not answer (unplug MIDI devices and plug them in again, or log in anew)", errAbsent, d.system())
}

// reachable spares us a cry of ALSA and RtMidi on machines that have no sequencer at all.
func (d *rtDriver) reachable() bool {
	if d.api != rtmidi.APILinuxALSA {
		return true
	}
	_, err := os.Stat("/dev/snd/seq")
	return err == nil
}

func (d *rtDriver) list() (inputs, outputs []string, err error) {
	if !d.reachable() {
		return nil, nil, d.absent()
	}
	if d.in == nil {
		if d.in, err = rtmidi.NewMIDIIn(d.api, clientName, 1024); err != nil {
			d.in = nil
			return nil, nil, d.absent()
		}
	}
	if d.out == nil {
		if d.out, err = rtmidi.NewMIDIOut(d.api, clientName); err != nil {
			d.out = nil
			return nil, nil, d.absent()
		}
	}
	inputs, errIn := portNames(d.in)
	outputs, errOut := portNames(d.out)
	if errIn != nil || errOut != nil {
		// An object that has failed once fails for ever. It is not destroyed: that has crashed.
		d.in, d.out = nil, nil
		return nil, nil, d.absent()
	}
	d.forget(inputs)
	d.inputs, d.outputs = inputs, outputs
	return inputs, outputs, nil
}

// has asks for one name where as many ports are there as when they were listed last: RtMidi's names are garbage each time.
func (d *rtDriver) has(full string, output bool) bool {
	if d.in != nil && d.out != nil {
		m, names := rtmidi.MIDI(d.in), d.inputs
		if output {
			m, names = d.out, d.outputs
		}
		if i := slices.Index(names, full); i >= 0 {
			if n, err := m.PortCount(); err == nil && n == len(names) {
				if name, err := m.PortName(i); err == nil && name == full {
					return true
				}
			}
		}
	}
	inputs, outputs, err := d.list()
	if output {
		inputs = outputs
	}
	return err == nil && slices.Contains(inputs, full)
}

// listen opens an input once and for ever: RtMidi crashes where one is closed, or its callback taken away, while messages
// come. One that nobody listens to goes on talking to nobody.
func (d *rtDriver) listen(full string, e *ear) (inlet, error) {
	if i := d.ins[full]; i != nil {
		i.ear.Store(e)
		return i, nil
	}
	in, err := d.makeIn()
	if err != nil {
		return nil, err
	}
	names, err := portNames(in)
	if err != nil {
		return nil, d.absent()
	}
	for n, name := range names {
		if name != full {
			continue
		}
		i := newRtInlet(in, e)
		if in.OpenPort(n, "in") != nil {
			i.close()
			return nil, fmt.Errorf("%s refuses to open %q (another program may hold it)", d.system(), full)
		}
		d.keep(full, i)
		return i, nil
	}
	in.Destroy()
	return nil, fmt.Errorf("the MIDI port %q has gone", full)
}

func (d *rtDriver) virtualIn(name string, e *ear) (inlet, error) {
	if d.api == rtmidi.APIWindowsMM {
		return nil, errNoVirtual
	}
	const mark = "\x00virtual " // no name in a list begins so
	if i := d.ins[mark+name]; i != nil {
		i.ear.Store(e)
		return i, nil
	}
	in, err := d.makeIn()
	if err != nil {
		return nil, err
	}
	i := newRtInlet(in, e)
	if in.OpenVirtualPort(name) != nil {
		i.close()
		return nil, fmt.Errorf("%s refuses a virtual port named %q", d.system(), name)
	}
	d.keep(mark+name, i)
	return i, nil
}

func (d *rtDriver) keep(full string, i *rtInlet) {
	if d.ins == nil {
		d.ins = map[string]*rtInlet{}
	}
	d.ins[full] = i
}

// forget leaves inputs to themselves that are no longer there: when one of that name comes again it is another.
func (d *rtDriver) forget(inputs []string) {
	for full := range d.ins {
		if full[0] != 0 && !slices.Contains(inputs, full) {
			delete(d.ins, full)
		}
	}
}

func (d *rtDriver) makeIn() (rtmidi.MIDIIn, error) {
	if !d.reachable() {
		return nil, d.absent()
	}
	in, err := rtmidi.NewMIDIIn(d.api, clientName, 1024)
	if err != nil {
		return nil, d.absent()
	}
	return in, nil
}

// rtInlet is an input and who listens to it, nil for nobody.
type rtInlet struct {
	in  rtmidi.MIDIIn
	ear atomic.Pointer[ear]
}

// newRtInlet makes everything be heard but active sensing. The time of RtMidi drifts, so it is taken here. The callback is
// set before the port is opened: nothing is missed.
func newRtInlet(in rtmidi.MIDIIn, e *ear) *rtInlet {
	i := &rtInlet{in: in}
	i.ear.Store(e)
	_ = in.IgnoreTypes(false, false, true)
	_ = in.SetCallback(func(_ rtmidi.MIDIIn, b []byte, _ float64) {
		at := instant.Now()
		if e := i.ear.Load(); e != nil {
			e.hear(at, b)
		}
	})
	return i
}

func (i *rtInlet) close() { i.ear.Store(nil) }

func portNames(m rtmidi.MIDI) ([]string, error) {
	n, err := m.PortCount()
	if err != nil || n < 0 || n > maxListed {
		return nil, errAbsent
	}
	names := make([]string, 0, n)
	for i := range n {
		name, err := m.PortName(i)
		if err != nil {
			return nil, errAbsent
		}
		names = append(names, name)
	}
	return names, nil
}

func (d *rtDriver) open(full string) (outlet, error) {
	out, err := d.make()
	if err != nil {
		return nil, err
	}
	names, err := portNames(out)
	if err != nil {
		return nil, d.absent()
	}
	for i, name := range names {
		if name != full {
			continue
		}
		if out.OpenPort(i, "out") != nil {
			out.Destroy()
			return nil, fmt.Errorf("%s refuses to open %q (another program may hold it)", d.system(), full)
		}
		return &rtOutlet{out: out}, nil
	}
	out.Destroy()
	return nil, fmt.Errorf("the MIDI port %q has gone", full)
}

var errNoVirtual = errors.New("there are no virtual MIDI ports on Windows (a program such as loopMIDI makes one: name that as the port)")

func (d *rtDriver) virtual(name string) (outlet, error) {
	if d.api == rtmidi.APIWindowsMM {
		return nil, errNoVirtual
	}
	out, err := d.make()
	if err != nil {
		return nil, err
	}
	if out.OpenVirtualPort(name) != nil {
		out.Destroy()
		return nil, fmt.Errorf("%s refuses a virtual port named %q", d.system(), name)
	}
	return &rtOutlet{out: out}, nil
}

func (d *rtDriver) make() (rtmidi.MIDIOut, error) {
	if !d.reachable() {
		return nil, d.absent()
	}
	out, err := rtmidi.NewMIDIOut(d.api, clientName)
	if err != nil {
		return nil, d.absent()
	}
	return out, nil
}

// leave does nothing: the system takes everything back from a process that ends, while destroying RtMidi's objects has
// crashed.
func (d *rtDriver) leave() {}

// rtOutlet sends at once: the sending goroutine is on time.
type rtOutlet struct{ out rtmidi.MIDIOut }

var errSend = errors.New("the MIDI system did not take a message")

func (o *rtOutlet) send(_ time.Duration, _ wire.Class, b []byte) (first, next int64, err error) {
	for len(b) > 0 {
		var one []byte
		if one, b = wire.Cut(b); len(one) == 0 {
			break
		}
		if o.out.SendMessage(one) != nil {
			return 0, 0, errSend
		}
	}
	return 0, 0, nil
}

func (o *rtOutlet) close() { _ = o.out.Close() }
