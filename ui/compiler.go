package ui

import (
	"sync"

	"voluntary/sequencer"
)

// compiler compiles the newest arrangement on a goroutine of its own; arrangements that were overtaken are skipped.
type compiler struct {
	post func(func())                                          // to Fyne's goroutine
	done func(p *sequencer.Performance, found findingsCounted) // on Fyne's goroutine

	mu     sync.Mutex
	next   *sequencer.Arrangement
	ended  bool
	wake   chan struct{}
	worker sync.WaitGroup
}

func newCompiler(post func(func()), done func(*sequencer.Performance, findingsCounted)) *compiler {
	c := &compiler{post: post, done: done, wake: make(chan struct{}, 1)}
	c.worker.Go(c.run)
	return c
}

// want asks for a performance of an arrangement.
func (c *compiler) want(a *sequencer.Arrangement) {
	c.mu.Lock()
	c.next = a
	c.mu.Unlock()
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

func (c *compiler) run() {
	for range c.wake {
		c.mu.Lock()
		a, ended := c.next, c.ended
		c.next = nil
		c.mu.Unlock()
		if ended {
			return
		}
		if a == nil {
			continue
		}
		p, found := playability(a)
		counted := count(found)
		c.post(func() { c.done(p, counted) })
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
