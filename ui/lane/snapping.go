package lane

import (
	"fmt"
	"slices"

	"voluntary/sequencer"
	"voluntary/ui/axis"
)

// Snapping says what drags and keys in the lane snap to.
type Snapping uint8

// The snappings. The zero value goes by the grid of the roll.
const (
	ToGrid Snapping = iota
	ToBars
	ToBeats
	ToNotes   // where a note of any part begins
	ToPhrases // where a phrase begins
	ToNothing
)

// Snappings lists every snapping in the order of a menu.
func Snappings() []Snapping {
	return []Snapping{ToGrid, ToBars, ToBeats, ToNotes, ToPhrases, ToNothing}
}

var snappings = [...]struct{ id, label string }{
	ToGrid:    {"grid", "As the grid"},
	ToBars:    {"bar", "Bars"},
	ToBeats:   {"beat", "Beats"},
	ToNotes:   {"note", "Starts of notes"},
	ToPhrases: {"phrase", "Starts of phrases"},
	ToNothing: {"off", "Nothing"},
}

// Label is the snapping for people: "Starts of phrases".
func (s Snapping) Label() string { return snappings[s].label }

// String is the snapping as settings keep it: "phrase".
func (s Snapping) String() string { return snappings[s].id }

// ParseSnapping reads what String writes.
func ParseSnapping(text string) (Snapping, error) {
	for _, s := range Snappings() {
		if snappings[s].id == text {
			return s, nil
		}
	}
	return ToGrid, fmt.Errorf("%q is nothing to snap to (grid, bar, beat, note, phrase or off)", text)
}

// starts keeps the starts of notes and phrases of a piece, found when they are first asked for.
type starts struct {
	piece   *sequencer.Arrangement
	notes   []sequencer.Tick
	phrases []sequencer.Tick
}

func (s *starts) of(a *sequencer.Arrangement, phrases bool) []sequencer.Tick {
	if s.piece != a {
		*s = starts{piece: a}
	}
	switch {
	case phrases && s.phrases == nil:
		s.phrases = append(sequencer.PhraseStarts(a), a.End())
	case !phrases && s.notes == nil:
		s.notes = append(sequencer.NoteStarts(a), a.End())
	}
	if phrases {
		return s.phrases
	}
	return s.notes
}

// grid is the regular grid that is snapped to; ok is false when the music's own places are.
func (l *Lane) grid() (g axis.Snap, ok bool) {
	switch l.snapping {
	case ToBars:
		return axis.Bar, true
	case ToBeats:
		return axis.Beat, true
	case ToNothing:
		return axis.Free, true
	case ToNotes, ToPhrases:
		return l.snap, false
	}
	return l.snap, true
}

// snapped brings a tick to what is snapped to unless Alt is held.
func (l *Lane) snapped(tick sequencer.Tick) sequencer.Tick {
	if l.piece == nil || l.modifiers()&modAlt != 0 {
		return tick
	}
	g, regular := l.grid()
	if regular {
		return g.Round(l.piece.Meters(), tick)
	}
	list := l.starts.of(l.piece, l.snapping == ToPhrases)
	i, _ := slices.BinarySearch(list, tick)
	switch {
	case len(list) == 0:
		return tick
	case i == 0:
		return list[0]
	case i == len(list) || tick-list[i-1] < list[i]-tick:
		return list[i-1]
	}
	return list[i]
}

// stepFrom is the next place that keys go to from a tick, forwards or back.
func (l *Lane) stepFrom(tick sequencer.Tick, forward bool) sequencer.Tick {
	m := l.piece.Meters()
	g, regular := l.grid()
	switch {
	case regular && g == axis.Free:
		return l.freely(tick, forward)
	case regular && forward:
		return g.Next(m, tick)
	case regular:
		return g.Before(m, tick)
	}
	list := l.starts.of(l.piece, l.snapping == ToPhrases)
	i, found := slices.BinarySearch(list, tick)
	switch {
	case forward && found:
		i++
	case !forward:
		i--
	}
	if i < 0 || i >= len(list) {
		return tick
	}
	return list[i]
}

// stepOff is stepFrom, or where the music's own places have come to their end a step of no grid.
func (l *Lane) stepOff(tick sequencer.Tick, forward bool) sequencer.Tick {
	if to := l.stepFrom(tick, forward); to != tick {
		return to
	}
	return l.freely(tick, forward)
}

// beside is stepOff for the mouse: while Alt is held there is no grid.
func (l *Lane) beside(tick sequencer.Tick, forward bool) sequencer.Tick {
	if l.modifiers()&modAlt != 0 {
		return l.freely(tick, forward)
	}
	return l.stepOff(tick, forward)
}

// freely is a step where there is no grid.
func (l *Lane) freely(tick sequencer.Tick, forward bool) sequencer.Tick {
	step := axis.Free.Step(l.piece.Meters(), tick)
	if forward {
		return tick + step
	}
	return max(tick-step, 0)
}
