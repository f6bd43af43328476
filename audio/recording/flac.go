package recording

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/mewkiz/flac"
	"github.com/mewkiz/flac/frame"
	"github.com/mewkiz/flac/meta"
)

// flacBlock is how many frames are packed together.
const flacBlock = 4096

// flacHighestRate is what the format can tell of a rate, in hertz.
const flacHighestRate = 655350

// flacWriter packs samples into a FLAC stream of a length that is known from the start.
type flacWriter struct {
	out    *bufio.Writer
	enc    *flac.Encoder
	rate   int
	bits   uint8
	frames int64 // yet to come
	filled int
	block  [2][]int32
}

// patch lets the encoder go back to the head of the stream, where it writes what it knows at the end only.
type patch struct {
	*bufio.Writer
	below io.Seeker
}

func (p patch) Seek(offset int64, whence int) (int64, error) {
	if err := p.Flush(); err != nil {
		return 0, err
	}
	return p.below.Seek(offset, whence)
}

func newFLAC(w io.Writer, rate int, frames int64, bits uint8) (*flacWriter, error) {
	if rate > flacHighestRate {
		return nil, fmt.Errorf("FLAC holds up to %d samples a second, not %d", flacHighestRate, rate)
	}
	f := &flacWriter{out: bufio.NewWriterSize(w, 1<<17), rate: rate, bits: bits, frames: frames}
	for c := range f.block {
		f.block[c] = make([]int32, flacBlock)
	}
	info := &meta.StreamInfo{
		BlockSizeMin: flacBlock, BlockSizeMax: flacBlock, SampleRate: uint32(rate), NChannels: 2,
		BitsPerSample: bits, NSamples: uint64(frames),
	}
	var to io.Writer = f.out
	if s, ok := w.(io.Seeker); ok && startsAtZero(s) {
		to = patch{f.out, s}
	}
	enc, err := flac.NewEncoder(to, info)
	if err != nil {
		return nil, err
	}
	f.enc = enc
	return f, nil
}

// startsAtZero tells whether the head of the stream will be the head of the file. What only pretends to seek, as a pipe
// does, says no.
func startsAtZero(s io.Seeker) bool {
	at, err := s.Seek(0, io.SeekCurrent)
	return err == nil && at == 0
}

// Write adds samples, left and right in turn, -1 to 1.
func (f *flacWriter) Write(samples []float32) error {
	if f.frames -= int64(len(samples) / 2); f.frames < 0 {
		return fmt.Errorf("%d frames more than the file was made for", -f.frames)
	}
	full := float64(int32(1)<<(f.bits-1) - 1)
	for i, s := range samples {
		f.block[i&1][f.filled] = int32(min(max(math.Round(float64(s)*full), -full), full))
		if f.filled += i & 1; f.filled == flacBlock {
			if err := f.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

// flush packs the block.
func (f *flacWriter) flush() error {
	if f.filled == 0 {
		return nil
	}
	packed := &frame.Frame{Header: frame.Header{
		HasFixedBlockSize: true, BlockSize: uint16(f.filled), SampleRate: uint32(f.rate),
		Channels: frame.ChannelsLR, BitsPerSample: f.bits,
	}}
	for _, samples := range f.block {
		packed.Subframes = append(packed.Subframes, &frame.Subframe{
			SubHeader: frame.SubHeader{Pred: frame.PredVerbatim}, Samples: samples[:f.filled], NSamples: f.filled,
		})
	}
	f.filled = 0
	return f.enc.WriteFrame(packed)
}

// Close ends the stream. It does not close the writer below.
func (f *flacWriter) Close() error {
	if f.frames != 0 {
		return fmt.Errorf("%d frames less than the file was made for", f.frames)
	}
	err := f.flush()
	if err == nil {
		err = f.enc.Close()
	}
	return errors.Join(err, f.out.Flush())
}
