package sequencer

import "time"

// holdable is how long before a wait point a note may end and still be part of the chord that is held there: a sixteenth.
// Scores and repeated keys let go a little early.
const holdable Tick = PPQ / 4

// WaitPoint is a place where playing waits until the player goes on.
type WaitPoint struct {
	Mark Mark
	At   time.Duration // in the performance
	From time.Duration // a key released from here on is meant to last up to the wait
}

// waitsOf lists the wait points, the first of several at one tick.
func waitsOf(a *Arrangement) []WaitPoint {
	var out []WaitPoint
	for _, m := range a.Marks() {
		if m.Kind != Wait {
			continue
		}
		w := WaitPoint{Mark: m, At: a.Tempo().TimeAt(m.At), From: a.Tempo().TimeAt(max(m.At-holdable, 0))}
		if n := len(out); n == 0 || out[n-1].At != w.At {
			out = append(out, w)
		}
	}
	return out
}
