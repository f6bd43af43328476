package sequencer

import (
	"cmp"
	"slices"
	"testing"
	"time"
)

// large is a piece of so many notes in eight parts, with a lane and a tempo that changes.
func large(b *testing.B, notes int) *Arrangement {
	b.Helper()
	d := throw(1)
	p := Piece{Console: chapel(b)}
	for i := range 8 {
		part := Part{Name: "part", Routing: on([]string{"great", "swell", "great", "pedal"}[i%4])}
		for n := range notes / 8 {
			start := Tick(n*240 + d.IntN(30))
			part.Notes = append(part.Notes, Note{Start: start, End: start + 200, Key: uint8(40 + d.IntN(25)), Velocity: 64})
		}
		p.Parts = append(p.Parts, part)
	}
	length := Tick(notes / 8 * 240)
	for at := Tick(0); at < length; at += 3840 {
		e := d.event()
		e.At = at
		p.Lane = append(p.Lane, e)
		p.Tempo = append(p.Tempo, Tempo{at, 400*time.Millisecond + time.Duration(d.IntN(1e8))})
	}
	return arrange(b, p)
}

// The reference sorts as many events, by time alone, and does nothing else.
func BenchmarkCompile(b *testing.B) {
	a := large(b, 100_000)
	p, _ := Compile(a, nil)
	b.Run("notes=100000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Compile(a, nil)
		}
	})
	b.Run("reference=sort", func(b *testing.B) {
		d := throw(2)
		shuffled := slices.Clone(p.Events())
		d.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		for b.Loop() {
			slices.SortFunc(slices.Clone(shuffled), func(x, y Event) int { return cmp.Compare(x.At, y.At) })
		}
	})
}

// The reference folds one checkpoint's worth of events and does nothing else.
func BenchmarkStateAt(b *testing.B) {
	p, _ := Compile(large(b, 100_000), nil)
	d := throw(3)
	times := make([]time.Duration, 1000)
	for i := range times {
		times[i] = time.Duration(d.Int64N(int64(p.End())))
	}
	b.Run("notes=100000", func(b *testing.B) {
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			p.StateAt(times[i%len(times)])
			i++
		}
	})
	b.Run("reference=fold", func(b *testing.B) {
		for b.Loop() {
			foldAll(p.Events()[:checkpointEvery])
		}
	})
}

func foldAll(events []Event) (s Sounding) {
	for _, e := range events {
		s.Apply(e)
	}
	return s
}

// The reference copies the notes of the part and does nothing else.
func BenchmarkEdit(b *testing.B) {
	a := large(b, 100_000)
	marked := Select([]NoteID{a.Parts()[3].Notes[500].ID}, nil)
	b.Run("notes=100000", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := MoveNotes(marked, 10, 1)(a); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("reference=copy", func(b *testing.B) {
		for b.Loop() {
			_ = slices.Clone(a.Parts()[3].Notes)
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	a := large(b, 100_000)
	b.Run("notes=100000", func(b *testing.B) {
		for b.Loop() {
			Check(a, nil)
		}
	})
	b.Run("reference=compile", func(b *testing.B) {
		for b.Loop() {
			Compile(a, nil)
		}
	})
}
