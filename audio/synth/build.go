package synth

import (
	"math"
	"runtime"
	"sync"
	"sync/atomic"

	"voluntary/registration"
)

// powerUnit is the mean square that a pipe's power counts in: whole numbers add up and cancel exactly.
const powerUnit = 1.0 / (1 << 40)

// builder makes the pipes of an organ. A copy of it serves one goroutine.
type builder struct {
	console *registration.Console
	opts    Options
	chests  [][chestsPerDivision]*chest // by division
	bench   bench
}

// stop builds the pipes of control number id.
func (b *builder) stop(id int) *stop {
	k := &b.console.Controls[id]
	d := b.console.Divisions[k.Division]
	v, level := voicingOf(k)
	ranks := ranksOf(k, v, d.Pedal)
	broken := breaks(v)
	v = v.spoken(k.Speech)
	s := &stop{division: k.Division, lowest: d.Lowest, keys: int(d.Highest) - int(d.Lowest) + 1, ranks: len(ranks)}
	if pipeless(k) {
		return s
	}
	s.pipes = make([]pipe, s.keys*len(ranks))
	for key := int(d.Lowest); key <= int(d.Highest); key++ {
		harmonics := make([]float64, len(ranks))
		for i, r := range ranks {
			harmonics[i] = r.harmonic
		}
		if broken {
			harmonics = composition(ranks, uint8(key), d.Highest)
		}
		for i, h := range harmonics {
			hertz := float64(b.hertz(key) * h)
			if beat := ranks[i].beat; beat != 0 { // slower in the bass, but not by the octave
				hertz += float64(beat * exp2(float64(0.45*log2(hertz/middleC))))
			}
			luck := chanceOf(b.opts.Seed, id, i, key)
			p := &s.pipes[i*s.keys+key-int(d.Lowest)]
			b.pipe(p, v, hertz, level, &luck)
			p.chest = b.chests[k.Division][key&1|(id+i)&1<<1]
		}
	}
	return s
}

// hertz is the frequency of the unison of a key.
func (b *builder) hertz(key int) float64 {
	cents := b.opts.Temperament[key%12] - b.opts.Temperament[9]
	return b.opts.Pitch * exp2(float64(key-69)/12+cents/1200)
}

// pipe builds one pipe that speaks hertz. level is its loudness at middle C.
func (b *builder) pipe(p *pipe, v *voicing, hertz, level float64, luck *chance) {
	rate := float64(b.opts.Rate)
	limit := min(0.45*rate, 18000)
	for hertz > limit { // a pipe that cannot be heard breaks back
		hertz /= 2
	}
	vary := 1.0
	if b.opts.Exact {
		vary = 0
	}
	var phases, amps [maxPartials]float64
	for i := range phases {
		phases[i] = luck.unit()
	}
	n := v.spectrum(&amps, hertz, limit, level, vary, luck)
	hertz *= exp2(float64(vary*1.3*luck.spread()) / 1200)
	attack, release := v.speech(hertz)
	attack *= 1 + float64(0.15*vary*luck.spread())

	size, cycles := loopFor(rate / hertz)
	p.loop = b.bench.loop(size, cycles, amps[:n], &phases)
	p.first = float32(amps[0])
	turn := float64(1 << 32)
	p.phase = uint32(uint64(float64(int(phases[0]*float64(size))%size) / float64(size) * turn))
	p.step = uint32(uint64(float64(cycles%size) / float64(size) * turn))
	turns := float64(cycles%size) / float64(size)
	p.across, p.upward = float32(sinTurns(turns+0.25)), float32(sinTurns(turns))
	blocks := rate / 1000 / block
	p.rise, p.fall = float32(1/(attack*blocks)), float32(1/(release*blocks))
	p.shut = float32(1 - exp2(-2*math.Pi*math.Log2E*min(1.5*hertz/rate, 0.2))) // it opens from one and a half times its pitch on
	p.rest = -1
	if !b.opts.Exact {
		p.restless(*luck, rate)
	}

	power := 0.0
	for _, a := range amps[:n] {
		power += float64(a * a / 2)
	}
	p.power = uint64(power / powerUnit)
	if v.chiff != 0 && hertz*float64(v.chiffPartial) < limit {
		p.puff = float32(math.Sqrt(2*power) * decibels(v.chiff) * 4)
		p.puffPartial = v.chiffPartial
		p.grain = uint32(luck.next())
	}
}

// stops builds every stop of the console, several at a time. The result does not depend on how many.
func (b builder) stops() []*stop {
	out := make([]*stop, len(b.console.Controls))
	var next atomic.Int64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			b := b
			for i := int(next.Add(1)) - 1; i < len(out); i = int(next.Add(1)) - 1 {
				if b.console.Controls[i].Kind == registration.Stop {
					out[i] = b.stop(i)
				}
			}
		})
	}
	wait.Wait()
	return out
}
