package sequencer

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

// after makes an edit that must be valid.
func after(t testing.TB, a *Arrangement, edits ...Edit) *Arrangement {
	t.Helper()
	for _, edit := range edits {
		before := picture(a)
		b, err := edit(a)
		require.NoError(t, err)
		require.Equal(t, before, picture(a), "the old one is as it was")
		requireSound(t, b)
		a = b
	}
	return a
}

// refused makes an edit that must not be valid, and gives the sentence that says why.
func refused(t testing.TB, a *Arrangement, edit Edit) string {
	t.Helper()
	_, err := edit(a)
	require.Error(t, err)
	return err.Error()
}

// score is the notes of each part as text: key@start-end.
func score(a *Arrangement) (out []string) {
	for _, p := range a.Parts() {
		line := p.Name + ":"
		for _, n := range p.Notes {
			line += fmt.Sprintf(" %d@%d-%d", n.Key, n.Start, n.End)
		}
		out = append(out, line)
	}
	return out
}

// lines is the lane as text.
func lines(a *Arrangement) (out []string) {
	for _, e := range a.Lane() {
		out = append(out, fmt.Sprintf("%d %s -%v +%v %v", e.At, e.Scene, e.Retire, e.Draw, e.Expression))
	}
	return out
}

func all(a *Arrangement) Selection { return where(a, func(*Part, int) bool { return true }) }

const bar = 4 * PPQ

// fourBars have a note, a stop and a mark for each bar, and a note that is held from the first to the third.
func fourBars(t testing.TB) *Arrangement {
	p := Piece{Parts: []Part{{Name: "a", Routing: []Routing{{0, "great"}, {2 * bar, "swell"}}}}}
	for i := range Tick(4) {
		p.Parts[0].Notes = append(p.Parts[0].Notes, Note{Start: i * bar, End: i*bar + PPQ, Key: uint8(60 + i), Velocity: 64})
		p.Marks = append(p.Marks, Mark{At: i * bar, Kind: Section, Name: fmt.Sprint("bar ", i+1)})
		p.Tempo = append(p.Tempo, Tempo{i * bar, time.Duration(i+1) * 100 * time.Millisecond})
	}
	p.Parts[0].Notes = append(p.Parts[0].Notes, Note{Start: bar / 2, End: 2*bar + bar/2, Key: 40, Velocity: 64})
	p.Lane = []LaneEvent{
		{At: 0, Draw: []string{"great.principal-8"}},
		{At: bar, Draw: []string{"great.flute-4"}},
		{At: 2 * bar, Retire: []string{"great.principal-8"}, Expression: []Shoe{{Enclosure: "swell", Value: 50}}},
		{At: 3 * bar, Scene: "Soft"},
	}
	return arrange(t, p)
}

func TestInsertedBarsMoveWhatFollows(t *testing.T) {
	a := after(t, fourBars(t), InsertBars(2, 2))
	assert.Equal(t, []string{"a: 60@0-960 40@1920-17280 61@11520-12480 62@15360-16320 63@19200-20160"}, score(a), "what is held is held through")
	assert.Equal(t, []string{
		"0  -[] +[great.principal-8] []", "11520  -[] +[great.flute-4] []",
		"15360  -[great.principal-8] +[] [{swell 50 false}]", "19200 Soft -[] +[] []",
	}, lines(a))
	assert.Equal(t, []Routing{{0, "great"}, {15360, "swell"}}, a.Parts()[0].Routing)
	assert.Equal(t, Tick(11520), a.Marks()[1].At)
	assert.Equal(t, 200*time.Millisecond, a.Tempo().At(bar).PerQuarter, "empty bars have the tempo of what follows")
	assert.Equal(t, []Tempo{{0, 1e8}, {bar, 2e8}, {15360, 3e8}, {19200, 4e8}}, a.Tempo().Points())

	lingers := solo(t, oneNote(60, 0, bar+50))
	assert.Equal(t, []string{"a: 60@0-3890"}, score(after(t, lingers, InsertBars(2, 1))), "what just lingers does not")

	a = after(t, fourBars(t), InsertBars(1, 1))
	assert.Equal(t, Tick(0), a.Lane()[0].At, "the opening registration stays at the opening")
	assert.Equal(t, "great", a.Parts()[0].DivisionAt(0))
	assert.Equal(t, Tick(bar), a.Marks()[0].At)
}

func TestDeletedBarsTakeEverythingAlong(t *testing.T) {
	a := after(t, fourBars(t), DeleteBars(2, 3))
	assert.Equal(t, []string{"a: 60@0-960 40@1920-3840 63@3840-4800"}, score(a))
	assert.Equal(t, []string{
		"0  -[] +[great.principal-8] []", "3840 Soft -[] +[] []", "3840  -[] +[great.flute-4] []",
	}, lines(a), "the flute, drawn in what was deleted, is drawn")
	assert.Equal(t, []Routing{{0, "great"}, {bar, "swell"}}, a.Parts()[0].Routing)
	assert.Len(t, a.Marks(), 2)
	assert.Equal(t, []Tempo{{0, 1e8}, {bar, 4e8}}, a.Tempo().Points())
	assert.Equal(t, []string{"a: 60@0-960 40@1920-5760 62@3840-4800 63@7680-8640"}, score(after(t, fourBars(t), DeleteBars(2, 2))),
		"a note that is held across is shorter by as much")
	whole := fourBars(t)
	assert.Same(t, whole, after(t, whole, DeleteBars(9, 12)), "there is nothing")
}

