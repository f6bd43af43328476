package smf

import (
	"errors"
	"math/bits"
)

// Limits of a file that is read. What is larger is refused with a sentence.
const (
	MaxBytes  = 64 << 20  // of the whole file
	MaxTracks = 16_384    // MTrk chunks
	MaxNotes  = 4_000_000 // in all tracks
	MaxOthers = 2_000_000 // tempos, meters, texts, program changes and shoe movements together
	MaxTick   = 1 << 38   // a track that goes on beyond is taken for damaged
)

// ErrFormat is wrapped when the bytes are no Standard MIDI File at all.
var ErrFormat = errors.New("not a Standard MIDI File")

// ErrDamaged is wrapped when a Standard MIDI File is too damaged for anything to be kept.
var ErrDamaged = errors.New("the MIDI file is damaged")

// ErrTooLarge is wrapped when a file goes beyond the limits of this package.
var ErrTooLarge = errors.New("the MIDI file is too large")

// Status says how well a file could be read.
type Status string

// The statuses. Recovered files have warnings that say what was done.
const (
	OK        Status = "ok"
	Recovered Status = "recovered"
)

// Resolution is what one tick means. Either PerQuarter is set, or Frames and PerFrame are.
type Resolution struct {
	PerQuarter int // ticks in a quarter note
	Frames     int // SMPTE frames a second; 29 means 30000/1001
	PerFrame   int // ticks in a frame
}

// SMPTE reports whether ticks are fractions of a second and not of a note.
func (r Resolution) SMPTE() bool { return r.Frames != 0 }

// File is a Standard MIDI File as read: everything about the music, nothing about how it was stored.
type File struct {
	Format     int  // 0, 1 or 2 as the header says; a number beyond was read as 1
	RIFF       bool // it came in a RIFF wrapper
	Resolution Resolution
	Declared   int // tracks that the header promises
	Status     Status
	Warnings   []string // sentences that name the place

	Title     string // "" when the first track names none
	Copyright string // the first copyright notice

	Tempos  []Tempo // by track, then in order of the track
	Meters  []Meter
	Keys    []KeySignature
	Texts   []Text // text, lyric and cue point events
	Markers []Text
	Tracks  []Track

	clocks []*Clock // one, or with format 2 one for each track
}

// Tempo is the length of a quarter note in microseconds (1 to 16,777,215) from a tick on.
type Tempo struct {
	Tick       int64
	PerQuarter int32
	Track      int32
}

// Meter is a time signature as written: it may hold nonsense such as 0/4. Denominator is 0 when it is beyond 2^31.
type Meter struct {
	Tick        int64
	Denominator uint32
	Track       int32
	Numerator   uint8
}

// KeySignature has Sharps from -7 (flats) to 7 unless the file holds nonsense; Mode is 0 for major, 1 for minor.
type KeySignature struct {
	Tick   int64
	Track  int32
	Sharps int8
	Mode   uint8
}

// TextKind tells texts apart.
type TextKind uint8

// The kinds of text, by their meta event numbers.
const (
	PlainText TextKind = 1
	Lyric     TextKind = 5
	Marker    TextKind = 6
	Cue       TextKind = 7
)

// Text is a text event.
type Text struct {
	Tick  int64
	Track int
	Kind  TextKind
	Text  string
}

// Track is one MTrk chunk.
type Track struct {
	Index      int    // counted from 0 in MTrk chunks
	Name       string // the first track name; UTF-8, read as Latin-1 where it was none
	Instrument string // the first instrument name
	Notes      []Note // in the order in which they start in the file
	Programs   []Program
	Shoes      []Controller // volume (7) and expression (11) only
	EndTick    int64        // of the end-of-track event, or of the last event that could be read
	Events     int          // every event that was read
	Ended      bool         // it has an end-of-track event
	Lost       bool         // what follows a damaged place in it could not be read
}

// Note is one key held from Start up to End, in ticks of the file.
type Note struct {
	Start, End int64
	Channel    uint8 // 0 to 15
	Key        uint8 // 0 to 127
	Velocity   uint8 // 1 to 127
}

// Program is a program change.
type Program struct {
	Tick    int64
	Channel uint8 // 0 to 15
	Number  uint8
}

// Controller is a control change.
type Controller struct {
	Tick    int64
	Channel uint8 // 0 to 15
	Number  uint8
	Value   uint8
}

// Channels lists the channels (0 to 15) on which the track has notes, in order.
func (t *Track) Channels() []int {
	var set uint16
	for i := range t.Notes {
		set |= 1 << t.Notes[i].Channel
	}
	list := make([]int, 0, bits.OnesCount16(set))
	for ch := range 16 {
		if set&(1<<ch) != 0 {
			list = append(list, ch)
		}
	}
	return list
}

// Range is the lowest and highest key of the track's notes; both 0 when it has none.
func (t *Track) Range() (lowest, highest uint8) {
	if len(t.Notes) == 0 {
		return 0, 0
	}
	lowest = 127
	for i := range t.Notes {
		lowest, highest = min(lowest, t.Notes[i].Key), max(highest, t.Notes[i].Key)
	}
	return lowest, highest
}

// NoteCount is the number of notes in all tracks.
func (f *File) NoteCount() int {
	n := 0
	for i := range f.Tracks {
		n += len(f.Tracks[i].Notes)
	}
	return n
}

// Voiced lists the indexes of the tracks that hold notes, in order: the tracks that a mapping is about.
func (f *File) Voiced() []int {
	var list []int
	for i := range f.Tracks {
		if len(f.Tracks[i].Notes) > 0 {
			list = append(list, i)
		}
	}
	return list
}

// End is when the last note ends, in microseconds.
func (f *File) End() int64 {
	var end int64
	for i := range f.Tracks {
		last := int64(-1)
		for _, n := range f.Tracks[i].Notes {
			last = max(last, n.End)
		}
		if last >= 0 {
			end = max(end, f.Clock(i).Micros(last))
		}
	}
	return end
}
