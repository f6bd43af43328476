package lane

import (
	"slices"

	"voluntary/registration"
)

// fold folds the division of a head, or unfolds it.
func (l *Lane) fold(row int) {
	r := l.layout.Rows[row]
	id := l.console.Divisions[r.Division].ID
	l.set(l.view.Setting.Fold(id, !r.Folded))
}

// neighbour is the next row that one can change places with, -1 when there is none.
func (l *Lane) neighbour(row int, down bool) int {
	by := 1
	if !down {
		by = -1
	}
	from := l.layout.Rows[row]
	for i := row + by; i >= 0 && i < len(l.layout.Rows); i += by {
		r := l.layout.Rows[i]
		if from.Kind == HeadRow && r.Kind == HeadRow || from.Kind != HeadRow && r.Kind != HeadRow && r.Division == from.Division {
			return i
		}
		if from.Kind != HeadRow && r.Kind == HeadRow {
			break
		}
	}
	return -1
}

// moveRow brings a row to the place of another.
func (l *Lane) moveRow(row, to int) {
	if s, ok := l.view.Setting.MoveRow(l.layout, row, to); ok {
		l.set(s)
	}
}

// set takes another setting and tells of it.
func (l *Lane) set(s Setting) {
	l.view.Setting = s
	l.arrange()
	if l.OnSetting != nil {
		l.OnSetting(s)
	}
}

// SetSetting takes the setting of an organ.
func (l *Lane) SetSetting(s Setting) {
	if s.String() != l.view.Setting.String() {
		l.view.Setting = s
		l.arrange()
	}
}

// Setting is how the rows stand now.
func (l *Lane) Setting() Setting { return l.view.Setting }

// FoldAll folds every division, or unfolds all.
func (l *Lane) FoldAll(fold bool) {
	s := l.view.Setting
	s.Folded = nil
	if fold && l.console != nil {
		for _, d := range l.console.Divisions {
			s.Folded = append(s.Folded, d.ID)
		}
	}
	l.set(s)
}

// FoldsAny reports whether a division is folded.
func (l *Lane) FoldsAny() bool {
	return l.console != nil && slices.ContainsFunc(l.view.Setting.Folded, func(id string) bool {
		_, ok := l.console.Division(id)
		return ok
	})
}

// carry is a row that is dragged by its name.
type carry struct {
	row    int
	moved  bool
	before Setting
}

// carryTo brings the row to where the pointer is.
func (l *Lane) carryTo(y float32) {
	to := l.layout.RowAt(y + l.scroll)
	from := l.layout.Rows[l.carry.row]
	if to < 0 || to == l.carry.row {
		return
	}
	if from.Kind == HeadRow { // a division changes places with the one under the pointer
		to = slices.IndexFunc(l.layout.Rows, func(r Row) bool { return r.Kind == HeadRow && r.Division == l.layout.Rows[to].Division })
		if to < 0 {
			return
		}
	}
	l.moveRow(l.carry.row, to)
	if i := slices.IndexFunc(l.layout.Rows, func(r Row) bool { return r.same(&from) }); i >= 0 {
		l.carry.row = i
	}
	l.carry.moved = true
}

// CanMove reports whether a row can change places with its neighbour.
func (l *Lane) CanMove(row int, down bool) bool { return l.neighbour(row, down) >= 0 }

// MoveRow has a row change places with its neighbour.
func (l *Lane) MoveRow(row int, down bool) { l.moveRow(row, l.neighbour(row, down)) }

// Fold folds the rows of a division, or unfolds them.
func (l *Lane) Fold(d registration.DivisionID, fold bool) {
	l.set(l.view.Setting.Fold(l.console.Divisions[d].ID, fold))
}

// Colour is the hue that a row was given, below 0 when it has that of its division.
func (l *Lane) Colour(row int) int {
	if hue, ok := l.view.Setting.Colours[l.layout.Rows[row].id(l.console)]; ok {
		return hue
	}
	return -1
}

// SetColour gives a row a hue of package theme; below 0 is the colour of its division again.
func (l *Lane) SetColour(row, hue int) {
	l.set(l.view.Setting.Colour(l.layout.Rows[row].id(l.console), hue))
}
