package ui

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"voluntary/sequencer"
	"voluntary/ui/touch"
)

// tapping is a tempo that is being tapped along, a tap for each beat.
type tapping struct {
	from  sequencer.Tick
	taps  []time.Duration
	first time.Time
}

// tap notes that a beat is tapped now, and tells which it is.
func (t *tapping) tap(now time.Time, m sequencer.MeterMap) sequencer.Tick {
	if len(t.taps) == 0 {
		t.first = now
	}
	if len(t.taps) < sequencer.MaxTaps {
		t.taps = append(t.taps, now.Sub(t.first))
	}
	beats := sequencer.Beats(m, t.from, len(t.taps))
	return beats[len(beats)-1]
}

// words say how far it has come.
func (t *tapping) words(m sequencer.MeterMap) string {
	n := len(t.taps)
	if n == 0 {
		return fmt.Sprintf("The first tap is the beat at %v. Every tap lets that beat be heard.", m.Position(t.from))
	}
	beats := sequencer.Beats(m, t.from, n+1)
	text := fmt.Sprintf("The next tap is the beat at %v.", m.Position(beats[n]))
	if n > 1 {
		ticks, took := beats[n-1]-beats[n-2], t.taps[n-1]-t.taps[n-2]
		if took > 0 {
			text += fmt.Sprintf(" The last beat: %.0f quarters a minute.", float64(time.Minute)/float64(took)*float64(ticks)/sequencer.PPQ)
		}
	}
	return text
}

// pad is a button that Space taps; Return is the dialog's.
type pad struct{ touch.Button }

// TypedKey implements fyne.Focusable.
func (p *pad) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeySpace {
		p.Tapped(nil)
		return
	}
	if p.OnKey != nil {
		p.OnKey(e)
	}
}

// tapAlong asks for taps from a place on and gives each beat its tempo. Every tap lets the beat be heard.
func (w *Window) tapAlong(from sequencer.Tick) {
	t := &tapping{from: from}
	m := w.session.Piece().Meters()
	words := widget.NewLabel(t.words(m))
	words.Wrapping = fyne.TextWrapWord
	p := &pad{}
	p.Text, p.Importance, p.OnKey = "Tap here, or with Space, for each beat", widget.HighImportance, w.typedKey
	p.OnTapped = func() {
		at := t.tap(time.Now(), m)
		words.SetText(t.words(m))
		w.engine.Seek(at)
		w.setAxis(w.axis.Reveal(at, 80))
		if perf := w.engine.Status().Performance; perf != nil {
			w.listenFor(at, soundingAt(perf, at), chordLength)
		}
	}
	p.ExtendBaseWidget(p)
	var q *question
	q = w.ask("Tap the tempo along", "Take it", container.NewVBox(words, p), func() {
		if err := w.try("Tap the tempo", sequencer.TapTempo(from, t.taps)); err != nil {
			words.SetText(sentence(err))
			return
		}
		q.Hide()
		w.endListening()
	})
	q.Resize(fyne.NewSize(460, 220))
	w.win.Canvas().Focus(p)
}
