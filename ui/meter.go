package ui

import (
	"fmt"
	"time"

	"voluntary/sequencer"
)

// meter measures what a wire carries: bytes in the last second, and the most that were in one.
type meter struct {
	passed []parcel // of the last second
	sum    int
	most   int
	bar    int // where in the piece that was; 0: it was not playing, or that piece is closed
}

type parcel struct {
	at time.Time
	n  int
}

// add counts bytes that have left, while a bar was played or none.
func (m *meter) add(at time.Time, n, bar int) {
	m.expire(at)
	m.passed = append(m.passed, parcel{at, n})
	m.sum += n
	if m.sum > m.most {
		m.most, m.bar = m.sum, bar
	}
}

func (m *meter) expire(now time.Time) {
	n := 0
	for n < len(m.passed) && now.Sub(m.passed[n].at) >= time.Second {
		m.sum -= m.passed[n].n
		n++
	}
	m.passed = m.passed[:copy(m.passed, m.passed[n:])]
}

// text says it for people, for a wire of that many baud.
func (m *meter) text(now time.Time, baud int) string {
	m.expire(now)
	share := func(n int) int { return n * 10 * 100 / baud } // a byte takes ten bits
	where := ""
	if m.bar > 0 {
		where = fmt.Sprintf(", at bar %d", m.bar)
	}
	return fmt.Sprintf("%s in the last second, %d %% of what a cable of %d baud carries; at most %d %% so far%s.", sequencer.Count(m.sum, "byte"), share(m.sum), baud, share(m.most), where)
}