func TestARepeatedSpanSoundsTheSameEachTime(t *testing.T) {
	a := fourBars(t)
	b := after(t, a, RepeatSpan(bar, 2*bar, 3))
	assert.Equal(t, []string{"a: 60@0-960 40@1920-7680 61@3840-4800 61@7680-8640 61@11520-12480 62@15360-16320 63@19200-20160"}, score(b))
	assert.Equal(t, Tick(3*bar), b.Marks()[3].At)
	assert.Equal(t, "bar 2", b.Marks()[3].Name)
	for i := range Tick(2) {
		assert.Equal(t, StateAt(a, bar+17), StateAt(b, (2+i)*bar+17))
	}
	assert.Equal(t, Added(a, b).Notes(), []NoteID{b.Parts()[0].Notes[3].ID, b.Parts()[0].Notes[4].ID})
	assert.Same(t, a, after(t, a, RepeatSpan(bar, 2*bar, 1)))
}

func TestASpanIsMovedWithItsRegistration(t *testing.T) {
	a := fourBars(t)
	for name, edit := range map[string]Edit{"forth": MoveSpan(bar, 2*bar, 3*bar), "back": MoveSpan(2*bar, 3*bar, bar)} {
		b := after(t, a, edit)
		assert.Equal(t, []string{"a: 60@0-960 40@1920-5760 62@3840-4800 61@7680-8640 63@11520-12480"}, score(b), name)
		assert.Equal(t, StateAt(a, 2*bar), StateAt(b, bar), name)
		assert.Equal(t, StateAt(a, bar), StateAt(b, 2*bar), name)
		assert.Equal(t, StateAt(a, 3*bar), StateAt(b, 3*bar), name)
		assert.Equal(t, a.Duration(), b.Duration())
		assert.Empty(t, Added(a, b).Notes())
	}
	assert.Same(t, a, after(t, a, MoveSpan(bar, 2*bar, bar+5)), "into itself")
}

func TestBarLinesStayBeforeTheirNotes(t *testing.T) {
	for name, test := range map[string]struct {
		meters []Meter
		edit   Edit
		want   []Meter
	}{
		"an upbeat keeps its length":         {[]Meter{{0, 4, 4}, {960, 4, 4}}, InsertBars(2, 2), []Meter{{0, 4, 4}, {960, 4, 4}}},
		"before an upbeat":                   {[]Meter{{0, 4, 4}, {960, 4, 4}}, InsertBars(1, 1), []Meter{{0, 4, 4}, {4800, 4, 4}}},
		"a new meter begins with the room":   {[]Meter{{0, 4, 4}, {3840, 3, 4}}, InsertBars(2, 1), []Meter{{0, 4, 4}, {3840, 3, 4}}},
		"half a bar":                         {[]Meter{{0, 4, 4}}, InsertTime(3840, 1920), []Meter{{0, 4, 4}, {5760, 4, 4}}},
		"half a bar in a bar":                {[]Meter{{0, 4, 4}}, InsertTime(960, 1920), []Meter{{0, 4, 4}, {5760, 4, 4}}},
		"half of two bars":                   {[]Meter{{0, 4, 4}}, DeleteSpan(1920, 5760), []Meter{{0, 4, 4}}},
		"the meter of what follows":          {[]Meter{{0, 4, 4}, {3840, 3, 4}}, DeleteSpan(0, 3840), []Meter{{0, 3, 4}}},
		"three quarters again in four":       {[]Meter{{0, 4, 4}, {3840, 3, 4}, {6720, 4, 4}}, RepeatSpan(3840, 6720, 2), []Meter{{0, 4, 4}, {3840, 3, 4}, {9600, 4, 4}}},
		"four quarters between three":        {[]Meter{{0, 4, 4}, {3840, 3, 4}}, MoveSpan(0, 3840, 6720), []Meter{{0, 3, 4}, {2880, 4, 4}, {6720, 3, 4}}},
		"an odd end of a span that comes on": {[]Meter{{0, 4, 4}}, RepeatSpan(0, 960, 2), []Meter{{0, 4, 4}, {960, 4, 4}}},
	} {
		t.Run(name, func(t *testing.T) {
			a := arrange(t, Piece{Meters: test.meters, Parts: []Part{{Notes: []Note{{Start: 20_000, End: 20_001}}}}})
			assert.Equal(t, test.want, after(t, a, test.edit).Meters().Points())
		})
	}
}

