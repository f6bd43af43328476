package wire

import (
	"fmt"
	"time"
)

// MaxAdvance is the most that a message for a control may leave before it is due.
const MaxAdvance = 10 * time.Second

// Plan is what a port is used for. Channels are counted from 0 here. The zero plan has no keys and no pacing.
type Plan struct {
	Keys    uint16        // bit c is set: channel c carries keys, and only those are ever released
	OffAs9n uint16        // bit c is set: on channel c a key is released by note-on with velocity 0
	Spared  [16][2]uint64 // notes that are controls and must never be released, a bit each
	Gap     time.Duration // shortest time between two messages for controls
	Travel  time.Duration // how much earlier than due a message for a control leaves
	Advance time.Duration // how much earlier it may leave at the most to keep the gap; never less than Travel
	Rate    int           // bits a second that the wire carries, ten for a byte; 0: no limit

	Limits [16]Limits // of the keys of each channel
	Panic  string     // the bytes of what a panic says when every key is released, a message behind the other
}

// Limits are what the keys of one channel bear. The zero value asks for nothing.
type Limits struct {
	Shortest time.Duration // a key that is released sooner after its stroke stays down for so long
	Repeat   time.Duration // a key that is struck sooner after its release waits for so long
	Most     uint8         // keys that may be down at once: one more is not struck; 0: all
}

// MaxLimit is the most that a key may be held or waited for.
const MaxLimit = time.Second

// MaxPanic is how many bytes a panic may say beside the releases.
const MaxPanic = 1024

// span is how long n bytes are on the wire.
func (p *Plan) span(n int) time.Duration {
	if p.Rate == 0 {
		return 0
	}
	return time.Duration(n) * 10 * time.Second / time.Duration(p.Rate)
}

// Check names what is out of range.
func (p *Plan) Check() error {
	if p.Gap < 0 || p.Travel < 0 || p.Advance < p.Travel || p.Gap > MaxAdvance || p.Advance > MaxAdvance {
		return fmt.Errorf("the pacing is out of range: gap %v, travel %v, advance %v (0 to %v, advance no less than travel)",
			p.Gap, p.Travel, p.Advance, MaxAdvance)
	}
	for c, l := range p.Limits {
		if l.Shortest < 0 || l.Repeat < 0 || l.Shortest > MaxLimit || l.Repeat > MaxLimit {
			return fmt.Errorf("the limits of channel %d are out of range: shortest note %v, gap between repeated notes %v (0 to %v)",
				c+1, l.Shortest, l.Repeat, MaxLimit)
		}
	}
	if len(p.Panic) > MaxPanic {
		return fmt.Errorf("a panic says %d bytes, at most %d", len(p.Panic), MaxPanic)
	}
	if p.Rate < 0 || p.Rate > 1<<30 {
		return fmt.Errorf("the pacing is out of range: a wire of %d bits a second", p.Rate)
	}
	return nil
}

// Spare marks a note as a control.
func (p *Plan) Spare(channel, note uint8) { p.Spared[channel&15][note>>6&1] |= 1 << (note & 63) }

// spared tells whether a note is a control.
func (p *Plan) spared(channel, note uint8) bool {
	return p.Spared[channel&15][note>>6&1]>>(note&63)&1 != 0
}

// appendUp appends the message that releases a key.
func (p *Plan) appendUp(b []byte, channel, key uint8) []byte {
	if p.OffAs9n>>channel&1 != 0 {
		return append(b, 0x90|channel, key, 0)
	}
	return append(b, 0x80|channel, key, 0)
}

// silencing tells whether a channel may be told that all its notes are off: a stop said as a note would go off too.
func (p *Plan) silencing(channel uint8) bool {
	return p.Keys>>channel&1 != 0 && p.Spared[channel] == [2]uint64{}
}

// AppendPanic appends note-off for every key of every channel that carries keys, whether it is known to sound or not,
// then all-notes-off and all-sound-off where no control is said as a note.
func (p *Plan) AppendPanic(b []byte) []byte {
	for c := range uint8(16) {
		if p.Keys>>c&1 == 0 {
			continue
		}
		for k := range uint8(128) {
			if !p.spared(c, k) {
				b = p.appendUp(b, c, k)
			}
		}
	}
	for c := range uint8(16) {
		if p.silencing(c) {
			b = append(b, 0xb0|c, 123, 0, 0xb0|c, 120, 0)
		}
	}
	return b
}
