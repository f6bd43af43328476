package speaker

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"voluntary/audio/synth"
	"voluntary/sequencer"
)

// Rate is the frames a second at which a speaker plays, and for which its organ must be built.
const Rate = synth.UsualRate

// UsualWaiting is how many frames wait in the device if nothing else is said: 11 milliseconds.
const UsualWaiting = 512

const (
	longest    = 8192                   // frames to which the buffer may grow
	watchEvery = 250 * time.Millisecond // between two looks at the device
	stalled    = 3 * time.Second        // without a request the device is believed gone
	fading     = 30 * time.Millisecond  // at the end
	patience   = 500 * time.Millisecond // for the end
	roomy      = 2048                   // frames; a smaller buffer grows at the first gap
	spell      = 10 * time.Second       // in which a second gap makes a roomy buffer grow
)

// ErrStalled says that the device has not asked for sound for seconds.
var ErrStalled = errors.New("the sound device does not play any more (is it still plugged in?)")

// ErrClosed says that the speaker was closed.
var ErrClosed = errors.New("the speaker is closed")

// Options of a speaker. The zero value is good.
type Options struct {
	Name    string // what the output is called; "" is "Built-in organ"
	Way     Way    // to the loudspeaker
	Waiting int    // frames in the device, a power of two from 128 to 8192; 0 is 512. Fewer sound sooner, more are safer.
	Steady  bool   // so many wait however often the device runs dry; otherwise more and more do
}

// Holds reports whether so many frames may wait in the device; 0 is as many as usual.
func Holds(frames int) bool {
	return frames == 0 || frames >= 128 && frames <= longest && frames&(frames-1) == 0
}

// Speaker plays one organ. Send, Flush, Panic and Close are for one goroutine at a time; the rest may be called from any.
type Speaker struct {
	name  string
	organ *synth.Organ
	dev   device
	exact exact // the device, when it is one
	aside error // why it is not JACK
	born  time.Time
	first int64 // position of the organ at the device's frame 0

	score    score // this and what follows are of the goroutine that sends
	furthest int64 // frame of all that was sent
	paused   bool  // what is sent next has nothing to do with what came before

	pace     pace
	buffer   atomic.Int64 // frames
	steady   atomic.Bool
	resizing sync.Mutex
	asked    atomic.Int64 // when sound was last asked for, since born, in nanoseconds
	peaks    [2]atomic.Uint32
	late     atomic.Int64 // blocks
	slow     atomic.Int64 // blocks
	worst    atomic.Int64 // nanoseconds that the slowest block took
	lately   [256]latest  // the latest blocks that were late, the one after the other
	fault    atomic.Pointer[error]
	lost     atomic.Pointer[func()]

	leaving atomic.Bool // fade out
	fade    float32     // 1 to 0; of the device's goroutine
	gone    chan struct{}
	left    bool // gone is closed; of the device's goroutine

	quit    chan struct{}
	watcher sync.WaitGroup
	close   sync.Once
}

// Open plays an organ that was built for [Rate] by JACK or on the usual sound device, as opts say. It waits until the device
// is there, or ctx is done; the error is a sentence and wraps [ErrNoDevice] when there is none.
func Open(ctx context.Context, o *synth.Organ, opts Options) (*Speaker, error) {
	var aside error
	s, err := openOn(ctx, func(ctx context.Context, rate, waiting int) (d device, err error) {
		d, aside, err = opts.Way.open(ctx, rate, waiting)
		return d, err
	}, o, opts)
	if err != nil {
		return nil, err
	}
	s.aside = aside
	return s, nil
}

