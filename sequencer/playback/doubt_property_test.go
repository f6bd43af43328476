package playback

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/sequencer"
)

// wayward is an organ at the end of a way on which a flush takes some time: of what was due soon, a part has left.
type wayward struct {
	r     *rand.Rand
	waits []Sent
	floor time.Time
	down  [registration.MaxDivisions][128]bool
	twice []string
}

func (w *wayward) Name() string        { return "wayward" }
func (w *wayward) Lead() time.Duration { return 0 }
func (w *wayward) Close() error        { return nil }

func (w *wayward) Send(due time.Time, e sequencer.Event) error {
	w.settle(time.Now())
	if due.Before(w.floor) {
		due = w.floor
	}
	i := len(w.waits)
	for i > 0 && w.waits[i-1].Due.After(due) {
		i--
	}
	w.waits = append(w.waits, Sent{})
	copy(w.waits[i+1:], w.waits[i:])
	w.waits[i] = Sent{Due: due, Event: e}
	w.settle(time.Now())
	return nil
}

// settle does what is due.
func (w *wayward) settle(until time.Time) {
	for len(w.waits) > 0 && !w.waits[0].Due.After(until) {
		w.do(w.waits[0].Event)
		w.waits = w.waits[1:]
	}
}

func (w *wayward) do(e sequencer.Event) {
	switch e.Kind {
	case sequencer.KeyDown:
		if w.down[e.Division][e.Key] {
			w.twice = append(w.twice, fmt.Sprintf("%d at %v", e.Key, e.At))
		}
		w.down[e.Division][e.Key] = true
	case sequencer.KeyUp:
		w.down[e.Division][e.Key] = false
	}
}

// Flush comes to the organ up to 20 ms late, and nothing that comes after it before it.
func (w *wayward) Flush() {
	w.settle(time.Now().Add(time.Duration(w.r.Int64N(int64(grace)))))
	w.waits, w.floor = nil, time.Now()
}

// Jumps at the last moment before keys are pressed or released, to places where the same keys are, or are about to be.
func TestNoJumpStrikesAKeyThatIsDown(t *testing.T) {
	for seed := range uint64(40) {
		synctest.Test(t, func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 3))
			e := New()
			defer func() { require.NoError(t, e.Close()) }()
			w := newScore(t, testConsole(t))
			w.draw(0, flute)
			for key := range uint8(3) {
				for at := sequencer.Tick(0); at < 60*beat; {
					end := at + beat/20 + sequencer.Tick(r.Int64N(int64(beat/4)))
					w.note(great, 60+key, at, end)
					at = end + sequencer.Tick(r.Int64N(2))*sequencer.Tick(r.Int64N(int64(beat/8)))
				}
			}
			e.SetPerformance(w.compile())
			o := &wayward{r: r}
			e.AddOutput(o, nil)
			e.Loop(0, 60*beat, true)
			e.PlayFrom(0)
			for jump := range 200 {
				time.Sleep(time.Duration(r.Int64N(int64(400 * time.Millisecond))))
				e.Seek(sequencer.Tick(r.Int64N(int64(60 * beat))))
				synctest.Wait()
				require.Empty(t, o.twice, "seed %d, jump %d", seed, jump)
			}
			e.Stop()
			time.Sleep(time.Second)
			synctest.Wait()
			o.settle(time.Now())
			require.Empty(t, o.twice)
			require.Equal(t, [registration.MaxDivisions][128]bool{}, o.down, "a key is left on")
		})
	}
}
