package learn

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"voluntary/registration/dialect"
)

// Heard is one message that came from the organ, and when, from any moment on.
type Heard struct {
	At    time.Duration
	Bytes []byte
}

// clock is the first of the messages of the system in real time, which say nothing of the organ.
const clock = 0xF8

// Limits of a recording.
const (
	maxLines = 1_000_000
	maxLine  = 1 << 17
)

// Section is a part of a recording under a heading.
type Section struct {
	Heading string // what stands behind the # of its first line; "" before the first
	Heard   []Heard
}

// ReadRecording reads a recorded stream: a line for each message, the seconds (or a clock, 21:05:03.123), then the bytes in
// hex. Bytes may stand in brackets at the end, as the monitor writes them, and a line may be an object of JSON as vol
// monitor writes it. What stands behind the bytes is passed over, and so are empty lines, those that begin with # or with a
// bracket and those that were sent (marked "out" or ">" before the bytes). Bytes may be cut anywhere: they are put together
// to messages again.
func ReadRecording(r io.Reader) ([]Heard, error) {
	sections, err := ReadSections(r)
	var out []Heard
	for _, s := range sections {
		out = append(out, s.Heard...)
	}
	return out, err
}

// ReadSections is ReadRecording by the headings, the lines that begin with #.
func ReadSections(r io.Reader) ([]Section, error) {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 0, 4096), maxLine)
	out := []Section{{}}
	var stream dialect.Stream
	for n := 1; in.Scan(); n++ {
		if n > maxLines {
			return nil, fmt.Errorf("the recording has more than %d lines", maxLines)
		}
		text := strings.TrimSpace(strings.TrimPrefix(in.Text(), "\ufeff"))
		if text == "" {
			continue
		}
		if text[0] == '(' { // a remark of the monitor
			continue
		}
		if text[0] == '#' {
			out = append(out, Section{Heading: strings.TrimSpace(strings.TrimLeft(text, "#"))})
			continue
		}
		seconds, bytes, sent, err := lineOf(text)
		switch {
		case err != nil:
			return nil, fmt.Errorf("line %d of the recording %w", n, err)
		case sent:
			continue
		}
		if len(bytes) == 0 {
			return nil, fmt.Errorf("line %d of the recording has no bytes in hex: %.40q (a line is: 12.345 B0 63 01)", n, text)
		}
		at := time.Duration(seconds * float64(time.Second))
		last := &out[len(out)-1]
		for _, b := range bytes {
			if m := stream.Next(b); m != nil && m[0] < clock {
				last.Heard = append(last.Heard, Heard{at, append([]byte(nil), m...)})
			}
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("the recording cannot be read: %w", err)
	}
	return out, nil
}

// FromSections goes through a recording: a section whose heading is the id of a control, "keys" or "shoe" with the id of a
// division or an enclosure, or "cancel", is what came in for it. Without such headings each passage between pauses of at
// least pause is one control, in the order of ids; without ids in the order of the console. It tells what was found, item by
// item, and errors of single items as words with no confidence.
func (c *Course) FromSections(sections []Section, ids []string, pause time.Duration) ([]Told, error) {
	var out []Told
	learn := func(at int, heard []Heard) {
		c.Go(at)
		r, err := Find(c.items[at].About, heard)
		if err != nil {
			out = append(out, Told{c.items[at], Result{Words: err.Error()}})
			return
		}
		c.Keep(r)
		out = append(out, Told{c.items[at], r})
	}
	headed := false
	var rest []Heard
	for i := 0; i < len(sections); i++ {
		at, ok := c.find(sections[i].Heading)
		if !ok {
			rest = append(rest, sections[i].Heard...)
			continue
		}
		heard := sections[i].Heard
		for i+1 < len(sections) { // a comment within
			if _, item := c.find(sections[i+1].Heading); item {
				break
			}
			i++
			heard = append(heard, sections[i].Heard...)
		}
		headed = true
		learn(at, heard)
	}
	if headed {
		return out, nil
	}
	passages := passagesOf(rest, pause)
	if len(ids) == 0 {
		for _, it := range c.items {
			if it.About == AboutControl {
				ids = append(ids, it.ID)
			}
		}
	}
	if len(passages) == 0 {
		return nil, ErrNothing
	}
	if len(passages) > len(ids) {
		return nil, fmt.Errorf("the recording has %d passages, more than the %d controls that are to be learnt (say which with headings: # ID)", len(passages), len(ids))
	}
	for i, heard := range passages {
		at, ok := c.find(ids[i])
		if !ok {
			return nil, fmt.Errorf("the console has no control %q", ids[i])
		}
		learn(at, heard)
	}
	return out, nil
}

