package ui

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"voluntary/registration"
	"voluntary/registration/draft"
	"voluntary/registration/edit"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer/playback"
	"voluntary/ui/learn"
	"voluntary/ui/touch"
)

func (w *Window) learnActions() []*Action {
	const m = "Organ"
	return []*Action{
		{ID: "organ.learn", Menu: m, Label: "Learn from the organ…", Enabled: w.inputs.able, Do: func() { w.learn(w.session.Console(), w.useLearnt) }},
		{ID: "console.learn", Menu: m, Label: "Learn from the organ…", Scope: forConsole, Key: fyne.KeyL, Mod: ctrl, Gap: true, Enabled: w.inputs.able, Do: w.learnEdited},
	}
}

// learnEdited learns the console that is in the editor, as one step of it.
func (w *Window) learnEdited() {
	e := w.editing
	if e == nil {
		return
	}
	w.learn(e.edits.Console(), func(c *registration.Console, notes []string) {
		if err := e.edits.Apply("Learn from the organ", "", edit.Replace(c)); err != nil {
			e.say(sentence(err), true)
			return
		}
		e.say("What was learnt is in the console now; "+w.byKey("console.undo")+" takes it back. "+strings.Join(notes, " "), len(notes) > 0)
	})
}

// watching is how often a lesson looks whether enough has come in.
const watching = 200 * time.Millisecond

// schooling is a lesson that is open.
type schooling struct {
	w      *Window
	lesson *learn.Lesson
	view   *learn.View
	began  time.Time
	input  string
	output string
	stop   func() // ends the listening
	ended  chan struct{}
}

// learn opens the learning of a console; use gets the console with what was learnt, when that is wanted.
func (w *Window) learn(c *registration.Console, use func(c *registration.Console, notes []string)) {
	s := &schooling{w: w, lesson: learn.NewLesson(c), began: time.Now(), stop: nothing, ended: make(chan struct{})}
	s.input = w.app.Preferences().String(prefLearnInput)
	in := w.inputSelect(s.input, func(name string) {
		s.input = name
		w.app.Preferences().SetString(prefLearnInput, name)
		s.listen()
		s.view.Refresh()
	})
	s.view = learn.NewView(s.lesson, in, s.outputSelect())
	s.view.OnKey, s.view.OnTry = w.typedKey, s.try
	s.view.Spoken = func() bool { return s.output != "" }
	s.view.Listening = func() bool { return s.input != "" }
	s.view.Refresh()
	s.listen()
	var q *question
	q = w.ask("Learn from the organ: "+c.Name, "Use what was learnt", container.NewStack(s.view.Content()), func() {
		if s.lesson.Course.Count() == 0 {
			w.alert("Nothing was learnt yet: move a stop on, off, on, off, and keep what is found.", true)
			return
		}
		learnt, notes, err := s.lesson.Course.Console(s.view.Make(), time.Now())
		if err != nil {
			w.trouble(err)
			return
		}
		q.Hide()
		if text := s.lesson.Course.Unlearnt(); text != "" {
			notes = append(notes, text)
		}
		use(learnt, notes)
	})
	q.box.ok = s.view.Default // Return keeps what was found; the main button is for the end
	q.Dialog.SetOnClosed(func() {
		s.end()
		w.boxes = slices.DeleteFunc(w.boxes, func(b *box) bool { return b == q.box })
	})
	size := w.win.Canvas().Size()
	q.Resize(fyne.NewSize(min(size.Width-40, 1100), min(size.Height-40, 620)))
	s.view.Reveal()
	w.running.Go(s.watch)
}

// listen hears the input that is chosen.
func (s *schooling) listen() {
	s.stop()
	s.stop = nothing
	if s.input == "" {
		return
	}
	s.stop = s.w.inputs.listen(s.input, func(m Heard) {
		at := m.At.Sub(s.began)
		s.w.post(func() {
			if s.over() {
				return
			}
			s.lesson.Hear(at, m.Bytes)
			s.view.Refresh()
		})
	})
}

func (s *schooling) over() bool {
	select {
	case <-s.ended:
		return true
	default:
		return s.w.closing
	}
}

// watch looks now and then whether enough has come in, until the lesson is closed.
func (s *schooling) watch() {
	tick := time.NewTicker(watching)
	defer tick.Stop()
	for {
		select {
		case <-s.ended:
			return
		case <-s.w.ctx.Done():
			return
		case now := <-tick.C:
			s.w.post(func() {
				if !s.over() && s.lesson.Tick(now.Sub(s.began)) {
					s.view.Refresh()
				}
			})
		}
	}
}

func (s *schooling) end() {
	if !s.over() {
		close(s.ended)
	}
	s.stop()
}

// outputSelect is a choice among the ports to which the organ listens.
func (s *schooling) outputSelect() *touch.Select {
	w := s.w
	pick := touch.NewSelect([]string{noInput}, nil)
	pick.Selected, pick.OnKey = noInput, w.typedKey
	names := []string{""}
	pick.OnChanged = func(string) {
		if i := pick.SelectedIndex(); i >= 0 {
			s.output = names[i]
			s.view.Refresh()
		}
	}
	w.running.Go(func() {
		ports, _ := w.devices.Ports(w.ctx)
		w.post(func() {
			for _, p := range ports {
				if p.Name == Builtin {
					continue
				}
				label := portLabel(ports, p.Name)
				for slices.Contains(pick.Options, label) {
					label += " "
				}
				names, pick.Options = append(names, p.Name), append(pick.Options, label)
			}
			pick.Refresh()
		})
	})
	return pick
}

// try draws and retires at the organ what was found.
func (s *schooling) try() {
	c, id, err := s.lesson.Try()
	if err != nil {
		s.lesson.Tried(err)
		s.view.Refresh()
		return
	}
	s.lesson.Tried(nil)
	s.view.Refresh()
	output := s.output
	s.w.running.Go(func() {
		if err := s.w.moveOnce(output, c, id); err != nil && s.w.ctx.Err() == nil {
			s.w.post(func() { s.w.trouble(err) })
		}
	})
}

// moveOnce draws one control at a port and retires it again. The organ is taken to have nothing drawn.
func (w *Window) moveOnce(port string, c *registration.Console, id registration.ControlID) error {
	o, err := w.devices.Open(w.ctx, port, c)
	if err != nil {
		return err
	}
	defer o.Close()
	return playback.MoveOnce(w.ctx, o, id)
}

// useLearnt keeps a console that was learnt among the user's own and plays the piece on it. A shipped console is left as it
// is: the learnt one has a name of its own.
func (w *Window) useLearnt(c *registration.Console, notes []string) {
	folder, err := consolefile.Folder()
	if err != nil {
		w.trouble(err)
		return
	}
	path := filepath.Join(folder, c.Name+consolefile.Extension)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		own := *c
		own.Name = draft.New(c.Name + " learnt").Name
		if c, err = registration.NewConsole(own); err != nil {
			w.trouble(err)
			return
		}
	}
	w.keepConsole(c, func() {
		w.useConsole(c)
		said := fmt.Sprintf("What was learnt is kept as the console %s.", c.Name)
		if len(notes) > 0 {
			w.inform("What was learnt", said+"\n\n"+strings.Join(notes, "\n\n"))
			return
		}
		w.alert(said, false)
	})
}
