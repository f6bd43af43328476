package wav_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/synth"
	"voluntary/audio/wav"
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
	opts := wav.Options{Organ: synth.Options{Rate: 44100}, Progress: func(done, of time.Duration) {
		assert.Greater(t, done, last)
		last, total = done, of
	}}
	require.NoError(t, wav.Render(t.Context(), &out, piece(t), opts))
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
	opts := wav.Options{From: 2 * time.Second, To: 2200 * time.Millisecond, Organ: synth.Options{Room: synth.NoRoom}}
	require.NoError(t, wav.Render(t.Context(), &out, piece(t), opts))
	_, x := samples(t, out.Bytes())
	assert.NotZero(t, loudest(x[:100]), "the held key speaks from the first frame")
	assert.Greater(t, loudest(x[4800:9600]), 500)
	assert.Zero(t, loudest(x[9600+12000:]), "released at the end")
	assert.InDelta(t, 0.6*48000, len(x), 1)

	err := wav.Render(t.Context(), io.Discard, piece(t), wav.Options{From: 3 * time.Second})
	assert.ErrorIs(t, err, synth.ErrNoPassage)
}

func TestRenderStopsWhenToldAndSaysWhatFails(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	err := wav.Render(ctx, io.Discard, piece(t), wav.Options{Progress: func(time.Duration, time.Duration) { stop() }})
	assert.ErrorIs(t, err, context.Canceled)

	full := errors.New("disk full")
	assert.ErrorIs(t, wav.Render(t.Context(), failing{full}, piece(t), wav.Options{}), full)
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestWriterKeepsToItsLength(t *testing.T) {
	var out bytes.Buffer
	w, err := wav.NewWriter(&out, 48000, 3)
	require.NoError(t, err)
	require.NoError(t, w.Write([]float32{0, 1, -1, 0.5}))
	assert.ErrorContains(t, w.Close(), "1 frames less")
	require.NoError(t, w.Write([]float32{2, -2}))
	require.NoError(t, w.Close())
	assert.ErrorContains(t, w.Write([]float32{0, 0}), "more")
	_, left := samples(t, out.Bytes())
	assert.Equal(t, []int16{0, -32767, 32767}, left)

	_, err = wav.NewWriter(&out, 48000, wav.MaxFrames+1)
	assert.ErrorIs(t, err, wav.ErrTooLong)
}
