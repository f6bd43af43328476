package lane

import (
	"fmt"

	"voluntary/registration"
	"voluntary/sequencer"
)

// drag is one gesture with the left button, from press to release. Its edit is a function of where the pointer is now.
type drag struct {
	layout *Layout // as it was when the button went down
	hit    Hit
	row    Row
	from   sequencer.Tick                                       // snapped, where the button went down
	grab   float32                                              // how far right of its place a flag was taken
	y      float32                                              // and its height among the rows
	line   bool                                                 // Ctrl is held: a line is drawn
	beside func(at sequencer.Tick, forward bool) sequencer.Tick // the next place that is snapped to: a bar is no shorter
	lands  Hit                                                  // what the last step leaves
	moved  bool
}

// step is the edit for the pointer at a tick (snapped) and a height; ok is false when nothing is to be done.
func (d *drag) step(to sequencer.Tick, y float32, fine bool) (label string, edit sequencer.Edit, ok bool) {
	to = max(to, 0)
	c := d.layout.Console
	d.lands = d.hit
	switch d.hit.Part {
	case Start, End, Body:
		return d.stepBar(c, c.Controls[d.hit.Bar.Control].ID, to)
	case Point:
		return d.stepPoint(c, to, d.row.ValueAt(y))
	case Flag:
		return "Move the scene " + d.hit.Flag.Scene, sequencer.MoveScene(d.hit.Flag.Event, to), to != d.hit.Flag.At
	case Idle:
		id := c.Controls[d.hit.Idle.Control].ID
		d.lands.Idle.At = to
		return "Move an order for " + c.Controls[d.hit.Idle.Control].Label(), sequencer.MoveControl(d.hit.Idle.At, to, id), to != d.hit.Idle.At
	case Tempo:
		return d.stepTempo(to, d.layout.BPMAt(d.row, y, fine))
	case RampStart, RampEnd, RampBody:
		return d.stepRamp(to, y, fine)
	case Meter:
		d.lands.Meter.At = to
		m := d.hit.Meter
		return fmt.Sprintf("Move the meter %d/%d", m.Num, m.Den), sequencer.MoveMeter(m.At, to), to != m.At
	case Mark:
		return "Move the mark " + d.hit.Mark.Name, sequencer.MoveMark(d.hit.Mark.ID, to), to != d.hit.Mark.At
	case Head:
		return "", nil, false
	}
	return d.draw(c, to, y, fine)
}

// draw is the edit of a drag that began where nothing was.
func (d *drag) draw(c *registration.Console, to sequencer.Tick, y float32, fine bool) (string, sequencer.Edit, bool) {
	switch d.row.Kind {
	case ControlRow:
		from, to := min(d.from, to), max(d.from, to)
		d.lands = Hit{Part: End, Bar: sequencer.LaneBar{Control: d.row.Control, Start: from, End: to}}
		k := &c.Controls[d.row.Control]
		return verb(k, true) + " " + k.Label(), DrawBar(c, d.row.Control, from, to), from < to
	case ShoeRow:
		id, value := c.Enclosures[d.row.Enclosure].ID, d.row.ValueAt(y)
		d.lands = Hit{Part: Point, Point: sequencer.LanePoint{Enclosure: d.row.Enclosure, At: to}}
		if !d.line {
			return "Move " + d.row.Label, sequencer.SetShoe(to, id, value), true
		}
		s := d.layout.Picture.StateAt(d.from, c.Initial())
		first := s.Shoe(d.row.Enclosure)
		if to < d.from {
			return "Draw a line of " + d.row.Label, sequencer.DrawShoeLine(to, d.from, id, value, first), true
		}
		return "Draw a line of " + d.row.Label, sequencer.DrawShoeLine(d.from, to, id, first, value), to != d.from
	case TempoRow:
		bpm := d.layout.BPMAt(d.row, y, fine)
		d.lands = Hit{Part: Tempo, Tempo: sequencer.Tempo{At: to}}
		if d.line {
			d.lands = Hit{Part: RampEnd, Ramp: sequencer.Ramp{From: min(d.from, to)}}
			return "From one tempo to another", rampTempo(d.from, to, bpm), to != d.from
		}
		return "Set the tempo", sequencer.SetTempo(to, bpm), true
	}
	return "", nil, false
}

func (d *drag) stepPoint(c *registration.Console, to sequencer.Tick, value uint8) (string, sequencer.Edit, bool) {
	p := d.hit.Point
	d.lands.Point.At = to
	if p.ByScene {
		return "", explain("the shoe is moved here by a scene: move the scene's flag, or set the shoe elsewhere"), true
	}
	return "Move " + d.row.Label, sequencer.MoveShoe(p.At, to, c.Enclosures[p.Enclosure].ID, value), true
}

func (d *drag) stepTempo(to sequencer.Tick, bpm float64) (string, sequencer.Edit, bool) {
	t := d.hit.Tempo
	if t.At == 0 {
		to = 0
	} else {
		to = max(to, 1)
	}
	d.lands.Tempo.At = to
	return "Move the tempo", moveTempo(t.At, to, bpm), true
}

func (d *drag) stepBar(c *registration.Console, id string, to sequencer.Tick) (string, sequencer.Edit, bool) {
	b := d.hit.Bar
	name := c.Controls[b.Control].Label()
	if b.ByScene && d.hit.Part != End {
		return "", explain("%s is drawn here by a scene: move the scene's flag, or draw the stop by itself first", name), true
	}
	switch d.hit.Part {
	case Start:
		to = min(to, max(d.beside(b.End, false), b.Start))
		d.lands.Bar.Start = to
		return "Move where " + name + " is drawn", sequencer.MoveControl(b.Start, to, id), to != b.Start
	case End:
		to = max(to, min(d.beside(b.Start, true), b.End))
		if b.Open {
			return "Retire " + name, sequencer.SetControl(to, id, false), true
		}
		return "Move where " + name + " is retired", moveEnd(c, b, to), to != b.End
	default:
		by := max(to-d.from, -b.Start)
		d.lands.Bar.Start, d.lands.Part = b.Start+by, Start
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

// explain is an edit that cannot be made and says why.
func explain(format string, args ...any) sequencer.Edit {
	return func(*sequencer.Arrangement) (*sequencer.Arrangement, error) { return nil, fmt.Errorf(format, args...) }
}
