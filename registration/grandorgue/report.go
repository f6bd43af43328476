package grandorgue

import "fmt"

// Report tells what was read and what was not.
type Report struct {
	Format   string   // "GrandOrgue definition", "GrandOrgue package" or "jMakeOdf text"
	Encoding string   // "ISO-8859-1" or "UTF-8"
	Church   string   // the organ's ChurchName to the letter, by which GrandOrgue knows it
	Builder  string   // OrganBuilder, "" when it is not said
	ODF      string   // in a package: the name of the definition inside
	More     []string // in a package: further organs, which were not read, by their definitions' names
	LeftOut  []LeftOut
	Warnings []string // a sentence each

	// Sections leads from an element of the dialect ("M1S0", "S6") to the section that describes it ("Stop101",
	// "Switch007"), as [Settings] needs it. jMakeOdf text has none.
	Sections map[string]string

	// Paths leads from an element to the place that GrandOrgue gives it among its MIDI objects from 3.16 on
	// ("manuals/001/stops/002"), as [MIDISettings] needs it. jMakeOdf text has none.
	Paths map[string]string
}

// LeftOut is one thing that the player could move and the console does not have.
type LeftOut struct {
	Name string // as the player sees it
	Why  string // "a noise", "nothing hangs on it"
}

// maxWarnings bounds a report: a definition may have a mistake in every line.
const maxWarnings = 100

// warnings are the sentences of one reading.
type warnings struct {
	list []string
	more int
}

func (w *warnings) add(format string, args ...any) {
	if len(w.list) == maxWarnings {
		w.more++
		return
	}
	w.list = append(w.list, fmt.Sprintf(format, args...))
}

func (w *warnings) sentences() []string {
	if w.more > 0 {
		return append(w.list, fmt.Sprintf("and %d more", w.more))
	}
	return w.list
}
