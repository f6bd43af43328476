//go:build !linux && !windows && !darwin

package awake

import "errors"

func system() (release func(), err error) { return nil, errors.New("this system is not known") }
