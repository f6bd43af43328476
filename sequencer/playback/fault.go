package playback

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"voluntary/sequencer"
)

// Pauses between attempts to open an output again.
const (
	firstPause   = 250 * time.Millisecond
	longestPause = 10 * time.Second
)

// alertRoom is how many alerts wait to be read; when more come, the oldest go.
const alertRoom = 64

// Alert is something that the person at the organ should know.
type Alert struct {
	Time    time.Time
	Output  string         // name of the output it is about, "" when it is about none
	Fault   bool           // something went wrong; false: it is well again
	Message string         // a sentence
	Offer   bool           // playing paused because of the fault, and could go on: PlayFrom(From)
	From    sequencer.Tick // of an offer: the start of the bar where playing paused
	Bar     int            // of an offer: the number of that bar
}

type alerts chan Alert

func (a alerts) put(x Alert) {
	for {
		select {
		case a <- x:
			return
		default:
		}
		select {
		case <-a:
		default:
		}
	}
}

// Alerts gives what the person should know, once each, to one receiver. It is closed when the engine is.
func (e *Engine) Alerts() <-chan Alert { return e.alerts }

func (e *Engine) say(output string, fault bool, message string) {
	e.alerts.put(Alert{Time: time.Now(), Output: output, Fault: fault, Message: message})
}

// seconds writes a duration for people.
func seconds(d time.Duration) string {
	return strconv.FormatFloat(d.Seconds(), 'f', 1, 64) + " s"
}

// outputs does the commands that add, remove and replace outputs.
func (e *Engine) outputs(now time.Time, c *command) {
	switch c.verb {
	case doAdd:
		e.remove(now, c.line.name)
		e.open(c.line, c.out)
		e.lines = append(e.lines, c.line)
		e.align()
	case doRemove:
		e.remove(now, c.name)
	case doOpened:
		if !slices.Contains(e.lines, c.line) {
			e.part(c.out)
			return
		}
		e.open(c.line, c.out)
		c.line.voices[0].course = e.now
		c.line.silence(now)
		c.line.again++
		e.align()
		e.welcome(c.line.name)
	}
	e.dirty = true
}

// open takes an output up, and wants to know when it is lost.
func (e *Engine) open(l *line, out Output) {
	l.open(out)
	if s, ok := out.(Sentinel); ok {
		s.OnLost(func() { e.mail.post(command{verb: doCheck}) })
	}
}

// welcome says that an output is back, and offers to go on when its loss has paused the piece and no other is missing.
func (e *Engine) welcome(name string) {
	a := Alert{Time: time.Now(), Output: name, Message: name + " is back."}
	for _, l := range e.lines {
		if t, ok := l.out.(Toggler); ok && l.name == name && t.Blind() {
			a.Message += " Its stops stay as they are until somebody says that it is cancelled."
		}
	}
	missing := slices.ContainsFunc(e.lines, func(l *line) bool { return l.out == nil && l.reopen != nil })
	if e.lost && !missing && e.paused && e.now.at == e.lostAt {
		tick := tempoOf(e.now.perf).TickAt(e.now.at)
		a.Offer, a.Bar = true, metersOf(e.now.perf).Position(tick).Bar
		a.From, _ = metersOf(e.now.perf).BarAt(tick)
		a.Message += fmt.Sprintf(" Playing has paused in bar %d: go on from there?", a.Bar)
	}
	e.alerts.put(a)
}

// remove releases what sounds at an output and closes it.
func (e *Engine) remove(now time.Time, name string) {
	i := slices.IndexFunc(e.lines, func(l *line) bool { return l.name == name })
	if i < 0 {
		return
	}
	l := e.lines[i]
	e.lines = slices.Delete(e.lines, i, i+1)
	e.align()
	if l.cancel != nil {
		l.cancel()
	}
	if l.out != nil {
		l.release(now)
		e.part(l.out)
	}
}

// part closes an output that is no longer used. That may take time.
func (e *Engine) part(o Output) { e.work.Go(func() { o.Close() }) }

// faults sees to outputs that have failed. It is true when the others are to be told something because of it.
func (e *Engine) faults(now time.Time) bool {
	again := false
	for _, l := range e.lines {
		if l.failed == nil {
			continue
		}
		broken := l.out
		l.fault, l.failed, l.out, l.forget = l.failed, nil, nil, nil
		l.voices = l.voices[:1]
		l.voices[0].waits.clear()
		l.split = split{}
		e.dirty = true
		then := "Choose it again when it is ready"
		if l.reopen == nil {
			e.part(broken)
		} else {
			ctx, cancel := context.WithCancel(e.ctx)
			l.cancel = cancel
			e.work.Go(func() { e.openAgain(ctx, l, broken) })
			then = "It is taken up again as soon as it is back"
		}
		message := l.name + " does not answer."
		if e.pauseOnFault && e.now.phase != resting {
			e.pause(now)
			e.lost, e.lostAt = true, e.now.at
			again = true
			message += " Playing has paused."
		}
		message += fmt.Sprintf(" %s (%v).", then, l.fault) // the reason last: a narrow line is cut off there
		e.say(l.name, true, message)
	}
	return again
}

// openAgain closes a failed output and opens it anew, as often as it takes.
func (e *Engine) openAgain(ctx context.Context, l *line, broken Output) {
	broken.Close()
	timer := time.NewTimer(firstPause)
	defer timer.Stop()
	for pause := firstPause; ; {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		out, err := l.reopen(ctx)
		if err == nil && out != nil {
			if ctx.Err() != nil || !e.mail.post(command{verb: doOpened, line: l, out: out}) {
				out.Close()
			}
			return
		}
		pause = min(2*pause, longestPause)
		timer.Reset(pause)
	}
}
