package jack

import "errors"

// Why there is no client.
var (
	ErrAbsent   = errors.New("JACK is not installed")
	ErrNoServer = errors.New("no JACK server is running")
	ErrRefused  = errors.New("the JACK server refuses us")
)
