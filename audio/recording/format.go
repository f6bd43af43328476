package recording

import (
	"path/filepath"
	"slices"
	"strings"

	"voluntary/audio/wav"
)

// Format is the kind of a sound file.
type Format uint8

// The formats.
const (
	WAV16 Format = iota
	WAV24
	WAVFloat
	FLAC16
	FLAC24
)

var formatNames = []string{"wav16", "wav24", "wavfloat", "flac16", "flac24"}

// FormatNames lists what [ParseFormat] reads.
func FormatNames() []string { return slices.Clone(formatNames) }

// ParseFormat reads the name of a format: one of [FormatNames], or "wav" or "flac", which have 16 bits.
func ParseFormat(name string) (Format, bool) {
	name = strings.ToLower(name)
	if name == "wav" || name == "flac" {
		name += "16"
	}
	i := slices.Index(formatNames, name)
	return Format(max(i, 0)), i >= 0
}

// FormatFor is the format that a file of that name has if nothing else is said: FLAC for .flac, else WAV, with 16 bits.
func FormatFor(path string) Format {
	if strings.EqualFold(filepath.Ext(path), ".flac") {
		return FLAC16
	}
	return WAV16
}

func (f Format) String() string { return formatNames[min(int(f), len(formatNames)-1)] }

// Ending is how names of its files end.
func (f Format) Ending() string {
	if f >= FLAC16 {
		return ".flac"
	}
	return ".wav"
}

func (f Format) depth() wav.Depth {
	switch f {
	case WAV24:
		return wav.Int24
	case WAVFloat:
		return wav.Float32
	}
	return wav.Int16
}

func (f Format) bits() uint8 {
	if f == FLAC24 {
		return 24
	}
	return 16
}
