package guard

import (
	"encoding/binary"
	"os"
)

// reporter writes what the guard says. The sending goroutine must never wait for a program that does not listen, so
// what does not fit is dropped: counters come again, and a program that does not listen is about to be left anyway.
type reporter struct{ frames chan []byte }

func newReporter(out *os.File) *reporter {
	r := &reporter{frames: make(chan []byte, 256)}
	go func() {
		for b := range r.frames {
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

func (r *reporter) ports(request uint32, p *Ports) { r.say(appendPorts(nil, request, p)) }

func (r *reporter) answer(request uint32, port uint8, ok bool, text string) {
	b := binary.LittleEndian.AppendUint32(appendFrame(nil, answerFrame, port), request)
	if ok {
		b = append(b, 1)
	} else {
		b = append(b, 0)
	}
	r.say(endFrame(appendText(b, text), 0))
}

func (r *reporter) lost(port uint8, text string) {
	r.say(endFrame(appendText(appendFrame(nil, lostFrame, port), text), 0))
}

func (r *reporter) counts(n *counts) {
	b := appendFrame(nil, countFrame, everyPort)
	b = binary.LittleEndian.AppendUint64(b, n.sent)
	b = binary.LittleEndian.AppendUint64(b, n.late)
	b = binary.LittleEndian.AppendUint64(b, n.refused)
	r.say(endFrame(appendTime(b, n.latest), 0))
}
