package devices

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// printers are the commands that print, the usual one of CUPS first.
var printers = []struct {
	name  string
	title string // the flag that names the job
}{{"lp", "-t"}, {"lpr", "-T"}}

// longestPrint is how long a command may take to accept a job.
const longestPrint = 20 * time.Second

// CanPrint reports whether there is a command that prints.
func (d *Devices) CanPrint() bool {
	for _, p := range printers {
		if _, err := exec.LookPath(p.name); err == nil {
			return true
		}
	}
	return false
}

// Print hands a file to the first command that prints.
func (d *Devices) Print(ctx context.Context, path, title string) error {
	ctx, cancel := context.WithTimeout(ctx, longestPrint)
	defer cancel()
	for _, p := range printers {
		program, err := exec.LookPath(p.name)
		if err != nil {
			continue
		}
		cmd := exec.CommandContext(ctx, program, p.title, strings.TrimLeft(title, "-"), "--", path)
		var said bytes.Buffer
		cmd.Stderr = &said
		if err := cmd.Run(); err != nil {
			words := strings.TrimSpace(said.String())
			if words == "" {
				words = err.Error()
			}
			return fmt.Errorf("%s says: %s (is a printer set up?)", p.name, words)
		}
		return nil
	}
	return errors.New("no command prints here (write a PDF and print that)")
}