func openOn(ctx context.Context, open opener, o *synth.Organ, opts Options) (*Speaker, error) {
	if o.Rate() != Rate {
		return nil, fmt.Errorf("the organ is built for %d frames a second, the speaker plays %d", o.Rate(), Rate)
	}
	waiting := opts.Waiting
	if waiting == 0 {
		waiting = UsualWaiting
	}
	if !Holds(waiting) {
		return nil, fmt.Errorf("%d frames cannot wait in the sound device (a power of two from 128 to %d)", waiting, longest)
	}
	dev, err := open(ctx, Rate, waiting)
	if err != nil {
		return nil, err
	}
	s := &Speaker{
		name: opts.Name, organ: o, dev: dev, born: time.Now(),
		score: score{rate: Rate}, pace: pace{rate: Rate},
		first: o.Position(), paused: true,
		fade: 1, gone: make(chan struct{}), quit: make(chan struct{}),
	}
	s.exact, _ = dev.(exact)
	if s.name == "" {
		s.name = "Built-in organ"
	}
	buffer := bufferFor(dev, waiting)
	s.buffer.Store(int64(buffer))
	s.steady.Store(opts.Steady)
	s.score.set(s.Latency()) // until the device has asked
	dev.play(s.fill, buffer)
	s.watcher.Go(s.watch)
	return s, nil
}

// bufferFor is the buffer, in frames, with which so many frames wait in all: at least a period of the device.
func bufferFor(dev device, waiting int) int {
	inside, _, period := dev.queue()
	return period + max(0, waiting-inside)
}

// SetWaiting lets so many frames wait in the device, as in [Options], or as many as usual for 0. With JACK they do at once.
// Elsewhere more wait at once, and the answer is true; fewer only with a speaker that is opened anew, and fewer than the
// device was first opened with only when the program is started again.
func (s *Speaker) SetWaiting(frames int) (now bool) {
	if frames == 0 {
		frames = UsualWaiting
	}
	if !Holds(frames) {
		return false
	}
	want := int64(bufferFor(s.dev, frames))
	s.resizing.Lock()
	defer s.resizing.Unlock()
	if want > s.buffer.Load() || s.exact != nil {
		s.resize(want)
	}
	if s.exact != nil {
		return true
	}
	inside, _, _ := s.dev.queue()
	return want == s.buffer.Load() && frames >= inside
}

// SetSteady keeps the buffer as it is from now on, or lets it grow when the device runs dry, as in [Options].
func (s *Speaker) SetSteady(on bool) { s.steady.Store(on) }

func (s *Speaker) resize(buffer int64) {
	s.dev.resize(int(buffer))
	s.buffer.Store(buffer)
}

// Name is what people call it.
func (s *Speaker) Name() string { return s.name }

// Device is what it plays on, in words: "JACK", or "the computer's sound device".
func (s *Speaker) Device() string {
	what, _ := s.dev.name()
	return what
}

// Aside says why it does not play by JACK, where it could have; nil when it does, or was not to.
func (s *Speaker) Aside() error { return s.aside }

// Latency is how long a frame waits between being rendered and being heard.
func (s *Speaker) Latency() time.Duration { return span(s.queued()) }

// Lead is how long before sounding an event must be here to be on time: a frame's way through the buffers, and the frames
// that are rendered together with it.
func (s *Speaker) Lead() time.Duration {
	if s.exact != nil {
		_, _, period := s.dev.queue()
		return span(s.queued()+period+s.organ.Delay()) + s.exact.hurry()
	}
	return span(s.queued() + int(s.buffer.Load()) + s.organ.Delay())
}

// queued is how many frames lie before one that is asked for.
func (s *Speaker) queued() int {
	waiting, beyond, period := s.dev.queue()
	return waiting + beyond + max(0, int(s.buffer.Load())-period)
}

func span(frames int) time.Duration { return time.Duration(frames) * time.Second / Rate }

func span64(frames int64) time.Duration {
	return time.Duration(frames/Rate)*time.Second + time.Duration(frames%Rate)*time.Second/Rate
}

// Send lets an event sound when it is due, or at once when that time has passed. The error is the device's end, or
// [synth.ErrFull].
func (s *Speaker) Send(due time.Time, e sequencer.Event) error {
	if err := s.Err(); err != nil {
		return err
	}
	f := s.frame(due.Sub(s.born))
	s.furthest = max(s.furthest, f)
	return s.organ.Send(f, e)
}

