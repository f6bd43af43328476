package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"voluntary/sequencer"
	"voluntary/sequencer/playback"
	"voluntary/sequencer/traffic"
)

// crowded is where a performance asks for more than the wire to its organ carries.
type crowded struct {
	of      *sequencer.Performance
	traffic *traffic.Traffic
}

// lately is how long a place that the playhead has passed is the one that is spoken of.
const lately = 5 * time.Second

// look finds the places of what is played. That is done once for each performance.
func (c *crowded) look(p *sequencer.Performance) {
	if c.of != p || c.traffic == nil {
		c.of, c.traffic = p, traffic.Of(p)
	}
}

// place is the place to speak of: while playing the last that was passed a moment ago, else the worst; -1: there is none.
func (c *crowded) place(s *playback.Status, now time.Time) int {
	c.look(s.Performance)
	if s.Performance != nil && s.Transport == playback.Playing {
		at := s.PositionAt(now)
		for i, p := range slices.Backward(c.traffic.Places()) {
			if p.Time <= at && at-p.Time < lately {
				return i
			}
		}
	}
	return c.traffic.Worst()
}

// barsNamed is how many other bars a line names.
const barsNamed = 5

// text says a place, and in which bars there are others: "Full at bar 12: 3 keys come up to 37 ms late. So it is at bars 3, 7."
func (c *crowded) text(place int) string {
	if place < 0 {
		return ""
	}
	places := c.traffic.Places()
	here := places[place].Position.Bar
	text := fmt.Sprintf(" Full at bar %d: %s.", here, places[place].Lateness())
	var bars []string
	last, more := 0, 0
	for _, p := range places {
		switch bar := p.Position.Bar; {
		case bar == here || bar == last:
		case len(bars) == barsNamed:
			last = bar
			more++
		default:
			last = bar
			bars = append(bars, fmt.Sprint(bar))
		}
	}
	switch {
	case len(bars) == 1:
		text += " So it is at bar " + bars[0] + "."
	case more > 0:
		text += fmt.Sprintf(" So it is at bars %s and %s more.", strings.Join(bars, ", "), sequencer.Figures(more))
	case len(bars) > 1:
		text += fmt.Sprintf(" So it is at bars %s and %s.", strings.Join(bars[:len(bars)-1], ", "), bars[len(bars)-1])
	}
	return text
}
