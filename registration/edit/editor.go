package edit

import (
	"voluntary/registration"
	"voluntary/registration/draft"
)

// Edit changes a draft of the console.
type Edit func(*draft.Draft) error

// All is several edits as one.
func All(edits ...Edit) Edit {
	return func(d *draft.Draft) error {
		for _, change := range edits {
			if err := change(d); err != nil {
				return err
			}
		}
		return nil
	}
}

// most is how many steps can be undone.
const most = 500

// step is what was there before an edit.
type step struct {
	label, kind string
	console     *registration.Console
}

// Editor keeps a console that is being changed.
type Editor struct {
	Changed func() // called after every change; may be nil

	now    *registration.Console
	saved  *registration.Console
	past   []step
	future []step
	ended  bool // the next step stands alone, whatever its kind

	preview *registration.Console // what the preview began from; nil when there is none
}

// NewEditor begins with a console that is taken to be saved.
func NewEditor(c *registration.Console) *Editor { return &Editor{now: c, saved: c} }

// Console is the console as it is now, a preview included.
func (e *Editor) Console() *registration.Console { return e.now }

// Dirty reports whether there are changes that are not saved.
func (e *Editor) Dirty() bool {
	if e.preview != nil {
		return e.preview != e.saved
	}
	return e.now != e.saved
}

// MarkSaved notes that a console is kept somewhere; nil: what is here now is kept nowhere.
func (e *Editor) MarkSaved(c *registration.Console) { e.saved = c }

// Apply makes an edit. The label names it for people. An edit of the same kind as the one before it, "" excepted, joins that
// step. When the result is not valid nothing is changed.
func (e *Editor) Apply(label, kind string, edit Edit) error {
	e.CancelPreview()
	c, err := made(e.now, edit)
	if err != nil {
		return err
	}
	if joined := kind != "" && !e.ended && len(e.past) > 0 && e.past[len(e.past)-1].kind == kind; !joined {
		e.past = append(e.past, step{label, kind, e.now})
		if len(e.past) > most {
			e.past = e.past[1:]
		}
	}
	e.now, e.future, e.ended = c, nil, false
	e.changed()
	return nil
}

// made is what an edit makes of a console.
func made(of *registration.Console, edit Edit) (*registration.Console, error) {
	d := draft.Of(of)
	if err := edit(d); err != nil {
		return nil, err
	}
	return d.Finish()
}

// Preview shows what an edit would give, as while something is dragged, without making a step of it. Each preview starts
// from what was there before the first one; one that fails changes nothing.
func (e *Editor) Preview(edit Edit) error {
	from := e.preview
	if from == nil {
		from = e.now
	}
	c, err := made(from, edit)
	if err != nil {
		return err
	}
	e.preview, e.now = from, c
	e.changed()
	return nil
}

// CancelPreview goes back to what was there before the first preview.
func (e *Editor) CancelPreview() {
	if e.preview == nil {
		return
	}
	e.now, e.preview = e.preview, nil
	e.changed()
}

// EndStep lets the next edit stand alone: a gesture is over, or another thing is selected.
func (e *Editor) EndStep() { e.ended = true }

// UndoLabel names what Undo takes back, "" when there is nothing.
func (e *Editor) UndoLabel() string { return label(e.past) }

// RedoLabel names what Redo does again, "" when there is nothing.
func (e *Editor) RedoLabel() string { return label(e.future) }

func label(steps []step) string {
	if len(steps) == 0 {
		return ""
	}
	return steps[len(steps)-1].label
}

// Undo takes back the preview that is shown, else the last step. It is false when there is none.
func (e *Editor) Undo() bool {
	if e.preview != nil {
		e.CancelPreview()
		return true
	}
	return e.turn(&e.past, &e.future)
}

// Redo does again what was taken back last. It is false when there is nothing.
func (e *Editor) Redo() bool {
	e.CancelPreview()
	return e.turn(&e.future, &e.past)
}

func (e *Editor) turn(from, to *[]step) bool {
	n := len(*from)
	if n == 0 {
		return false
	}
	s := (*from)[n-1]
	*from = (*from)[:n-1]
	*to = append(*to, step{s.label, s.kind, e.now})
	e.now, e.ended = s.console, true
	e.changed()
	return true
}

func (e *Editor) changed() {
	if e.Changed != nil {
		e.Changed()
	}
}
