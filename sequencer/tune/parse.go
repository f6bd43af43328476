package tune

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"voluntary/sequencer"
)

// Limits of a tune: far more than anybody types, and little enough that any text is read in no time.
const (
	maxBytes  = 1 << 20
	maxLines  = 20_000
	maxMeters = 1000
	maxParts  = 64
	maxBars   = 10_000 // in a part
	maxNotes  = 200_000
)

// ErrSyntax is wrapped by every complaint about a text.
var ErrSyntax = errors.New("the tune cannot be read")

// Parse reads a tune. Its error wraps [ErrSyntax] and names the line and, inside a part, the part and the bar.
func Parse(src []byte) (*Tune, error) {
	if len(src) > maxBytes {
		return nil, fmt.Errorf("%w: it is longer than %d bytes", ErrSyntax, maxBytes)
	}
	if !utf8.Valid(src) {
		return nil, fmt.Errorf("%w: it is not UTF-8 text", ErrSyntax)
	}
	p := parser{tune: &Tune{}}
	lines := bufio.NewScanner(bytes.NewReader(src))
	lines.Buffer(nil, maxBytes+1)
	number := 0
	for lines.Scan() {
		number++
		if err := p.line(strings.TrimSpace(comment.ReplaceAllString(lines.Text(), ""))); err != nil {
			return nil, fmt.Errorf("%w: line %d: %w", ErrSyntax, number, err)
		}
		if number > maxLines {
			return nil, fmt.Errorf("%w: it has more than %d lines", ErrSyntax, maxLines)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSyntax, err)
	}
	if err := p.close(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSyntax, err)
	}
	if len(p.tune.Parts) == 0 {
		return nil, fmt.Errorf("%w: it has no part (a part starts with part \"NAME\" on DIVISION)", ErrSyntax)
	}
	return p.tune, nil
}

var (
	comment  = regexp.MustCompile(`(^|\s)#.*`)
	partLine = regexp.MustCompile(`^"([^"]+)"\s+on\s+(\S.*)$`)
)

type parser struct {
	tune   *Tune
	meters sequencer.MeterMap
	staff  *staff // the part that is being read
	placed bool   // a position was used, so the meters must stay
}

func (p *parser) line(text string) error {
	if text == "" {
		return nil
	}
	if text[0] >= '0' && text[0] <= '9' {
		if p.staff == nil {
			return errors.New("bars before the first part")
		}
		return p.inPart(p.staff.read(text, p.meters))
	}
	word, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	if word == "part" {
		if err := p.close(); err != nil {
			return err
		}
		return p.open(rest)
	}
	if p.staff != nil {
		return p.inPart(fmt.Errorf("%q belongs before the first part", word))
	}
	if rest == "" {
		return fmt.Errorf("%q says nothing", word)
	}
	switch word {
	case "title":
		p.tune.Title = rest
	case "composer":
		p.tune.Composer = rest
	case "copyright":
		p.tune.Copyright = rest
	case "console":
		p.tune.Console = rest
	case "meter":
		return p.meter(rest)
	case "tempo":
		return p.tempo(rest)
	case "mark":
		return p.mark(rest)
	case "lane":
		return p.lane(rest)
	default:
		return fmt.Errorf("%q is not a word that a line starts with (title, composer, copyright, console, meter, tempo, mark, lane, part)", word)
	}
	return nil
}

// inPart puts the part's name in front of an error.
func (p *parser) inPart(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("part %q, %w", p.staff.name, err)
}

// open begins a part: "NAME" on DIVISION, on DIVISION from POSITION…
func (p *parser) open(text string) error {
	m := partLine.FindStringSubmatch(text)
	if m == nil {
		return fmt.Errorf("%q is not a part (they look like part \"Right hand\" on great, on swell from 25:1)", text)
	}
	if len(p.tune.Parts) == maxParts {
		return fmt.Errorf("more than %d parts", maxParts)
	}
	notes := 0
	if p.staff != nil {
		notes = p.staff.notes
	}
	p.staff = &staff{name: m[1], notes: notes}
	for i, entry := range strings.Split("on "+m[2], ",") {
		if err := p.play(strings.TrimSpace(entry), i == 0); err != nil {
			return p.inPart(err)
		}
	}
	return nil
}

// play reads one entry of how a part is played: on DIVISION, on DIVISION from POSITION or shift SEMITONES.
func (p *parser) play(entry string, first bool) error {
	if text, ok := strings.CutPrefix(entry, "shift "); ok {
		shift, err := strconv.ParseInt(strings.TrimSpace(text), 10, 8)
		if err != nil || shift < -127 {
			return fmt.Errorf("%q does not say by how many semitones (shift 12)", entry)
		}
		p.staff.shift = int8(shift)
		return nil
	}
	routing, at, err := p.from(entry)
	if err != nil {
		return err
	}
	words := strings.Fields(routing)
	if len(words) != 2 || words[0] != "on" || first != (at == 0) {
		return fmt.Errorf("%q does not say which division plays it (on great, on swell from 25:1)", entry)
	}
	p.staff.routing = append(p.staff.routing, sequencer.Routing{At: at, Division: words[1]})
	return nil
}

