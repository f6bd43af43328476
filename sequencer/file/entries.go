package file

import (
	"voluntary/registration"
	"voluntary/sequencer"
)

// The entries of arrangement.json as they are written, field for field.

// moment is a place in the piece, said twice.
type moment struct {
	At   string          `json:"at,omitempty"`
	Tick *sequencer.Tick `json:"tick,omitempty"`
}

type tuningEntry struct {
	Temperament string  `json:"temperament,omitempty"`
	Pitch       float64 `json:"pitch,omitempty"` // of a' in hertz
}

type tempoEntry struct {
	moment
	BPM     float64 `json:"bpm,omitempty"`        // for people; counts only where quarter_ns is absent
	Quarter int64   `json:"quarter_ns,omitempty"` // length of a quarter in nanoseconds
}

type meterEntry struct {
	Tick  sequencer.Tick `json:"tick"`
	Meter string         `json:"meter"` // "6/8"
}

type sourceEntry struct {
	Name   string `json:"name,omitempty"`
	Format string `json:"format,omitempty"`
	Entry  string `json:"entry,omitempty"` // where in the zip its bytes are
}

type partEntry struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Track   int      `json:"track"`
	Channel uint8    `json:"channel"`
	Shift   int8     `json:"shift"`
	Routing rawList  `json:"routing"`
	Notes   noteRows `json:"notes"`
	Muted   []uint32 `json:"muted"` // ids of the notes that are not played
}

type routingEntry struct {
	moment
	Division string `json:"division"`
}

type laneEntry struct {
	ID uint32 `json:"id"`
	moment
	Scene      string      `json:"scene,omitempty"`
	Retire     []string    `json:"retire,omitempty"`
	Draw       []string    `json:"draw,omitempty"`
	Expression []shoeEntry `json:"expression,omitempty"`
}

type shoeEntry struct {
	Enclosure string `json:"enclosure"`
	Value     uint8  `json:"value"`
	Line      bool   `json:"line,omitempty"`
}

type markEntry struct {
	ID uint32 `json:"id"`
	moment
	Kind sequencer.MarkKind `json:"kind,omitempty"`
	Name string             `json:"name"`
}

// header is read before the rest: it decides how the rest is to be read.
type header struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
}

// document is the whole of arrangement.json in the present version.
type document struct {
	Title     string                          `json:"title"`
	Composer  string                          `json:"composer"`
	Tune      string                          `json:"tune"`
	Number    string                          `json:"number"`
	Copyright string                          `json:"copyright"`
	Comment   string                          `json:"comment"`
	Tuning    tuningEntry                     `json:"tuning"`
	Console   string                          `json:"console"`
	Source    sourceEntry                     `json:"source"`
	LastID    uint32                          `json:"last_id"`
	Tempo     rawList                         `json:"tempo"`
	Meters    rawList                         `json:"meters"`
	Parts     rawList                         `json:"parts"`
	Lane      rawList                         `json:"lane"`
	Marks     rawList                         `json:"marks"`
	Scenes    rawList                         `json:"scenes"`
	Controls  map[string]registration.Meaning `json:"controls"`
}
