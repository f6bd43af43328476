package preview

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"voluntary/audio/midiout"
	"voluntary/registration"
	"voluntary/registration/grandorgue"
	"voluntary/registration/replace"
)

// Errors that callers decide on.
var (
	// ErrEnded is the answer of outputs when the GrandOrgue has ended, by its window for example.
	ErrEnded = errors.New("GrandOrgue has ended")
	// ErrOther is the answer to a console that is not of the organ that is loaded.
	ErrOther = errors.New("GrandOrgue has another organ loaded")
)

// Ports are the MIDI ports of this machine. "virtual:NAME" is one of ours, which is made when it is opened.
type Ports interface {
	// Play opens a port for messages of a console.
	Play(ctx context.Context, name string, c *registration.Console) (midiout.Port, error)
	// Listen opens a port to hear from. hear gets whole messages, one at a time.
	Listen(ctx context.Context, name string, hear func(message []byte), deaf func(error)) (io.Closer, error)
	// Jack tells how JACK's server runs, in which the ports are then; the zero value: there is none.
	Jack(ctx context.Context) grandorgue.Jack
	// Names lists the ports of other programs and of devices: those to hear from, and those to play to.
	Names(ctx context.Context) (inputs, outputs []string)
}

// Options of an instance.
type Options struct {
	Organ   string // path of the .organ or .orgue file
	Console *registration.Console
	Report  grandorgue.Report // of the reading that gave the console
	Folder  string            // for what GrandOrgue keeps about organs; made when it is missing
	Ports   Ports
	// Stage is called with a few words whenever there is something new to wait for. It may be nil.
	Stage func(words string)
	// Reloaded is called, on any goroutine, when the organ does not have what it was sent: it was loaded anew, or a message
	// was lost. Everything is to be said again then: the engine's Reconcile belongs here. It may be nil.
	Reloaded func()
	Log      *slog.Logger

	waits waits // the usual ones where it is empty
}

