package smf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	gomidi "gitlab.com/gomidi/midi/v2/smf"

	"voluntary/sequencer"
)

// How time is written: 25,000 ticks a quarter note at 240 a minute, so that a tick is 10 microseconds.
const (
	writtenPerQuarter = 25_000
	writtenQuarter    = 250_000 // microseconds
	writtenTick       = 10 * time.Microsecond
)

// longestDelta is the longest pause that a file can state, some 44 minutes; a longer one is made of several.
const longestDelta = 0x0FFFFFFF

// ErrWrite is wrapped when messages cannot be written to a MIDI file.
var ErrWrite = errors.New("the MIDI file cannot be written")

// Message is one whole MIDI message at a time from the start, not before it: a channel message with its status, a
// SysEx from F0 to F7, or a system message.
type Message struct {
	At    time.Duration
	Bytes []byte
}

// Stream is the messages of one track. They need not be in order; those of one time keep theirs.
type Stream struct {
	Name     string
	Messages []Message
}

// Write writes streams of messages as a format 1 file: a first track with the title and the tempo, then a track for each
// stream. Times are rounded to the nearest 10 microseconds, each by itself, so that no error adds up. Every message has
// its status byte: there is no running status. System messages other than SysEx are written as the standard's escapes.
// Nothing is written to w unless everything can be.
func Write(w io.Writer, title string, streams ...Stream) error {
	s := gomidi.NewSMF1()
	s.TimeFormat = gomidi.MetricTicks(writtenPerQuarter)
	s.NoRunningStatus = true
	var first gomidi.Track
	if title != "" {
		first.Add(0, gomidi.MetaTrackSequenceName(title))
	}
	first.Add(0, gomidi.MetaTempo(60_000_000/writtenQuarter))
	first.Close(0)
	if err := s.Add(first); err != nil {
		return fmt.Errorf("%w: %w", ErrWrite, err)
	}
	for _, stream := range streams {
		track, err := stream.track()
		if err != nil {
			return err
		}
		if err := s.Add(track); err != nil {
			return fmt.Errorf("%w: track %q: %w", ErrWrite, stream.Name, err)
		}
	}
	var whole bytes.Buffer // gomidi would close a writer that can be closed
	if _, err := s.WriteTo(&whole); err != nil {
		return fmt.Errorf("%w: %w", ErrWrite, err)
	}
	if _, err := w.Write(whole.Bytes()); err != nil {
		return fmt.Errorf("%w: %w", ErrWrite, err)
	}
	return nil
}

func (s *Stream) track() (gomidi.Track, error) {
	track := make(gomidi.Track, 0, len(s.Messages)+2)
	if s.Name != "" {
		track = append(track, gomidi.Event{Message: gomidi.MetaTrackSequenceName(s.Name)})
	}
	messages := s.Messages
	byTime := func(a, b Message) int { return int(min(max(a.At-b.At, -1), 1)) }
	if !slices.IsSortedFunc(messages, byTime) {
		messages = slices.Clone(messages)
		slices.SortStableFunc(messages, byTime)
	}
	var now int64
	for _, m := range messages {
		if m.At < 0 {
			return nil, fmt.Errorf("%w: track %q has a message %v before the start", ErrWrite, s.Name, -m.At)
		}
		raw, err := written(m.Bytes)
		if err != nil {
			return nil, fmt.Errorf("%w: track %q at %v: %w", ErrWrite, s.Name, m.At, err)
		}
		tick := int64((m.At + writtenTick/2) / writtenTick)
		for tick-now > longestDelta {
			track = append(track, gomidi.Event{Delta: longestDelta, Message: gomidi.MetaText("")})
			now += longestDelta
		}
		track = append(track, gomidi.Event{Delta: uint32(tick - now), Message: raw})
		now = tick
	}
	track.Close(0)
	return track, nil
}

// written is a message in the form in which gomidi writes it to a file.
func written(m []byte) (gomidi.Message, error) {
	if len(m) == 0 {
		return nil, errors.New("a message is empty")
	}
	status, body := m[0], m[1:]
	if status < 0x80 {
		return nil, fmt.Errorf("the message % X has no status byte", m)
	}
	if status == 0xF0 {
		if len(body) == 0 || body[len(body)-1] != 0xF7 {
			return nil, fmt.Errorf("the SysEx of %s does not end with F7", sequencer.Count(len(m), "byte"))
		}
		body = body[:len(body)-1]
	} else if want := lengthOf(status); len(m) != want {
		return nil, fmt.Errorf("the message % X has %s instead of %d", m[:min(len(m), 8)], sequencer.Count(len(m), "byte"), want)
	}
	for _, c := range body {
		if c > 127 {
			return nil, fmt.Errorf("the message % X has a data byte above 7F", m[:min(len(m), 8)])
		}
	}
	if status > 0xF0 {
		return append(gomidi.Message{0xF7}, m...), nil // an escape
	}
	return gomidi.Message(m), nil
}

// lengthOf is the length of a message by its status, SysEx excepted; 0 for what is no message of its own.
func lengthOf(status byte) int {
	switch {
	case status < 0xC0, status >= 0xE0 && status < 0xF0, status == 0xF2:
		return 3
	case status < 0xE0, status == 0xF1, status == 0xF3:
		return 2
	case status == 0xF7:
		return 0
	default:
		return 1
	}
}
