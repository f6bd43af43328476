package wav

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

const (
	channels      = 2
	bytesPerFrame = 2 * channels
	headerSize    = 44
)

// MaxFrames is the longest that a WAV file can be: its sizes have 32 bits.
const MaxFrames = (math.MaxUint32 - headerSize) / bytesPerFrame

// ErrTooLong says that a sound does not fit into a WAV file.
var ErrTooLong = errors.New("too long for a WAV file (it holds 4 GB, six hours at 48000 Hz: render it in parts)")

// Writer writes one WAV file of a length that is known from the start.
type Writer struct {
	w      io.Writer
	frames int64 // yet to come
	buf    []byte
}

// NewWriter writes the header of a file of so many frames a second, and so many in all.
func NewWriter(w io.Writer, rate int, frames int64) (*Writer, error) {
	if frames < 0 || frames > MaxFrames {
		return nil, ErrTooLong
	}
	data := uint32(frames * bytesPerFrame)
	h := make([]byte, 0, headerSize)
	h = append(h, "RIFF"...)
	h = binary.LittleEndian.AppendUint32(h, headerSize-8+data)
	h = append(h, "WAVEfmt "...)
	h = binary.LittleEndian.AppendUint32(h, 16)       // size of what follows
	h = binary.LittleEndian.AppendUint16(h, 1)        // whole numbers
	h = binary.LittleEndian.AppendUint16(h, channels) // left, right
	h = binary.LittleEndian.AppendUint32(h, uint32(rate))
	h = binary.LittleEndian.AppendUint32(h, uint32(rate*bytesPerFrame))
	h = binary.LittleEndian.AppendUint16(h, bytesPerFrame)
	h = binary.LittleEndian.AppendUint16(h, 16) // bits
	h = append(h, "data"...)
	h = binary.LittleEndian.AppendUint32(h, data)
	if _, err := w.Write(h); err != nil {
		return nil, err
	}
	return &Writer{w: w, frames: frames}, nil
}

// Write adds samples, left and right in turn, -1 to 1. They are rounded to 16 bits without dither: silence stays zeros.
func (w *Writer) Write(samples []float32) error {
	if w.frames -= int64(len(samples) / channels); w.frames < 0 {
		return fmt.Errorf("%d frames more than the file was made for", -w.frames)
	}
	w.buf = w.buf[:0]
	for _, s := range samples {
		v := math.Round(float64(s) * math.MaxInt16)
		w.buf = binary.LittleEndian.AppendUint16(w.buf, uint16(int16(min(max(v, -math.MaxInt16), math.MaxInt16))))
	}
	_, err := w.w.Write(w.buf)
	return err
}

// Close checks that the file is whole. It does not close the writer below.
func (w *Writer) Close() error {
	if w.frames != 0 {
		return fmt.Errorf("%d frames less than the file was made for", w.frames)
	}
	return nil
}
