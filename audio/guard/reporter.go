package guard

import (
	"encoding/binary"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// reporter writes what the guard says. The sending goroutine must never wait for a program that does not listen, so
// what does not fit is dropped: counters come again, and a program that does not listen is about to be left anyway. Two
// buffers serve for ever, one that is filled and one that is written.
type reporter struct {
	news   chan struct{} // there is something in talk
	offset atomic.Int64  // from the parent's clock to ours

	mu     sync.Mutex
	talk   []byte // frames that wait
	missed uint32 // messages for which talk had no room
	shut   bool   // nobody listens any more
}

// maxTalk is the most that may wait of what was heard, ten seconds of thirty MIDI cables; maxSaid of that and of answers.
const (
	maxTalk = 1 << 20
	maxSaid = 2 << 20
)

func newReporter(out *os.File) *reporter {
	r := &reporter{news: make(chan struct{}, 1), talk: make([]byte, 0, 16<<10)}
	go r.write(out)
	return r
}

func (r *reporter) write(out *os.File) {
	b := make([]byte, 0, 16<<10)
	for range r.news {
		r.mu.Lock()
		b, r.talk = r.talk, b[:0]
		r.mu.Unlock()
		if _, err := out.Write(b); err != nil {
			r.mu.Lock()
			r.talk, r.shut = r.talk[:0], true
			r.mu.Unlock()
			return
		}
	}
}

// begin begins a frame behind what waits. Its text is appended to b and handed to end, which must follow.
func (r *reporter) begin(kind, number uint8) (b []byte) {
	r.mu.Lock()
	return appendFrame(r.talk, kind, number)
}

// end ends the frame that begin began. It is dropped where more than that would wait.
func (r *reporter) end(b []byte, most int) (said bool) {
	defer r.mu.Unlock()
	if r.shut || len(b) > most {
		return false
	}
	r.talk = endFrame(b, len(r.talk))
	select {
	case r.news <- struct{}{}:
	default:
	}
	return true
}

// heard tells of one whole message that came in at an instant of our clock.
func (r *reporter) heard(number uint8, at time.Duration, m []byte) {
	b := r.stamp(r.begin(heardFrame, number), at)
	b = append(binary.LittleEndian.AppendUint32(b, r.missed), m...)
	if len(b) > maxTalk {
		r.missed++
	}
	r.end(b, maxTalk)
}

// sent tells of messages that leave a port at an instant, with a number by which they can be taken back.
func (r *reporter) sent(number uint8, at time.Duration, id uint32, m []byte) {
	b := r.stamp(r.begin(sentFrame, number), at)
	r.end(append(binary.LittleEndian.AppendUint32(b, id), m...), maxTalk)
}

// taken tells that what was told as sent was taken back.
func (r *reporter) taken(number uint8, id uint32) { r.numbered(takenFrame, number, 0, id) }

// gone tells that a piece of a control has left a port at an instant.
func (r *reporter) gone(number uint8, at time.Duration, id uint32) {
	r.numbered(goneFrame, number, at, id)
}

func (r *reporter) numbered(kind, number uint8, at time.Duration, id uint32) {
	b := r.stamp(r.begin(kind, number), at)
	r.end(binary.LittleEndian.AppendUint32(b, id), maxSaid)
}

// stamp appends an instant of our clock as the program's.
func (r *reporter) stamp(b []byte, at time.Duration) []byte {
	return appendTime(b, at-time.Duration(r.offset.Load()))
}

// here answers the program's hello.
func (r *reporter) here() {
	r.end(binary.LittleEndian.AppendUint16(r.begin(hereFrame, everyPort), protocol), maxSaid)
}

// deaf tells that an input says nothing more.
func (r *reporter) deaf(number uint8, text string) {
	r.end(appendText(r.begin(deafFrame, number), text), maxSaid)
}

func (r *reporter) ports(request uint32, p *Ports) {
	r.end(appendPorts(r.begin(portsFrame, everyPort), request, p), maxSaid)
}

func (r *reporter) answer(request uint32, port uint8, ok bool, text string) {
	r.answerAfter(request, port, ok, text, 0)
}

// answerAfter is answer for a port at which everything leaves so much after it is due.
func (r *reporter) answerAfter(request uint32, port uint8, ok bool, text string, delay time.Duration) {
	b := appendFlag(binary.LittleEndian.AppendUint32(r.begin(answerFrame, port), request), ok)
	r.end(appendText(appendTime(b, delay), text), maxSaid)
}

// withheld tells how many keys of a port the organ's limits have withheld.
func (r *reporter) withheld(number uint8, keys uint64) {
	r.end(binary.LittleEndian.AppendUint64(r.begin(withheldFrame, number), keys), maxSaid)
}

// joined tells what is connected to an output or input of ours.
func (r *reporter) joined(number uint8, input bool, all []string) {
	r.end(appendTexts(appendFlag(r.begin(joinedFrame, number), input), all), maxSaid)
}

func (r *reporter) lost(port uint8, text string) {
	r.end(appendText(r.begin(lostFrame, port), text), maxSaid)
}

func (r *reporter) counts(n *counts) {
	b := r.begin(countFrame, everyPort)
	b = binary.LittleEndian.AppendUint64(b, n.sent)
	b = binary.LittleEndian.AppendUint64(b, n.late)
	b = binary.LittleEndian.AppendUint64(b, n.refused)
	r.end(appendTime(appendTime(b, n.latest), n.behind), maxTalk)
}
