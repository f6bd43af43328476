package lane

import (
	"cmp"
	"slices"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/axis"
)

// RowKind says what a row shows.
type RowKind uint8

// The kinds of row.
const (
	SceneRow RowKind = iota
	ControlRow
	ShoeRow
)

// Heights of rows in Fyne's units.
const (
	controlHeight = 18
	shoeHeight    = 36
	sceneHeight   = 18
)

// Row is one line of the lane.
type Row struct {
	Kind      RowKind
	Control   registration.ControlID
	Enclosure registration.EnclosureID
	Division  registration.DivisionID
	Label     string
	Y, Height float32 // from the top of the first row
}

// Layout is the lane's geometry: rows from top to bottom over a time axis. It is immutable.
type Layout struct {
	Console *registration.Console
	Picture *sequencer.LanePicture
	Rows    []Row
	Height  float32
	rowOf   map[registration.ControlID]int
}

// NewLayout arranges the rows of a piece on a console: first a row for scenes, then by division its stops, couplers,
// tremulant and shoe. Only what the piece uses has a row, unless all is set.
func NewLayout(a *sequencer.Arrangement, c *registration.Console, all bool) *Layout {
	l := &Layout{Console: c, Picture: sequencer.PictureLane(a, c), rowOf: make(map[registration.ControlID]int)}
	used := make(map[registration.ControlID]bool)
	for _, b := range l.Picture.Bars {
		used[b.Control] = true
	}
	r := sequencer.NewRegistrar(a, c)
	for _, e := range a.Lane() {
		for _, ids := range [][]string{e.Draw, e.Retire} {
			for _, id := range ids {
				if k, _, ok := r.Control(id); ok {
					used[k] = true
				}
			}
		}
	}
	moved := make(map[registration.EnclosureID]bool)
	for _, p := range l.Picture.Points {
		moved[p.Enclosure] = true
	}
	if len(l.Picture.Flags) > 0 {
		l.add(Row{Kind: SceneRow, Label: "Scenes", Height: sceneHeight})
	}
	for d := range c.Divisions {
		id := registration.DivisionID(d)
		for _, k := range inJambOrder(c, id) {
			if all || used[k] {
				l.rowOf[k] = len(l.Rows)
				l.add(Row{Kind: ControlRow, Control: k, Division: id, Label: c.Controls[k].Label(), Height: controlHeight})
			}
		}
		if e, ok := c.EnclosureOf(id); ok && c.Enclosures[e].Divisions[0] == id && (all || moved[e]) {
			l.add(Row{Kind: ShoeRow, Enclosure: e, Division: id, Label: shoeName(c.Enclosures[e].Name), Height: shoeHeight})
		}
	}
	return l
}

// inJambOrder lists a division's controls: stops, then couplers, then the rest.
func inJambOrder(c *registration.Console, d registration.DivisionID) []registration.ControlID {
	ids := c.ControlsOf(d)
	slices.SortStableFunc(ids, func(a, b registration.ControlID) int {
		return cmp.Compare(c.Controls[a].Kind, c.Controls[b].Kind)
	})
	return ids
}

func (l *Layout) add(r Row) {
	r.Y = l.Height
	l.Height += r.Height
	l.Rows = append(l.Rows, r)
}

// RowAt is the index of the row at a height, -1 when there is none.
func (l *Layout) RowAt(y float32) int {
	for i, r := range l.Rows {
		if y >= r.Y && y < r.Y+r.Height {
			return i
		}
	}
	return -1
}

// RowOf is the index of a control's row, -1 when it has none.
func (l *Layout) RowOf(k registration.ControlID) int {
	if i, ok := l.rowOf[k]; ok {
		return i
	}
	return -1
}

// BarsOf lists the bars of a control in order of time.
func (l *Layout) BarsOf(k registration.ControlID) []sequencer.LaneBar {
	from, _ := slices.BinarySearchFunc(l.Picture.Bars, k, func(b sequencer.LaneBar, k registration.ControlID) int { return cmp.Compare(b.Control, k) })
	to := from
	for to < len(l.Picture.Bars) && l.Picture.Bars[to].Control == k {
		to++
	}
	return l.Picture.Bars[from:to]
}

