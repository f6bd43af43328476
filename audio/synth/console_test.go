package synth_test

import (
	"math"
	"math/cmplx"
	"testing"

	"github.com/stretchr/testify/require"

	"voluntary/audio/synth"
	"voluntary/registration"
	"voluntary/registration/file"
	"voluntary/sequencer"
)

const rate = 48000

// exact leaves out whatever is not the pipes themselves.
var exact = synth.Options{Room: synth.NoRoom, Exact: true}

// chamber is a small organ with one stop of each kind, all couplers that matter, and a box and a tremulant on the Swell.
// Its compass is short, so that it is quickly built.
func chamber(t testing.TB) *registration.Console {
	t.Helper()
	const great, swell, pedal = 0, 1, 2
	stop := func(d registration.DivisionID, id, name string, pitch float64, f registration.Family) registration.Control {
		return registration.Control{ID: id, Division: d, Name: name, Pitch: pitch, Family: f}
	}
	coupler := func(id string, from, to registration.DivisionID, shift int8) registration.Control {
		return registration.Control{ID: id, Kind: registration.Coupler, Division: from, To: to, Shift: shift, Name: id}
	}
	mixture := stop(great, "great.mixture", "Mixture III", 0, registration.Mixture)
	mixture.Ranks = []float64{1.333, 1, 0.667}
	c, err := registration.NewConsole(registration.Console{
		Name: "chamber",
		Divisions: []registration.Division{
			{ID: "great", Name: "Great", Lowest: 48, Highest: 84},
			{ID: "swell", Name: "Swell", Lowest: 48, Highest: 84},
			{ID: "pedal", Name: "Pedal", Lowest: 48, Highest: 67, Pedal: true},
		},
		Controls: []registration.Control{
			stop(great, "great.principal-8", "Open Diapason", 8, registration.Principal),
			stop(great, "great.stopped-8", "Stopped Diapason", 8, registration.Flute),
			stop(great, "great.flute-4", "Wald Flute", 4, registration.Flute),
			stop(great, "great.twelfth", "Twelfth", 2.667, registration.Mutation),
			stop(great, "great.tierce", "Tierce", 1.6, registration.Mutation),
			stop(great, "great.fifteenth-2", "Fifteenth", 2, registration.Principal),
			mixture,
			stop(swell, "swell.gamba-8", "Viola da Gamba", 8, registration.String),
			stop(swell, "swell.celeste-8", "Voix Celeste", 8, registration.String),
			stop(swell, "swell.trumpet-8", "Trumpet", 8, registration.Reed),
			stop(swell, "swell.oboe-8", "Oboe", 8, registration.Reed),
			stop(swell, "swell.flute-8", "Lieblich Gedackt", 8, registration.Flute),
			stop(pedal, "pedal.bourdon-16", "Bourdon", 16, registration.Flute),
			coupler("swell-to-great", great, swell, 0),
			coupler("swell-octave", swell, swell, 12),
			coupler("swell-sub", swell, swell, -12),
			{ID: "swell-unison-off", Kind: registration.Coupler, Division: swell, To: swell, UnisonOff: true, Name: "Unison Off"},
			coupler("great-to-pedal", pedal, great, 0),
			coupler("great-to-swell", swell, great, 0),
			{ID: "swell-tremulant", Kind: registration.Tremulant, Division: swell, Name: "Tremulant", Rate: 6, Depth: 0.5},
		},
		Enclosures: []registration.Enclosure{{ID: "swell", Name: "Swell", Divisions: []registration.DivisionID{swell}, Initial: 127}},
	})
	require.NoError(t, err)
	return c
}

func shipped(t testing.TB, name string) *registration.Console {
	t.Helper()
	c, err := file.Find(name)
	require.NoError(t, err)
	return c
}

// player speaks to an organ in text ids.
type player struct {
	t testing.TB
	o *synth.Organ
}

func play(t testing.TB, c *registration.Console, opts synth.Options) player {
	t.Helper()
	return player{t, synth.New(c, opts)}
}

