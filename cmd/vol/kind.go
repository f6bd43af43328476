package main

import (
	"archive/zip"
	"bytes"
	"path"
	"strings"
)

// kind is what a file is by its content, when it is neither a MIDI file nor something unknown.
type kind struct {
	arrangement bool
	words       string // with what to do about it, for who wants a score; "" when it is unknown
}

var (
	anArrangement = kind{true, "an arrangement and not a score (vol info shows what it holds)"}
	aMusicXML     = kind{words: "a MusicXML score, which cannot be read yet (open it in MuseScore and export it as MIDI)"}
	aMuseScore    = kind{words: "a MuseScore score, which cannot be read yet (export it as MIDI in MuseScore: File, Export)"}
)

// head is how much of a file is looked at.
const head = 4096

// kindOf tells by content, never by name.
func kindOf(b []byte) kind {
	if bytes.HasPrefix(b, []byte("PK")) {
		return kindOfZip(b)
	}
	text := string(bytes.ReplaceAll(b[:min(len(b), head)], []byte{0}, nil)) // UTF-16 as if it were ASCII
	switch {
	case strings.Contains(text, "<score-partwise"), strings.Contains(text, "<score-timewise"):
		return aMusicXML
	case strings.Contains(text, "<museScore"):
		return aMuseScore
	}
	return kind{}
}

func kindOfZip(b []byte) kind {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		if bytes.Contains(b[:min(len(b), head)], []byte("arrangement.json")) {
			return anArrangement // damaged: its reader knows what to say
		}
		return kind{}
	}
	found := kind{}
	for _, f := range z.File {
		switch {
		case f.Name == "arrangement.json":
			return anArrangement
		case strings.EqualFold(path.Ext(f.Name), ".mscx"):
			found = aMuseScore
		case f.Name == "META-INF/container.xml" && found == kind{}:
			found = aMusicXML
		}
	}
	return found
}
