//go:build cgo && (linux || darwin || windows)

package guard

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"gitlab.com/gomidi/midi/v2/drivers/rtmididrv/imported/rtmidi"

	"voluntary/audio/guard/wire"
)

// rtDriver is the system's own MIDI by RtMidi, with one API named: RtMidi's own choice stops at the first that fails.
// The texts of RtMidi's errors point to memory that is gone, so none of them is ever read.
type rtDriver struct {
	api rtmidi.API
	in  rtmidi.MIDIIn // kept for listing: a new one each time would be a new client of the system
	out rtmidi.MIDIOut
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
		return fmt.Errorf("%w: there is no ALSA sequencer (try `sudo modprobe snd-seq`, or start JACK)", errAbsent)
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
	return inputs, outputs, nil
}

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

func (d *rtDriver) virtual(name string) (outlet, error) {
	if d.api == rtmidi.APIWindowsMM {
		return nil, errors.New("there are no virtual MIDI ports on Windows (a program such as loopMIDI makes one: name that as the port)")
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
