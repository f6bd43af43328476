package playback

import (
	"time"

	"voluntary/sequencer"
)

// glide leads from one tempo to another over a stretch of the performance: in steps of one percent, evenly over the
// stretch.
type glide struct {
	start, length time.Duration // of the stretch, at the written tempo; a wrap of the loop moves it along
	from, to      time.Duration // in percent
	done, steps   time.Duration // of 1 percent
}

// on tells whether there is a step to come.
func (g *glide) on() bool { return g.done < g.steps }

// next is the position of the next step.
func (g *glide) next() time.Duration {
	return g.start + time.Duration(int64(g.length)*int64(2*g.done+1)/int64(2*g.steps))
}

// turn makes the next step and gives the tempo from there on.
func (g *glide) turn() time.Duration {
	g.done++
	if g.to < g.from {
		return g.from - g.done
	}
	return g.from + g.done
}

// pace changes the tempo at an instant that the course has been walked to: at once, or gliding over a bar while it moves.
func (c *course) pace(now time.Time, percent time.Duration, gliding bool) {
	if c.phase != moving {
		c.percent, c.glide = percent, glide{}
		return
	}
	here := c.position(now)
	c.rebase(now, here)
	if !gliding {
		c.percent, c.glide = percent, glide{}
		return
	}
	c.glide = glide{start: here, length: barAt(c.perf, here), from: c.percent, to: percent, steps: max(percent-c.percent, c.percent-percent)}
}

// asked is the tempo that is reached in the end.
func (c *course) asked() time.Duration {
	if c.glide.on() {
		return c.glide.to
	}
	return c.percent
}

// arriveAtTempo ends a glide. The caller sees to the origin.
func (c *course) arriveAtTempo() { c.percent, c.glide = c.asked(), glide{} }

// barAt is the written length of the bar in which a position lies.
func barAt(p *sequencer.Performance, at time.Duration) time.Duration {
	m := tempoOf(p)
	start, end := metersOf(p).BarAt(m.TickAt(at))
	return max(m.TimeAt(end)-m.TimeAt(start), 0)
}

func metersOf(p *sequencer.Performance) sequencer.MeterMap {
	if p == nil {
		return sequencer.MeterMap{}
	}
	return p.Meters()
}
