package main

import (
	"fmt"
	"io"
	"path/filepath"
	"time"

	"voluntary/audio/midiout"
	"voluntary/registration/replace"
	"voluntary/sequencer"
	"voluntary/sequencer/smf"
)

func midiFile(env *environment, args []string) error {
	f := newFlags(env)
	out := f.output("write the messages to this MIDI `file`")
	name := f.console()
	rest, err := f.parse(args, "ARR")
	if err != nil {
		return err
	}
	if *out == "" {
		return usagef("-o OUT.mid is missing (usage: %s)", env.command.usage())
	}
	if err := spare(rest[0], *out); err != nil {
		return err
	}
	a, c, err := loadPiece(env, rest[0], *name)
	if err != nil {
		return err
	}
	p := compile(env, a, c)
	messages, err := midiout.Stream(c, told(p))
	if err != nil {
		return fmt.Errorf("%s cannot be said in MIDI: %w", a.Title(), err)
	}
	stream := smf.Stream{Name: c.Title, Messages: fromZero(messages)}
	err = replace.File(*out, func(w io.Writer) error {
		if err := env.ctx.Err(); err != nil {
			return err
		}
		return smf.Write(w, a.Title(), stream)
	})
	if err != nil {
		return hint(fmt.Errorf("cannot write %s: %w", filepath.Base(*out), err), "name another file with -o")
	}
	return nil
}

// told is what an output of which nothing is known is told when a piece is played from the beginning: the registration
// that holds there, all of it, and then what changes.
func told(p *sequencer.Performance) []sequencer.Event {
	all := midiout.Opening(p.Console(), p.StateAt(0))
	for _, e := range p.Events() {
		if e.At == 0 && (e.Kind == sequencer.Change || e.Kind == sequencer.Expression) {
			continue // it is in the opening
		}
		all = append(all, e)
	}
	return all
}

// fromZero moves messages in time so that those that leave before the piece begins have their place in a file.
func fromZero(messages []midiout.Message) []smf.Message {
	first := time.Duration(0)
	for _, m := range messages {
		first = min(first, m.At)
	}
	out := make([]smf.Message, len(messages))
	for i, m := range messages {
		out[i] = smf.Message{At: m.At - first, Bytes: m.Bytes}
	}
	return out
}
