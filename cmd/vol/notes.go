package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"voluntary/sequencer"
	piecefile "voluntary/sequencer/file"
	"voluntary/sequencer/smf"
)

// noteRow is a note as the score says, before routing or repair.
type noteRow struct {
	start, end     time.Duration
	track, channel int
	key, velocity  uint8
}

func notes(env *environment, args []string) error {
	f := newFlags(env)
	asJSON := f.json()
	rest, err := f.parse(args, "SCORE")
	if err != nil {
		return err
	}
	b, err := readBytes(rest[0], piecefile.MaxSize)
	if err != nil {
		return err
	}
	var rows []noteRow
	if kindOf(b).arrangement {
		a, err := loadArrangement(env, rest[0])
		if err != nil {
			return err
		}
		rows = arrangementNotes(a)
	} else {
		sc, err := parseScore(rest[0], b)
		if err != nil {
			return err
		}
		env.warn(sc.file.Warnings...)
		rows = scoreNotes(sc.file)
	}
	slices.SortStableFunc(rows, func(a, b noteRow) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.track, b.track), cmp.Compare(a.key, b.key))
	})
	if *asJSON {
		return writeNotes(env.out, rows)
	}
	return printNotes(env.out, rows)
}

func scoreNotes(f *smf.File) []noteRow {
	rows := make([]noteRow, 0, f.NoteCount())
	for i := range f.Tracks {
		clock := f.Clock(i)
		for _, n := range f.Tracks[i].Notes {
			rows = append(rows, noteRow{
				start: time.Duration(clock.Micros(n.Start)) * time.Microsecond, end: time.Duration(clock.Micros(n.End)) * time.Microsecond,
				track: i, channel: int(n.Channel) + 1, key: n.Key, velocity: n.Velocity,
			})
		}
	}
	return rows
}

func arrangementNotes(a *sequencer.Arrangement) []noteRow {
	rows := make([]noteRow, 0, a.NoteCount())
	tempo := a.Tempo()
	for i := range a.Parts() {
		p := &a.Parts()[i]
		for _, n := range p.Notes {
			rows = append(rows, noteRow{
				start: tempo.TimeAt(n.Start), end: tempo.TimeAt(n.End),
				track: p.Track, channel: int(n.Channel), key: n.Key, velocity: n.Velocity,
			})
		}
	}
	return rows
}

// writeNotes writes the JSON document by hand: a million notes are common enough in tests to matter.
func writeNotes(out io.Writer, rows []noteRow) error {
	w := bufio.NewWriterSize(out, 1<<16)
	w.WriteString("{\"notes\": [")
	line := make([]byte, 0, 96)
	for i, r := range rows {
		line = line[:0]
		if i > 0 {
			line = append(line, ',')
		}
		line = append(line, "\n["...)
		line = strconv.AppendInt(line, int64(r.track), 10)
		line = append(line, ", "...)
		line = strconv.AppendInt(line, int64(r.channel), 10)
		line = append(line, ", "...)
		line = strconv.AppendInt(line, int64(r.key), 10)
		line = append(line, ", "...)
		line = appendSeconds(line, r.start)
		line = append(line, ", "...)
		line = appendSeconds(line, r.end)
		line = append(line, ", "...)
		line = strconv.AppendInt(line, int64(r.velocity), 10)
		line = append(line, ']')
		w.Write(line)
	}
	w.WriteString("\n]}\n")
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

func printNotes(out io.Writer, rows []noteRow) error {
	w := bufio.NewWriterSize(out, 1<<16)
	fmt.Fprintf(w, "%5s %7s %4s %12s %12s %8s\n", "track", "channel", "key", "start", "end", "velocity")
	for _, r := range rows {
		fmt.Fprintf(w, "%5d %7d %4s %12.6f %12.6f %8d\n", r.track, r.channel, sequencer.KeyName(r.key), r.start.Seconds(), r.end.Seconds(), r.velocity)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}
