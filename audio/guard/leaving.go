package guard

import (
	"slices"
	"sync"
	"time"
)

// leaving holds what the guard has told as sent until it really leaves: in JACK messages go ahead of their time and can be
// taken back.
type leaving struct {
	mu    sync.Mutex
	queue []departure // in order of time
	news  chan struct{}
}

type departure struct {
	port *Port
	id   uint32
	Message
}

func newLeaving() *leaving { return &leaving{news: make(chan struct{}, 1)} }

func (l *leaving) put(p *Port, id uint32, m Message) {
	l.mu.Lock()
	i := len(l.queue)
	for i > 0 && l.queue[i-1].At.After(m.At) {
		i--
	}
	l.queue = slices.Insert(l.queue, i, departure{p, id, m})
	l.mu.Unlock()
	select {
	case l.news <- struct{}{}:
	default:
	}
}

func (l *leaving) take(p *Port, id uint32) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.queue = slices.DeleteFunc(l.queue, func(d departure) bool { return d.port == p && d.id == id })
}

// next is what leaves by now, and how long it is until more does.
func (l *leaving) next() (gone []departure, pause time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	present := time.Now()
	n := 0
	for n < len(l.queue) && !l.queue[n].At.After(present) {
		n++
	}
	gone = slices.Clone(l.queue[:n])
	l.queue = slices.Delete(l.queue, 0, n)
	if len(l.queue) == 0 {
		return gone, time.Hour
	}
	return gone, l.queue[0].At.Sub(present)
}

// tell calls sent with each message as it leaves, until the end, when it does not wait for the last ones to leave.
func (l *leaving) tell(end <-chan struct{}, sent func(*Port, Message)) {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		gone, pause := l.next()
		for _, d := range gone {
			sent(d.port, d.Message)
		}
		timer.Reset(pause)
		select {
		case <-end:
			l.mu.Lock()
			last := l.queue
			l.queue = nil
			l.mu.Unlock()
			for _, d := range last {
				sent(d.port, d.Message)
			}
			return
		case <-l.news:
		case <-timer.C:
		}
	}
}

// Watch says whether [Options.Sent] is told what leaves. It is off at first: telling costs the guard a little time.
func (g *Guard) Watch(on bool) {
	g.mu.Lock()
	k, news := g.kid, g.watching != on
	g.watching = on
	g.mu.Unlock()
	if news && k != nil {
		k.say(watchWord(on))
	}
}

func watchWord(on bool) []byte {
	b := append(appendFrame(nil, watchFrame, everyPort), 0)
	if on {
		b[len(b)-1] = 1
	}
	return endFrame(b, 0)
}