func TestWhatCannotBeDoneToTheTimeLineIsSaid(t *testing.T) {
	a := fourBars(t)
	for name, test := range map[string]struct {
		edit Edit
		say  string
	}{
		"no span":           {DeleteSpan(5, 5), "ends after it begins"},
		"a span backwards":  {MoveSpan(9, 5, 0), "ends after it begins"},
		"no time":           {InsertTime(5, 0), "ends after it begins"},
		"bar 0":             {InsertBars(0, 1), "before bar 0"},
		"no bars":           {InsertBars(1, 0), "0 bars"},
		"bars backwards":    {DeleteBars(3, 2), "bars 3 to 2"},
		"never":             {RepeatSpan(0, 5, 0), "0 times"},
		"for ever":          {RepeatSpan(0, 5, MaxRepeats+1), "1001 times"},
		"past all time":     {InsertTime(0, MaxTick), "too long"},
		"too many notes":    {RepeatSpan(0, MaxTick, MaxRepeats), "too long"},
		"bars past all bar": {InsertBars(1<<30, 1), "cannot be inserted"},
	} {
		assert.Contains(t, refused(t, a, test.edit), test.say, name)
	}
	var notes []Note
	for range 5000 {
		notes = append(notes, Note{End: 1})
	}
	assert.Contains(t, refused(t, arrange(t, Piece{Parts: []Part{{Notes: notes}}}), RepeatSpan(0, 100, 1000)), "5,000,000 notes")
}

// Whatever is done to the time line, each stretch sounds as it did: the same registration, division and tempo.
func TestEveryStretchIsWhatItWas(t *testing.T) {
	for seed := range uint64(200) {
		d := throw(seed)
		a := arrange(t, d.piece(t, 20))
		x, y, z := d.at(), d.at(), d.at()
		x, y = min(x, y), max(x, y)+1
		for name, test := range map[string]struct {
			edit  Edit
			order []stretch
		}{
			"insert": {InsertTime(max(x, 1), 777), []stretch{{to: max(x, 1)}, {to: 777, empty: true}, {from: max(x, 1), to: forever}}},
			"delete": {DeleteSpan(x, y), []stretch{{to: x}, {from: y, to: forever}}},
			"repeat": {RepeatSpan(x, y, 3), []stretch{{to: y}, {from: x, to: y}, {from: x, to: y}, {from: y, to: forever}}},
			"move":   {MoveSpan(x, y, y+z), []stretch{{to: x}, {from: y, to: y + z}, {from: x, to: y}, {from: y + z, to: forever}}},
		} {
			b := after(t, a, test.edit)
			var last registration.State
			for _, s := range laid(test.order) {
				if s.empty {
					assert.Equal(t, last, StateAt(b, s.at+5), name)
					continue
				}
				for range 5 {
					at := s.from + Tick(d.Int64N(int64(min(s.to-s.from, 10_000))))
					require.Equal(t, StateAt(a, at), StateAt(b, at+s.shift()), "%s: seed %d, tick %d", name, seed, at)
					require.Equal(t, a.Tempo().At(at).PerQuarter, b.Tempo().At(at+s.shift()).PerQuarter)
					line := a.Meters().barLine(at)
					if line < s.to {
						require.Equal(t, line+s.shift(), b.Meters().barLine(line+s.shift()), "%s: seed %d, bar line %d", name, seed, line)
					}
					for i := range a.Parts() {
						require.Equal(t, a.Parts()[i].DivisionAt(at), b.Parts()[i].DivisionAt(at+s.shift()))
						// Every note that starts here does, with the same key.
						lo, hi := startsIn(a.Parts()[i].Notes, at, s.to)
						newLo, newHi := startsIn(b.Parts()[i].Notes, at+s.shift(), s.end())
						require.Equal(t, hi-lo, newHi-newLo)
					}
				}
				last = StateAt(a, s.to-1)
			}
		}
	}
}

func TestDeletingWhatWasInsertedGivesTheStart(t *testing.T) {
	for seed := range uint64(100) {
		d := throw(seed)
		a := arrange(t, d.piece(t, 20))
		at := a.Meters().barLine(1 + d.at())
		b := after(t, a, InsertTime(at, 1000), DeleteSpan(at, at+1000))
		assert.Equal(t, lines(a), lines(b))
		for i, p := range a.Parts() {
			for k, n := range p.Notes {
				now := b.Parts()[i].Notes[k]
				if over := n.End - at; n.Start < at && over > 0 && over <= chordTime {
					require.Equal(t, at, now.End, "what just lingers is cut")
					now.End = n.End
				}
				require.Equal(t, n, now, "seed %d", seed)
			}
		}
		assert.Equal(t, a.Marks(), b.Marks())
		assert.Equal(t, a.Meters().Points(), b.Meters().Points())
		for tick := Tick(0); tick < 40_000; tick += 500 {
			assert.InDelta(t, float64(a.Tempo().TimeAt(tick)), float64(b.Tempo().TimeAt(tick)), 2)
		}
	}
}
