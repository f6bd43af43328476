package lane

import (
	"cmp"
	"slices"

	"voluntary/registration"
	"voluntary/sequencer"
)

// RowKind says what a row shows.
type RowKind uint8

// The kinds of row, from top to bottom.
const (
	MarkRow    RowKind = iota // sections, verses, wait points
	MeterRow                  //
	TempoRow                  //
	SceneRow                  //
	HeadRow                   // the name of a division and where it is silent
	ControlRow                //
	ShoeRow                   //
)

// Heights of rows in Fyne's units.
const (
	controlHeight = 18
	shoeHeight    = 36
	flagHeight    = 18
	headHeight    = 17
	tempoHeight   = 44
)

// Whole is the division of what belongs to no single one: a shoe over the whole organ.
const Whole = registration.DivisionID(255)

// Row is one line of the lane.
type Row struct {
	Kind      RowKind
	Control   registration.ControlID
	Enclosure registration.EnclosureID
	Division  registration.DivisionID
	Label     string
	Folded    bool    // of a head: its rows are not shown
	Y, Height float32 // from the top of the first row
}

// id is the text id of what the row shows, "" when it is no control, shoe or division.
func (r *Row) id(c *registration.Console) string {
	switch r.Kind {
	case ControlRow:
		return c.Controls[r.Control].ID
	case ShoeRow:
		return c.Enclosures[r.Enclosure].ID
	case HeadRow:
		return c.Divisions[r.Division].ID
	}
	return ""
}

// divided reports whether the row belongs to one division.
func (r *Row) divided(c *registration.Console) bool {
	return r.Kind >= HeadRow && int(r.Division) < len(c.Divisions)
}

// same reports whether two rows, perhaps of two layouts, show the same thing.
func (r *Row) same(o *Row) bool {
	return r.Kind == o.Kind && r.Control == o.Control && r.Enclosure == o.Enclosure && r.Division == o.Division
}

// View is what of a piece is shown, and how.
type View struct {
	All     bool // every control of the console, not only what the piece uses
	Time    bool // marks, meters and tempo, too
	Setting Setting
}

// Layout is the lane's geometry: rows from top to bottom over a time axis. It is immutable.
type Layout struct {
	Console *registration.Console
	Picture *sequencer.LanePicture
	Use     *sequencer.LaneUse
	Marks   []sequencer.Mark
	Meters  sequencer.MeterMap
	Tempo   sequencer.TempoMap
	Ramps   []sequencer.Ramp // in the tempo
	Rows    []Row
	Height  float32
	View    View

	tempos           []Hit   // what stands in the row of the tempo
	slowest, fastest float64 // bounds of the tempo row, in quarters a minute
	rowOf            map[registration.ControlID]int
	wide             func(string) float32 // how wide the words of a flag are; nil: all alike
}

// NewLayout arranges the rows of a piece on a console: marks, meters and tempo when they are asked for, a row for scenes,
// then by division its stops, couplers, tremulant and shoe. Only what the piece uses has a row, unless all is asked for.
func NewLayout(a *sequencer.Arrangement, c *registration.Console, v View) *Layout {
	l := &Layout{
		Console: c, Picture: sequencer.PictureLane(a, c), View: v, Marks: a.Marks(), Meters: a.Meters(), Tempo: a.Tempo(),
		Ramps: a.Tempo().Ramps(), rowOf: make(map[registration.ControlID]int),
	}
	l.Use = sequencer.UseOf(a, c, l.Picture)
	l.slowest, l.fastest = tempoBounds(a.Tempo())
	if v.Time {
		l.add(Row{Kind: MarkRow, Division: Whole, Label: "Marks", Height: flagHeight})
		l.add(Row{Kind: MeterRow, Division: Whole, Label: "Meter", Height: flagHeight})
		l.add(Row{Kind: TempoRow, Division: Whole, Label: "Tempo", Height: tempoHeight})
		l.tempos = l.temposOf(len(l.Rows) - 1)
	}
	if len(l.Picture.Flags) > 0 {
		l.add(Row{Kind: SceneRow, Division: Whole, Label: "Scenes", Height: flagHeight})
	}
	used, moved := used(a, c, l.Picture)
	for i := range c.Enclosures {
		if e := registration.EnclosureID(i); overAll(c, e) && (v.All || moved[e]) {
			l.add(shoeRow(c, e, Whole))
		}
	}
	for _, d := range v.Setting.divisionOrder(c) {
		rows := slices.DeleteFunc(rowsOf(c, d, v.Setting), func(r Row) bool {
			return !v.All && (r.Kind == ControlRow && !used[r.Control] || r.Kind == ShoeRow && !moved[r.Enclosure])
		})
		silent := slices.ContainsFunc(l.Use.Silent, func(s sequencer.Stretch) bool { return s.Division == d })
		if len(rows) == 0 && !silent || len(a.Lane()) == 0 && !v.All {
			continue
		}
		head := Row{Kind: HeadRow, Division: d, Label: c.Divisions[d].Name, Height: headHeight, Folded: v.Setting.FoldedOn(c.Divisions[d].ID)}
		l.add(head)
		if head.Folded {
			continue
		}
		for _, r := range rows {
			if r.Kind == ControlRow {
				l.rowOf[r.Control] = len(l.Rows)
			}
			l.add(r)
		}
	}
	return l
}

