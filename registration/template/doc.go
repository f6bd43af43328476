// Package template starts consoles: for each make of organ it knows the channels of the divisions, how controls are said and
// numbered, what cancels them and how close messages may come.
//
// A template is a file of [assets.Templates], NAME.template, in JSON. Nothing of a make stands in code.
//
//	t, err := template.Find("johannus")
//	c, err := t.Console("st-mary", 2)     // a new console of two manuals
//	c, notes, err := t.Speak(other)       // another console's stops, said as this make says them
//
// # What a template says
//
// "plans" are the sizes that the make comes in, the usual one first: which divisions there are and on which channel each is
// played. "divisions" describes them, as a rule by the names of their stops, which package stopname reads; without it they
// are those of the template "generic". "shoe" is how every swell shoe is said. A channel of 0 is the division's own.
//
// "codes" are rules that number the controls. Each control takes the first rule that fits it and has numbers left, in the
// order of the console:
//
//	{"division": "great", "kind": "pc-toggle", "channel": 12, "first": 41, "last": 50}
//
// A rule may ask for a division, for kinds of control, and of a coupler for where it goes. It counts what its kind of code
// counts (the number of an NRPN, the bit of a bitmap), from "first" on: over all divisions, or anew in each with
// "each_division". In a message or the name of an element, "#" stands for what is counted and "{}" for the division's element.
// A rule with "learn" gives no code: the make's numbers are not known, and have to be learnt from the organ.
//
// There is no state here; all functions may be called from any goroutine.
package template
