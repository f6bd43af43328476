package smf

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
)

func TestEveryCorpusFileBecomesAnArrangementInTime(t *testing.T) {
	c := parish(t)
	for path := range cases(t) {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		f, err := Read(data)
		if err != nil || len(f.Voiced()) > sequencer.MaxParts {
			continue
		}
		t.Run(filepath.Base(filepath.Dir(path))+"/"+filepath.Base(path), func(t *testing.T) {
			var choices []Choice
			for _, track := range f.Voiced() {
				choices = append(choices, Choice{Track: track, Channel: -1, Division: "great"})
			}
			a, err := Import(f, choices, c, sequencer.Source{Name: path})
			require.NoError(t, err)
			require.Equal(t, f.NoteCount(), a.NoteCount())
			require.NotEmpty(t, a.Title())
			slowest := 500 * time.Millisecond
			for _, p := range a.Tempo().Points() {
				slowest = max(slowest, p.PerQuarter)
			}
			tick := slowest.Seconds() / sequencer.PPQ
			for i := range a.Parts() {
				part := &a.Parts()[i]
				clock := f.Clock(part.Track)
				notes := byStart(f.Tracks[part.Track].Notes)
				var want, got []float64
				for _, n := range notes {
					want = append(want, clock.Seconds(n.Start), clock.Seconds(n.End), float64(n.Key), float64(n.Velocity), float64(n.Channel+1))
				}
				for _, n := range part.Notes {
					got = append(got, a.Tempo().TimeAt(n.Start).Seconds(), a.Tempo().TimeAt(n.End).Seconds(), float64(n.Key), float64(n.Velocity), float64(n.Channel))
				}
				for k := range want {
					if k%5 < 2 {
						within := 0.51*tick + 1e-6
						if k%5 == 1 && want[k]-want[k-1] < tick {
							within = 1.51*tick + 1e-6 // a short note keeps a tick
						}
						if d := math.Abs(want[k] - got[k]); d > within {
							t.Fatalf("part %d note %d: %v s instead of %v", i, k/5, got[k], want[k])
						}
					} else if k%5 == 2 {
						require.Equal(t, want[k], got[k])
					}
				}
			}
		})
	}
}

func TestAFileBecomesAnArrangement(t *testing.T) {
	f := mustRead(t, song(1, 3, 480,
		mtrk(meta(3, "Fugue"), meta(2, "(c) nobody"), after(0, 0xFF, 0x51, 3, 0x0F, 0x42, 0x40), after(0, 0xFF, 0x58, 4, 3, 2, 24, 8), after(1440, 0xFF, 6, 1, 'A'),
			after(0, 0xFF, 0x58, 4, 0, 2, 24, 8)),
		named("RH:", press(2, 60, 480), press(0, 64, 0), press(0, 65, 1)), named("Ped", press(1, 20, 960))))
	source := sequencer.Source{Name: "x.mid", Format: "smf", Bytes: []byte("x")}
	c := parish(t)
	a, err := Import(f, Take(Suggest(f, c)), c, source)
	require.NoError(t, err)
	assert.Equal(t, "Fugue", a.Title())
	assert.Equal(t, "(c) nobody", a.Piece().Copyright)
	assert.Equal(t, source, a.Piece().Source)
	assert.Equal(t, []sequencer.Tempo{{At: 0, PerQuarter: time.Second}}, a.Tempo().Points())
	assert.Equal(t, []sequencer.Meter{{At: 0, Num: 3, Den: 4}}, a.Meters().Points(), "what cannot be counted is left out")
	require.Len(t, a.Marks(), 1)
	assert.Equal(t, sequencer.Tick(2880), a.Marks()[0].At)
	assert.Equal(t, "A", a.Marks()[0].Name)
	require.Len(t, a.Parts(), 2)
	first, second := a.Parts()[0], a.Parts()[1]
	assert.Equal(t, "RH", first.Name)
	assert.Equal(t, 1, first.Track)
	require.Len(t, first.Notes, 3)
	assert.Equal(t, sequencer.Tick(960), first.Notes[0].End)
	assert.Equal(t, uint8(3), first.Notes[0].Channel)
	assert.Equal(t, first.Notes[1].Start, first.Notes[1].End, "without a length it stays")
	assert.Equal(t, "pedal", second.DivisionAt(0))
	assert.Equal(t, int8(24), second.Shift)
}

