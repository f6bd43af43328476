//go:build !race

package synth_test

const raced = false
