package sequencer

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Tick is a moment of musical time, counted from the start of the piece, PPQ to a quarter note.
type Tick int64

// PPQ is the number of ticks in a quarter note.
const PPQ = 960

// MaxTick bounds every position in a piece: some 300,000 hours of quarter notes at 60 a minute.
const MaxTick Tick = 1 << 40

// Position is a place in bars and beats. Bars count from 1, as played (repeats written out). Beats count from 1 in the
// meter's own beats and may be fractional.
type Position struct {
	Bar  int
	Beat float64
}

func (p Position) String() string {
	beat := math.Round(p.Beat*1000) / 1000
	return strconv.Itoa(p.Bar) + ":" + strconv.FormatFloat(beat, 'f', -1, 64)
}

// ParsePosition reads "12:2.5", or "12" for the first beat of bar 12.
func ParsePosition(s string) (Position, error) {
	bad := fmt.Errorf("%q is not a position (write BAR:BEAT from 1:1, for example 12:2.5)", s)
	barText, beatText, hasBeat := strings.Cut(strings.TrimSpace(s), ":")
	bar, err := strconv.Atoi(barText)
	if err != nil || bar < 1 || bar > 1<<24 {
		return Position{}, bad
	}
	p := Position{Bar: bar, Beat: 1}
	if hasBeat {
		p.Beat, err = strconv.ParseFloat(beatText, 64)
		if err != nil || !(p.Beat >= 1) || p.Beat > 1<<20 {
			return Position{}, bad
		}
	}
	return p, nil
}