// used lists the controls that the lane has to do with, and the shoes that it moves.
func used(a *sequencer.Arrangement, c *registration.Console, pic *sequencer.LanePicture) (map[registration.ControlID]bool, map[registration.EnclosureID]bool) {
	controls := make(map[registration.ControlID]bool)
	for _, b := range pic.Bars {
		controls[b.Control] = true
	}
	r := sequencer.NewRegistrar(a, c)
	for _, e := range a.Lane() {
		for _, ids := range [][]string{e.Draw, e.Retire} {
			for _, id := range ids {
				if k, _, ok := r.Control(id); ok {
					controls[k] = true
				}
			}
		}
	}
	shoes := make(map[registration.EnclosureID]bool)
	for _, p := range pic.Points {
		shoes[p.Enclosure] = true
	}
	return controls, shoes
}

// overAll reports whether an enclosure is a master: every division stands in it.
func overAll(c *registration.Console, e registration.EnclosureID) bool {
	return len(c.Divisions) > 1 && len(c.Enclosures[e].Divisions) == len(c.Divisions)
}

func shoeRow(c *registration.Console, e registration.EnclosureID, d registration.DivisionID) Row {
	return Row{Kind: ShoeRow, Enclosure: e, Division: d, Label: shoeName(c.Enclosures[e].Name), Height: shoeHeight}
}

// rowsOf lists the rows that a division may have, in the order that is wanted: stops, couplers, the rest, its shoes.
func rowsOf(c *registration.Console, d registration.DivisionID, s Setting) []Row {
	var out []Row
	for _, k := range inJambOrder(c, d) {
		out = append(out, Row{Kind: ControlRow, Control: k, Division: d, Label: c.Controls[k].Label(), Height: controlHeight})
	}
	for i := range c.Enclosures {
		e := registration.EnclosureID(i)
		if in := c.Enclosures[i].Divisions; len(in) > 0 && in[0] == d && !overAll(c, e) {
			out = append(out, shoeRow(c, e, d))
		}
	}
	inOrder(out, func(r Row) string { return r.id(c) }, s.Rows)
	return out
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
	i, found := slices.BinarySearchFunc(l.Rows, y, func(r Row, y float32) int { return cmp.Compare(r.Y, y) })
	if !found {
		i--
	}
	if i < 0 || y >= l.Rows[i].Y+l.Rows[i].Height {
		return -1
	}
	return i
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
	return run(l.Picture.Bars, k, func(b sequencer.LaneBar) registration.ControlID { return b.Control })
}

// IdleOf lists the orders to a control that change nothing, in order of time.
func (l *Layout) IdleOf(k registration.ControlID) []sequencer.LaneOrder {
	return run(l.Picture.Idle, k, func(o sequencer.LaneOrder) registration.ControlID { return o.Control })
}

// PointsOf lists the points of a shoe in order of time.
func (l *Layout) PointsOf(e registration.EnclosureID) []sequencer.LanePoint {
	return run(l.Picture.Points, e, func(p sequencer.LanePoint) registration.EnclosureID { return p.Enclosure })
}

// SilenceOf lists where a division's keys are pressed and nothing speaks.
func (l *Layout) SilenceOf(d registration.DivisionID) []sequencer.Stretch {
	return run(l.Use.Silent, d, func(s sequencer.Stretch) registration.DivisionID { return s.Division })
}

// run is the part of a sorted list that belongs to an id.
func run[T any, K cmp.Ordered](list []T, k K, of func(T) K) []T {
	lo, _ := slices.BinarySearchFunc(list, k, func(v T, k K) int { return cmp.Compare(of(v), k) })
	hi := lo
	for hi < len(list) && of(list[hi]) == k {
		hi++
	}
	return list[lo:hi]
}

// Unheard reports whether no key reaches the division of a bar while it is drawn.
func (l *Layout) Unheard(b sequencer.LaneBar) bool {
	k := &l.Console.Controls[b.Control]
	return !l.Use.Heard(k.Division, b.Start, b.End)
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
		if !r.divided(l.Console) {
			continue
		}
		if n := len(out); n == 0 || out[n-1].Division != r.Division {
			out = append(out, Group{Division: r.Division, Y: r.Y})
		}
		out[len(out)-1].Height += r.Height
	}
	return out
}

// ValueAt is the shoe's value at a height inside its row: the top is 127.
func (r Row) ValueAt(y float32) uint8 { return uint8(r.part(y)*127 + 0.5) }

// YOf is the height of a shoe's value inside its row.
func (r Row) YOf(value uint8) float32 { return r.height(float64(value) / 127) }

// part is how far up a height lies inside its row, from 0 to 1.
func (r Row) part(y float32) float64 {
	return float64(min(max(1-(y-r.Y-shoeMargin)/(r.Height-2*shoeMargin), 0), 1))
}

func (r Row) height(part float64) float32 {
	return r.Y + shoeMargin + float32(1-part)*(r.Height-2*shoeMargin)
}

const shoeMargin = 5
