package synth

import "math"

// fullPower is the mean square, as the pipes' levels have it, beyond which the sound grows no louder. The level has sunk
// by 1.5 decibels there, and hardly at all at a third of it.
const fullPower = 0.0185

// level is the recording level. A full organ has a thousand times the power of a flute; so that the one stays under full
// scale and the other is heard, the level sinks as more and louder pipes speak. It goes by the pipes that speak, not by
// what they happen to add up to: it knows the power before it sounds, follows smoothly and has no waveform to distort.
type level struct {
	gain, dGain  float32
	sink, recede float32 // part of the way gone in a block, downwards and upwards
	fixed        bool    // stays at 1
}

func newLevel(rate float64, fixed bool) level {
	return level{
		gain: 1, fixed: fixed,
		sink:   float32(1 - exp2(-math.Log2E*block/(0.01*rate))),
		recede: float32(1 - exp2(-math.Log2E*block/(0.35*rate))),
	}
}

// begin starts a block in which pipes of the given power speak.
func (l *level) begin(power float64) {
	if l.fixed {
		return
	}
	full := power / fullPower
	to := float32(1 / math.Sqrt(math.Sqrt(1+float64(full*full))))
	part := l.sink
	if to > l.gain {
		part = l.recede
	}
	const per = 1.0 / block
	l.gain += float32(block * l.dGain)
	l.dGain = (approach(l.gain, to, part) - l.gain) * per
}

func (l *level) pass(left, right []float32, t float32) {
	if l.gain == 1 && l.dGain == 0 {
		return
	}
	right = right[:len(left)]
	for i := range left {
		g := l.gain + float32(t*l.dGain)
		left[i] *= g
		right[i] *= g
		t++
	}
}
