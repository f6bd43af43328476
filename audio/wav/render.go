package wav

import (
	"context"
	"fmt"
	"io"
	"time"

	"voluntary/audio/synth"
	"voluntary/sequencer"
)

// Options say what to render and on what organ. The zero value renders everything on the usual one.
type Options struct {
	From, To time.Duration // of the performance, half-open; To 0 is the end. The tail comes after To.
	Organ    synth.Options

	// Progress, if there, is called now and then with what has been rendered of all there is, in time of the sound.
	Progress func(done, total time.Duration)
}

// chunk is how many frames are rendered between two looks at the context.
const chunk = 1 << 14

// Render renders p on the organ of its console and writes it to w as a WAV file. It begins with the registration that
// holds at From and the keys that are held there. When ctx is done it stops and returns its error; what is written then
// is not a whole file.
func Render(ctx context.Context, w io.Writer, p *sequencer.Performance, opts Options) error {
	passage, err := synth.NewPassage(p, opts.From, opts.To, opts.Organ)
	if err != nil {
		return err
	}
	out, err := NewWriter(w, passage.Rate(), passage.Frames())
	if err != nil {
		return err
	}
	duration := func(frames int64) time.Duration {
		return time.Duration(float64(frames) / float64(passage.Rate()) * float64(time.Second))
	}
	samples := make([]float32, 2*chunk)
	total := duration(passage.Frames())
	for done := int64(0); done < passage.Frames(); {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("rendering was stopped: %w", err)
		}
		n := passage.Read(samples)
		if err := out.Write(samples[:2*n]); err != nil {
			return fmt.Errorf("the sound cannot be written: %w", err)
		}
		done += int64(n)
		if opts.Progress != nil {
			opts.Progress(duration(done), total)
		}
	}
	return out.Close()
}
