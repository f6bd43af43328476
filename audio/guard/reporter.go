package guard

import (
	"encoding/binary"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// reporter writes what the guard says. The sending goroutine must never wait for a program that does not listen, so
// what does not fit is dropped: counters come again, and a program that does not listen is about to be left anyway.
type reporter struct {
	frames chan []byte
	news   chan struct{} // there is something in talk
	offset atomic.Int64  // from the parent's clock to ours

	mu     sync.Mutex
	talk   []byte // frames of what was heard
	missed uint32 // messages for which talk had no room
}

// maxTalk is the most that may wait of what was heard: ten seconds of thirty MIDI cables.
const maxTalk = 1 << 20

func newReporter(out *os.File) *reporter {
	r := &reporter{frames: make(chan []byte, 256), news: make(chan struct{}, 1)}
	go func() {
		var spare []byte
		for {
			var b []byte
			select {
			case b = <-r.frames:
			case <-r.news:
				r.mu.Lock()
				b, r.talk = r.talk, spare[:0]
				r.mu.Unlock()
				spare = b
			}
			if _, err := out.Write(b); err != nil {
				for range r.frames { // until the process ends
				}
			}
		}
	}()
	return r
}

func (r *reporter) say(b []byte) {
	select {
	case r.frames <- b:
	default:
	}
}

// heard tells of one whole message that came in at an instant of our clock.
func (r *reporter) heard(number uint8, at time.Duration, m []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.talk)+len(m) > maxTalk {
		r.missed++
		return
	}
	r.put(heardFrame, number, at, r.missed, m)
}

// sent tells of messages that leave a port at an instant, with a number by which they can be taken back.
func (r *reporter) sent(number uint8, at time.Duration, id uint32, m []byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.talk)+len(m) <= maxTalk {
		r.put(sentFrame, number, at, id, m)
	}
}

// taken tells that what was told as sent was taken back.
func (r *reporter) taken(number uint8, id uint32) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.put(takenFrame, number, 0, id, nil)
}

// gone tells that a piece of a control has left a port at an instant.
func (r *reporter) gone(number uint8, at time.Duration, id uint32) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.talk) <= maxTalk {
		r.put(goneFrame, number, at, id, nil)
	}
}

func (r *reporter) put(kind, number uint8, at time.Duration, n uint32, m []byte) {
	start := len(r.talk)
	r.talk = appendTime(appendFrame(r.talk, kind, number), at-time.Duration(r.offset.Load()))
	r.talk = endFrame(append(binary.LittleEndian.AppendUint32(r.talk, n), m...), start)
	select {
	case r.news <- struct{}{}:
	default:
	}
}

// deaf tells that an input says nothing more.
func (r *reporter) deaf(number uint8, text string) {
	r.say(endFrame(appendText(appendFrame(nil, deafFrame, number), text), 0))
}

func (r *reporter) ports(request uint32, p *Ports) { r.say(appendPorts(nil, request, p)) }

func (r *reporter) answer(request uint32, port uint8, ok bool, text string) {
	r.answerAfter(request, port, ok, text, 0)
}

// answerAfter is answer for a port at which everything leaves so much after it is due.
func (r *reporter) answerAfter(request uint32, port uint8, ok bool, text string, delay time.Duration) {
	b := binary.LittleEndian.AppendUint32(appendFrame(nil, answerFrame, port), request)
	if ok {
		b = append(b, 1)
	} else {
		b = append(b, 0)
	}
	r.say(endFrame(appendText(appendTime(b, delay), text), 0))
}

// withheld tells how many keys of a port the organ's limits have withheld.
func (r *reporter) withheld(number uint8, keys uint64) {
	r.say(endFrame(binary.LittleEndian.AppendUint64(appendFrame(nil, withheldFrame, number), keys), 0))
}

// joined tells what is connected to an output or input of ours.
func (r *reporter) joined(number uint8, input bool, all []string) {
	b := appendFrame(nil, joinedFrame, number)
	if input {
		b = append(b, 1)
	} else {
		b = append(b, 0)
	}
	r.say(endFrame(appendTexts(b, all), 0))
}

func (r *reporter) lost(port uint8, text string) {
	r.say(endFrame(appendText(appendFrame(nil, lostFrame, port), text), 0))
}

func (r *reporter) counts(n *counts) {
	b := appendFrame(nil, countFrame, everyPort)
	b = binary.LittleEndian.AppendUint64(b, n.sent)
	b = binary.LittleEndian.AppendUint64(b, n.late)
	b = binary.LittleEndian.AppendUint64(b, n.refused)
	r.say(endFrame(appendTime(appendTime(b, n.latest), n.behind), 0))
}
