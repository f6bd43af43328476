package devices

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"voluntary/audio/midiout"
	"voluntary/audio/preview"
	"voluntary/registration"
	"voluntary/registration/grandorgue"
	"voluntary/registration/replace"
	"voluntary/sequencer/playback"
)

// previewPrefix begins the names of organs that a GrandOrgue of our own plays; the organ's file follows.
const previewPrefix = "grandorgue:"

// IsPreview tells whether an output of this name is a GrandOrgue of our own.
func IsPreview(name string) bool { return strings.HasPrefix(name, previewPrefix) }

// ReadGrandOrgue makes a console of an organ of GrandOrgue, with the name of its file.
func ReadGrandOrgue(file string) (*registration.Console, grandorgue.Report, error) {
	c, r, err := grandorgue.ReadFile(file)
	if err != nil {
		return nil, r, err
	}
	named := *c
	base := filepath.Base(file)
	if r.ODF != "" { // a package's own name is a fingerprint
		base = filepath.Base(filepath.FromSlash(r.ODF))
	}
	if name := strings.TrimSuffix(base, filepath.Ext(base)); name != "" {
		named.Name = name
	}
	if c, err = registration.NewConsole(named); err != nil {
		return nil, r, err
	}
	return c, r, nil
}

// WriteSettings writes a settings file for an organ of GrandOrgue, and gives the name under which GrandOrgue itself keeps such.
func WriteSettings(organ, file string) (string, error) {
	c, r, err := ReadGrandOrgue(organ)
	if err != nil {
		return "", err
	}
	text, err := grandorgue.SettingsFor(file, c, r, "")
	if err != nil {
		return "", err
	}
	name, err := r.SettingsName(organ)
	if err != nil {
		return "", err
	}
	if err := replace.Bytes(file, text); err != nil {
		return "", fmt.Errorf("cannot write %s: %w", filepath.Base(file), err)
	}
	return name, nil
}

// Running finds a GrandOrgue that somebody else has started; "" when none is to be seen.
func (d *Devices) Running(ctx context.Context) (port string) {
	all := preview.FindRunning(previewPorts{d}.Names(ctx))
	if i := d.instance(); i != nil {
		all = i.Others(all)
	}
	if len(all) == 0 {
		return ""
	}
	return all[0].Input
}

// errNoneRuns is the answer when a GrandOrgue that runs is wanted.
var errNoneRuns = errors.New("no GrandOrgue is seen that runs (start it with the organ, or let Voluntary start one)")

// Preview starts the GrandOrgue of this machine as a private instance with the organ in a file, or with running plays on
// the one that somebody has started and loaded with it. It ends the preview that there was before, and gives the name by
// which [Devices.Open] opens the organ, and its console. A private one that has this organ loaded already is taken as it
// is. It can take minutes: stage is called with a few words for what is waited for, and it is given up when ctx is done.
// The error is a sentence; it is [preview.ErrNotInstalled] where there is no GrandOrgue.
func (d *Devices) Preview(ctx context.Context, organ string, running bool, stage func(words string)) (name string, c *registration.Console, err error) {
	organ, err = filepath.Abs(organ)
	if err != nil {
		return "", nil, err
	}
	stage("Reading " + filepath.Base(organ))
	c, report, err := ReadGrandOrgue(organ)
	if err != nil {
		return "", nil, err
	}
	if report.ODF == "" && report.Format != "GrandOrgue definition" {
		return "", nil, fmt.Errorf("%s is a %s, which GrandOrgue does not load (give a .organ or .orgue file)", filepath.Base(organ), report.Format)
	}
	program, err := preview.Find()
	if err != nil && !running { // one that runs may have been started by a name of its own
		return "", nil, err
	}
	d.previewing.Lock()
	defer d.previewing.Unlock()
	if old := d.instance(); old != nil {
		if old.Organ() == organ && old.Ours() && !running && runs(old) {
			return previewPrefix + organ, c, nil
		}
		if old.Ours() {
			stage("Ending the GrandOrgue that runs")
		}
		d.setInstance(nil)
		if err := old.Close(); err != nil {
			d.log.Warn("ending GrandOrgue", "error", err)
		}
	}
	folder, err := previewFolder()
	if err != nil {
		return "", nil, err
	}
	ports := previewPorts{d}
	options := preview.Options{
		Organ: organ, Console: c, Report: report, Folder: folder, Ports: ports, Stage: stage, Reloaded: d.tellRestarted, Log: d.log,
	}
	var i *preview.Instance
	if !running {
		i, err = preview.Start(ctx, program, options)
	} else if all := preview.FindRunning(ports.Names(ctx)); len(all) == 0 {
		err = errNoneRuns
	} else {
		i, err = preview.Attach(ctx, program, all[0], options)
	}
	if err != nil {
		return "", nil, err
	}
	if !d.setInstance(i) {
		return "", nil, errors.Join(ErrClosed, i.Close())
	}
	return previewPrefix + organ, c, nil
}

