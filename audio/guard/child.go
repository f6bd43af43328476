package guard

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"syscall"
	"time"

	"voluntary/audio/guard/wire"
	"voluntary/audio/instant"
	"voluntary/audio/urgent"
)

// childArgument as the first argument makes the program its own guard.
const childArgument = "__guard"

// clientName is how other programs see us.
const clientName = "voluntary"

const (
	capacity   = 8192                   // messages that may wait for a port, keys and controls each
	stall      = 100 * time.Millisecond // who sleeps this much too long was kept from working, and so perhaps was our parent
	lateAt     = 10 * time.Millisecond  // a message later than this is counted
	countEvery = 250 * time.Millisecond
	tidyAfter  = 2 * time.Second        // of silence
	tidyFrom   = 16                     // ports listed, opened or closed
	farewell   = 300 * time.Millisecond // how long last messages may take to leave
	firstWord  = 5 * time.Second        // how long we wait for the hello
)

// IsChild tells whether the program was started as a guard, from its arguments (os.Args). Ask it before anything else in
// main, and then exit with [Main].
func IsChild(args []string) bool { return len(args) > 1 && args[1] == childArgument }

// Main is the guard process: it serves the program at the other end of standard input and output until that goes away,
// and returns the exit status.
func Main() int {
	// Ctrl-C goes to every program of a terminal. The guard leaves when its parent has.
	signal.Ignore(os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGPIPE)
	// Nothing is allocated while music plays, so the collector runs in silence alone; the limit is for the unforeseen.
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(256 << 20)
	in, err := newInbox(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, "guard:", err)
		return 1
	}
	c := newChild(in, newReporter(os.Stdout))
	urgent.Thread(urgent.MIDI)
	urgent.Memory()
	if err := c.serve(); err != nil {
		fmt.Fprintln(os.Stderr, "guard:", err)
		return 1
	}
	return 0
}

// child is the guard: one goroutine that reads what the program says, sends what is due and keeps what sounds.
type child struct {
	in      *inbox
	report  *reporter
	desk    *desk
	ports   [maxPorts]*port
	coming  [maxPorts]coming
	watched *reporter // where what is sent is told, nil when nobody wants to know
	got     []byte    // read and not yet understood

	greeted bool
	offset  time.Duration // from the parent's clock to ours
	tuned   bool
	heart   time.Duration
	beat    time.Duration // when the heart was last heard
	parent  *parent
	look    time.Duration // when to look at the parent again, whose heart is late

	counts   counts
	counted  time.Duration
	played   time.Duration // when a port had something to do last
	litter   int           // what the drivers have done since garbage was collected last
	scratch  []byte
	unwanted []uint32 // controls that a flush names
}

// coming is a port that the desk is opening.
type coming struct {
	open     bool
	unwanted bool // it is to be closed again, for request
	request  uint32
}

// counts is what the guard tells of its work.
type counts struct {
	sent, late, refused uint64
	latest              time.Duration // the worst lateness
	behind              time.Duration // how much later than due messages leave now, at the port where that is most
}

func newChild(in *inbox, r *reporter) *child {
	c := &child{in: in, report: r, got: make([]byte, 0, 64<<10), scratch: make([]byte, 0, 8<<10), unwanted: make([]uint32, 0, maxOrder/4)}
	c.desk = newDesk(in.wake, r)
	c.parent = newParent()
	return c
}

// serve returns when the program has gone, with nothing left sounding. The error tells of a program that says what we do
// not understand.
func (c *child) serve() error {
	c.beat, c.heart = instant.Now(), firstWord
	var err error
	for err == nil {
		until := c.nextInstant()
		var b []byte
		b, err = c.in.wait(until)
		woke := instant.Now()
		if len(b) > 0 {
			err = c.hear(b)
		}
		c.fromDesk()
		c.sendDue()
		switch t := instant.Now(); {
		case len(b) == 0 && woke-until > stall:
			c.beat = max(c.beat, t-c.heart+stall)
		case t-c.beat > c.heart && len(b) == 0 && err == nil:
			if t-c.beat > max(c.heart, starves) || !c.parent.waits() {
				err = errHeart
			}
			c.look = t + beatEvery
		}
	}
	c.leave()
	if err == io.EOF || err == errHeart {
		return nil
	}
	return err
}

var errHeart = fmt.Errorf("the program's heart has stopped")

