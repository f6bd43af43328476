//go:build !unix

package guard

import "errors"

var errNoFiles = errors.New("this system has no MIDI device files (name a port instead)")

func listenRaw(string, *ear) (inlet, error) { return nil, errNoFiles }

func openRaw(string) (outlet, error) {
	return nil, errNoFiles
}
