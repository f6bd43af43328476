package sequencer

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

// idsOf lists the notes with these keys.
func idsOf(a *Arrangement, keys ...uint8) Selection {
	return where(a, func(p *Part, i int) bool {
		for _, k := range keys {
			if p.Notes[i].Key == k {
				return true
			}
		}
		return false
	})
}

func TestWhatIsCopiedIsPastedWhereItCameFrom(t *testing.T) {
	a := fourBars(t)
	c := Copy(a, Select(idsOf(a, 61, 62).Notes(), []EventID{a.Lane()[1].ID}))
	assert.Equal(t, Tick(bar+PPQ), c.Length)
	assert.Equal(t, 2, c.NoteCount())
	b := after(t, a, Paste(c, 8*bar))
	assert.Equal(t, []string{"a: 60@0-960 40@1920-9600 61@3840-4800 62@7680-8640 63@11520-12480 61@30720-31680 62@34560-35520"}, score(b))
	assert.Equal(t, "30720  -[] +[great.flute-4] []", lines(b)[4])
	fresh := Added(a, b)
	assert.Len(t, fresh.Notes(), 2)
	assert.Len(t, fresh.Events(), 1)
	assert.Equal(t, score(a), score(after(t, b, Remove(fresh))))

	assert.Contains(t, refused(t, a, Paste(Clip{}, 0)), "nothing has been copied")
	assert.Contains(t, refused(t, a, PasteInserting(Copy(a, Selection{}), 0)), "nothing has been copied")
	assert.Contains(t, refused(t, a, PasteInto(c, 0, 99)), "no part p99")
	assert.Contains(t, refused(t, a, Paste(c, MaxTick)), "does not fit")
	empty := CopySpan(a, 5, 5)
	assert.True(t, empty.Empty())
}

func TestAClipGoesToAnotherPiece(t *testing.T) {
	a := after(t, fourBars(t), func(a *Arrangement) (*Arrangement, error) {
		return a.WithScene(registration.Scene{Name: "Mine", On: []string{"great.flute-4"}})
	}, AddEvent(LaneEvent{At: 5, Scene: "Mine"}))
	c := CopySpan(a, 0, bar)
	other := arrange(t, Piece{Parts: []Part{{ID: a.Parts()[0].ID, Name: "b"}}, Console: neighbour(t)})
	b := after(t, other, Paste(c, bar))
	assert.Equal(t, []string{"b:", "a: 60@3840-4800 40@5760-13440"}, score(b), "a part of the same id is not the same part")
	assert.Equal(t, "Mine", b.Piece().Scenes[0].Name, "the scenes come along")
	assert.NotEmpty(t, b.Piece().Meanings["great.principal-8"].Name, "and what the controls are for")
	assert.Equal(t, []string{"b: 60@3840-4800 40@5760-13440"}, score(after(t, other, PasteInto(c, bar, other.Parts()[0].ID))))
	again := after(t, b, Paste(c, 9*bar))
	assert.Len(t, again.Parts(), 2)
	assert.Len(t, again.Piece().Scenes, 1)
}

func TestPastingMayMakeRoom(t *testing.T) {
	a := fourBars(t)
	b := after(t, a, PasteInserting(CopySpan(a, 0, bar), 3*bar))
	assert.Equal(t, []string{"a: 60@0-960 40@1920-9600 61@3840-4800 62@7680-8640 60@11520-12480 40@13440-21120 63@15360-16320"}, score(b))
	assert.Equal(t, StateAt(a, 0), StateAt(b, 3*bar))
	assert.Equal(t, StateAt(a, 3*bar), StateAt(b, 4*bar))
}

