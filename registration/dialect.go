package registration

import "time"

// Dialect is how one organ's divisions, controls and enclosures are said in MIDI, as data. The encoders are in package
// dialect. The tables run parallel to the console's slices; a shorter table leaves the rest unsaid.
type Dialect struct {
	Name       string          // for people: "Plain NRPN"
	Divisions  []DivisionCode  // per division
	Controls   []ControlCode   // per control
	Enclosures []EnclosureCode // per enclosure
	Gap        time.Duration   // shortest time between two messages for controls; a safety limit
	Travel     time.Duration   // how long a drawknob takes to move: changes go out this much earlier
}

// DivisionCode is the channel on which a division's keys are played.
type DivisionCode struct {
	Channel  uint8 // 1 to 16; 0: this division has no keys over MIDI
	Velocity uint8 // sent with every key; 0: as played
	OffAs9n  bool  // a key is released by note-on with velocity 0 instead of note-off
}

// CodeKind says which MIDI message draws and retires a control.
type CodeKind string

// The kinds of code known now.
const (
	Unsaid CodeKind = ""         // this control cannot be reached over MIDI
	NRPN   CodeKind = "nrpn"     // Bc 63 hh, Bc 62 ll, Bc 06 On or Off
	Note   CodeKind = "note"     // 9c nn On; off: 8c nn 00
	CC     CodeKind = "cc-value" // Bc nn On or Off
)

// ControlCode draws and retires one control.
type ControlCode struct {
	Kind    CodeKind
	Channel uint8  // 1 to 16
	Number  uint16 // NRPN 0 to 16383, note 0 to 127, controller 0 to 119
	On, Off uint8  // data bytes; both 0 stands for 127 and 0
}

// EnclosureCode is the controller that moves a shoe.
type EnclosureCode struct {
	Channel    uint8 // 1 to 16; 0: this shoe cannot be reached over MIDI
	Controller uint8 // 0 to 119
}
