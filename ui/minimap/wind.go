package minimap

import (
	"math"

	"voluntary/registration"
	"voluntary/sequencer"
)

// weight is the power of a stop against a principal's, roughly as an ear adds it up.
func weight(k *registration.Control) float64 {
	w := 1.0
	switch k.Family {
	case registration.Flute:
		w = 0.5
	case registration.String:
		w = 0.35
	case registration.Reed:
		w = 1.8
	case registration.Mutation:
		w = 0.4
	case registration.Mixture:
		w = 1.4
	}
	return w * math.Pow(10, min(max(k.Strength, -40), 40)/10)
}

// closed is what is left of the power with the box shut.
const closed = 0.15

// wind is the power of a key of each division at a registration.
func wind(c *registration.Console, s *registration.State) (out [registration.MaxDivisions]float64) {
	var own [registration.MaxDivisions]float64
	for _, id := range s.Drawn() {
		if k := &c.Controls[id]; k.Kind == registration.Stop {
			own[k.Division] += weight(k)
		}
	}
	for i := range c.Enclosures {
		open := float64(s.Shoe(registration.EnclosureID(i))) / 127
		for _, d := range c.Enclosures[i].Divisions {
			own[d] *= closed + (1-closed)*open*open
		}
	}
	for d := range c.Divisions {
		for _, r := range sequencer.Reach(c, s, registration.DivisionID(d)) {
			out[d] += own[r.Division]
		}
	}
	return out
}

// column is what one column of the strip shows.
type column struct {
	power  [registration.MaxDivisions]float64 // of the divisions that play there
	silent bool                               // keys are pressed and nothing speaks
}

// columns divides a piece into n columns. loudest is the power of the loudest of them.
func columns(a *sequencer.Arrangement, c *registration.Console, end sequencer.Tick, n int) (out []column, loudest float64) {
	if n <= 0 || end <= 0 {
		return nil, 0
	}
	at := func(t sequencer.Tick) int { return min(max(int(float64(t)/float64(end)*float64(n)), 0), n-1) }
	plays := playing(a, c, at, n)
	for _, list := range plays {
		bridge(list, int(sequencer.PPQ/float64(end)*float64(n)))
	}
	out = make([]column, n)
	r := sequencer.NewRegistrar(a, c)
	state := r.State()
	power := wind(c, &state)
	lane := sequencer.PlayedLane(a, c)
	next := 0
	var mute [registration.MaxDivisions]bool // the last keys that were pressed were silent
	for i := range out {
		// What is drawn within a column counts from its beginning: a column is a moment.
		stop := sequencer.Tick(float64(i+1) / float64(n) * float64(end))
		moved := false
		for ; next < len(lane) && lane[next].At < stop; next++ {
			r.Play(&lane[next])
			moved = true
		}
		if moved {
			state = r.State()
			power = wind(c, &state)
		}
		total := 0.0
		for d := range c.Divisions {
			if plays[d] == nil || plays[d][i] == 0 {
				continue
			}
			out[i].power[d] = power[d]
			if plays[d][i] > 0 {
				mute[d] = power[d] == 0
			}
			out[i].silent = out[i].silent || power[d] == 0 && mute[d]
			total += power[d]
		}
		loudest = max(loudest, total)
	}
	return out, loudest
}

// bridged stands in the place of a count where a division rests so shortly that it does not fall silent for an ear.
const bridged = -1

// bridge marks the rests of at most so many columns: between detached notes the strip would be a comb.
func bridge(list []int32, most int) {
	last := -1
	for i, n := range list {
		if n == 0 {
			continue
		}
		if last >= 0 && i-last-1 <= most {
			for j := last + 1; j < i; j++ {
				list[j] = bridged
			}
		}
		last = i
	}
}

// playing counts for each division how many notes sound in each column; nil for one that plays nothing.
func playing(a *sequencer.Arrangement, c *registration.Console, at func(sequencer.Tick) int, n int) [registration.MaxDivisions][]int32 {
	var out [registration.MaxDivisions][]int32
	for i := range a.Parts() {
		p := &a.Parts()[i]
		route := -1
		division, ok := registration.DivisionID(0), false
		for _, note := range p.Notes {
			for route+1 < len(p.Routing) && p.Routing[route+1].At <= note.Start {
				route++
				division, ok = c.Division(p.Routing[route].Division)
			}
			if !ok {
				continue
			}
			if out[division] == nil {
				out[division] = make([]int32, n+1)
			}
			out[division][at(note.Start)]++
			out[division][at(max(note.End-1, note.Start))+1]--
		}
	}
	for _, list := range out {
		for i := 1; i < len(list); i++ {
			list[i] += list[i-1]
		}
	}
	return out
}
