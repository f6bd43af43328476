package ui

import (
	"errors"
	"fmt"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
	"voluntary/ui/axis"
	"voluntary/ui/roll"
	"voluntary/ui/transport"
)

// followEngine shows the engine's status when it changes, and the playhead while it moves.
func (w *Window) followEngine() {
	p := pace{every: quickest}
	timer := time.NewTimer(p.every)
	defer timer.Stop()
	for {
		select {
		case <-w.ctx.Done():
			return
		case _, more := <-w.engine.Changed():
			if !more {
				return
			}
			if w.engine.Status().Transport == playback.Playing {
				continue // the timer shows it, together with the playhead: every look paints the whole window
			}
		case now := <-timer.C:
			timer.Reset(p.every)
			if w.engine.Status().Transport != playback.Playing {
				continue
			}
			p.adjust(now, workDone())
		}
		if w.asked.CompareAndSwap(false, true) {
			w.post(func() {
				w.asked.Store(false)
				w.showStatus()
			})
		}
	}
}

// followAlerts shows what the engine has to say.
func (w *Window) followAlerts() {
	for a := range w.engine.Alerts() {
		if w.ctx.Err() != nil {
			continue
		}
		w.post(func() {
			w.alert(a.Message, a.Fault)
			if a.Fault {
				w.organs.fault(a)
			}
			if a.Offer && !w.closing {
				w.offer(a)
			}
		})
	}
}

// showStatus brings the bar, the playhead, the knobs and the keys to what the engine does now.
func (w *Window) showStatus() {
	if w.closing {
		return
	}
	s := w.engine.Status()
	now := time.Now()
	drawn := w.commanded()
	w.jamb.SetState(drawn)
	w.board.SetState(drawn)
	w.lane.SetDrawn(drawn, s.Performance != nil)
	w.say(w.hovering)
	w.watchRecording(s)
	w.showBar(s, now)
	w.showSwitches(s)
	w.showOffer(s)
	w.keepAwake(s.Transport == playback.Playing)
	if w.passage || s.Performance == nil {
		return
	}
	playing := s.Transport == playback.Playing
	w.playhead = s.TickAt(now)
	if w.follow && playing {
		w.followPlayhead()
	}
	w.eachRoll(func(r *roll.Roll) { r.SetPlayhead(w.playhead) })
	w.lane.SetPlayhead(w.playhead)
	w.overview.SetPlayhead(w.playhead)
	w.eachRoll(func(r *roll.Roll) { r.SetLoop(s.Loop.From, s.Loop.To, s.Loop.On) })
	var held []roll.Held
	if playing && !s.Setting {
		sounding := s.Performance.Chase(s.PositionAt(now))
		for k := range sounding.Held {
			if key := int(k.Key) + s.Transpose; key >= 0 && key < 128 && s.Performance.Console().Divisions[k.Division].Has(uint8(key)) {
				held = append(held, roll.Held{Division: k.Division, Key: uint8(key)})
			}
		}
	}
	w.eachRoll(func(r *roll.Roll) { r.SetHeld(held) })
}

// keepAwake has the machine stay awake while something plays.
func (w *Window) keepAwake(on bool) {
	if d, ok := w.devices.(Waker); ok && on != w.awake {
		w.awake = on
		d.KeepAwake(on)
	}
}

func (w *Window) showBar(s *playback.Status, now time.Time) {
	st := transport.Status{Playing: s.Transport == playback.Playing, Position: "1:1", Tempo: s.Percent, Asked: s.Tempo, Loop: s.Loop.On, Waiting: s.Waiting, Transpose: s.Transpose}
	if p := s.Performance; p != nil {
		pos := p.Meters().Position(sequencer.Tick(s.TickAt(now)))
		st.Position = fmt.Sprintf("%d:%d", pos.Bar, int(pos.Beat))
		st.Clock = axis.Clock(s.PositionAt(now)) + " / " + axis.Clock(p.End())
		if s.Loop.To > s.Loop.From {
			from, to := p.Meters().Position(s.Loop.From), p.Meters().Position(s.Loop.To-1)
			st.LoopText = fmt.Sprintf("%d–%d", from.Bar, to.Bar)
			if from.Bar == to.Bar {
				st.LoopText = fmt.Sprintf("bar %d", from.Bar)
			}
		}
	}
	st.Output, st.Trouble = w.outputs.caption(s)
	w.bar.SetStatus(st)
}

// loop switches the loop on or off; with no span set it takes the selection, or the bar at the playhead.
func (w *Window) loop(on bool) {
	l := w.engine.Status().Loop
	if l.To <= l.From {
		l.From, l.To = w.markedSpan()
		if l.To <= l.From {
			l.From, l.To = w.session.Piece().Meters().BarAt(w.standing())
		}
	}
	w.engine.Loop(l.From, l.To, on)
}

// markedSpan is from the first start to the last end of the marked notes.
func (w *Window) markedSpan() (from, to sequencer.Tick) {
	marked := w.session.Editor().Selection()
	from = sequencer.MaxTick
	for _, p := range w.session.Piece().Parts() {
		for _, n := range p.Notes {
			if marked.HasNote(n.ID) {
				from, to = min(from, n.Start), max(to, n.End)
			}
		}
	}
	if to == 0 {
		return 0, 0
	}
	return from, to
}

// audition sounds a key that was touched.
func (w *Window) audition(d registration.DivisionID, key uint8, down bool) {
	if down {
		w.engine.Press(d, key, 100)
	} else {
		w.engine.Release(d, key)
	}
}

// goToBar asks for a bar and a beat and moves the playhead there.
func (w *Window) goToBar() {
	now := w.session.Piece().Meters().Position(w.standing())
	w.askForm(form{title: "Go to bar", numbers: []number{{"Bar", float64(now.Bar), 1, mostBars, true}, {"Beat", 1, 1, 255, false}}}, func(got answers) error {
		a := w.session.Piece()
		if n := max(a.Bars(), 1); int(got.numbers[0]) > n {
			return errors.New("the piece has " + sequencer.Count(n, "bar"))
		}
		at := a.Meters().Tick(sequencer.Position{Bar: int(got.numbers[0]), Beat: got.numbers[1]})
		w.engine.Seek(at)
		w.setAxis(w.axis.Reveal(at, 40))
		return nil
	})
}

// stepBar moves the playhead by a bar.
func (w *Window) stepBar(by int) {
	m := w.session.Piece().Meters()
	at := w.standing()
	pos := m.Position(at)
	start, _ := m.Bar(pos.Bar)
	bar := pos.Bar + by
	if by < 0 && float64(at-start) > float64(m.At(at).BeatTicks())/2 {
		bar = pos.Bar // first to the start of this bar
	}
	w.engine.Seek(m.Tick(sequencer.Position{Bar: max(bar, 1), Beat: 1}))
}
