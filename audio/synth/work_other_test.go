//go:build !unix

package synth_test

import "time"

var began = time.Now()

// work is the time that has passed.
func work() time.Duration { return time.Since(began) }
