package smf

import (
	"encoding/binary"
	"slices"
)

// song is a MIDI file of given chunks.
func song(format, tracks, division int, chunks ...[]byte) []byte {
	b := []byte("MThd\x00\x00\x00\x06")
	for _, v := range []int{format, tracks, division} {
		b = binary.BigEndian.AppendUint16(b, uint16(v))
	}
	return append(b, slices.Concat(chunks...)...)
}

// chunk is a chunk with a right length.
func chunk(id string, parts ...[]byte) []byte {
	body := slices.Concat(parts...)
	return append(binary.BigEndian.AppendUint32([]byte(id), uint32(len(body))), body...)
}

// mtrk is a track with its end.
func mtrk(parts ...[]byte) []byte {
	return chunk("MTrk", append(parts, []byte{0, 0xFF, 0x2F, 0})...)
}

// vlq is a number of variable length.
func vlq(v int) []byte {
	b := []byte{byte(v & 0x7F)}
	for v >>= 7; v > 0; v >>= 7 {
		b = append([]byte{byte(v&0x7F) | 0x80}, b...)
	}
	return b
}

// after is an event some ticks after the last.
func after(delta int, event ...byte) []byte { return append(vlq(delta), event...) }

// meta is a meta event at once.
func meta(kind byte, text string) []byte {
	return append(append([]byte{0, 0xFF, kind}, vlq(len(text))...), text...)
}

// press is a note of some length at once, after which the next event comes.
func press(channel, key byte, length int) []byte {
	return append(after(0, 0x90|channel, key, 80), after(length, 0x80|channel, key, 64)...)
}

// scale is notes one after another.
func scale(channel byte, length int, keys ...byte) []byte {
	var b []byte
	for _, k := range keys {
		b = append(b, press(channel, k, length)...)
	}
	return b
}

// named is a track with a name.
func named(name string, parts ...[]byte) []byte {
	return mtrk(append([][]byte{meta(3, name)}, parts...)...)
}

// flood is a file of many notes in four tracks, with running status in two of them.
func flood(notes int) []byte {
	tracks := make([][]byte, 4)
	for i := range tracks {
		b := make([]byte, 0, notes*2)
		for n := range notes / len(tracks) {
			key := byte(36 + (n*7+i*12)%60)
			if i < 2 || n == 0 {
				b = append(b, 1, 0x90|byte(i), key, 64, 119, 0x80|byte(i), key, 0)
			} else {
				b = append(b, 1, 0x90|byte(i), key, 64, 119, key, 0)
			}
		}
		tracks[i] = mtrk(b)
	}
	return song(1, 4, 480, tracks...)
}
