package touch_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"voluntary/ui/touch"
)

func TestTheSecondButtonTakesTheDragBackThatGoesOn(t *testing.T) {
	defer touch.Hold(nil)
	var here, elsewhere touch.Second
	touch.Hold(nil)
	assert.False(t, here.Down(), "nothing is held")
	going := true
	touch.Hold(func() bool { was := going; going = false; return was })
	assert.True(t, elsewhere.Down())
	assert.False(t, going)
	assert.False(t, here.Tapped())
	assert.True(t, elsewhere.Tapped(), "and the button asks for no menu")
	assert.False(t, elsewhere.Tapped(), "the next time it does")
	assert.False(t, elsewhere.Down(), "the drag is over")
}
