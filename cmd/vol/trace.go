package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// traceRow is one line of a trace. What says nothing about its kind is null or empty.
type traceRow struct {
	T        seconds `json:"t"`
	Kind     string  `json:"kind"`
	Division string  `json:"division"`
	Key      *uint8  `json:"key"`
	Velocity *uint8  `json:"velocity"`
	Control  string  `json:"control"`
	Value    *uint8  `json:"value"`
}

func trace(env *environment, args []string) error {
	f := newFlags(env)
	name := f.console()
	ladder := f.ladder()
	var sp span
	sp.flags(f)
	asTable := f.Bool("table", false, "answer with a table, as on a terminal")
	asJSON := f.Bool("json", false, "answer with JSON on a terminal too")
	rest, err := f.parse(args, "ARR")
	if err != nil {
		return err
	}
	if *asTable && *asJSON {
		return usagef("--table and --json exclude each other (leave one out)")
	}
	a, c, err := loadAt(env, rest[0], *name, *ladder)
	if err != nil {
		return err
	}
	from, to, err := sp.ticks(env, a)
	if err != nil {
		return err
	}
	p := compile(env, a, c)
	w := bufio.NewWriterSize(env.out, 1<<16)
	print := printTrace(w)
	if *asJSON || !*asTable && !isTerminal(env.out) {
		var line []byte
		print = func(r traceRow) error {
			line = append(r.appendJSON(line[:0]), '\n')
			_, err := w.Write(line)
			return err
		}
	}
	if err := traceSpan(p, a.Tempo().TimeAt(from), endOf(p, a, to), sp.from != "", func(e sequencer.Event) error {
		return print(rowOf(c, e))
	}); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// appendJSON writes the row as encoding/json would, ten times as fast: a long piece has a million of them. Ids need no
// escapes.
func (r *traceRow) appendJSON(b []byte) []byte {
	text := func(name, value string) {
		b = append(append(append(append(b, name...), '"'), value...), '"')
	}
	number := func(name string, value *uint8) {
		if b = append(b, name...); value == nil {
			b = append(b, "null"...)
		} else {
			b = strconv.AppendUint(b, uint64(*value), 10)
		}
	}
	b = appendSeconds(append(b, `{"t":`...), time.Duration(r.T))
	text(`,"kind":`, r.Kind)
	text(`,"division":`, r.Division)
	number(`,"key":`, r.Key)
	number(`,"velocity":`, r.Velocity)
	text(`,"control":`, r.Control)
	number(`,"value":`, r.Value)
	return append(b, '}')
}

// isTerminal tells whether a person reads what is written.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}

// endOf is the time of a tick, or just after the end of the performance for -1.
func endOf(p *sequencer.Performance, a *sequencer.Arrangement, to sequencer.Tick) time.Duration {
	if to < 0 {
		return p.End() + 1
	}
	return a.Tempo().TimeAt(to)
}

// traceSpan gives the events from one time up to another, the first at time 0: with chase, what holds at from comes
// first; keys that are still down at the end are released there.
func traceSpan(p *sequencer.Performance, from, to time.Duration, chase bool, yield func(sequencer.Event) error) error {
	c := p.Console()
	now := sequencer.Sounding{State: c.Initial()}
	if chase {
		now = p.Chase(from)
		for _, ch := range registration.All(c, now.State) {
			if ch.Kind == registration.Retire {
				continue
			}
			if err := yield(sequencer.ChangeEvent(0, ch)); err != nil {
				return err
			}
		}
		for k := range now.Held {
			if err := yield(sequencer.Event{Kind: sequencer.KeyDown, Division: k.Division, Key: k.Key, Velocity: k.Velocity}); err != nil {
				return err
			}
		}
	}
	events := p.Events()
	for i := p.Index(from); i < len(events) && events[i].At < to; i++ {
		e := events[i]
		if chase && e.At == from && e.Kind != sequencer.KeyDown {
			continue // the chase has it already
		}
		now.Apply(e)
		e.At -= from
		if err := yield(e); err != nil {
			return err
		}
	}
	for k := range now.Held {
		if err := yield(sequencer.Event{At: to - from, Kind: sequencer.KeyUp, Division: k.Division, Key: k.Key}); err != nil {
			return err
		}
	}
	return nil
}

func rowOf(c *registration.Console, e sequencer.Event) traceRow {
	r := traceRow{T: seconds(e.At), Kind: e.Kind.String()}
	switch e.Kind {
	case sequencer.KeyDown, sequencer.KeyUp:
		r.Division, r.Key, r.Velocity = c.Divisions[e.Division].ID, &e.Key, &e.Velocity
	case sequencer.Expression:
		r.Control, r.Value = c.Enclosures[e.Change.Enclosure].ID, &e.Change.Value
		if in := c.Enclosures[e.Change.Enclosure].Divisions; len(in) > 0 {
			r.Division = c.Divisions[in[0]].ID
		}
	case sequencer.Change:
		k := &c.Controls[e.Change.Control]
		r.Control, r.Division, r.Kind = k.ID, c.Divisions[k.Division].ID, "retire"
		if e.Change.Kind == registration.Draw {
			r.Kind = "draw"
		}
	}
	return r
}

func printTrace(w io.Writer) func(traceRow) error {
	return func(r traceRow) error {
		what := r.Control
		if r.Key != nil {
			what = sequencer.KeyName(*r.Key)
		}
		if r.Value != nil {
			what += fmt.Sprintf(" %d", *r.Value)
		}
		_, err := fmt.Fprintf(w, "%12.6f  %-10s  %-8s  %s\n", time.Duration(r.T).Seconds(), r.Kind, r.Division, what)
		return err
	}
}
