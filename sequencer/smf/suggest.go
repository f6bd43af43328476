package smf

import (
	"fmt"
	"strings"

	"voluntary/registration"
	"voluntary/sequencer"
)

// Suggestion says which division might play a track, and why.
type Suggestion struct {
	Track    int
	Channel  int    // 0 to 15 when it is about one channel of the track, -1 for all
	Division string // text id; "" to leave it out
	Shift    int8   // semitones by which to move it
	Reason   string // a sentence
}

// Suggest makes a suggestion for each track of a file that holds notes, in order.
func Suggest(f *File, c *registration.Console) []Suggestion {
	list := SuggestStaves(f.staves(), c)
	for i := range list {
		list[i].Channel = -1
		if n := len(f.Tracks[list[i].Track].Channels()); n > 1 && list[i].Division != "" {
			list[i].Reason += fmt.Sprintf(" It is on %d channels and can be split by them.", n)
		}
	}
	return list
}

// SuggestChannels makes a suggestion for each channel of one track, for a track that is to be split.
func SuggestChannels(f *File, track int, c *registration.Console) []Suggestion {
	return SuggestStaves(f.channelStaves(track), c)
}

// SuggestStaves makes a suggestion for each staff, in order. It is pure.
func SuggestStaves(staves []Staff, c *registration.Console) []Suggestion {
	a := &adviser{keys: keyboardsOf(c), staves: make([]advised, len(staves))}
	for i := range staves {
		s := &a.staves[i]
		s.Staff = &staves[i]
		s.division = -1
		s.doubled = -1
		s.shape = shapeOf(s.Notes)
		s.sense = senseOf(s.Name, s.Title)
		if !s.sense.says() && s.Instrument != "" {
			if in := senseOf(s.Instrument, true); in.says() && in.hand == noHand && in.voice == noVoice {
				s.sense = in
			}
		}
	}
	a.letters()
	a.outs()
	a.named()
	a.doublings()
	a.feet()
	a.hands()
	a.rest()
	a.follow()
	a.lifts()
	list := make([]Suggestion, len(staves))
	for i := range a.staves {
		s := &a.staves[i]
		list[i] = Suggestion{Track: s.Track, Channel: s.Channel, Shift: s.shift, Reason: strings.Join(s.reasons, " ")}
		if s.division >= 0 {
			list[i].Division = c.Divisions[s.division].ID
		}
	}
	return list
}

// adviser makes suggestions in steps, from what is sure to what is likely. Each step leaves alone what is settled.
type adviser struct {
	keys   *keyboards
	staves []advised
}

type advised struct {
	*Staff
	sense
	shape
	settled  bool
	division int // -1 for none
	doubled  int // the staff that it doubles, or -1
	interval int // above that one; sameAlways tells whether throughout
	always   bool
	shift    int8
	reasons  []string
}

func (s *advised) settle(division int, format string, args ...any) {
	s.settled, s.division = true, division
	s.say(format, args...)
}

func (s *advised) say(format string, args ...any) {
	s.reasons = append(s.reasons, fmt.Sprintf(format, args...))
}

// seat settles a staff on the division for a role.
func (a *adviser) seat(s *advised, r role, format string, args ...any) {
	d, exact := a.keys.seat(r, s.word)
	if d < 0 && r == pedal {
		d, _ = a.keys.seat(great, "")
	}
	if d < 0 {
		s.settle(-1, format+" But the console has no division for it.", args...)
		return
	}
	s.settle(d, format, args...)
	if !exact {
		s.say("This console has no %s, so the %s stands in.", roleNames[r], a.keys.name(d))
	}
}

// letters takes S, A, T and B for voices only where at least three of them stand together.
func (a *adviser) letters() {
	n := 0
	for i := range a.staves {
		if a.staves[i].letter {
			n++
		}
	}
	for i := range a.staves {
		if s := &a.staves[i]; s.letter && n < 3 {
			s.voice = noVoice
		}
	}
}

// outs leaves out what is no music for keys.
func (a *adviser) outs() {
	for i := range a.staves {
		s := &a.staves[i]
		switch {
		case s.out:
			s.settle(-1, "The name %q speaks of stops, pistons or drums, so the notes are not keys to be played.", Clean(s.Name))
		case s.Channel == 9 && !s.says() && len(a.staves) > 1 && len(s.Notes) >= 16 && s.keys <= 12 && s.lowest >= 27 && s.highest <= 87:
			s.settle(-1, "It repeats a few keys on channel 10, as drums and stop changes do.")
		}
	}
}

