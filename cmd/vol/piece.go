package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"voluntary/cmd/devices"
	"voluntary/registration"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
	piecefile "voluntary/sequencer/file"
	"voluntary/sequencer/transfer"
)

// loadArrangement opens a piece, and warns of what had to be adapted.
func loadArrangement(env *environment, path string) (*sequencer.Arrangement, error) {
	a, warnings, err := piecefile.Load(path)
	if err != nil {
		return nil, hint(err, "check the name; vol import makes an arrangement from a score")
	}
	env.warn(warnings...)
	return a, env.ctx.Err()
}

// loadPiece opens a piece as it is played on a console: the named one, for which its registration is brought there, or its
// own when no name is given.
func loadPiece(env *environment, path, console string) (*sequencer.Arrangement, *registration.Console, error) {
	a, report, err := loadOn(env, path, console)
	if err != nil {
		return nil, nil, err
	}
	warnOfTransfer(env, report)
	return a, a.Console(), nil
}

// loadOn is loadPiece with what became of the registration.
func loadOn(env *environment, path, console string) (*sequencer.Arrangement, *transfer.Report, error) {
	a, err := loadArrangement(env, path)
	if err != nil || console == "" {
		return a, &transfer.Report{}, err
	}
	c, err := consoleOr(console, nil)
	if err != nil {
		return nil, nil, err
	}
	return bring(a, c)
}

// saveArrangement writes a piece, unless vol was stopped meanwhile.
func saveArrangement(env *environment, path string, a *sequencer.Arrangement) error {
	if err := env.ctx.Err(); err != nil {
		return err
	}
	return hint(piecefile.Save(path, a), "name another file with -o")
}

// spare refuses an output that would take the place of what it is made from.
func spare(input, output string) error {
	a, err := os.Stat(input)
	if err != nil {
		return nil //nolint:nilerr // reading it will tell
	}
	if b, err := os.Stat(output); err == nil && os.SameFile(a, b) {
		return usagef("-o %s is the very file that is read (name another)", output)
	}
	return nil
}

// consoleOr finds the named console, or gives the other when no name is given.
func consoleOr(name string, other *registration.Console) (*registration.Console, error) {
	if name == "" && other != nil {
		return other, nil
	}
	if name == "" {
		name = defaultConsole
	}
	if isOrgan(name) {
		c, _, err := devices.ReadGrandOrgue(name)
		return c, hint(err, "give a .organ or .orgue file of GrandOrgue, or the name of a console")
	}
	c, err := consolefile.Find(name)
	if err != nil {
		return nil, hint(err, "vol console list names those that are installed")
	}
	return c, nil
}

// isOrgan tells whether a console is named by an organ of GrandOrgue.
func isOrgan(name string) bool {
	ending := strings.ToLower(filepath.Ext(name))
	return ending == ".organ" || ending == ".orgue"
}

const defaultConsole = consolefile.Default

// span is the part of a piece between two positions.
type span struct {
	from, to string
}

func (s *span) flags(f *flags) {
	f.StringVar(&s.from, "from", "", "begin at this `position`, BAR:BEAT")
	f.StringVar(&s.to, "to", "", "end at this `position`, BAR:BEAT")
}

// ticks gives the span in ticks; end is -1 when no end was named.
func (s *span) ticks(env *environment, a *sequencer.Arrangement) (from, to sequencer.Tick, err error) {
	to = -1
	if s.from != "" {
		if from, err = tickOf(env, a, s.from); err != nil {
			return 0, 0, err
		}
	}
	if s.to != "" {
		p, err := sequencer.ParsePosition(s.to)
		if err != nil {
			return 0, 0, usagef("%v", err)
		}
		if to = a.Meters().Tick(p); to <= from {
			return 0, 0, usagef("--to %s is not after --from (positions are BAR:BEAT)", s.to)
		}
	}
	return from, to, nil
}

// tickOf finds a position of the piece, and warns of one that lies beyond its end.
func tickOf(env *environment, a *sequencer.Arrangement, position string) (sequencer.Tick, error) {
	p, err := sequencer.ParsePosition(position)
	if err != nil {
		return 0, usagef("%v", err)
	}
	tick := a.Meters().Tick(p)
	if tick > a.End() {
		env.warn(fmt.Sprintf("%s lies beyond the end of the piece (it has %d bars)", position, a.Bars()))
	}
	return tick, nil
}

// compile compiles a piece, and warns of what the console does not have.
func compile(env *environment, a *sequencer.Arrangement, c *registration.Console) *sequencer.Performance {
	p, found := sequencer.Compile(a, c)
	for _, d := range found {
		if d.Kind == "missing-control" || d.Kind == "missing-division" {
			env.warn(d.Message)
		}
	}
	return p
}
