package importer

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/smf"
)

// listenFor is how much of a track is played when it is listened to.
const listenFor = 12 * time.Second

// Row is one track, or one channel of a track.
type Row struct {
	Choice smf.Choice
	Name   string
	Notes  []smf.Note // read only
	Lowest uint8
	Top    uint8 // the highest key
	Reason string
}

// Plan is how a score is to be given to an organ.
type Plan struct {
	File    *smf.File
	Source  sequencer.Source
	Console *registration.Console
	Split   bool // a track that holds several channels has a row for each
	Rows    []Row
}

// NewPlan takes the suggestions for a file. The only track of a file is split when it holds several channels, for such a
// file has one track for all the keyboards.
func NewPlan(f *smf.File, source sequencer.Source, c *registration.Console) *Plan {
	p := &Plan{File: f, Source: source, Console: c}
	if voiced := f.Voiced(); len(voiced) == 1 && len(f.Tracks[voiced[0]].Channels()) > 1 {
		p.Split = true
	}
	p.suggest()
	return p
}

// CanSplit reports whether any track holds several channels.
func (p *Plan) CanSplit() bool {
	return slices.ContainsFunc(p.File.Voiced(), func(i int) bool { return len(p.File.Tracks[i].Channels()) > 1 })
}

// SetSplit gives each channel of a track a row, or each track. The suggestions are taken anew.
func (p *Plan) SetSplit(split bool) {
	if split != p.Split {
		p.Split = split
		p.suggest()
	}
}

// SetConsole plans for another organ. The suggestions are taken anew.
func (p *Plan) SetConsole(c *registration.Console) {
	if c != p.Console {
		p.Console = c
		p.suggest()
	}
}

func (p *Plan) suggest() {
	p.Rows = nil
	for _, s := range smf.Suggest(p.File, p.Console) {
		t := &p.File.Tracks[s.Track]
		if channels := t.Channels(); p.Split && len(channels) > 1 {
			for _, s := range smf.SuggestChannels(p.File, s.Track, p.Console) {
				p.add(s, t)
			}
			continue
		}
		p.add(s, t)
	}
}

func (p *Plan) add(s smf.Suggestion, t *smf.Track) {
	row := Row{Choice: smf.Take([]smf.Suggestion{s})[0], Name: t.Name, Reason: s.Reason, Lowest: 127}
	for _, n := range t.Notes {
		if s.Channel < 0 || int(n.Channel) == s.Channel {
			row.Notes = append(row.Notes, n)
			row.Lowest, row.Top = min(row.Lowest, n.Key), max(row.Top, n.Key)
		}
	}
	if row.Name == "" {
		row.Name = fmt.Sprintf("Track %d", s.Track)
	}
	if s.Channel >= 0 {
		row.Name += fmt.Sprintf(", channel %d", s.Channel+1)
	}
	p.Rows = append(p.Rows, row)
}

// Text is the plan in short: a letter for each row when the initials of the console's divisions differ, else their ids.
func (p *Plan) Text() string {
	initials := make(map[string]string)
	taken := make(map[string]bool)
	clear := true
	for _, d := range p.Console.Divisions {
		letter := strings.ToUpper(d.ID[:1])
		clear = clear && !taken[letter]
		taken[letter] = true
		initials[d.ID] = letter
	}
	var parts []string
	for _, r := range p.Rows {
		switch {
		case r.Choice.Division == "":
			parts = append(parts, "-")
		case clear:
			parts = append(parts, initials[r.Choice.Division])
		default:
			parts = append(parts, r.Choice.Division)
		}
	}
	if clear {
		return strings.Join(parts, "")
	}
	return strings.Join(parts, ",")
}

// SetText takes a plan in short, as Text writes it and vol import --map takes it.
func (p *Plan) SetText(text string) error {
	divisions, err := smf.ParseMapping(text, len(p.Rows), p.Console)
	if err != nil {
		return err
	}
	for i := range p.Rows {
		p.Rows[i].Choice.Division = divisions[i]
	}
	return nil
}

// Beyond is how many notes of a row lie outside the compass of its division.
func (p *Plan) Beyond(row int) int {
	r := &p.Rows[row]
	d, ok := p.Console.Division(r.Choice.Division)
	if !ok {
		return 0
	}
	n := 0
	for _, note := range r.Notes {
		if k := int(note.Key) + int(r.Choice.Shift); k < 0 || k > 127 || !p.Console.Divisions[d].Has(uint8(k)) {
			n++
		}
	}
	return n
}

// Build makes the arrangement.
func (p *Plan) Build() (*sequencer.Arrangement, error) {
	choices := make([]smf.Choice, len(p.Rows))
	any := false
	for i, r := range p.Rows {
		choices[i] = r.Choice
		any = any || r.Choice.Division != ""
	}
	if !any {
		return nil, errors.New("no track is given to a division: choose one for at least one track")
	}
	return smf.Import(p.File, choices, p.Console, p.Source)
}

// Listen makes a small arrangement of one row alone, from its first note on, with an 8' stop drawn for it, and says how
// many ticks of it are worth hearing.
func (p *Plan) Listen(row int) (a *sequencer.Arrangement, from, to sequencer.Tick, err error) {
	choice := p.Rows[row].Choice
	if choice.Division == "" {
		choice.Division = p.Console.Divisions[0].ID
	}
	a, err = smf.Import(p.File, []smf.Choice{choice}, p.Console, sequencer.Source{Name: p.Source.Name})
	if err != nil {
		return nil, 0, 0, err
	}
	if len(a.Parts()) == 0 || len(a.Parts()[0].Notes) == 0 {
		return nil, 0, 0, errors.New("there is nothing to hear in this track")
	}
	from = a.Parts()[0].Notes[0].Start
	end := a.Tempo().TimeAt(from) + listenFor
	to = min(a.Tempo().TickAt(end), a.End())
	stop, ok := p.plainStop(choice.Division)
	if !ok {
		return a, from, to, nil
	}
	a, err = sequencer.SetControl(0, stop, true)(a)
	return a, from, to, err
}

// plainStop is the stop that a division is best heard with: the first of 8 feet that is a principal or a flute, else the
// first stop.
func (p *Plan) plainStop(division string) (id string, ok bool) {
	d, _ := p.Console.Division(division)
	best := -1
	for _, k := range p.Console.ControlsOf(d) {
		c := &p.Console.Controls[k]
		if c.Kind != registration.Stop {
			continue
		}
		rank := 1
		if c.Pitch == 8 {
			rank = 2
			if c.Family == registration.Principal || c.Family == registration.Flute {
				rank = 3
			}
		}
		if rank > best {
			best, id = rank, c.ID
		}
	}
	return id, best > 0
}
