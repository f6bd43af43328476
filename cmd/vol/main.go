package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"voluntary/audio/guard"
)

// Set by the linker.
var (
	version = "dev"
	commit  = ""
)

func main() {
	if guard.IsChild(os.Args) {
		os.Exit(guard.Main())
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends vol at once
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	os.Exit(code)
}

// Exit codes.
const (
	done   = 0
	failed = 1
	misuse = 2
)

// run is vol without the process round it: it writes to out and errs and returns the exit code.
func run(ctx context.Context, args []string, out, errs io.Writer) int {
	env := &environment{ctx: ctx, out: out, errs: errs}
	err := dispatch(env, args)
	if err == nil {
		env.say()
		return done
	}
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		err = errors.New("stopped (nothing was written)")
	}
	fmt.Fprintf(errs, "vol: %s\n", env.hinted(oneLine(err.Error())))
	var wrong *usageError
	if errors.As(err, &wrong) {
		return misuse
	}
	return failed
}

// environment is what a command may touch.
type environment struct {
	ctx      context.Context
	out      io.Writer
	errs     io.Writer
	command  *command // nil before one is found
	warnings []string // to be said when the command has not failed: a failure is one line
}

// warn keeps what the user should know beside the result.
func (env *environment) warn(warnings ...string) { env.warnings = append(env.warnings, warnings...) }

// say says the warnings, once each.
func (env *environment) say() {
	said := make(map[string]bool, len(env.warnings))
	for _, w := range env.warnings {
		if w = oneLine(w); !said[w] {
			said[w] = true
			fmt.Fprintf(env.errs, "vol: warning: %s\n", w)
		}
	}
	env.warnings = nil
}

// hinted sees to it that a complaint ends with a hint.
func (env *environment) hinted(complaint string) string {
	switch {
	case strings.HasSuffix(complaint, ")"):
		return complaint
	case env.command == nil:
		return complaint + " (vol help lists the commands)"
	}
	return complaint + " (vol help " + env.command.name + " says more)"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// usageError is a wrong call of vol.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usagef(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}
