package synth_test

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/synth"
	"voluntary/registration"
	"voluntary/sequencer"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestSilenceIsZeros(t *testing.T) {
	p := play(t, chamber(t), synth.Options{})
	assert.Zero(t, peak(p.hear(0.2)), "nothing played, nothing drawn")
	p.press("great", 60, 64).press("swell", 60)
	assert.Zero(t, peak(p.hear(0.2)), "keys held, nothing drawn")
	p.draw("great.principal-8", "swell.gamba-8", "swell-tremulant")
	assert.Greater(t, peak(p.hear(1)), 0.01)
	p.release("great", 60, 64).release("swell", 60)
	for range 20 {
		if peak(p.hear(0.5)) == 0 {
			break
		}
	}
	assert.Zero(t, peak(p.hear(1)), "zeros after the tail")
	p.draw("great.mixture")
	assert.Zero(t, peak(p.hear(1)), "a stop drawn and no key held")
	assert.Zero(t, p.o.Counts().Pipes)
}

func TestTheTailIsThatOfTheRoom(t *testing.T) {
	c := alone(t, chamber(t), "great.principal-8")
	last := -1.0
	for _, room := range []synth.Room{synth.NoRoom, synth.Chapel, synth.Church, synth.Cathedral} {
		p := play(t, c, synth.Options{Room: room}).draw("great.principal-8").press("great", 60, 64, 67)
		p.hear(1.5)
		p.release("great", 60, 64, 67)
		tail := 0.0 // until it is 60 decibels down
		for loud := peak(p.hear(0.05)); peak(p.hear(0.05)) > loud/1000; tail += 0.05 {
			require.Less(t, tail, 10.)
		}
		assert.Greater(t, tail, last, "room %d", room)
		last = tail
	}
	assert.InDelta(t, 4.5, last, 1.5, "the cathedral's seconds")
	for _, name := range synth.RoomNames() {
		room, ok := synth.ParseRoom(name)
		assert.True(t, ok)
		assert.Equal(t, name, room.String())
	}
	_, ok := synth.ParseRoom("kitchen")
	assert.False(t, ok)
}

// storm is a run of random deeds, each at a random frame.
func storm(c *registration.Console, luck *rand.Rand, n int, frames int64) (events []sequencer.Event, at []int64) {
	frame := int64(0)
	for range n {
		frame += luck.Int64N(2 * frames / int64(n))
		e := sequencer.Event{Division: registration.DivisionID(luck.IntN(len(c.Divisions))), Key: uint8(42 + luck.IntN(48)), Velocity: 90}
		switch luck.IntN(8) {
		case 0, 1, 2:
			e.Kind = sequencer.KeyDown
		case 3, 4:
			e.Kind = sequencer.KeyUp
		case 5:
			e = sequencer.ChangeEvent(0, registration.Change{Kind: registration.Retire, Control: registration.ControlID(luck.IntN(len(c.Controls)))})
		case 6:
			e = sequencer.ChangeEvent(0, registration.Change{Kind: registration.Draw, Control: registration.ControlID(luck.IntN(len(c.Controls)))})
		case 7:
			e = sequencer.ChangeEvent(0, registration.Change{Kind: registration.Express, Value: uint8(luck.IntN(128))})
		}
		events, at = append(events, e), append(at, frame)
	}
	return events, at
}

func TestHowManyFramesAreAskedForDoesNotMatter(t *testing.T) {
	c := chamber(t)
	events, at := storm(c, rand.New(rand.NewPCG(3, 4)), 400, rate)
	render := func(size func() int) []float32 {
		o := synth.New(c, synth.Options{Seed: 1})
		for i := range events {
			require.NoError(t, o.Send(at[i], events[i]))
		}
		out := make([]float32, 2*2*rate)
		for rest := out; len(rest) > 0; {
			n := min(2*size(), len(rest))
			o.Render(rest[:n])
			rest = rest[n:]
		}
		return out
	}
	whole := render(func() int { return 2 * rate })
	luck := rand.New(rand.NewPCG(5, 6))
	require.True(t, slices.Equal(whole, render(func() int { return 1 + luck.IntN(700) })))
	require.True(t, slices.Equal(whole, render(func() int { return 256 })))
	assert.Greater(t, peak(whole), 0.01)
}

