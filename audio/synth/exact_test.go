package synth

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestOwnFunctionsAreAsGoodAsTheirs(t *testing.T) {
	for x := -3.0; x < 3; x += 0.00317 {
		assert.InDelta(t, math.Sin(2*math.Pi*x), sinTurns(x), 1e-13, "sine of %g turns", x)
		assert.InEpsilon(t, math.Exp2(10*x), exp2(10*x), 1e-14, "2 to the %g", 10*x)
		y := math.Exp(5 * x)
		assert.InDelta(t, math.Log2(y), log2(y), 1e-14*max(1, math.Abs(math.Log2(y))), "logarithm of %g", y)
		assert.InEpsilon(t, math.Pow(y, 0.8), pow(y, 0.8), 1e-13)
		assert.InEpsilon(t, math.Pow(10, x), decibels(20*x), 1e-13)
	}
}

func TestChanceIsEvenAndRepeats(t *testing.T) {
	sum := 0.0
	for i := range 10000 {
		a, b := chanceOf(5, i, 2), chanceOf(5, i, 2)
		assert.Equal(t, a.next(), b.next())
		u := a.unit()
		assert.True(t, u >= 0 && u < 1)
		sum += u
	}
	assert.InDelta(t, 0.5, sum/10000, 0.01)
}
