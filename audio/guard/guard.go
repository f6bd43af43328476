package guard

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"voluntary/audio/guard/wire"
)

// Errors that callers decide on.
var (
	ErrClosed    = errors.New("the MIDI port is closed")
	ErrLost      = errors.New("the MIDI port is lost")
	ErrRestarted = errors.New("the MIDI guard was started again")
	ErrDown      = errors.New("the MIDI guard does not run")
)

const (
	beatEvery   = 50 * time.Millisecond
	heartStops  = 350 * time.Millisecond
	starves     = 3 * time.Second // the heart of a program that was not stopped may be late by so much: the machine is too busy
	deafAfter   = 2 * time.Second // a guard that says nothing for so long hangs in a driver
	stuckAfter  = 5               // looks, beatEvery apart, at which the program did not work: it hangs
	steadyAfter = 5 * time.Second // a guard that lives so long was started well
	askTime     = 10 * time.Second
)

// Options of a guard. All may be left out.
type Options struct {
	// Log gets what the MIDI systems print and when the guard was started again.
	Log *slog.Logger
	// Restarted is called when the guard process died and another has taken its place. What was left on has been released,
	// what was under way is lost, and what the organ's registration is now is not known: every port that was open answers
	// [ErrRestarted] and is to be closed and opened anew.
	Restarted func()
	// Lost is called when a port has gone: unplugged, its program ended, its driver failed. Close it then; opening it
	// again may be tried.
	Lost func(p *Port, err error)
	// Changed is called with the new list when ports appear or disappear; the list is asked for every second then.
	Changed func(Ports)
	// Sent is called with what really leaves the ports, when it leaves, while [Guard.Watch] says so; in order for each port.
	// One message may be several that belong together.
	Sent func(p *Port, m Message)
	// Alive is asked twenty times a second whether the program still works. When it has said no five times the guard
	// releases everything and ends; it is started again when the answer is yes.
	Alive func() bool
	// Patience is how long the guard may hear no heartbeat, Alive say no, and we hear no word of the guard, instead of
	// 350 ms, 250 ms and 2 s. A machine that is slow for long is no fault of the program: for tests, and for finding errors.
	Patience time.Duration
	// Program and Arguments start the guard, instead of this program's own file. For tests.
	Program   string
	Arguments []string
}

// Status is what a guard has done so far.
type Status struct {
	Restarts int
	Sent     uint64        // messages that left
	Late     uint64        // of these, later than 10 ms
	Latest   time.Duration // the worst lateness
	Behind   time.Duration // how much later than due messages leave now, where a server of JACK has lost time; the most of all ports
	Refused  uint64        // messages that no longer fitted, in the guard or in the pipe to it
	Missed   uint64        // messages that came in when nobody took them for long
}

// Guard is the program's side of the guard process. Its methods may be called from any goroutine.
type Guard struct {
	opts    Options
	ctx     context.Context
	cancel  context.CancelFunc
	ended   chan struct{}
	heart   time.Duration // without a beat, after which the guard leaves
	deaf    time.Duration // without a word, after which it is ended
	stuck   int           // looks at which the program does not work, after which the guard is to release everything
	looked  atomic.Int64  // when attend last looked, 0 while it does not
	refused atomic.Uint64
	leaving *leaving // nil when nobody wants to know
	telling sync.WaitGroup

	mu       sync.Mutex
	kid      *kid          // nil while there is none
	up       chan struct{} // closed while there is one
	ports    [maxPorts]*Port
	inputs   [maxPorts]*Input
	watching bool
	missed   uint64              // messages that came in and found no room
	joined   map[string][]string // what the outputs and inputs of ours are connected to, by joinedKey
	asked    map[uint32]chan answer
	requests uint32
	before   Status // what former guards did
	counts   counts
}

// answer is what the guard says to a request.
type answer struct {
	ok    bool
	text  string
	delay time.Duration
	list  Ports
	kid   *kid // that says it
}

// Start starts the guard process. It ends with [Guard.Close] or ctx, and in any case with this program.
func Start(ctx context.Context, opts Options) (*Guard, error) {
	g := &Guard{ended: make(chan struct{}), up: make(chan struct{}), joined: map[string][]string{}, asked: map[uint32]chan answer{}, heart: heartStops, deaf: deafAfter, stuck: stuckAfter}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Patience > 0 {
		g.heart, g.deaf, g.stuck = opts.Patience, opts.Patience, int(opts.Patience/beatEvery)
	}
	g.opts = opts
	g.ctx, g.cancel = context.WithCancel(ctx)
	if opts.Sent != nil {
		g.leaving = newLeaving()
	}
	k, err := g.spawn()
	if err != nil {
		g.cancel()
		return nil, fmt.Errorf("starting the MIDI guard: %w", err)
	}
	g.enter(k)
	go g.keep(k)
	if opts.Sent != nil {
		g.telling.Go(func() { g.leaving.tell(g.ended, opts.Sent) })
	}
	if opts.Changed != nil {
		go g.watch()
	}
	return g, nil
}

// Close releases what sounds on every port and ends the guard process.
func (g *Guard) Close() error {
	g.cancel()
	<-g.ended
	g.telling.Wait()
	return nil
}

// Pid is the number of the guard process, 0 while there is none.
func (g *Guard) Pid() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.kid == nil {
		return 0
	}
	return g.kid.cmd.Process.Pid
}

