package playback

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestAnOutputCanSoundLaterThanTheOthers(t *testing.T) {
	onStage(t, func(w *score) { w.draw(beat, flute).note(great, 60, 0, beat).note(great, 62, beat, 2*beat) }, func(s *stage) {
		far := &Trace{Called: "far"}
		s.e.Later("far", -30*time.Millisecond) // before it is there
		s.e.AddOutput(far, nil)
		near := s.o
		both := func() (a, b string) {
			a = s.log()
			s.o = far
			b = s.log()
			s.o = near
			return a, b
		}
		s.wait(0)
		both()
		s.e.Play()
		s.wait(1500 * time.Millisecond)
		a, b := both()
		assert.Equal(t, "0.030 +60, 0.530 -60, 0.530 draw great.flute, 0.530 +62, 1.030 -62", a)
		assert.Equal(t, "0.000 +60, 0.500 -60, 0.500 draw great.flute, 0.500 +62, 1.000 -62", b)
		assert.Equal(t, -30*time.Millisecond, s.e.Status().Outputs[1].Later)

		s.e.Later("far", 20*time.Millisecond)
		s.e.PlayFrom(0)
		s.wait(600 * time.Millisecond)
		s.e.Move(drawing(oboe, true))
		s.wait(300 * time.Millisecond)
		s.e.Later("far", 0)
		s.e.PlayFrom(0)
		s.wait(600 * time.Millisecond)
		a, b = both()
		assert.Equal(t, "1.500 retire great.flute, 1.500 +60, 2.000 -60, 2.000 draw great.flute, 2.000 +62, 2.100 draw swell.oboe, "+
			"2.400 -62, 2.400 retire great.flute, 2.400 +60, 2.900 -60, 2.900 draw great.flute, 2.900 +62", a)
		assert.Equal(t, "1.520 retire great.flute, 1.520 +60, 2.020 -60, 2.020 draw great.flute, 2.020 +62, 2.100 draw swell.oboe, "+
			"2.400 -62, 2.400 retire great.flute, 2.400 +60, 2.900 -60, 2.900 draw great.flute, 2.900 +62", b)
		s.e.RemoveOutput("far")
		s.e.Later("organ", time.Second)
		s.e.PlayFrom(0)
		synctest.Wait()
		assert.Zero(t, time.Until(s.e.Status().Instant), "one alone is not moved")
	})
}

// companion is an output that keeps what it is told of others.
type companion struct {
	Trace
	told []bool
}

func (c *companion) Together(others bool) { c.told = append(c.told, others) }

func TestAnOutputIsToldWhetherOthersPlayToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := New()
		defer e.Close()
		c := &companion{Trace: Trace{Called: "port"}}
		e.AddOutput(c, nil)
		synctest.Wait()
		assert.Equal(t, []bool{false}, c.told)
		e.AddOutput(&Trace{Called: "organ"}, nil)
		synctest.Wait()
		assert.Equal(t, []bool{false, true}, c.told)
		e.RemoveOutput("organ")
		synctest.Wait()
		assert.Equal(t, []bool{false, true, false}, c.told)
	})
}
