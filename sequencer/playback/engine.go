package playback

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"voluntary/sequencer"
)

const (
	// nap is the longest that a playing engine sleeps.
	nap = 10 * time.Millisecond
	// standstill is how long a playing engine must have slept for the machine to have stood still. Where the program was
	// stopped the guard of the ports has believed it dead by then, and has released everything.
	standstill = 400 * time.Millisecond
	// shortestSleep of the machine is worth a word.
	shortestSleep = time.Second
	// patience is how much longer than planned the engine may be about something before it counts as stuck.
	patience = 100 * time.Millisecond
	// longestSetting is the longest that playing waits for an organ to be set.
	longestSetting = 10 * time.Minute
)

// Engine plays a performance on its outputs. See the package comment.
type Engine struct {
	performance atomic.Pointer[sequencer.Performance]
	status      atomic.Pointer[Status]
	mail        mailbox
	tempo       atomic.Int64 // percent that were asked for last
	promise     atomic.Int64 // when it will be back at the latest, in nanoseconds since birth; 0: it waits to be woken
	birth       time.Time
	changed     chan struct{}
	alerts      alerts
	ctx         context.Context
	cancel      context.CancelFunc
	done        chan struct{}
	err         error          // of closing; valid once done is closed
	work        sync.WaitGroup // goroutines that open and close outputs

	// What follows belongs to the engine's goroutine.
	now          course // walked to the present
	lines        []*line
	paused       bool
	home         sequencer.Tick // where playing began
	loop         Loop
	until        sequencer.Tick // playing ends there; 0: at the end
	pauseOnFault bool
	lost         bool                     // an output was, and playing paused
	lostAt       time.Duration            // there
	listened     []Stroke                 // the keys of Listen that are down
	later        map[string]time.Duration // by names of outputs
	trim         trim                     // a change of tempo to come
	gliding      bool                     // changes of tempo are spread over a bar
	dirty        bool
	sought       uint64               // the last Seek that was carried out
	slept        func() time.Duration // how long the machine has slept
	sleptBefore  time.Duration
	woken        time.Time // the last time round, while playing
}

// New starts an engine without performance and outputs.
func New() *Engine {
	e := newEngine()
	e.publish(time.Now())
	go e.run()
	return e
}

func newEngine() *Engine {
	e := &Engine{
		mail:    mailbox{wake: make(chan struct{}, 1)},
		changed: make(chan struct{}, 1),
		alerts:  make(alerts, alertRoom),
		done:    make(chan struct{}),
		now:     course{percent: 100, strike: true},
		birth:   time.Now(),
		later:   make(map[string]time.Duration),
	}
	e.tempo.Store(WrittenTempo)
	e.slept, e.sleptBefore = slept, slept()
	e.ctx, e.cancel = context.WithCancel(context.Background())
	return e
}

// SetPerformance plays another performance from now on, at the tick where the playhead is: what differs is heard at
// once. nil is none. On another console every output is told everything, and nothing stays moved by hand, but where it has the
// same name: then it is the same organ described anew.
func (e *Engine) SetPerformance(p *sequencer.Performance) {
	e.performance.Store(p)
	e.mail.nudge()
}

// Close releases every key, closes all outputs and ends every goroutine of the engine. It waits for that, and returns
// what the outputs had to say. Later calls do nothing.
func (e *Engine) Close() error {
	e.mail.post(command{verb: doClose})
	<-e.done
	return e.err
}

// run is the engine's goroutine.
func (e *Engine) run() {
	timer := time.NewTimer(nap)
	defer timer.Stop()
	for {
		now := time.Now()
		e.vow(now.Add(patience))
		if !e.round(now) {
			e.promise.Store(0)
			e.shut(now)
			return
		}
		pause, ok := e.rest(now)
		if !ok {
			timer.Stop()
			e.promise.Store(0)
			<-e.mail.wake
			continue
		}
		e.vow(now.Add(pause + patience))
		timer.Reset(pause)
		select {
		case <-e.mail.wake:
		case <-timer.C:
		}
	}
}

// vow says when the engine will be back.
func (e *Engine) vow(by time.Time) { e.promise.Store(max(int64(by.Sub(e.birth)), 1)) }

// Alive tells whether the engine still does its work. It is not while one of its outputs keeps it from it, or the machine
// does not let it run. What it has left on is then to be released by whoever holds the ports.
func (e *Engine) Alive() bool {
	by := e.promise.Load()
	return by == 0 || int64(time.Since(e.birth)) <= by
}

// round does what is to be done now. It is false when the engine is to be closed.
func (e *Engine) round(now time.Time) bool {
	e.noticeSleep(now)
	e.noticeStandstill(now)
	e.walk(now)
	commands := e.mail.take() // before the performance: a command finds the performance that was set before it
	if p := e.performance.Load(); p != e.now.perf {
		e.adopt(now, p)
		e.walk(now) // what an edit or a command makes due at once comes before the next
	}
	for i := range commands {
		if commands[i].verb == doClose {
			return false
		}
		e.obey(now, &commands[i])
		e.walk(now)
	}
	e.trimTempo(now)
	e.feed(now)
	if e.dirty {
		e.publish(now)
	}
	return true
}

