package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"voluntary/cmd/devices"
	"voluntary/registration"
	"voluntary/registration/dialect"
	consolefile "voluntary/registration/file"
	"voluntary/registration/learn"
	"voluntary/sequencer/playback"
)

func learnConsole(env *environment, args []string) error {
	f := newFlags(env)
	from := f.String("from", "", "learn from this recording, a `file` of seconds and hex")
	in := f.String("in", "", "learn from what comes in at this `port`, asking for one control after another")
	send := f.String("out", "", "with --in: say what was learnt to this `port`, to see whether it moves")
	only := f.StringSlice("control", nil, "the `ids` of the controls to learn, with commas between; else all")
	pause := f.Float64("pause", 4, "of a recording without headings: so many `seconds` of silence stand between two controls")
	make := f.String("make", "", "the organ's `make`, kept with the date")
	out := f.output("write the console with what was learnt to this `file`")
	asJSON := f.json()
	rest, err := f.parse(args, "C")
	switch {
	case err != nil:
		return err
	case (*from == "") == (*in == ""):
		return usagef("either --from RECORDING or --in PORT is needed (usage: %s)", env.command.usage())
	case *out == "":
		return usagef("-o NEW.console is missing (usage: %s)", env.command.usage())
	case !(*pause > 0 && *pause < 1000):
		return usagef("--pause %g is not possible (seconds, more than 0)", *pause)
	}
	c, err := consoleOr(rest[0], nil)
	if err != nil {
		return err
	}
	for _, id := range *only {
		if _, ok := c.Control(id); !ok {
			return usagef("--control %s: %s has no such control (vol console show %s lists them)", id, c.Name, c.Name)
		}
	}
	l := &lesson{env: env, course: learn.NewCourse(c), console: c, only: *only}
	if *from != "" {
		err = l.fromFile(*from, time.Duration(*pause*float64(time.Second)))
	} else {
		err = l.live(*in, *send)
	}
	if err != nil {
		return err
	}
	if l.course.Count() == 0 {
		return errors.New("nothing was learnt, so nothing was written (move each control on, off, on, off)")
	}
	learnt, notes, err := l.course.Console(*make, time.Now())
	if err != nil {
		return err
	}
	env.warn(notes...)
	for _, clash := range dialect.Clashes(learnt) {
		env.warn(clash)
	}
	if err := consolefile.Save(*out, learnt); err != nil {
		return hint(err, "name another file with -o")
	}
	return l.tell(*asJSON)
}

// lesson is one run of vol learn.
type lesson struct {
	env     *environment
	course  *learn.Course
	console *registration.Console
	only    []string
	told    []learn.Told
}

func (l *lesson) fromFile(name string, pause time.Duration) error {
	f, err := os.Open(name)
	if err != nil {
		return fmt.Errorf("the recording %s cannot be read (check the name)", name)
	}
	defer f.Close()
	sections, err := learn.ReadSections(f)
	if err != nil {
		return err
	}
	l.told, err = l.course.FromSections(sections, l.only, pause)
	return err
}

type learntRow struct {
	About      string  `json:"about"`
	ID         string  `json:"id"`
	Found      string  `json:"found"`
	Confidence float64 `json:"confidence"`
	On         string  `json:"on"`
	Off        string  `json:"off"`
}

func (l *lesson) tell(asJSON bool) error {
	rows := []learntRow{}
	lines := [][]string{{"learnt", "confidence", "what was found"}}
	for _, t := range l.told {
		on, off := t.Result.Messages()
		rows = append(rows, learntRow{string(t.Item.About), t.Item.ID, t.Result.Words, t.Result.Confidence, on, off})
		sure := "-"
		if t.Result.Confidence > 0 {
			sure = fmt.Sprintf("%.0f %%", 100*t.Result.Confidence)
		}
		lines = append(lines, []string{t.Item.Name, sure, t.Result.Words})
	}
	if asJSON {
		return writeJSON(l.env.out, struct {
			Learnt []learntRow `json:"learnt"`
		}{rows})
	}
	return table(l.env.out, lines)
}

// live asks for one item after another and learns from what comes in.
func (l *lesson) live(in, out string) error {
	d := devices.New(l.env.ctx, nil)
	defer d.Close()
	heard := make(chan learn.Heard, 1024)
	began := time.Now()
	states := make(chan string, 16)
	closer, err := d.Listen(in, func(m devices.Message) {
		select {
		case heard <- learn.Heard{At: m.At.Sub(began), Bytes: append([]byte(nil), m.Bytes...)}:
		default:
		}
	}, func(trouble string) {
		select {
		case states <- trouble:
		default:
		}
	})
	if err != nil {
		return fmt.Errorf("%w (vol ports lists the MIDI ports)", err)
	}
	defer closer.Close()
	select {
	case trouble := <-states:
		if trouble != "" {
			fmt.Fprintf(l.env.errs, "%s is waited for: %s\n", in, oneLine(trouble))
		}
	case <-time.After(5 * time.Second):
	case <-l.env.ctx.Done():
		return l.env.ctx.Err()
	}
	typed := linesOf(os.Stdin)
	fmt.Fprint(l.env.errs, "Return goes on when it was not noticed; s skips, b goes back, q ends and keeps what was learnt.\n\n")
	for {
		item, ok := l.course.Item()
		if !ok {
			return nil
		}
		if !l.wanted(item) {
			l.course.Go(l.course.At() + 1)
			continue
		}
		fmt.Fprintf(l.env.errs, "%d/%d  %s\n", l.course.At()+1, len(l.course.Items()), item.Prompt)
		word, r, found := l.await(heard, typed, began)
		switch {
		case l.env.ctx.Err() != nil, word == "q":
			return nil
		case word == "s":
			l.course.Go(l.course.At() + 1)
			continue
		case word == "b":
			l.course.Go(l.course.At() - 1)
			continue
		case !found:
			r, err := learn.Find(item.About, l.course.Heard())
			if err != nil {
				fmt.Fprintf(l.env.errs, "      %s\n", err)
				l.course.Again()
				if errors.Is(err, learn.ErrNothing) && out != "" && l.propose(d, out, typed) {
					l.keep(item)
				}
				continue
			}
			l.found(d, out, item, r, typed)
		default:
			l.found(d, out, item, r, typed)
		}
	}
}

