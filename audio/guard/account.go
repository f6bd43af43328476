package guard

import (
	"cmp"
	"slices"
	"time"

	"voluntary/audio/guard/wire"
	"voluntary/audio/instant"
)

// underway is the time before a message leaves in which it may be too late to stop it: what the pipe and a busy machine
// need at the worst.
const underway = 60 * time.Millisecond

// mostWithdrawn is the most pieces of a control that can be withdrawn; more do not fit into a frame.
const mostWithdrawn = 64

// account is what the program knows of the controls that it has handed over: which have left. The guard has the same
// line and the same plan, and hears everything a little later, so nothing leaves there before it does here.
type account struct {
	line *wire.Line
	last uint32 // number of the last piece
	gone uint32 // number of the piece that left last, as is reckoned here
	told uint32 // and as the guard has told
	open []entry
}

// A guard that has not told within grace that a piece has left will not tell any more.
const (
	grace  = 250 * time.Millisecond
	moment = 2 * time.Millisecond // in which to ask again whether it has
)

// entry is one control with pieces that have not left, by the number of its first.
type entry struct {
	first, n, left uint32
}

func newAccount(p wire.Plan) account {
	l := wire.NewLine(p, 0)
	l.Resume(instant.Now())
	return account{line: l}
}

// put takes a piece and numbers it; first begins another control.
func (a *account) put(due time.Duration, b []byte, first bool) uint32 {
	a.last++
	if first {
		a.open = append(a.open, entry{first: a.last})
	}
	a.open[len(a.open)-1].n++
	_ = a.line.PutNumbered(a.last, wire.Control, due, b) // checked by the caller, and without limit
	return a.last
}

// of is the control that a piece is of.
func (a *account) of(id uint32) *entry {
	i, _ := slices.BinarySearchFunc(a.open, id, func(e entry, id uint32) int {
		if e.first+e.n <= id {
			return -1
		}
		return 1
	})
	return &a.open[i]
}

// follow lets leave what may leave by an instant.
func (a *account) follow(by time.Duration) {
	for {
		t, ok := a.line.When()
		if !ok || t > by {
			break
		}
		a.gone = a.line.Pop(t).ID
		a.of(a.gone).left++
	}
	settled := 0
	for settled < len(a.open) && a.open[settled].left == a.open[settled].n {
		settled++
	}
	a.open = a.open[:copy(a.open, a.open[settled:])]
}

// left takes in when a piece has left the guard: later than is reckoned here, for a guard is woken late. What follows keeps
// its gap from then.
func (a *account) left(id uint32, at time.Duration) {
	a.follow(at)
	a.told = id
	if id == a.gone {
		a.line.Lagged(at)
	}
}

// settles is [wire.Line.Settles]. As long as the guard has not told that the last piece has left, it may still leave.
func (a *account) settles(present time.Duration) (at time.Duration, late bool) {
	a.follow(present)
	at, late = a.line.Settles(present)
	if p := a.line.Plan(); p.Gap > 0 && a.line.Len() == 0 && a.gone != a.told && present < at+grace {
		return max(at, present+moment+p.Travel), true
	}
	return at, late
}

// forget forgets the controls that are due after t and of which nothing has left, nor is about to. It gives the numbers
// of their pieces and their own.
func (a *account) forget(present, t time.Duration) (pieces, controls []uint32) {
	a.follow(present + underway)
	for id, due := range a.line.Controls {
		if e := a.of(id); due > t && e.left == 0 {
			pieces = append(pieces, id)
			controls = append(controls, e.first)
		}
	}
	slices.Sort(controls)
	controls = slices.Compact(controls)
	a.line.Recall(t, func(id uint32) bool { return slices.Contains(pieces, id) })
	for _, first := range controls {
		e := a.of(first)
		e.left = e.n
	}
	return pieces, controls
}

// withdraw forgets one control of which nothing has left, nor is about to. It gives the numbers of its pieces, none when it
// is too late.
func (a *account) withdraw(present time.Duration, number uint32) (pieces []uint32) {
	a.follow(present + underway)
	i, ok := slices.BinarySearchFunc(a.open, number, func(e entry, n uint32) int { return cmp.Compare(e.first, n) })
	if !ok || a.open[i].left > 0 || a.open[i].n > mostWithdrawn {
		return nil
	}
	e := &a.open[i]
	e.left = e.n
	for id := e.first; id < e.first+e.n; id++ {
		pieces = append(pieces, id)
	}
	a.line.Drop(func(id uint32) bool { return id >= e.first && id < e.first+e.n })
	return pieces
}

func (a *account) clear() {
	a.line.Clear(nil, 0)
	a.open = a.open[:0]
	a.told = a.gone
}
