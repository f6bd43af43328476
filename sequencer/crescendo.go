package sequencer

import (
	"slices"
	"strings"

	"voluntary/registration"
)

// DynamicWord is what words in a score say of how loud it is: a step of the ladder, a way to go from there, or both, as "p
// cresc." does.
type DynamicWord struct {
	Step    int  // 0 (pp) to registration.Steps-1 (fff)
	Steady  bool // Step is said
	Towards int  // 1: cresc., -1: dim., 0: neither
}

var ways = map[string]int{
	"cresc": 1, "crescendo": 1, "<": 1,
	"dim": -1, "dimin": -1, "diminuendo": -1, "decresc": -1, "decrescendo": -1, ">": -1,
}

// ReadDynamic reads words of a score. It is not ok when they say nothing of how loud it is: a step stands alone or before a
// way to go, which may have words around it ("poco a poco cresc.").
func ReadDynamic(text string) (w DynamicWord, ok bool) {
	words := strings.Fields(strings.ToLower(text))
	for i, word := range words {
		word = strings.Trim(word, ".,:;-–—_()")
		if step, is := registration.StepOf(word); is && i == 0 {
			w.Step, w.Steady = step, true
		}
		if w.Towards == 0 {
			w.Towards = ways[word]
		}
	}
	if w.Steady && w.Towards == 0 && len(words) > 1 { // a sentence that begins so
		w = DynamicWord{}
	}
	return w, w.Steady || w.Towards != 0
}

// swell is a way to go from a tick on.
type swell struct {
	at      Tick
	towards int
}

// usualStep is where a score begins that only says louder or softer.
const usualStep = 3

// marked are the dynamics and the ways to go that marks of a piece say.
func marked(a *Arrangement) (steps []Dynamic, swells []swell) {
	for _, m := range a.Marks() {
		w, ok := ReadDynamic(m.Name)
		if !ok || m.Kind != Section {
			continue
		}
		if w.Steady {
			steps = append(steps, Dynamic{m.At, w.Step})
		}
		if w.Towards != 0 {
			swells = append(swells, swell{m.At, w.Towards})
		}
	}
	return steps, swells
}

// withSwells adds to dynamics, which are in order, what lies on the way of a crescendo or a diminuendo: the steps up to the
// dynamic that it leads to, evenly, each where a beat begins. One that leads nowhere goes one step, by the bar
// after it; before a dynamic to which it does not lead it goes one step on half of its way. What comes before anything is said
// is taken to be two steps away.
func withSwells(a *Arrangement, steps []Dynamic, swells []swell) []Dynamic {
	out := slices.Clone(steps)
	for i, s := range swells {
		var next *Dynamic // that ends it
		if k := slices.IndexFunc(steps, func(d Dynamic) bool { return d.At > s.at }); k >= 0 {
			next = &steps[k]
		}
		_, bar := a.Meters().BarAt(s.at)
		to, target := bar, -1
		switch other := i+1 < len(swells) && swells[i+1].at > s.at; {
		case other && (next == nil || swells[i+1].at < next.At): // it turns round there
			to = swells[i+1].at
		case next != nil:
			to, target = next.At, next.Step
		}
		from, known := stepAt(out, s.at)
		switch {
		case known:
		case target >= 0:
			from = clampStep(target - 2*s.towards)
			out = append(out, Dynamic{0, from})
		default:
			from = usualStep
			out = append(out, Dynamic{0, from})
		}
		way := (target - from) * s.towards
		switch {
		case target < 0: // it reaches the next step at its end
			out = append(out, Dynamic{to, clampStep(from + s.towards)})
		case way <= 0:
			out = append(out, Dynamic{onBeat(a, s.at+(to-s.at)/2, s.at), clampStep(from + s.towards)})
		default:
			for k := 1; k < way; k++ {
				out = append(out, Dynamic{onBeat(a, s.at+(to-s.at)*Tick(k)/Tick(way), s.at), from + k*s.towards})
			}
		}
		slices.SortStableFunc(out, func(x, y Dynamic) int { return int(x.At - y.At) })
	}
	return out
}

func clampStep(step int) int { return max(min(step, registration.Steps-1), 0) }

// stepAt is the step that holds at a tick.
func stepAt(steps []Dynamic, at Tick) (step int, ok bool) {
	for _, d := range steps {
		if d.At <= at {
			step, ok = d.Step, true
		}
	}
	return step, ok
}

// onBeat is where the beat begins in which a tick lies, or the bar when that is its first, but not before from.
func onBeat(a *Arrangement, at, from Tick) Tick {
	bar, _ := a.Meters().BarAt(at)
	beat := a.Meters().At(at).BeatTicks()
	return max(bar+(at-bar)/beat*beat, from)
}
