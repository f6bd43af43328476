package lane

import (
	"fmt"

	"voluntary/registration"
	"voluntary/sequencer"
)

// drag is one gesture with the left button, from press to release. Its edit is a function of where the pointer is now.
type drag struct {
	hit   Hit
	row   Row
	from  sequencer.Tick // snapped, where the button went down
	lands Mark           // the bar that the last step leaves
	moved bool
}

// step is the edit for the pointer at a tick (snapped) and, for a shoe, a value; ok is false when nothing is to be done.
func (d *drag) step(c *registration.Console, to sequencer.Tick, value uint8) (label string, edit sequencer.Edit, ok bool) {
	to = max(to, 0)
	switch d.hit.Part {
	case Start, End, Body:
		id := c.Controls[d.hit.Bar.Control].ID
		return d.stepBar(c, id, to)
	case Point:
		id := c.Enclosures[d.hit.Point.Enclosure].ID
		return "Move shoe", moveShoe(id, d.hit.Point.At, to, value), true
	case Flag:
		by := to - d.from
		return "Move scene", sequencer.MoveEvents(sequencer.Select(nil, []sequencer.EventID{d.hit.Flag.Event}), by), by != 0
	}
	switch d.row.Kind {
	case ControlRow:
		from, to := min(d.from, to), max(d.from, to)
		d.lands = Mark{On: true, Control: d.row.Control, Start: from, Part: End}
		return "Draw " + c.Controls[d.row.Control].Label(), DrawBar(c, d.row.Control, from, to), from < to
	case ShoeRow:
		return "Move shoe", sequencer.SetShoe(to, c.Enclosures[d.row.Enclosure].ID, value), true
	}
	return "", nil, false
}

func (d *drag) stepBar(c *registration.Console, id string, to sequencer.Tick) (string, sequencer.Edit, bool) {
	b := d.hit.Bar
	d.lands = Mark{On: true, Control: b.Control, Start: b.Start, Part: d.hit.Part}
	name := c.Controls[b.Control].Label()
	if b.ByScene && d.hit.Part != End {
		return "", explain("%s is drawn here by a scene: move the scene's flag, or draw the stop by itself first", name), true
	}
	switch d.hit.Part {
	case Start:
		to = min(to, b.End-1)
		d.lands.Start = to
		return "Move where " + name + " is drawn", sequencer.MoveControl(b.Start, to, id), to != b.Start
	case End:
		to = max(to, b.Start+1)
		if b.Open {
			return "Retire " + name, sequencer.SetControl(to, id, false), true
		}
		return "Move where " + name + " is retired", moveEnd(c, b, to), to != b.End
	default:
		by := max(to-d.from, -b.Start)
		d.lands.Start, d.lands.Part = b.Start+by, Start
		return "Move " + name, MoveBar(c, b, by), by != 0
	}
}

// moveEnd moves a bar's retirement. Where a scene retires the control the order is written beside it.
func moveEnd(c *registration.Console, b sequencer.LaneBar, to sequencer.Tick) sequencer.Edit {
	id := c.Controls[b.Control].ID
	return func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		if out, err := sequencer.MoveControl(b.End, to, id)(a); err == nil {
			return out, nil
		}
		if to > b.End {
			return explain("%s is retired by a scene: move the scene's flag", c.Controls[b.Control].Label())(a)
		}
		return sequencer.SetControl(to, id, false)(a)
	}
}

// MoveBar moves both ends of a bar by a number of ticks.
func MoveBar(c *registration.Console, b sequencer.LaneBar, by sequencer.Tick) sequencer.Edit {
	id := c.Controls[b.Control].ID
	return func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		if by == 0 {
			return a, nil
		}
		out, err := RemoveBar(c, b)(a)
		if err != nil {
			return nil, err
		}
		if out, err = sequencer.SetControl(max(b.Start+by, 0), id, true)(out); err != nil || b.Open {
			return out, err
		}
		return sequencer.SetControl(max(b.End+by, 1), id, false)(out)
	}
}

func moveShoe(id string, from, to sequencer.Tick, value uint8) sequencer.Edit {
	return func(a *sequencer.Arrangement) (*sequencer.Arrangement, error) {
		out, err := sequencer.EraseShoe(from, id)(a)
		if err != nil {
			return nil, err
		}
		return sequencer.SetShoe(to, id, value)(out)
	}
}

// explain is an edit that cannot be made and says why.
func explain(format string, args ...any) sequencer.Edit {
	return func(*sequencer.Arrangement) (*sequencer.Arrangement, error) { return nil, fmt.Errorf(format, args...) }
}
