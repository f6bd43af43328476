// Package foreign reads the organs of other programs, whichever it is: GrandOrgue's .organ and .orgue and the text of which
// jMakeOdf makes them, Aeolus' definitions, jOrgan's dispositions. The kind is told by content, never by name. Packages
// grandorgue, aeolus and jorgan do the work and say more of what they find.
//
//	c, report, err := foreign.ReadFile("demo.organ")
package foreign

import (
	"errors"
	"fmt"
	"io"
	"os"

	"voluntary/registration"
	"voluntary/registration/aeolus"
	"voluntary/registration/grandorgue"
	"voluntary/registration/jorgan"
)

// Report tells what was read and what was not.
type Report struct {
	Format   string // for people: "GrandOrgue definition", "Aeolus definition"
	LeftOut  []grandorgue.LeftOut
	Warnings []string           // a sentence each
	Grand    *grandorgue.Report // of GrandOrgue's organs, as its settings file needs it; else nil
}

// head is enough of a file to tell its kind.
const head = 64 << 10

// ReadFile makes a console of the organ in a file. The error names the file and the place in it.
func ReadFile(name string) (*registration.Console, Report, error) {
	start, err := startOf(name)
	if err != nil {
		return nil, Report{}, err
	}
	switch {
	case aeolus.Is(start):
		c, r, err := aeolus.ReadFile(name)
		return c, Report{Format: "Aeolus definition", Warnings: r.Warnings}, err
	case jorgan.Is(start):
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, Report{}, fmt.Errorf("cannot read the organ: %w", err)
		}
		c, r, err := jorgan.Read(data, name)
		return c, Report{Format: "jOrgan disposition", Warnings: r.Warnings}, err
	}
	c, r, err := grandorgue.ReadFile(name)
	if err != nil {
		return nil, Report{}, err
	}
	return c, Report{Format: r.Format, LeftOut: r.LeftOut, Warnings: r.Warnings, Grand: &r}, nil
}

func startOf(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("cannot open the organ: %w", err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no file (give the file that describes the organ)", name)
	}
	start := make([]byte, head)
	n, err := io.ReadFull(f, start)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("cannot read the organ: %w", err)
	}
	return start[:n], nil
}
