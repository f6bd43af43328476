package speaker

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"voluntary/audio/outputtest"
	"voluntary/audio/synth"
	"voluntary/registration"
	"voluntary/sequencer"
)

// ear tells what is heard of an organ: what it was told, once the last frame rendered with it has sounded.
type ear struct {
	mu     sync.Mutex
	hopes  []hope // in order of time; the first is heard now
	organ  *synth.Organ
	device *fakeDevice
}

type hope struct {
	at   time.Time
	what sequencer.Sounding
}

// listen is called after each request of the device, whose frames sound at the latest when the buffers have run out.
func (e *ear) listen(buffer int) {
	frames := 2*e.device.waiting + buffer
	at := time.Now().Add(time.Duration(frames) * time.Second / Rate)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.hopes = append(e.hopes, hope{at, e.organ.Sounding()})
}

func (e *ear) now() *sequencer.Sounding {
	e.mu.Lock()
	defer e.mu.Unlock()
	for len(e.hopes) > 1 && !e.hopes[1].at.After(time.Now()) {
		e.hopes = e.hopes[1:]
	}
	if len(e.hopes) == 0 || e.hopes[0].at.After(time.Now()) {
		return &sequencer.Sounding{}
	}
	return &e.hopes[0].what
}

func (e *ear) Down(d registration.DivisionID, key uint8) bool { return e.now().Keys[d][key] != 0 }

func (e *ear) Keys() (n int) {
	for range e.now().Held {
		n++
	}
	return n
}

func (e *ear) On(c registration.ControlID) bool { s := e.now().State; return s.On(c) }

func TestContract(t *testing.T) {
	flute := func(id string, d registration.DivisionID) registration.Control {
		return registration.Control{ID: id, Division: d, Name: "Flute", Pitch: 2, Family: registration.Flute}
	}
	c, err := registration.NewConsole(registration.Console{
		Name: "two",
		Divisions: []registration.Division{
			{ID: "great", Name: "Great", Lowest: 36, Highest: 96},
			{ID: "swell", Name: "Swell", Lowest: 36, Highest: 96},
		},
		Controls: []registration.Control{
			flute("a", 0), flute("b", 1), flute("c", 0),
			{ID: "d", Kind: registration.Coupler, Division: 0, To: 1, Name: "Swell to Great"},
		},
	})
	require.NoError(t, err)
	// The device is watched for when it asks. Where every request comes late for a while, as on a machine that is too busy,
	// nobody can know that it does: so the clock is the test's own.
	outputtest.Run(t, outputtest.Subject{Console: c, Around: synctest.Test, Open: func(t *testing.T) (outputtest.Output, outputtest.Ear) {
		d := &fakeDevice{waiting: 1024}
		e := &ear{organ: synth.New(c, synth.Options{}), device: d}
		d.asked = e.listen
		s, err := openOn(t.Context(), d.open, e.organ, Options{})
		require.NoError(t, err)
		return s, e
	}})
}
