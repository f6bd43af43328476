package touch

// takeBack ends the drag that was begun last, if it still goes on: there is one mouse. It is used on Fyne's goroutine alone.
var takeBack func() bool

// Hold tells of a mouse button that goes down, and how the drag that may follow is taken back; back reports whether one goes
// on.
func Hold(back func() bool) { takeBack = back }

// TakeBack takes back the drag that goes on, wherever in the program it is, and reports whether there was one.
func TakeBack() bool { return takeBack != nil && takeBack() }

// Second is the second mouse button on something that can be dragged. Pressed while a drag goes on, here or elsewhere, it
// takes that back and asks for no menu.
type Second struct{ deaf bool }

// Down is asked when it is pressed; with true the press means nothing else.
func (s *Second) Down() bool {
	s.deaf = TakeBack()
	return s.deaf
}

// Tapped is asked when it is let go; with true that means nothing else.
func (s *Second) Tapped() bool {
	was := s.deaf
	s.deaf = false
	return was
}