func (l *lesson) wanted(item learn.Item) bool {
	if len(l.only) == 0 {
		return true
	}
	for _, id := range l.only {
		if item.About == learn.AboutControl && item.ID == id {
			return true
		}
	}
	return false
}

// await waits for what comes in or a word that is typed.
func (l *lesson) await(heard <-chan learn.Heard, typed <-chan string, began time.Time) (word string, r learn.Result, found bool) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case h := <-heard:
			l.course.Hear(h)
			if h.Bytes[0] < 0xF8 && len(l.course.Heard()) <= 40 {
				fmt.Fprintf(l.env.errs, "      %s\n", dialect.Hex(h.Bytes[:min(len(h.Bytes), 24)]))
			}
		case now := <-tick.C:
			if r, ok := l.course.Ready(now.Sub(began)); ok {
				return "", r, true
			}
		case word, open := <-typed:
			if !open {
				return "q", r, false
			}
			return word, r, false
		case <-l.env.ctx.Done():
			return "q", r, false
		}
	}
}

// found says what was found, tries it out and keeps it.
func (l *lesson) found(d *devices.Devices, out string, item learn.Item, r learn.Result, typed <-chan string) {
	fmt.Fprintf(l.env.errs, "      %s (%.0f %%)\n", r.Words, 100*r.Confidence)
	if out != "" && item.About == learn.AboutControl && !l.moves(d, out, r, typed) {
		l.course.Again()
		return
	}
	l.course.Keep(r)
	l.keep(item)
}

// keep notes the item down and goes on to the next.
func (l *lesson) keep(item learn.Item) {
	r, _ := l.course.Kept(l.course.At())
	l.told = append(l.told, learn.Told{Item: item, Result: r})
	l.course.Go(l.course.At() + 1)
}

// moves says a control to the organ and asks whether it moved.
func (l *lesson) moves(d *devices.Devices, out string, r learn.Result, typed <-chan string) bool {
	if err := l.say(d, out, r); err != nil {
		fmt.Fprintf(l.env.errs, "      it could not be said: %s\n", err)
		return true
	}
	fmt.Fprint(l.env.errs, "      Did it move, on and off? (Return: yes, n: no) ")
	select {
	case word, open := <-typed:
		return open && !strings.HasPrefix(word, "n")
	case <-l.env.ctx.Done():
		return false
	}
}

// propose says one candidate after another until the control has moved.
func (l *lesson) propose(d *devices.Devices, out string, typed <-chan string) bool {
	item, _ := l.course.Item()
	proposals := l.course.Proposals()
	if len(proposals) == 0 {
		return false
	}
	fmt.Fprintf(l.env.errs, "      Nothing comes in: watch %s.\n", item.Name)
	for _, r := range proposals {
		fmt.Fprintf(l.env.errs, "      %s", r.Words)
		if err := l.say(d, out, r); err != nil {
			fmt.Fprintf(l.env.errs, " It could not be said: %s\n", err)
			continue
		}
		fmt.Fprint(l.env.errs, " Did it move? (y: yes, Return: no, s: skip) ")
		select {
		case word, open := <-typed:
			switch {
			case !open || word == "s" || word == "q":
				return false
			case strings.HasPrefix(word, "y"):
				l.course.Keep(r)
				return true
			}
		case <-l.env.ctx.Done():
			return false
		}
	}
	return false
}

// say draws and retires a control at the organ, as it was learnt.
func (l *lesson) say(d *devices.Devices, out string, r learn.Result) error {
	trial, err := l.course.With(r)
	if err != nil {
		return err
	}
	item, _ := l.course.Item()
	id, _ := trial.Control(item.ID)
	o, err := d.Open(l.env.ctx, out, trial)
	if err != nil {
		return err
	}
	defer o.Close()
	return playback.MoveOnce(l.env.ctx, o, id)
}

// linesOf gives the lines of a reader, trimmed; the channel is closed at its end. The goroutine ends with the reader.
func linesOf(r io.Reader) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		for in := bufio.NewScanner(r); in.Scan(); {
			out <- strings.ToLower(strings.TrimSpace(in.Text()))
		}
	}()
	return out
}