// Status is what the guard has done so far.
func (g *Guard) Status() Status {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.before
	s.Sent += g.counts.sent
	s.Late += g.counts.late
	s.Refused += g.counts.refused + g.refused.Load()
	s.Latest = max(s.Latest, g.counts.latest)
	s.Missed += g.missed
	s.Behind = g.counts.behind
	return s
}

// Ports lists the MIDI ports of this machine. No MIDI system at all is an empty list with a note.
func (g *Guard) Ports(ctx context.Context) (Ports, error) {
	a, err := g.ask(ctx, order{kind: listFrame, port: everyPort})
	if err != nil {
		return Ports{}, fmt.Errorf("listing the MIDI ports: %w", err)
	}
	return a.list, nil
}

// Open opens a port for output: one of the machine's by its name or by a part of it that fits no other,
// "virtual:NAME" for a port of ours that other programs may connect to, or "raw:PATH" for a device file or named pipe.
// The error is a sentence that names the ports there are.
func (g *Guard) Open(ctx context.Context, name string, plan wire.Plan) (*Port, error) {
	if err := plan.Check(); err != nil {
		return nil, err
	}
	if len(name) > maxName {
		return nil, fmt.Errorf("the name of a MIDI port has at most %d letters", maxName)
	}
	p := &Port{guard: g, wish: name, plan: plan, account: newAccount(plan)}
	g.mu.Lock()
	i := slices.Index(g.ports[:], nil)
	if i < 0 {
		g.mu.Unlock()
		return nil, fmt.Errorf("%d MIDI ports are open; close one first", maxPorts)
	}
	p.number = uint8(i)
	g.ports[i] = p // not open yet: reopen passes it over
	g.mu.Unlock()
	a, err := g.ask(ctx, order{kind: openFrame, port: p.number, name: name, plan: plan, joined: g.joinedTo(name, false)})
	if err == nil && !a.ok {
		err = errors.New(a.text)
	}
	if err != nil {
		// What the guard may yet open is closed again before the number serves another.
		p.mu.Lock()
		p.closed = true
		p.mu.Unlock()
		go p.giveBack()
		return nil, err
	}
	p.mu.Lock()
	p.name, p.kid, p.delay, p.open = a.text, a.kid, a.delay, true
	p.mu.Unlock()
	return p, nil
}

// Panic silences the organ on every open port: everything that waits is forgotten and every key of every channel that
// carries keys is released, known or not.
func (g *Guard) Panic() {
	g.sayAll(panicFrame)
}

func (g *Guard) sayAll(kind uint8) {
	g.mu.Lock()
	ports := g.ports
	g.mu.Unlock()
	for _, p := range ports {
		if p != nil {
			p.command(kind, 0)
		}
	}
}

// ask sends an order and waits for the answer, through a restart if need be.
func (g *Guard) ask(ctx context.Context, o order) (answer, error) {
	ctx, stop := context.WithTimeout(ctx, askTime)
	defer stop()
	for {
		g.mu.Lock()
		k, up := g.kid, g.up
		g.mu.Unlock()
		if k != nil {
			if a, err := g.askOnce(ctx, k, o); !errors.Is(err, ErrRestarted) {
				return a, err
			}
			time.Sleep(time.Millisecond) // until it is known that it has ended
			continue
		}
		select {
		case <-up:
		case <-g.ctx.Done():
			return answer{}, ErrDown
		case <-ctx.Done():
			return answer{}, fmt.Errorf("%w: %w", ErrDown, ctx.Err())
		}
	}
}

// askOnce sends an order to one guard process and waits for the answer. [ErrRestarted]: it has ended meanwhile.
func (g *Guard) askOnce(ctx context.Context, k *kid, o order) (answer, error) {
	ctx, stop := context.WithTimeout(ctx, askTime)
	defer stop()
	got := make(chan answer, 1)
	g.mu.Lock()
	g.requests++
	o.request = g.requests
	g.asked[o.request] = got
	g.mu.Unlock()
	defer g.drop(o.request)
	k.say(appendOrder(nil, &o))
	select {
	case a := <-got:
		return a, nil
	case <-k.gone:
		return answer{}, ErrRestarted
	case <-g.ctx.Done():
		return answer{}, ErrDown
	case <-ctx.Done():
		return answer{}, fmt.Errorf("the MIDI system does not answer: %w", ctx.Err())
	}
}

// joinedKey is where the connections of a port of ours are kept: by its name, for it may be opened anew.
func joinedKey(name string, input bool) string {
	if input {
		return "in " + name
	}
	return "out " + name
}

func (g *Guard) joinedTo(name string, input bool) []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.joined[joinedKey(name, input)]
}

func (g *Guard) drop(request uint32) {
	g.mu.Lock()
	delete(g.asked, request)
	g.mu.Unlock()
}

// watch asks for the ports again and again.
func (g *Guard) watch() {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	last, err := g.Ports(g.ctx)
	known := err == nil
	for {
		select {
		case <-g.ctx.Done():
			return
		case <-tick.C:
		}
		p, err := g.Ports(g.ctx)
		if err != nil {
			continue
		}
		if known && (!slices.Equal(p.Inputs, last.Inputs) || !slices.Equal(p.Outputs, last.Outputs)) {
			g.opts.Changed(p)
		}
		last, known = p, true
	}
}
