package playback

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
)

// surly is an output that does not close well.
type surly struct{ Trace }

func (*surly) Close() error { return errLost }

func TestCloseSaysWhatOutputsSay(t *testing.T) {
	e := New()
	e.AddOutput(&surly{}, nil)
	require.ErrorIs(t, e.Close(), errLost)
}

func TestLostOutputIsTakenUpAgainWhereThePieceIs(t *testing.T) {
	onStage(t, func(w *score) {
		w.note(pedal, 40, 0, 40*beat).note(great, 60, 2*beat, 3*beat).draw(beat, flute)
	}, func(s *stage) {
		var lost atomic.Bool
		tries := 0
		back := &brittle{Trace: Trace{Called: "port"}, lost: new(atomic.Bool)}
		s.e.AddOutput(&brittle{Trace: Trace{Called: "port"}, lost: &lost}, func(context.Context) (Output, error) {
			if tries++; tries < 4 {
				return nil, errors.New("still out")
			}
			return back, nil
		})
		s.e.Play()
		s.wait(300 * time.Millisecond)
		lost.Store(true)
		s.wait(500 * time.Millisecond)
		assert.Contains(t, s.e.Status().Outputs[1].Fault, "the cable is out")
		assert.Equal(t, Playing, s.e.Status().Transport)
		alert := <-s.e.Alerts()
		assert.True(t, alert.Fault)
		assert.Equal(t, "port", alert.Output)
		assert.Equal(t, "port does not answer. It is taken up again as soon as it is back (the cable is out).", alert.Message)

		s.wait(4 * time.Second) // after 0.25, 0.5, 1 and 2 s
		assert.Equal(t, 4, tries)
		assert.Equal(t, "port is back.", (<-s.e.Alerts()).Message)
		assert.Empty(t, s.e.Status().Outputs[1].Fault)
		assert.EqualValues(t, 1, s.e.Status().Outputs[1].Reopens)
		var ups, changes, downs int
		for _, x := range back.Sent() {
			switch x.Event.Kind {
			case sequencer.KeyUp:
				require.Zero(t, changes+downs, "every key is released first")
				ups++
			case sequencer.KeyDown:
				downs++
				assert.EqualValues(t, 40, x.Event.Key, "the held pedal sounds again")
			default:
				require.Zero(t, downs)
				changes++
			}
		}
		assert.Equal(t, []int{61 + 61 + 32, 7, 1}, []int{ups, changes, downs})
		assert.Contains(t, s.log(), "1.000 +60", "the other output played on")
	})
}

func TestPlayingPausesOnAFaultIfAsked(t *testing.T) {
	onStage(t, func(w *score) { w.note(great, 60, 0, 4*beat).note(great, 62, 2*beat, 3*beat) }, func(s *stage) {
		var lost atomic.Bool
		s.log()
		s.e.AddOutput(&brittle{Trace: Trace{Called: "port"}, lost: &lost}, nil)
		s.e.PauseOnFault(true)
		s.e.Play()
		s.wait(500 * time.Millisecond)
		lost.Store(true)
		s.wait(time.Second)
		assert.Equal(t, Paused, s.e.Status().Transport)
		assert.Equal(t, "0.000 +60, 0.750 -60", s.log())
		assert.Equal(t, "port does not answer. Playing has paused. Choose it again when it is ready (the cable is out).", (<-s.e.Alerts()).Message)
	})
}

func TestReturnOfAnOutputOffersToGoOnFromThatBar(t *testing.T) {
	for _, seek := range []bool{false, true} {
		onStage(t, func(w *score) { w.note(great, 60, 0, 12*beat) }, func(s *stage) {
			var lost atomic.Bool
			s.e.AddOutput(&brittle{Trace: Trace{Called: "port"}, lost: &lost}, func(context.Context) (Output, error) {
				return &Trace{Called: "port"}, nil
			})
			s.e.PauseOnFault(true)
			s.e.Play()
			s.wait(2700 * time.Millisecond) // in the second bar
			lost.Store(true)
			s.e.Press(great, 72, 80)
			synctest.Wait()
			require.True(t, (<-s.e.Alerts()).Fault)
			if seek {
				s.e.Seek(0)
			}
			s.wait(time.Second)
			alert := <-s.e.Alerts()
			assert.Equal(t, "port", alert.Output)
			assert.False(t, alert.Fault)
			if seek {
				assert.Equal(t, "port is back.", alert.Message)
				assert.False(t, alert.Offer)
				return
			}
			assert.Equal(t, "port is back. Playing has paused in bar 2: go on from there?", alert.Message)
			assert.True(t, alert.Offer)
			assert.Equal(t, 2, alert.Bar)
			assert.Equal(t, 4*beat, alert.From)
			s.e.PlayFrom(alert.From)
			synctest.Wait()
			assert.Equal(t, 2*time.Second, s.e.Status().PositionAt(time.Now()))
		})
	}
}