// Has reports whether what was hit is still there.
func (l *Layout) Has(h Hit) bool {
	if h.Row < 0 || h.Row >= len(l.Rows) {
		return false
	}
	switch h.Part {
	case Start, End, Body:
		return slices.Contains(l.BarsOf(h.Bar.Control), h.Bar)
	case Point:
		return slices.Contains(l.Picture.Points, h.Point)
	case Flag:
		return slices.Contains(l.Picture.Flags, h.Flag)
	}
	return true
}

// Group is the rows of one division, which lie together.
type Group struct {
	Division  registration.DivisionID
	Y, Height float32
}

// Groups lists the divisions that have rows, from top to bottom.
func (l *Layout) Groups() []Group {
	var out []Group
	for _, r := range l.Rows {
		if r.Kind == SceneRow {
			continue
		}
		if n := len(out); n == 0 || out[n-1].Division != r.Division {
			out = append(out, Group{Division: r.Division, Y: r.Y})
		}
		out[len(out)-1].Height += r.Height
	}
	return out
}

// PointsOf lists the points of a shoe in order of time.
func (l *Layout) PointsOf(e registration.EnclosureID) []sequencer.LanePoint {
	var out []sequencer.LanePoint
	for _, p := range l.Picture.Points {
		if p.Enclosure == e {
			out = append(out, p)
		}
	}
	return out
}

// Part says which part of a thing was hit.
type Part uint8

// The parts.
const (
	Nothing Part = iota
	Start        // where a bar begins
	End          // where a bar ends
	Body         // between them
	Point        // a shoe's point
	Flag         // a scene's flag
)

// Hit is what lies at a place.
type Hit struct {
	Row   int // -1: no row
	Part  Part
	Bar   sequencer.LaneBar
	Point sequencer.LanePoint
	Flag  sequencer.LaneFlag
}

// reach is how near to an edge or point counts as on it, in units.
const reach = 6

// HitAt is what lies at a place; y counts from the top of the first row.
func (l *Layout) HitAt(ax axis.Axis, x, y float32) Hit {
	h := Hit{Row: l.RowAt(y)}
	if h.Row < 0 {
		return h
	}
	row := l.Rows[h.Row]
	switch row.Kind {
	case ControlRow:
		for _, b := range l.BarsOf(row.Control) {
			x0, x1 := ax.X(b.Start), ax.X(b.End)
			if x < x0-reach || x > x1+reach {
				continue
			}
			edge := min(float32(reach), (x1-x0)/3)
			switch {
			case x <= x0+edge && x >= x0-reach:
				h.Part = Start
			case x >= x1-edge && x <= x1+reach:
				h.Part = End
			case x > x0 && x < x1:
				h.Part = Body
			default:
				continue
			}
			h.Bar = b
			if h.Part == Body || x >= x0 && x <= x1 {
				return h
			}
		}
	case ShoeRow:
		for _, p := range l.PointsOf(row.Enclosure) {
			if px := ax.X(p.At); x >= px-reach && x <= px+reach {
				h.Part, h.Point = Point, p
			}
		}
	case SceneRow:
		for _, f := range l.Picture.Flags {
			if fx := ax.X(f.At); x >= fx-reach && x <= fx+flagWidth {
				h.Part, h.Flag = Flag, f
			}
		}
	}
	return h
}

const flagWidth = 64

// ValueAt is the shoe's value at a height inside its row: the top is 127.
func (r Row) ValueAt(y float32) uint8 {
	f := 1 - (y-r.Y-shoeMargin)/(r.Height-2*shoeMargin)
	return uint8(min(max(f, 0), 1)*127 + 0.5)
}

// YOf is the height of a shoe's value inside its row.
func (r Row) YOf(value uint8) float32 {
	return r.Y + shoeMargin + (1-float32(value)/127)*(r.Height-2*shoeMargin)
}

const shoeMargin = 5
