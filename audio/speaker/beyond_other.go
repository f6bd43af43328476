//go:build (cgo && (!linux || android)) || windows || (darwin && arm64 && !cgo)

package speaker

// beyond: the driver asks us itself for what it has room for.
func beyond(_, _ int) int { return 0 }
