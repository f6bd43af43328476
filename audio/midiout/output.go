package midiout

import (
	"context"
	"fmt"
	"iter"
	"time"

	"voluntary/audio/guard"
	"voluntary/audio/guard/wire"
	"voluntary/registration"
	"voluntary/registration/dialect"
	"voluntary/sequencer"
)

// Port is what an output plays to: a [guard.Port].
type Port interface {
	Name() string
	Send(class wire.Class, due time.Time, b []byte) error
	SendControl(due time.Time, pieces iter.Seq[[]byte]) (number uint32, err error)
	Flush(t time.Time) (forgotten []uint32)
	Recall(t time.Time) (forgotten []uint32)
	Withdraw(number uint32) bool
	Settles() (at time.Time, late bool)
	Delay() time.Duration
	Together(others bool)
	Panic()
	Close() error
}

// Output is an organ at the end of a MIDI port.
type Output struct {
	name    string
	port    Port
	plan    wire.Plan
	delays  delays
	encoder *dialect.Encoder
	record  record
	whole   map[uint32]whole // the last message for each part of the dialect of which one message says all
	bytes   []byte
	load    *load
	closed  bool
}

// Open opens a port of the guard ([guard.Guard.Open] says how it is named) and plays to it. The error is a sentence.
func Open(ctx context.Context, g *guard.Guard, port string, c *registration.Console) (*Output, error) {
	p, err := g.Open(ctx, port, PlanOf(c))
	if err != nil {
		return nil, err
	}
	o, err := New(p, c)
	if err != nil {
		_ = p.Close()
		return nil, fmt.Errorf("opening %s: %w", p.Name(), err)
	}
	return o, nil
}

// New plays to a port that was opened with the plan of the console, and closes it in the end. Nothing is known of the
// organ: if its dialect has an opening, that is said at once.
func New(p Port, c *registration.Console) (*Output, error) {
	o := &Output{
		name: p.Name(), port: p, plan: PlanOf(c), delays: delaysOf(c), encoder: dialect.NewEncoder(c),
	}
	o.whole, o.load = map[uint32]whole{}, newLoad(c.Mechanics.BitsPerSecond())
	o.record = o.blank()
	return o, o.open()
}

// Name is the port's name.
func (o *Output) Name() string { return o.name }

// Lead is how long before it is due a change may have to leave.
func (o *Output) Lead() time.Duration { return o.plan.Advance }

// LeadOf is how long the pipes of a division take to speak: what is sent of it is due so much earlier than it is to be
// heard.
func (o *Output) LeadOf(d registration.DivisionID) time.Duration { return o.delays.ofDivision(d) }

// Delay is how long everything takes through the port.
func (o *Output) Delay() time.Duration { return o.port.Delay() }

// Together tells whether other outputs play at the same time: then it keeps to the clock as they do.
func (o *Output) Together(others bool) { o.port.Together(others) }

// Settles is when all that it was told of stops stands at the organ; late: something of it not when it was due, because
// the organ wants more time between two messages, or the wire carries no more. Where nothing waits it is a time that has
// passed.
func (o *Output) Settles() (at time.Time, late bool) { return o.port.Settles() }

// Withheld is how many keys were not pressed because as many were down as the organ bears; 0 where the port does not tell.
func (o *Output) Withheld() uint64 {
	if p, ok := o.port.(interface{ Withheld() uint64 }); ok {
		return p.Withheld()
	}
	return 0
}

// OnLost sets what is called when the port is lost, where that can tell.
func (o *Output) OnLost(f func()) {
	if p, ok := o.port.(interface{ OnLost(f func()) }); ok {
		p.OnLost(f)
	}
}

// Err is why the port is of no more use; nil while it is, or does not tell.
func (o *Output) Err() error {
	if p, ok := o.port.(interface{ Err() error }); ok {
		return p.Err()
	}
	return nil
}

// Blind reports whether the organ has controls of which one can only ask for the opposite and nobody has told how they
// stand: they are not moved until [Output.Assume].
func (o *Output) Blind() bool { return o.encoder.Blind() }

// Toggles reports whether the organ has such controls, also when it has been told how they stand.
func (o *Output) Toggles() bool { return o.encoder.Toggles() }

// Cancelled tells that nothing is drawn on the organ: a person has cancelled it by hand. What was sent and is not due is
// forgotten.
func (o *Output) Cancelled() {
	if o.closed {
		return
	}
	o.port.Flush(time.Now())
	o.Assume(registration.State{})
}

// Assume tells how the organ stands, when a person has made it so.
func (o *Output) Assume(s registration.State) {
	o.encoder.Assume(s)
	o.record = o.blank()
}

