package synth

import "math"

// A closed swell box takes 18 decibels of everything, and 12 more of what lies well above boxCorner.
const (
	boxLoss   = 18.0
	boxShade  = 12.0
	boxCorner = 600.0 // hertz
	boxTime   = 0.09  // seconds in which the shutters go most of their way
)

// box is a swell box. The shutters follow the shoe smoothly.
type box struct {
	shoe        uint8
	gain, shade float32 // loudness of everything, and of the treble on top of that
	haste       float32 // part of the way gone in a block
}

// shutter is gain and shade for each place of the shoe.
var shutter = func() (t [128][2]float32) {
	for i := range t {
		shut := 1 - float64(i)/127
		if i < 127 {
			shut = pow(shut, 1.3)
		}
		t[i] = [2]float32{float32(decibels(-boxLoss * shut)), float32(decibels(-boxShade * shut))}
	}
	return
}()

func newBox(shoe uint8, rate float64) box {
	b := box{shoe: shoe, haste: float32(1 - exp2(-math.Log2E*block/(boxTime*rate)))}
	b.arrive()
	return b
}

// arrive is where the shoe is, at once.
func (b *box) arrive() { b.gain, b.shade = shutter[b.shoe][0], shutter[b.shoe][1] }

// next moves on by a block.
func (b *box) next() {
	b.gain = approach(b.gain, shutter[b.shoe][0], b.haste)
	b.shade = approach(b.shade, shutter[b.shoe][1], b.haste)
}

// approach goes part of the way, and the last bit of it at once.
func approach(x, to, part float32) float32 {
	x += float32(part * (to - x))
	if d := x - to; d < 1e-5 && d > -1e-5 {
		return to
	}
	return x
}

// shutters is what a division's sound goes through on its way out of its box or boxes.
type shutters struct {
	gain, dGain, shade, dShade float32 // at the start of the block, change per frame
	corner                     float32 // coefficient of the low-pass
	low                        [2]float32
}

func newShutters(rate float64) shutters {
	return shutters{gain: 1, shade: 1, corner: float32(1 - exp2(-2*math.Pi*math.Log2E*boxCorner/rate))}
}

func (s *shutters) arrive(gain, shade float32) {
	s.gain, s.shade, s.dGain, s.dShade = gain, shade, 0, 0
}

// begin starts a block at whose end gain and shade hold.
func (s *shutters) begin(gain, shade float32) {
	const per = 1.0 / block
	s.gain += float32(block * s.dGain)
	s.shade += float32(block * s.dShade)
	s.dGain, s.dShade = (gain-s.gain)*per, (shade-s.shade)*per
	for i, l := range s.low {
		if l < 1e-9 && l > -1e-9 {
			s.low[i] = 0
		}
	}
}

// pass sends one channel through, from frame t of the block on.
func (s *shutters) pass(x []float32, channel int, t float32) {
	low := s.low[channel]
	for i, v := range x {
		low += float32(s.corner * (v - low))
		shade := s.shade + float32(t*s.dShade)
		x[i] = (low + float32(shade*(v-low))) * (s.gain + float32(t*s.dGain))
		t++
	}
	s.low[channel] = low
}
