package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/pflag"
)

// flags are the flags of the command that is run. Mistakes in them are usage errors.
type flags struct {
	*pflag.FlagSet
	env *environment
}

func newFlags(env *environment) *flags {
	f := &flags{pflag.NewFlagSet(env.command.name, pflag.ContinueOnError), env}
	f.SetOutput(io.Discard)
	f.Usage = func() {}
	f.SortFlags = false
	return f
}

func (f *flags) json() *bool { return f.Bool("json", false, "answer with JSON on stdout") }

func (f *flags) console() *string {
	return f.String("console", "", "the organ: name or file of a `console`, or an organ of GrandOrgue (.organ, .orgue); else the piece's own, else "+defaultConsole)
}

func (f *flags) output(usage string) *string { return f.StringP("output", "o", "", usage) }

// asked reads the arguments. It is true when help was asked for and has been given.
func (f *flags) asked(args []string) (bool, error) {
	err := f.Parse(args)
	switch {
	case errors.Is(err, pflag.ErrHelp):
		c := f.env.command
		for _, form := range c.forms {
			fmt.Fprintf(f.env.out, "vol %s %s\n", c.name, form)
		}
		_, err := fmt.Fprintf(f.env.out, "    %s\n%s", c.does, f.FlagUsages())
		return true, err
	case err != nil:
		return false, usagef("%s", f.inWords(err, args))
	}
	return false, nil
}

// inWords says what is wrong with the flags.
func (f *flags) inWords(err error, args []string) string {
	var value *pflag.InvalidValueError
	var unknown *pflag.NotExistError
	switch {
	case errors.As(err, &value):
		wanted := "a value of another kind"
		if value.GetFlag().Value.Type() == "int" {
			wanted = "a whole number"
		}
		return fmt.Sprintf("--%s %q is not possible: it wants %s (usage: %s)", value.GetFlag().Name, value.GetValue(), wanted, f.env.command.usage())
	case errors.As(err, &unknown):
		for _, arg := range args {
			if _, err := os.Lstat(arg); err == nil && strings.HasPrefix(arg, "-") {
				return fmt.Sprintf("%v (a file whose name begins with a dash is written ./%s)", err, arg)
			}
		}
	}
	return fmt.Sprintf("%v (usage: %s)", err, f.env.command.usage())
}

// errHelped is the error of parse when help was asked for.
var errHelped = errors.New("help was given")

// parse reads the arguments and wants exactly this many that are no flags. When help was asked for it has been given,
// and the error is errHelped.
func (f *flags) parse(args []string, names ...string) ([]string, error) {
	switch asked, err := f.asked(args); {
	case err != nil:
		return nil, err
	case asked:
		return nil, errHelped
	case f.NArg() < len(names):
		return nil, usagef("%s is missing (usage: %s)", names[f.NArg()], f.env.command.usage())
	case f.NArg() > len(names):
		return nil, usagef("%q is one argument too many (usage: %s)", f.Arg(len(names)), f.env.command.usage())
	}
	return f.Args(), nil
}

// only refuses flags that this way of calling the command does not know.
func (f *flags) only(known ...string) error {
	var wrong error
	f.Visit(func(flag *pflag.Flag) {
		for _, name := range known {
			if flag.Name == name {
				return
			}
		}
		if wrong == nil {
			wrong = usagef("--%s has no meaning here (usage: %s)", flag.Name, f.env.command.usage())
		}
	})
	return wrong
}
