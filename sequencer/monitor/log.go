package monitor

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"voluntary/registration"
)

// What a log holds at most.
const (
	MostLines = 10_000
	MostBytes = 4 << 20
)

// Sort is what a message is about.
type Sort uint8

// The sorts, from the least to the most important.
const (
	Clock    Sort = iota // ticks that come all the time
	Others               // what is none of the others
	Keys                 //
	Controls             // stops, couplers, tremulants and shoes of the console
)

// Line is one thing that passed. Log fills in Number, Words and Sort.
type Line struct {
	Number uint64 // counts from 1, so that what is new can be told
	At     time.Time
	Port   string // for people
	Out    bool   // it went out; else it came in
	Bytes  []byte
	Words  string
	Sort   Sort
}

// Hex is the bytes; of a long message the beginning.
func (l *Line) Hex() string {
	const most = 48
	if len(l.Bytes) > most {
		return fmt.Sprintf("% X … (%d bytes)", l.Bytes[:most], len(l.Bytes))
	}
	return fmt.Sprintf("% X", l.Bytes)
}

// Way is "in" or "out".
func (l *Line) Way() string {
	if l.Out {
		return "out"
	}
	return "in"
}

// Clock is the time of day to the millisecond.
func (l *Line) Clock() string { return l.At.Format("15:04:05.000") }

// String is the line as it is saved, with all bytes.
func (l *Line) String() string {
	return fmt.Sprintf("%s  %-3s  %s  %s  [% X]", l.Clock(), l.Way(), l.Port, l.Words, l.Bytes)
}

// Filter chooses lines. The zero value takes all but clocks.
type Filter struct {
	NoIn, NoOut, NoKeys bool
	Clock               bool   // clocks too
	Text                string // must be in the words, the hex or the port's name; capitals do not matter
}

// Takes tells whether a line is chosen.
func (f Filter) Takes(l *Line) bool {
	switch {
	case l.Out && f.NoOut, !l.Out && f.NoIn, l.Sort == Keys && f.NoKeys, l.Sort == Clock && !f.Clock:
		return false
	case f.Text == "":
		return true
	}
	text := strings.ToLower(f.Text)
	return strings.Contains(strings.ToLower(l.Words), text) || strings.Contains(strings.ToLower(l.Port), text) ||
		strings.Contains(strings.ToLower(fmt.Sprintf("% X", l.Bytes)), text)
}

// Log keeps the last lines.
type Log struct {
	mu      sync.Mutex
	console *registration.Console
	words   map[way]*Words
	lines   []Line
	bytes   int
	number  uint64
	dropped uint64
}

type way struct {
	port string
	out  bool
}

// NewLog makes an empty log for a console, which may be nil.
func NewLog(c *registration.Console) *Log { return &Log{console: c, words: make(map[way]*Words)} }

// Use understands what comes from now on as another console means it.
func (l *Log) Use(c *registration.Console) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.console != c {
		l.console = c
		clear(l.words)
	}
}

// Add adds what passed, and gives the line as it stands in the log.
func (l *Log) Add(line Line) Line {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := way{line.Port, line.Out}
	w := l.words[at]
	if w == nil {
		w = NewWords(l.console)
		if !line.Out && strings.Contains(line.Port, "GrandOrgue") {
			w.OfGrandOrgue()
		}
		l.words[at] = w
	}
	line.Words, line.Sort = w.Say(line.Bytes)
	l.number++
	line.Number = l.number
	l.lines = append(l.lines, line)
	l.bytes += len(line.Bytes)
	n := max(len(l.lines)-MostLines, 0)
	for i := range n {
		l.bytes -= len(l.lines[i].Bytes)
	}
	for l.bytes > MostBytes && n < len(l.lines)-1 {
		l.bytes -= len(l.lines[n].Bytes)
		n++
	}
	l.lines = slices.Delete(l.lines, 0, n)
	l.dropped += uint64(n)
	return line
}

// Clear forgets everything.
func (l *Log) Clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines, l.bytes, l.dropped = nil, 0, 0
}

// Lines gives the lines that a filter takes and that came after the line of a number.
func (l *Log) Lines(f Filter, after uint64) (out []Line) {
	l.mu.Lock()
	defer l.mu.Unlock()
	i, _ := slices.BinarySearchFunc(l.lines, after+1, func(line Line, n uint64) int {
		switch {
		case line.Number < n:
			return -1
		case line.Number > n:
			return 1
		}
		return 0
	})
	for ; i < len(l.lines); i++ {
		if f.Takes(&l.lines[i]) {
			out = append(out, l.lines[i])
		}
	}
	return out
}

// Dropped is how many lines were forgotten because there were too many.
func (l *Log) Dropped() uint64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dropped
}

// Write writes the lines that a filter takes as text.
func (l *Log) Write(to io.Writer, f Filter) error {
	lines := l.Lines(f, 0)
	w := bufio.NewWriter(to)
	if n := l.Dropped(); n > 0 {
		fmt.Fprintf(w, "(%d lines before are not kept)\n", n)
	}
	for i := range lines {
		fmt.Fprintln(w, lines[i].String())
	}
	return w.Flush()
}
