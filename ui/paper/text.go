package paper

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// textWidth is how many letters a line of text has.
const textWidth = 78

// Text writes the sheet for a plain page of 78 letters a line.
func (s *Sheet) Text(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, s.Title)
	for _, words := range []string{s.About, "Registration for " + s.Organ} {
		if words != "" {
			fmt.Fprintln(b, words)
		}
	}
	for i, r := range s.Rows {
		head := fmt.Sprintf("Bar %s  (%s)", r.Where(), clock(r.Time))
		if i == 0 {
			head = "Before the beginning"
		}
		if len(r.Marks) > 0 {
			head += "  [" + strings.Join(r.Marks, "; ") + "]"
		}
		fmt.Fprintf(b, "\n%s\n", head)
		if len(r.Scenes) > 0 {
			wrapped(b, "  scene    ", strings.Join(r.Scenes, ", "))
		}
		if i == 0 && len(r.Draw) == 0 {
			fmt.Fprintln(b, "  nothing is drawn")
		}
		for _, g := range r.Draw {
			wrapped(b, "  draw     ", g.Name+": "+strings.Join(g.Stops, ", "))
		}
		for _, g := range r.Retire {
			wrapped(b, "  retire   ", g.Name+": "+strings.Join(g.Stops, ", "))
		}
		for _, shoe := range r.Shoes {
			wrapped(b, "  move     ", shoe)
		}
	}
	for _, words := range []string{s.Comment, s.Copying} {
		if words != "" {
			fmt.Fprintf(b, "\n%s\n", words)
		}
	}
	return b.Flush()
}

// wrapped writes words behind a head, in as many lines as they need.
func wrapped(w io.Writer, head, text string) {
	line := head
	room := strings.Repeat(" ", utf8.RuneCountInString(head))
	empty := true
	for _, word := range strings.Fields(text) {
		if !empty && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > textWidth {
			fmt.Fprintln(w, strings.TrimRight(line, " "))
			line, empty = room, true
		}
		if !empty {
			line += " "
		}
		line += word
		empty = false
	}
	fmt.Fprintln(w, line)
}
