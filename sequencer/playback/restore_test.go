package playback

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"

	"voluntary/sequencer"
)

// forgetful counts how often it is told to forget.
type forgetful struct {
	Trace
	forgot int
}

func (f *forgetful) Forget() { f.forgot++; f.Flush() }

func TestRestoreHasAnOutputSayEverythingInFull(t *testing.T) {
	onStage(t, func(w *score) { w.draw(0, flute).note(great, 60, 0, beat) }, func(s *stage) {
		out := &forgetful{Trace: Trace{Called: "bitmaps"}}
		s.e.AddOutput(out, nil)
		synctest.Wait()
		first := len(out.Sent())
		s.e.Seek(0)
		synctest.Wait()
		assert.Zero(t, out.forgot, "only a restore forgets")
		s.e.Restore()
		synctest.Wait()
		assert.Equal(t, 1, out.forgot)
		assert.Equal(t, 2*first, len(out.Sent()), "the whole registration, once more")
		assert.Equal(t, sequencer.Expression, out.Sent()[len(out.Sent())-1].Event.Kind)
	})
}