func (o *Options) fill() {
	if o.waits == (waits{}) {
		o.waits = usualWaits
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Stage == nil {
		o.Stage = func(string) {}
	}
}

// Instance is a GrandOrgue that runs: one of our own, or one that was there. Its methods may be called from any goroutine.
type Instance struct {
	options Options
	program Program
	spoken  *registration.Console // as this GrandOrgue is spoken to
	header  []byte                // said before everything where the dialect does not say it
	plays   string                // the port that it is played by
	hears   string                // the port that it is heard by
	before  []Running             // those that ran before this one was started
	cmd     *exec.Cmd             // nil: it is not ours
	ended   chan struct{}
	words   lastWords

	ports sync.Mutex // of what follows; held while a port is made
	port  midiout.Port
	ear   io.Closer
	shut  bool // no port is made any more

	mu         sync.Mutex
	echo       *grandorgue.Echo
	parameters *parameters // hear, too; nil: none
	deaf       bool        // nothing more is heard
	loaded     bool        // the organ can be played
	loading    chan struct{}
	pause      *time.Timer   // since the last that was heard of an organ that is being told
	hushed     chan struct{} // it has fallen silent before all was told
	began      int           // how often it has begun to tell everything
	closed     bool
	failed     midiout.Port // takes nothing any more: another is to be made
	watch      watch
}

func newInstance(p Program, o Options, spoken *registration.Console) *Instance {
	i := &Instance{
		options: o, program: p, spoken: spoken, echo: grandorgue.NewEcho(o.Console),
		ended: make(chan struct{}), loading: make(chan struct{}), hushed: make(chan struct{}, 1),
	}
	i.watch.init(i)
	return i
}

// Start starts a GrandOrgue and returns when the organ can be played. It can take minutes, and is given up when ctx is
// done, or after half an hour. The error is a sentence.
func Start(ctx context.Context, p Program, o Options) (*Instance, error) {
	o.fill()
	organ, err := filepath.Abs(o.Organ)
	if err != nil {
		return nil, err
	}
	o.Organ = organ
	i := newInstance(p, o, o.Console)
	ctx, stop := context.WithTimeoutCause(ctx, o.waits.longest, fmt.Errorf("%w: it has not loaded %s within %.0f minutes (does its window ask something? Start it by hand once to see)",
		ErrSilent, o.Report.Church, o.waits.longest.Minutes()))
	defer stop()
	if err := i.start(ctx); err != nil {
		_ = i.Close()
		return nil, err
	}
	return i, nil
}

// start does the work of Start; what it leaves open on an error is closed by its caller.
func (i *Instance) start(ctx context.Context) error {
	if err := os.MkdirAll(i.options.Folder, 0o700); err != nil {
		return fmt.Errorf("the folder for GrandOrgue cannot be made: %w", err)
	}
	if err := grandorgue.CheckVersion(i.program.Version); err != nil {
		if err := i.bind(); err != nil {
			return err
		}
	}
	ports := i.options.Ports
	i.before = FindRunning(ports.Names(ctx))
	var err error
	name := fmt.Sprintf("Preview %d", os.Getpid())
	i.plays = virtual + name
	if i.port, err = ports.Play(ctx, i.plays, i.spoken); err != nil {
		return fmt.Errorf("there is no MIDI port for GrandOrgue: %w", err)
	}
	back := fmt.Sprintf("Echo %d", os.Getpid())
	i.hears = virtual + back
	if i.ear, err = ports.Listen(ctx, i.hears, i.hear, i.goDeaf); err != nil {
		i.options.Log.Warn("what GrandOrgue tells cannot be heard", "error", err)
		i.ear, back = nil, ""
	}
	c := grandorgue.Configuration{Input: name, Output: back, Jack: ports.Jack(ctx), Settings: i.options.Folder}
	if err := configure(c); err != nil {
		return err
	}
	i.options.Stage("Starting GrandOrgue " + i.program.Version)
	i.cmd = exec.Command(i.program.Path, "-i", grandorgue.Instance, i.options.Organ)
	i.cmd.Env = environment(os.Environ())
	i.cmd.Stdout, i.cmd.Stderr = &i.words, &i.words
	i.cmd.WaitDelay = time.Second // a program that it has started may outlive it, and hold what it prints to open
	if err := begin(i.cmd, i.over); err != nil {
		close(i.ended)
		return fmt.Errorf("GrandOrgue does not start: %w (%s)", err, i.program.Path)
	}
	return i.await(ctx)
}

// virtual begins the names of ports that are made when they are opened.
const virtual = "virtual:"

// bind writes the settings file of a GrandOrgue that does not understand the set-up header.
func (i *Instance) bind() error {
	o := &i.options
	text, err := grandorgue.Settings(o.Console, o.Report, grandorgue.Listener)
	if err != nil {
		return fmt.Errorf("the settings file for GrandOrgue %s: %w", i.program.Version, err)
	}
	name, err := o.Report.SettingsName(o.Organ)
	if err != nil {
		return err
	}
	if err := replace.Bytes(filepath.Join(o.Folder, name), text); err != nil {
		return fmt.Errorf("the settings file for GrandOrgue cannot be written: %w", err)
	}
	i.spoken, err = grandorgue.Bound(o.Console)
	return err
}

// lastSentence says why GrandOrgue has ended.
func (i *Instance) lastSentence() error {
	if said := i.words.last(); said != "" {
		return fmt.Errorf("%w before the organ was loaded; it says: %s", ErrEnded, said)
	}
	return fmt.Errorf("%w before the organ was loaded (start it by hand once to see what it wants)", ErrEnded)
}

// over is called when the program has ended.
func (i *Instance) over(err error) {
	i.options.Log.Debug("GrandOrgue has ended", "error", err, "says", i.words.last())
	close(i.ended)
}

// Ended is closed when the GrandOrgue has ended.
func (i *Instance) Ended() <-chan struct{} { return i.ended }

// Organ is the file that was loaded, as an absolute path.
func (i *Instance) Organ() string { return i.options.Organ }

// Console is the organ's.
func (i *Instance) Console() *registration.Console { return i.options.Console }

// Program is the GrandOrgue that runs.
func (i *Instance) Program() Program { return i.program }

// Ours tells whether the GrandOrgue was started by us, and ends with the instance.
func (i *Instance) Ours() bool { return i.cmd != nil }

// farewell is how long GrandOrgue may take to end when it is asked to.
const farewell = 5 * time.Second

// Close closes the ports to the GrandOrgue and ends it if it is ours. Closing again does nothing.
func (i *Instance) Close() error {
	i.mu.Lock()
	again := i.closed
	i.closed = true
	if i.pause != nil {
		i.pause.Stop()
	}
	i.mu.Unlock()
	if again {
		return nil
	}
	i.watch.end()
	if i.cmd != nil && i.cmd.Process != nil {
		terminate(i.cmd)
		select {
		case <-i.ended:
		case <-time.After(farewell):
			_ = i.cmd.Process.Kill()
			<-i.ended
		}
	}
	i.ports.Lock()
	defer i.ports.Unlock()
	i.shut = true
	var errs []error
	if i.port != nil {
		errs = append(errs, i.port.Close())
	}
	if i.ear != nil {
		errs = append(errs, i.ear.Close())
	}
	return errors.Join(errs...)
}

func (i *Instance) goDeaf(err error) {
	i.options.Log.Warn("what GrandOrgue tells is not heard any more", "error", err)
	i.mu.Lock()
	defer i.mu.Unlock()
	i.deaf = true
	go i.listenAgain()
}

// listenAgain hears GrandOrgue again after the guard of the ports has died: a port of the same name is connected to what the
// old one was.
func (i *Instance) listenAgain() {
	i.ports.Lock()
	defer i.ports.Unlock()
	if i.shut || i.ear == nil {
		return
	}
	_ = i.ear.Close()
	ear, err := i.options.Ports.Listen(context.Background(), i.hears, i.hear, i.goDeaf)
	if err != nil {
		i.options.Log.Warn("what GrandOrgue tells cannot be heard", "error", err)
		i.ear = nil
		return
	}
	i.ear = ear
	i.mu.Lock()
	defer i.mu.Unlock()
	i.deaf = false
}

// playing is the port to GrandOrgue, made anew where the one there was has failed, as it does when the guard of the ports
// has died.
func (i *Instance) playing() (midiout.Port, error) {
	i.ports.Lock()
	defer i.ports.Unlock()
	i.mu.Lock()
	failed := i.failed == i.port
	i.mu.Unlock()
	if !failed {
		return i.port, nil
	}
	if i.shut {
		return nil, ended()
	}
	_ = i.port.Close()
	port, err := i.options.Ports.Play(context.Background(), i.plays, i.spoken)
	if err != nil {
		return nil, fmt.Errorf("there is no MIDI port for GrandOrgue: %w", err)
	}
	i.port = port
	return port, nil
}

// fails notes that a port takes nothing any more.
func (i *Instance) fails(p midiout.Port) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.failed = p
}

// lastWords keeps the end of what a program prints.
type lastWords struct {
	mu   sync.Mutex
	text []byte
}

const maxWords = 4096

func (l *lastWords) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text = append(l.text, b...)
	if n := len(l.text) - maxWords; n > 0 {
		l.text = append(l.text[:0], l.text[n:]...)
	}
	return len(b), nil
}

// last is the last line that says something.
func (l *lastWords) last() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	said := ""
	for lines := bufio.NewScanner(bytes.NewReader(l.text)); lines.Scan(); {
		if line := strings.TrimSpace(lines.Text()); line != "" && !strings.Contains(line, "Gtk-") {
			said = line
		}
	}
	return said
}
