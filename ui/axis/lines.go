package axis

import (
	"math"
	"strconv"
	"time"

	"voluntary/sequencer"
)

// Rank says what a grid line stands for.
type Rank uint8

// The ranks, strongest first.
const (
	BarLine Rank = iota
	BeatLine
	PartLine // a part of a beat
)

// Line is one grid line.
type Line struct {
	At       sequencer.Tick
	X        float32
	Rank     Rank
	Bar      int  // number of the bar it stands in
	Beat     int  // of a beat line: its number in the bar, from 1
	Labelled bool // there is room for its number right of it
}

// Room that lines and numbers need, in units.
const (
	numberRoom = 44
	barRoom    = 7
	beatRoom   = 9
	partRoom   = 8
	beatNumber = 40 // a beat's number is shown from this length of a beat on
)

// maxLines bounds the answer of Lines against pieces with thousands of meters in sight.
const maxLines = 4096

// Lines lists the grid lines that can be seen, in order of time, with those left out that would stand too close: first
// the parts of beats, then beats, then bars by powers of two. Bar numbers are thinned by powers of two as well: 1, 5, 9.
// Lines that begin less than a number's room left of the edge are listed too, for their numbers reach into sight.
func (a Axis) Lines(m sequencer.MeterMap, snap Snap) []Line {
	var out []Line
	end := a.At(float32(a.Width))
	if end < 0 || a.Width <= 0 {
		return nil
	}
	from := max(a.At(-numberRoom), 0)
	lastX, lastLabel := math.Inf(-1), math.Inf(-1)
	points := m.Points()
	for i, p := range points {
		stop := float64(sequencer.MaxTick)
		if i+1 < len(points) {
			stop = float64(points[i+1].At)
		}
		if stop <= from {
			continue
		}
		if float64(p.At) > end || len(out) > maxLines {
			break
		}
		barWidth := float64(a.Length(p.BarTicks()))
		every := thinned(barWidth, barRoom)
		named := thinned(barWidth, numberRoom)
		first := m.Position(p.At).Bar
		n := int(max(from-float64(p.At), 0) / float64(p.BarTicks()))
		for bar := first + n; len(out) <= maxLines; bar++ {
			if every > 1 { // on to the next bar that shows
				bar += (every - (bar-1)%every) % every
			}
			at := p.At + sequencer.Tick(bar-first)*p.BarTicks()
			if float64(at) >= min(stop, end+1) {
				break
			}
			x := float64(a.X(at))
			if x-lastX < barRoom/2 {
				continue
			}
			line := Line{At: at, X: float32(x), Rank: BarLine, Bar: bar, Beat: 1}
			if (bar-1)%named == 0 && x-lastLabel >= numberRoom-1 {
				line.Labelled, lastLabel = true, x
			}
			lastX = x
			out = append(out, line)
			out = a.beats(out, p, at, bar, min(stop, end+1), snap)
		}
	}
	return out
}

// beats appends the lines inside one bar.
func (a Axis) beats(out []Line, p sequencer.Meter, bar sequencer.Tick, number int, stop float64, snap Snap) []Line {
	beat := p.BeatTicks()
	if float64(a.Length(beat)) < beatRoom {
		return out
	}
	parts := snaps[snap].parts
	for parts > 1 && float64(a.Length(beat))/float64(parts) < partRoom {
		if parts%2 != 0 {
			parts = 1
			break
		}
		parts /= 2
	}
	parts = max(parts, 1)
	for k := sequencer.Tick(1); k < sequencer.Tick(p.Num)*parts; k++ {
		at := bar + k*beat/parts
		if float64(at) >= stop {
			break
		}
		line := Line{At: at, X: a.X(at), Rank: PartLine, Bar: number, Beat: int(k/parts) + 1}
		if k%parts == 0 {
			line.Rank = BeatLine
			line.Labelled = a.Length(beat) >= beatNumber
		}
		if line.X >= -numberRoom {
			out = append(out, line)
		}
	}
	return out
}

// thinned is the power of two by which things of a width must be thinned to get room.
func thinned(width, room float64) int {
	every := 1
	for float64(every)*width < room && every < 1<<28 {
		every *= 2
	}
	return every
}

// Label is the number that a labelled line carries: of a bar "12", of a beat "12.3".
func (l Line) Label() string {
	if l.Rank == BarLine {
		return strconv.Itoa(l.Bar)
	}
	return strconv.Itoa(l.Bar) + "." + strconv.Itoa(l.Beat)
}

// Moment is a round time on the ruler.
type Moment struct {
	At   time.Duration
	X    float32
	Text string // "1:05"
}

var timeSteps = []time.Duration{
	time.Second, 2 * time.Second, 5 * time.Second, 10 * time.Second, 15 * time.Second, 30 * time.Second,
	time.Minute, 2 * time.Minute, 5 * time.Minute, 10 * time.Minute, 30 * time.Minute, time.Hour, 5 * time.Hour, 24 * time.Hour,
}

const timeRoom = 64

// Times lists round times in sight, at least 64 units from each other.
func (a Axis) Times(tempo sequencer.TempoMap) []Moment {
	if a.Width <= 0 {
		return nil
	}
	first, end := a.Span()
	from, to := tempo.TimeAt(first), tempo.TimeAt(end)
	step := timeSteps[len(timeSteps)-1]
	for _, s := range timeSteps {
		if float64(to-from)/float64(s)*timeRoom <= a.Width {
			step = s
			break
		}
	}
	var out []Moment
	last := float32(math.Inf(-1))
	for t := (from + step - 1) / step * step; t <= to && len(out) <= maxLines; t += step {
		x := a.XAt(tempo.FractionAt(t))
		if x-last < timeRoom {
			continue
		}
		last = x
		out = append(out, Moment{At: t, X: x, Text: Clock(t)})
	}
	return out
}

// Clock writes a time as minutes and seconds, with hours when there are any: "1:05", "1:00:05".
func Clock(t time.Duration) string {
	s := int64(max(t, 0) / time.Second)
	two := func(n int64) string { return string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) }
	if s >= 3600 {
		return strconv.FormatInt(s/3600, 10) + ":" + two(s/60%60) + ":" + two(s%60)
	}
	return strconv.FormatInt(s/60, 10) + ":" + two(s%60)
}
