package smf

import (
	"cmp"
	"slices"
)

// Staff is what a suggestion is made from: the notes of one track, or of one channel of one, and what the score calls
// them. Ticks may be of any length.
type Staff struct {
	Track      int
	Channel    int    // 0 to 15; -1 when the score has none or the notes are on several
	Name       string // as in the score
	Instrument string
	Program    int  // the first program that was chosen (0 to 127), -1 for none
	Title      bool // the name may be that of the piece
	Notes      []Note
}

// staves lists the tracks that hold notes.
func (f *File) staves() []Staff {
	var list []Staff
	for _, i := range f.Voiced() {
		t := &f.Tracks[i]
		s := Staff{Track: i, Channel: -1, Name: t.Name, Instrument: t.Instrument, Program: -1, Title: i == 0 && f.titled(), Notes: t.Notes}
		if ch := t.Channels(); len(ch) == 1 {
			s.Channel = ch[0]
		}
		for _, p := range t.Programs {
			if int(p.Channel) == s.Channel {
				s.Program = int(p.Number)
				break
			}
		}
		list = append(list, s)
	}
	return list
}

// channelStaves lists the channels of one track.
func (f *File) channelStaves(track int) []Staff {
	if track < 0 || track >= len(f.Tracks) {
		return nil
	}
	t := &f.Tracks[track]
	var list []Staff
	for _, ch := range t.Channels() {
		s := Staff{Track: track, Channel: ch, Name: t.Name, Instrument: t.Instrument, Program: -1, Title: track == 0 && f.titled()}
		for _, n := range t.Notes {
			if int(n.Channel) == ch {
				s.Notes = append(s.Notes, n)
			}
		}
		for _, p := range t.Programs {
			if int(p.Channel) == ch {
				s.Program = int(p.Number)
				break
			}
		}
		list = append(list, s)
	}
	return list
}

// shape is what the notes of a staff look like.
type shape struct {
	lowest, highest uint8
	mean            float64
	single          bool // hardly ever two notes at once
	keys            int  // different ones
}

func shapeOf(notes []Note) shape {
	sh := shape{lowest: 127, single: true}
	if len(notes) == 0 {
		return shape{}
	}
	var seen [128]bool
	var sum, until, together int64
	for _, n := range byStart(notes) {
		sh.lowest, sh.highest = min(sh.lowest, n.Key), max(sh.highest, n.Key)
		sum += int64(n.Key)
		seen[n.Key] = true
		// A legato that overlaps a little is still one voice.
		if over := until - n.Start; over*4 > n.End-n.Start && over > 0 {
			together++
		}
		until = max(until, n.End)
	}
	for _, s := range seen {
		if s {
			sh.keys++
		}
	}
	sh.mean = float64(sum) / float64(len(notes))
	sh.single = together*10 <= int64(len(notes))
	return sh
}

func byStart(notes []Note) []Note {
	order := func(a, b Note) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Key, b.Key)) }
	if slices.IsSortedFunc(notes, order) {
		return notes
	}
	sorted := slices.Clone(notes)
	slices.SortStableFunc(sorted, order)
	return sorted
}

// doubles reports whether b strikes with a all through, for 16 notes at least, on the same keys or whole octaves away; interval is how far b
// stands above a, if that is the same throughout.
func doubles(a, b []Note) (interval int, throughout, ok bool) {
	if len(a) != len(b) || len(a) < 16 {
		return 0, false, false
	}
	a, b = byStart(a), byStart(b)
	throughout = true
	for i := range a {
		d := int(b[i].Key) - int(a[i].Key)
		if a[i].Start != b[i].Start || d%12 != 0 || d < -36 || d > 36 {
			return 0, false, false
		}
		if i == 0 {
			interval = d
		}
		throughout = throughout && d == interval
	}
	return interval, throughout, true
}
