package trial

import (
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
)

// organ keeps what it was told, with the time.
type organ struct {
	mu    sync.Mutex
	start time.Time
	log   []string
	keys  map[Key]bool
	state registration.State
}

func newOrgan() *organ { return &organ{start: time.Now(), keys: map[Key]bool{}} }

func (o *organ) say(format string, args ...any) {
	o.log = append(o.log, fmt.Sprintf("%d ", time.Since(o.start).Milliseconds())+fmt.Sprintf(format, args...))
}

func (o *organ) Press(d registration.DivisionID, key, velocity uint8) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.keys[Key{d, key}] = true
	o.say("press %d/%d", d, key)
}

func (o *organ) Release(d registration.DivisionID, key uint8) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.keys, Key{d, key})
	o.say("release %d/%d", d, key)
}

func (o *organ) Move(c registration.Change) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.state.Apply(c)
	o.say("%d: %v", c.Control, c.Kind == registration.Draw)
}

func parish(t *testing.T) *registration.Console {
	t.Helper()
	c, err := consolefile.Find("parish")
	require.NoError(t, err)
	return c
}

func ignore(int, *Step) {}

// stroke names a few keys.
func stroke(key uint8) string {
	return map[uint8]string{36: "C", 37: "C#", 48: "c", 60: "c'"}[key]
}

func TestAStepNamesTheKeyThatSoundsAndWhatItIsHeardWith(t *testing.T) {
	c := parish(t)
	none := registration.State{}
	steps := Compass(c, 0, none, Pace{})
	assert.Equal(t, "Great C (36), key 1 of 61, with Open Diapason 8", steps[0].Text(stroke))
	assert.Equal(t, "Great C# (37), key 2 of 61, with Open Diapason 8", steps[1].Text(stroke))
	assert.Equal(t, "Great c' (60), key 25 of 61, with Open Diapason 8", steps[24].Text(stroke))
	drawn := none.With(c.ControlsOf(0)[2], true)
	assert.Equal(t, "Great c' (60), key 25 of 61", Compass(c, 0, drawn, Pace{})[24].Text(stroke), "what a player has drawn is not said")
	assert.Equal(t, "Great c' (60), with Open Diapason 8", Note(c, Key{0, 60}, none, Pace{})[0].Text(stroke))
	assert.Equal(t, "Great: Open Diapason 8, with c' (60)", Stop(c, c.ControlsOf(0)[0], none, Pace{})[0].Text(stroke))
	pedal, _ := c.Division("pedal")
	assert.Equal(t, "Pedal: "+c.Controls[c.ControlsOf(pedal)[0]].Label()+", with c (48)", Stops(c, pedal, none, Pace{})[0].Text(stroke))
}

func TestEveryStopIsDrawnHeardAndRetired(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, o := parish(t), newOrgan()
		var steps []string
		tr := Start(o, registration.State{}, Stops(c, 0, registration.State{}, Pace{}), func(_ int, s *Step) {
			if s != nil {
				steps = append(steps, s.Text(stroke))
			} else {
				steps = append(steps, "over")
			}
		})
		<-tr.Done()
		assert.Len(t, steps, len(c.ControlsOf(0))+1)
		assert.Equal(t, "Great: Open Diapason 8, with c' (60)", steps[0])
		assert.Equal(t, "over", steps[len(steps)-1])
		assert.Equal(t, []string{"0 0: true", "0 press 0/60", "1000 release 0/60", "1000 0: false", "1250 1: true"}, o.log[:5])
		assert.Empty(t, o.keys)
		assert.Equal(t, registration.State{}, o.state)
	})
}

func TestWhatIsDrawnBeforeStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, o := parish(t), newOrgan()
		before := registration.State{}.With(0, true)
		o.state = before
		tr := Start(o, before, Stops(c, 0, before, Pace{}), ignore)
		time.Sleep(1500 * time.Millisecond)
		synctest.Wait()
		o.mu.Lock()
		assert.Equal(t, registration.State{}.With(1, true), o.state, "a stop is heard alone")
		o.mu.Unlock()
		<-tr.Done()
		assert.Equal(t, before, o.state)
	})
}

func TestTheCompassIsScannedWithOneStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, o := parish(t), newOrgan()
		tr := Start(o, registration.State{}, Compass(c, All, registration.State{}, Pace{Key: 100 * time.Millisecond}), ignore)
		<-tr.Done()
		pressed := 0
		draws := 0
		for _, line := range o.log {
			var at int
			var what string
			_, _ = fmt.Sscanf(line, "%d %s", &at, &what)
			if what == "press" {
				pressed++
			} else if what != "release" {
				draws++
			}
		}
		want := 0
		for _, d := range c.Divisions {
			want += int(d.Highest) - int(d.Lowest) + 1
		}
		assert.Equal(t, want, pressed)
		assert.Equal(t, 2*len(c.Divisions), draws, "one stop for each division, drawn once")
		assert.Empty(t, o.keys)
		assert.Equal(t, registration.State{}, o.state)
	})
	c := parish(t)
	drawn := registration.State{}.With(2, true)
	assert.Empty(t, Compass(c, 0, drawn, Pace{})[0].Draw, "what is drawn is heard")
	assert.Equal(t, 8.0, c.Controls[Compass(c, 1, drawn, Pace{})[0].Draw[0]].Pitch)
}

func TestATrialIsHeldSkippedAndEndedAtAnyTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, o := parish(t), newOrgan()
		n := -1
		tr := Start(o, registration.State{}, Stops(c, 0, registration.State{}, Pace{}), func(i int, _ *Step) { n = i })
		time.Sleep(1500 * time.Millisecond)
		synctest.Wait()
		assert.Equal(t, 1, n)
		tr.Hold(true)
		time.Sleep(time.Hour)
		synctest.Wait()
		assert.Equal(t, 1, n)
		assert.Len(t, o.keys, 1, "it sounds on")
		tr.Next()
		time.Sleep(500 * time.Millisecond)
		synctest.Wait()
		assert.Equal(t, 2, n, "the rest between two is not held")
		assert.Len(t, o.keys, 1, "the next sounds on")
		tr.Hold(false)
		time.Sleep(100 * time.Millisecond)
		synctest.Wait()
		assert.Len(t, o.keys, 1)
		tr.Close()
		tr.Close()
		assert.Empty(t, o.keys)
		assert.Equal(t, registration.State{}, o.state)
	})
}

func TestOneStopAndOneNote(t *testing.T) {
	c := parish(t)
	pedal, _ := c.Division("pedal")
	s := Note(c, Key{pedal, 40}, registration.State{}, Pace{})[0]
	assert.Equal(t, []Key{{pedal, 40}}, s.Keys)
	assert.Len(t, s.Draw, 1)
	k := c.ControlsOf(pedal)[0]
	s = Stop(c, k, registration.State{}, Pace{Stop: 3 * time.Second})[0]
	assert.Equal(t, []Key{{pedal, 48}}, s.Keys)
	assert.Equal(t, 3*time.Second, s.Hold)
}
