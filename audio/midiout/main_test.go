//go:build unix

package midiout_test

import (
	"flag"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"voluntary/audio/guard"
	"voluntary/audio/guard/wire"
	"voluntary/registration"
	"voluntary/registration/dialect"
	"voluntary/sequencer"
)

const ms = time.Millisecond

func TestMain(m *testing.M) {
	if guard.IsChild(os.Args) {
		os.Exit(guard.Main())
	}
	// The race detector lets a process sleep for a second before it ends, each guard among them.
	_ = os.Setenv("GORACE", "atexit_sleep_ms=0 "+os.Getenv("GORACE"))
	flag.Parse()
	_ = flag.Set("test.parallel", "8") // they mostly wait for what is due
	os.Exit(m.Run())
}

// organ is an organ at the end of a named pipe: it understands its dialect and does what it is told.
type organ struct {
	path    string
	console *registration.Console
	end     *os.File
	reader  sync.WaitGroup

	mu      sync.Mutex
	decoder *dialect.Decoder
	does    sequencer.Sounding
	heard   []heard
}

// heard is one MIDI message and when it was read.
type heard struct {
	at time.Time
	b  []byte
}

func newOrgan(t *testing.T, c *registration.Console) *organ {
	t.Helper()
	o := &organ{path: filepath.Join(t.TempDir(), "midi"), console: c}
	require.NoError(t, syscall.Mkfifo(o.path, 0o600))
	o.plug(t)
	t.Cleanup(func() { o.unplug() })
	return o
}

// unplug makes the organ go, deaf to what it is told, as it stands. plug brings another in its place, with nothing drawn.
func (o *organ) unplug() {
	_ = o.end.Close()
	o.reader.Wait()
}

func (o *organ) plug(t *testing.T) {
	t.Helper()
	f, err := os.OpenFile(o.path, os.O_RDWR, 0)
	require.NoError(t, err)
	o.mu.Lock()
	o.end, o.decoder, o.does = f, dialect.NewDecoder(o.console), sequencer.Sounding{State: o.console.Initial()}
	o.mu.Unlock()
	o.reader.Go(func() {
		b := make([]byte, 64<<10)
		var got []byte
		for {
			n, err := f.Read(b)
			if err != nil {
				return
			}
			got = o.hear(time.Now(), append(got, b[:n]...))
		}
	})
}

func (o *organ) hear(now time.Time, got []byte) (rest []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for {
		one, rest := wire.Cut(got)
		if len(one) == 0 {
			return rest
		}
		o.heard = append(o.heard, heard{now, append([]byte(nil), one...)})
		for _, h := range o.decoder.Hear(nil, one) {
			switch h.Kind {
			case dialect.KeyDown:
				o.does.Apply(sequencer.Event{Kind: sequencer.KeyDown, Division: h.Division, Key: h.Key, Velocity: h.Velocity})
			case dialect.KeyUp:
				o.does.Apply(sequencer.Event{Kind: sequencer.KeyUp, Division: h.Division, Key: h.Key})
			case dialect.Changed:
				o.does.Apply(sequencer.ChangeEvent(0, h.Change))
			}
		}
		got = rest
	}
}

func (o *organ) Down(d registration.DivisionID, key uint8) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.does.Keys[d][key] != 0
}

func (o *organ) Keys() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	n := 0
	for range o.does.Held {
		n++
	}
	return n
}

func (o *organ) On(c registration.ControlID) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.does.State.On(c)
}

// messages is all that it has heard.
func (o *organ) messages() []heard {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]heard(nil), o.heard...)
}

func (o *organ) sounding() sequencer.Sounding {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.does
}

// console makes a small organ of a dialect.
func console(t *testing.T, d registration.Dialect) *registration.Console {
	t.Helper()
	return consoleWith(t, d, registration.Mechanics{})
}

func consoleWith(t *testing.T, d registration.Dialect, m registration.Mechanics) *registration.Console {
	t.Helper()
	c, err := registration.NewConsole(registration.Console{
		Mechanics: m,
		Name:      "test",
		Divisions: []registration.Division{
			{ID: "great", Name: "Great", Lowest: 36, Highest: 96}, {ID: "pedal", Name: "Pedal", Lowest: 36, Highest: 67, Pedal: true},
		},
		Controls: []registration.Control{
			{ID: "great.principal-8", Name: "Principal", Pitch: 8},
			{ID: "great.octave-4", Name: "Octave", Pitch: 4},
			{ID: "pedal.subbass-16", Name: "Subbass", Division: 1, Pitch: 16},
			{ID: "pedal.great", Kind: registration.Coupler, Name: "Great to Pedal", Division: 1},
		},
		Enclosures: []registration.Enclosure{{ID: "swell", Name: "Swell", Divisions: []registration.DivisionID{0}, Initial: 127}},
		Dialect:    d,
	})
	require.NoError(t, err)
	return c
}

var divisions = []registration.DivisionCode{{Channel: 1}, {Channel: 2, OffAs9n: true}}

// dialects are one of each way of saying that matters here.
func dialects() map[string]registration.Dialect {
	codes := func(f func(i uint8) registration.ControlCode) (all []registration.ControlCode) {
		for i := range uint8(4) {
			all = append(all, f(i))
		}
		return all
	}
	shoe := []registration.EnclosureCode{{Channel: 1, Controller: 11}}
	return map[string]registration.Dialect{
		"parameters": {Divisions: divisions, Enclosures: shoe, Controls: codes(func(i uint8) registration.ControlCode {
			return registration.ControlCode{Kind: registration.NRPN, Channel: 10, Number: uint16(i)}
		})},
		"notes among the keys": {Divisions: divisions, Enclosures: shoe, Controls: codes(func(i uint8) registration.ControlCode {
			return registration.ControlCode{Kind: registration.Note, Channel: 1, Number: uint16(i)}
		})},
		"a slow and careful organ": {
			Divisions: divisions, Enclosures: shoe, Gap: 8 * ms, Travel: 40 * ms,
			Controls: codes(func(i uint8) registration.ControlCode {
				return registration.ControlCode{Kind: registration.CC, Channel: 10, Number: uint16(20 + i)}
			}),
		},
		"toggles": {
			Divisions: divisions, Enclosures: shoe, Cancel: "F0 31 2F 6C 00 F7", Travel: 30 * ms,
			Controls: codes(func(i uint8) registration.ControlCode {
				return registration.ControlCode{Kind: registration.PCToggle, Channel: 10, Number: uint16(i)}
			}),
		},
		"a bitmap": {
			Divisions: divisions, Enclosures: shoe, Gap: 5 * ms,
			Bitmaps: []registration.Bitmap{{Name: "stops", Head: "F0 7D 01", Length: 2}},
			Controls: codes(func(i uint8) registration.ControlCode {
				return registration.ControlCode{Kind: registration.SysExBitmap, Part: "stops", Index: uint16(i) * 3}
			}),
		},
	}
}
