package guard

import (
	"fmt"
	"strings"
	"time"

	"voluntary/audio/guard/wire"
	"voluntary/audio/jack"
)

// jackDriver is one client of a JACK server, made when there is a server and given up when it has gone.
type jackDriver struct {
	client *jack.Client
	opened int // for naming ports
}

// How messages get to their frames in time. They go to JACK's thread this long before they are due, which is later than
// any usual waking up, and sound a constant moment after: a period, for the cycle that is being played, and a little
// for what is due at once.
const (
	jackEarly  = 25 * time.Millisecond
	jackMoment = 5 * time.Millisecond
	jackSlots  = 4096 // messages that may be on their way
)

func (d *jackDriver) system() string { return systemJACK }

// connect finds the server. A new client needs half a dozen cycles to know the time. A client whose server has gone
// stays until the owner of its ports has closed them.
func (d *jackDriver) connect() error {
	if d.client != nil && !d.client.Alive() {
		d.client.Close()
		d.client = nil
	}
	if d.client != nil {
		return nil
	}
	c, err := jack.Open(clientName)
	if err != nil {
		return fmt.Errorf("%w: %w", errAbsent, err)
	}
	for i := 0; i < 200 && c.Cycles() < 8 && c.Alive(); i++ {
		time.Sleep(2 * time.Millisecond)
	}
	d.client = c
	return nil
}

func (d *jackDriver) list() (inputs, outputs []string, err error) {
	if err := d.connect(); err != nil {
		return nil, nil, err
	}
	return d.notOurs(d.client.Inputs()), d.notOurs(d.client.Destinations()), nil
}

func (d *jackDriver) has(full string, _ bool) bool { return d.connect() == nil && d.client.Has(full) }

func (d *jackDriver) notOurs(names []string) []string {
	var others []string
	for _, n := range names {
		if !strings.HasPrefix(n, clientName+":") {
			others = append(others, n)
		}
	}
	return others
}

func (d *jackDriver) open(full string) (outlet, error) {
	o, err := d.register(fmt.Sprintf("out %d", d.opened+1))
	if err != nil {
		return nil, err
	}
	if err := o.out.Connect(full); err != nil {
		o.close()
		return nil, err
	}
	return o, nil
}

func (d *jackDriver) virtual(name string) (outlet, error) {
	o, err := d.register(name)
	if err != nil {
		return nil, err
	}
	return o, nil
}

func (d *jackDriver) listen(full string, e *ear) (inlet, error) {
	i, err := d.hearken(fmt.Sprintf("in %d", d.opened+1), e)
	if err != nil {
		return nil, err
	}
	if err := i.in.Connect(full); err != nil {
		i.close()
		return nil, err
	}
	return i, nil
}

func (d *jackDriver) virtualIn(name string, e *ear) (inlet, error) {
	i, err := d.hearken(name, e)
	if err != nil {
		return nil, err
	}
	return i, nil
}

func (d *jackDriver) hearken(name string, e *ear) (*jackInlet, error) {
	if err := d.connect(); err != nil {
		return nil, err
	}
	in, err := d.client.Listen(name, e.hear)
	if err != nil {
		return nil, err
	}
	d.opened++
	return &jackInlet{client: d.client, in: in}, nil
}

// jackInlet hears each message at the instant of its frame.
type jackInlet struct {
	client *jack.Client
	in     *jack.In
}

func (i *jackInlet) alive() bool              { return i.client.Alive() }
func (i *jackInlet) close()                   { i.in.Close() }
func (i *jackInlet) joined() ([]string, bool) { return i.in.Joined() }
func (i *jackInlet) join(to []string) {
	for _, full := range to {
		_ = i.in.Connect(full)
	}
}

// joins counts how often any ports were connected or parted.
func (d *jackDriver) joins() uint64 {
	if d.client == nil {
		return 0
	}
	return d.client.Joins()
}

func (d *jackDriver) leave() {
	if d.client != nil {
		d.client.Close()
	}
}

func (d *jackDriver) register(name string) (*jackOutlet, error) {
	if err := d.connect(); err != nil {
		return nil, err
	}
	out, err := d.client.Register(name)
	if err != nil {
		return nil, err
	}
	d.opened++
	return &jackOutlet{client: d.client, out: out, clock: jack.Clock{Rate: d.client.Rate()}, pausing: true}, nil
}

