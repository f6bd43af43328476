package grandorgue

import (
	"voluntary/registration/stopname"
)

// wiring tells which switch the player moves for what is computed from switches.
type wiring struct {
	organ *organ
	hangs []int               // per switch, from 1: how many stops, couplers and tremulants are computed from it
	alone []bool              // one of these is computed from it alone
	known map[*drawstop][]int // what reached has found
}

func wiringOf(o *organ) *wiring {
	w := &wiring{o, make([]int, len(o.switches)+1), make([]bool, len(o.switches)+1), make(map[*drawstop][]int)}
	count := func(d *drawstop) {
		reached := w.reached(d)
		for _, s := range reached {
			w.hangs[s]++
			w.alone[s] = w.alone[s] || len(reached) == 1
		}
	}
	for _, s := range o.stops {
		count(&s.drawstop)
	}
	for _, c := range o.couplers {
		count(&c.drawstop)
	}
	for _, t := range o.tremulants {
		if t != nil {
			count(&t.drawstop)
		}
	}
	return w
}

func (w *wiring) sw(n int) *drawstop {
	if n < 1 || n > len(w.organ.switches) {
		return nil
	}
	return w.organ.switches[n-1]
}

// maxWires bounds how far one stop is followed. Real organs need a dozen.
const maxWires = 4096

// reached lists the switches that the player moves and that d is computed from, over as many switches in between as there
// may be, in the order in which they are named.
func (w *wiring) reached(d *drawstop) []int {
	if d.operable() {
		return nil
	}
	if out, ok := w.known[d]; ok {
		return out
	}
	var out []int
	seen := make(map[int]bool)
	left := maxWires
	var follow func(switches []int)
	follow = func(switches []int) {
		for _, n := range switches {
			if left--; left < 0 {
				return
			}
			s := w.sw(n)
			if s == nil || seen[n] {
				continue
			}
			seen[n] = true
			if s.operable() {
				out = append(out, n)
			} else {
				follow(s.switches)
			}
		}
	}
	follow(d.switches)
	w.known[d] = out
	return out
}

// moved is the switch that the player moves for d, 0 when there is none. Of several it is one that is enough for something,
// and of those the one that least else hangs on: what many stops need besides is a master for the wind or the noises.
func (w *wiring) moved(d *drawstop) int {
	best := 0
	for _, n := range w.reached(d) {
		if stopname.Noise(w.sw(n).name) && !stopname.Noise(d.name) {
			continue
		}
		if best == 0 || w.alone[n] && !w.alone[best] || w.alone[n] == w.alone[best] && w.hangs[n] < w.hangs[best] {
			best = n
		}
	}
	return best
}
