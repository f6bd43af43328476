package smf

import (
	"fmt"

	"voluntary/sequencer"
)

// track reads the events of one MTrk chunk, data[p:end]. cut tells that the chunk should have been longer.
func (r *reader) track(t *Track, p, end int, cut bool) error {
	b := r.data[:end]
	start := p
	t.Notes = make([]Note, 0, min((end-p)/8, MaxNotes))
	var (
		tick         int64
		running      byte // running status, 0 when cancelled
		lastStatus   byte // the last channel status, whatever came between
		openSysEx    bool
		complainedOf [256]bool // system messages are said once for each kind
		saidRunning  bool
	)
	lose := func(at int, format string, args ...any) {
		t.Lost = true
		place := fmt.Sprintf("Track %d, byte %d: ", t.Index, at)
		r.warn(true, "%s; the rest of the track from there (%s) is lost.", place+fmt.Sprintf(format, args...), sequencer.Count(end-at, "byte"))
	}
	note := func(at int, format string, args ...any) {
		r.warn(false, "Track %d, byte %d: %s.", t.Index, at, fmt.Sprintf(format, args...))
	}
events:
	for p < end {
		at := p
		delta := int64(b[p])
		p++
		if delta >= 0x80 {
			var ok bool
			var n int
			delta, n, ok = number(b[at:])
			if !ok {
				if at+n >= end {
					lose(at, "the track breaks off inside a time")
				} else {
					lose(at, "a time does not end")
				}
				break
			}
			p = at + n
			if n > 4 {
				note(at, "a time of %d bytes, where 4 is the most", n)
			}
			if delta > 0x0FFFFFFF {
				note(at, "a pause of %d ticks, longer than is allowed", delta)
			}
		}
		if delta > MaxTick-tick {
			lose(at, "the time passes %d ticks, which no music does", int64(MaxTick))
			break
		}
		tick += delta
		if p >= end {
			if cut {
				lose(at, "the track breaks off after a time")
			} else {
				note(at, "the track ends with a time that belongs to no event")
			}
			break
		}
		s := b[p]
		if s < 0x80 {
			if running == 0 {
				if lastStatus == 0 {
					lose(p, "a data byte stands where an event should begin")
					break
				}
				if !saidRunning {
					note(p, "running status goes on after a meta or SysEx event, which the standard forbids; it is read so")
					saidRunning = true
				}
				running = lastStatus
			}
			s = running
		} else {
			p++
		}
		switch {
		case s < 0xF0:
			running, lastStatus = s, s
			kind, ch := s&0xF0, s&0x0F
			if kind == 0xC0 || kind == 0xD0 {
				if p >= end {
					lose(at, "the track breaks off inside an event")
					break events
				}
				a := b[p]
				if a > 127 {
					lose(p, "a data byte is above 127")
					break events
				}
				p++
				if kind == 0xC0 {
					if err := r.count(); err != nil {
						return err
					}
					t.Programs = append(t.Programs, Program{tick, ch, a})
				}
				break
			}
			if p+2 > end {
				lose(at, "the track breaks off inside an event")
				break events
			}
			a, v := b[p], b[p+1]
			if a|v > 127 {
				lose(p, "a data byte is above 127")
				break events
			}
			p += 2
			switch {
			case kind == 0x90 && v != 0:
				if r.notes >= MaxNotes {
					return fmt.Errorf("%w: more than %s", ErrTooLarge, sequencer.Count(MaxNotes, "note"))
				}
				r.notes++
				r.noteOn(t, tick, ch, a, v)
			case kind <= 0x90:
				r.noteOff(t, tick, ch, a)
			case kind == 0xB0 && (a == 7 || a == 11):
				if err := r.count(); err != nil {
					return err
				}
				t.Shoes = append(t.Shoes, Controller{tick, ch, a, v})
			}
		case s == 0xFF:
			if p >= end {
				lose(at, "the track breaks off inside an event")
				break events
			}
			kind := b[p]
			size, n, ok := number(b[p+1:])
			p += 1 + n
			if !ok || size > int64(end-p) {
				lose(at, "a meta event (%02X) is cut off", kind)
				break events
			}
			body := b[p : p+int(size)]
			p += int(size)
			running = 0
			if kind == 0x2F {
				t.Events++
				t.Ended = true
				if size > 0 {
					note(at, "the end-of-track event has %s of its own", sequencer.Count(int(size), "byte"))
				}
				break events
			}
			if err := r.meta(t, at, tick, kind, body); err != nil {
				return err
			}
		case s == 0xF0 || s == 0xF7:
			size, n, ok := number(b[p:])
			if p += n; !ok || size > int64(end-p) {
				lose(at, "a SysEx event is cut off")
				break events
			}
			p += int(size)
			running = 0
			ended := size > 0 && b[p-1] == 0xF7
			if s == 0xF0 {
				if openSysEx {
					note(at, "a SysEx event begins before the last one has ended")
				}
				openSysEx = !ended
			} else if ended {
				openSysEx = false
			}
		default: // F1 to F6 and F8 to FE have no place in a file: they are skipped with their data
			if !complainedOf[s] {
				complainedOf[s] = true
				note(at, "the system message %02X does not belong in a file and is skipped", s)
			}
			switch s {
			case 0xF1, 0xF3:
				p++
			case 0xF2:
				p += 2
			}
			if s < 0xF8 {
				running = 0
			}
			continue // not an event of the file
		}
		t.Events++
	}
	t.EndTick = tick
	if openSysEx {
		note(min(p, end), "a SysEx event never ends")
	}
	if !t.Ended && !t.Lost && end > start {
		note(min(p, end), "the track has no end-of-track event")
	}
	if t.Ended && p < end {
		note(p, "what follows the end of the track (%s) is not read", sequencer.Count(end-p, "byte"))
	}
	r.close(t)
	return nil
}