// A slice gives the same registration where it is pasted, and what was there before again behind it.
func TestASliceOfTheLaneIsTheSameElsewhere(t *testing.T) {
	for seed := range uint64(200) {
		d := throw(seed)
		a := arrange(t, d.piece(t, 5))
		from, at := d.at(), d.at()
		length := 1 + d.at()
		b := after(t, a, Paste(CopyLane(a, from, from+length), at))
		for range 20 {
			tick := Tick(d.IntN(30_000))
			switch {
			case tick < at:
				require.Equal(t, StateAt(a, tick), StateAt(b, tick), "seed %d", seed)
			case tick < at+length:
				require.Equal(t, StateAt(a, tick-at+from), StateAt(b, tick), "seed %d", seed)
			case at+length < a.last():
				require.Equal(t, StateAt(a, tick), StateAt(b, tick), "seed %d", seed)
			}
		}
		cleared := after(t, a, ClearLane(at, at+length))
		require.Equal(t, StateAt(a, at-1), StateAt(cleared, at+length-1))
		if at+length < a.last() {
			require.Equal(t, StateAt(a, at+length), StateAt(cleared, at+length))
		}
	}
}

// What is pasted, and what stood behind it, is not told to do what is done already.
func TestPastingASliceOfTheLaneSaysNothingTwice(t *testing.T) {
	for seed := range uint64(200) {
		d := throw(seed)
		a := after(t, arrange(t, d.piece(t, 5)), RemoveRedundant())
		from, at := d.at(), d.at()
		length := 1 + d.at()
		for what, edit := range map[string]Edit{"paste": Paste(CopyLane(a, from, from+length), at), "clear": ClearLane(at, at+length)} {
			b := after(t, a, edit)
			require.Empty(t, redundantOrders(b, b.Console()), "%s, seed %d", what, seed)
		}
	}
	flute := []string{"great.flute-4"}
	a := arrange(t, Piece{
		Parts: []Part{{Notes: []Note{{Start: 0, End: 8 * bar, Key: 60}}}},
		Lane:  []LaneEvent{{At: bar, Draw: flute}, {At: 2 * bar, Retire: flute}, {At: 4 * bar, Draw: flute}, {At: 6 * bar, Retire: flute}},
	})
	b := after(t, a, Paste(CopyLane(a, 2*bar, 4*bar), 4*bar))
	assert.Equal(t, []string{"3840  -[] +[great.flute-4] []", "7680  -[great.flute-4] +[] []"}, lines(b), "nothing is drawn in what was copied")
}

func TestASpanIsClearedInAllParts(t *testing.T) {
	a := fourBars(t)
	assert.Equal(t, []string{"a: 60@0-960 40@1920-9600 63@11520-12480"}, score(after(t, a, ClearSpan(bar, 3*bar))))
	assert.Same(t, a, after(t, a, ClearSpan(20*bar, 30*bar)))
	assert.Contains(t, refused(t, a, ClearSpan(3, 3)), "ends after it begins")
}

func TestADuplicateStandsBehind(t *testing.T) {
	a := fourBars(t)
	for name, test := range map[string]struct {
		marked Selection
		by     Tick
	}{
		"a beat":       {idsOf(a, 60), PPQ},
		"a long note":  {idsOf(a, 40), 2 * bar},
		"bars":         {idsOf(a, 60, 61), 2 * bar},
		"nothing":      {Selection{}, 0},
		"a lane event": {Select(nil, []EventID{a.Lane()[0].ID}), PPQ},
	} {
		assert.Equal(t, test.by, DuplicateBy(a, test.marked), name)
	}
	b := after(t, a, Duplicate(idsOf(a, 60), 2*PPQ))
	assert.Equal(t, []string{"a: 60@0-960 40@1920-9600 60@1920-2880 61@3840-4800 62@7680-8640 63@11520-12480"}, score(b))
	assert.Same(t, a, after(t, a, Duplicate(Selection{}, PPQ)))
	assert.Contains(t, score(after(t, a, Duplicate(idsOf(a, 61), -99*bar)))[0], " 61@0-960")
	b = after(t, a, DuplicateNotes(idsOf(a, 60, 61), -PPQ, 70))
	assert.Contains(t, score(b)[0], "60@0-960 126@0-960")
	assert.Equal(t, []uint8{126, 127}, keysOf(b, Added(a, b)), "no further than there are time and keys")
	assert.Same(t, a, after(t, a, DuplicateNotes(idsOf(a, 60), 0, 0)))
}
