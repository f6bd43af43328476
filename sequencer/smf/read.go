package smf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"

	"voluntary/sequencer"
)

// searched is how far into the file a header is looked for.
const searched = 1 << 16

// Read reads a Standard MIDI File. The error is one sentence and wraps ErrFormat, ErrDamaged or ErrTooLarge. The file
// keeps nothing of data.
func Read(data []byte) (*File, error) {
	f, err := read(data)
	if err != nil || f.Status == Recovered {
		if mended, ok := mendLineEnds(data); ok {
			if whole, err := read(mended); err == nil && whole.Status == OK {
				whole.Status = Recovered
				whole.Warnings = []string{"The whole file: line ends had been rewritten on its way (0A to 0D 0A, a transfer in text mode); this was undone."}
				return whole, nil
			}
		}
	}
	return f, err
}

// Recognise reports whether data looks like a MIDI file that Read will take, by its first bytes.
func Recognise(data []byte) bool {
	if len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "RMID" {
		return true
	}
	return bytes.Contains(data[:min(len(data), 160)], []byte("MThd")) && !bytes.HasPrefix(data, []byte("PK")) // MacBinary puts 128 bytes before
}

// reader holds what reading one file needs.
type reader struct {
	f      *File
	data   []byte
	end    int // of the chunks: the end of data, or of the RIFF chunk
	notes  int // kept so far
	others int
	hard   string // the first warning about something that is lost
	missed int    // warnings that were one too many

	// The notes that sound, for each channel and key: index+1 of the first and the last of the queue. A sounding note's
	// End holds index+1 of the next.
	first, last [16 * 128]int32
	sounding    int
}

func read(data []byte) (*File, error) {
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("%w: %s bytes, at most %s", ErrTooLarge, sequencer.Figures(len(data)), sequencer.Figures(MaxBytes))
	}
	r := &reader{f: &File{Status: OK}, data: data, end: len(data)}
	at, err := r.locate()
	if err != nil {
		return nil, err
	}
	if at, err = r.header(at); err != nil {
		return nil, err
	}
	if err := r.chunks(at); err != nil {
		return nil, err
	}
	f := r.f
	if len(f.Tracks) == 0 {
		return nil, r.damaged("no track (MTrk chunk) follows the header")
	}
	if r.hard != "" && f.NoteCount() == 0 {
		return nil, r.damaged(strings.TrimSuffix(r.hard, "."))
	}
	if r.hard != "" && throughText(data[at:]) {
		r.warn(false, "The whole file: bytes above 7F were replaced, as programs for text do; ask for the original.")
	}
	if r.missed > 0 {
		f.Warnings = append(f.Warnings, fmt.Sprintf("And %d more places like these.", r.missed))
	}
	f.Title = f.title()
	f.setClocks()
	return f, nil
}

// locate finds the header and sets the end of the chunks.
func (r *reader) locate() (int, error) {
	d := r.data
	if len(d) >= 12 && string(d[:4]) == "RIFF" && string(d[8:12]) == "RMID" {
		r.f.RIFF = true
		for p := 12; p+8 <= len(d); {
			size := chunkSize(binary.LittleEndian.Uint32(d[p+4:]))
			if string(d[p:p+4]) != "data" {
				p += 8 + size + size&1
				continue
			}
			if p += 8; size > len(d)-p {
				r.warn(true, "Byte %d: the RIFF wrapper promises %s of MIDI file, %d are left.", p-8, sequencer.Count(size, "byte"), len(d)-p)
				size = len(d) - p
			}
			r.end = p + size
			if !bytes.HasPrefix(d[p:r.end], []byte("MThd")) {
				return 0, fmt.Errorf("%w: the RIFF wrapper holds no MThd header at byte %d", ErrFormat, p)
			}
			return p, nil
		}
		return 0, fmt.Errorf("%w: the RIFF wrapper (RMID) has no data chunk", ErrFormat)
	}
	at := bytes.Index(d[:min(len(d), searched)], []byte("MThd"))
	if at < 0 {
		return 0, fmt.Errorf("%w: %s", ErrFormat, guess(d))
	}
	if at > 0 {
		r.warn(false, "Byte 0: something else stands before the MIDI file, which begins at byte %d (a MacBinary header, perhaps).", at)
	}
	return at, nil
}

