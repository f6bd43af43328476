package synth

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTheNoiseJoinsItsOwnBeginning(t *testing.T) {
	steepest := float32(0)
	for i := range len(noise) - 1 {
		steepest = max(steepest, noise[i+1]-noise[i], noise[i]-noise[i+1])
	}
	join := noise[0] - noise[len(noise)-1]
	assert.LessOrEqual(t, max(join, -join), steepest)
}
