package sequencer

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestThousandsArePartedByCommas(t *testing.T) {
	for n, want := range map[int]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 12345: "12,345", 100000: "100,000", 1000000: "1,000,000", -1: "-1", -123: "-123", -1234: "-1,234",
	} {
		assert.Equal(t, want, Figures(n))
	}
	assert.Equal(t, "18,446,744,073,709,551,615", Figures(uint64(math.MaxUint64)))
	assert.Equal(t, "-9,223,372,036,854,775,808", Figures(int64(math.MinInt64)))
}

func TestOneIsOneAndManyAreMany(t *testing.T) {
	assert.Equal(t, "1 note", Count(1, "note"))
	assert.Equal(t, "0 notes", Count(0, "note"))
	assert.Equal(t, "12,345 notes", Count(12345, "note"))
	assert.Equal(t, "2 entries", Count(2, "entry"))
	assert.Equal(t, "2 keys", Count(2, "key"))
}