// feed tells every output what it is to be told now, and sees to those that fail over it.
func (e *Engine) feed(now time.Time) {
	for {
		for _, l := range e.lines {
			if l.stale {
				l.rejoin(&e.now, now)
			}
			e.awaitSettling(l, now)
			if l.feed(now) {
				e.dirty = true
			}
		}
		if !e.faults(now) && !slices.ContainsFunc(e.lines, func(l *line) bool { return l.stale && l.out != nil }) {
			return
		}
	}
}

// awaitSettling lets playing begin later where a jump leads to a registration that an output cannot have by then.
func (e *Engine) awaitSettling(l *line, now time.Time) {
	settler, ok := l.out.(Settler)
	if !ok || e.now.phase != landing || !l.arrange(now) {
		return
	}
	at, late := settler.Settles()
	if !late {
		return
	}
	_, longest := l.leads(consoleOf(e.now.perf))
	if at = at.Add(longest); at.After(now.Add(longestSetting)) || !at.After(e.now.begins()) {
		return
	}
	e.now.startAt, e.dirty = at, true
	for _, other := range e.lines {
		for i := range other.voices {
			if v := &other.voices[i]; v.course.phase == landing {
				v.course.startAt = at
			} else {
				other.stale = true // it would begin too soon
			}
		}
	}
}

// rest is how long there is nothing to do; false: until woken.
func (e *Engine) rest(now time.Time) (time.Duration, bool) {
	e.woken = time.Time{}
	due, s := e.now.peek()
	if s == stay {
		return 0, false
	}
	e.woken = now
	pause := min(nap, due.Sub(now))
	for _, l := range e.lines {
		if l.out == nil {
			continue
		}
		for i := range l.voices {
			v := &l.voices[i]
			if due, s := v.course.peek(); s != stay {
				pause = min(pause, due.Sub(v.clock(now))-l.lead()-horizon)
			}
		}
	}
	return max(pause, 0), true
}

// walk brings the engine's own course up to now.
func (e *Engine) walk(now time.Time) {
	for {
		due, s := e.now.peek()
		if s == stay || due.After(now) {
			return
		}
		if ev, _ := e.now.take(s); s != play || !stroke(&ev) {
			e.dirty = true
		}
	}
}

// noticeSleep pauses when the machine has slept: nobody wants an organ to begin by itself when a laptop is opened. What the
// organ has by then is not known.
func (e *Engine) noticeSleep(now time.Time) {
	total := e.slept()
	lost := total - e.sleptBefore
	e.sleptBefore = total
	if lost < shortestSleep {
		return
	}
	message := "The computer was asleep for " + seconds(lost) + "."
	if e.now.phase != resting {
		e.pause(now)
		message += " Playing has paused."
	}
	for _, l := range e.lines {
		l.silence(now)
	}
	e.join()
	e.say("", false, message)
}

// noticeStandstill goes on from where the machine stood still, instead of making up for the time.
func (e *Engine) noticeStandstill(now time.Time) {
	if e.woken.IsZero() || now.Sub(e.woken) < standstill {
		return
	}
	lost := now.Sub(e.woken)
	e.walk(e.woken)
	switch e.now.phase {
	case moving:
		e.now.rebase(now, e.now.position(e.woken))
	case landing:
		e.now.landAt, e.now.startAt = e.now.landAt.Add(lost), e.now.startAt.Add(lost)
	}
	if e.now.veil.fading() {
		e.now.veil.plan = e.now.veil.plan.later(lost)
	}
	for _, l := range e.lines {
		l.silence(now)
	}
	e.dirty = true
	e.say("", false, "The computer stood still for "+seconds(lost)+"; playing goes on from where it was.")
}

// adopt takes up another performance.
func (e *Engine) adopt(now time.Time, p *sequencer.Performance) {
	before, after := consoleOf(e.now.perf), consoleOf(p)
	moved := before != after
	e.now.adopt(now, p)
	e.lost = e.lost && !moved
	if moved {
		e.now.hand, e.now.sample, e.listened = e.now.hand.carried(before, after), sample{}, e.listened[:0]
	}
	e.now.sample.renew(p)
	e.resolve(now)
	for _, l := range e.lines {
		l.stale = true
		l.known = l.known && !moved
	}
	e.dirty = true
}

// resolve gives the course the places that are kept as ticks.
func (e *Engine) resolve(now time.Time) {
	m := tempoOf(e.now.perf)
	e.now.loop = span{m.TimeAt(e.loop.From), m.TimeAt(e.loop.To), e.loop.On}
	e.now.until, e.now.home = m.TimeAt(e.until), m.TimeAt(e.home)
	if e.now.phase == moving {
		e.now.aim(e.now.position(now))
	}
}

// join makes every output take up the engine's course.
func (e *Engine) join() {
	for _, l := range e.lines {
		l.stale = true
	}
	e.dirty = true
}

// shut ends everything.
func (e *Engine) shut(now time.Time) {
	e.cancel()
	e.now.rest(e.now.position(now))
	var mu sync.Mutex
	var errs []error
	for _, l := range e.lines {
		if l.out == nil {
			continue
		}
		l.release(now)
		e.work.Go(func() {
			if err := l.out.Close(); err != nil {
				mu.Lock()
				errs = append(errs, err)
				mu.Unlock()
			}
		})
	}
	e.work.Wait()
	for _, c := range e.mail.take() {
		if c.out != nil {
			errs = append(errs, c.out.Close())
		}
	}
	e.lines = nil
	e.paused = false
	e.publish(now)
	e.err = errors.Join(errs...)
	close(e.changed)
	close(e.alerts)
	close(e.done)
}