// Send says an event, to act when it is due. An error means that the port is lost or closed.
func (o *Output) Send(due time.Time, e sequencer.Event) error {
	if o.closed {
		return guard.ErrClosed
	}
	if err := o.open(); err != nil {
		return err
	}
	if e.Kind == sequencer.KeyDown || e.Kind == sequencer.KeyUp {
		return o.key(due, e)
	}
	o.record.settle(time.Now())
	if due.Before(o.record.floor) {
		due = o.record.floor
	}
	if e.Kind == sequencer.Expression || !o.record.later(due) {
		return o.change(due, e.Change)
	}
	// It comes before what waits, and may be part of its messages: those are taken back and said anew.
	again := o.record.forget(due, o.port.Recall(due), false)
	o.remember()
	if err := o.change(due, e.Change); err != nil {
		return err
	}
	for _, s := range again {
		if err := o.change(s.due, s.change); err != nil {
			return err
		}
	}
	return nil
}

func (o *Output) key(due time.Time, e sequencer.Event) error {
	o.bytes = o.encoder.AppendKey(o.bytes[:0], e.Division, e.Key, e.Velocity, e.Kind == sequencer.KeyDown)
	if len(o.bytes) == 0 {
		return nil
	}
	o.load.put(due, len(o.bytes))
	return o.port.Send(wire.Key, due, o.bytes)
}

// open says the opening, if one is needed, as long overdue: it comes before everything.
func (o *Output) open() error {
	o.bytes = o.encoder.AppendOpening(o.bytes[:0])
	if len(o.bytes) == 0 {
		return nil
	}
	o.record = o.blank()
	_, err := o.port.SendControl(time.Now().Add(-time.Minute), dialect.Messages(o.bytes))
	return err
}

// blank is the record of an organ to which nothing is on its way.
func (o *Output) blank() record {
	return record{state: o.encoder.Believed(), follow: o.encoder.Follow}
}

// unlearn makes everything be said anew. Toggles that nothing cancels are taken to stand as they did: nobody could say
// them anew.
func (o *Output) unlearn() {
	believed, knew := o.encoder.Believed(), !o.encoder.Blind()
	o.encoder.Forget()
	if knew && o.encoder.Blind() {
		o.encoder.Assume(believed)
	}
	o.record = o.blank()
}

// change says a change that comes after all controls that wait.
func (o *Output) change(due time.Time, c registration.Change) error {
	s := said{due: due, change: c}
	o.bytes = o.encoder.AppendChange(o.bytes[:0], c)
	if len(o.bytes) > 0 {
		o.load.put(due, len(o.bytes))
		var err error
		if c.Kind == registration.Express {
			err = o.port.Send(wire.Shoe, due, o.bytes)
		} else {
			s.number, err = o.control(due, c.Control)
		}
		if err != nil {
			return err
		}
	}
	o.record.put(s)
	return nil
}

// whole is a message that says how all the controls of a part stand.
type whole struct {
	number uint32
	due    time.Time
}

// control sends the message for a control. Where it says all that one which waits would say, and both cannot be told apart
// by more than the organ's gap, it takes the place of that one.
func (o *Output) control(due time.Time, c registration.ControlID) (number uint32, err error) {
	part, ok := o.encoder.Whole(c)
	if !ok {
		return o.port.SendControl(due, dialect.Messages(o.bytes))
	}
	last, waits := o.whole[part]
	if waits = waits && together(due.Sub(last.due), o.plan.Gap) && o.port.Withdraw(last.number); waits {
		due = last.due
	}
	if number, err = o.port.SendControl(due, dialect.Messages(o.bytes)); err != nil {
		return 0, err
	}
	o.whole[part] = whole{number, due}
	if waits {
		o.record.renumber(last.number, number)
	}
	return number, nil
}

// together tells whether a message that is due so long after another may leave with it.
func together(after, gap time.Duration) bool { return after >= 0 && after <= gap }

// remember tells the encoder what the organ will have.
func (o *Output) remember() {
	if !o.encoder.Blind() {
		o.encoder.Assume(o.record.belief())
	}
}

// Flush forgets what is not due yet. A change that leaves ahead of its time and has left, or is about to, is taken back.
func (o *Output) Flush() {
	if o.closed {
		return
	}
	now := time.Now()
	o.load.flush()
	o.record.settle(now)
	holds := o.record.state
	if gone := o.record.forget(now, o.port.Flush(now), true); len(gone) > 0 {
		o.remember()
	}
	for _, c := range registration.Diff(o.record.belief(), holds) {
		if c.Kind != registration.Express {
			_ = o.change(now, c) // where the port is lost, the next Send tells
		}
	}
}

// Forget says that nothing is known of the organ any more: what was sent and is not due is forgotten, and what is said
// from now on is said in full, after the dialect's opening, also where it seems to be no news.
func (o *Output) Forget() {
	if o.closed {
		return
	}
	o.Flush()
	o.unlearn()
}

// Panic silences the organ, whatever is known of it, and forgets everything sent before. Nothing is known of the organ
// afterwards.
func (o *Output) Panic() error {
	if o.closed {
		return guard.ErrClosed
	}
	o.port.Panic()
	o.unlearn()
	return nil
}

// Close forgets what is not due, releases every key that sounds and closes the port. Closing again does nothing.
func (o *Output) Close() error {
	if o.closed {
		return nil
	}
	o.closed = true
	return o.port.Close()
}
