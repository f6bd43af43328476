package synth

import "math"

// The guard at the end of the sound: a limiter that looks ahead, and looks between the samples, where a converter draws
// its curve. Under its ceiling the sound passes bit by bit. All it costs is time: what is rendered is heard a block later.
const (
	guardFrom  = 0.8912509 // -1 decibel of full scale
	lookahead  = block     // frames
	overTaps   = 12        // of the interpolation between two samples
	overPhases = 4         // values looked at from one sample to the next
	holding    = 61        // frames for which the loudest counts
	easing     = 57        // frames over which the gain glides: together the gain has arrived when the peak passes
	recovery   = 0.15      // seconds in which most of the gain comes back
)

// unity is a gain of one. Gains are whole numbers, so that sums of them are exact.
const unity = 1 << 24

// between are the weights of the values between two samples: a sinc through a window, phases 1 to 3 of 4.
var between, betweenMost = func() (w [overPhases - 1][overTaps]float32, most float32) {
	for p := range w {
		sum := 0.0
		var raw [overTaps]float64
		for i := range raw {
			x := float64(i) - (overTaps/2 - 1) - float64(float64(p+1)/overPhases)
			raw[i] = sinTurns(x/2) / float64(math.Pi*x)
			raw[i] = float64(raw[i] * (0.5 + float64(0.5*sinTurns(0.25+x/overTaps))))
			sum += raw[i]
		}
		loud := float32(0)
		for i, v := range raw {
			w[p][i] = float32(v / sum)
			loud += max(w[p][i], -w[p][i])
		}
		most = max(most, loud)
	}
	return w, most
}()

// limiter keeps both channels under guardFrom with one gain.
type limiter struct {
	past  [2][2 * block]float32 // ring of what came in
	head  int                   // frames that came in
	quiet int                   // frames since a sample from which a curve might pass guardFrom
	calm  int                   // frames looked at since one that wanted less
	wants [holding]uint32
	gains [easing]uint32
	sum   uint64 // of gains
	gain  uint32 // before easing
	grow  uint32 // part of the way back in a frame, in units of 1/unity
	step  uint32 // and this much on top, so that it arrives

	worked uint64 // frames made softer
}

func newLimiter(rate float64) limiter {
	l := limiter{
		quiet: overTaps, calm: holding + 1, gain: unity, sum: easing * unity,
		grow: uint32(unity * (1 - exp2(-math.Log2E/(recovery*rate)))),
		step: uint32(unity / rate),
	}
	for i := range l.wants {
		l.wants[i] = unity
	}
	for i := range l.gains {
		l.gains[i] = unity
	}
	return l
}

// pass takes the next frames, at most a block, and puts in their place those of a block ago.
func (l *limiter) pass(left, right []float32) {
	const mask = 2*block - 1
	harmless := guardFrom / betweenMost
	idle := l.calm > holding && l.sum == easing*unity && l.quiet >= overTaps
	right = right[:len(left)]
	start := l.head
	for i, a := range left {
		b := right[i]
		if a > harmless || a < -harmless || b > harmless || b < -harmless {
			l.quiet = 0
			idle = false
		} else {
			l.quiet++
		}
		at := l.head & mask
		l.past[0][at], l.past[1][at] = a, b
		l.head++
		at = (at - lookahead) & mask
		left[i], right[i] = l.past[0][at], l.past[1][at]
	}
	if idle {
		return
	}
	for i := range left {
		g := l.next(start + i)
		if g == unity {
			continue
		}
		l.worked++
		f := float32(g) * (1.0 / unity)
		left[i] *= f
		right[i] *= f
	}
}

// next is the gain for the frame that leaves when frame n has come.
func (l *limiter) next(n int) uint32 {
	const mask = 2*block - 1
	most := float32(0)
	for c := range l.past {
		x := &l.past[c]
		here, there := x[(n-overTaps/2)&mask], x[(n-overTaps/2+1)&mask]
		most = max(most, here, -here, there, -there)
		for p := range between {
			y := float32(0)
			for i, w := range between[p] {
				y += float32(w * x[(n-overTaps+1+i)&mask])
			}
			most = max(most, y, -y)
		}
	}
	want := uint32(unity)
	l.calm++
	if most > guardFrom {
		want = uint32(unity * (guardFrom / float64(most)))
		l.calm = 0
	}
	l.wants[n%holding] = want
	if l.calm <= holding {
		for _, w := range l.wants {
			want = min(want, w)
		}
	}
	back := uint32(uint64(unity-l.gain)*uint64(l.grow)/unity) + l.step
	l.gain = min(want, l.gain+back)
	l.sum += uint64(l.gain) - uint64(l.gains[n%easing])
	l.gains[n%easing] = l.gain
	return uint32(l.sum / easing)
}
