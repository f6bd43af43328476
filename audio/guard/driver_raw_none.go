//go:build !unix

package guard

import "errors"

func openRaw(string) (outlet, error) {
	return nil, errors.New("this system has no MIDI device files (name a port instead)")
}
