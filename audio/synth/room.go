package synth

import (
	"math"
	"strings"
)

// Room is the building the organ stands in.
type Room uint8

// The rooms. The usual one is a church of middle size.
const (
	Church Room = iota
	NoRoom
	Chapel
	Cathedral
)

var roomNames = map[Room]string{NoRoom: "none", Chapel: "chapel", Church: "church", Cathedral: "cathedral"}

// RoomNames lists what [ParseRoom] reads, from the driest on.
func RoomNames() []string {
	return []string{roomNames[NoRoom], roomNames[Chapel], roomNames[Church], roomNames[Cathedral]}
}

// ParseRoom reads the name of a room.
func ParseRoom(name string) (Room, bool) {
	for r, n := range roomNames {
		if strings.EqualFold(n, name) {
			return r, true
		}
	}
	return Church, false
}

func (r Room) String() string { return roomNames[r] }

const roomLines = 8

// acoustics are the figures of a room.
type acoustics struct {
	size   float64 // of the delays; 1 has lines of 30 to 80 ms
	reverb float64 // seconds in which the middle of the compass decays by 60 decibels
	treble float64 // part of that for the treble
	wet    float64 // decibels
}

func (r Room) acoustics() acoustics {
	switch r {
	case Chapel:
		return acoustics{size: 0.55, reverb: 1.0, treble: 0.5, wet: -13}
	case Cathedral:
		return acoustics{size: 1.45, reverb: 4.8, treble: 0.35, wet: -9}
	}
	return acoustics{size: 0.9, reverb: 2.1, treble: 0.42, wet: -11}
}

// room is a network of eight delays that feed each other through a Hadamard matrix, each with its loss and its low-pass,
// behind two all-passes a channel which blur the onset.
type room struct {
	on      bool    // something is in it
	loudest float32 // that went into a line in this block
	blurs   [2][2]allPass
	lines   [roomLines]delayLine
	wet     float32
	quiet   int // blocks since anything worth hearing went in or round
	length  int // of the longest line, in blocks
}

type delayLine struct {
	ring   []float32
	head   int
	gain   float32 // loss of one round
	damp   float32 // coefficient of the low-pass
	memory float32
}

type allPass struct {
	ring []float32
	head int
}

// lineTimes are in milliseconds, without common measure.
var lineTimes = [roomLines]float64{31.71, 37.11, 40.23, 47.27, 53.93, 61.19, 68.51, 79.37}

func newRoom(kind Room, rate float64) *room {
	if kind == NoRoom {
		return nil
	}
	a := kind.acoustics()
	r := &room{wet: float32(decibels(a.wet))}
	for i := range r.lines {
		n := int(lineTimes[i] * a.size * rate / 1000)
		seconds := float64(n) / rate
		l := delayLine{ring: make([]float32, n), gain: float32(decibels(-60 * seconds / a.reverb))}
		// At 4 kHz the line is to lose 60 decibels in treble*reverb: solve the one-pole for that.
		want := decibels(-60 * seconds / (a.reverb * a.treble) * (1 - a.treble))
		l.damp = float32(onePoleFor(want, 4000/rate))
		r.lines[i] = l
		r.length = max(r.length, n/block+1)
	}
	for c := range r.blurs {
		for i, ms := range [2]float64{5.3, 12.7} {
			r.blurs[c][i].ring = make([]float32, int((ms+float64(0.9*float64(c)))*a.size*rate/1000)+1)
		}
	}
	return r
}

// onePoleFor is the coefficient of the low-pass y += c*(x-y) that lets the amplitude want pass at the given turns per
// sample.
func onePoleFor(want, turns float64) float64 {
	cos := sinTurns(0.25 + min(turns, 0.45))
	low, high := 0.0, 1.0
	for range 40 {
		c := float64((low + high) / 2)
		k := float64(1 - c)
		if c/math.Sqrt(1-float64(2*k*cos)+float64(k*k)) < want {
			low = c
		} else {
			high = c
		}
	}
	return high
}

func (a *allPass) next(x float32) float32 {
	old := a.ring[a.head]
	in := x - float32(0.6*old)
	a.ring[a.head] = in
	if a.head++; a.head == len(a.ring) {
		a.head = 0
	}
	return old + float32(0.6*in)
}

// inaudible is under the last bit of 16 by some 30 decibels.
const inaudible = 1e-6

// begin starts a block. A room in which nothing is worth hearing any more falls silent, to the last bit.
func (r *room) begin() {
	if !r.on {
		return
	}
	r.quiet++
	if r.loudest > inaudible {
		r.quiet = 0
	}
	r.loudest = 0
	if r.quiet <= 2*r.length {
		return
	}
	r.on = false
	for j := range r.lines {
		clear(r.lines[j].ring)
		r.lines[j].memory = 0
	}
	for c := range r.blurs {
		for i := range r.blurs[c] {
			clear(r.blurs[c][i].ring)
		}
	}
}

// render adds the room's answer to left and right. It returns at once when there is no room, or it is still and nothing
// goes in.
func (r *room) render(left, right []float32) {
	right = right[:len(left)]
	if r == nil {
		return
	}
	if !r.on {
		if quiet(left) && quiet(right) {
			return
		}
		r.on, r.quiet = true, 0
	}
	loudest := r.loudest
	for i := range left {
		a := r.blurs[0][1].next(r.blurs[0][0].next(left[i]))
		b := r.blurs[1][1].next(r.blurs[1][0].next(right[i]))
		var y [roomLines]float32
		for j := range r.lines {
			l := &r.lines[j]
			l.memory += float32(l.damp * (l.ring[l.head] - l.memory))
			y[j] = float32(l.memory * l.gain)
		}
		left[i] += float32(r.wet * ((y[0] - y[2]) + (y[4] - y[6])))
		right[i] += float32(r.wet * ((y[1] - y[3]) + (y[5] - y[7])))
		hadamard(&y)
		for j := range r.lines {
			l := &r.lines[j]
			x := y[j]
			if j&1 == 0 {
				x += float32(0.5 * a)
			} else {
				x += float32(0.5 * b)
			}
			loudest = max(loudest, x, -x)
			l.ring[l.head] = x
			if l.head++; l.head == len(l.ring) {
				l.head = 0
			}
		}
	}
	r.loudest = loudest
}

func quiet(x []float32) bool {
	for _, v := range x {
		if v != 0 {
			return false
		}
	}
	return true
}

// hadamard mixes the lines without gain or loss.
func hadamard(y *[roomLines]float32) {
	for step := 1; step < roomLines; step *= 2 {
		for i := 0; i < roomLines; i += 2 * step {
			for j := i; j < i+step; j++ {
				y[j], y[j+step] = y[j]+y[j+step], y[j]-y[j+step]
			}
		}
	}
	for i := range y {
		y[i] *= 0.35355339
	}
}
