package lane

import (
	"testing"

	"voluntary/sequencer"
	"voluntary/ui/axis"
)

func BenchmarkPaintCathedral(b *testing.B) {
	a := piece(b, "cathedral")
	for i, k := range a.Console().Controls {
		var err error
		if a, err = sequencer.SetControl(sequencer.Tick(i%7)*bar, k.ID, true)(a); err != nil {
			b.Fatal(err)
		}
	}
	p := painter{}
	s := &picture{
		layout: NewLayout(a, a.Console(), View{All: true}), meters: a.Meters(), axis: axis.Axis{PerTick: 40.0 / bar, Width: 1600, End: 16 * bar},
		scale: 1, end: a.End(), hover: Hit{Row: -1},
	}
	for b.Loop() {
		p.paint(s, 1600, 900)
	}
}
