package recording_test

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/mewkiz/flac"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/recording"
	"voluntary/audio/synth"
	"voluntary/registration"
	"voluntary/sequencer"
)

// piece holds one C for two seconds, from the first; the flute is drawn after one.
func piece(t *testing.T) *sequencer.Performance {
	t.Helper()
	c, err := registration.NewConsole(registration.Console{
		Name:      "portative",
		Divisions: []registration.Division{{ID: "great", Name: "Great", Lowest: 60, Highest: 72}},
		Controls:  []registration.Control{{ID: "flute", Name: "Flute", Pitch: 8, Family: registration.Flute}},
	})
	require.NoError(t, err)
	a, err := sequencer.New(sequencer.Piece{
		Console: c,
		Parts: []sequencer.Part{{
			ID: 1, Name: "one", Routing: []sequencer.Routing{{Division: "great"}},
			Notes: []sequencer.Note{{ID: 2, Start: 960, End: 5 * 960, Key: 60, Velocity: 90}},
		}},
		Lane: []sequencer.LaneEvent{{ID: 3, At: 3 * 960, Draw: []string{"flute"}}},
	})
	require.NoError(t, err)
	p, diagnostics := sequencer.Compile(a, nil)
	require.Empty(t, diagnostics)
	require.Equal(t, 2500*time.Millisecond, p.End())
	return p
}

func samples(t *testing.T, file []byte) (rate int, left []int16) {
	t.Helper()
	require.Equal(t, "RIFF", string(file[:4]))
	require.EqualValues(t, len(file)-8, binary.LittleEndian.Uint32(file[4:]))
	require.Equal(t, "WAVEfmt ", string(file[8:16]))
	require.Equal(t, "data", string(file[36:40]))
	require.EqualValues(t, len(file)-44, binary.LittleEndian.Uint32(file[40:]))
	for i := 44; i < len(file); i += 4 {
		left = append(left, int16(binary.LittleEndian.Uint16(file[i:])))
	}
	return int(binary.LittleEndian.Uint32(file[24:])), left
}

func loudest(x []int16) (peak int) {
	for _, v := range x {
		peak = max(peak, int(v), -int(v))
	}
	return peak
}

func TestRenderIsSilentBeforeTheFirstStop(t *testing.T) {
	var out bytes.Buffer
	var last, total time.Duration
	opts := recording.Options{Organ: synth.Options{Rate: 44100}, Progress: func(done, of time.Duration) {
		assert.Greater(t, done, last)
		last, total = done, of
	}}
	require.NoError(t, recording.Render(t.Context(), &out, piece(t), opts))
	rate, x := samples(t, out.Bytes())
	assert.Equal(t, 44100, rate)
	const drawn = 44100 * 3 / 2
	assert.Zero(t, loudest(x[:drawn]))
	assert.NotZero(t, loudest(x[drawn:drawn+200]))
	assert.Greater(t, loudest(x[2*44100:5*44100/2]), 500)
	assert.Less(t, loudest(x[len(x)-4410:]), 2, "the tail ends in silence")
	assert.Equal(t, total, last)
	assert.InDelta(t, float64(len(x))/44100, total.Seconds(), 1e-6)
}

func TestAPassageBeginsWithWhatHolds(t *testing.T) {
	var out bytes.Buffer
	opts := recording.Options{From: 2 * time.Second, To: 2200 * time.Millisecond, Organ: synth.Options{Room: synth.NoRoom}}
	require.NoError(t, recording.Render(t.Context(), &out, piece(t), opts))
	_, x := samples(t, out.Bytes())
	assert.NotZero(t, loudest(x[:100]), "the held key speaks from the first frame")
	assert.Greater(t, loudest(x[4800:9600]), 500)
	assert.Zero(t, loudest(x[9600+12000:]), "released at the end")
	assert.InDelta(t, 0.6*48000, len(x), 1)

	err := recording.Render(t.Context(), io.Discard, piece(t), recording.Options{From: 3 * time.Second})
	assert.ErrorIs(t, err, synth.ErrNoPassage)
}

