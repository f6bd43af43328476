package trial

import (
	"fmt"
	"strings"
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
	Division string // "Great"
	Control  string // what is tried, where that is no key: "Open Diapason 8"
	With     string // what the key is heard with, where the trial draws it
	Count    string // "key 25 of 61"

	Draw []registration.ControlID
	Mute []registration.ControlID // retired meanwhile, so that what is tried is heard alone
	Keys []Key
	Hold time.Duration
	Rest time.Duration
}

// Text is what is tried, for people, with each key by the name that they give it: "Great: Open Diapason 8, with c' (60)",
// "Great c' (60), key 25 of 61, with Open Diapason 8".
func (s *Step) Text(name func(key uint8) string) string {
	var keys []string
	for _, k := range s.Keys {
		keys = append(keys, fmt.Sprintf("%s (%d)", name(k.Key), k.Key))
	}
	key := strings.Join(keys, " ")
	if s.Control != "" {
		return fmt.Sprintf("%s: %s, with %s", s.Division, s.Control, key)
	}
	text := s.Division + " " + key
	if s.Count != "" {
		text += ", " + s.Count
	}
	if s.With != "" {
		text += ", with " + s.With
	}
	return text
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
				Division: c.Divisions[id].Name, Control: c.Controls[k].Label(),
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
		Division: c.Divisions[d].Name, Control: c.Controls[k].Label(),
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
				Division: division.Name, With: labels(c, draw),
				Count: fmt.Sprintf("key %d of %d", key-int(division.Lowest)+1, int(division.Highest)-int(division.Lowest)+1),
				Draw:  draw, Keys: []Key{{id, uint8(key)}}, Hold: p.key(), Rest: p.key() / 4,
			})
		}
	}
	return steps
}

// Note presses one key.
func Note(c *registration.Console, k Key, drawn registration.State, p Pace) []Step {
	draw := voice(c, k.Division, drawn)
	return []Step{{
		Division: c.Divisions[k.Division].Name, With: labels(c, draw),
		Draw: draw, Keys: []Key{k}, Hold: p.stop(),
	}}
}

// labels are the names of controls.
func labels(c *registration.Console, these []registration.ControlID) string {
	var all []string
	for _, k := range these {
		all = append(all, c.Controls[k].Label())
	}
	return strings.Join(all, ", ")
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