func TestSameSeedSameBytes(t *testing.T) {
	c := chamber(t)
	events, at := storm(c, rand.New(rand.NewPCG(7, 8)), 300, rate)
	sum := func(seed uint64) string {
		o := synth.New(c, synth.Options{Seed: seed})
		for i := range events {
			require.NoError(t, o.Send(at[i], events[i]))
		}
		out := make([]float32, 2*2*rate)
		o.Render(out)
		h := sha256.New()
		for _, v := range out {
			b := math.Float32bits(v)
			h.Write([]byte{byte(b), byte(b >> 8), byte(b >> 16), byte(b >> 24)})
		}
		return hex.EncodeToString(h.Sum(nil))
	}
	one := sum(1)
	assert.Equal(t, one, sum(1))
	assert.NotEqual(t, one, sum(2))

	// On every platform: the golden file was written on one and is read on all.
	golden := filepath.Join("testdata", "storm.sha256")
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(golden, []byte(one+"\n"), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, strings.TrimSpace(string(want)), one, "the sound has changed (go test -update writes it anew)")
}

func TestNothingButNumbersUnderFullScale(t *testing.T) {
	for seed := range uint64(2) {
		c := chamber(t)
		o := synth.New(c, synth.Options{Seed: seed})
		events, at := storm(c, rand.New(rand.NewPCG(seed, 9)), 2000, 3*rate)
		for i := range events {
			require.NoError(t, o.Send(at[i], events[i]))
		}
		out := make([]float32, 2*3*rate)
		o.Render(out)
		for i, v := range out {
			if v != v || v >= 1 || v <= -1 {
				t.Fatalf("sample %d is %g", i, v)
			}
		}
		o.Panic()
		for range 40 {
			o.Render(out[:rate])
		}
		assert.Zero(t, peak(out[:rate]), "no cipher after a panic")
	}
}

// tutti draws everything and plays ten keys on the Great and two on the pedals.
func tutti(t testing.TB, opts synth.Options) player {
	c := shipped(t, "cathedral")
	p := play(t, c, opts)
	for i := range c.Controls {
		if k := &c.Controls[i]; k.Kind == registration.Stop || k.Kind == registration.Coupler && !k.UnisonOff {
			p.draw(k.ID)
		}
	}
	return p.press("great", 48, 52, 55, 60, 64, 67, 72, 76, 79, 84).press("pedal", 36, 48)
}

func TestTuttiStaysUnderFullScale(t *testing.T) {
	p := tutti(t, synth.Options{Room: synth.Cathedral})
	x := p.hear(3)
	assert.Less(t, decibels(peak(x)), -1.2)
	assert.Greater(t, decibels(rms(mono(x))), -24.)
	assert.Greater(t, p.o.Counts().Pipes, 800)
	// And when one chord follows another, each into the echo of those before.
	for i := range uint8(10) {
		keys := []uint8{48 + i%5, 52 + i%5, 55 + i%5, 60 + i%5, 64 + i%5, 67 + i%5, 72 + i%5, 76 + i%5, 79 + i%5, 84 + i%5}
		p.press("great", keys...).hear(0.18)
		p.release("great", keys...).hear(0.02)
	}
	assert.Zero(t, p.o.Counts().Limited, "the guard has nothing to do")
}

func TestThePartsAddUpToTheWhole(t *testing.T) {
	c := chamber(t)
	events, at := storm(c, rand.New(rand.NewPCG(11, 8)), 300, rate)
	o := synth.New(c, synth.Options{Seed: 1})
	for i := range events {
		require.NoError(t, o.Send(at[i], events[i]))
	}
	whole := make([]float32, 2*2*rate)
	parts := make([][]float32, len(c.Divisions)+1)
	for i := range parts {
		parts[i] = make([]float32, len(whole))
	}
	for done := 0; done < len(whole); {
		n := min(2*333, len(whole)-done)
		now := make([][]float32, len(parts))
		for i := range parts {
			now[i] = parts[i][done : done+n]
		}
		o.RenderApart(whole[done:done+n], now)
		done += n
	}
	require.Zero(t, o.Counts().Limited)
	worst := 0.0
	for i := range whole {
		sum := 0.0
		for _, p := range parts {
			sum += float64(p[i])
		}
		worst = max(worst, math.Abs(sum-float64(whole[i])))
	}
	assert.Less(t, worst, 1e-6)
	for _, p := range parts {
		assert.Greater(t, peak(p), 0.001)
	}

	// What is asked for besides does not change the whole.
	again := synth.New(c, synth.Options{Seed: 1})
	for i := range events {
		require.NoError(t, again.Send(at[i], events[i]))
	}
	plain := make([]float32, len(whole))
	again.Render(plain)
	assert.True(t, slices.Equal(whole, plain))

	// A division that is silent has zeros, and so has the room that is not there.
	p := play(t, c, exact).draw("great.principal-8").press("great", 60)
	p.o.RenderApart(whole, parts)
	assert.Greater(t, peak(parts[0]), 0.01)
	assert.Zero(t, peak(parts[1]))
	assert.Zero(t, peak(parts[3]))
}

