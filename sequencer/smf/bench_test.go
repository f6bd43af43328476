package smf

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"voluntary/sequencer"

	gomidi "gitlab.com/gomidi/midi/v2/smf"
)

// BenchmarkRead measures our reader, with pairing of notes and all, beside gomidi's bare reader in the same run.
func BenchmarkRead(b *testing.B) {
	data, err := os.ReadFile(filepath.Join(corpus(b), "smf", "stress", "stress-100000.mid"))
	require.NoError(b, err)
	ours := func() {
		f, err := Read(data)
		if err != nil || f.NoteCount() != 100_000 {
			b.Fatal(err)
		}
	}
	theirs := func() {
		if _, err := gomidi.ReadFrom(bytes.NewReader(data)); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("ours", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			ours()
		}
	})
	b.Run("gomidi", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			theirs()
		}
	})
	b.Run("ratio", func(b *testing.B) {
		var us, them time.Duration
		for b.Loop() {
			start := time.Now()
			ours()
			middle := time.Now()
			theirs()
			us, them = us+middle.Sub(start), them+time.Since(middle)
		}
		b.ReportMetric(float64(them)/float64(us), "times-gomidi")
	})
}

// BenchmarkMillion reads a million notes.
func BenchmarkMillion(b *testing.B) {
	data := flood(1_000_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(data); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkImport goes from the bytes of the stress file to what can be played: it reads them, suggests divisions, makes the
// arrangement and compiles it. Beside it, gomidi's bare reader.
func BenchmarkImport(b *testing.B) {
	data, err := os.ReadFile(filepath.Join(corpus(b), "smf", "stress", "stress-100000.mid"))
	require.NoError(b, err)
	c := parish(b)
	b.Run("notes=100000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f, err := Read(data)
			require.NoError(b, err)
			a, err := Import(f, Take(Suggest(f, c)), c, sequencer.Source{})
			require.NoError(b, err)
			p, _ := sequencer.Compile(a, c)
			require.NotEmpty(b, p.Events())
		}
	})
	b.Run("reference=gomidi", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, err := gomidi.ReadFrom(bytes.NewReader(data))
			require.NoError(b, err)
		}
	})
}