// named settles what is named after a division or a manual.
func (a *adviser) named() {
	most := 0
	for i := range a.staves {
		most = max(most, a.staves[i].manual)
	}
	for i := range a.staves {
		s := &a.staves[i]
		if s.settled {
			continue
		}
		if !s.Title {
			if d := a.keys.named(words(s.Name)); d >= 0 {
				s.settle(d, "The name %q is that of the %s.", Clean(s.Name), a.keys.name(d))
				continue
			}
		}
		switch {
		case s.role != noRole:
			meant := roleNames[s.role]
			if d, exact := a.keys.seat(s.role, s.word); exact {
				meant = a.keys.name(d)
			}
			a.seat(s, s.role, "The name %q stands for the %s.", s.text, meant)
		case s.manual != 0:
			if d := a.keys.numbered(s.manual, most); d >= 0 {
				s.settle(d, "The name %q counts the manuals; the %s is taken for number %d.", s.text, a.keys.name(d), s.manual)
			}
		}
	}
}

// doublings finds staves that play along with another one, as scores do that write out 16-foot and 4-foot pitch.
func (a *adviser) doublings() {
	if len(a.staves) > 64 {
		return
	}
	for j := range a.staves {
		s := &a.staves[j]
		for i := 0; i < j && !s.settled && s.doubled < 0; i++ {
			if first := &a.staves[i]; first.doubled < 0 && !(first.settled && first.division < 0) {
				if interval, always, ok := doubles(first.Notes, s.Notes); ok {
					s.doubled, s.interval, s.always = i, interval, always
				}
			}
		}
	}
}

// open lists the staves that are not settled and double nothing.
func (a *adviser) open() []*advised {
	var list []*advised
	for i := range a.staves {
		if s := &a.staves[i]; !s.settled && s.doubled < 0 {
			list = append(list, s)
		}
	}
	return list
}

// feet looks for the pedal where no name says which it is: the lowest staff of three or more, one voice, within reach.
func (a *adviser) feet() {
	playing, named, manuals := 0, false, false
	for i := range a.staves {
		s := &a.staves[i]
		if s.doubled < 0 && !(s.settled && s.division < 0) {
			playing++
		}
		manuals = manuals || s.any || s.settled && s.division >= 0
		named = named || s.settled && s.division >= 0 && a.keys.roles[s.division] == pedal
	}
	seat, _ := a.keys.seat(pedal, "")
	if named || seat < 0 || playing < 2 || playing < 3 && !manuals || playing > 8 {
		return
	}
	top := a.keys.console.Divisions[seat].Highest
	var lowest *advised
	for i := range a.staves {
		if s := &a.staves[i]; s.doubled < 0 && !(s.settled && s.division < 0) && (lowest == nil || s.mean <= lowest.mean) {
			lowest = s
		}
	}
	fits := func(s *advised) bool {
		return !s.settled && s.hand == noHand && (s.voice == noVoice || s.voice == bass) && !s.any && s.single && s.highest <= top && s.mean <= 58
	}
	if !fits(lowest) {
		return
	}
	last, above := lowest == &a.staves[len(a.staves)-1], false
	for i := range a.staves {
		s := &a.staves[i]
		if s != lowest && s.doubled < 0 && !fits(s) && s.mean < lowest.mean+2 && !last {
			return // something that is no pedal lies as low
		}
		above = above || s.mean >= lowest.mean+5
	}
	if !above {
		return
	}
	why := "It is the lowest of %d tracks (%s to %s), in one voice, within the reach of the feet."
	if lowest.voice == bass {
		why = "The bass, the lowest of %d voices (%s to %s), goes to the feet."
	}
	a.seat(lowest, pedal, why, playing, sequencer.KeyName(lowest.lowest), sequencer.KeyName(lowest.highest))
	for _, s := range a.open() {
		if playing > 3 && fits(s) && s.mean <= min(lowest.mean+6, 48) {
			a.seat(s, pedal, "It lies as low as the pedal part of track %d.", lowest.Track)
		}
	}
}
