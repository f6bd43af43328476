package sequencer

import (
	"fmt"
	"sync/atomic"
)

// undoDepth bounds the history. Steps share what did not change, so that a step costs little more than what it changed.
const undoDepth = 1000

// Editor holds the current arrangement and its history. Every change passes through Apply or through a preview that is
// committed. All methods but Current belong to one goroutine, the user interface's; Current may be called from any.
type Editor struct {
	// Changed is called after every publication, previews included. It may be nil.
	Changed func(*Arrangement)

	current   atomic.Pointer[Arrangement]
	selection Selection
	steps     []step // done ones, oldest first
	undone    []step // the next to redo last
	saved     *Arrangement
	sealed    bool
	preview   *Arrangement // what the preview began from; nil when there is none
	compared  *Arrangement // what is current in truth while the one before the last step is shown; nil when it is not
}

// Compared is why nothing can be edited while the piece is shown as it was before the last step.
type Compared struct{ Step string }

func (c *Compared) Error() string {
	return fmt.Sprintf("this is how it was before “%s”: go back to what it is now, then change it", c.Step)
}

// step is what one undo takes back.
type step struct {
	label         string
	kind          string
	before, after *Arrangement
	selBefore     Selection
	selAfter      Selection
}

// NewEditor starts with a piece that counts as saved.
func NewEditor(a *Arrangement) *Editor {
	e := &Editor{saved: a}
	e.current.Store(a)
	return e
}

// Current is the arrangement as it is now, a preview or what is compared with included.
func (e *Editor) Current() *Arrangement { return e.current.Load() }

// Selection is what is marked now.
func (e *Editor) Selection() Selection { return e.selection }

// Select marks something else. It is no step of its own; undo brings back what was marked before a step.
func (e *Editor) Select(s Selection) { e.selection = s }

// Apply makes one edit: it validates, publishes and records. label names the step in the menu ("Move notes"). Edits that
// follow each other with the same kind, kind not being empty, merge into one step until Seal is called. When edit fails
// nothing has changed. An edit that returns the same arrangement is no step.
func (e *Editor) Apply(label, kind string, edit func(*Arrangement) (*Arrangement, error)) error {
	if e.compared != nil {
		return &Compared{e.UndoLabel()}
	}
	e.CancelPreview()
	before := e.Current()
	after, err := edit(before)
	if err != nil {
		return err
	}
	e.record(label, kind, before, after)
	return nil
}

func (e *Editor) record(label, kind string, before, after *Arrangement) {
	if after == before {
		return
	}
	e.undone = nil
	if n := len(e.steps); n > 0 && kind != "" && e.steps[n-1].kind == kind && !e.sealed && e.steps[n-1].after == before {
		e.steps[n-1].after, e.steps[n-1].selAfter = after, e.selection
	} else {
		e.steps = append(e.steps, step{label: label, kind: kind, before: before, after: after, selBefore: e.selection, selAfter: e.selection})
		if len(e.steps) > undoDepth {
			e.steps = append([]step(nil), e.steps[len(e.steps)-undoDepth:]...)
		}
	}
	e.sealed = false
	e.publish(after)
}

// Seal ends a gesture: the next edit starts a step of its own.
func (e *Editor) Seal() { e.sealed = true }

// Preview shows what an edit would give without recording it. Each preview starts from what was current before the
// first one. A failing edit shows the start again.
func (e *Editor) Preview(edit func(*Arrangement) (*Arrangement, error)) error {
	if e.compared != nil {
		return &Compared{e.UndoLabel()}
	}
	if e.preview == nil {
		e.preview = e.Current()
	}
	shown, err := edit(e.preview)
	if err != nil {
		shown = e.preview
	}
	e.publish(shown)
	return err
}

// Previewing reports whether a preview is shown.
func (e *Editor) Previewing() bool { return e.preview != nil }

