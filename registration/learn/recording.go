package learn

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"voluntary/registration/dialect"
)

// Heard is one message that came from the organ, and when, from any moment on.
type Heard struct {
	At    time.Duration
	Bytes []byte
}

// Limits of a recording.
const (
	maxLines = 1_000_000
	maxLine  = 1 << 17
)

// ReadRecording reads a recorded stream: a line for each message, the seconds, then the bytes in hex. What stands behind
// the bytes is passed over, and so are empty lines, those that begin with # and those that were sent (marked "out" or ">"
// before the bytes). Bytes may be cut anywhere: they are put together to messages again.
func ReadRecording(r io.Reader) ([]Heard, error) {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 0, 4096), maxLine)
	var out []Heard
	var stream dialect.Stream
	for n := 1; in.Scan(); n++ {
		if n > maxLines {
			return nil, fmt.Errorf("the recording has more than %d lines", maxLines)
		}
		text := strings.TrimSpace(strings.TrimPrefix(in.Text(), "\ufeff"))
		if text == "" || text[0] == '#' {
			continue
		}
		fields := strings.Fields(text)
		seconds, err := strconv.ParseFloat(strings.TrimSuffix(strings.Replace(fields[0], ",", ".", 1), "s"), 64)
		if err != nil || math.IsNaN(seconds) || math.Abs(seconds) > 1e7 {
			return nil, fmt.Errorf("line %d of the recording does not begin with seconds: %.40q (a line is: 12.345 B0 63 01)", n, text)
		}
		bytes, sent := bytesOf(fields[1:])
		if sent {
			continue
		}
		if len(bytes) == 0 {
			return nil, fmt.Errorf("line %d of the recording has no bytes in hex: %.40q (a line is: 12.345 B0 63 01)", n, text)
		}
		at := time.Duration(seconds * float64(time.Second))
		for _, b := range bytes {
			if m := stream.Next(b); m != nil {
				out = append(out, Heard{at, append([]byte(nil), m...)})
			}
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("the recording cannot be read: %w", err)
	}
	return out, nil
}

// bytesOf reads the bytes of a line up to the first word that is none, and tells whether the line was sent.
func bytesOf(fields []string) (bytes []byte, sent bool) {
	for _, f := range fields {
		switch strings.ToLower(f) {
		case "out", ">", "→":
			if len(bytes) == 0 {
				return nil, true
			}
		case "in", "<", "←":
			if len(bytes) == 0 {
				continue
			}
		}
		if len(f)%2 != 0 {
			break
		}
		b, err := hex.DecodeString(f)
		if err != nil {
			break
		}
		bytes = append(bytes, b...)
	}
	return bytes, false
}

// WriteRecording writes what ReadRecording reads.
func WriteRecording(w io.Writer, heard []Heard) error {
	for _, h := range heard {
		if _, err := fmt.Fprintf(w, "%.3f %s\n", h.At.Seconds(), dialect.Hex(h.Bytes)); err != nil {
			return err
		}
	}
	return nil
}
