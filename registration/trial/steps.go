package trial

import (
	"fmt"
	"time"

	"voluntary/registration"
)

// All is every division.
const All = registration.DivisionID(registration.MaxDivisions)

// Velocity is what keys are struck with.
const Velocity = 90

// Key is a key of a division.
type Key struct {
	Division registration.DivisionID
	Key      uint8
}

// Step is one thing that is tried: what is drawn and pressed for a while, and a pause after it.
type Step struct {
	Text string // for people: "Great Open Diapason 8"
	Draw []registration.ControlID
	Mute []registration.ControlID // retired meanwhile, so that what is tried is heard alone
	Keys []Key
	Hold time.Duration
	Rest time.Duration
}

// Pace is how quickly things are tried. Zero values are usual.
type Pace struct {
	Stop time.Duration // how long a stop is drawn, 1 s
	Key  time.Duration // how long a key of a scan is down, 0.2 s
}

func (p Pace) stop() time.Duration { return usual(p.Stop, time.Second) }
func (p Pace) key() time.Duration  { return usual(p.Key, 200*time.Millisecond) }

func usual(d, usual time.Duration) time.Duration {
	if d <= 0 {
		return usual
	}
	return d
}

// divisions are those that a choice means.
func divisions(c *registration.Console, d registration.DivisionID) (all []registration.DivisionID) {
	for i := range c.Divisions {
		if id := registration.DivisionID(i); d == All || d == id {
			all = append(all, id)
		}
	}
	return all
}

// Stops tries every stop, coupler and tremulant of a division, or of all: each is drawn, a key is held, and it is retired. A
// stop is heard alone; a coupler and a tremulant are tried with the stops that are drawn.
func Stops(c *registration.Console, d registration.DivisionID, drawn registration.State, p Pace) (steps []Step) {
	for _, id := range divisions(c, d) {
		for _, k := range c.ControlsOf(id) {
			steps = append(steps, Step{
				Text: c.Divisions[id].Name + ": " + c.Controls[k].Label(),
				Draw: []registration.ControlID{k}, Mute: others(c, k, drawn), Keys: []Key{{id, middle(c, id)}}, Hold: p.stop(), Rest: p.stop() / 4,
			})
		}
	}
	return steps
}

// others are what must be retired so that a stop is heard alone: all else that is drawn in its division.
func others(c *registration.Console, k registration.ControlID, drawn registration.State) (mute []registration.ControlID) {
	if c.Controls[k].Kind != registration.Stop {
		return nil
	}
	for _, o := range c.ControlsOf(c.Controls[k].Division) {
		if o != k && drawn.On(o) {
			mute = append(mute, o)
		}
	}
	return mute
}

// Stop tries one control.
func Stop(c *registration.Console, k registration.ControlID, drawn registration.State, p Pace) []Step {
	d := c.Controls[k].Division
	return []Step{{
		Text: c.Divisions[d].Name + ": " + c.Controls[k].Label(),
		Draw: []registration.ControlID{k}, Mute: others(c, k, drawn), Keys: []Key{{d, middle(c, d)}}, Hold: p.stop(),
	}}
}

// Compass presses every key of a division, or of all, from the lowest up. Where nothing of the division is drawn, its first
// stop of 8 feet is, or else its first.
func Compass(c *registration.Console, d registration.DivisionID, drawn registration.State, p Pace) (steps []Step) {
	for _, id := range divisions(c, d) {
		draw := voice(c, id, drawn)
		division := c.Divisions[id]
		for key := int(division.Lowest); key <= int(division.Highest); key++ {
			steps = append(steps, Step{
				Text: fmt.Sprintf("%s: key %d of %d", division.Name, key-int(division.Lowest)+1, int(division.Highest)-int(division.Lowest)+1),
				Draw: draw, Keys: []Key{{id, uint8(key)}}, Hold: p.key(), Rest: p.key() / 4,
			})
		}
	}
	return steps
}

// Note presses one key.
func Note(c *registration.Console, k Key, drawn registration.State, p Pace) []Step {
	return []Step{{
		Text: fmt.Sprintf("%s: key %d", c.Divisions[k.Division].Name, k.Key),
		Draw: voice(c, k.Division, drawn), Keys: []Key{k}, Hold: p.stop(),
	}}
}

// voice is a stop to hear keys with, none where one is drawn.
func voice(c *registration.Console, d registration.DivisionID, drawn registration.State) []registration.ControlID {
	var first []registration.ControlID
	for _, k := range c.ControlsOf(d) {
		switch s := &c.Controls[k]; {
		case s.Kind != registration.Stop:
		case drawn.On(k):
			return nil
		case first == nil, s.Pitch == 8 && c.Controls[first[0]].Pitch != 8:
			first = []registration.ControlID{k}
		}
	}
	return first
}

// middle is a key in the middle of a division: middle C, where it has that.
func middle(c *registration.Console, d registration.DivisionID) uint8 {
	v := c.Divisions[d]
	if v.Highest < 72 { // a pedalboard
		return v.Lowest + min(12, (v.Highest-v.Lowest)/2)
	}
	if v.Has(60) {
		return 60
	}
	return v.Lowest + (v.Highest-v.Lowest)/2
}