// CommitPreview records what is shown as one step.
func (e *Editor) CommitPreview(label string) {
	if e.preview == nil {
		return
	}
	before := e.preview
	e.preview = nil
	e.record(label, "", before, e.Current())
}

// CancelPreview goes back to what was current before the first preview.
func (e *Editor) CancelPreview() {
	if e.preview == nil {
		return
	}
	before := e.preview
	e.preview = nil
	e.publish(before)
}

func (e *Editor) publish(a *Arrangement) {
	if e.current.Swap(a) != a && e.Changed != nil {
		e.Changed(a)
	}
}

// Compare shows the piece as it was before the last step, or again as it is. Until then it cannot be edited; undo, redo
// and [Editor.EndCompare] end it. It reports whether there was anything to compare with.
func (e *Editor) Compare() bool {
	if e.EndCompare() {
		return true
	}
	if len(e.steps) == 0 || e.preview != nil {
		return false
	}
	e.compared = e.Current()
	e.publish(e.steps[len(e.steps)-1].before)
	return true
}

// EndCompare shows the piece as it is and reports whether it was shown as it had been.
func (e *Editor) EndCompare() bool {
	now := e.compared
	if now == nil {
		return false
	}
	e.compared = nil
	e.publish(now)
	return true
}

// Comparing reports whether the piece is shown as it was before the last step.
func (e *Editor) Comparing() bool { return e.compared != nil }

// Undo takes back the last step and brings back what was marked before it. It reports whether there was one.
func (e *Editor) Undo() bool {
	e.EndCompare()
	if e.preview != nil {
		e.CancelPreview()
		return true
	}
	n := len(e.steps)
	if n == 0 {
		return false
	}
	s := e.steps[n-1]
	e.steps = e.steps[:n-1]
	s.selAfter = e.selection
	e.undone = append(e.undone, s)
	e.selection, e.sealed = s.selBefore, true
	e.publish(s.before)
	return true
}

// Redo makes the last undone step again. It reports whether there was one.
func (e *Editor) Redo() bool {
	n := len(e.undone)
	if n == 0 {
		return false
	}
	e.EndCompare()
	e.CancelPreview()
	s := e.undone[n-1]
	e.undone = e.undone[:n-1]
	e.steps = append(e.steps, s)
	e.selection, e.sealed = s.selAfter, true
	e.publish(s.after)
	return true
}

// UndoLabel names the step that Undo would take back, "" when there is none.
func (e *Editor) UndoLabel() string {
	if n := len(e.steps); n > 0 {
		return e.steps[n-1].label
	}
	return ""
}

// RedoLabel names the step that Redo would make, "" when there is none.
func (e *Editor) RedoLabel() string {
	if n := len(e.undone); n > 0 {
		return e.undone[n-1].label
	}
	return ""
}

// History lists the labels of all steps, oldest first, and how many of them are done.
func (e *Editor) History() (labels []string, done int) {
	for _, s := range e.steps {
		labels = append(labels, s.label)
	}
	for i := len(e.undone) - 1; i >= 0; i-- {
		labels = append(labels, e.undone[i].label)
	}
	return labels, len(e.steps)
}

// Jump undoes or redoes until so many steps of the history are done, as many as there are at the most.
func (e *Editor) Jump(done int) {
	e.EndCompare()
	e.CancelPreview()
	for len(e.steps) > max(done, 0) {
		e.Undo()
	}
	for len(e.steps) < done && e.Redo() {
	}
}

// MarkSaved notes that a has been saved; a is usually what Current gave when saving began.
func (e *Editor) MarkSaved(a *Arrangement) { e.saved = a }

// Dirty reports whether the current arrangement differs from the one saved last. A preview does not count, nor what is
// compared with.
func (e *Editor) Dirty() bool {
	now := e.Current()
	if e.compared != nil {
		now = e.compared
	}
	if e.preview != nil {
		now = e.preview
	}
	return now != e.saved
}
