package file

import (
	"fmt"
	"math"
	"time"

	"voluntary/registration"
)

// document is the file as it is written, with text ids.
type document struct {
	Format     string                   `json:"format"`
	Version    int                      `json:"version"`
	Name       string                   `json:"name"`
	Title      string                   `json:"title,omitempty"`
	Divisions  list[division]           `json:"divisions"`
	Controls   list[control]            `json:"controls,omitempty"`
	Enclosures list[enclosure]          `json:"enclosures,omitempty"`
	Scenes     list[registration.Scene] `json:"scenes,omitempty"`
	Jamb       *jamb                    `json:"jamb,omitempty"`
	Mechanics  *mechanics               `json:"mechanics,omitempty"`
	Dialect    *dialect                 `json:"dialect,omitempty"`
}

type division struct {
	ID      string `json:"id"`
	Name    string `json:"name,omitempty"`
	Lowest  *uint8 `json:"lowest"`
	Highest *uint8 `json:"highest"`
	Pedal   bool   `json:"pedal,omitempty"`
}

type control struct {
	ID           string              `json:"id"`
	Kind         *registration.Kind  `json:"kind"`
	Division     string              `json:"division"`
	Name         string              `json:"name,omitempty"`
	Pitch        float64             `json:"pitch,omitempty"`
	Family       registration.Family `json:"family,omitempty"`
	Construction string              `json:"construction,omitempty"`
	Ranks        []float64           `json:"ranks,omitempty"`
	Strength     float64             `json:"strength,omitempty"`
	Speech       string              `json:"speech,omitempty"`
	To           string              `json:"to,omitempty"`
	Shift        int8                `json:"shift,omitempty"`
	UnisonOff    bool                `json:"unison_off,omitempty"`
	Rate         float64             `json:"rate,omitempty"`
	Depth        float64             `json:"depth,omitempty"`
}

type enclosure struct {
	ID        string   `json:"id"`
	Name      string   `json:"name,omitempty"`
	Divisions []string `json:"divisions,omitempty"`
	Initial   *uint8   `json:"initial,omitempty"` // open when it is not said
}

type jamb struct {
	Form   registration.Form `json:"form,omitempty"`
	Left   []string          `json:"left,omitempty"`
	Width  int               `json:"width,omitempty"`
	Height int               `json:"height,omitempty"`
	Pieces list[piece]       `json:"pieces,omitempty"`
}

type piece struct {
	Of     string                 `json:"of,omitempty"`
	Kind   registration.PieceKind `json:"kind"`
	Text   string                 `json:"text,omitempty"`
	Colour string                 `json:"colour,omitempty"`
	X      int                    `json:"x,omitempty"`
	Y      int                    `json:"y,omitempty"`
	Width  int                    `json:"width,omitempty"`
	Height int                    `json:"height,omitempty"`
}

type mechanics struct {
	RepeatGap    milliseconds `json:"repeat_gap_ms,omitempty"`
	ShortestNote milliseconds `json:"shortest_note_ms,omitempty"`
	WireRate     int          `json:"wire_rate,omitempty"` // bits a second
	LeastGap     milliseconds `json:"least_gap_ms,omitempty"`

	Divisions list[divisionMechanics] `json:"divisions,omitempty"`
}

type divisionMechanics struct {
	Division      string       `json:"division"`
	SpeakingDelay milliseconds `json:"speaking_delay_ms,omitempty"`
	RepeatGap     milliseconds `json:"repeat_gap_ms,omitempty"`
	ShortestNote  milliseconds `json:"shortest_note_ms,omitempty"`
	MostKeys      int          `json:"most_keys,omitempty"`
}

type dialect struct {
	Name       string              `json:"name,omitempty"`
	Gap        milliseconds        `json:"gap_ms,omitempty"`
	Travel     milliseconds        `json:"travel_ms,omitempty"`
	Cancel     string              `json:"cancel,omitempty"`
	Panic      string              `json:"panic,omitempty"`
	Organ      string              `json:"organ,omitempty"`
	Divisions  list[divisionCode]  `json:"divisions,omitempty"`
	Bitmaps    list[bitmap]        `json:"bitmaps,omitempty"`
	Banks      list[bank]          `json:"banks,omitempty"`
	Controls   list[controlCode]   `json:"controls,omitempty"`
	Enclosures list[enclosureCode] `json:"enclosures,omitempty"`
}

type divisionCode struct {
	Division string `json:"division"`
	Channel  uint8  `json:"channel"`
	Velocity uint8  `json:"velocity,omitempty"`
	OffAs9n  bool   `json:"off_as_9n,omitempty"`
	Element  string `json:"element,omitempty"`
}

type controlCode struct {
	Control  string                `json:"control"`
	Kind     registration.CodeKind `json:"kind"`
	Channel  uint8                 `json:"channel,omitempty"`
	Number   *uint16               `json:"number,omitempty"` // 0 is written where the kind has a number
	On       uint8                 `json:"on,omitempty"`
	Off      uint8                 `json:"off,omitempty"`
	Part     string                `json:"part,omitempty"`
	Group    uint8                 `json:"group,omitempty"`
	Index    *uint16               `json:"index,omitempty"`
	OffAs9n  bool                  `json:"off_as_9n,omitempty"`
	OnSysEx  string                `json:"on_sysex,omitempty"`
	OffSysEx string                `json:"off_sysex,omitempty"`
	Element  string                `json:"element,omitempty"`
}

type enclosureCode struct {
	Enclosure  string                `json:"enclosure"`
	Kind       registration.CodeKind `json:"kind,omitempty"`
	Channel    uint8                 `json:"channel"`
	Controller uint8                 `json:"controller,omitempty"`
	Number     uint16                `json:"number,omitempty"`
	Closed     uint8                 `json:"closed,omitempty"`
	Open       uint8                 `json:"open,omitempty"`
	Element    string                `json:"element,omitempty"`
}

type bitmap struct {
	Name         string                `json:"name"`
	Head         string                `json:"head"`
	Offset       bool                  `json:"offset,omitempty"`
	Length       int                   `json:"length"`
	Base         string                `json:"base,omitempty"`
	ChecksumFrom int                   `json:"checksum_from,omitempty"`
	Checksum     registration.Checksum `json:"checksum,omitempty"`
	ChecksumTo   uint8                 `json:"checksum_to,omitempty"`
}

type bank struct {
	Name       string `json:"name"`
	Channel    uint8  `json:"channel"`
	Controller uint8  `json:"controller"`
	Cancel     uint8  `json:"cancel"`
	Previous   uint8  `json:"previous"`
	Next       uint8  `json:"next"`
}

// milliseconds are a span of time as a number, with fractions down to the nanosecond.
type milliseconds float64

func millisecondsOf(d time.Duration) milliseconds {
	return milliseconds(float64(d) / float64(time.Millisecond))
}

func (m milliseconds) duration(name string) (time.Duration, error) {
	const longest = 60_000
	if m < 0 || m > longest {
		return 0, fmt.Errorf("%s is %g, must be 0 to %d", name, float64(m), longest)
	}
	return time.Duration(math.Round(float64(m) * float64(time.Millisecond))), nil
}