func TestChoicesLeaveOutSplitAndRename(t *testing.T) {
	f := mustRead(t, song(1, 2, 96, named("Two", press(0, 60, 9), press(5, 70, 9)), named("No", press(0, 60, 9))))
	a, err := Import(f, []Choice{
		{Track: 0, Channel: 5, Division: "swell", Shift: -12}, {Track: 0, Channel: 0, Division: "great", Name: "Bottom"}, {Track: 1, Channel: -1},
	}, parish(t), sequencer.Source{Name: `C:\music\Old Song.mid`})
	require.NoError(t, err)
	assert.Equal(t, "Old Song", a.Title())
	require.Len(t, a.Parts(), 2)
	assert.Equal(t, "Two (channel 6)", a.Parts()[0].Name)
	assert.Equal(t, uint8(6), a.Parts()[0].Channel)
	assert.Equal(t, int8(-12), a.Parts()[0].Shift)
	assert.Len(t, a.Parts()[0].Notes, 1)
	assert.Equal(t, "Bottom", a.Parts()[1].Name)

	divisions, err := ParseMapping("-S", 2, parish(t))
	require.NoError(t, err)
	a, err = Import(f, Map(f, divisions), parish(t), sequencer.Source{})
	require.NoError(t, err)
	require.Len(t, a.Parts(), 1)
	assert.Equal(t, "swell", a.Parts()[0].DivisionAt(0))

	_, err = Import(f, []Choice{{Track: 7, Division: "great"}}, parish(t), sequencer.Source{})
	require.ErrorIs(t, err, ErrImport)
	_, err = Import(f, []Choice{{Track: 1, Division: "oboe"}}, parish(t), sequencer.Source{})
	require.ErrorContains(t, err, `"oboe"`)
}

func TestShortNotesOfAFineResolutionKeepATick(t *testing.T) {
	f := mustRead(t, song(0, 1, 32767, mtrk(press(0, 60, 1), press(0, 60, 0), press(0, 61, 32766))))
	a, err := Import(f, Map(f, []string{"great"}), parish(t), sequencer.Source{})
	require.NoError(t, err)
	var lengths []sequencer.Tick
	for _, n := range a.Parts()[0].Notes {
		lengths = append(lengths, n.End-n.Start)
	}
	assert.Equal(t, []sequencer.Tick{1, 0, 960}, lengths)
}

func TestSMPTETimeIsKeptExactly(t *testing.T) {
	for division, second := range map[int]int{0xE804: 96, 0xE728: 1000, 0xE20A: 300} {
		f := mustRead(t, song(0, 1, division, mtrk(press(0, 60, second), press(0, 61, 3599*second))))
		a, err := Import(f, Map(f, []string{"great"}), parish(t), sequencer.Source{})
		require.NoError(t, err)
		notes := a.Parts()[0].Notes
		assert.Equal(t, time.Second, a.Tempo().TimeAt(notes[0].End), "division %x", division)
		assert.Equal(t, time.Hour, a.Tempo().TimeAt(notes[1].End))
		assert.InDelta(t, 120, a.Tempo().Points()[0].BPM(), 61)
	}
	f := mustRead(t, song(0, 1, 0xE350, mtrk(press(0, 60, 30*80*1000))))
	a, err := Import(f, Map(f, []string{"great"}), parish(t), sequencer.Source{})
	require.NoError(t, err)
	assert.Equal(t, 1001*time.Second, a.Duration())
}

func TestFormat2KeepsTheTimeOfEveryTrack(t *testing.T) {
	f := mustRead(t, song(2, 2, 96, mtrk(after(0, 0xFF, 0x51, 3, 0x0F, 0x42, 0x40), press(0, 60, 96)), mtrk(press(0, 60, 96))))
	a, err := Import(f, Map(f, []string{"great", "swell"}), parish(t), sequencer.Source{})
	require.NoError(t, err)
	assert.Equal(t, sequencer.Tick(960), a.Parts()[0].Notes[0].End)
	assert.Equal(t, sequencer.Tick(480), a.Parts()[1].Notes[0].End)
	assert.True(t, slices.EqualFunc(f.Voiced(), a.Parts(), func(i int, p sequencer.Part) bool { return p.Track == i }))
}

func TestAPieceThatNeverEndsIsRefused(t *testing.T) {
	f := mustRead(t, song(0, 1, 1, mtrk(after(1<<31, 0x90, 60, 1), after(5, 0x80, 60, 1))))
	_, err := Import(f, Map(f, []string{"great"}), parish(t), sequencer.Source{})
	require.ErrorIs(t, err, ErrImport)
}

func TestTextsThatSayHowLoudItIsBecomeMarks(t *testing.T) {
	f := mustRead(t, song(1, 2, 480,
		mtrk(meta(1, "mf"), meta(1, "Allegro"), after(960, 0xFF, 1, 2, 'F', 'F')),
		mtrk(meta(3, "RH"), meta(1, "p"), meta(5, "f"), press(0, 60, 1920))))
	c := parish(t)
	a, err := Import(f, Take(Suggest(f, c)), c, sequencer.Source{Name: "x.mid", Format: "smf", Bytes: []byte("x")})
	require.NoError(t, err)
	require.Len(t, a.Marks(), 2, "one for each place; sung words and others are none")
	assert.Equal(t, "mf", a.Marks()[0].Name)
	assert.Equal(t, []sequencer.Dynamic{{At: 0, Step: 3}, {At: 1920, Step: 5}}, sequencer.Dynamics(a))
}