// Told is an item and what was found for it.
type Told struct {
	Item   Item
	Result Result
}

// find is the place of the item that a heading names.
func (c *Course) find(heading string) (int, bool) {
	about, id, two := strings.Cut(heading, " ")
	for i, it := range c.items {
		switch {
		case it.About == AboutControl && heading == it.ID, it.About == AboutCancel && heading == string(AboutCancel):
			return i, true
		case two && it.About != AboutControl && about == string(it.About) && strings.TrimSpace(id) == it.ID:
			return i, true
		}
	}
	return 0, false
}

// passagesOf cuts messages at pauses. Active sensing does not fill one.
func passagesOf(heard []Heard, pause time.Duration) [][]Heard {
	var out [][]Heard
	for i, h := range heard {
		if i == 0 || h.At-heard[i-1].At >= pause {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], h)
	}
	return out
}

// lineOf reads one line. It is an error that goes on a sentence.
func lineOf(text string) (seconds float64, bytes []byte, sent bool, err error) {
	if text[0] == '{' {
		var row struct {
			At  float64 `json:"at"`
			Way string  `json:"way"`
			Hex string  `json:"hex"`
		}
		if err := json.Unmarshal([]byte(text), &row); err != nil {
			return 0, nil, false, fmt.Errorf("is no JSON: %.40q", text)
		}
		bytes, _ = bytesOf(strings.Fields(row.Hex))
		return row.At, bytes, row.Way == "out", within(row.At)
	}
	first, rest, _ := strings.Cut(text, " ")
	if clock := strings.Split(first, ":"); len(clock) == 3 {
		for _, part := range clock {
			v, err := strconv.ParseFloat(part, 64)
			if err != nil {
				return 0, nil, false, fmt.Errorf("begins with no time: %.40q", text)
			}
			seconds = seconds*60 + v
		}
	} else if seconds, err = strconv.ParseFloat(strings.TrimSuffix(strings.Replace(first, ",", ".", 1), "s"), 64); err != nil {
		return 0, nil, false, fmt.Errorf("does not begin with seconds: %.40q (a line is: 12.345 B0 63 01)", text)
	}
	if open := strings.LastIndexByte(rest, '['); open >= 0 && strings.HasSuffix(rest, "]") { // TIME WAY PORT WORDS [BYTES]
		bytes, _ = bytesOf(strings.Fields(rest[open+1 : len(rest)-1]))
		way := strings.Fields(rest[:open])
		return seconds, bytes, len(way) > 0 && way[0] == "out", within(seconds)
	}
	bytes, sent = bytesOf(strings.Fields(rest))
	return seconds, bytes, sent, within(seconds)
}

func within(seconds float64) error {
	if math.IsNaN(seconds) || math.Abs(seconds) > 1e7 {
		return fmt.Errorf("is at %g seconds, which cannot be", seconds)
	}
	return nil
}

// bytesOf reads the bytes of a line up to the first word that is none, and tells whether the line was sent.
func bytesOf(fields []string) (bytes []byte, sent bool) {
	for _, f := range fields {
		switch strings.ToLower(f) {
		case "out", ">", "→":
			if len(bytes) == 0 {
				return nil, true
			}
		case "in", "<", "←":
			if len(bytes) == 0 {
				continue
			}
		}
		if len(f)%2 != 0 {
			break
		}
		b, err := hex.DecodeString(f)
		if err != nil {
			break
		}
		bytes = append(bytes, b...)
	}
	return bytes, false
}

// WriteRecording writes what ReadRecording reads.
func WriteRecording(w io.Writer, heard []Heard) error {
	for _, h := range heard {
		if _, err := fmt.Fprintf(w, "%.3f %s\n", h.At.Seconds(), dialect.Hex(h.Bytes)); err != nil {
			return err
		}
	}
	return nil
}
