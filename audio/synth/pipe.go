package synth

import "math"

// speaking says what a pipe does.
type speaking uint8

const (
	silent speaking = iota
	moving          // coming to speech or falling silent
	steady
	wandering
)

// pipe is one pipe with all that it needs to speak. While it is steady it is its loop and nothing else. While it comes
// to speech its first partial rises before the others, then they one after another, with a puff of wind; it falls silent
// the other way round.
type pipe struct {
	loop
	wander
	at int32 // next sample of the loop

	power uint64 // mean square, in units of powerUnit
	chest *chest
	list  list  // of the chest, in which it stands
	index int32 // where it stands there

	state speaking
	held  bool // should speak

	// The first partial, for the moving pipe: amplitude, phase at sample 0 of the loop, phase per sample, 2^32 a turn.
	first       float32
	phase, step uint32

	voice      float32 // how far it has come to speech, 0 to 1
	rise, fall float32 // change of voice in a block

	shut float32 // how far the tone opens from the start: coefficient of its low-pass, which ends at 1

	puff        float32 // amplitude of the wind noise
	puffPartial uint32
	grain       uint32 // where it reads the noise

	// Where the present segment of a moving pipe has come to: gains of the loop, of the first partial alone and of the
	// noise, and the coefficient of the low-pass, each with what is added in a sample; the memory of the low-pass.
	tone, base, wind, open     float32
	dTone, dBase, dWind, dOpen float32
	low                        float32
	left                       int32 // samples to come

	// The first partial there: phase, sine and cosine; and sine and cosine of its phase per sample.
	turn           uint32
	sine, cosine   float32
	upward, across float32
}

// smooth leads from 0 to 1 without a corner at the ends.
func smooth(x float32) float32 {
	if x <= 0 {
		return 0
	}
	if x >= 1 {
		return 1
	}
	return float32(float32(x*x) * (3 - float32(2*x)))
}

// hold lets the pipe speak or be silent from the next sample on.
func (p *pipe) hold(on bool) {
	p.held = on
	switch p.state {
	case silent:
		p.at, p.y = 0, 0
		p.voice, p.tone, p.base, p.wind, p.open, p.low = 0, 0, 0, 0, p.shut, 0
	case steady, wandering:
		p.halt()
		p.voice, p.tone, p.base, p.wind, p.open = 1, 1, 0, 0, 1
	case moving: // It turns round where it stands.
	}
	p.state = moving
	p.left = 0
}

// segment begins the next segment of a moving pipe, or ends the movement.
func (p *pipe) segment() {
	if p.held {
		if p.voice >= 1 {
			p.state = steady
			return
		}
		p.voice = min(1, p.voice+p.rise)
	} else {
		if p.voice <= 0 {
			p.state = silent
			return
		}
		p.voice = max(0, p.voice-p.fall)
	}
	v := p.voice
	first := smooth(float32(v * 1.4))
	tone := smooth(float32((v - 0.2) * (1 / 0.8)))
	wind := float32(0)
	if p.held && v < 1 {
		wind = float32(p.puff*float32((1-v)*(1-v))) * min(1, float32(v*8))
	}
	const per = 1.0 / block
	p.dTone = (tone - p.tone) * per
	p.dBase = (float32((first-tone)*p.first) - p.base) * per
	p.dWind = (wind - p.wind) * per
	square := float32(tone * tone)
	p.dOpen = (p.shut + float32((1-p.shut)*float32(square*square)) - p.open) * per
	p.left = block
	p.turn = p.phase + uint32(p.at)*p.step
	p.sine = sineAt(p.turn)
	p.cosine = sineAt(p.turn + 1<<30)
}

// advance moves on by n samples and returns the n samples of the loop that lie there.
func (p *pipe) advance(n int) []float32 {
	s := p.samples[p.at:][:n]
	if p.at += int32(n); p.at >= p.size {
		p.at -= p.size
	}
	return s
}

