package transfer

import (
	"fmt"
	"strings"

	"voluntary/registration"
)

// Kind says what becomes of a wanted thing.
type Kind string

// What can become of it.
const (
	Same       Kind = "same"       // it is there
	Substitute Kind = "substitute" // something else stands in for it
	Covered    Kind = "covered"    // what would stand in for it is drawn already
	Needless   Kind = "needless"   // a coupler between divisions that are one there
	Lost       Kind = "lost"       // it is left out
)

// What a line is about.
const (
	AboutControl   = "control"
	AboutDivision  = "division"
	AboutEnclosure = "enclosure"
)

// Line is what becomes of one wanted control, division or enclosure, and why.
type Line struct {
	Kind   Kind
	About  string   // AboutControl, AboutDivision, AboutEnclosure
	From   string   // text id on the organ the piece is for
	Name   string   // of it, for people: "Solo Tuba 8"
	To     []string // text ids on the other organ; empty when it is left out
	Into   string   // their names: "Swell Cornopean 8"
	Why    string   // the reason, a part of a sentence: "the nearest reed there, softer"
	Chosen bool     // a person has accepted or chosen it
}

// Message is the line as a sentence.
func (l *Line) Message() string {
	switch l.Kind {
	case Same:
		return fmt.Sprintf("%s is %s there.", l.Name, l.Into)
	case Substitute:
		if l.About == AboutDivision {
			return fmt.Sprintf("The %s is played on the %s: %s.", l.Name, l.Into, l.Why)
		}
		return fmt.Sprintf("%s: %s stands in, %s.", l.Name, l.Into, l.Why)
	case Covered:
		return fmt.Sprintf("%s adds nothing: %s.", l.Name, l.Why)
	case Needless:
		return fmt.Sprintf("%s is not needed: %s.", l.Name, l.Why)
	}
	return fmt.Sprintf("%s is left out: %s.", l.Name, l.Why)
}

// nameOf is a control for people, with its division: "Swell Cornopean 8".
func nameOf(c *registration.Console, id registration.ControlID) string {
	k := &c.Controls[id]
	division, label := c.Divisions[k.Division].Name, k.Label()
	if k.Kind == registration.Coupler || strings.HasPrefix(label, division) {
		return label
	}
	return division + " " + label
}

func (p *Plan) line(kind Kind, from registration.ControlID, why string, to ...registration.ControlID) Line {
	l := Line{Kind: kind, About: AboutControl, From: p.from.Controls[from].ID, Name: nameOf(p.from, from), Why: why}
	var names []string
	for _, id := range to {
		l.To = append(l.To, p.to.Controls[id].ID)
		names = append(names, nameOf(p.to, id))
	}
	l.Into = strings.Join(names, " and ")
	return l
}
