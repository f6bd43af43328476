package wav_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/wav"
)

func TestWriterKeepsToItsLength(t *testing.T) {
	var out bytes.Buffer
	w, err := wav.NewWriter(&out, 48000, 3, wav.Int16)
	require.NoError(t, err)
	require.NoError(t, w.Write([]float32{0, 1, -1, 0.5}))
	assert.ErrorContains(t, w.Close(), "1 frames less")
	require.NoError(t, w.Write([]float32{2, -2}))
	require.NoError(t, w.Close())
	assert.ErrorContains(t, w.Write([]float32{0, 0}), "more")

	for _, d := range []wav.Depth{wav.Int16, wav.Int24, wav.Float32} {
		_, err = wav.NewWriter(&out, 48000, d.MaxFrames()+1, d)
		assert.ErrorIs(t, err, wav.ErrTooLong)
		_, err = wav.NewWriter(&bytes.Buffer{}, 48000, d.MaxFrames(), d)
		assert.NoError(t, err)
	}
}

func TestEachDepthIsWrittenAsTheFormatHasIt(t *testing.T) {
	samples := []float32{0, 1, -1, 0.5, 2, -2}
	for _, tt := range []struct {
		depth  wav.Depth
		kind   uint16
		header int
		bytes  int
		want   []float64
	}{
		{wav.Int16, 1, 44, 2, []float64{0, 32767, -32767, 16384, 32767, -32767}},
		{wav.Int24, 1, 44, 3, []float64{0, 8388607, -8388607, 4194304, 8388607, -8388607}},
		{wav.Float32, 3, 58, 4, []float64{0, 1, -1, 0.5, 2, -2}},
	} {
		var out bytes.Buffer
		w, err := wav.NewWriter(&out, 44100, 3, tt.depth)
		require.NoError(t, err)
		require.NoError(t, w.Write(samples))
		require.NoError(t, w.Close())
		b := out.Bytes()
		number := binary.LittleEndian
		require.Len(t, b, tt.header+6*tt.bytes)
		assert.EqualValues(t, len(b)-8, number.Uint32(b[4:]))
		assert.Equal(t, tt.kind, number.Uint16(b[20:]))
		assert.EqualValues(t, 44100, number.Uint32(b[24:]))
		assert.EqualValues(t, 44100*2*tt.bytes, number.Uint32(b[28:]))
		assert.EqualValues(t, 8*tt.bytes, number.Uint16(b[34:]))
		data := b[tt.header-8:]
		assert.Equal(t, "data", string(data[:4]))
		assert.EqualValues(t, 6*tt.bytes, number.Uint32(data[4:]))
		if tt.depth == wav.Float32 {
			assert.Equal(t, "fact", string(b[38:42]))
			assert.EqualValues(t, 3, number.Uint32(b[46:]))
		}
		for i, want := range tt.want {
			at, got := data[8+i*tt.bytes:], 0.0
			switch tt.depth {
			case wav.Int16:
				got = float64(int16(number.Uint16(at)))
			case wav.Int24:
				got = float64(int32(uint32(at[0])<<8|uint32(at[1])<<16|uint32(at[2])<<24) >> 8)
			case wav.Float32:
				got = float64(math.Float32frombits(number.Uint32(at)))
			}
			assert.Equal(t, want, got, "sample %d", i)
		}
	}
}