// speak adds a moving pipe to dst, at most a block.
func (p *pipe) speak(dst []float32) {
	for len(dst) > 0 && p.moves(dst) {
		n := min(len(dst), int(p.left))
		p.glide(dst[:n])
		dst = dst[n:]
	}
}

// moves reports whether a pipe is still coming to speech or falling silent, and where a segment has ended begins the next.
// When it has arrived dst gets the rest of the block.
func (p *pipe) moves(dst []float32) bool {
	if p.left > 0 {
		return true
	}
	if p.segment(); p.state == moving {
		return true
	}
	if p.state == steady {
		if p.y == 0 {
			add1(dst, p.advance(len(dst)))
		} else { // it was told to be silent while it wandered, and then to speak
			p.roam(dst)
		}
	}
	return false
}

// glide adds part of a segment. Each sample follows from the one before it, so that nothing depends on how many are asked
// for at a time.
func (p *pipe) glide(dst []float32) {
	y := p.y
	after := p.samples[p.at+1:][:len(dst)]
	x := p.advance(len(dst))
	if y != 0 {
		var between [block]float32
		for i, s := range x {
			between[i] = s + float32(y*(after[i]-s))
		}
		x = between[:len(dst)]
	}
	low, open, tone, base, sine, cosine := p.low, p.open, p.tone, p.base, p.sine, p.cosine
	dst = dst[:len(x)]
	for i, s := range x {
		// Written so that the next sample waits for two operations only.
		low = low + float32(open*s) - float32(open*low)
		dst[i] += float32(tone*low) + float32(base*sine)
		open += p.dOpen
		tone += p.dTone
		base += p.dBase
		sine, cosine = float32(sine*p.across)+float32(cosine*p.upward), float32(cosine*p.across)-float32(sine*p.upward)
	}
	p.low, p.open, p.tone, p.base, p.sine, p.cosine = low, open, tone, base, sine, cosine
	p.left -= int32(len(dst))
	if p.wind != 0 || p.dWind != 0 {
		p.blow(dst)
	}
}

// blow adds the puff of wind: noise around one partial.
func (p *pipe) blow(dst []float32) {
	wind, turn, grain := p.wind, p.turn*p.puffPartial, p.grain
	step := p.step * p.puffPartial
	for i := range dst {
		dst[i] += float32(wind * float32(noise[grain%uint32(len(noise))]*sineAt(turn)))
		wind += p.dWind
		turn += step
		grain++
	}
	p.wind, p.grain = wind, grain
	p.turn += uint32(len(dst)) * p.step
}

// sines is a turn of the sine, and the first value again.
var sines = func() (t [1025]float32) {
	for i := range t {
		t[i] = float32(sinTurns(float64(i) / 1024))
	}
	return
}()

// sineAt is the sine of a phase, 2^32 a turn.
func sineAt(phase uint32) float32 {
	i := phase >> 22
	a := sines[i]
	return a + float32(float32(phase<<10>>8)*(1.0/(1<<24))*(sines[i+1]-a))
}

// noise is slow noise of unit power: it makes a band of noise of the sine that it is multiplied with.
var noise = func() (t [1 << 13]float32) {
	luck := chanceOf(1)
	raw := make([]float64, len(t))
	for i := range raw {
		raw[i] = luck.spread()
	}
	for range 3 { // each time twice round, so that the end joins the beginning
		y := 0.0
		smooth := make([]float64, len(raw))
		for i := range 2 * len(raw) {
			y += float64(0.06 * (raw[i%len(raw)] - y))
			smooth[i%len(raw)] = y
		}
		raw = smooth
	}
	power := 0.0
	for _, y := range raw {
		power += float64(y * y)
	}
	scale := 1 / math.Sqrt(power/float64(len(raw)))
	for i, y := range raw {
		t[i] = float32(y * scale)
	}
	return
}()