func (p player) change(kind registration.ChangeKind, ids ...string) player {
	p.t.Helper()
	for _, id := range ids {
		k, ok := p.o.Console().Control(id)
		require.True(p.t, ok, id)
		p.o.Apply(sequencer.ChangeEvent(0, registration.Change{Kind: kind, Control: k}))
	}
	return p
}

func (p player) draw(ids ...string) player { p.t.Helper(); return p.change(registration.Draw, ids...) }

func (p player) retire(ids ...string) player {
	p.t.Helper()
	return p.change(registration.Retire, ids...)
}

func (p player) shoe(id string, value uint8) player {
	p.t.Helper()
	e, ok := p.o.Console().Enclosure(id)
	require.True(p.t, ok, id)
	p.o.Apply(sequencer.ChangeEvent(0, registration.Change{Kind: registration.Express, Enclosure: e, Value: value}))
	return p
}

func (p player) event(kind sequencer.Kind, division string, key uint8) sequencer.Event {
	p.t.Helper()
	d, ok := p.o.Console().Division(division)
	require.True(p.t, ok, division)
	return sequencer.Event{Kind: kind, Division: d, Key: key, Velocity: 100}
}

func (p player) press(division string, keys ...uint8) player {
	p.t.Helper()
	for _, k := range keys {
		p.o.Apply(p.event(sequencer.KeyDown, division, k))
	}
	return p
}

func (p player) release(division string, keys ...uint8) player {
	p.t.Helper()
	for _, k := range keys {
		p.o.Apply(p.event(sequencer.KeyUp, division, k))
	}
	return p
}

// hear renders and returns that many seconds, left and right in turn.
func (p player) hear(seconds float64) []float32 {
	out := make([]float32, 2*int(seconds*float64(p.o.Rate())))
	p.o.Render(out)
	return out
}

// settled renders past the speech of the pipes and returns a second in mono.
func (p player) settled() []float64 {
	p.hear(0.6)
	return mono(p.hear(1))
}

func mono(stereo []float32) []float64 {
	out := make([]float64, len(stereo)/2)
	for i := range out {
		out[i] = (float64(stereo[2*i]) + float64(stereo[2*i+1])) / 2
	}
	return out
}

func rms(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v * v
	}
	return math.Sqrt(sum / float64(len(x)))
}

func decibels(x float64) float64 { return 20 * math.Log10(max(x, 1e-12)) }

func peak(x []float32) float64 {
	p := float32(0)
	for _, v := range x {
		p = max(p, v, -v)
	}
	return float64(p)
}

// amplitude is that of the sine of the given frequency in x, through a Hann window.
func amplitude(x []float64, hertz float64) float64 {
	a, _ := partial(x, hertz)
	return a
}

// partial is amplitude and phase, in turns, of the sine of the given frequency in x.
func partial(x []float64, hertz float64) (amplitude, phase float64) {
	n := float64(len(x))
	turn := cmplx.Exp(complex(0, -2*math.Pi*hertz/rate))
	fade, step := cmplx.Exp(complex(0, math.Pi/n)), cmplx.Exp(complex(0, 2*math.Pi/n))
	var sum complex128
	at := complex(1, 0)
	for _, v := range x {
		w := v * (1 - real(fade))
		sum += complex(w*real(at), w*imag(at))
		at *= turn
		fade *= step
	}
	re, im := real(sum), imag(sum)
	return 2 * math.Hypot(re, im) / n, math.Atan2(im, re) / (2 * math.Pi)
}

// hertzNear finds the frequency of the partial near the given one, by how its phase moves on.
func hertzNear(x []float64, hertz float64) float64 {
	half := len(x) / 2
	_, a := partial(x[:half], hertz)
	_, b := partial(x[half:], hertz)
	moved := b - a - hertz/rate*float64(half)
	moved -= math.Round(moved)
	// b's phase counts from its own start: what it has gained beyond whole turns of the guess is the difference.
	return hertz + moved*rate/float64(half)
}

func cents(a, b float64) float64 { return 1200 * math.Log2(a/b) }

func hertz(key int, feet float64) float64 { return 440 * math.Pow(2, float64(key-69)/12) * 8 / feet }