func TestRenderStopsWhenToldAndSaysWhatFails(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	err := recording.Render(ctx, io.Discard, piece(t), recording.Options{Progress: func(time.Duration, time.Duration) { stop() }})
	assert.ErrorIs(t, err, context.Canceled)

	full := errors.New("disk full")
	assert.ErrorIs(t, recording.Render(t.Context(), failing{full}, piece(t), recording.Options{}), full)
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// A FLAC file is read back with the library's decoder, which checks every frame's sum.
func TestFLACHoldsTheSamplesOfTheWAVFile(t *testing.T) {
	plain := filepath.Join(t.TempDir(), "a.flac")
	for _, tt := range []struct{ flac, wav recording.Format }{{recording.FLAC16, recording.WAV16}, {recording.FLAC24, recording.WAV24}} {
		var want bytes.Buffer
		opts := recording.Options{From: time.Second, To: 2 * time.Second, Format: tt.wav}
		require.NoError(t, recording.Render(t.Context(), &want, piece(t), opts))
		opts.Format = tt.flac

		f, err := os.Create(plain)
		require.NoError(t, err)
		require.NoError(t, recording.Render(t.Context(), f, piece(t), opts))
		require.NoError(t, f.Close())
		var piped bytes.Buffer
		require.NoError(t, recording.Render(t.Context(), &piped, piece(t), opts))
		inFile, err := os.ReadFile(plain)
		require.NoError(t, err)
		for _, stream := range [][]byte{inFile, piped.Bytes()} {
			got, sum := unpacked(t, stream)
			assert.True(t, bytes.Equal(want.Bytes()[44:], got))
			if sum != [16]byte{} {
				assert.Equal(t, md5.Sum(got), sum)
			}
		}
		_, sum := unpacked(t, inFile)
		assert.NotZero(t, sum, "a file tells the sum of its samples")
		assert.Less(t, len(inFile), want.Len()*9/10)
	}
}

// unpacked are the samples of a FLAC stream as a WAV file has them.
func unpacked(t *testing.T, stream []byte) (samples []byte, sum [16]byte) {
	t.Helper()
	in, err := flac.New(bytes.NewReader(stream))
	require.NoError(t, err)
	frames := uint64(0)
	for {
		f, err := in.ParseNext()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		frames += uint64(f.BlockSize)
		for i := range f.Subframes[0].Samples {
			for _, s := range f.Subframes {
				v := s.Samples[i]
				samples = append(samples, byte(v), byte(v>>8))
				if in.Info.BitsPerSample == 24 {
					samples = append(samples, byte(v>>16))
				}
			}
		}
	}
	require.Equal(t, in.Info.NSamples, frames)
	require.EqualValues(t, 48000, in.Info.SampleRate)
	return samples, in.Info.MD5sum
}

func TestThePartsOfARecordingAddUpToIt(t *testing.T) {
	p := piece(t)
	names := recording.PartNames(p.Console())
	require.Equal(t, []string{"great", "room"}, names)
	var whole, great, room bytes.Buffer
	opts := recording.Options{Format: recording.WAVFloat, Parts: []io.Writer{&great, &room}}
	require.NoError(t, recording.Render(t.Context(), &whole, p, opts))
	require.Equal(t, whole.Len(), great.Len())
	require.Equal(t, whole.Len(), room.Len())
	at := func(b *bytes.Buffer, i int) float64 {
		return float64(math.Float32frombits(binary.LittleEndian.Uint32(b.Bytes()[58+4*i:])))
	}
	loud := 0.0
	for i := range (whole.Len() - 58) / 4 {
		require.InDelta(t, at(&whole, i), at(&great, i)+at(&room, i), 1e-6)
		loud = max(loud, at(&room, i))
	}
	assert.Greater(t, loud, 1e-3)

	var same bytes.Buffer
	opts.Parts = []io.Writer{nil, nil}
	require.NoError(t, recording.Render(t.Context(), &same, p, opts))
	assert.True(t, bytes.Equal(whole.Bytes(), same.Bytes()), "the whole is the same with and without parts")
	opts.Parts = []io.Writer{nil}
	assert.ErrorContains(t, recording.Render(t.Context(), &same, p, opts), "1 parts")
}

func TestFormatsHaveNames(t *testing.T) {
	for i, name := range recording.FormatNames() {
		f, ok := recording.ParseFormat(name)
		assert.True(t, ok)
		assert.Equal(t, recording.Format(i), f)
		assert.Equal(t, name, f.String())
	}
	f, ok := recording.ParseFormat("FLAC")
	assert.True(t, ok)
	assert.Equal(t, recording.FLAC16, f)
	_, ok = recording.ParseFormat("mp3")
	assert.False(t, ok)
	assert.Equal(t, recording.FLAC16, recording.FormatFor("a/B.FLAC"))
	assert.Equal(t, recording.WAV16, recording.FormatFor("a"))
	assert.Equal(t, ".flac", recording.FLAC24.Ending())
}
