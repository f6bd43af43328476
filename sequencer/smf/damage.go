package smf

import (
	"bytes"
	"fmt"
)

// mostWarnings bounds the list; the rest is counted.
const mostWarnings = 100

// warn records a sentence. hard means that something of the file is lost.
func (r *reader) warn(hard bool, format string, args ...any) {
	r.f.Status = Recovered
	if len(r.f.Warnings) >= mostWarnings && !(hard && r.hard == "") {
		r.missed++
		return
	}
	s := fmt.Sprintf(format, args...)
	if hard && r.hard == "" {
		r.hard = s
	}
	r.f.Warnings = append(r.f.Warnings, s)
}

// damaged is the error of a file of which nothing can be kept.
func (r *reader) damaged(what string) error {
	hint := "ask for another copy"
	if throughText(r.data) {
		hint = "bytes above 7F were replaced, as programs for text do; ask for the original"
	}
	return fmt.Errorf("%w: %s (%s)", ErrDamaged, what, hint)
}

// throughText reports whether the bytes above 7F were replaced on the way by question marks or by the replacement
// character of UTF-8. Every status byte of music is one of them.
func throughText(d []byte) bool {
	if bytes.Count(d, []byte("\uFFFD")) > 3 {
		return true
	}
	for _, c := range d {
		if c > 0x7F {
			return false
		}
	}
	return bytes.Count(d, []byte("?")) > 3
}

// mendLineEnds undoes a transfer in text mode, in which every 0A became 0D 0A. It answers only where that is possible.
func mendLineEnds(d []byte) ([]byte, bool) {
	if len(d) > MaxBytes {
		return nil, false
	}
	ends := bytes.Count(d, []byte("\n"))
	if ends == 0 || bytes.Count(d, []byte("\r\n")) != ends {
		return nil, false
	}
	return bytes.ReplaceAll(d, []byte("\r\n"), []byte("\n")), true
}

// guess says what bytes without a MIDI header are, as far as their beginning tells.
func guess(d []byte) string {
	head := bytes.ToLower(bytes.TrimLeft(d[:min(len(d), 512)], " \t\r\n\xef\xbb\xbf"))
	starts := func(s string) bool { return bytes.HasPrefix(d, []byte(s)) }
	switch {
	case len(d) == 0:
		return "the file is empty"
	case starts("SMF2CLIP"):
		return "it is a MIDI 2.0 clip file (save it as a MIDI 1.0 file in the program that made it)"
	case starts("PK\x03\x04"):
		return "it is a zip archive (take the MIDI file out of it)"
	case starts("\x1f\x8b"), starts("Rar!"), starts("7z\xbc\xaf"):
		return "it is a packed archive (unpack it first)"
	case starts("\x00\x05\x16\x07"):
		return "it is the companion that a Mac keeps beside a file (take the file whose name does not begin with ._)"
	case starts("\xf0"):
		return "it is a SysEx dump: messages for an instrument, without notes or time"
	case starts("RIFF"), starts("FORM"), starts("OggS"), starts("fLaC"), starts("ID3"), starts("\xff\xfb"):
		return "it is a sound recording, not notes"
	case starts("%PDF"):
		return "it is a PDF (a picture of notes; ask for the MIDI or MusicXML file)"
	case bytes.HasPrefix(head, []byte("<!doctype html")), bytes.HasPrefix(head, []byte("<html")):
		return "it is a web page (the download led to a page and not to the file)"
	case bytes.HasPrefix(head, []byte("<?xml")), bytes.HasPrefix(head, []byte("<score")):
		return "it is an XML file"
	}
	if i := bytes.Index(d[:min(len(d), searched)], []byte("MTrk")); i >= 0 {
		return fmt.Sprintf("the header (MThd) is missing, though a track begins at byte %d (the beginning of the file is lost; ask for another copy)", i)
	}
	if isText(d[:min(len(d), 512)]) {
		return "it is a text file"
	}
	return "it has no header (MThd)"
}

func isText(d []byte) bool {
	for _, c := range d {
		if c < 32 && c != '\n' && c != '\r' && c != '\t' {
			return false
		}
	}
	return true
}
