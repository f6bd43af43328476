package sequencer

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// oneNote is a note of a test.
func oneNote(key uint8, start, end Tick) Note {
	return Note{Start: start, End: end, Key: key, Velocity: 64}
}

func solo(t testing.TB, notes ...Note) *Arrangement {
	return arrange(t, Piece{Parts: []Part{{Name: "a", Routing: on("great"), Notes: notes}}})
}

func TestNotesAreArticulated(t *testing.T) {
	for name, test := range map[string]struct {
		notes []Note
		edit  func(Selection) Edit
		want  string
	}{
		"staccato is a share of the length": {
			[]Note{oneNote(60, 0, 960), oneNote(62, 960, 1000)},
			func(m Selection) Edit { return Staccato(m, 50) }, "a: 60@0-480 62@960-1000",
		},
		"staccato never makes a note vanish": {
			[]Note{oneNote(60, 0, 960)},
			func(m Selection) Edit { return Staccato(m, 1) }, "a: 60@0-60",
		},
		"more than all lengthens": {
			[]Note{oneNote(60, 0, 960)},
			func(m Selection) Edit { return Staccato(m, 150) }, "a: 60@0-1440",
		},
		"legato closes gaps and leaves rests": {
			[]Note{oneNote(60, 0, 900), oneNote(48, 0, 1800), oneNote(62, 960, 1500), oneNote(64, 1920, 2500), oneNote(65, 9000, 9100)},
			func(m Selection) Edit { return Legato(m, 480) }, "a: 48@0-1920 60@0-960 62@960-1920 64@1920-2500 65@9000-9100",
		},
		"a gap before what is repeated": {
			[]Note{oneNote(60, 0, 960), oneNote(62, 0, 960), oneNote(60, 960, 1200), oneNote(60, 1200, 1300)},
			func(m Selection) Edit { return GapRepeated(m, 200) }, "a: 60@0-760 62@0-960 60@960-1080 60@1200-1300",
		},
		"a gap that is there already": {
			[]Note{oneNote(60, 0, 500), oneNote(60, 960, 1200)},
			func(m Selection) Edit { return GapRepeated(m, 200) }, "a: 60@0-500 60@960-1200",
		},
		"overlaps": {
			[]Note{oneNote(60, 0, 1000), oneNote(60, 960, 1200), oneNote(60, 960, 1500), oneNote(62, 0, 1000), oneNote(60, 1500, 1600)},
			FixOverlaps, "a: 60@0-960 62@0-1000 60@960-1500 60@1500-1600",
		},
		"a cut": {
			[]Note{oneNote(60, 0, 1000), oneNote(62, 500, 700), oneNote(64, 0, 500)},
			func(m Selection) Edit { return SplitNotes(m, 500) }, "a: 60@0-500 64@0-500 60@500-1000 62@500-700",
		},
		"joined by key": {
			[]Note{oneNote(60, 0, 500), oneNote(62, 0, 100), oneNote(60, 500, 1000), oneNote(60, 1200, 1300)},
			JoinNotes, "a: 60@0-1300 62@0-100",
		},
		"transposed together as far as keys go": {
			[]Note{oneNote(120, 0, 5), oneNote(100, 0, 5)},
			func(m Selection) Edit { return TransposeNotes(m, 12) }, "a: 107@0-5 127@0-5",
		},
	} {
		t.Run(name, func(t *testing.T) {
			a := solo(t, test.notes...)
			b := after(t, a, test.edit(all(a)))
			assert.Equal(t, []string{test.want}, score(b))
			assert.Same(t, a, after(t, a, test.edit(Selection{})), "nothing is marked, nothing is done")
		})
	}
}

func TestOnlyMarkedNotesAreArticulated(t *testing.T) {
	a := solo(t, oneNote(60, 0, 960), oneNote(60, 960, 1920), oneNote(62, 1920, 2000), oneNote(62, 1950, 2100))
	first := Select([]NoteID{a.Parts()[0].Notes[0].ID}, nil)
	assert.Equal(t, []string{"a: 60@0-860 60@960-1920 62@1920-2000 62@1950-2100"}, score(after(t, a, GapRepeated(first, 100))),
		"the next of the same key counts, marked or not")
	assert.Same(t, a, after(t, a, FixOverlaps(first)))
	assert.Same(t, a, after(t, a, JoinNotes(first)))
	assert.Same(t, a, after(t, a, Legato(first, bar)))
}

