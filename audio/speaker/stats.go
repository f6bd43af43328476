package speaker

import (
	"math"
	"sync/atomic"
	"time"

	"voluntary/audio/synth"
)

// Stats is how the playing goes.
type Stats struct {
	synth.Counts
	Latency    time.Duration // between rendering and sounding
	KeyToSound time.Duration // from a key to what is heard of it, at most
	Gaps       int           // times that the device ran dry: that nothing was there when it wanted to play
	Breaks     int           // times that the device broke off by itself: JACK's xruns that left us out
	LateBlocks int           // blocks that were ready only after the device needed them
	SlowBlocks int           // blocks that took longer to render than they last, which what waits may make up for
	Slowest    time.Duration // that a block took to render
	Lately     []LateBlock   // the last of the late blocks, 256 at most, in no order
}

// LateBlock is one that was ready only after the device needed it.
type LateBlock struct {
	Began time.Time     // when the device had room for it
	Took  time.Duration // from then until it was ready
}

// latest is a late block as the device's goroutine writes it down, in nanoseconds; began is since the speaker was born.
type latest struct{ began, took atomic.Int64 }

// Stats may be called from any goroutine.
func (s *Speaker) Stats() Stats {
	var lately []LateBlock
	for i := range s.lately {
		if l := &s.lately[i]; l.took.Load() > 0 {
			lately = append(lately, LateBlock{s.born.Add(time.Duration(l.began.Load())), time.Duration(l.took.Load())})
		}
	}
	gaps, own := s.breaks()
	after := time.Duration(0)
	if s.exact != nil {
		after = s.exact.after()
	}
	return Stats{
		Counts: s.organ.Counts(), Latency: s.Latency() + after, KeyToSound: s.Lead() + after, Gaps: gaps, Breaks: own,
		LateBlocks: int(s.late.Load()), SlowBlocks: int(s.slow.Load()), Slowest: time.Duration(s.worst.Load()), Lately: lately,
	}
}

// breaks is how often the device ran dry, and how often it broke off by itself.
func (s *Speaker) breaks() (dry, own int) {
	if s.exact != nil {
		return s.exact.breaks()
	}
	return int(s.pace.gaps.Load()), 0
}

// Peaks are the greatest samples of the left and the right channel since the last call, 0 to 1.
func (s *Speaker) Peaks() (left, right float32) {
	return math.Float32frombits(s.peaks[0].Swap(0)), math.Float32frombits(s.peaks[1].Swap(0))
}

// rendered keeps how a block from frame on fared. A device that does not know when it needs it had all that waited when it
// asked, at most: a block that took longer than that was late.
func (s *Speaker) rendered(frame int64, frames int, began, ready time.Duration) {
	took := ready - began
	if took > span(frames) {
		s.slow.Add(1)
	}
	if int64(took) > s.worst.Load() {
		s.worst.Store(int64(took))
	}
	late := took > s.Latency()
	if s.exact != nil {
		late, began = s.exact.spare() < 0, s.exact.wanted(frame-s.first).Sub(s.born)
	}
	if late {
		l := &s.lately[int(s.late.Add(1)-1)%len(s.lately)]
		l.began.Store(int64(began))
		l.took.Store(int64(ready - began))
	}
}
