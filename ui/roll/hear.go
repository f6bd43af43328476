package roll

import (
	"time"

	"fyne.io/fyne/v2"

	"voluntary/registration"
	"voluntary/sequencer"
)

// tapLength is how long a note sounds that was chosen by a key.
const tapLength = 350 * time.Millisecond

// hear sounds a key as it would sound at a tick until hush, letting go of what sounded before.
func (f *field) hear(at sequencer.Tick, division, key int) {
	if division == nobody || key < 0 || key >= keys {
		f.hush()
		return
	}
	now := Held{registration.DivisionID(division), uint8(key)}
	if len(f.tapped) == 1 && f.tapped[0] == now && f.quiet == nil {
		return
	}
	f.hearAll(at, []Held{now})
}

// hearAll sounds keys as they would sound at a tick until hush. It keeps the slice.
func (f *field) hearAll(at sequencer.Tick, now []Held) {
	f.hush()
	f.tapped = now
	if f.r.OnListen != nil && len(now) > 0 {
		f.r.OnListen(at, now)
	}
}

// tap sounds a key for a moment.
func (f *field) tap(at sequencer.Tick, division, key int) {
	f.hear(at, division, key)
	f.hushSoon()
}

// hushSoon lets go of what sounds after a moment.
func (f *field) hushSoon() {
	if len(f.tapped) == 0 || f.r.OnListen == nil {
		return
	}
	f.turn++
	turn := f.turn
	f.quiet = time.AfterFunc(tapLength, func() {
		fyne.Do(func() {
			if f.turn == turn {
				f.hush()
			}
		})
	})
}

// hush lets go of everything that sounds because of this field.
func (f *field) hush() {
	if f.quiet != nil {
		f.quiet.Stop()
		f.quiet = nil
		f.turn++
	}
	if len(f.tapped) > 0 && f.r.OnListen != nil {
		f.r.OnListen(0, nil)
	}
	f.tapped = nil
}