func TestACutNoteIsJoinedAgain(t *testing.T) {
	a := solo(t, oneNote(60, 0, 1000))
	b := after(t, a, SplitNotes(all(a), 333))
	assert.Equal(t, uint8(64), b.Parts()[0].Notes[1].Velocity)
	assert.Equal(t, score(a), score(after(t, b, JoinNotes(all(b)))))
}

func TestVelocityIsSet(t *testing.T) {
	a := solo(t, oneNote(60, 0, 960), oneNote(62, 0, 960))
	b := after(t, a, SetVelocity(idsOf(a, 60), 100))
	assert.Equal(t, []uint8{100, 64}, []uint8{b.Parts()[0].Notes[0].Velocity, b.Parts()[0].Notes[1].Velocity})
	for _, edit := range []Edit{SetVelocity(all(a), 0), SetVelocity(all(a), 128), Staccato(all(a), 0), Staccato(all(a), 401)} {
		refused(t, a, edit)
	}
}

func TestQuantiseDrawsToTheGrid(t *testing.T) {
	for name, test := range map[string]struct {
		note     Note
		grid     Tick
		strength int
		ends     bool
		want     string
	}{
		"start":                       {oneNote(60, 100, 700), 480, 100, false, "a: 60@0-600"},
		"up":                          {oneNote(60, 300, 700), 480, 100, false, "a: 60@480-880"},
		"halfway":                     {oneNote(60, 100, 700), 480, 50, false, "a: 60@50-650"},
		"not at all":                  {oneNote(60, 100, 700), 480, 0, true, "a: 60@100-700"},
		"ends too":                    {oneNote(60, 100, 700), 480, 100, true, "a: 60@0-480"},
		"ends never meet the start":   {oneNote(60, 470, 500), 480, 100, true, "a: 60@480-510"},
		"the grid begins with a bar":  {oneNote(60, 2880+90, 2880+500), 480, 100, false, "a: 60@2880-3290"},
		"triplets":                    {oneNote(60, 330, 400), 320, 100, false, "a: 60@320-390"},
		"the bar line counts as grid": {oneNote(60, 2870, 3000), 1920, 100, false, "a: 60@2880-3010"},
	} {
		t.Run(name, func(t *testing.T) {
			a := after(t, solo(t, test.note), SetMeter(0, 3, 4))
			assert.Equal(t, []string{test.want}, score(after(t, a, Quantise(all(a), test.grid, test.strength, test.ends))))
		})
	}
	a := solo(t, oneNote(60, 0, 5))
	refused(t, a, Quantise(all(a), 0, 100, false))
	refused(t, a, Quantise(all(a), 10, 101, false))
	refused(t, a, Quantise(all(a), 10, -1, false))
}

func TestHumaniseStaysNearAndComesOutTheSame(t *testing.T) {
	var notes []Note
	for i := range Tick(200) {
		notes = append(notes, oneNote(60, 1000+i*500, 1400+i*500))
	}
	a := solo(t, notes...)
	b := after(t, a, Humanise(all(a), 30, 10, 5))
	assert.Equal(t, picture(b), picture(after(t, a, Humanise(all(a), 30, 10, 5))))
	assert.NotEqual(t, picture(b), picture(after(t, a, Humanise(all(a), 30, 10, 6))))
	early := 0
	for i, n := range b.Parts()[0].Notes {
		require.InDelta(t, int64(notes[i].Start), int64(n.Start), 30)
		require.InDelta(t, int64(notes[i].End), int64(n.End), 30)
		require.InDelta(t, 64, int(n.Velocity), 10)
		if n.Start < notes[i].Start {
			early++
		}
	}
	assert.InDelta(t, 100, early, 40, "as often early as late")
	assert.Same(t, a, after(t, a, Humanise(all(a), 0, 0, 5)))
}
