package sequencer

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestWaitPointsStandInThePerformance(t *testing.T) {
	a := arrange(t, Piece{
		Tempo: []Tempo{{0, 500 * time.Millisecond}, {960, time.Second}},
		Marks: []Mark{
			{At: 0, Kind: Verse, Name: "1"}, {At: 60, Kind: Wait, Name: "early"}, {At: 1920, Kind: Wait, Name: "go"}, {At: 1920, Kind: Wait, Name: "again"},
		},
	})
	p, _ := Compile(a, nil)
	waits := p.Waits()
	if assert.Len(t, waits, 2) {
		assert.Equal(t, "early", waits[0].Mark.Name)
		assert.Zero(t, waits[0].From)
		assert.Equal(t, "go", waits[1].Mark.Name)
		assert.Equal(t, 1500*time.Millisecond, waits[1].At)
		assert.Equal(t, 1250*time.Millisecond, waits[1].From)
	}
}
