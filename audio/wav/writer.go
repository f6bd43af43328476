package wav

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

const channels = 2

// Depth is how a sample is written.
type Depth uint8

// The depths. Floats may go beyond -1 and 1; the others are held there.
const (
	Int16 Depth = iota
	Int24
	Float32
)

// bytes of a sample.
func (d Depth) bytes() int {
	switch d {
	case Int24:
		return 3
	case Float32:
		return 4
	}
	return 2
}

// header is the length of all that comes before the samples.
func (d Depth) header() int64 {
	if d == Float32 {
		return 58 // the format has a length of extensions, and the number of frames stands in a chunk
	}
	return 44
}

// MaxFrames is the longest that a WAV file can be: its sizes have 32 bits.
func (d Depth) MaxFrames() int64 {
	return (math.MaxUint32 - d.header()) / int64(channels*d.bytes())
}

// ErrTooLong says that a sound does not fit into a WAV file.
var ErrTooLong = errors.New("too long for a WAV file (it holds 4 GB, six hours at 48000 Hz and 16 bits: render it in parts)")

// Writer writes one WAV file of a length that is known from the start.
type Writer struct {
	w      io.Writer
	depth  Depth
	frames int64 // yet to come
	buf    []byte
}

// NewWriter writes the header of a file of so many frames a second, and so many in all.
func NewWriter(w io.Writer, rate int, frames int64, depth Depth) (*Writer, error) {
	if frames < 0 || frames > depth.MaxFrames() {
		return nil, ErrTooLong
	}
	frame := channels * depth.bytes()
	data := uint32(frames * int64(frame))
	h := make([]byte, 0, depth.header())
	h = append(h, "RIFF"...)
	h = binary.LittleEndian.AppendUint32(h, uint32(depth.header())-8+data)
	h = append(h, "WAVEfmt "...)
	size, kind := uint32(16), uint16(1) // whole numbers
	if depth == Float32 {
		size, kind = 18, 3
	}
	h = binary.LittleEndian.AppendUint32(h, size)
	h = binary.LittleEndian.AppendUint16(h, kind)
	h = binary.LittleEndian.AppendUint16(h, channels) // left, right
	h = binary.LittleEndian.AppendUint32(h, uint32(rate))
	h = binary.LittleEndian.AppendUint32(h, uint32(rate*frame))
	h = binary.LittleEndian.AppendUint16(h, uint16(frame))
	h = binary.LittleEndian.AppendUint16(h, uint16(8*depth.bytes()))
	if depth == Float32 {
		h = binary.LittleEndian.AppendUint16(h, 0) // no extensions
		h = append(h, "fact"...)
		h = binary.LittleEndian.AppendUint32(h, 4)
		h = binary.LittleEndian.AppendUint32(h, uint32(frames))
	}
	h = append(h, "data"...)
	h = binary.LittleEndian.AppendUint32(h, data)
	if _, err := w.Write(h); err != nil {
		return nil, err
	}
	return &Writer{w: w, depth: depth, frames: frames}, nil
}

// Write adds samples, left and right in turn, -1 to 1. They are rounded without dither: silence stays zeros.
func (w *Writer) Write(samples []float32) error {
	if w.frames -= int64(len(samples) / channels); w.frames < 0 {
		return fmt.Errorf("%d frames more than the file was made for", -w.frames)
	}
	w.buf = w.buf[:0]
	for _, s := range samples {
		switch w.depth {
		case Float32:
			w.buf = binary.LittleEndian.AppendUint32(w.buf, math.Float32bits(s))
		case Int24:
			v := rounded(s, 1<<23-1)
			w.buf = append(w.buf, byte(v), byte(v>>8), byte(v>>16))
		default:
			w.buf = binary.LittleEndian.AppendUint16(w.buf, uint16(rounded(s, math.MaxInt16)))
		}
	}
	_, err := w.w.Write(w.buf)
	return err
}

// rounded is a sample as a whole number, full for 1.
func rounded(s float32, full float64) int32 {
	return int32(min(max(math.Round(float64(s)*full), -full), full))
}

// Close checks that the file is whole. It does not close the writer below.
func (w *Writer) Close() error {
	if w.frames != 0 {
		return fmt.Errorf("%d frames less than the file was made for", w.frames)
	}
	return nil
}