// number reads a variable-length number at the beginning of b. n is how many bytes were read, also when it does not end
// within nine bytes or within b.
func number(b []byte) (v int64, n int, ok bool) {
	for n < len(b) && n < 9 {
		c := b[n]
		n++
		v = v<<7 | int64(c&0x7F)
		if c < 0x80 {
			return v, n, true
		}
	}
	return 0, n, false
}

// count keeps the number of things that are not notes within bounds.
func (r *reader) count() error {
	if r.others >= MaxOthers {
		return fmt.Errorf("%w: more than %d texts, tempos and program changes", ErrTooLarge, MaxOthers)
	}
	r.others++
	return nil
}

// noteOn starts a note and puts it at the end of its key's queue.
func (r *reader) noteOn(t *Track, tick int64, ch, key, velocity byte) {
	t.Notes = append(t.Notes, Note{Start: tick, Channel: ch, Key: key, Velocity: velocity})
	i, k := int32(len(t.Notes)), int(ch)<<7|int(key)
	if r.first[k] == 0 {
		r.first[k] = i
	} else {
		t.Notes[r.last[k]-1].End = int64(i)
	}
	r.last[k] = i
	r.sounding++
}

// noteOff ends the note that has sounded longest on a key, if any does.
func (r *reader) noteOff(t *Track, tick int64, ch, key byte) {
	k := int(ch)<<7 | int(key)
	i := r.first[k]
	if i == 0 {
		return
	}
	n := &t.Notes[i-1]
	r.first[k] = int32(n.End)
	n.End = tick
	r.sounding--
}

// close ends what still sounds at the end of the track.
func (r *reader) close(t *Track) {
	for k := 0; r.sounding > 0; k++ {
		for i := r.first[k]; i != 0; r.sounding-- {
			n := &t.Notes[i-1]
			i = int32(n.End)
			n.End = t.EndTick
		}
		r.first[k] = 0
	}
	if len(t.Notes) == 0 {
		t.Notes = nil
	} else if cap(t.Notes) > 2*len(t.Notes) {
		t.Notes = append(make([]Note, 0, len(t.Notes)), t.Notes...)
	}
}
