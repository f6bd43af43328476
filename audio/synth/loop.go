package synth

import "math"

// block is how many frames are rendered at most in one go; envelopes and modulations have a corner each block.
const block = 64

// loop is the tone of one pipe, ready to be added to a bus: a whole number of cycles in a whole number of samples, so
// that it needs no interpolation. It is followed by a copy of its first block and some more, so that a block never wraps.
type loop struct {
	samples []float32 // size + block + beyond
	size    int32
	cycles  int32
}

const (
	beyond         = 3      // samples that a wandering pipe looks ahead
	pitchTolerance = 1.7e-5 // relative: 0.03 cents
	longestLoop    = 1 << 13
)

// loopFor finds the shortest loop that holds whole cycles of the period, in samples, within the tolerance; or the best
// of those that are not too long.
func loopFor(period float64) (size, cycles int) {
	best := math.Inf(1)
	for n := 1; ; n++ {
		exact := float64(float64(n) * period)
		l := math.Round(exact)
		if n > 1 && l > longestLoop {
			break
		}
		if away := math.Abs(l-exact) / exact; away < best {
			best, size, cycles = away, int(l), n
			if away < pitchTolerance {
				break
			}
		}
	}
	if size < block+beyond { // the copy must lie inside
		times := (block + beyond + size - 1) / size
		size, cycles = size*times, cycles*times
	}
	return size, cycles
}

// bench is where loops are made, one at a time.
type bench struct{ sine, sum []float64 }

// loop adds up the partials. Amps are those of voicing.spectrum; phases are in turns.
func (b *bench) loop(size, cycles int, amps []float64, phases *[maxPartials]float64) loop {
	if cap(b.sine) < size {
		b.sine, b.sum = make([]float64, size), make([]float64, size)
	}
	sine, sum := b.sine[:size], b.sum[:size]
	for i := range sine {
		sine[i] = sinTurns(float64(i) / float64(size))
	}
	clear(sum)
	for k, a := range amps {
		if a == 0 {
			continue
		}
		at := int(phases[k]*float64(size)) % size
		step := (k + 1) * cycles % size
		for i := range sum {
			sum[i] += float64(a * sine[at])
			if at += step; at >= size {
				at -= size
			}
		}
	}
	l := loop{samples: make([]float32, size+block+beyond), size: int32(size), cycles: int32(cycles)}
	for i, s := range sum {
		l.samples[i] = float32(s)
	}
	copy(l.samples[size:], l.samples)
	return l
}
