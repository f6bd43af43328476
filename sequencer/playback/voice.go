package playback

import (
	"slices"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// voice is the part of an output that goes out equally far ahead of its sounding: the divisions that take equally long
// to speak, with their keys and controls. The first voice is ahead only by what the output as a whole is, and has the shoes.
//
// A voice lives on a clock of its own, ahead by its lead: what its course says for an instant of that clock is to be
// handed over with the instant less the lead. So what an output has is known exactly for each division, however far
// ahead it goes out.
type voice struct {
	lead   time.Duration
	course course
	waits  record    // of a Flusher only
	last   time.Time // when the last thing told is due

	from time.Time          // where it is reconciled
	want sequencer.Sounding // with what
}

// clock is the voice's own time.
func (v *voice) clock(now time.Time) time.Time { return now.Add(v.lead) }

// aim makes the next reconcile of the voice lead to where its course is.
func (v *voice) aim(due time.Time) { v.from, v.want = due, v.course.sounding() }

// split says which voice speaks for what.
type split struct {
	console *registration.Console // whose controls are in divisions; nil: they are all the first voice's
	of      [registration.MaxDivisions]uint8
}

// leads is how far ahead of the engine each division goes out, the output as a whole included.
func (l *line) leads(c *registration.Console) (leads [registration.MaxDivisions]time.Duration, longest time.Duration) {
	if l.forget == nil {
		return leads, 0
	}
	longest = l.base()
	for d := range leads {
		leads[d] = longest
	}
	leader, ok := l.out.(Leader)
	if !ok || c == nil {
		return leads, longest
	}
	for d := range c.Divisions {
		leads[d] += min(max(leader.LeadOf(registration.DivisionID(d)), 0), longestLead)
		longest = max(longest, leads[d])
	}
	return leads, longest
}

// base is how far ahead of the engine the output goes out as a whole.
func (l *line) base() time.Duration {
	if l.forget == nil {
		return 0
	}
	if d, ok := l.out.(Delayed); ok {
		return l.sooner + min(max(d.Delay(), 0), longestLead)
	}
	return l.sooner
}

// divide makes the voices anew if the leads have changed. Nothing may wait in them.
func (l *line) divide(c *registration.Console) {
	leads, longest := l.leads(c)
	base := l.base()
	voices := l.voices[:1]
	voices[0].lead = base
	if longest == base {
		l.voices, l.split = voices, split{}
		return
	}
	l.split = split{console: c}
	for d, lead := range leads {
		i := slices.IndexFunc(voices, func(v voice) bool { return v.lead == lead })
		if i < 0 {
			i = len(voices)
			if i < cap(voices) {
				voices = voices[:i+1] // with the memory of its record
				voices[i].lead = lead
				voices[i].waits.clear()
			} else {
				voices = append(voices, voice{lead: lead})
			}
		}
		l.split.of[d] = uint8(i)
	}
	l.voices = voices
}

// voiceOf is the voice that says an event.
func (l *line) voiceOf(e *sequencer.Event) *voice {
	switch {
	case len(l.voices) == 1 || e.Kind == sequencer.Expression:
		return &l.voices[0]
	case stroke(e):
		return &l.voices[l.split.of[e.Division]]
	}
	return &l.voices[l.voiceOfControl(e.Change.Control)]
}

func (l *line) voiceOfControl(k registration.ControlID) uint8 {
	if l.split.console == nil || int(k) >= len(l.split.console.Controls) {
		return 0
	}
	return l.split.of[l.split.console.Controls[k].Division]
}
