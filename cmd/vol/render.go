package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"voluntary/audio/recording"
	"voluntary/audio/synth"
	"voluntary/cmd/devices"
	"voluntary/sequencer"
)

func render(env *environment, args []string) error {
	f := newFlags(env)
	out := f.output("write the sound to this `file`, in stereo")
	name := f.console()
	ladder := f.ladder()
	var sp span
	sp.flags(f)
	rate := f.Int("rate", synth.UsualRate, "samples a second, in `hertz`")
	kind := f.String("format", "", "the `format`: "+strings.Join(recording.FormatNames(), ", ")+"; else as the file's name ends, with 16 bits")
	stems := f.Bool("stems", false, "write each division and the room into files of their own as well")
	organ := f.organ()
	rest, err := f.parse(args, "ARR")
	switch {
	case err != nil:
		return err
	case *out == "":
		return usagef("-o OUT.wav is missing (usage: %s)", env.command.usage())
	case *rate < synth.LowestRate || *rate > synth.HighestRate:
		return usagef("--rate %d cannot be rendered (%d to %d hertz)", *rate, synth.LowestRate, synth.HighestRate)
	}
	format := recording.FormatFor(*out)
	if *kind != "" {
		var ok bool
		if format, ok = recording.ParseFormat(*kind); !ok {
			return usagef("--format %s is not known (%s)", *kind, strings.Join(recording.FormatNames(), ", "))
		}
	}
	tuned, err := organ.options()
	if err != nil {
		return err
	}
	tuned.Rate = *rate
	if err := spare(rest[0], *out); err != nil {
		return err
	}
	a, c, err := loadAt(env, rest[0], *name, *ladder)
	if err != nil {
		return err
	}
	from, to, err := sp.ticks(env, a)
	if err != nil {
		return err
	}
	tuned = organ.tuned(env, tuned, a)
	p := compile(env, a, c)
	warnOfSilence(env, p)
	progress := newProgress(env.errs, "rendering")
	defer progress.clear()
	opts := recording.Options{
		From: a.Tempo().TimeAt(from), To: endOf(p, a, to), Organ: tuned, Format: format, Progress: progress.show,
	}
	if *stems {
		_, err = devices.WriteStems(env.ctx, *out, p, opts)
	} else {
		err = devices.WriteSound(env.ctx, *out, p, opts)
	}
	if errors.Is(err, synth.ErrNoPassage) {
		return nothingToPlay(&sp, a)
	}
	return hint(err, "name another file with -o")
}

// nothingToPlay says why a passage is empty.
func nothingToPlay(sp *span, a *sequencer.Arrangement) error {
	if sp.from != "" {
		return fmt.Errorf("there is nothing to play from %s on (the piece has %d bars)", sp.from, a.Bars())
	}
	return errors.New("there is nothing to play: the piece holds no notes (vol info shows what it holds)")
}

// warnOfSilence says so when a piece has no stop drawn anywhere.
func warnOfSilence(env *environment, p *sequencer.Performance) {
	for _, e := range p.Events() {
		if e.Kind == sequencer.Change {
			return
		}
	}
	env.warn(fmt.Sprintf("no stop is drawn, so there is nothing to hear (vol lane ARR add --at 1:1 --draw ID; vol console show %s lists the stops)", p.Console().Name))
}

// progress shows on a terminal how far a long work is.
type progress struct {
	w     io.Writer // nil: nobody looks
	what  string
	shown string
}

func newProgress(w io.Writer, what string) *progress {
	if !isTerminal(w) {
		w = nil
	}
	return &progress{w: w, what: what}
}

func (p *progress) show(done, total time.Duration) {
	if p.w == nil {
		return
	}
	p.say(fmt.Sprintf("%s: %d %% of %s", p.what, 100*done/max(total, 1), clockText(total)))
}

// say shows a few words in the place of the last.
func (p *progress) say(text string) {
	if p.w != nil && text != p.shown {
		p.shown = text
		fmt.Fprintf(p.w, "\r%s\x1b[K", text)
	}
}

// clear takes the line away.
func (p *progress) clear() {
	if p.shown != "" {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = ""
	}
}
