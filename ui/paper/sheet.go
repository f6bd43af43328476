package paper

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// Sheet is what is done to the registration of a piece, in order.
type Sheet struct {
	Title    string
	About    string // composer, tune and number
	Organ    string
	Comment  string
	Copying  string // copyright
	Rows     []Row
	console  *registration.Console
	duration time.Duration
	missing  string
}

// Row is what is done at one moment, or, when To is not zero, a shoe that moves from there to To.
type Row struct {
	At     sequencer.Tick
	From   sequencer.Position
	To     sequencer.Position
	Time   time.Duration
	Marks  []string // that stand there
	Wait   bool     // one of them is a wait point
	Scenes []string // that are recalled
	Draw   []Group
	Retire []Group
	Shoes  []string       // "Swell shoe: half open (64)"
	last   sequencer.Tick // of a shoe that moves on
}

func (r *Row) until() sequencer.Tick { return max(r.At, r.last) }

// Group is what is done in one division.
type Group struct {
	Division registration.DivisionID
	Name     string
	Stops    []string
}

// NewSheet lists what a registrant does on a console; nil stands for the piece's own.
func NewSheet(a *sequencer.Arrangement, c *registration.Console) *Sheet {
	if c == nil {
		c = a.Console()
	}
	p := a.Piece()
	s := &Sheet{Title: a.Title(), Organ: c.Title, Comment: p.Notes, Copying: p.Copyright, console: c, duration: a.Duration()}
	if s.Title == "" {
		s.Title = "Untitled"
	}
	if s.Organ == "" {
		s.Organ = c.Name
	}
	var about []string
	for _, words := range []string{p.Composer, p.Tune, p.Number} {
		if words != "" {
			about = append(about, words)
		}
	}
	s.About = strings.Join(about, " · ")
	s.fold(a)
	return s
}

// fold walks the lane, and the marks beside it.
func (s *Sheet) fold(a *sequencer.Arrangement) {
	r := sequencer.NewRegistrar(a, s.console)
	lane, marks := a.Lane(), a.Marks()
	row := func(at sequencer.Tick) Row {
		out := Row{At: at, From: a.Meters().Position(at), Time: a.Tempo().TimeAt(at)}
		for len(marks) > 0 && marks[0].At <= at {
			out.Marks = append(out.Marks, markWords(marks[0]))
			out.Wait = out.Wait || marks[0].Kind == sequencer.Wait
			marks = marks[1:]
		}
		return out
	}
	between := func(until sequencer.Tick) { // rows of marks at which nothing is done
		for len(marks) > 0 && marks[0].At < until {
			s.Rows = append(s.Rows, row(marks[0].At))
		}
	}
	first := row(0)
	i := 0
	for ; i < len(lane) && lane[i].At == 0; i++ {
		if lane[i].Scene != "" {
			first.Scenes = append(first.Scenes, lane[i].Scene)
		}
		r.Play(&lane[i])
	}
	s.start(&first, r.State())
	s.Rows = append(s.Rows, first)
	for i < len(lane) {
		at := lane[i].At
		before := r.State()
		var scenes []string
		for ; i < len(lane) && lane[i].At == at; i++ {
			if lane[i].Scene != "" {
				scenes = append(scenes, lane[i].Scene)
			}
			r.Play(&lane[i])
		}
		changes := registration.Diff(before, r.State())
		if len(changes) == 0 {
			continue
		}
		between(at)
		next := row(at)
		next.Scenes = scenes
		s.change(&next, changes)
		s.add(next, a.Meters().At(at).BarTicks())
	}
	between(sequencer.MaxTick)
}

// start fills the first row: what is drawn before the piece begins.
func (s *Sheet) start(first *Row, state registration.State) {
	for _, k := range state.Drawn() {
		first.Draw = s.grouped(first.Draw, k)
	}
	for i := range s.console.Enclosures {
		first.Shoes = append(first.Shoes, s.shoe(registration.EnclosureID(i), state.Shoe(registration.EnclosureID(i))))
	}
}

func (s *Sheet) change(out *Row, changes []registration.Change) {
	for _, ch := range changes {
		switch ch.Kind {
		case registration.Draw:
			out.Draw = s.grouped(out.Draw, ch.Control)
		case registration.Retire:
			out.Retire = s.grouped(out.Retire, ch.Control)
		case registration.Express:
			out.Shoes = append(out.Shoes, s.shoe(ch.Enclosure, ch.Value))
		}
	}
}

// closeBy is how long after a step of a swell the next one belongs to it, or a bar where that is longer.
const closeBy = 4 * sequencer.PPQ

// add adds a row; one that goes on with the shoe that the last one moved becomes part of it.
func (s *Sheet) add(next Row, bar sequencer.Tick) {
	last := &s.Rows[len(s.Rows)-1]
	only := func(r *Row) bool {
		return len(r.Shoes) == 1 && len(r.Draw)+len(r.Retire)+len(r.Scenes) == 0
	}
	if len(s.Rows) > 1 && only(&next) && only(last) && len(next.Marks) == 0 &&
		sameShoe(next.Shoes[0], last.Shoes[0]) && next.At-last.until() <= max(closeBy, bar) {
		from, _, _ := strings.Cut(last.Shoes[0], " → ")
		_, to, _ := strings.Cut(next.Shoes[0], ": ")
		last.Shoes[0] = from + " → " + to
		last.To, last.last = next.From, next.At
		return
	}
	s.Rows = append(s.Rows, next)
}

func sameShoe(a, b string) bool {
	x, _, _ := strings.Cut(a, ": ")
	y, _, _ := strings.Cut(b, ": ")
	return x == y
}

// grouped adds a control to the group of its division; groups stand in the order of the console.
func (s *Sheet) grouped(groups []Group, k registration.ControlID) []Group {
	c := &s.console.Controls[k]
	i, there := slices.BinarySearchFunc(groups, c.Division, func(g Group, d registration.DivisionID) int { return int(g.Division) - int(d) })
	if !there {
		groups = slices.Insert(groups, i, Group{Division: c.Division, Name: s.console.Divisions[c.Division].Name})
	}
	groups[i].Stops = append(groups[i].Stops, c.Label())
	return groups
}

// shoe says where a shoe goes.
func (s *Sheet) shoe(e registration.EnclosureID, value uint8) string {
	words := fmt.Sprint(value)
	switch {
	case value == 127:
		words = "open"
	case value == 0:
		words = "closed"
	case value >= 56 && value <= 72:
		words = fmt.Sprintf("half open (%d)", value)
	}
	return s.console.Enclosures[e].Name + " shoe: " + words
}

func markWords(m sequencer.Mark) string {
	kind := map[sequencer.MarkKind]string{sequencer.Verse: "Verse", sequencer.Wait: "Wait", sequencer.Section: ""}[m.Kind]
	switch {
	case m.Name == "" && kind == "":
		return "Section"
	case m.Name == "":
		return kind
	case kind == "" || strings.HasPrefix(m.Name, kind):
		return m.Name
	}
	return kind + ": " + m.Name
}

// Where is the place of a row for people: "12", "12:3", "12 to 16:2".
func (r *Row) Where() string {
	w := shortPosition(r.From)
	if r.To.Bar > 0 {
		w += " to " + shortPosition(r.To)
	}
	return w
}

func shortPosition(p sequencer.Position) string {
	if p.Beat == 1 {
		return fmt.Sprint(p.Bar)
	}
	return p.String()
}

func clock(t time.Duration) string {
	s := int(t.Round(time.Second) / time.Second)
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
