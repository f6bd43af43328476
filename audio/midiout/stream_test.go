//go:build unix

package midiout_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/midiout"
	"voluntary/registration"
	"voluntary/sequencer"
)

func texts(all []midiout.Message) (out []string) {
	for _, m := range all {
		out = append(out, fmt.Sprintf("%v % x", m.At, m.Bytes))
	}
	return out
}

func drawAt(at time.Duration, c registration.ControlID, on bool) sequencer.Event {
	kind := registration.Retire
	if on {
		kind = registration.Draw
	}
	return sequencer.ChangeEvent(at, registration.Change{Kind: kind, Control: c})
}

func keyAt(at time.Duration, kind sequencer.Kind, key uint8) sequencer.Event {
	return sequencer.Event{At: at, Kind: kind, Key: key, Velocity: 80}
}

func TestAStreamHasTravelAndPacing(t *testing.T) {
	d := dialects()["a slow and careful organ"]
	d.Gap, d.Travel = 250*ms, 300*ms
	c := console(t, d)
	all, err := midiout.Stream(c, []sequencer.Event{
		drawAt(0, 0, true),
		keyAt(0, sequencer.KeyDown, 60),
		drawAt(2*time.Second, 1, true),
		drawAt(2*time.Second, 2, true),
		sequencer.ChangeEvent(2*time.Second, registration.Change{Kind: registration.Express, Value: 64}),
		keyAt(3*time.Second, sequencer.KeyUp, 60),
	})
	require.NoError(t, err)
	assert.Equal(t, []string{
		"-300ms b9 14 7f", "0s 90 3c 50", "1.45s b9 15 7f", "1.7s b9 16 7f", "2s b0 0b 40", "3s 80 3c 00",
	}, texts(all))
}

func TestAStreamBeginsWithTheDialectsOpeningAndTheOrgansRegistration(t *testing.T) {
	c := console(t, dialects()["toggles"])
	events := append(midiout.Opening(c, c.Initial().With(3, true)), keyAt(0, sequencer.KeyDown, 60))
	all, err := midiout.Stream(c, events)
	require.NoError(t, err)
	assert.Equal(t, []string{"-90ms f0 31 2f 6c 00 f7", "-60ms c9 03", "-30ms b0 0b 7f", "0s 90 3c 50"}, texts(all))
}

func TestASlowDivisionIsPlayedEarlier(t *testing.T) {
	var m registration.Mechanics
	m.Divisions[1].SpeakingDelay = 120 * ms
	c := consoleWith(t, dialects()["parameters"], m)
	pedal := keyAt(time.Second, sequencer.KeyDown, 40)
	pedal.Division = 1
	all, err := midiout.Stream(c, []sequencer.Event{drawAt(time.Second, 0, true), drawAt(time.Second, 2, true), keyAt(time.Second, sequencer.KeyDown, 60), pedal})
	require.NoError(t, err)
	assert.Equal(t, []string{
		"880ms b9 63 00", "880ms b9 62 02", "880ms b9 06 7f", "880ms 91 28 50",
		"1s b9 63 00", "1s b9 62 00", "1s b9 06 7f", "1s 90 3c 50",
	}, texts(all))
}

func TestTheWiresRateAndTheMakersLeastGapAreKept(t *testing.T) {
	d := dialects()["a slow and careful organ"]
	d.Gap, d.Travel = 20*ms, 0
	m := registration.Mechanics{WireRate: registration.CableRate, LeastGap: 250 * ms}
	c := consoleWith(t, d, m)
	p := midiout.PlanOf(c)
	require.NoError(t, p.Check())
	assert.Equal(t, 250*ms, p.Gap)
	all, err := midiout.Stream(c, []sequencer.Event{
		drawAt(2*time.Second, 1, true),
		drawAt(2*time.Second, 2, true),
		keyAt(2*time.Second, sequencer.KeyDown, 60),
		keyAt(2*time.Second, sequencer.KeyDown, 64),
	})
	require.NoError(t, err)
	assert.Equal(t, []string{"1.74904s b9 15 7f", "1.99904s b9 16 7f", "2s 90 3c 50", "2.00096s 90 40 50"}, texts(all),
		"what the dialect asks for is less than the maker allows")
}

func TestInAStreamChangesOfOneBitmapAreOneMessage(t *testing.T) {
	c := console(t, dialects()["a bitmap"])
	all, err := midiout.Stream(c, []sequencer.Event{
		drawAt(2*time.Second, 0, true), drawAt(2*time.Second, 1, true), drawAt(2*time.Second+4*ms, 2, true), drawAt(3*time.Second, 0, false),
	})
	require.NoError(t, err)
	assert.Equal(t, []string{"2s f0 7d 01 49 00 f7", "3s f0 7d 01 48 00 f7"}, texts(all))
}