func TestCrescendiAndDiminuendiInTextsSuggestTheStepsBetween(t *testing.T) {
	c := parish(t)
	f := mustRead(t, song(1, 2, 480,
		mtrk(meta(1, "p"), meta(1, "cresc."), meta(1, "Allegro"), after(3*1920, 0xFF, 1, 1, 'f')),
		mtrk(meta(1, "poco cresc."), press(0, 60, 4*1920))))
	a, err := Import(f, Take(Suggest(f, c)), c, sequencer.Source{})
	require.NoError(t, err)
	require.Len(t, a.Marks(), 3, "of two that say alike the first")
	assert.Equal(t, []sequencer.Dynamic{{At: 0, Step: 1}, {At: 3840, Step: 2}, {At: 7680, Step: 3}, {At: 11520, Step: 4}}, sequencer.Dynamics(a))
}

// swelling is a track of whole notes on two channels; before each the controller of the first, which has a chord, is set to what is said.
func swelling(number uint8, values ...uint8) []byte {
	events := [][]byte{after(0, 0xB1, 7, 40)} // a mixer that leaves the second channel soft throughout
	for _, v := range values {
		events = append(events, after(0, 0xB0, number, v), after(0, 0x91, 48, 80), after(0, 0x90, 64, 80), press(0, 60, 1920), after(0, 0x80, 64, 0), after(0, 0x81, 48, 0))
	}
	return mtrk(events...)
}

func TestVolumeAndExpressionThatMoveSuggestSteps(t *testing.T) {
	c := parish(t)
	for _, number := range []uint8{7, 11} {
		f := mustRead(t, song(1, 1, 480, swelling(number, 127, 127, 90, 90, 60, 60, 30, 30)))
		a, err := Import(f, Map(f, []string{"great"}), c, sequencer.Source{})
		require.NoError(t, err)
		var names []string
		for _, m := range a.Marks() {
			names = append(names, m.Name)
		}
		assert.Equal(t, []string{"f", "mp", "p", "pp"}, names, number)
		assert.Equal(t, []sequencer.Dynamic{{At: 0, Step: 4}, {At: 7680, Step: 2}}, sequencer.Dynamics(a)[:2])
		assert.EqualValues(t, 80, a.Parts()[0].Notes[15].Velocity, "the notes stay as they were struck")
	}
}

func TestVolumeThatSaysNothingSuggestsNothing(t *testing.T) {
	c := parish(t)
	for name, track := range map[string][]byte{
		"set once":       swelling(7, 90),
		"hardly moved":   swelling(11, 127, 120, 110, 120),
		"a passing one":  swelling(11, 127, 127, 60, 127, 127),
		"never":          mtrk(press(0, 60, 1920)),
		"said otherwise": mtrk(meta(1, "mf"), after(0, 0xB0, 11, 127), press(0, 60, 1920), after(0, 0xB0, 11, 20), press(0, 60, 1920)),
	} {
		f := mustRead(t, song(0, 1, 480, track))
		a, err := Import(f, Map(f, []string{"great"}), c, sequencer.Source{})
		require.NoError(t, err)
		want := 0
		if name == "said otherwise" {
			want = 1
		}
		assert.Len(t, a.Marks(), want, name)
	}
}

// Notation programs write their dynamics into the velocities: MuseScore pp 33, p 49, mp 64, mf 80, f 96, ff 112, with the volume once
// at the head of each track.
func TestDynamicsOfANotationProgramSuggestSteps(t *testing.T) {
	staff := func(key byte) []byte {
		b := [][]byte{after(0, 0xB0, 7, 100), after(0, 0xB0, 10, 64), after(0, 0xC0, 19)}
		for _, velocity := range []byte{49, 49, 49, 80, 80, 112, 112, 33} {
			for range 4 {
				b = append(b, after(1, 0x90, key, velocity), after(479, 0x90, key, 0))
			}
		}
		return mtrk(b...)
	}
	c := parish(t)
	f := mustRead(t, song(1, 3, 480, mtrk(after(0, 0xFF, 0x58, 4, 4, 2, 24, 8)), staff(67), staff(48)))
	a, err := Import(f, Take(Suggest(f, c)), c, sequencer.Source{})
	require.NoError(t, err)
	assert.Empty(t, a.Marks(), "nothing is put into the piece unasked")
	steps := sequencer.Dynamics(a)
	for i := range steps {
		steps[i].At = (steps[i].At + sequencer.PPQ/2) / (4 * sequencer.PPQ) // bars
	}
	assert.Equal(t, []sequencer.Dynamic{{At: 0, Step: 1}, {At: 3, Step: 3}, {At: 5, Step: 5}, {At: 7, Step: 0}}, steps)
}
