package recording

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"voluntary/audio/synth"
	"voluntary/audio/wav"
	"voluntary/registration"
	"voluntary/sequencer"
)

// Options say what to render, on what organ and into what. The zero value renders everything on the usual one into a
// 16-bit WAV file.
type Options struct {
	From, To time.Duration // of the performance, half-open; To 0 is the end. The tail comes after To.
	Organ    synth.Options
	Format   Format

	// Parts, if there, are as many as [PartNames] lists; nil is left out. They get the same format.
	Parts []io.Writer

	// Progress, if there, is called now and then with what has been rendered of all there is, in time of the sound.
	Progress func(done, total time.Duration)
}

// chunk is how many frames are rendered between two looks at the context.
const chunk = 1 << 14

// PartNames are the names of the parts that a console's sound is made of: its divisions' ids, then "room".
func PartNames(c *registration.Console) []string {
	var names []string
	for _, d := range c.Divisions {
		names = append(names, d.ID)
	}
	return append(names, "room")
}

// file is a sound file that is being written.
type file interface {
	Write(samples []float32) error
	Close() error
}

func (f Format) open(w io.Writer, rate int, frames int64) (file, error) {
	if f >= FLAC16 {
		return newFLAC(w, rate, frames, f.bits())
	}
	b := bufio.NewWriterSize(w, 1<<17)
	out, err := wav.NewWriter(b, rate, frames, f.depth())
	if err != nil {
		return nil, err
	}
	return &buffered{out, b}, nil
}

// buffered is a WAV file behind a buffer.
type buffered struct {
	*wav.Writer
	b *bufio.Writer
}

func (f *buffered) Close() error { return errors.Join(f.Writer.Close(), f.b.Flush()) }

// Render renders p on the organ of its console and writes it to w. It begins with the registration that holds at From and
// the keys that are held there. When ctx is done it stops and returns its error; what is written then is not a whole file.
func Render(ctx context.Context, w io.Writer, p *sequencer.Performance, opts Options) error {
	if n := len(PartNames(p.Console())); opts.Parts != nil && len(opts.Parts) != n {
		return fmt.Errorf("%d parts are asked for, the organ has %d", len(opts.Parts), n)
	}
	passage, err := synth.NewPassage(p, opts.From, opts.To, opts.Organ)
	if err != nil {
		return err
	}
	whole, err := opts.Format.open(w, passage.Rate(), passage.Frames())
	if err != nil {
		return err
	}
	samples := make([]float32, 2*chunk)
	var parts []file // nil: not asked for
	var sounds [][]float32
	for _, w := range opts.Parts {
		sounds = append(sounds, make([]float32, 2*chunk))
		var part file
		if w != nil {
			if part, err = opts.Format.open(w, passage.Rate(), passage.Frames()); err != nil {
				return err
			}
		}
		parts = append(parts, part)
	}
	duration := func(frames int64) time.Duration {
		return time.Duration(float64(frames) / float64(passage.Rate()) * float64(time.Second))
	}
	total := duration(passage.Frames())
	for done := int64(0); done < passage.Frames(); {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("rendering was stopped: %w", err)
		}
		n := passage.ReadApart(samples, sounds)
		err := whole.Write(samples[:2*n])
		for i, part := range parts {
			if part != nil && err == nil {
				err = part.Write(sounds[i][:2*n])
			}
		}
		if err != nil {
			return fmt.Errorf("the sound cannot be written: %w", err)
		}
		done += int64(n)
		if opts.Progress != nil {
			opts.Progress(duration(done), total)
		}
	}
	for _, part := range parts {
		if part != nil {
			err = errors.Join(err, part.Close())
		}
	}
	if err = errors.Join(err, whole.Close()); err != nil {
		return fmt.Errorf("the sound cannot be written: %w", err)
	}
	return nil
}
