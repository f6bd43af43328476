package preview

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"regexp"
	"slices"
	"time"

	"voluntary/audio/midiout"
	"voluntary/registration"
	"voluntary/registration/dialect"
	"voluntary/registration/grandorgue"
)

// Running is a GrandOrgue that runs, by the ports at which other programs reach it. JACK and ALSA show them; on Windows and
// macOS there are none to be seen.
type Running struct {
	Input   string   // where it can be played
	Outputs []string // where it tells something; none when it tells nothing
}

// What GrandOrgue calls its ports: a client of that name, perhaps with a number, for each device that it has opened.
var (
	itsInput  = regexp.MustCompile(`^GrandOrgue(-\d+)?:GrandOrgue Input$`)
	itsOutput = regexp.MustCompile(`^GrandOrgue(-\d+)?:GrandOrgue Output$`)
)

// FindRunning finds GrandOrgues among the ports of a machine: one for each port at which one can be played.
func FindRunning(inputs, outputs []string) (all []Running) {
	var tells []string
	for _, name := range inputs {
		if itsOutput.MatchString(name) && !slices.Contains(tells, name) {
			tells = append(tells, name)
		}
	}
	for _, name := range outputs {
		if itsInput.MatchString(name) && !slices.ContainsFunc(all, func(r Running) bool { return r.Input == name }) {
			all = append(all, Running{name, tells})
		}
	}
	return all
}

// Others leaves out of GrandOrgues that run the one of this instance, if it is ours: what has come since it was started.
func (i *Instance) Others(all []Running) []Running {
	return slices.DeleteFunc(slices.Clone(all), func(r Running) bool {
		return i.Ours() && !slices.ContainsFunc(i.before, func(b Running) bool { return b.Input == r.Input })
	})
}

// ErrSilent is wrapped when a GrandOrgue that tells something does not answer.
var ErrSilent = errors.New("GrandOrgue does not answer")

// Attach plays on a GrandOrgue that runs already and has the organ of the options loaded. It tells it by the set-up header
// how the organ is to be played, then draws and retires each control once, which sounds nothing, to hear how GrandOrgue
// speaks of it. The user's own settings stay; what they have bound at the same port is bound again when the organ is loaded
// anew. The error is a sentence.
//
// A GrandOrgue without a port that tells something is played without a check.
func Attach(ctx context.Context, p Program, r Running, o Options) (*Instance, error) {
	o.fill()
	if err := grandorgue.CheckVersion(p.Version); err != nil {
		return nil, fmt.Errorf("%w; it cannot be played while it runs", err)
	}
	own, err := apart(o.Console)
	if err != nil {
		return nil, err
	}
	spoken, err := grandorgue.Bound(own)
	if err != nil {
		return nil, err
	}
	i := newInstance(p, o, spoken)
	i.plays, i.header = r.Input, headerOf(own)
	if err := i.attach(ctx, r.Outputs); err != nil {
		_ = i.Close()
		return nil, err
	}
	return i, nil
}

// apart gives controls and shoes numbers of the organ's own. A GrandOrgue that has another organ loaded passes over the header,
// but may know the usual numbers from a header for that one: then it would answer, wrongly.
func apart(c *registration.Console) (*registration.Console, error) {
	own := *c
	d := &own.Dialect
	d.Controls, d.Enclosures = slices.Clone(d.Controls), slices.Clone(d.Enclosures)
	h := fnv.New32a()
	_, _ = h.Write([]byte(d.Organ))
	const most = registration.MaxControls + registration.MaxEnclosures
	base := uint16(most + h.Sum32()%(16384-2*most))
	for i := range d.Controls {
		if k := &d.Controls[i]; k.Kind == registration.GOSetup {
			k.Number += base
		}
	}
	for i := range d.Enclosures {
		if e := &d.Enclosures[i]; e.Kind == registration.GOSetup {
			e.Number += base
		}
	}
	return registration.NewConsole(own)
}

// headerOf is the set-up header without its first message, which would take from the user all that is bound at the port.
func headerOf(c *registration.Console) []byte {
	return bytes.TrimPrefix(dialect.NewEncoder(c).AppendOpening(nil), []byte{0xF0, 0x7D, 0x47, 0x4F, 0x00, 0xF7})
}

func (i *Instance) attach(ctx context.Context, outputs []string) error {
	i.ports.Lock()
	defer i.ports.Unlock()
	o := &i.options
	o.Stage("Playing to the GrandOrgue that runs")
	port, err := o.Ports.Play(ctx, i.plays, i.spoken)
	if err != nil {
		return fmt.Errorf("the GrandOrgue that runs cannot be played: %w", err)
	}
	i.port = port
	if err := i.announce(port); err != nil {
		return err
	}
	for _, name := range outputs {
		ear, err := o.Ports.Listen(ctx, name, i.hear, i.goDeaf)
		if err != nil {
			continue // it has gone, or is somebody else's
		}
		i.hears, i.ear = name, ear
		met, err := i.meet(ctx, i.every())
		if met || err != nil {
			return err
		}
		_ = ear.Close()
		i.ear = nil
	}
	if len(outputs) == 0 {
		return nil
	}
	return fmt.Errorf("%w: is %s loaded there? (Also choose an output there under Audio/MIDI, Settings, MIDI devices, "+
		"“Send MIDI Recorder Output Stream to”, or start it without it)", ErrSilent, o.Report.Church)
}

// announce says the header that the dialect does not say, before everything.
func (i *Instance) announce(port midiout.Port) error {
	if len(i.header) == 0 {
		return nil
	}
	_, err := port.SendControl(time.Now().Add(-time.Minute), dialect.Messages(i.header))
	if err != nil {
		i.fails(port)
	}
	return err
}
