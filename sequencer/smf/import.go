package smf

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"voluntary/registration"
	"voluntary/sequencer"
)

// ErrImport is wrapped when a file cannot become an arrangement as it was asked for.
var ErrImport = errors.New("the MIDI file cannot be imported")

// Import makes an arrangement of a file: a part for each choice that names a division, routed there from the start.
// Choices may leave tracks out, name them in any order and split them by channel. Ticks become 960 a quarter, rounded to
// the nearest; a note that had a length keeps at least a tick. Where that cannot keep both beats and time, time is kept:
// in SMPTE files, in format 2 (whose tracks all start at 0 and may have different tempos) and where a tempo is beyond
// what an arrangement can have. source is the file itself, for the next import; its name serves as the title if the
// file names none.
func Import(f *File, choices []Choice, c *registration.Console, source sequencer.Source) (*sequencer.Arrangement, error) {
	p := sequencer.Piece{Title: f.Title, Copyright: Clean(f.Copyright), Console: c, Source: source}
	if p.Title == "" {
		name := path.Base(strings.ReplaceAll(source.Name, `\`, "/"))
		p.Title = Clean(strings.TrimSuffix(name, path.Ext(name)))
		if name == "." || name == "/" {
			p.Title = ""
		}
	}
	r := newRuler(f)
	p.Tempo = r.tempo
	for _, m := range f.Meters {
		x := sequencer.Meter{At: r.tick(int(m.Track), m.Tick), Num: int(m.Numerator), Den: int(m.Denominator)}
		if (f.Format != 2 || int(m.Track) == r.reference) && m.Denominator <= 128 && x.Valid() {
			p.Meters = append(p.Meters, x)
		}
	}
	for _, m := range f.Markers {
		if name := Clean(m.Text); name != "" && (f.Format != 2 || m.Track == r.reference) {
			p.Marks = append(p.Marks, sequencer.Mark{At: r.tick(m.Track, m.Tick), Kind: sequencer.Section, Name: name})
		}
	}
	p.Marks = append(p.Marks, r.dynamics(f)...)
	for _, choice := range choices {
		if choice.Division == "" {
			continue
		}
		if choice.Track < 0 || choice.Track >= len(f.Tracks) {
			return nil, fmt.Errorf("%w: there is no track %d (the file has %s, counted from 0)", ErrImport, choice.Track, sequencer.Count(len(f.Tracks), "track"))
		}
		if _, ok := c.Division(choice.Division); !ok {
			return nil, fmt.Errorf("%w: track %d is given to %q, which the console %s does not have", ErrImport, choice.Track, choice.Division, c.Name)
		}
		part, err := r.part(choice)
		if err != nil {
			return nil, err
		}
		p.Parts = append(p.Parts, part)
	}
	a, err := sequencer.New(p)
	if err == nil {
		a, err = r.withSwells(a)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrImport, err)
	}
	return a, nil
}

// dynamics are the text events that say how loud it is, such as "mf" and "cresc.", as marks; of several at one tick that say
// alike the first.
func (r *ruler) dynamics(f *File) (marks []sequencer.Mark) {
	type place struct {
		at   sequencer.Tick
		says sequencer.DynamicWord
	}
	seen := make(map[place]bool)
	for _, x := range f.Texts {
		name := strings.ToLower(Clean(x.Text))
		w, ok := sequencer.ReadDynamic(name)
		if !ok || x.Kind != PlainText || f.Format == 2 && x.Track != r.reference {
			continue
		}
		at := r.tick(x.Track, x.Tick)
		if here := (place{at, sequencer.DynamicWord{Steady: w.Steady, Towards: w.Towards}}); !seen[here] {
			seen[here] = true
			marks = append(marks, sequencer.Mark{At: at, Kind: sequencer.Section, Name: name})
		}
	}
	return marks
}

// part makes the part of one choice.
func (r *ruler) part(choice Choice) (sequencer.Part, error) {
	t := &r.file.Tracks[choice.Track]
	part := sequencer.Part{
		Name:    t.label(choice),
		Track:   t.Index,
		Shift:   choice.Shift,
		Routing: []sequencer.Routing{{At: 0, Division: choice.Division}},
	}
	count := len(t.Notes)
	if choice.Channel >= 0 {
		part.Channel = uint8(choice.Channel) + 1
		count = 0
		for i := range t.Notes {
			if int(t.Notes[i].Channel) == choice.Channel {
				count++
			}
		}
	}
	part.Notes = make([]sequencer.Note, 0, count)
	for i := range t.Notes {
		n := &t.Notes[i]
		if choice.Channel >= 0 && int(n.Channel) != choice.Channel {
			continue
		}
		x := sequencer.Note{Start: r.tick(t.Index, n.Start), End: r.tick(t.Index, n.End), Key: n.Key, Velocity: n.Velocity, Channel: n.Channel + 1}
		if n.End > n.Start {
			x.End = max(x.End, x.Start+1)
		}
		if x.End > sequencer.MaxTick {
			return part, fmt.Errorf("%w: track %d goes on after tick %d, which is longer than a piece can be", ErrImport, t.Index, n.Start)
		}
		part.Notes = append(part.Notes, x)
	}
	return part, nil
}

// label is the name of the part that a choice makes of a track.
func (t *Track) label(choice Choice) string {
	name := Clean(choice.Name)
	if name != "" {
		return name
	}
	if name = strings.Trim(Clean(t.Name), ": "); name == "" {
		name = strings.Trim(Clean(t.Instrument), ": ")
	}
	if name == "" {
		name = fmt.Sprintf("Track %d", t.Index)
	}
	if choice.Channel >= 0 && len(t.Channels()) > 1 {
		name = fmt.Sprintf("%s (channel %d)", name, choice.Channel+1)
	}
	return name
}