// nextInstant is when there is something to do if nothing comes.
func (c *child) nextInstant() time.Duration {
	until := max(c.beat+c.heart+time.Millisecond, c.look)
	if c.greeted {
		until = min(until, c.counted+countEvery)
	}
	for _, p := range c.ports {
		if p != nil {
			until = min(until, p.nextInstant())
		}
	}
	return until
}

// hear takes in what the program says.
func (c *child) hear(b []byte) error {
	c.got = append(c.got, b...)
	rest := c.got
	for {
		kind, port, body, next, done, err := cutFrame(rest, maxOrder)
		if err != nil {
			return err
		}
		if !done {
			break
		}
		rest = next
		if err := c.obey(kind, port, body); err != nil {
			return err
		}
	}
	c.got = c.got[:copy(c.got, rest)]
	return nil
}

func (c *child) obey(kind, number uint8, b []byte) error {
	r := body{b: b}
	if !c.greeted && kind != helloFrame {
		return fmt.Errorf("%w: it must begin with a hello", errFrame)
	}
	switch kind {
	case helloFrame:
		return c.hello(&r)
	case beatFrame:
		c.beat = instant.Now()
		c.tune(r.time())
		return r.err()
	case listFrame, openFrame, closeFrame, listenFrame, unlistenFrame:
		o, err := readOrder(kind, number, b)
		if err != nil {
			return err
		}
		c.order(o)
		return nil
	case sendFrame:
		class, id, due := wire.Class(r.u8()), r.u32(), r.time()
		if err := r.err(); err != nil {
			return err
		}
		if class > wire.Shoe {
			return fmt.Errorf("%w: a message of class %d", errFrame, class)
		}
		if p := c.port(number); p != nil {
			if p.line.PutNumbered(id, class, due+c.offset, r.b) != nil {
				c.counts.refused++
			}
		}
		return nil
	case watchFrame:
		c.watched = nil
		if r.u8() != 0 {
			c.watched = c.report
		}
		for _, p := range c.ports {
			if p != nil {
				p.told = c.watched
			}
		}
		return r.err()
	case togetherFrame:
		others := r.u8() != 0
		if p := c.port(number); p != nil && p.ahead != nil {
			p.ahead.together(others)
		}
		return r.err()
	case flushFrame, recallFrame, withdrawFrame, releaseFrame, panicFrame:
		t := r.time() + c.offset
		c.unwanted = c.unwanted[:0]
		for len(r.b) > 0 && !r.short {
			c.unwanted = append(c.unwanted, r.u32())
		}
		for i, p := range c.ports {
			if p == nil || number != everyPort && int(number) != i {
				continue
			}
			switch kind {
			case flushFrame:
				p.flush(t, c.drops)
			case recallFrame:
				p.drop(t, c.drops)
			case withdrawFrame:
				p.withdraw(c.drops)
			case releaseFrame:
				p.release(c)
			case panicFrame:
				p.panic(c)
			}
		}
		return r.err()
	}
	return fmt.Errorf("%w: a frame of kind %d", errFrame, kind)
}

// drops tells whether the flush at hand names a control.
func (c *child) drops(id uint32) bool { return slices.Contains(c.unwanted, id) }

func (c *child) port(number uint8) *port {
	if number < maxPorts {
		if p := c.ports[number]; p != nil && !p.closing {
			return p
		}
	}
	return nil
}

func (c *child) hello(r *body) error {
	if string(r.take(len(magic))) != magic {
		return fmt.Errorf("%w: it must begin with a hello (this is not to be started by hand)", errFrame)
	}
	if v := r.u16(); v != protocol {
		return fmt.Errorf("the program speaks protocol %d, its guard %d", v, protocol)
	}
	at, heart := r.time(), r.time()
	if err := r.err(); err != nil {
		return err
	}
	c.greeted, c.beat, c.played = true, instant.Now(), instant.Now()
	c.heart = min(max(heart, 50*time.Millisecond), time.Minute)
	c.tune(at)
	c.report.here()
	return nil
}

// tune learns how far apart the clocks are: a word takes some time to come, so the least is the truth.
func (c *child) tune(said time.Duration) {
	if instant.Shared {
		return
	}
	if offset := instant.Now() - said; !c.tuned || offset < c.offset {
		c.offset, c.tuned = offset, true
		c.report.offset.Store(int64(offset))
	}
}

