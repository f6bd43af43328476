package guard

import (
	"sync"
	"time"

	"voluntary/registration/dialect"
)

// ear takes what a driver hears on one input, cuts it into whole messages and has them reported. Its methods may be called
// from any thread.
type ear struct {
	number uint8
	report *reporter

	mu     sync.Mutex
	stream dialect.Stream
}

// hear takes bytes that came at an instant, cut anywhere. A message has come when its last byte has.
func (e *ear) hear(at time.Duration, b []byte) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, one := range b {
		if m := e.stream.Next(one); m != nil {
			e.report.heard(e.number, at, m)
		}
	}
}

// fail tells that nothing more will come.
func (e *ear) fail(text string) { e.report.deaf(e.number, text) }
