//go:build unix

package midiout_test

import (
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"voluntary/audio/midiout"
	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

// An edit or a jump shortly before a note takes back what is on its way to the organ. It delays no note whose key has rested
// for as long as the organ needs: only one whose key sounded a moment ago.
func TestAnEditOrAJumpJustBeforeANoteDelaysOnlyKeysThatHaveJustSounded(t *testing.T) {
	const gap, shortest = 60 * ms, 45 * ms
	punctual, rushed := 0, 0
	for seed := range uint64(20) {
		synctest.Test(t, func(t *testing.T) {
			c := consoleWith(t, dialects()["parameters"], registration.Mechanics{RepeatGap: gap, ShortestNote: shortest})
			r := rand.New(rand.NewPCG(seed, 8))
			p := newIdeal(midiout.PlanOf(c))
			out, err := midiout.New(p, c)
			require.NoError(t, err)
			e := playback.New()
			defer func() { _ = e.Close() }()
			piece := sequencer.Piece{Console: c, Parts: []sequencer.Part{{Name: "Great", Routing: []sequencer.Routing{{Division: "great"}}}}}
			for i := range sequencer.Tick(200) {
				n := sequencer.Note{Start: i * beat / 4, End: i*beat/4 + beat/5, Key: uint8(48 + r.IntN(30)), Velocity: 80}
				piece.Parts[0].Notes = append(piece.Parts[0].Notes, n)
			}
			piece.Lane = []sequencer.LaneEvent{{Draw: []string{"great.principal-8"}}}
			performance := func(i int) *sequencer.Performance {
				piece.Lane[0].Draw = [][]string{{"great.principal-8"}, {"great.octave-4"}}[i%2]
				a, err := sequencer.New(piece)
				require.NoError(t, err)
				perf, _ := sequencer.Compile(a, nil)
				return perf
			}
			e.SetPerformance(performance(0))
			e.AddOutput(out, nil)
			began, from := time.Now(), sequencer.Tick(0) // where it plays
			e.PlayFrom(0)
			for jump := range 60 {
				next := length(beat/4) - (length(from)+time.Since(began))%length(beat/4)
				time.Sleep(max(next-time.Duration(r.Int64N(int64(20*ms))), 0) + length(beat/4)*time.Duration(r.IntN(3)))
				now := time.Now()
				if jump%2 == 0 {
					e.SetPerformance(performance(jump/2 + 1))
				} else {
					began, from = now, sequencer.Tick(1+r.Int64N(150))*beat/4-sequencer.Tick(r.Int64N(int64(beat)/25))
					e.Seek(from)
				}
				time.Sleep(200 * ms)
				synctest.Wait()
				for _, n := range piece.Parts[0].Notes {
					due := began.Add(length(n.Start - from))
					if n.Start < from || due.Before(now) || due.After(now.Add(50*ms)) {
						continue
					}
					late, rested := p.stroke(n.Key, due)
					if rested >= gap {
						require.LessOrEqual(t, late, ms, "seed %d, jump %d: key %d has rested for %v", seed, jump, n.Key, rested)
						punctual++
					} else {
						require.LessOrEqual(t, late, shortest+gap+ms, "seed %d, jump %d: key %d", seed, jump, n.Key)
						rushed++
					}
				}
			}
		})
	}
	require.Greater(t, punctual, 500)
	require.Positive(t, rushed)
}

func length(t sequencer.Tick) time.Duration { return time.Duration(t) * 500 * ms / time.Duration(beat) }

// stroke is how long after it is due a key was pressed, and how long it had been up when it was due.
func (p *ideal) stroke(key uint8, due time.Time) (late, rested time.Duration) {
	at, down, up := due.Sub(p.origin), false, -time.Hour
	late = time.Hour
	for _, m := range p.past() {
		if len(m.Bytes) != 3 || m.Bytes[0]&0xE0 != 0x80 || m.Bytes[1] != key {
			continue
		}
		on := m.Bytes[0]&0x10 != 0 && m.Bytes[2] != 0
		switch {
		case on && m.At > at-ms:
			return m.At - at, at - up
		case on:
			down = true
		case down:
			down, up = false, m.At
		}
	}
	return late, at - up
}
