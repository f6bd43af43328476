package devices

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"voluntary/audio/midiout"
	"voluntary/audio/recording"
	"voluntary/registration/replace"
	"voluntary/sequencer"
	"voluntary/sequencer/smf"
)

// WriteMIDI writes to a MIDI file what a port is sent when a piece is played from the beginning: the registration that
// holds there, all of it, and then what changes. The file is replaced as a whole or left alone.
func WriteMIDI(ctx context.Context, path, title string, p *sequencer.Performance) error {
	messages, err := midiout.Stream(p.Console(), told(p))
	if err != nil {
		return fmt.Errorf("%s cannot be said in MIDI: %w (look at the organ's dialect)", title, err)
	}
	stream := smf.Stream{Name: p.Console().Title, Messages: fromZero(messages)}
	err = replace.File(path, func(w io.Writer) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return smf.Write(w, title, stream)
	})
	return unwritten(path, err)
}

// WriteSound writes to a file how a piece sounds on the built-in organ. The file is replaced as a whole or left alone.
func WriteSound(ctx context.Context, path string, p *sequencer.Performance, opts recording.Options) error {
	return unwritten(path, replace.File(path, func(w io.Writer) error { return recording.Render(ctx, w, p, opts) }))
}

// WriteStems is WriteSound, and writes beside the file one for each of its parts: piece-great.wav, piece-room.wav. It
// gives their names. Nothing is replaced before all are whole.
func WriteStems(ctx context.Context, path string, p *sequencer.Performance, opts recording.Options) (paths []string, err error) {
	ending := filepath.Ext(path)
	for _, name := range recording.PartNames(p.Console()) {
		paths = append(paths, strings.TrimSuffix(path, ending)+"-"+name+ending)
	}
	opts.Parts = make([]io.Writer, len(paths))
	var each func(i int) error
	each = func(i int) error {
		if i == len(paths) {
			return WriteSound(ctx, path, p, opts)
		}
		inner := false // the sentence names its file already
		err := replace.File(paths[i], func(w io.Writer) error {
			opts.Parts[i] = w
			err := each(i + 1)
			inner = err != nil
			return err
		})
		if inner {
			return err
		}
		return unwritten(paths[i], err)
	}
	return paths, each(0)
}

func unwritten(path string, err error) error {
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", filepath.Base(path), err)
	}
	return nil
}

// ExportMIDI is WriteMIDI for an arrangement on its own console.
func (d *Devices) ExportMIDI(ctx context.Context, path string, a *sequencer.Arrangement) error {
	p, _ := sequencer.Compile(a, nil)
	return WriteMIDI(ctx, path, a.Title(), p)
}

// told is what an output of which nothing is known is told when a piece is played from the beginning.
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
