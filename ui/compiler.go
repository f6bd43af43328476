package ui

import (
	"sync"

	"voluntary/sequencer"
)

// compiler compiles the newest arrangement on a goroutine of its own; arrangements that were overtaken are skipped.
type compiler struct {
	post    func(func())   // to Fyne's goroutine
	done    func(compiled) // on Fyne's goroutine
	checked func(compiled) // on Fyne's goroutine, after done, with what was found; not of what was overtaken meanwhile

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
	found       findingsCounted // of the piece, whatever is listened to; once it is checked
}

func newCompiler(post func(func()), done, checked func(compiled)) *compiler {
	c := &compiler{post: post, done: done, checked: checked, wake: make(chan struct{}, 1)}
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
		out := compiled{wanted: next}
		var found []sequencer.Diagnostic
		whole := next.hearing.Everything()
		if whole {
			out.performance, found = sequencer.Compile(next.piece, nil)
		} else {
			out.performance = next.hearing.Compile(next.piece, nil)
		}
		heard := out
		c.post(func() { c.done(heard) })
		if c.overtaken() {
			continue // what plays comes first
		}
		p := out.performance
		if !whole {
			p, found = sequencer.Compile(next.piece, nil)
		}
		out.found = countFindings(report(next.piece, p, found))
		c.post(func() { c.checked(out) })
	}
}

// overtaken reports whether another piece is waiting to be compiled.
func (c *compiler) overtaken() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.next.piece != nil || c.ended
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
