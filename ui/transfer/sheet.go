package transfer

import (
	"fmt"
	"slices"
	"strings"

	"voluntary/registration"
	organ "voluntary/registration/transfer"
	"voluntary/sequencer"
	"voluntary/sequencer/transfer"
)

// mostNear is how many other controls are offered in a stop's place.
const mostNear = 40

// Sheet is a piece on its way to another organ.
type Sheet struct {
	piece   *sequencer.Arrangement
	to      *registration.Console
	choices organ.Choices
	report  *transfer.Report
	there   *sequencer.Arrangement
}

// NewSheet looks at a piece and what was chosen before for the two organs.
func NewSheet(a *sequencer.Arrangement, to *registration.Console, choices organ.Choices) (*Sheet, error) {
	s := &Sheet{piece: a, to: to}
	return s, s.Choose(choices)
}

// Choose takes other choices.
func (s *Sheet) Choose(choices organ.Choices) error {
	there, report, err := transfer.To(s.piece, s.to, choices)
	if err != nil {
		return err
	}
	s.there, s.report, s.choices = there, report, choices
	return nil
}

// To is the other organ.
func (s *Sheet) To() *registration.Console { return s.to }

// Choices are those that are made now.
func (s *Sheet) Choices() organ.Choices { return s.choices }

// Accepted are the choices with everything that is proposed among them.
func (s *Sheet) Accepted() organ.Choices { return s.choices.Accept(s.report.Plain()) }

// There is the piece on the other organ.
func (s *Sheet) There() *sequencer.Arrangement { return s.there }

// Lines are what changes, what is left out first, each group in order of time.
func (s *Sheet) Lines() []transfer.Line {
	out := s.report.Changed()
	rank := func(l transfer.Line) int {
		switch {
		case l.Kind == organ.Lost:
			return 0
		case l.About == organ.AboutDivision:
			return 1
		case l.Kind == organ.Substitute:
			return 2
		}
		return 3
	}
	slices.SortStableFunc(out, func(x, y transfer.Line) int { return rank(x) - rank(y) })
	return out
}

// Summary says in a sentence what becomes of the registration.
func (s *Sheet) Summary() string {
	lost, other, covered := s.report.Count(organ.Lost), 0, s.report.Count(organ.Covered)
	for _, l := range s.report.Changed() {
		if l.Kind == organ.Substitute {
			other++
		}
	}
	var words []string
	say := func(n int, one, more string) {
		switch {
		case n == 1:
			words = append(words, one)
		case n > 1:
			words = append(words, fmt.Sprintf(more, n))
		}
	}
	say(lost, "1 thing is left out", "%d things are left out")
	say(other, "1 thing has another in its place", "%d things have others in their place")
	say(covered, "1 thing is covered by another", "%d things are covered by others")
	if len(words) == 0 {
		return fmt.Sprintf("Everything that the piece draws is there on %s.", s.to.Name)
	}
	return strings.ToUpper(words[0][:1]) + strings.Join(words, ", ")[1:] + "; all else is there as it is."
}

// Option is something that may stand in a line's place.
type Option struct {
	Label string
	Of    string   // the division that Label begins with, "" for none
	To    []string // text ids; empty leaves it out
}

// LeaveOut is the label of the option that leaves something out.
const LeaveOut = "Leave it out"

// Options lists what may be chosen for a line and which of them holds now, -1 when none does. Nothing can be chosen for a
// shoe.
func (s *Sheet) Options(l transfer.Line) (options []Option, now int) {
	now = -1
	add := func(label string, to ...string) {
		if slices.Equal(to, l.To) && (l.Kind != organ.Covered || len(to) > 0) {
			now = len(options)
		}
		options = append(options, Option{Label: label, To: to})
	}
	switch l.About {
	case organ.AboutDivision:
		for _, d := range s.to.Divisions {
			add(d.Name, d.ID)
		}
		add("Silent")
	case organ.AboutControl:
		if len(l.To) > 1 {
			add(l.Into, l.To...)
		}
		for _, id := range s.near(l.From) {
			k := &s.to.Controls[id]
			if k.Kind == registration.Coupler {
				add(k.Name, k.ID)
				continue
			}
			of := s.to.Divisions[k.Division].Name
			add(of+" "+k.Label(), k.ID)
			options[len(options)-1].Of = of
		}
		add(LeaveOut)
	}
	return options, now
}

// near lists what may stand for a control of the piece.
func (s *Sheet) near(from string) []registration.ControlID {
	c := s.piece.Console()
	id, ok := c.Control(from)
	if !ok {
		return nil
	}
	return organ.New(c, s.to, s.choices, organ.Everything(c)).Near(id, mostNear)
}

// Pick chooses an option for a line.
func (s *Sheet) Pick(l transfer.Line, o Option) error {
	if l.About == organ.AboutDivision {
		to := ""
		if len(o.To) > 0 {
			to = o.To[0]
		}
		return s.Choose(s.choices.WithDivision(l.From, to))
	}
	return s.Choose(s.choices.WithControl(l.From, o.To))
}
