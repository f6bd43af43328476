package synth

import (
	"math"

	"voluntary/registration"
)

const (
	usualRate  = 5.5 // beats a second
	usualDepth = 0.3
	spinTime   = 0.7 // seconds in which a tremulant comes to speed, and in which it stops
)

// tremulant shakes the wind of a division in pitch and loudness. It needs time to come to speed and to stop.
type tremulant struct {
	division registration.DivisionID
	engaged  bool

	spin     float32 // 0 at rest, 1 at speed
	turn     float32 // 0 to 1, where it is in its round
	perBlock float32 // turns in a block at speed
	spinUp   float32 // change of spin in a block
	reach    float32 // frames of delay at the middle of its way
	swell    float32 // change of gain
}

func newTremulant(k *registration.Control, rate float64) tremulant {
	beats, depth := k.Rate, k.Depth
	if !(beats > 0) {
		beats = usualRate
	}
	if !(depth > 0) {
		depth = usualDepth
	}
	beats, depth = min(max(beats, 0.5), 12), min(depth, 1)
	bend := exp2(float64(25*depth)/1200) - 1 // a full tremulant bends by 25 cents
	return tremulant{
		division: k.Division,
		perBlock: float32(beats * block / rate),
		spinUp:   float32(block / (spinTime * rate)),
		reach:    float32(bend * rate / (2 * math.Pi * beats)),
		swell:    float32(0.35 * depth),
	}
}

// longest is the greatest delay it asks for, in frames.
func (t *tremulant) longest() float64 { return 2 * float64(t.reach) }

// arrive is at speed, or at rest, at once.
func (t *tremulant) arrive() {
	t.spin = 0
	if t.engaged {
		t.spin = 1
	}
}

// next moves on by a block and says what the wind does at its end. At rest that is nothing at all.
func (t *tremulant) next() (shake, gain float32) {
	if t.engaged {
		t.spin = min(1, t.spin+t.spinUp)
	} else {
		t.spin = max(0, t.spin-t.spinUp)
	}
	if t.spin == 0 {
		t.turn = 0
		return 0, 1
	}
	t.turn += float32(t.perBlock * (0.6 + float32(0.4*t.spin)))
	if t.turn >= 1 {
		t.turn--
	}
	phase := uint32(float64(t.turn) * (1 << 32))
	amount := smooth(t.spin)
	// The delay grows and shrinks as 1-cos; the pitch goes with minus its slope, and the loudness with the pitch.
	return float32(t.reach*amount) * (1 - sineAt(phase+1<<30)), 1 - float32(float32(t.swell*amount)*sineAt(phase))
}
