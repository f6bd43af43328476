package axis

import (
	"fmt"

	"voluntary/sequencer"
)

// Snap is how coarse the grid is that notes and lane events snap to. The zero value is Beat.
type Snap uint8

// The grids, coarse to fine, then those of triplets. Free is no grid at all.
const (
	Beat Snap = iota
	Bar
	HalfBeat
	QuarterBeat
	EighthBeat
	ThirdBeat
	SixthBeat
	Free
)

// Snaps lists every grid in the order of a menu.
func Snaps() []Snap {
	return []Snap{Bar, Beat, HalfBeat, QuarterBeat, EighthBeat, ThirdBeat, SixthBeat, Free}
}

var snaps = map[Snap]struct {
	id, label string
	parts     sequencer.Tick // of a beat; 0: whole bars
}{
	Bar:         {"bar", "Bar", 0},
	Beat:        {"beat", "Beat", 1},
	HalfBeat:    {"1/2", "1/2 beat", 2},
	QuarterBeat: {"1/4", "1/4 beat", 4},
	EighthBeat:  {"1/8", "1/8 beat", 8},
	ThirdBeat:   {"1/3", "1/3 beat (triplet)", 3},
	SixthBeat:   {"1/6", "1/6 beat (triplet)", 6},
	Free:        {"off", "Off", 0},
}

// Label is the grid for people: "1/2 beat".
func (s Snap) Label() string { return snaps[s].label }

// String is the grid as settings keep it: "1/2".
func (s Snap) String() string { return snaps[s].id }

// ParseSnap reads what String writes.
func ParseSnap(text string) (Snap, error) {
	for _, s := range Snaps() {
		if snaps[s].id == text {
			return s, nil
		}
	}
	return Beat, fmt.Errorf("%q is not a grid (bar, beat, 1/2, 1/4, 1/8, 1/3, 1/6 or off)", text)
}

// cell is the grid cell that holds a tick: its first tick, and the first tick of the next one.
func (s Snap) cell(m sequencer.MeterMap, t sequencer.Tick) (start, end sequencer.Tick) {
	t = min(max(t, 0), sequencer.MaxTick)
	if s == Free {
		return t, t + 1
	}
	bar, next := m.BarAt(t)
	parts := snaps[s].parts
	if parts == 0 {
		return bar, max(next, bar+1)
	}
	beat := m.At(t).BeatTicks()
	// A part may be a fraction of a tick long: part k begins at k*beat/parts, rounded down.
	k := (t - bar) * parts / beat
	for (k+1)*beat/parts <= t-bar {
		k++
	}
	start, end = bar+k*beat/parts, bar+(k+1)*beat/parts
	if next > bar {
		end = min(end, next)
	}
	return start, max(end, start+1)
}

// Round is the grid line nearest to a tick; halfway goes forwards. Free leaves the tick alone.
func (s Snap) Round(m sequencer.MeterMap, t sequencer.Tick) sequencer.Tick {
	start, end := s.cell(m, t)
	if t-start < end-t {
		return start
	}
	return end
}

// Down is the grid line at or before a tick.
func (s Snap) Down(m sequencer.MeterMap, t sequencer.Tick) sequencer.Tick {
	start, _ := s.cell(m, t)
	return start
}

// Next is the first grid line after a tick.
func (s Snap) Next(m sequencer.MeterMap, t sequencer.Tick) sequencer.Tick {
	_, end := s.cell(m, t)
	return end
}

// Before is the last grid line before a tick, 0 at the start of the piece.
func (s Snap) Before(m sequencer.MeterMap, t sequencer.Tick) sequencer.Tick {
	if t <= 0 {
		return 0
	}
	return s.Down(m, t-1)
}

// Step is how far apart the grid lines around a tick are; of Free an eighth of a beat, for arrow keys.
func (s Snap) Step(m sequencer.MeterMap, t sequencer.Tick) sequencer.Tick {
	if s == Free {
		return max(m.At(t).BeatTicks()/8, 1)
	}
	start, end := s.cell(m, t)
	return end - start
}
