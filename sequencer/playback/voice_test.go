package playback

import (
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

// pipes are a trace whose divisions take their time to speak.
type pipes struct {
	Trace
	leads [3]time.Duration
}

func (p *pipes) LeadOf(d registration.DivisionID) time.Duration { return p.leads[d] }

// of is what one division does.
func (l timeline) of(c *registration.Console, d int) timeline {
	var out timeline
	for _, m := range l {
		own := moment{at: m.at}
		own.keys[d] = m.keys[d]
		for _, k := range c.ControlsOf(registration.DivisionID(d)) {
			own.state = own.state.With(k, m.state.On(k))
		}
		out.add(own)
	}
	return out
}

// shoes is what the shoes do.
func (l timeline) shoes() timeline {
	var out timeline
	for _, m := range l {
		var own moment
		own.at = m.at
		for e := range registration.EnclosureID(registration.MaxEnclosures) {
			own.state = own.state.WithShoe(e, m.state.Shoe(e))
		}
		out.add(own)
	}
	return out
}

// same compares two timelines and says where they part.
func (u *tour) same(division int, want, got timeline) {
	u.t.Helper()
	for i := range min(len(want), len(got)) {
		require.Equal(u.t, want[i].at.String(), got[i].at.String(), "division %d, moment %d\n%v", division, i, u.did)
		require.Equal(u.t, want[i].keys, got[i].keys, "division %d at %v\n%v", division, want[i].at, u.did)
		require.Equal(u.t, want[i].state, got[i].state, "division %d at %v\n%v", division, want[i].at, u.did)
	}
	require.Len(u.t, got, len(want), "division %d\n%v", division, u.did)
}

// Whatever is done, each division of an output is at every instant exactly as far ahead as it takes to speak.
func TestDivisionsAreAheadByWhatTheyTakeToSpeak(t *testing.T) {
	for seed := range rounds(t) {
		inBubble(t, seed, func(t *testing.T) {
			u := &tour{t: t, r: rand.New(rand.NewPCG(seed, 4)), e: New(), console: testConsole(t), m: newModel(time.Now()), always: true}
			o := &pipes{Trace: Trace{Called: "pipes", Asks: []time.Duration{0, 40 * time.Millisecond}[u.r.IntN(2)]}}
			spans := []time.Duration{0, 13 * time.Millisecond, 13 * time.Millisecond, 150 * time.Millisecond, 2 * time.Second}
			for d := range o.leads {
				o.leads[d] = spans[u.r.IntN(len(spans))]
				u.lead = max(u.lead, o.Asks+o.leads[d])
			}
			// Beside another output that is later, all of it is so much sooner.
			sooner := []time.Duration{0, 0, 9 * time.Millisecond, 400 * time.Millisecond}[u.r.IntN(4)]
			other := &Trace{Called: "other"}
			u.lead += sooner
			u.begin()
			u.e.Later("pipes", 50*time.Millisecond-sooner)
			u.e.Later("other", 50*time.Millisecond)
			u.e.AddOutput(o, nil)
			u.e.AddOutput(other, nil)
			u.m.mark()
			synctest.Wait()
			began := time.Now()
			var want [3]timeline
			var shoes timeline
			// foresee writes down what will be if nothing is done until an instant.
			foresee := func(now, until time.Time) {
				ahead := func(lead time.Duration) timeline {
					m := u.m.clone()
					m.elapse(now.Add(lead))
					m.mark()
					m.elapse(until.Add(lead))
					for i := range m.line {
						m.line[i].at = m.line[i].at.Add(-lead)
					}
					return m.line.from(now)
				}
				for d, lead := range o.leads {
					for _, m := range ahead(lead+sooner).of(u.console, d) {
						want[d].add(m)
					}
				}
				for _, m := range ahead(sooner).shoes() {
					shoes.add(m)
				}
			}
			u.meanwhile = foresee
			for range 40 {
				u.act()
				now := time.Now()
				before := u.m.clone()
				u.pass()
				after := u.m
				u.m = before
				foresee(now, time.Now())
				u.m = after
			}
			require.NoError(t, u.e.Close())
			got := u.heard(o.Sent()).from(began)
			silent(t, got)
			for d := range want {
				end := want[d][len(want[d])-1]
				end.at, end.keys = time.Now(), [registration.MaxDivisions][2]uint64{}
				want[d].add(end)
				u.same(d, want[d], got.of(u.console, d))
			}
			u.same(-1, shoes, got.shoes())
		})
	}
}

func TestASlowPedalGoesOutEarlier(t *testing.T) {
	onStage(t, func(w *score) {
		w.draw(beat, bourdon).note(great, 60, beat, 2*beat).note(pedal, 40, beat, 2*beat).note(pedal, 42, 2*beat, 3*beat)
	}, func(s *stage) {
		o := &pipes{Trace: Trace{Called: "pipes"}, leads: [3]time.Duration{pedal: 200 * time.Millisecond}}
		s.e.AddOutput(o, nil)
		synctest.Wait()
		quick := s.o
		s.o = &o.Trace
		s.log()
		s.e.Play()
		s.wait(600 * time.Millisecond)
		// The jump has waited for the slow division.
		assert.Equal(t, "0.500 draw pedal.bourdon, 0.500 +40", s.log())
		s.wait(300 * time.Millisecond)
		s.e.Press(pedal, 50, 80)
		s.wait(200 * time.Millisecond)
		s.e.Pause()
		s.wait(time.Second)
		assert.Equal(t, "0.700 +60, 0.900 +50, 1.000 -40, 1.000 +42, 1.100 -60, 1.100 -42", s.log())
		s.e.Release(pedal, 50)
		s.e.RemoveOutput("pipes")
		synctest.Wait()
		s.o = quick
		assert.Contains(t, s.log(), "0.700 draw pedal.bourdon, 0.700 +60, 0.700 +40, 0.900 +50, 1.100 -60, 1.100 -40")
	})
}

func TestKeysOfALeaderAreNotStruckAfreshForItsDrawknobs(t *testing.T) {
	onStage(t, func(w *score) { w.note(great, 60, 0, 2*beat).note(great, 62, 0, 2*beat+20) }, func(s *stage) {
		o := &pipes{Trace: Trace{Called: "pipes", Asks: 500 * time.Millisecond}}
		s.o = &o.Trace
		s.e.AddOutput(o, nil)
		s.e.Play()
		s.wait(1400 * time.Millisecond) // the releases have been handed over
		s.log()
		s.e.SetPerformance(newScore(t, s.c).note(great, 60, 0, 4*beat).note(great, 62, 0, 4*beat).compile())
		s.wait(300 * time.Millisecond)
		assert.Empty(t, s.log(), "the keys are held on")
	})
}

func TestALeaderThatCannotForgetIsNotAsked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := New()
		defer func() { require.NoError(t, e.Close()) }()
		o := &pipes{Trace: Trace{Called: "pipes"}, leads: [3]time.Duration{time.Second, time.Second, time.Second}}
		e.SetPerformance(newScore(t, testConsole(t)).note(great, 60, 0, beat).compile())
		e.AddOutput(rememberer{o}, nil)
		began := time.Now()
		e.Play()
		time.Sleep(100 * time.Millisecond)
		synctest.Wait()
		sent := o.Sent()
		assert.Equal(t, began, sent[len(sent)-2].Due)
	})
}
