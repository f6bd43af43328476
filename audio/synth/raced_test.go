//go:build race

package synth_test

// raced says that the race detector watches, which makes all that computes ten times slower: fewer keys are tried then.
const raced = true
