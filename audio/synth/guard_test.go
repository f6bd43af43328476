package synth

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// guarded sends both channels through a limiter, in pieces of the given sizes.
func guarded(left, right []float32, size func() int) (l, r []float32, worked uint64) {
	g := newLimiter(48000)
	l, r = append([]float32{}, left...), append([]float32{}, right...)
	for at := 0; at < len(l); {
		n := min(size(), len(l)-at)
		g.pass(l[at:at+n], r[at:at+n])
		at += n
	}
	return l, r, g.worked
}

func wholeBlocks() int { return block }

// truePeak is the greatest value of the curve through the samples, looked at 16 times as often.
func truePeak(x []float32) float64 {
	const reach = 24
	most := 0.0
	for i := reach; i < len(x)-reach; i++ {
		for p := range 16 {
			at, y := float64(p)/16, 0.0
			for k := -reach + 1; k <= reach; k++ {
				d := at - float64(k)
				w := 1.0
				if d != 0 {
					w = math.Sin(math.Pi*d) / (math.Pi * d) * (0.5 + 0.5*math.Cos(math.Pi*d/reach))
				}
				y += w * float64(x[i+k])
			}
			most = max(most, math.Abs(y))
		}
	}
	return most
}

func TestTheGuardLeavesWhatIsSoftEnoughAlone(t *testing.T) {
	luck := rand.New(rand.NewPCG(1, 2))
	x, y := make([]float32, 5000), make([]float32, 5000)
	for i := range x {
		x[i], y[i] = float32(0.45*luck.NormFloat64()/4), float32(0.85*math.Sin(float64(i)/20))
	}
	l, r, worked := guarded(x, y, wholeBlocks)
	assert.Zero(t, worked)
	assert.True(t, slices.Equal(x[:len(x)-lookahead], l[lookahead:]), "bit by bit")
	assert.True(t, slices.Equal(y[:len(y)-lookahead], r[lookahead:]))
	assert.Equal(t, make([]float32, lookahead), l[:lookahead])
}

func TestTheGuardKeepsTheCurveBetweenTheSamplesUnderItsCeiling(t *testing.T) {
	x, y := make([]float32, 6000), make([]float32, 6000)
	for i := range x {
		if i > 600 && i < 3000 { // a quarter of the rate: the samples miss the peaks by 3 decibels
			x[i] = float32(1.2 * math.Sin(math.Pi/2*float64(i)+math.Pi/4))
		}
		if i > 1000 && i < 1400 {
			y[i] = float32(3 * math.Sin(float64(i)/9))
		}
		if i == 4000 {
			y[i] = 7
		}
	}
	l, r, worked := guarded(x, y, wholeBlocks)
	assert.NotZero(t, worked)
	assert.Less(t, truePeak(l), 0.93, "-0.6 decibels, however finely one looks")
	assert.Less(t, truePeak(r), 0.93)
	for i := range l {
		assert.LessOrEqual(t, math.Abs(float64(l[i])), guardFrom+1e-6)
		assert.LessOrEqual(t, math.Abs(float64(r[i])), guardFrom+1e-6)
	}
	assert.Greater(t, truePeak(l), 0.8, "and no softer than it must be")

	luck := rand.New(rand.NewPCG(3, 4))
	l2, r2, again := guarded(x, y, func() int { return 1 + luck.IntN(block) })
	assert.True(t, slices.Equal(l, l2), "in pieces of any size")
	assert.True(t, slices.Equal(r, r2))
	assert.Equal(t, worked, again)
}

func TestTheGuardLetsGo(t *testing.T) {
	x := make([]float32, 48000)
	for i := range x {
		x[i] = float32(0.3 * math.Sin(float64(i)/10))
	}
	x[2000] = 3
	l, _, worked := guarded(x, make([]float32, len(x)), wholeBlocks)
	assert.Less(t, worked, uint64(30000))
	assert.True(t, slices.Equal(x[40000-lookahead:len(x)-lookahead], l[40000:]), "bit by bit again")
}
