package file

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
)

// long is a piece of many notes.
func long(b *testing.B, notes int) *sequencer.Arrangement {
	b.Helper()
	p := sequencer.Piece{Title: "Long", Console: chapel(b)}
	d := throw(1)
	for part := range 10 {
		q := sequencer.Part{ID: sequencer.PartID(part + 1), Name: "Part"}
		for i := range notes / 10 {
			start := sequencer.Tick(i * 240)
			q.Notes = append(q.Notes, sequencer.Note{Start: start, End: start + 200, Key: uint8(40 + d.IntN(50)), Velocity: uint8(1 + d.IntN(127)), Channel: 1})
		}
		p.Parts = append(p.Parts, q)
	}
	a, err := sequencer.New(p)
	require.NoError(b, err)
	return a
}

// The reference packs and unpacks the same text and does nothing else.
func BenchmarkWrite(b *testing.B) {
	a := long(b, 100_000)
	text, err := encode(a)
	require.NoError(b, err)
	b.Run("arrangement", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, err := Write(a)
			require.NoError(b, err)
		}
	})
	b.Run("reference=deflate", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var out bytes.Buffer
			w, _ := flate.NewWriter(&out, flate.DefaultCompression)
			_, err := w.Write(text)
			require.NoError(b, err)
			require.NoError(b, w.Close())
		}
	})
}

// The reference checks the same text for being JSON and does nothing else.
func BenchmarkRead(b *testing.B) {
	a := long(b, 100_000)
	data, err := Write(a)
	require.NoError(b, err)
	text, err := encode(a)
	require.NoError(b, err)
	b.Run("arrangement", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, _, err := Read(data)
			require.NoError(b, err)
		}
	})
	b.Run("reference=json.Valid", func(b *testing.B) {
		for b.Loop() {
			require.True(b, json.Valid(text))
		}
	})
}
