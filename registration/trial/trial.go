package trial

import (
	"slices"
	"sync"
	"time"

	"voluntary/registration"
)

// Player is what plays: an engine. Its methods may be called from any goroutine and do not block.
type Player interface {
	Press(d registration.DivisionID, key, velocity uint8)
	Release(d registration.DivisionID, key uint8)
	Move(c registration.Change)
}

// Trial is one that is under way, on a goroutine of its own, until it is over or closed.
type Trial struct {
	player Player
	drawn  registration.State // before the trial
	told   func(n int, s *Step)
	next   chan struct{}
	done   chan struct{}
	stop   chan struct{}
	end    func()

	mu   sync.Mutex
	held bool
	wake chan struct{} // closed when held changes

	now  registration.State // what this trial has drawn
	mute registration.State // what it has retired
	down []Key
}

// Start begins with what is drawn now. told is called on the trial's goroutine with each step as it begins, and with nil
// when all is over and everything is as it was.
func Start(p Player, drawn registration.State, steps []Step, told func(n int, s *Step)) *Trial {
	t := &Trial{
		player: p, drawn: drawn, told: told,
		next: make(chan struct{}, 1), done: make(chan struct{}), stop: make(chan struct{}), wake: make(chan struct{}),
	}
	t.end = sync.OnceFunc(func() { close(t.stop) })
	go t.run(steps)
	return t
}

// Hold stays at the step that sounds, or goes on.
func (t *Trial) Hold(on bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.held != on {
		t.held = on
		close(t.wake)
		t.wake = make(chan struct{})
	}
}

// Next goes on to the next step now.
func (t *Trial) Next() {
	select {
	case t.next <- struct{}{}:
	default:
	}
}

// Close ends the trial and puts everything back. Closing again does nothing.
func (t *Trial) Close() {
	t.end()
	<-t.done
}

// Done is closed when the trial is over.
func (t *Trial) Done() <-chan struct{} { return t.done }

func (t *Trial) run(steps []Step) {
	defer close(t.done)
	for n := range steps {
		s := &steps[n]
		t.told(n, s)
		t.settle(s)
		if !t.pause(s.Hold, true) {
			break
		}
		t.release()
		if n+1 < len(steps) && same(s.Draw, steps[n+1].Draw) {
			if !t.pause(s.Rest, false) {
				break
			}
			continue
		}
		t.retire(nil)
		if !t.pause(s.Rest, false) {
			break
		}
	}
	t.release()
	t.retire(nil)
	t.silence(nil)
	t.told(len(steps), nil)
}

func same(a, b []registration.ControlID) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// settle draws and presses what a step says.
func (t *Trial) settle(s *Step) {
	t.retire(s.Draw)
	t.silence(s.Mute)
	for _, k := range s.Draw {
		if !t.drawn.On(k) && !t.now.On(k) {
			t.player.Move(registration.Change{Kind: registration.Draw, Control: k})
			t.now = t.now.With(k, true)
		}
	}
	for _, k := range s.Keys {
		t.player.Press(k.Division, k.Key, Velocity)
		t.down = append(t.down, k)
	}
}

// silence retires some of what was drawn before, and draws the others of those again.
func (t *Trial) silence(these []registration.ControlID) {
	for k := range registration.ControlID(registration.MaxControls) {
		want := slices.Contains(these, k)
		if want == t.mute.On(k) {
			continue
		}
		kind := registration.Draw
		if want {
			kind = registration.Retire
		}
		t.player.Move(registration.Change{Kind: kind, Control: k})
		t.mute = t.mute.With(k, want)
	}
}

func (t *Trial) release() {
	for _, k := range t.down {
		t.player.Release(k.Division, k.Key)
	}
	t.down = t.down[:0]
}

// retire retires what the trial has drawn, but for some.
func (t *Trial) retire(but []registration.ControlID) {
	for k := range registration.ControlID(registration.MaxControls) {
		if !t.now.On(k) {
			continue
		}
		stays := false
		for _, b := range but {
			stays = stays || b == k
		}
		if !stays {
			t.player.Move(registration.Change{Kind: registration.Retire, Control: k})
			t.now = t.now.With(k, false)
		}
	}
}

// pause waits for a time, or for ever while the trial is held and something sounds, and is false when the trial is to end.
func (t *Trial) pause(d time.Duration, sounds bool) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	over := timer.C
	passed := false
	for {
		t.mu.Lock()
		held, wake := t.held, t.wake
		t.mu.Unlock()
		if passed && !(held && sounds) {
			return true
		}
		select {
		case <-t.stop:
			return false
		case <-t.next:
			return true
		case <-wake:
		case <-over:
			passed = true
		}
	}
}