// order begins what takes time. Closing begins here, with everything released.
func (c *child) order(o order) {
	switch o.kind {
	case openFrame:
		if c.coming[o.port].open || c.ports[o.port] != nil {
			c.report.answer(o.request, o.port, false, "the MIDI system is still busy with another port; try again")
			return
		}
		c.coming[o.port] = coming{open: true}
	case closeFrame:
		if w := &c.coming[o.port]; w.open {
			w.unwanted, w.request = true, o.request
			return
		}
		p := c.port(o.port)
		if p == nil {
			c.report.answer(o.request, o.port, true, "")
			return
		}
		p.release(c)
		p.closing, p.request, p.until = true, o.request, instant.Now()+farewell
		return
	}
	c.desk.ask(o)
}

// fromDesk takes what the drivers have done.
func (c *child) fromDesk() {
	for {
		d, ok := c.desk.take()
		if !ok {
			return
		}
		c.litter++
		switch d.kind {
		case listFrame:
			c.report.ports(d.request, &d.list)
		case openFrame:
			w := c.coming[d.port]
			c.coming[d.port] = coming{}
			if d.err != nil {
				c.report.answer(d.request, d.port, false, d.err.Error())
				if w.unwanted {
					c.report.answer(w.request, d.port, true, "")
				}
				continue
			}
			p := d.made
			p.number, p.report, p.told = d.port, c.report, c.watched
			c.ports[d.port] = p
			p.line.Sounds().Add(&d.left)
			p.release(c)
			c.report.answerAfter(d.request, d.port, true, p.name, p.delay())
			if w.unwanted {
				c.order(order{kind: closeFrame, request: w.request, port: d.port})
			}
		case listenFrame, unlistenFrame:
			text := d.name
			if d.err != nil {
				text = d.err.Error()
			}
			c.report.answer(d.request, d.port, d.err == nil, text)
		case closeFrame:
			if d.request != 0 {
				c.report.answer(d.request, d.port, true, "")
			}
		case lostFrame:
			if p := c.port(d.port); p != nil && p.outlet == d.outlet {
				c.lost(d.port, d.err)
			}
		}
	}
}

// lost gives a port up.
func (c *child) lost(number uint8, err error) {
	p := c.ports[number]
	c.ports[number] = nil
	c.desk.ask(order{kind: closeFrame, port: number})
	c.report.lost(number, fmt.Sprintf("%v (%q)", err, p.name))
}

// sendDue sends everything whose time has come.
func (c *child) sendDue() {
	for i, p := range c.ports {
		if p == nil {
			continue
		}
		if err := p.sendDue(&c.counts); err != nil {
			c.lost(uint8(i), err)
			continue
		}
		if p.closing && (p.flown() || instant.Now() > p.until) {
			c.ports[i] = nil
			c.desk.ask(order{kind: closeFrame, port: uint8(i), request: p.request})
		}
	}
	if t := instant.Now(); c.greeted && t-c.counted >= countEvery {
		c.counted = t
		c.counts.behind = 0
		for _, p := range c.ports {
			if p != nil && p.ahead != nil {
				c.counts.behind = max(c.counts.behind, p.ahead.wander())
			}
		}
		c.report.counts(&c.counts)
		for _, p := range c.ports {
			if p != nil && p.line.Withheld() != p.withheld {
				p.withheld = p.line.Withheld()
				c.report.withheld(p.number, p.withheld)
			}
		}
		c.tidy(t)
	}
}

// tidy has the garbage collected that is left of ports that were listed, opened and closed, but only in silence: the
// collector stops all threads for a moment, and a busy machine may make that a long one.
func (c *child) tidy(t time.Duration) {
	for _, p := range c.ports {
		if p != nil && p.busy() {
			c.played = t
			return
		}
	}
	if c.litter >= tidyFrom && t-c.played > tidyAfter {
		c.litter = 0
		c.desk.ask(order{kind: tidyOrder})
	}
}

// leave releases everything that sounds and lets it leave.
func (c *child) leave() {
	for _, p := range c.ports {
		if p != nil {
			p.release(c)
		}
	}
	end := instant.Now() + farewell
	for _, p := range c.ports {
		for p != nil && !p.flown() && instant.Now() < end {
			time.Sleep(time.Millisecond)
		}
	}
	c.desk.close(farewell)
}
