//go:build !linux || !cgo || android

package speaker

import (
	"context"

	"voluntary/audio/jack"
)

func openJACK(context.Context, int, int) (device, error) { return nil, jack.ErrAbsent }
