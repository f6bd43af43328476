package smf

import (
	"cmp"
	"math"
	"slices"
	"time"

	"voluntary/sequencer"
)

// ruler leads from ticks of a file to ticks of an arrangement.
type ruler struct {
	file      *File
	tempo     []sequencer.Tempo
	reference int   // the track whose beats are kept; -1: of all tracks
	mul, div  int64 // a tick is mul/div ticks of an arrangement
	beats     bool  // so is it throughout; otherwise it is what byTime says of its time
	byTime    sequencer.TempoMap
}

func newRuler(f *File) *ruler {
	r := &ruler{file: f, reference: -1, beats: true}
	if f.Resolution.SMPTE() {
		r.frames(f.Resolution)
		return r
	}
	r.mul, r.div = sequencer.PPQ, int64(f.Resolution.PerQuarter)
	tempos := f.Tempos
	if f.Format == 2 {
		r.reference = 0
		if voiced := f.Voiced(); len(voiced) > 0 {
			r.reference = voiced[0]
		}
		tempos = nil
		for _, t := range f.Tempos {
			if int(t.Track) == r.reference {
				tempos = append(tempos, t)
			}
		}
	}
	tempos = slices.Clone(tempos)
	slices.SortStableFunc(tempos, func(a, b Tempo) int { return cmp.Compare(a.Tick, b.Tick) })
	r.setTempo(tempos)
	return r
}

// setTempo takes tempos over. Where one is faster than an arrangement can go, its stretch is made shorter instead.
func (r *ruler) setTempo(tempos []Tempo) {
	var src int64       // of the last tempo
	var at, per float64 // where it came to stand, and how long its quarter is against the one taken over
	per = 1
	for _, t := range tempos {
		want := time.Duration(t.PerQuarter) * time.Microsecond
		quarter := min(max(want, sequencer.FastestQuarter), sequencer.SlowestQuarter)
		at += float64(t.Tick-src) * float64(r.mul) / float64(r.div) * per
		src, per = t.Tick, float64(want)/float64(quarter)
		tick := sequencer.Tick(math.Round(min(at, float64(sequencer.MaxTick))))
		if r.beats {
			tick = r.scaled(t.Tick)
		}
		r.beats = r.beats && want == quarter
		r.tempo = append(r.tempo, sequencer.Tempo{At: tick, PerQuarter: quarter})
	}
	if !r.beats || r.reference >= 0 {
		r.byTime = sequencer.NewTempoMap(r.tempo)
	}
}

// frames finds a tempo at which a tick of SMPTE time is a whole number of ticks, near 120 and without a remainder if
// there is one.
func (r *ruler) frames(res Resolution) {
	num, den := int64(time.Second), int64(res.Frames)*int64(res.PerFrame)
	if res.Frames == 29 {
		num, den = int64(time.Second)/1000*1001, 30*int64(res.PerFrame)
	}
	near := max((sequencer.PPQ*num*2/den+int64(time.Second)/2)/int64(time.Second), 1) // ticks in one of SMPTE, at 120
	best := near
	for distance := range near {
		if k := near - distance; sequencer.PPQ*num%(den*k) == 0 {
			best = k
			break
		}
		if k := near + distance; distance < near/2 && sequencer.PPQ*num%(den*k) == 0 {
			best = k
			break
		}
	}
	if best*2 < near {
		best = near
	}
	r.mul, r.div = best, 1
	quarter := (sequencer.PPQ*num*2/(den*best) + 1) / 2
	r.tempo = []sequencer.Tempo{{PerQuarter: time.Duration(quarter)}}
}

// scaled is a tick by its beats, rounded to the nearest.
func (r *ruler) scaled(tick int64) sequencer.Tick {
	return sequencer.Tick((tick*r.mul*2 + r.div) / (r.div * 2)) // MaxTick*960*2 is below 2^50
}

// tick is where a tick of a track comes to stand.
func (r *ruler) tick(track int, tick int64) sequencer.Tick {
	if r.beats && (r.reference < 0 || track == r.reference) {
		return r.scaled(tick)
	}
	us := r.file.Clock(track).Micros(tick)
	if us > math.MaxInt64/2000 {
		return sequencer.MaxTick + 1
	}
	return r.byTime.TickAt(time.Duration(us) * time.Microsecond)
}