// EndPreview ends the GrandOrgue that Preview has started; one that was there before runs on. Where there is none it does
// nothing.
func (d *Devices) EndPreview() error {
	d.previewing.Lock()
	defer d.previewing.Unlock()
	i := d.instance()
	d.setInstance(nil)
	if i == nil {
		return nil
	}
	return i.Close()
}

func runs(i *preview.Instance) bool {
	select {
	case <-i.Ended():
		return false
	default:
		return true
	}
}

func (d *Devices) instance() *preview.Instance {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.grand
}

// setInstance is false when the devices are closed and nobody would end the instance.
func (d *Devices) setInstance(i *preview.Instance) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return false
	}
	d.grand = i
	return true
}

// openPreview opens the organ of the GrandOrgue that runs.
func (d *Devices) openPreview(name string, c *registration.Console) (playback.Output, error) {
	i := d.instance()
	if i == nil || previewPrefix+i.Organ() != name {
		return nil, errors.New("GrandOrgue does not run with this organ (choose Preview on GrandOrgue to start it)")
	}
	return i.Output(name, c)
}

// previewFolder is where GrandOrgue keeps what it needs for organs that we preview.
func previewFolder() (string, error) {
	if home := os.Getenv("VOLUNTARY_HOME"); home != "" {
		return filepath.Join(home, "grandorgue"), nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("there is no folder for GrandOrgue's settings: %w", err)
	}
	return filepath.Join(cache, "voluntary", "grandorgue"), nil
}

// previewPorts opens the ports by the guard.
type previewPorts struct{ *Devices }

func (p previewPorts) Play(ctx context.Context, name string, c *registration.Console) (midiout.Port, error) {
	g, err := p.midi()
	if err != nil {
		return nil, err
	}
	port, err := g.Open(ctx, name, midiout.PlanOf(c))
	if err != nil {
		return nil, err
	}
	return port, nil
}

func (p previewPorts) Listen(ctx context.Context, name string, hear func([]byte), deaf func(error)) (io.Closer, error) {
	g, err := p.midi()
	if err != nil {
		return nil, err
	}
	in, err := g.Listen(ctx, name, func(m Message) { hear(m.Bytes) }, deaf)
	if err != nil {
		return nil, err
	}
	return in, nil
}

func (p previewPorts) Jack(ctx context.Context) grandorgue.Jack {
	g, err := p.midi()
	if err != nil {
		return grandorgue.Jack{}
	}
	list, err := g.Ports(ctx)
	if err != nil {
		return grandorgue.Jack{}
	}
	return grandorgue.Jack(list.Jack)
}

func (p previewPorts) Names(ctx context.Context) (inputs, outputs []string) {
	in, out, _ := p.Ports(ctx)
	for _, x := range in {
		inputs = append(inputs, x.Name)
	}
	for _, x := range out {
		outputs = append(outputs, x.Name)
	}
	return inputs, outputs
}

// Organs lists the organs of GrandOrgue on this machine.
func (d *Devices) Organs() []preview.Organ { return preview.Organs() }
