package playback

import (
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
)

// Every percent from the slowest tempo to the quickest is played at, and none beyond.
func TestEveryPercentOfTheTempoIsPlayed(t *testing.T) {
	onStage(t, func(w *score) {
		for i := range sequencer.Tick(4) {
			w.note(great, 60+uint8(i), i*beat, i*beat+beat/2)
		}
	}, func(s *stage) {
		for percent := SlowestTempo; percent <= FastestTempo; percent++ {
			s.e.Tempo(percent)
			s.log()
			began := time.Now()
			s.e.PlayFrom(0)
			s.wait(time.Millisecond)
			require.Equal(t, percent, s.e.Status().Percent)
			s.wait(5 * time.Second)
			var struck []time.Duration
			for _, x := range s.o.Sent() {
				if x.Event.Kind == sequencer.KeyDown {
					struck = append(struck, x.Acts().Sub(began))
				}
			}
			require.Len(t, struck, 4, percent)
			for i, at := range struck {
				due := time.Duration(i) * 50 * time.Second / time.Duration(percent)
				assert.InDelta(t, due, at, float64(time.Microsecond), "beat %d at %d percent", i, percent)
			}
		}
		s.e.Tempo(SlowestTempo - 1)
		synctest.Wait()
		assert.Equal(t, 50, s.e.Status().Percent)
		s.e.Tempo(FastestTempo + 1)
		synctest.Wait()
		assert.Equal(t, 200, s.e.Status().Percent)
	})
}

// At every step of transposition exactly the keys that are on the keyboards sound, moved by so much.
func TestAtEveryTranspositionTheCompassIsKept(t *testing.T) {
	onStage(t, func(w *score) {
		for _, key := range []uint8{36, 38, 41, 42, 60, 90, 91, 95, 96} {
			w.note(great, key, 0, 8*beat)
		}
		w.note(pedal, 36, 0, 8*beat).note(pedal, 67, 0, 8*beat)
	}, func(s *stage) {
		s.e.Play()
		for by := -7; by <= 7; by++ {
			s.e.Transpose(by)
			s.wait(100 * time.Millisecond)
			moved := min(max(by, -6), 6)
			require.Equal(t, moved, s.e.Status().Transpose)
			var down [registration.MaxDivisions][128]bool
			for _, x := range s.o.Sent() {
				if k := x.Event; k.Kind == sequencer.KeyDown || k.Kind == sequencer.KeyUp {
					down[k.Division][k.Key] = k.Kind == sequencer.KeyDown
				}
			}
			var want [registration.MaxDivisions][128]bool
			sounding := s.e.Status().Performance.Chase(time.Second)
			for k := range sounding.Held {
				if key := int(k.Key) + moved; key >= int(s.c.Divisions[k.Division].Lowest) && key <= int(s.c.Divisions[k.Division].Highest) {
					want[k.Division][key] = true
				}
			}
			assert.Equal(t, want, down, by)
		}
	})
}

// A stop that is moved by hand is so through jumps, pauses and wraps of the loop, until the lane changes that stop, or until
// it is given back to the lane. What else the lane does goes on.
func TestAStopMovedByHandStaysThroughJumpsAndLoops(t *testing.T) {
	onStage(t, func(w *score) {
		w.draw(0, diapason).draw(beat, oboe).retire(3*beat, oboe).retire(6*beat, diapason).note(great, 60, 0, 8*beat)
	}, func(s *stage) {
		has := func(want ...registration.ControlID) {
			t.Helper()
			synctest.Wait()
			assert.Equal(t, want, s.e.Status().Registration.Drawn())
		}
		s.e.Loop(0, 4*beat, true)
		s.e.PlayFrom(0)
		s.wait(100 * time.Millisecond)
		s.e.Move(drawing(flute, true))
		has(diapason, flute)
		s.wait(time.Second) // past the first beat
		has(diapason, flute, oboe)
		s.wait(2 * time.Second) // the loop has wrapped
		has(diapason, flute, oboe)
		s.e.Seek(0)
		has(diapason, flute)
		s.e.Pause()
		has(diapason, flute)
		s.e.Play()
		s.e.Loop(0, 0, false)
		s.e.Move(drawing(diapason, false))
		has(flute)
		s.e.Move(drawing(diapason, true))
		s.e.Seek(5 * beat)
		s.wait(time.Second) // past the sixth beat, where the lane retires it
		has(flute)
		s.e.BackToLane()
		synctest.Wait()
		assert.Empty(t, s.e.Status().Registration.Drawn())
	})
}

// Step by step backwards through a piece, at rest and while it plays, the registration that is shown and the one that was sent
// are those of the place.
func TestBackwardsThroughAPieceTheRightStopsAreShownAndSent(t *testing.T) {
	for _, playing := range []bool{false, true} {
		for seed := range uint64(10) {
			onStage(t, func(w *score) {
				r := rand.New(rand.NewPCG(seed, 12))
				for bar := range sequencer.Tick(40) {
					w.note(great, 60+uint8(bar%12), bar*4*beat, bar*4*beat+3*beat)
					for range r.IntN(4) {
						at, k := bar*4*beat+sequencer.Tick(r.IntN(4))*beat, registration.ControlID(r.IntN(len(controlIDs)))
						if r.IntN(2) == 0 {
							w.draw(at, k)
						} else {
							w.retire(at, k)
						}
					}
				}
			}, func(s *stage) {
				if playing {
					s.e.PlayFrom(39 * 4 * beat)
				}
				var sent registration.State
				for bar := sequencer.Tick(39); bar >= 0; bar-- {
					s.e.Seek(bar * 4 * beat)
					s.wait(50 * time.Millisecond)
					p := s.e.Status().Performance
					want := p.Chase(p.Tempo().TimeAt(bar * 4 * beat)).State
					require.Equal(t, want.Drawn(), s.e.Status().Registration.Drawn(), "shown in bar %d, seed %d", bar+1, seed)
					sent = registration.State{}
					for _, x := range s.o.Sent() {
						if x.Event.Kind == sequencer.Change && !x.Acts().After(time.Now()) {
							sent.Apply(x.Event.Change)
						}
					}
					require.Equal(t, want.Drawn(), sent.Drawn(), "sent in bar %d, seed %d", bar+1, seed)
				}
			})
		}
	}
}
