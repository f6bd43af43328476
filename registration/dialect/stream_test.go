package dialect

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
)

// cut gives the messages in a stream.
func cut(wire ...byte) (all [][]byte) {
	var s Stream
	for _, b := range wire {
		if m := s.Next(b); m != nil {
			all = append(all, bytes.Clone(m))
		}
	}
	return all
}

func TestAStreamIsCutIntoWholeMessages(t *testing.T) {
	for name, c := range map[string]struct {
		wire []byte
		want [][]byte
	}{
		"running status":             {[]byte{0x90, 60, 1, 62, 1, 60, 0}, [][]byte{{0x90, 60, 1}, {0x90, 62, 1}, {0x90, 60, 0}}},
		"two bytes":                  {[]byte{0xC3, 5, 6, 0xD3, 7}, [][]byte{{0xC3, 5}, {0xC3, 6}, {0xD3, 7}}},
		"real time within a message": {[]byte{0x90, 0xF8, 60, 0xFA, 1}, [][]byte{{0xF8}, {0xFA}, {0x90, 60, 1}}},
		"active sensing":             {[]byte{0xFE, 0x90, 0xFE, 60, 1, 0xFE}, [][]byte{{0x90, 60, 1}}},
		"SysEx":                      {[]byte{0xF0, 1, 2, 0xFE, 3, 0xF7}, [][]byte{{0xF0, 1, 2, 3, 0xF7}}},
		"SysEx that is broken off":   {[]byte{0xF0, 1, 2, 0x80, 60, 0}, [][]byte{{0x80, 60, 0}}},
		"SysEx ends running status":  {[]byte{0x90, 60, 1, 0xF0, 1, 0xF7, 61, 1}, [][]byte{{0x90, 60, 1}, {0xF0, 1, 0xF7}}},
		"the system's":               {[]byte{0xF2, 1, 2, 3, 4, 0xF1, 5, 0xF6, 0xF3, 1}, [][]byte{{0xF2, 1, 2}, {0xF1, 5}, {0xF6}, {0xF3, 1}}},
		"what begins no message":     {[]byte{1, 2, 0xF7, 3, 0xF4, 0xF5, 4}, nil},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, cut(c.wire...)) })
	}
}

func FuzzStream(f *testing.F) {
	f.Add([]byte{0x90, 60, 1, 62, 1, 0xF0, 1, 0xF8, 2, 0xF7, 0xFE})
	f.Fuzz(func(t *testing.T, wire []byte) {
		for _, m := range cut(wire...) {
			switch {
			case m[0] == sysEx:
				assert.Equal(t, byte(sysExEnd), m[len(m)-1])
				m = m[:len(m)-1]
			default:
				assert.Len(t, m, lengthOf(m[0]))
			}
			assert.NotEqual(t, byte(activeSensing), m[0])
			assert.GreaterOrEqual(t, m[0], byte(0x80))
			for _, b := range m[1:] {
				assert.Less(t, b, byte(0x80))
			}
			again := cut(m...)
			if m[0] != sysEx {
				assert.Equal(t, [][]byte{m}, again, "a message is a stream of one")
			}
		}
	})
}