func TestOutputRemovedWhileItIsOpenedAgainIsNotKept(t *testing.T) {
	onStage(t, func(w *score) { w.note(great, 60, 0, 4*beat) }, func(s *stage) {
		var lost atomic.Bool
		lost.Store(true)
		late := &Trace{Called: "port"}
		s.e.AddOutput(&brittle{Trace: Trace{Called: "port"}, lost: &lost}, func(ctx context.Context) (Output, error) {
			time.Sleep(time.Second) // a driver that does not listen
			return late, nil
		})
		s.wait(500 * time.Millisecond)
		s.e.RemoveOutput("port")
		s.wait(2 * time.Second)
		assert.True(t, late.Closed())
		assert.Len(t, s.e.Status().Outputs, 1)
	})
}

func TestOutputOfTheSameNameIsReplaced(t *testing.T) {
	onStage(t, func(w *score) { w.note(great, 60, 0, 4*beat) }, func(s *stage) {
		s.e.Play()
		s.wait(100 * time.Millisecond)
		fresh := &Trace{Called: "organ"}
		s.e.AddOutput(fresh, nil)
		synctest.Wait()
		sent := s.o.Sent()
		assert.Equal(t, sequencer.KeyUp, sent[len(sent)-1].Event.Kind)
		assert.True(t, s.o.Closed())
		sent = fresh.Sent()
		assert.Equal(t, sequencer.KeyDown, sent[len(sent)-1].Event.Kind)
	})
}

// frozen is an output that stops the engine as a sleeping machine would.
type frozen struct {
	Trace
	sleep atomic.Int64
}

func (f *frozen) Send(due time.Time, e sequencer.Event) error {
	time.Sleep(time.Duration(f.sleep.Swap(0)))
	return f.Trace.Send(due, e)
}

func TestMachineThatStoodStillGoesOnFromThere(t *testing.T) {
	onStage(t, func(w *score) {
		w.note(pedal, 40, 0, 8*beat).note(great, 60, 2*beat, 3*beat).note(great, 62, 4*beat, 5*beat)
	}, func(s *stage) {
		f := &frozen{Trace: Trace{Called: "frozen"}}
		s.e.AddOutput(f, nil)
		s.e.Play()
		s.wait(500 * time.Millisecond)
		s.log()
		f.sleep.Store(int64(10 * time.Second)) // when 60 is handed over, at 0.9
		s.wait(12500 * time.Millisecond)
		assert.Equal(t, "The computer stood still for 10.0 s; playing goes on from where it was.", (<-s.e.Alerts()).Message)
		var got []string
		for _, x := range s.o.Sent() {
			if x.Event.Kind == sequencer.KeyDown {
				got = append(got, fmt.Sprintf("%.3f +%d", x.Acts().Sub(s.began).Seconds(), x.Event.Key))
			}
		}
		require.NotEmpty(t, got)
		assert.Equal(t, "12.010 +62", got[len(got)-1], "62 sounds at 2 s of the piece, the standstill and a nap late")
	})
}

func TestLateEventsAreCounted(t *testing.T) {
	onStage(t, func(w *score) {
		for i := range 20 {
			w.note(great, 60, sequencer.Tick(i)*100, sequencer.Tick(i)*100+50)
		}
	}, func(s *stage) {
		f := &frozen{Trace: Trace{Called: "frozen"}}
		s.e.AddOutput(f, nil)
		s.e.Play()
		s.wait(300 * time.Millisecond)
		f.sleep.Store(int64(300 * time.Millisecond))
		s.wait(2 * time.Second)
		assert.NotZero(t, s.e.Status().Outputs[1].Late)
	})
}

func TestAlertsDropTheOldest(t *testing.T) {
	a := make(alerts, 2)
	for i := range 5 {
		a.put(Alert{Message: fmt.Sprint(i)})
	}
	assert.Equal(t, "3", (<-a).Message)
	assert.Equal(t, "4", (<-a).Message)
}

// sentinel is an output that finds out by itself that it is lost.
type sentinel struct {
	Trace
	told func()
	err  error
}

func (o *sentinel) OnLost(f func()) { o.told = f }
func (o *sentinel) Err() error      { return o.err }

func TestAnOutputThatIsLostWhileNothingIsPlayedIsSaidAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := New()
		defer func() { require.NoError(t, e.Close()) }()
		o := &sentinel{Trace: Trace{Called: "organ"}}
		e.AddOutput(o, func(context.Context) (Output, error) { return &Trace{Called: "organ"}, nil })
		synctest.Wait()
		o.err = errLost
		o.told()
		synctest.Wait()
		assert.Equal(t, "organ does not answer. It is taken up again as soon as it is back (the cable is out).", (<-e.Alerts()).Message)
		time.Sleep(time.Second)
		synctest.Wait()
		assert.Equal(t, "organ is back.", (<-e.Alerts()).Message)
	})
}
