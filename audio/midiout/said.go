package midiout

import (
	"slices"
	"time"

	"voluntary/registration"
)

// said is a change that was handed over and is not due yet.
type said struct {
	due    time.Time
	change registration.Change
	number uint32 // of a control, by which the port speaks of it; 0: nothing had to be said
}

// record is what the organ was told: what it has by what was due, and what is still to come, in order of time.
type record struct {
	state   registration.State
	waiting []said
	follow  func(*registration.State, registration.Change) // what the organ does with a change
	floor   time.Time                                      // of the last time something was forgotten: nothing said since is due before
}

// settle takes what is due by now for done: it cannot be forgotten any more.
func (r *record) settle(now time.Time) {
	n := 0
	for n < len(r.waiting) && !r.waiting[n].due.After(now) {
		r.follow(&r.state, r.waiting[n].change)
		n++
	}
	r.waiting = r.waiting[:copy(r.waiting, r.waiting[n:])]
}

// put adds a change at its place, after those due together with it.
func (r *record) put(s said) {
	i := len(r.waiting)
	for i > 0 && r.waiting[i-1].due.After(s.due) {
		i--
	}
	r.waiting = slices.Insert(r.waiting, i, s)
}

// later tells whether a control waits that is due after t.
func (r *record) later(t time.Time) bool {
	for i := len(r.waiting) - 1; i >= 0 && r.waiting[i].due.After(t); i-- {
		if r.waiting[i].change.Kind != registration.Express {
			return true
		}
	}
	return false
}

// forget takes out the controls due after t that the port has forgotten, and those for which nothing had to be said: they
// may have had their reason in one that is forgotten. With shoes it takes out shoes due after t too. It gives what it
// took out, in order of time. Controls that stay leave before everything said from now on, so they are due by t.
func (r *record) forget(t time.Time, numbers []uint32, shoes bool) (gone []said) {
	r.waiting = slices.DeleteFunc(r.waiting, func(s said) bool {
		forgotten := s.due.After(t) && s.number == 0
		if s.change.Kind == registration.Express {
			forgotten = forgotten && shoes
		} else if s.number != 0 {
			_, forgotten = slices.BinarySearch(numbers, s.number)
		}
		if forgotten {
			gone = append(gone, s)
		}
		return forgotten
	})
	r.floor = t
	for i := range r.waiting {
		if s := &r.waiting[i]; s.due.After(t) && s.change.Kind != registration.Express {
			s.due = t
		}
	}
	slices.SortStableFunc(r.waiting, func(a, b said) int { return a.due.Compare(b.due) })
	return gone
}

// renumber says that the message of one number is said with another.
func (r *record) renumber(from, to uint32) {
	for i := range r.waiting {
		if r.waiting[i].number == from {
			r.waiting[i].number = to
		}
	}
}

// belief is what the organ will have when all that waits has left.
func (r *record) belief() registration.State {
	s := r.state
	for i := range r.waiting {
		r.follow(&s, r.waiting[i].change)
	}
	return s
}
