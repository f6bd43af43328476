package sequencer

import (
	"sort"
	"time"

	"voluntary/registration"
)

// checkpointEvery is how many events lie between two checkpoints: a chase folds this many at the most (about 10 us),
// and a million events carry some 500 KB of checkpoints.
const checkpointEvery = 4096

// Performance is an arrangement compiled for a console: the events in order of time, at the written tempo. It is
// immutable; any goroutine may read it.
type Performance struct {
	console     *registration.Console
	events      []Event
	checkpoints []Sounding // before event i*checkpointEvery
	tempo       TempoMap
	meters      MeterMap
	waits       []WaitPoint
	end         time.Duration
}

// newPerformance takes sorted events.
func newPerformance(c *registration.Console, events []Event, tempo TempoMap, meters MeterMap, end time.Duration) *Performance {
	p := &Performance{console: c, events: events, tempo: tempo, meters: meters, end: end}
	s := Sounding{State: c.Initial()}
	for i := range events {
		if i%checkpointEvery == 0 {
			p.checkpoints = append(p.checkpoints, s)
		}
		s.Apply(events[i])
	}
	if len(events) > 0 {
		p.end = max(p.end, events[len(events)-1].At)
	}
	return p
}

// Console is the organ that this was compiled for.
func (p *Performance) Console() *registration.Console { return p.console }

// Events lists all events in order. Read only.
func (p *Performance) Events() []Event { return p.events }

// Tempo is the tempo map of the arrangement.
func (p *Performance) Tempo() TempoMap { return p.tempo }

// Meters is the meter map of the arrangement.
func (p *Performance) Meters() MeterMap { return p.meters }

// End is when the last note or event is over.
func (p *Performance) End() time.Duration { return p.end }

// Waits lists the wait points in order of time, one for each place. Read only.
func (p *Performance) Waits() []WaitPoint { return p.waits }

// Index is the index of the first event at or after t.
func (p *Performance) Index(t time.Duration) int {
	return sort.Search(len(p.events), func(i int) bool { return p.events[i].At >= t })
}

// Chase is what should be sounding when a player starts at t: everything before t has happened; changes of registration
// and releases at t itself too, while a key that is pressed at t is not down yet. The player goes on with Index(t).
func (p *Performance) Chase(t time.Duration) Sounding {
	i := p.Index(t)
	s := p.fold(i)
	for ; i < len(p.events) && p.events[i].At == t && p.events[i].Kind != KeyDown; i++ {
		s.Apply(p.events[i])
	}
	return s
}

// StateAt is the registration that holds at t, with the changes at t made.
func (p *Performance) StateAt(t time.Duration) registration.State { return p.Chase(t).State }

// fold is what sounds before event i.
func (p *Performance) fold(i int) Sounding {
	s := Sounding{State: p.console.Initial()}
	from := 0
	if n := min(i/checkpointEvery, len(p.checkpoints)-1); n >= 0 {
		s, from = p.checkpoints[n], n*checkpointEvery
	}
	for _, e := range p.events[from:i] {
		s.Apply(e)
	}
	return s
}
