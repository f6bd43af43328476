package speaker

import (
	"math"
	"time"
)

// block is how many samples are rendered at a time, so that what is done with them finds them near.
const block = 2 * 512

// fill is called by the device's goroutine for the next sound, left and right in turn.
func (s *Speaker) fill(x []float32) {
	frame, began := s.organ.Position(), time.Since(s.born)
	s.asked.Store(int64(began))
	if s.exact == nil {
		s.pace.asked(frame, s.queued(), began)
	}
	frames := len(x) / 2
	var loud [2]float32
	for len(x) >= 2 {
		part := x[:min(block, len(x)/2*2)]
		s.organ.Render(part)
		if s.leaving.Load() {
			s.fadeOut(part)
		}
		for i := 0; i+1 < len(part); i += 2 {
			l, r := part[i], part[i+1]
			loud[0], loud[1] = max(loud[0], l, -l), max(loud[1], r, -r)
		}
		x = x[len(part):]
	}
	clear(x)
	for c := range loud {
		bits := math.Float32bits(loud[c]) // of numbers that are not negative: in the same order
		for old := s.peaks[c].Load(); bits > old && !s.peaks[c].CompareAndSwap(old, bits); old = s.peaks[c].Load() {
		}
	}
	s.rendered(frame, frames, began, time.Since(s.born))
}

// fadeOut leads to silence and tells when it is reached.
func (s *Speaker) fadeOut(x []float32) {
	step := float32(1 / (fading.Seconds() * Rate))
	for i := 0; i < len(x); i += 2 {
		x[i] *= s.fade
		x[i+1] *= s.fade
		s.fade = max(0, s.fade-step)
	}
	if s.fade == 0 && !s.left {
		s.left = true
		close(s.gone)
	}
}