func TestAnEmptyPerformanceIsAnEmptyStream(t *testing.T) {
	all, err := midiout.Stream(console(t, dialects()["toggles"]), nil)
	require.NoError(t, err)
	assert.Empty(t, all)
}

// piece is a random piece: keys, controls and shoes in bursts.
func piece(seed uint64) (events []sequencer.Event) {
	r := rand.New(rand.NewPCG(seed, 1))
	at := time.Duration(0)
	for range 80 {
		if r.IntN(3) > 0 {
			at += time.Duration(r.IntN(40)) * ms
		}
		switch r.IntN(5) {
		case 0, 1:
			events = append(events, drawAt(at, registration.ControlID(r.IntN(4)), r.IntN(2) == 0))
		case 2:
			events = append(events, sequencer.ChangeEvent(at, registration.Change{Kind: registration.Express, Value: uint8(r.IntN(128))}))
		case 3:
			events = append(events, keyAt(at, sequencer.KeyDown, uint8(40+r.IntN(20))))
		default:
			events = append(events, keyAt(at, sequencer.KeyUp, uint8(40+r.IntN(20))))
		}
	}
	slices.SortStableFunc(events, sequencer.CompareEvents)
	return events
}

// control tells whether a message is for a control, in any of the dialects here.
func control(b []byte) bool {
	shoe := b[0] == 0xb0 && b[1] == 11
	key := b[0]&0xe0 == 0x80 && b[1] >= 36
	return !shoe && !key
}

// What leaves the port is what Stream says: the same messages in the same order, none before its time. Only where the
// machine is late, and a key and a control could leave, the key comes first.
func TestWhatLeavesThePortIsTheStream(t *testing.T) {
	g := start(t)
	for name, d := range dialects() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := console(t, d)
			o := newOrgan(t, c)
			out, err := midiout.Open(t.Context(), g, "raw:"+o.path, c)
			require.NoError(t, err)
			events := append(midiout.Opening(c, c.Initial()), piece(7)...)
			want, err := midiout.Stream(c, events)
			require.NoError(t, err)

			// As an engine does it: a tenth of a second and the lead before they are due.
			origin := time.Now().Add(out.Lead() + 300*ms)
			for _, e := range events {
				due := origin.Add(e.At)
				time.Sleep(time.Until(due.Add(-out.Lead() - 100*ms)))
				require.NoError(t, out.Send(due, e))
			}
			require.Eventually(t, func() bool { return len(o.messages()) >= len(want) }, 20*time.Second, 5*ms)
			require.NoError(t, out.Close())
			got := o.messages()
			require.GreaterOrEqual(t, len(got), len(want))
			got = got[:len(want)]
			for _, controls := range []bool{false, true} {
				says := slices.DeleteFunc(slices.Clone(want), func(m midiout.Message) bool { return control(m.Bytes) != controls })
				does := slices.DeleteFunc(slices.Clone(got), func(h heard) bool { return control(h.b) != controls })
				require.Len(t, does, len(says))
				for i, w := range says {
					require.Equal(t, w.Bytes, does[i].b, "message %d", i)
					if w.At >= 0 { // the opening is said when the port opens
						assert.GreaterOrEqual(t, does[i].at.Sub(origin.Add(w.At)), -ms, "message %d", i)
					}
				}
			}
		})
	}
}

// Whatever is played, folding the stream gives what the events say.
func TestAStreamSaysWhatTheEventsSay(t *testing.T) {
	for name, d := range dialects() {
		c := console(t, d)
		for seed := range uint64(20) {
			events := append(midiout.Opening(c, c.Initial()), piece(seed)...)
			all, err := midiout.Stream(c, events)
			require.NoError(t, err)
			require.True(t, slices.IsSortedFunc(all, func(a, b midiout.Message) int { return int(a.At - b.At) }), name)
			o := newOrgan(t, c)
			want := sequencer.Sounding{State: c.Initial()}
			for i := range events {
				want.Apply(events[i])
			}
			for _, m := range all {
				o.hear(time.Time{}, m.Bytes)
			}
			got := o.sounding()
			for d := range want.Keys { // velocities are the organ's business
				for k := range want.Keys[d] {
					require.Equal(t, want.Keys[d][k] != 0, got.Keys[d][k] != 0, name)
				}
			}
			require.Equal(t, want.State, got.State, name)
		}
	}
}