// longPause is a silence in which nobody notices that frames are led back to the clock.
const longPause = 4 * time.Second

// frame is the frame that sounds at a time.
func (s *Speaker) frame(due time.Duration) int64 {
	now := time.Since(s.born)
	if s.exact == nil {
		if s.pace.known.Load() {
			s.score.follow(time.Duration(s.pace.origin.Load()), now)
		}
		return s.score.frame(due)
	}
	// Nothing waits any more: what is played by hand then need not keep a rhythm, and nothing can change places.
	idle := s.organ.Position() > s.furthest
	pause := s.paused || idle && (due <= now || due-s.score.latest > longPause)
	s.paused = false
	origin := s.exact.origin(s.born.Add(due), pause).Sub(s.born) - span64(s.first)
	if pause && idle {
		s.score.set(origin)
	} else {
		s.score.follow(origin, now)
	}
	return s.score.frame(due)
}

// Flush forgets what was sent and is not due yet.
func (s *Speaker) Flush() {
	now := time.Since(s.born)
	from := s.frame(now) + 1
	s.organ.Flush(from)
	s.score.forget(now)
	s.furthest, s.paused = min(s.furthest, from), true
}

// Together tells whether other outputs play at the same time: then it stays close to the clock, as they do. By itself it
// keeps a rhythm to the frames of its device, where that is one that knows them.
func (s *Speaker) Together(others bool) {
	if s.exact != nil {
		s.exact.together(others)
	}
}

// Panic forgets everything that was sent and releases every key.
func (s *Speaker) Panic() error {
	s.organ.Panic()
	s.score.forget(time.Since(s.born))
	s.furthest, s.paused = 0, true
	return s.Err()
}

// Err is the reason why nothing sounds any more, or nil.
func (s *Speaker) Err() error {
	if e := s.fault.Load(); e != nil {
		return *e
	}
	return nil
}

// Close releases every key, fades out and gives the device back. Calling it again does nothing.
func (s *Speaker) Close() error {
	var err error
	s.close.Do(func() {
		s.organ.Panic()
		failed := s.Err() != nil
		s.leaving.Store(true)
		if !failed {
			timeout := time.NewTimer(patience)
			select {
			case <-s.gone:
				timeout.Reset(s.Lead()) // until the last of the fading is heard
				<-timeout.C
			case <-timeout.C:
			}
			timeout.Stop()
		}
		s.fail(ErrClosed)
		close(s.quit)
		s.watcher.Wait()
		err = s.dev.close()
	})
	return err
}

// OnLost sets what is called when the device has gone, on a goroutine of the speaker, or at once where it has gone already;
// not when the speaker is closed.
func (s *Speaker) OnLost(f func()) {
	s.lost.Store(&f)
	if err := s.Err(); err != nil && err != ErrClosed {
		f()
	}
}

// fail keeps the first reason, and tells it.
func (s *Speaker) fail(err error) {
	if !s.fault.CompareAndSwap(nil, &err) || err == ErrClosed {
		return
	}
	if f := s.lost.Load(); f != nil {
		(*f)()
	}
}

// watch looks after the device.
func (s *Speaker) watch() {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	gaps := 0
	last := time.Duration(-spell) // when there was a gap
	for {
		select {
		case <-s.quit:
			return
		case <-tick.C:
		}
		now := time.Since(s.born)
		if err := s.dev.err(); err != nil {
			what, hint := s.dev.name()
			s.fail(fmt.Errorf("%s has failed (%s): %w", what, hint, err))
			return
		}
		if now-time.Duration(s.asked.Load()) > stalled {
			s.dev.abandon()
			s.fail(ErrStalled)
			return
		}
		if n, _ := s.breaks(); n > gaps {
			gaps = n
			s.resizing.Lock()
			if b := s.buffer.Load(); !s.steady.Load() && (b < roomy || now-last < spell && b < longest) {
				s.resize(2 * b)
			}
			s.resizing.Unlock()
			last = now
		}
	}
}
