package ui

import "slices"

// listeners are functions that are called when something happens. The slice is replaced, never changed.
type listeners[F any] struct{ all []*listener[F] }

type listener[F any] struct{ call F }

// add adds one and gives the function that takes it away again.
func (l *listeners[F]) add(f F) (remove func()) {
	one := &listener[F]{f}
	l.all = append(slices.Clone(l.all), one)
	return func() {
		l.all = slices.DeleteFunc(slices.Clone(l.all), func(o *listener[F]) bool { return o == one })
	}
}
