package roll

import (
	"time"

	"fyne.io/fyne/v2"

	"voluntary/registration"
)

// tapLength is how long a note sounds that was chosen by a key.
const tapLength = 350 * time.Millisecond

// hear sounds a key until hush, letting go of what sounded before.
func (f *field) hear(division, key int) {
	if division == nobody || key < 0 || key >= keys {
		f.hush()
		return
	}
	now := Held{registration.DivisionID(division), uint8(key)}
	if len(f.tapped) == 1 && f.tapped[0] == now && f.quiet == nil {
		return
	}
	f.hush()
	f.tapped = append(f.tapped, now)
	f.r.sound(now.Division, key, true)
}

// tap sounds a key for a moment.
func (f *field) tap(division, key int) {
	f.hear(division, key)
	f.hushSoon()
}

// hushSoon lets go of what sounds after a moment.
func (f *field) hushSoon() {
	if len(f.tapped) == 0 || f.r.OnAudition == nil {
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
	for _, h := range f.tapped {
		f.r.sound(h.Division, int(h.Key), false)
	}
	f.tapped = f.tapped[:0]
}
