package ui

import (
	"sync"
	"time"

	"fyne.io/fyne/v2/widget"

	"voluntary/sequencer"
	piecefile "voluntary/sequencer/file"
)

// keepEvery is how much work a crash may cost.
const keepEvery = 15 * time.Second

// theDocument is the number under which the recovery keeps the window's piece.
const theDocument = 1

// keeper writes recovery copies of a piece that is not saved.
type keeper struct {
	w        *Window
	recovery *piecefile.Recovery // nil when there can be none
	problem  error
	kept     *sequencer.Arrangement
	ask      chan copyOf
	worker   sync.WaitGroup
	failing  bool
}

// copyOf is what is to be kept; no piece at all drops the copy.
type copyOf struct {
	piece *sequencer.Arrangement
	path  string
}

func newKeeper(w *Window) *keeper {
	k := &keeper{w: w, ask: make(chan copyOf, 1)}
	k.recovery, k.problem = piecefile.OpenRecovery("")
	k.worker.Go(k.run)
	w.running.Go(func() {
		tick := time.NewTicker(keepEvery)
		defer tick.Stop()
		for {
			select {
			case <-w.ctx.Done():
				return
			case <-tick.C:
				w.post(k.keep)
			}
		}
	})
	return k
}

// keep asks for a copy of what is not saved, or drops the copy of what is.
func (k *keeper) keep() {
	if k.w.closing {
		return
	}
	want := copyOf{}
	s := k.w.session
	if s.Editor().Comparing() {
		return // it is not for long
	}
	if s.Dirty() && !s.Editor().Previewing() {
		want = copyOf{s.Piece(), s.Path()}
	}
	if want.piece == k.kept {
		return
	}
	select {
	case k.ask <- want:
		k.kept = want.piece
	default: // one is being written; the next turn comes soon
	}
}

func (k *keeper) run() {
	for want := range k.ask {
		if k.recovery == nil {
			continue
		}
		var err error
		if want.piece == nil {
			err = k.recovery.Remove(theDocument)
		} else {
			err = k.recovery.Write(theDocument, want.path, want.piece)
		}
		if err != nil && !k.failing {
			k.w.post(func() {
				if !k.w.closing {
					k.kept = nil
					k.w.alert(sentence(err), true)
				}
			})
		}
		k.failing = err != nil
	}
}

// close drops the copy, for the program ends well, and waits.
func (k *keeper) close() {
	close(k.ask)
	k.worker.Wait()
	if k.recovery != nil {
		k.recovery.Remove(theDocument)
		k.recovery.Close()
	}
}

// offer asks about pieces that an earlier run has left behind.
func (k *keeper) offer() bool {
	if k.recovery == nil {
		return false
	}
	lost, err := k.recovery.Found()
	if err != nil || len(lost) == 0 {
		return false
	}
	l := lost[0]
	name := l.Title
	if name == "" {
		name = "Untitled"
	}
	text := widget.NewLabel("Voluntary ended without saving “" + name + "”.\nA copy from " + l.Time.Local().Format("2 January 15:04") + " is here. Go on with it?")
	var q *question
	discard := k.w.button("Discard it", func() {
		q.Hide()
		if err := l.Remove(); err != nil {
			k.w.trouble(err)
		}
		k.offer()
	})
	discard.Importance = widget.DangerImportance
	q = k.w.ask("Recovered piece", "Go on with it", text, func() {
		q.Hide()
		a, warnings, err := l.Load()
		if err != nil {
			k.w.fail("The copy cannot be read", err)
			return
		}
		k.w.session.SetUnsaved(a, l.Path, "")
		k.w.opened(warnings)
		k.keep()
		if err := l.Remove(); err != nil {
			k.w.trouble(err)
		}
	}, discard)
	q.cancel.SetText("Ask me next time")
	return true
}
