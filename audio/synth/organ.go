package synth

import (
	"sync/atomic"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// The sampling rates that an organ can be built for, in hertz.
const (
	LowestRate, UsualRate, HighestRate = 8000, 48000, 192000
)

// The pitches of a' that an organ can be tuned to, in hertz: from the French tone of 1700 to the choir tone.
const LowestPitch, HighestPitch = 392.0, 466.0

// Options say how an organ is built. The zero value is good.
type Options struct {
	Rate        int         // frames a second; 0 is UsualRate; others are brought between LowestRate and HighestRate
	Pitch       float64     // of a' in hertz; 0 is 440; others are brought between LowestPitch and HighestPitch
	Temperament Temperament // equal, or one that TemperamentOf knows, or your own
	Seed        uint64      // of all that makes one pipe differ from the next
	Room        Room        // the zero value is Church
	Wind        float64     // how far the wind sags under a big chord: 0 not at all, 1 as on an old organ

	// Exact leaves out what is only natural: pipes that are not quite in tune nor quite alike, drifting wind, and the
	// recording level that sinks as more pipes speak. For measuring.
	Exact bool
}

// Organ is the built-in organ of one console. Package synth says which method belongs to which goroutine.
type Organ struct {
	console *registration.Console
	rate    int
	opts    atomic.Pointer[Options] // as it was built last

	told sequencer.Sounding // by all events so far

	*instrument // that plays
	rooms       rooms
	change      changeover
	guard       limiter

	frame  int64 // the next to be rendered
	agenda agenda
	mix    [2][block]float32
	roomly delayed // the room's part of mix, for RenderApart

	ring     ring
	position atomic.Int64
	panicked atomic.Bool
	late     atomic.Uint64
	limited  atomic.Uint64
	sounding atomic.Int64
}

// inRange is the options with what is not said, or not possible, in its place.
func (opts Options) inRange() Options {
	if opts.Rate == 0 {
		opts.Rate = UsualRate
	}
	opts.Rate = min(max(opts.Rate, LowestRate), HighestRate)
	if !(opts.Pitch > 0) {
		opts.Pitch = 440
	}
	opts.Pitch = min(max(opts.Pitch, LowestPitch), HighestPitch)
	return opts
}

// New builds the pipes of a console: some 30 microseconds and 4 KB for each, on every core there is. It starts nothing
// and needs no closing. Nothing is drawn; the shoes stand where the console says.
func New(c *registration.Console, opts Options) *Organ {
	opts = opts.inRange()
	rate := float64(opts.Rate)
	o := &Organ{
		console: c, rate: opts.Rate, instrument: newInstrument(c, opts),
		rooms: rooms{now: newRoom(opts.Room, rate)}, guard: newLimiter(rate),
	}
	o.opts.Store(&opts)
	o.agenda = newAgenda(&o.ring)
	o.told.State = c.Initial()
	return o
}

// Console is the console that the organ was built for.
func (o *Organ) Console() *registration.Console { return o.console }

// Rate is the frames a second.
func (o *Organ) Rate() int { return o.rate }

// Delay is how many frames later than it was rendered a frame comes out: the last guard looks ahead. Events that are
// sent come out on their frames all the same, if they are here so much earlier.
func (o *Organ) Delay() int { return lookahead }

// Tail is how long something may still be heard once the last key is up.
func (o *Organ) Tail() time.Duration {
	speech := 400*time.Millisecond + time.Duration(lookahead)*time.Second/time.Duration(o.rate)
	room := o.opts.Load().Room
	if room == NoRoom {
		return speech
	}
	// After the time of reverberation twice it is 120 decibels down.
	return speech + time.Duration(2*room.acoustics().reverb*float64(time.Second)).Round(time.Millisecond)
}

// Sounding is what the organ has been told up to the next frame: its registration, and the keys that are down.
func (o *Organ) Sounding() sequencer.Sounding { return o.told }

// Apply makes one event at once: it is heard [Organ.Delay] frames on. Its time is not looked at. What the console does not
// have is ignored.
func (o *Organ) Apply(e sequencer.Event) {
	if !o.has(e) {
		return
	}
	o.told.Apply(e)
	o.instrument.act(e)
	if o.change.from != nil {
		o.change.from.act(e)
	}
}

// has reports whether an event is about something that the console has.
func (o *Organ) has(e sequencer.Event) bool {
	switch e.Kind {
	case sequencer.KeyDown, sequencer.KeyUp:
		return int(e.Division) < len(o.divisions) && e.Key <= 127
	case sequencer.Change, sequencer.Expression:
		if e.Change.Kind == registration.Express {
			return int(e.Change.Enclosure) < len(o.boxes)
		}
		return (e.Change.Kind == registration.Draw || e.Change.Kind == registration.Retire) && int(e.Change.Control) < len(o.console.Controls)
	}
	return false
}

// release lets go of every key.
func (o *Organ) release() {
	for d := range o.told.Keys {
		o.told.Keys[d] = [128]uint8{}
	}
	o.instrument.release()
	if o.change.from != nil {
		o.change.from.release()
	}
}
