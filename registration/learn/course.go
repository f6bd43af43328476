package learn

import (
	"fmt"
	"strings"
	"time"

	"voluntary/registration"
)

// About says what an item of a course is.
type About string

// What can be learnt.
const (
	AboutKeys    About = "keys"
	AboutShoe    About = "shoe"
	AboutControl About = "control"
	AboutCancel  About = "cancel"
)

// Item is one thing to be learnt.
type Item struct {
	About  About
	ID     string // text id of the division, enclosure or control; "" of the cancel
	Name   string // for people
	Of     string // what Name begins with when that is only where the thing belongs: its division or enclosure
	Prompt string // what to do, a sentence
}

// Items lists what can be learnt of a console: its controls by division, then keyboards, shoes and the cancel.
func Items(c *registration.Console) []Item {
	var out []Item
	for d := range c.Divisions {
		for _, id := range c.ControlsOf(registration.DivisionID(d)) {
			k := &c.Controls[id]
			name, of := k.Label(), ""
			if k.Kind == registration.Stop || k.Kind == registration.Tremulant {
				of = c.Divisions[d].Name
				name = of + " " + name
			}
			out = append(out, Item{AboutControl, k.ID, name, of, fmt.Sprintf("Move %s on, off, on, off, with a second between.", name)})
		}
	}
	for _, d := range c.Divisions {
		out = append(out, Item{AboutKeys, d.ID, d.Name + " keys", d.Name, fmt.Sprintf("On the %s press the lowest key, then the highest.", d.Name)})
	}
	for _, e := range c.Enclosures {
		out = append(out, Item{AboutShoe, e.ID, e.Name + " shoe", e.Name, fmt.Sprintf("Close the %s shoe, then open it slowly.", e.Name)})
	}
	return append(out, Item{AboutCancel, "", "General cancel", "", "Press the general cancel, with nothing drawn."})
}

// Result is what was found for an item.
type Result struct {
	Words      string
	Confidence float64
	control    Finding
	keys       Keyboard
	shoe       ShoeFinding
	cancel     string
}

// Messages are what the organ is told for on and off, in hex; "" of what is no control.
func (r *Result) Messages() (on, off string) {
	if r.control.Code.Kind == registration.Unsaid {
		return "", ""
	}
	return r.control.Messages()
}

// Find looks at what came in for an item.
func Find(about About, heard []Heard) (Result, error) {
	switch about {
	case AboutKeys:
		k, err := Keys(heard)
		return Result{Words: k.Words, Confidence: k.Confidence, keys: k}, err
	case AboutShoe:
		s, err := Shoe(heard)
		return Result{Words: s.Words, Confidence: s.Confidence, shoe: s}, err
	case AboutCancel:
		m, err := CancelMessage(heard)
		return Result{Words: "The cancel says " + m + ".", Confidence: 0.8, cancel: m}, err
	}
	f, err := Control(heard)
	return Result{Words: f.Words, Confidence: f.Confidence, control: f}, err
}

// Course is the learning of one console, item by item. It belongs to one goroutine.
type Course struct {
	console *registration.Console // as it was before
	items   []Item
	at      int
	lessons *Lessons
	results map[int]Result
	heard   []Heard
}

// NewCourse begins a course at the first item.
func NewCourse(c *registration.Console) *Course {
	return &Course{console: c, items: Items(c), lessons: &Lessons{}, results: make(map[int]Result)}
}

// Items are all there is to learn.
func (c *Course) Items() []Item { return c.items }

// At is the place of the item that is learnt now; Len of Items when the course is over.
func (c *Course) At() int { return c.at }

// Go goes to an item; what was heard for another is forgotten, what was learnt is kept.
func (c *Course) Go(at int) {
	c.at = min(max(at, 0), len(c.items))
	c.heard = nil
}

// Item is what is learnt now; ok is false when the course is over.
func (c *Course) Item() (Item, bool) {
	if c.at >= len(c.items) {
		return Item{}, false
	}
	return c.items[c.at], true
}

// Hear takes a message for the item.
func (c *Course) Hear(h Heard) {
	if len(c.heard) < maxHeard && len(h.Bytes) > 0 && h.Bytes[0] < clock {
		c.heard = append(c.heard, h)
	}
}

// Heard is what came in for the item.
func (c *Course) Heard() []Heard { return c.heard }

// Again forgets what was heard for the item.
func (c *Course) Again() { c.heard = nil }

// settled is how long nothing must come before what came is judged.
const settled = 1500 * time.Millisecond

// patience is how long nothing must come before a control that was not understood is spoken of.
const patience = 4 * time.Second

// Stalled reports whether something came for a control, and then nothing for so long that more is not to be expected.
func (c *Course) Stalled(now time.Duration) bool {
	item, ok := c.Item()
	return ok && item.About == AboutControl && len(c.heard) > 0 && now-c.heard[len(c.heard)-1].At >= patience
}

// Ready reports whether enough came for the item, and when nothing has come for a while after it.
func (c *Course) Ready(now time.Duration) (Result, bool) {
	item, ok := c.Item()
	if !ok || len(c.heard) == 0 || now-c.heard[len(c.heard)-1].At < settled {
		return Result{}, false
	}
	r, err := Find(item.About, c.heard)
	switch {
	case err != nil:
		return r, false
	case item.About == AboutControl:
		return r, r.Confidence >= 0.7
	case item.About == AboutKeys:
		return r, r.keys.Highest > r.keys.Lowest
	}
	return r, true
}

