package devices_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/jack/jacktest"
	"voluntary/cmd/devices"
	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

// sounding is the built-in organ as a test listens to it.
type sounding interface {
	playback.Output
	Peaks() (left, right float32)
}

const (
	loud   = 0.005 // of full scale: a stop speaks
	silent = 0.0005
)

// louder waits until the organ sounds, quieter until nothing is heard of it for a while, its room included.
func louder(t *testing.T, o sounding) {
	t.Helper()
	require.Eventually(t, func() bool { l, r := o.Peaks(); return max(l, r) > loud }, 20*time.Second, 20*time.Millisecond, "it does not sound")
}

func quieter(t *testing.T, o sounding) {
	t.Helper()
	_, _ = o.Peaks()
	require.Eventually(t, func() bool { l, r := o.Peaks(); return max(l, r) < silent }, 20*time.Second, 200*time.Millisecond, "it goes on sounding")
}

// speak has an engine hold a key on the built-in organ with a stop drawn.
func speak(t *testing.T, d *devices.Devices, reopen playback.Reopen) (*playback.Engine, sounding) {
	t.Helper()
	c := parish(t)
	jacktest.Record(t) // waits for the server
	out, err := d.Open(t.Context(), devices.Builtin, c)
	require.NoError(t, err)
	o := out.(sounding)
	e := playback.New()
	t.Cleanup(func() { assert.NoError(t, e.Close()) })
	e.AddOutput(out, reopen)
	a, err := sequencer.New(sequencer.Piece{Console: c})
	require.NoError(t, err)
	performance, _ := sequencer.Compile(a, c)
	e.SetPerformance(performance)
	e.Move(registration.Change{Kind: registration.Draw, Control: stopOf(t, c, "great.open-diapason-8")})
	e.Press(0, 60, 90)
	louder(t, o)
	return e, o
}

func stopOf(t *testing.T, c *registration.Console, name string) registration.ControlID {
	t.Helper()
	for id := range c.Controls {
		if c.Controls[id].ID == name {
			return registration.ControlID(id)
		}
	}
	require.Fail(t, "there is no "+name)
	return 0
}

// The organ that sounds falls silent when the engine hangs: by itself, and by the key for panic.
func TestE2EAnOrganThatSoundsIsHushedWhileTheEngineHangs(t *testing.T) {
	for _, byHand := range []bool{false, true} {
		t.Run(map[bool]string{true: "panic", false: "by itself"}[byHand], func(t *testing.T) {
			jacktest.Server(t)
			d := open(t)
			e, o := speak(t, d, nil)
			s := &stubborn{Trace: playback.Trace{Called: "stubborn"}, stuck: make(chan struct{}), free: make(chan struct{})}
			e.AddOutput(s, nil)
			if !byHand {
				d.Watch(e.Alive)
			}
			e.Press(0, 90, 90)
			<-s.stuck
			if byHand {
				time.Sleep(time.Second)
				louder(t, o)
				d.Panic()
			}
			quieter(t, o)
			close(s.free)
			require.Eventually(t, e.Alive, 10*time.Second, time.Millisecond)
		})
	}
}

// The sound server ends while the organ sounds, and another is started: the engine says both, and the key that is still
// held sounds again with its stop.
func TestE2EAnOrganWhoseSoundServerEndsSoundsOnTheNextOne(t *testing.T) {
	end := jacktest.Server(t)
	d := open(t)
	again := make(chan sounding, 1)
	e, _ := speak(t, d, func(ctx context.Context) (playback.Output, error) {
		out, err := d.Open(ctx, devices.Builtin, parish(t))
		if err != nil {
			return nil, err
		}
		select {
		case again <- out.(sounding):
		default:
		}
		return out, nil
	})
	end()
	said := func(words string) {
		t.Helper()
		timeout := time.After(30 * time.Second)
		for {
			select {
			case a := <-e.Alerts():
				if strings.Contains(a.Message, words) {
					assert.Equal(t, devices.Builtin, a.Output)
					return
				}
			case <-timeout:
				require.Fail(t, "nobody said "+words)
			}
		}
	}
	said("does not answer")
	jacktest.Server(t)
	said("is back")
	louder(t, <-again)
}