func TestDivisionsStandSideBySide(t *testing.T) {
	side := func(division string, ids ...string) float64 {
		x := play(t, chamber(t), exact).draw(ids...).press(division, 60, 61).hear(1)
		var l, r float64
		for i := 0; i < len(x); i += 2 {
			l, r = l+float64(x[i])*float64(x[i]), r+float64(x[i+1])*float64(x[i+1])
		}
		return 10 * math.Log10(r/l)
	}
	assert.InDelta(t, 0, side("great", "great.principal-8"), 1.5, "the Great in the middle")
	assert.Greater(t, side("swell", "swell.trumpet-8"), 1.5, "the Swell on the right")
}

func TestASingleFluteIsHeardAndBalanced(t *testing.T) {
	c := shipped(t, "parish")
	p := play(t, c, synth.Options{})
	level := func(key uint8, ids ...string) float64 {
		defer func() { p.release("great", key).retire(ids...).hear(3) }()
		return decibels(rms(p.draw(ids...).press("great", key).settled()))
	}
	flute := level(60, "great.stopped-diapason-8")
	assert.InDelta(t, -31.5, flute, 2.5)
	diapason := level(60, "great.open-diapason-8")
	assert.InDelta(t, 0, diapason-flute, 3, "8 feet are the foundation")
	assert.Less(t, level(60, "great.principal-4"), diapason-1)
	assert.Less(t, level(60, "great.fifteenth-2"), diapason-2.5)
	assert.Less(t, level(60, "great.mixture-iii"), diapason-5)
	all := level(60, "great.open-diapason-8", "great.principal-4", "great.fifteenth-2", "great.mixture-iii")
	assert.Greater(t, all, diapason+1, "each stop adds")
}

// Within a division the foundation is the loudest; what stands above it is brighter and not louder.
func TestUpperworkIsBrighterAndNotLouder(t *testing.T) {
	c := shipped(t, "cathedral")
	for i, d := range c.Divisions {
		key := uint8(60)
		if d.Pedal {
			key = 48
		}
		foundation, lastHertz, lastPitch := -100.0, 0.0, 64.0
		for _, feet := range []float64{16, 8, 4, 2, 0} {
			for _, id := range c.ControlsOf(registration.DivisionID(i)) {
				k := &c.Controls[id]
				chorus := k.Family == registration.Principal || k.Family == registration.Mixture && k.Construction == "" && !strings.Contains(k.Name, "Cornet")
				if k.Kind != registration.Stop || !chorus || k.Pitch != feet {
					continue
				}
				x := play(t, alone(t, c, k.ID, key), exact).draw(k.ID).press(d.ID, key).settled()
				level, sum, weight := decibels(rms(x)), 0.0, 0.0
				for f := hertz(int(key), 16); f < 12000; f += hertz(int(key), 16) {
					a := amplitude(x[:rate/4], f)
					sum, weight = sum+f*a*a, weight+a*a
				}
				if feet < lastPitch { // the first of its pitch
					if feet >= 8 {
						foundation = max(foundation, level)
					} else {
						assert.Less(t, level, foundation-0.5, "%s is softer than the foundation", k.ID)
					}
					assert.Greater(t, sum/weight, lastHertz, "%s is brighter than what it stands on", k.ID)
					lastHertz, lastPitch = sum/weight, feet
				}
			}
		}
	}
}

func TestRenderAllocatesNothing(t *testing.T) {
	c := chamber(t)
	o := synth.New(c, synth.Options{})
	events, _ := storm(c, rand.New(rand.NewPCG(1, 1)), 500, 1000)
	dst := make([]float32, 2*256)
	i := 0
	assert.Zero(t, testing.AllocsPerRun(500, func() {
		require.NoError(t, o.Send(o.Position()+100, events[i%len(events)]))
		i++
		o.Render(dst)
	}))
}

func TestWhatTheConsoleDoesNotHaveIsIgnored(t *testing.T) {
	p := play(t, chamber(t), exact).draw("great.principal-8")
	for _, e := range []sequencer.Event{
		{Kind: sequencer.KeyDown, Division: 15, Key: 60},
		{Kind: sequencer.KeyDown, Key: 20},
		{Kind: sequencer.KeyDown, Key: 255},
		{Kind: sequencer.KeyUp, Division: 200, Key: 200},
		{Kind: sequencer.Change, Change: registration.Change{Kind: registration.Draw, Control: 900}},
		{Kind: sequencer.Expression, Change: registration.Change{Kind: registration.Express, Enclosure: 30, Value: 255}},
		{Kind: 77},
	} {
		p.o.Apply(e)
	}
	assert.Zero(t, peak(p.hear(0.1)))

	k, _ := p.o.Console().Control("great.principal-8")
	assert.Equal(t, p.o.Console().Initial().With(k, true), p.o.Sounding().State)
}
