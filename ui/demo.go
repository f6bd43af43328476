package ui

import (
	"errors"
	"fmt"
	"io/fs"

	"voluntary/assets"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
	"voluntary/sequencer/tune"
)

// openDemo shows the shipped piece.
func (w *Window) openDemo() {
	a, err := demo()
	if err != nil {
		w.fail("The demo piece cannot be shown", err)
		return
	}
	w.session.Set(a, "", "")
	w.opened(nil)
}

// demo reads the first tune that is shipped.
func demo() (*sequencer.Arrangement, error) {
	names, err := fs.Glob(assets.Demo(), "*.tune")
	if err != nil || len(names) == 0 {
		return nil, errors.New("no demo piece was built into this program")
	}
	src, err := fs.ReadFile(assets.Demo(), names[0])
	if err != nil {
		return nil, err
	}
	t, err := tune.Parse(src)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", names[0], err)
	}
	name := t.Console
	if name == "" {
		name = consolefile.Default
	}
	c, err := consolefile.Find(name)
	if err != nil {
		return nil, err
	}
	return t.Arrangement(c)
}
