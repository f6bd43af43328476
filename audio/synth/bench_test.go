package synth_test

import (
	"testing"

	"voluntary/audio/synth"
)

// The reference: what it costs to add as many samples as a second of the tutti has, and nothing else.
func BenchmarkTutti(b *testing.B) {
	p := tutti(b, synth.Options{})
	dst := make([]float32, 2*256)
	for range 400 {
		p.o.Render(dst)
	}
	pipes := p.o.Counts().Pipes

	b.Run("organ", func(b *testing.B) {
		b.ReportAllocs()
		before := work()
		for b.Loop() {
			p.o.Render(dst)
		}
		busy := work() - before
		seconds := float64(b.N) * 256 / rate
		b.ReportMetric(float64(pipes), "pipes")
		b.ReportMetric(100*busy.Seconds()/seconds, "%-of-a-core")
	})
	b.Run("reference-bare-sum", func(b *testing.B) {
		bus := make([]float32, 256)
		tones := make([][]float32, 64)
		for i := range tones {
			tones[i] = make([]float32, 2048)
		}
		before := work()
		for b.Loop() {
			for i := range pipes {
				for j, s := range tones[i%64][i%1024:][:256] {
					bus[j] += s
				}
			}
		}
		busy := work() - before
		seconds := float64(b.N) * 256 / rate
		b.ReportMetric(100*busy.Seconds()/seconds, "%-of-a-core")
	})
}

func BenchmarkNewCathedral(b *testing.B) {
	c := shipped(b, "cathedral")
	b.ReportAllocs()
	for b.Loop() {
		synth.New(c, synth.Options{})
	}
}
