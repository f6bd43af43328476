package ui

import (
	"sync"

	"voluntary/sequencer"
)

// compiler compiles the newest arrangement on a goroutine of its own; arrangements that were overtaken are skipped.
type compiler struct {
	post func(func())   // to Fyne's goroutine
	done func(compiled) // on Fyne's goroutine

	mu     sync.Mutex
	next   wanted
	ended  bool
	wake   chan struct{}
	worker sync.WaitGroup
}

// wanted is what is to be compiled.
type wanted struct {
	number  int // of the piece in the session
	piece   *sequencer.Arrangement
	hearing sequencer.Hearing
}

// compiled is what came of it.
type compiled struct {
	wanted
	performance *sequencer.Performance
	found       findingsCounted // of the piece, whatever is listened to
}

func newCompiler(post func(func()), done func(compiled)) *compiler {
	c := &compiler{post: post, done: done, wake: make(chan struct{}, 1)}
	c.worker.Go(c.run)
	return c
}

// want asks for a performance.
func (c *compiler) want(next wanted) {
	c.mu.Lock()
	c.next = next
	c.mu.Unlock()
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

func (c *compiler) run() {
	for range c.wake {
		c.mu.Lock()
		next, ended := c.next, c.ended
		c.next = wanted{}
		c.mu.Unlock()
		if ended {
			return
		}
		if next.piece == nil {
			continue
		}
		p, found := playability(next.piece)
		out := compiled{wanted: next, performance: p, found: count(found)}
		if !next.hearing.Everything() {
			out.performance = next.hearing.Compile(next.piece, nil)
		}
		c.post(func() { c.done(out) })
	}
}

// close ends the goroutine and waits for it.
func (c *compiler) close() {
	c.mu.Lock()
	c.ended = true
	c.mu.Unlock()
	select {
	case c.wake <- struct{}{}:
	default:
	}
	c.worker.Wait()
}