// close ends the part that is being read, if any.
func (p *parser) close() error {
	if p.staff == nil {
		return nil
	}
	part, err := p.staff.part(p.meters)
	if err != nil {
		return p.inPart(err)
	}
	p.tune.Parts = append(p.tune.Parts, part)
	return nil
}

func (p *parser) meter(text string) error {
	if p.placed {
		return errors.New("the meter belongs above the lines that name a position")
	}
	text, at, err := p.from(text)
	if err != nil {
		return err
	}
	p.placed = false
	over, under, _ := strings.Cut(text, "/")
	m := sequencer.Meter{At: at}
	m.Num, err = strconv.Atoi(over)
	if err == nil {
		m.Den, err = strconv.Atoi(under)
	}
	if err != nil || !m.Valid() {
		return fmt.Errorf("%q is not a meter (they look like 3/4)", text)
	}
	if len(p.tune.Meters) == maxMeters {
		return fmt.Errorf("more than %d meters", maxMeters)
	}
	if n := len(p.tune.Meters); n > 0 && p.tune.Meters[n-1].At >= at {
		return fmt.Errorf("the meter %s does not come after the one before it", text)
	}
	p.tune.Meters = append(p.tune.Meters, m)
	p.meters = sequencer.NewMeterMap(p.tune.Meters)
	return nil
}

func (p *parser) tempo(text string) error {
	text, at, err := p.from(text)
	if err != nil {
		return err
	}
	bpm, err := strconv.ParseFloat(text, 64)
	if err != nil || !(bpm >= 1 && bpm <= 6000) {
		return fmt.Errorf("%q is not a tempo (quarters a minute, 1 to 6000)", text)
	}
	p.tune.Tempo = append(p.tune.Tempo, sequencer.Tempo{At: at, PerQuarter: sequencer.QuarterAt(bpm)})
	return nil
}

func (p *parser) mark(text string) error {
	where, rest, _ := strings.Cut(text, " ")
	at, err := p.position(where)
	if err != nil {
		return err
	}
	kind, name, _ := strings.Cut(strings.TrimSpace(rest), " ")
	mark := sequencer.Mark{At: at, Kind: sequencer.MarkKind(kind), Name: strings.TrimSpace(name)}
	if !slices.Contains([]sequencer.MarkKind{sequencer.Section, sequencer.Verse, sequencer.Wait}, mark.Kind) {
		return fmt.Errorf("%q is not a kind of mark (section, verse, wait)", kind)
	}
	p.tune.Marks = append(p.tune.Marks, mark)
	return nil
}

// lane reads an event, or more of the event before when it is at the same position: scene, retire, draw and expression
// with what belongs to each.
func (p *parser) lane(text string) error {
	where, rest, _ := strings.Cut(text, " ")
	at, err := p.position(where)
	if err != nil {
		return err
	}
	e := &sequencer.LaneEvent{At: at}
	if n := len(p.tune.Lane); n > 0 && p.tune.Lane[n-1].At == at {
		e = &p.tune.Lane[n-1]
	}
	verb, says := "", false
	for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
		var word string
		if quoted := rest[0] == '"'; quoted {
			var closed bool
			if word, rest, closed = strings.Cut(rest[1:], `"`); !closed {
				return fmt.Errorf("the name %q has no closing quotation mark", word)
			}
		} else {
			word, rest, _ = strings.Cut(rest, " ")
			if slices.Contains([]string{"scene", "retire", "draw", "expression"}, word) {
				verb = word
				continue
			}
		}
		switch verb {
		case "scene":
			e.Scene = word
		case "retire":
			e.Retire = append(e.Retire, word)
		case "draw":
			e.Draw = append(e.Draw, word)
		case "expression":
			enclosure, number, _ := strings.Cut(word, "=")
			value, err := strconv.ParseUint(number, 10, 8)
			if err != nil || value > 127 || enclosure == "" {
				return fmt.Errorf("%q does not move a shoe (they look like swell=64, 0 to 127)", word)
			}
			e.Expression = append(e.Expression, sequencer.Shoe{Enclosure: enclosure, Value: uint8(value)})
		default:
			return fmt.Errorf("%q in the lane stands after no verb (scene, retire, draw, expression)", word)
		}
		says = true
	}
	if !says {
		return fmt.Errorf("the lane does nothing at %s", where)
	}
	if n := len(p.tune.Lane); n == 0 || e != &p.tune.Lane[n-1] {
		p.tune.Lane = append(p.tune.Lane, *e)
	}
	return nil
}

// from cuts "… from POSITION" off a line; without it, the place is the beginning.
func (p *parser) from(text string) (before string, at sequencer.Tick, err error) {
	before, where, found := strings.Cut(text, " from ")
	if !found {
		return text, 0, nil
	}
	at, err = p.position(strings.TrimSpace(where))
	return strings.TrimSpace(before), at, err
}

func (p *parser) position(text string) (sequencer.Tick, error) {
	where, err := sequencer.ParsePosition(cmp.Or(text, "?"))
	if err != nil {
		return 0, err
	}
	p.placed = true
	at := p.meters.Tick(where)
	if got := p.meters.Position(at); got.Bar != where.Bar {
		return 0, fmt.Errorf("bar %d has no beat %v", where.Bar, where.Beat)
	}
	return at, nil
}
