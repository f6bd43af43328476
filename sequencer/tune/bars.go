package tune

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"voluntary/sequencer"
)

var (
	copyLine = regexp.MustCompile(`^(\d+)(?:-(\d+))?\s*=\s*(\d+)(?:-(\d+))?$`)
	barsLine = regexp.MustCompile(`^(\d+)\s*\|(.*)\|$`)
)

// staff is a part while it is read: its bars as written, before ties are joined.
type staff struct {
	name    string
	routing []sequencer.Routing
	shift   int8
	bars    []bar
	notes   int // in this part and those before it
}

// read takes one line of bars.
func (s *staff) read(line string, meters sequencer.MeterMap) error {
	if m := copyLine.FindStringSubmatch(line); m != nil {
		return s.again(m, meters)
	}
	m := barsLine.FindStringSubmatch(line)
	if m == nil {
		return fmt.Errorf("bar %d: %q is not a line of bars (they look like 12 | r4 c' d' e' | g'1 | or 25-48 = 1-24)", len(s.bars)+1, line)
	}
	if err := s.expect(m[1]); err != nil {
		return err
	}
	for text := range strings.SplitSeq(m[2], "|") {
		number := len(s.bars) + 1
		b, err := readBar(text, barTicks(meters, number))
		if err != nil {
			return fmt.Errorf("bar %d: %w", number, err)
		}
		if err := s.add(b); err != nil {
			return err
		}
	}
	return nil
}

// expect checks the number at the start of a line.
func (s *staff) expect(text string) error {
	if number, err := strconv.Atoi(text); err != nil || number != len(s.bars)+1 {
		return fmt.Errorf("bar %d: the line says bar %s", len(s.bars)+1, text)
	}
	return nil
}

// again plays bars again: m holds first and last of the new bars, then of those to play.
func (s *staff) again(m []string, meters sequencer.MeterMap) error {
	if err := s.expect(m[1]); err != nil {
		return err
	}
	number := func(text, otherwise string) int {
		n, err := strconv.Atoi(cmp.Or(text, otherwise))
		if err != nil {
			return -1
		}
		return n
	}
	first, last := len(s.bars)+1, number(m[2], m[1])
	from, to := number(m[3], ""), number(m[4], m[3])
	switch {
	case last < first || from < 1 || to < from:
		return fmt.Errorf("bar %d: %q does not count upwards", first, m[0])
	case to >= first:
		return fmt.Errorf("bar %d: %q plays bar %d, which is not there yet", first, m[0], to)
	case last-first != to-from:
		return fmt.Errorf("bar %d: %q has %d bars on the left and %d on the right", first, m[0], last-first+1, to-from+1)
	}
	for n := from; n <= to; n++ {
		if here, there := len(s.bars)+1, n; barTicks(meters, here) != barTicks(meters, there) {
			return fmt.Errorf("bar %d: it is not as long as bar %d, which it plays again", here, there)
		}
		if err := s.add(s.bars[n-1]); err != nil {
			return err
		}
	}
	return nil
}

func (s *staff) add(b bar) error {
	for _, x := range b {
		s.notes += len(x.keys)
	}
	if len(s.bars) == maxBars || s.notes > maxNotes {
		return fmt.Errorf("bar %d: too much for one tune (at most %d bars and %d notes)", len(s.bars)+1, maxBars, maxNotes)
	}
	s.bars = append(s.bars, b)
	return nil
}

// part puts the bars one after the other and joins what is tied.
func (s *staff) part(meters sequencer.MeterMap) (Part, error) {
	p := Part{Name: s.name, Routing: s.routing, Shift: s.shift}
	tied := make(map[place]int) // the index in p.Notes of each note that goes on there
	for i, b := range s.bars {
		start, _ := meters.Bar(i + 1)
		slices.SortStableFunc(b, func(x, y sound) int { return cmp.Compare(x.start, y.start) })
		for _, x := range b {
			at := start + x.start
			for _, key := range x.keys {
				n, joins := tied[place{at, key}]
				if joins {
					delete(tied, place{at, key})
					p.Notes[n].End = at + x.length
				} else {
					n = len(p.Notes)
					p.Notes = append(p.Notes, Note{Start: at, End: at + x.length, Key: key})
				}
				if x.tied {
					tied[place{at + x.length, key}] = n
				}
			}
		}
	}
	if len(tied) > 0 {
		first := slices.MinFunc(slices.Collect(maps.Keys(tied)), place.compare)
		return p, fmt.Errorf("bar %d: a note of key %d is tied, and none of its pitch starts where it ends",
			meters.Position(first.at-1).Bar, first.key)
	}
	slices.SortStableFunc(p.Notes, func(a, b Note) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.Key, b.Key)) })
	for i, n := range p.Notes {
		if i > 0 && p.Notes[i-1].Start == n.Start && p.Notes[i-1].Key == n.Key {
			return p, fmt.Errorf("bar %d: two voices strike key %d together", meters.Position(n.Start).Bar, n.Key)
		}
	}
	if len(s.bars) == 0 {
		return p, errors.New("it has no bars")
	}
	return p, nil
}

// place is where a tied note wants to go on.
type place struct {
	at  sequencer.Tick
	key uint8
}

func (a place) compare(b place) int {
	return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.key, b.key))
}

func barTicks(meters sequencer.MeterMap, number int) sequencer.Tick {
	start, end := meters.Bar(number)
	return end - start
}
