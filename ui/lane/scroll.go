package lane

import "fyne.io/fyne/v2"

// Room at the right for the scroll bar, and the least height of its grip.
const (
	barRoom = 10
	barGrip = 24
)

// scrollTo scrolls the rows so far, within what there is.
func (l *Lane) scrollTo(y float32) {
	before := l.scroll
	l.scroll = y
	l.settleScroll()
	if l.scroll != before {
		l.Refresh()
	}
}

// rowsHeight is the height that the rows have, below the strip.
func (l *Lane) rowsHeight() float32 { return max(l.Size().Height-stripHeight, 0) }

// beyond is how far the rows can be scrolled.
func (l *Lane) beyond() float32 {
	if l.layout == nil {
		return 0
	}
	return max(l.layout.Height-l.rowsHeight()+4, 0)
}

func (l *Lane) settleScroll() { l.scroll = max(min(l.scroll, l.beyond()), 0) }

// grip is where the scroll bar's grip lies below the strip; a height of 0 means that everything can be seen.
func (l *Lane) grip() (y, height float32) {
	beyond, size := l.beyond(), l.rowsHeight()
	if beyond <= 0 || size <= 0 {
		return 0, 0
	}
	height = max(size*size/(size+beyond), min(barGrip, size))
	return (size - height) * l.scroll / beyond, height
}

// roller is a drag of the scroll bar.
type roller struct {
	lane  *Lane
	from  float32 // of the grip's upper edge, where it is held
	moved bool
}

// rollerAt takes hold of the scroll bar at a place; beside the grip it is brought there first.
func (l *Lane) rollerAt(p fyne.Position) *roller {
	y, height := l.grip()
	at := p.Y - stripHeight
	if height == 0 || at < 0 || p.X < l.Size().Width-barRoom {
		return nil
	}
	r := &roller{lane: l, from: at - y}
	if r.from < 0 || r.from > height {
		r.from = height / 2
		l.scrollTo(r.at(p.Y))
		r.moved = false
	}
	return r
}

// at is how far the rows are scrolled with the pointer at a height.
func (r *roller) at(y float32) float32 {
	r.moved = true
	_, height := r.lane.grip()
	room := r.lane.rowsHeight() - height
	if room <= 0 {
		return 0
	}
	return (y - stripHeight - r.from) / room * r.lane.beyond()
}