// jackOutlet places each message on its frame.
type jackOutlet struct {
	client  *jack.Client
	out     *jack.Out
	clock   jack.Clock
	pausing bool
	frame   int64            // of the last message
	frames  [jackSlots]int64 // of the messages on their way, by ticket; 0: taken back
	control int64            // of the last message for a control
	gap     int64            // frames between two of those
	last    time.Duration
	sent    int64
}

// longPause is a silence in which nobody notices that the frames are led back to the clock.
const longPause = 4 * time.Second

// Where JACK has lost time everything sounds later, and so it is handed over later; where it is quick, earlier.
func (o *jackOutlet) delay() time.Duration {
	return time.Duration(o.client.Period())*time.Second/time.Duration(o.client.Rate()) + jackMoment
}
func (o *jackOutlet) early() time.Duration { return jackEarly - o.wander() }
func (o *jackOutlet) slack() time.Duration { return jackMoment - time.Millisecond + o.wander() }
func (o *jackOutlet) wander() time.Duration {
	if o.pausing {
		return 0
	}
	return o.clock.Wander(o.client.Zero())
}

// keep sets the least distance between messages for controls: the guard counts in time, and frames are coarser.
func (o *jackOutlet) keep(gap time.Duration) {
	rate := time.Duration(o.client.Rate())
	o.gap = int64((gap*rate + time.Second - 1) / time.Second)
	o.control = -o.gap
}

func (o *jackOutlet) send(at time.Duration, class wire.Class, b []byte) (first, next int64, err error) {
	pause := o.pausing || o.sent == o.out.Done() && at-o.last > longPause
	o.last = max(o.last, at)
	latency := int64(o.client.Period()) + int64(jackMoment)*int64(o.client.Rate())/int64(time.Second)
	truth := o.client.Zero()
	if o.clock.Together {
		truth = o.client.ZeroAt(at + o.delay())
	}
	frame := o.clock.Frame(at, truth, pause) + latency
	o.pausing = false
	frame = max(frame, o.frame)
	if class == wire.Control && o.gap > 0 {
		// A late frame becomes the next cycle's first: that must not eat into the gap either.
		frame = max(frame, o.control+o.gap, o.client.Frame()+int64(o.client.Period()))
		o.control = frame
	}
	o.frame = frame
	first = o.sent
	for len(b) > 0 {
		var one []byte
		if one, b = wire.Cut(b); len(one) == 0 {
			break
		}
		ticket, ok := o.out.Send(frame, one)
		if !ok {
			return first, o.sent, wire.ErrFull
		}
		o.frames[ticket%jackSlots] = frame
		o.sent = ticket + 1
	}
	return first, o.sent, nil
}

func (o *jackOutlet) cancel(ticket int64) bool {
	if !o.out.Cancel(ticket) {
		return false
	}
	o.frames[ticket%jackSlots] = 0
	return true
}

// pause lets the frames go back to the clock, but nothing overtakes what is on its way.
func (o *jackOutlet) pause() {
	o.pausing, o.frame = true, 0
	for ticket := o.out.Done(); ticket < o.sent; ticket++ {
		o.frame = max(o.frame, o.frames[ticket%jackSlots])
	}
}

func (o *jackOutlet) leaves(ticket int64) time.Duration {
	frame, rate := o.frames[ticket%jackSlots], int64(o.client.Rate())
	return o.client.Zero() + time.Duration(frame/rate)*time.Second + time.Duration(frame%rate)*time.Second/time.Duration(rate)
}

func (o *jackOutlet) together(others bool) { o.clock.Together = others }

func (o *jackOutlet) done() int64              { return o.out.Done() }
func (o *jackOutlet) alive() bool              { return o.client.Alive() }
func (o *jackOutlet) close()                   { o.out.Close() }
func (o *jackOutlet) joined() ([]string, bool) { return o.out.Joined() }
func (o *jackOutlet) join(to []string) {
	for _, full := range to {
		_ = o.out.Connect(full)
	}
}
