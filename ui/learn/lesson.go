package learn

import (
	"fmt"
	"time"

	"voluntary/registration"
	"voluntary/registration/dialect"
	"voluntary/registration/learn"
)

// Stage is how far the item is.
type Stage uint8

// The stages.
const (
	Waiting   Stage = iota // for what comes in
	Found                  // something was found, to be tried and kept
	Asking                 // it was said to the organ: did it move?
	Proposing              // a proposal was said to the organ: did it move?
	Over                   // every item was gone through
)

// mostShown is how many messages are shown.
const mostShown = 200

// Lesson is a course with what is asked just now. It belongs to one goroutine.
type Lesson struct {
	Course *learn.Course

	stage     Stage
	result    learn.Result
	trouble   string
	proposals []learn.Result
	proposal  int
	shown     []string // what came in, as text
}

// NewLesson begins with a console.
func NewLesson(c *registration.Console) *Lesson { return &Lesson{Course: learn.NewCourse(c)} }

// Stage is how far the item is.
func (l *Lesson) Stage() Stage { return l.stage }

// Shown is what came in for the item, a line for each message.
func (l *Lesson) Shown() []string { return l.shown }

// Prompt says what to do, and Words what has come of it.
func (l *Lesson) Prompt() string {
	item, ok := l.Course.Item()
	switch {
	case !ok:
		return "This was the last. What was learnt can be used now."
	case l.stage == Asking, l.stage == Proposing:
		return fmt.Sprintf("Watch %s: did it move, on and off?", item.Name)
	}
	return item.Prompt
}

// Words say what was found, or what is wrong.
func (l *Lesson) Words() string {
	switch {
	case l.trouble != "":
		return l.trouble
	case l.stage == Proposing:
		return fmt.Sprintf("Proposal %d of %d: %s", l.proposal+1, len(l.proposals), l.result.Words)
	case l.stage == Found || l.stage == Asking:
		return fmt.Sprintf("%s (%s, %.0f %%)", l.result.Words, sure(l.result.Confidence), 100*l.result.Confidence)
	}
	if r, ok := l.Course.Kept(l.Course.At()); ok {
		return "Learnt already: " + r.Words
	}
	return ""
}

func sure(confidence float64) string {
	f := learn.Finding{Confidence: confidence}
	return f.Sure()
}

// Go goes to an item.
func (l *Lesson) Go(at int) {
	l.Course.Go(at)
	l.reset()
}

func (l *Lesson) reset() {
	l.stage, l.result, l.trouble, l.proposals, l.shown = Waiting, learn.Result{}, "", nil, nil
	if _, ok := l.Course.Item(); !ok {
		l.stage = Over
	}
}

// Again forgets what came in for the item.
func (l *Lesson) Again() {
	l.Course.Again()
	l.reset()
}

// Hear takes a message. While something is said to the organ what comes in is its answer, and is not listened to.
func (l *Lesson) Hear(at time.Duration, bytes []byte) {
	if len(bytes) == 0 || bytes[0] >= 0xF8 || l.stage == Asking || l.stage == Proposing || l.stage == Over {
		return
	}
	if l.stage == Found { // moved once more: what it says counts
		l.stage, l.result = Waiting, learn.Result{}
	}
	l.trouble = ""
	l.Course.Hear(learn.Heard{At: at, Bytes: bytes})
	text := dialect.Hex(bytes[:min(len(bytes), 20)])
	if len(bytes) > 20 {
		text += fmt.Sprintf(" … (%d bytes)", len(bytes))
	}
	l.shown = append(l.shown, fmt.Sprintf("%8.2f   %s", at.Seconds(), text))
	if len(l.shown) > mostShown {
		l.shown = l.shown[len(l.shown)-mostShown:]
	}
}

// Tick looks whether enough has come in, and reports whether there is something new to be shown: something was found just now, or
// it is a while that nothing came and what came was not understood.
func (l *Lesson) Tick(now time.Duration) bool {
	if l.stage != Waiting {
		return false
	}
	r, ok := l.Course.Ready(now)
	if ok {
		l.stage, l.result = Found, r
		return true
	}
	if l.trouble != "" || !l.Course.Stalled(now) {
		return false
	}
	l.Judge()
	return true
}

// Judge looks at what came in at once; what is wrong is said by Words.
func (l *Lesson) Judge() {
	item, ok := l.Course.Item()
	if !ok || l.stage != Waiting {
		return
	}
	r, err := learn.Find(item.About, l.Course.Heard())
	if err != nil {
		l.trouble = upper(err.Error()) + "."
		return
	}
	l.stage, l.result, l.trouble = Found, r, ""
}

func upper(s string) string {
	if s == "" {
		return s
	}
	return string(s[0]&^0x20) + s[1:]
}

// CanTry reports whether what was found, or proposed, can be said to the organ; also once more.
func (l *Lesson) CanTry() bool {
	on, _ := l.result.Messages()
	return on != "" && (l.stage == Found || l.stage == Asking || l.stage == Proposing)
}

// Try gives the console and the control that are to be said to the organ; [Lesson.Tried] follows.
func (l *Lesson) Try() (*registration.Console, registration.ControlID, error) {
	item, _ := l.Course.Item()
	c, err := l.Course.With(l.result)
	if err != nil {
		return nil, 0, err
	}
	id, ok := c.Control(item.ID)
	if !ok {
		return nil, 0, fmt.Errorf("the console has no %s", item.Name)
	}
	return c, id, nil
}

// Tried says that it was said to the organ, or why not.
func (l *Lesson) Tried(err error) {
	switch {
	case err != nil:
		l.trouble = upper(err.Error()) + "."
	case l.stage == Found:
		l.stage = Asking
	}
}

// Propose takes the next proposal for the item; it is to be said to the organ. It is false when there is none left.
func (l *Lesson) Propose() bool {
	if l.stage != Proposing {
		l.proposals, l.proposal = l.Course.Proposals(), -1
	}
	if l.proposal+1 >= len(l.proposals) {
		l.reset()
		l.trouble = "There is no further proposal: this control has to be learnt from what the organ sends, or from its manual."
		return false
	}
	l.proposal++
	l.stage, l.result, l.trouble = Proposing, l.proposals[l.proposal], ""
	return true
}

// Keep keeps what was found and goes on.
func (l *Lesson) Keep() {
	if l.stage == Waiting || l.stage == Over {
		return
	}
	l.Course.Keep(l.result)
	l.Go(l.Course.At() + 1)
}
