//go:build !cgo || !(linux || darwin || windows)

package guard

import "fmt"

// noDriver stands for the MIDI of a system that this build cannot speak to.
type noDriver struct{}

func systemDrivers() []driver { return []driver{noDriver{}} }

var errNoC = fmt.Errorf("%w: this build of the program has no MIDI (it was made without C)", errAbsent)

func (noDriver) system() string                              { return "" }
func (noDriver) list() (inputs, outputs []string, err error) { return nil, nil, errNoC }
func (noDriver) has(string, bool) bool                       { return false }
func (noDriver) open(string) (outlet, error)                 { return nil, errNoC }
func (noDriver) virtual(string) (outlet, error)              { return nil, errNoC }
func (noDriver) listen(string, *ear) (inlet, error)          { return nil, errNoC }
func (noDriver) virtualIn(string, *ear) (inlet, error)       { return nil, errNoC }
func (noDriver) leave()                                      {}
