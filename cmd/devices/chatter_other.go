//go:build !linux

package devices

import "log/slog"

func withoutChatter(_ *slog.Logger, do func()) { do() }
