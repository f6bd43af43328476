package sequencer

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"voluntary/registration"
)

func TestEventsAndStrokesAreSortedAsByComparing(t *testing.T) {
	d := throw(7)
	for _, n := range []int{0, 1, fewEvents - 1, fewEvents, 3000} {
		for _, span := range []int64{1, 50, 5000, int64(3 * time.Hour)} {
			events := make([]Event, n)
			for i := range events {
				events[i] = Event{At: time.Duration(d.Int64N(span)), Kind: Kind(d.IntN(4)), Division: registration.DivisionID(d.IntN(3)), Key: uint8(d.IntN(128))}
			}
			want := slices.Clone(events)
			slices.SortFunc(want, CompareEvents)
			assert.Equal(t, want, inOrder(events), "%d events over %d", n, span)

			strokes := make([]stroke, n)
			for i := range strokes {
				start := time.Duration(d.Int64N(span))
				strokes[i] = stroke{
					start: start, end: start + time.Duration(d.IntN(3)), note: NoteID(i), part: PartID(d.IntN(3)),
					division: registration.DivisionID(d.IntN(registration.MaxDivisions)), key: uint8(d.IntN(128)),
				}
			}
			sorted := slices.Clone(strokes)
			slices.SortFunc(sorted, func(a, b stroke) int {
				return cmp.Or(cmp.Compare(a.division, b.division), cmp.Compare(a.key, b.key), cmp.Compare(a.start, b.start),
					cmp.Compare(b.end, a.end), cmp.Compare(a.part, b.part), cmp.Compare(a.note, b.note))
			})
			assert.Equal(t, sorted, byKey(strokes), "%d strokes over %d", n, span)
		}
	}
}