// Keep keeps a result for the item.
func (c *Course) Keep(r Result) {
	item, ok := c.Item()
	if !ok {
		return
	}
	c.results[c.at] = r
	switch item.About {
	case AboutControl:
		if id, ok := c.console.Control(item.ID); ok {
			c.lessons.Control(id, r.control)
		}
	case AboutKeys:
		if id, ok := c.console.Division(item.ID); ok {
			c.lessons.Division(id, r.keys)
		}
	case AboutShoe:
		if id, ok := c.console.Enclosure(item.ID); ok {
			c.lessons.Enclosure(id, r.shoe)
		}
	case AboutCancel:
		c.lessons.Cancel(r.cancel)
	}
}

// Kept is what was kept for an item.
func (c *Course) Kept(at int) (Result, bool) {
	r, ok := c.results[at]
	return r, ok
}

// Count is how many items were learnt.
func (c *Course) Count() int { return len(c.results) }

// Unlearnt says in a sentence how many stops, couplers and tremulants are still said as before, "" when none or all are.
func (c *Course) Unlearnt() string {
	all, learnt := 0, 0
	for i, item := range c.items {
		if item.About != AboutControl {
			continue
		}
		all++
		if _, ok := c.results[i]; ok {
			learnt++
		}
	}
	if learnt == 0 || learnt == all {
		return ""
	}
	return fmt.Sprintf("%d of its %d stops and other controls were not learnt: they are said as before.", all-learnt, all)
}

// Console is the console with what was learnt, and what a person should know of it. make names the organ's builder and
// when says the date; both stand in the dialect's name.
func (c *Course) Console(make string, when time.Time) (*registration.Console, []string, error) {
	return c.lessons.Apply(c.console, DialectName(make, when))
}

// DialectName names a dialect that was learnt: "Walcker, learnt 27 November 2026".
func DialectName(make string, when time.Time) string {
	learnt := "learnt " + when.Format("2 January 2006")
	if make = strings.TrimSpace(make); make == "" {
		return strings.ToUpper(learnt[:1]) + learnt[1:]
	}
	return make + ", " + learnt
}

// With is the console with what was learnt and one more result for the item, to try it out.
func (c *Course) With(r Result) (*registration.Console, error) {
	trial := *c
	trial.lessons, trial.results = c.lessons.Clone(), map[int]Result{}
	trial.Keep(r)
	out, _, err := trial.lessons.Apply(c.console, "")
	return out, err
}

// Proposals are what might move a control of which nothing comes in, the likeliest first: what follows the controls that
// were learnt, what the console says already, and then what is common. They are to be sent, one after another, until a
// person has seen the control move.
func (c *Course) Proposals() []Result {
	item, ok := c.Item()
	if !ok || item.About != AboutControl {
		return nil
	}
	id, _ := c.console.Control(item.ID)
	var out []Result
	in := func(code registration.ControlCode, b *registration.Bitmap, words string) {
		f := Finding{Code: code, Bitmap: b, Words: words, Confidence: 0.3}
		for _, r := range out {
			if r.control.Code == code {
				return
			}
		}
		if f.sayable() {
			out = append(out, Result{Words: words, Confidence: f.Confidence, control: f})
		}
	}
	add := func(code registration.ControlCode, words string) { in(code, nil, words) }
	// the control before it in the console, counted on
	for back := int(id) - 1; back >= 0; back-- {
		before, ok := c.lessons.Learnt(registration.ControlID(back))
		if !ok {
			continue
		}
		by := int(id) - back
		code := before.Code
		number, index := code.Kind.Fields()
		switch {
		case code.OnSysEx != "":
			continue
		case index:
			code.Index += uint16(by)
		case number:
			code.Number += uint16(by)
		default:
			continue
		}
		in(code, before.Bitmap, fmt.Sprintf("What follows %s, %d further on.", c.console.Controls[back].Label(), by))
		break
	}
	if int(id) < len(c.console.Dialect.Controls) {
		if code := c.console.Dialect.Controls[id]; code.Kind != registration.Unsaid && code.Element == "" {
			var part *registration.Bitmap
			for _, b := range c.console.Dialect.Bitmaps {
				if b.Name == code.Part {
					part = &b
				}
			}
			in(code, part, "What the console says now.")
		}
	}
	n := uint16(id)
	division := uint8(c.console.Controls[id].Division) + 1
	for _, channel := range []uint8{1, 16, division, 12} {
		add(registration.ControlCode{Kind: registration.NRPN, Channel: channel, Number: n}, fmt.Sprintf("NRPN %d on channel %d.", n, channel))
	}
	if n < 128 {
		for _, channel := range []uint8{16, 12, 1} {
			add(registration.ControlCode{Kind: registration.Note, Channel: channel, Number: n}, fmt.Sprintf("Note %d on channel %d.", n, channel))
		}
		for _, channel := range []uint8{12, 16} {
			add(registration.ControlCode{Kind: registration.PCToggle, Channel: channel, Number: n}, fmt.Sprintf("Program change %d on channel %d.", n, channel))
		}
	}
	if n < 120 {
		add(registration.ControlCode{Kind: registration.CC, Channel: 16, Number: n}, fmt.Sprintf("Controller %d on channel 16.", n))
	}
	if n < 64 {
		add(registration.ControlCode{Kind: registration.CCEmbedded, Channel: 1, Number: 80, Index: n}, fmt.Sprintf("Controller 80 on channel 1, number %d.", n))
	}
	return out
}
