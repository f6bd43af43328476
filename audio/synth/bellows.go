package synth

import "math"

const (
	bellowsTime  = 0.12  // seconds that the wind takes to give way, and to come back, each of two times
	bellowsLoss  = 0.16  // of the loudness that a division loses when it takes all the wind there is, at full sag
	bellowsCents = 14.0  // by which its pitch dips then
	bellowsHalf  = 0.025 // mean square of the pipes that take half of that
)

// bellows is the wind of a division. Pipes that begin to speak take wind: the pitch dips, and comes back as the bellows
// follow; the loudness stays a little lower as long as they speak. When they are silent again the wind swings back.
type bellows struct {
	reach float32 // frames of delay when all the wind is taken; 0: the wind is steady
	loss  float32
	haste float32 // part of the way gone in a block
	first float32 // how far it has given way, 0 to 1, after one time and after the other
	last  float32
}

func newBellows(sag, rate float64) bellows {
	if !(sag > 0) {
		return bellows{}
	}
	sag = min(sag, 1)
	// The delay grows the fastest after bellowsTime, by 1/e of its reach in that time.
	bend := exp2(float64(sag*bellowsCents)/1200) - 1
	return bellows{
		reach: float32(bend * bellowsTime * math.E * rate),
		loss:  float32(sag * bellowsLoss),
		haste: float32(1 - exp2(-math.Log2E*block/(bellowsTime*rate))),
	}
}

// next moves on by a block in which pipes of the given power are held, and says what the wind does at its end.
func (b *bellows) next(power float64) (delay, gain float32) {
	if b.reach == 0 {
		return 0, 1
	}
	b.first = approach(b.first, float32(power/(power+bellowsHalf)), b.haste)
	b.last = approach(b.last, b.first, b.haste)
	return float32(b.reach * b.last), 1 - float32(b.loss*b.last)
}