// header reads the MThd chunk at a place and returns where the chunks begin.
func (r *reader) header(at int) (int, error) {
	if r.end-at < 14 {
		return 0, r.damaged(fmt.Sprintf("it ends at byte %d, inside its header", r.end))
	}
	d, f := r.data[at:r.end], r.f
	size := chunkSize(binary.BigEndian.Uint32(d[4:]))
	f.Format = int(binary.BigEndian.Uint16(d[8:]))
	f.Declared = int(binary.BigEndian.Uint16(d[10:]))
	division := binary.BigEndian.Uint16(d[12:])
	if size < 6 {
		r.warn(true, "Byte %d: the header says that it is %s long, which is less than the 6 it needs.", at+4, sequencer.Count(size, "byte"))
		size = 6
	}
	if f.Format > 2 {
		r.warn(false, "Byte %d: there is no format %d; it is read like format 1.", at+8, f.Format)
	}
	if division&0x8000 == 0 {
		f.Resolution.PerQuarter = int(division)
	} else {
		f.Resolution = Resolution{Frames: 256 - int(division>>8), PerFrame: int(division & 0xFF)}
		switch f.Resolution.Frames {
		case 24, 25, 29, 30:
		default:
			r.warn(false, "Byte %d: %d frames a second is not one of the four rates of SMPTE time; it is taken at its word.", at+12, f.Resolution.Frames)
		}
	}
	if f.Resolution.PerQuarter == 0 && f.Resolution.PerFrame == 0 {
		return 0, r.damaged(fmt.Sprintf("byte %d says 0 ticks a quarter note, so nothing in it has a time", at+12))
	}
	return min(at+8+size, r.end), nil
}

// chunks reads tracks and skips what is foreign.
func (r *reader) chunks(p int) error {
	d, f := r.data, r.f
	for p < r.end {
		if r.end-p < 8 {
			r.warn(false, "Byte %d: %s left over after the last chunk.", p, sequencer.Count(r.end-p, "byte"))
			break
		}
		id := string(d[p : p+4])
		size := chunkSize(binary.BigEndian.Uint32(d[p+4:]))
		left := r.end - p - 8
		complete := len(f.Tracks) >= f.Declared
		switch {
		case id == "MTrk":
			if len(f.Tracks) >= MaxTracks {
				return fmt.Errorf("%w: more than %d tracks", ErrTooLarge, MaxTracks)
			}
			if err := r.chunk(p, size, left); err != nil {
				return err
			}
			p += 8 + min(size, left)
			continue
		case id == "MThd":
			r.warn(false, "Byte %d: a second MIDI file begins here; it is not read.", p)
		case printable(id) && size <= left:
			p += 8 + size
			continue
		case complete && (printable(id) && len(f.Tracks) > 0 || !printable(id)):
			r.warn(false, "Byte %d: %s left over after the last track.", p, sequencer.Count(r.end-p, "byte"))
		case printable(id):
			r.warn(true, "Byte %d: the chunk %q says %s, %d are left.", p, id, sequencer.Count(size, "byte"), left)
		default:
			next := bytes.Index(d[p:r.end], []byte("MTrk"))
			if next < 0 {
				r.warn(true, "Byte %d: where a track should begin stands something else, and no further track follows.", p)
				break
			}
			r.warn(true, "Byte %d: where a track should begin stands something else; %s skipped up to the next one.", p, sequencer.Count(next, "byte"))
			p += next
			continue
		}
		break
	}
	if n := len(f.Tracks); n != f.Declared && n > 0 {
		r.warn(false, "The header: it promises %s, the file has %d.", sequencer.Count(f.Declared, "track"), n)
	}
	if n := len(f.Tracks); f.Format == 0 && n > 1 {
		r.warn(false, "The header: format 0 has one track, here are %d; it is read like format 1.", n)
	}
	return nil
}

// chunk reads the track whose chunk stands at p.
func (r *reader) chunk(p, size, left int) error {
	index := len(r.f.Tracks)
	r.f.Tracks = append(r.f.Tracks, Track{Index: index})
	t := &r.f.Tracks[index]
	if size == 0 {
		r.warn(false, "Track %d, byte %d: the track is empty, without even an end.", index, p)
	}
	if err := r.track(t, p+8, p+8+min(size, left), size > left); err != nil {
		return err
	}
	if size > left {
		r.warn(!t.Ended, "Track %d, byte %d: the track says %s, %d are left.", index, p+4, sequencer.Count(size, "byte"), left)
	}
	return nil
}

// chunkSize is a size as a chunk states it, bounded so that sums of it cannot overflow.
func chunkSize(stated uint32) int { return int(min(stated, 1<<30)) }

func printable(id string) bool {
	for i := range len(id) {
		if id[i] < 32 || id[i] > 126 {
			return false
		}
	}
	return true
}

// titled reports whether the first track bears the name of the piece, as the standard has it. Many programs give it the
// name of its own notes like any other track.
func (f *File) titled() bool {
	if f.Format == 2 {
		return false
	}
	if f.Format == 0 || len(f.Tracks[0].Notes) == 0 {
		return true
	}
	for i := range f.Tracks[1:] {
		if f.Tracks[i+1].Name != "" {
			return false
		}
	}
	return true
}

// title is the name of the piece, "" when the file has none.
func (f *File) title() string {
	name := Clean(f.Tracks[0].Name)
	if !f.titled() || standsFor(name, len(f.Tracks[0].Notes) > 0 && f.Format != 0) {
		return ""
	}
	return name
}
