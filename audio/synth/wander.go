package synth

// A pipe that has come to speech does not stand still: now and then it wanders from its pitch for some seconds, each pipe
// on its own. While it wanders it reads its loop a little faster or slower, and arrives on a whole sample, from where it
// goes on as cheaply as before.
const (
	wanderCents  = 0.8  // at most, in the middle of the way
	wanderRest   = 9.0  // seconds between two ways, about
	wanderSpan   = 3.5  // seconds of a way, about
	wanderSpread = 0.75 // by which both differ, as a part
)

// wander is where a pipe stands between the samples of its loop, and how it moves there.
type wander struct {
	luck chance
	rest int32 // blocks until it sets out; negative: never

	y, dy float32 // samples beyond at, at the start of the block; change in a sample
	done  int32   // samples of the block that have passed

	from, slip float32 // samples beyond at where the way began, and how far it leads
	gone, span int32   // blocks
	whole      int32   // samples that at has moved on since the way began
}

// blocks draws a time, in blocks, that is about so many seconds.
func (p *pipe) blocks(seconds, rate float64) int32 {
	return int32(seconds*(1+float64(wanderSpread*p.luck.spread()))*rate/block) + 1
}

// restless gives a pipe its unrest.
func (p *pipe) restless(luck chance, rate float64) {
	p.luck = luck
	p.rest = p.blocks(wanderRest/2, rate)
}

// setOut begins a way. When the pipe stands between two samples it only goes to the next.
func (p *pipe) setOut(rate float64) {
	p.gone, p.whole, p.from = 0, 0, p.y
	p.span = p.blocks(wanderSpan, rate)
	if p.y != 0 {
		p.slip = 1 - p.y
		return
	}
	// The way is steepest in its middle, by half as much again as on average.
	cents := wanderCents * p.luck.spread()
	frames := exp2(cents/1200) - 1
	frames *= float64(p.span) * block / 1.5
	p.slip = float32(int32(frames))
	if p.slip == 0 {
		p.slip = 1
	}
}

// stride says where the pipe wanders in the next block; false: it has arrived.
func (p *pipe) stride() bool {
	p.y += float32(block * p.dy)
	p.dy, p.done = 0, 0
	if p.gone >= p.span {
		p.forth(int32(p.slip+p.from+float32(0.5*sign(p.slip))) - p.whole)
		p.y = 0
		return false
	}
	p.gone++
	to := p.from + float32(p.slip*smooth(float32(p.gone)/float32(p.span))) - float32(p.whole)
	p.dy = (to - p.y) * (1.0 / block)
	// In the block it stays between half a sample and one and a half, so that it needs to look forwards only.
	for p.y < 0.25 {
		p.forth(-1)
		p.y++
	}
	for p.y > 1.25 {
		p.forth(1)
		p.y--
	}
	return true
}

func sign(x float32) float32 {
	if x < 0 {
		return -1
	}
	return 1
}

// forth moves the place in the loop by n samples, back when n is negative.
func (p *pipe) forth(n int32) {
	p.whole += n
	p.at = (p.at + n) % p.size
	if p.at < 0 {
		p.at += p.size
	}
}

// halt ends a way where it is, between two samples: the pipe is to fall silent.
func (p *pipe) halt() {
	p.y += float32(float32(p.done) * p.dy)
	p.dy, p.done = 0, 0
	for p.y < 0 {
		p.forth(-1)
		p.y++
	}
	for p.y >= 1 {
		p.forth(1)
		p.y--
	}
}

// roam adds a wandering pipe to dst, at most what is left of the block.
func (p *pipe) roam(dst []float32) {
	n := len(dst)
	x := p.samples[p.at:][:n+beyond]
	y, dy, t := p.y, p.dy, float32(p.done)
	for len(dst) > 0 { // in a block it crosses a sample once at most
		over := y+float32(t*dy) >= 1
		back := float32(0)
		if over {
			x, back = x[1:], 1
		}
		a, b := x[:len(dst)], x[1:][:len(dst)]
		made := len(dst)
		for i, s := range a {
			at := y + float32(t*dy)
			if (at >= 1) != over {
				made = i
				break
			}
			dst[i] += s + float32((at-back)*(b[i]-s))
			t++
		}
		dst, x = dst[made:], x[made:]
		if over && made < len(a) { // back before the sample
			x = p.samples[p.at:][n-len(dst) : n+beyond]
		}
	}
	p.done += int32(n)
	if p.at += int32(n); p.at >= p.size {
		p.at -= p.size
	}
}
