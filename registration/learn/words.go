package learn

import (
	"cmp"
	"slices"
	"time"

	"voluntary/registration/dialect"
)

// Times between messages.
const (
	bounce = 120 * time.Millisecond // what comes closer together is one move
	joined = 200 * time.Millisecond // the messages of one NRPN, or of two steps, are no further apart
)

// sort is what a word is.
type sort uint8

const (
	aNote sort = iota
	aController
	aParameter // NRPN
	aStep      // two messages of one controller: what to do, then which button
	aProgram
	aSysEx
)

// word is one thing said: a message, or what several say together.
type word struct {
	at      time.Duration
	sort    sort
	channel uint8  // from 1
	number  uint16 // key, controller, parameter; of a step the controller
	value   uint8  // velocity (0 for off), value, program; of a step the button
	extra   uint8  // of a step what is to be done and the group; of a note-off as 9n: 1
	bytes   []byte // of SysEx
}

const maxHeard = 200_000

// wordsOf cuts messages into words, in order of time. What means nothing by itself is left out.
func wordsOf(heard []Heard) []word {
	heard = slices.Clone(heard[:min(len(heard), maxHeard)])
	slices.SortStableFunc(heard, func(x, y Heard) int { return cmp.Compare(x.At, y.At) })
	var r reader
	var stream dialect.Stream
	for _, h := range heard {
		for _, b := range h.Bytes {
			if m := stream.Next(b); m != nil {
				r.message(h.At, m)
			}
		}
	}
	return r.words
}

// reader joins messages.
type reader struct {
	words  []word
	chosen [17]parameter           // per channel
	steps  map[[2]uint8]controlled // per channel and controller: the last value
}

type parameter struct {
	high, low     uint8
	has, complete bool
	at            time.Duration
}

type controlled struct {
	value uint8
	at    time.Duration
}

func (r *reader) add(w word) { r.words = append(r.words, w) }

func (r *reader) message(at time.Duration, m []byte) {
	channel := m[0]&15 + 1
	switch kind := m[0] & 0xF0; {
	case m[0] == 0xF0:
		if len(m) >= 4 {
			r.add(word{at: at, sort: aSysEx, bytes: slices.Clone(m)})
		}
	case len(m) == 3 && kind == 0x80:
		r.add(word{at: at, sort: aNote, channel: channel, number: uint16(m[1])})
	case len(m) == 3 && kind == 0x90:
		w := word{at: at, sort: aNote, channel: channel, number: uint16(m[1]), value: m[2]}
		if m[2] == 0 {
			w.extra = 1
		}
		r.add(w)
	case len(m) == 2 && kind == 0xC0:
		r.add(word{at: at, sort: aProgram, channel: channel, number: uint16(m[1]), value: m[1]})
	case len(m) == 3 && kind == 0xB0:
		r.controller(at, channel, m[1], m[2])
	}
}

func (r *reader) controller(at time.Duration, channel, number, value uint8) {
	p := &r.chosen[channel]
	near := at-p.at <= joined
	switch number {
	case 99:
		*p = parameter{high: value, has: true, at: at}
		return
	case 98:
		if p.has && (near || p.complete) {
			p.low, p.complete, p.at = value, true, at
			return
		}
	case 6:
		if p.complete {
			p.at = at
			r.add(word{at: at, sort: aParameter, channel: channel, number: uint16(p.high)<<7 | uint16(p.low), value: value})
			return
		}
	case 38:
		if p.complete {
			return
		}
	case 100, 101:
		*p = parameter{} // a registered parameter follows
		return
	}
	r.add(word{at: at, sort: aController, channel: channel, number: uint16(number), value: value})
	key := [2]uint8{channel, number}
	if r.steps == nil {
		r.steps = make(map[[2]uint8]controlled)
	}
	if before, ok := r.steps[key]; ok && before.value&0x48 == 0x40 && value < 32 && at-before.at <= joined {
		r.add(word{at: at, sort: aStep, channel: channel, number: uint16(number), value: value, extra: before.value})
	}
	r.steps[key] = controlled{value, at}
}
