//go:build cgo || windows || (darwin && arm64)

package speaker

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"github.com/hajimehoshi/oto/v2"

	"voluntary/audio/urgent"
)

const bytesPerFrame = 8

// shared is the one oto context of the process: oto cannot give a device back, so it is kept for the next speaker, and
// made anew only after it has failed.
var shared struct {
	sync.Mutex
	ctx     *oto.Context
	rate    int
	waiting int
	beyond  int
}

// openSystem opens the usual sound device, or takes the one that is open.
func openSystem(ctx context.Context, rate, waiting int) (device, error) {
	shared.Lock()
	defer shared.Unlock()
	if shared.ctx != nil && shared.ctx.Err() != nil {
		shared.ctx = nil
	}
	if shared.ctx == nil {
		quietDriver()
		c, ready, err := oto.NewContextWithOptions(&oto.NewContextOptions{
			SampleRate: rate, ChannelCount: 2, Format: oto.FormatFloat32LE,
			BufferSize: (time.Duration(waiting)*time.Second + time.Duration(rate) - 1) / time.Duration(rate),
		})
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNoDevice, err)
		}
		select {
		case <-ready:
		case <-ctx.Done():
			return nil, fmt.Errorf("the sound device did not answer: %w", ctx.Err())
		}
		if err := c.Err(); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNoDevice, err)
		}
		shared.ctx, shared.rate, shared.waiting, shared.beyond = c, rate, waiting, beyond(rate, waiting/periods)
	}
	if shared.rate != rate {
		return nil, fmt.Errorf("the sound device already plays %d frames a second, not %d", shared.rate, rate)
	}
	return &otoDevice{ctx: shared.ctx, waiting: shared.waiting, beyond: shared.beyond}, nil
}

// otoDevice is one player of the shared context.
type otoDevice struct {
	ctx     *oto.Context
	waiting int
	beyond  int

	mu     sync.Mutex
	player oto.Player
}

// source makes a reader of a function that fills. oto reads it first where it is told to play, and from then on from one
// goroutine that mixes for every player.
type source struct {
	fill    func([]float32)
	samples []float32
	playing atomic.Bool
	hurries bool // of the goroutine that reads
}

func (s *source) Read(p []byte) (int, error) {
	if !s.hurries && s.playing.Load() {
		s.hurries = true
		urgent.Thread(urgent.Sound)
	}
	n := len(p) / bytesPerFrame * 2
	if n > len(s.samples) {
		s.samples = make([]float32, n) // once or twice, for the longest request
	}
	x := s.samples[:n]
	s.fill(x)
	for i, v := range x {
		binary.LittleEndian.PutUint32(p[4*i:], math.Float32bits(v))
	}
	return 4 * n, nil
}

func (d *otoDevice) name() (what, hint string) {
	return "the computer's sound device", "is it still plugged in?"
}

func (d *otoDevice) play(fill func([]float32), buffer int) {
	d.mu.Lock()
	from := &source{fill: fill, samples: make([]float32, 2*longest)}
	d.player = d.ctx.NewPlayer(from)
	d.mu.Unlock()
	d.resize(buffer)
	d.player.Play()
	from.playing.Store(true)
}

func (d *otoDevice) resize(buffer int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if p, ok := d.player.(oto.BufferSizeSetter); ok {
		p.SetBufferSize(buffer * bytesPerFrame)
	}
}

// periods is how many oto asks the driver for.
const periods = 2

func (d *otoDevice) queue() (waiting, beyond, period int) {
	return d.waiting, d.beyond, d.waiting / periods
}

func (d *otoDevice) err() error {
	if err := d.ctx.Err(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.player.Err()
}

// close leaves the context running: oto's Suspend waits for a driver that may never answer.
func (d *otoDevice) close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.player.Close()
}

func (d *otoDevice) abandon() {
	shared.Lock()
	defer shared.Unlock()
	if shared.ctx == d.ctx {
		shared.ctx = nil
	}
}
