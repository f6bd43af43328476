package registration

import "time"

// Dialect is how one organ's divisions, controls and enclosures are said in MIDI, as data. The encoders are in package
// dialect. The tables Divisions, Controls and Enclosures run parallel to the console's slices; [NewConsole] fills up
// shorter ones with what cannot be said.
//
// Whole messages are written in hex, as in the makers' manuals: "F0 31 2F 6C 00 F7". See [ParseHex].
type Dialect struct {
	Name       string          // for people: "Plain NRPN"
	Divisions  []DivisionCode  // per division
	Controls   []ControlCode   // per control
	Enclosures []EnclosureCode // per enclosure
	Bitmaps    []Bitmap        // that controls of the kind SysExBitmap stand in
	Banks      []Bank          // that controls of the kind RelativeBank stand in
	Cancel     string          // the message that retires every control; "": the organ has none
	Panic      string          // what a panic says after it has released every key: messages with ; between them; "": nothing
	Organ      string          // the GrandOrgue organ's ChurchName, of which its set-up header gives a fingerprint; "" omits it
	Gap        time.Duration   // shortest time between two messages for controls; a safety limit
	Travel     time.Duration   // how long a drawknob takes to move: changes go out this much earlier
}

// DivisionCode is the channel on which a division's keys are played.
type DivisionCode struct {
	Channel  uint8  // 1 to 16; 0: this division has no keys over MIDI
	Velocity uint8  // sent with every key; 0: as played
	OffAs9n  bool   // a key is released by note-on with velocity 0 instead of note-off
	Element  string // what GrandOrgue's set-up header calls the manual: "M1"; "": not in the header
}

// CodeKind says which MIDI message draws and retires a control.
type CodeKind string

// The kinds of code, with the bytes for on and off; c is the channel less one. Toggles and banks are relative: they are
// right only when it is known what is drawn.
const (
	Unsaid       CodeKind = ""              // this control cannot be reached over MIDI
	Note         CodeKind = "note"          // 9c Number On; 8c Number Off, or 9c Number 00
	CC           CodeKind = "cc-value"      // Bc Number On; Bc Number Off
	CCIndex      CodeKind = "cc-index"      // Bc On Index; Bc Off Index
	CCEmbedded   CodeKind = "cc-embedded"   // Bc Number Index+64; Bc Number Index
	CCBitfield   CodeKind = "cc-bitfield"   // Bc Number bits: up to seven controls, Index is the bit from 0
	CCTwoStep    CodeKind = "cc-two-step"   // Bc Number 60+Group, Bc Number Index; the same with 50+Group (hex)
	NRPN         CodeKind = "nrpn"          // Bc 63 hh, Bc 62 ll, Bc 06 On; ... Bc 06 Off
	NRPNRange    CodeKind = "nrpn-range"    // the same, several controls in one Number told apart by On and Off
	PCToggle     CodeKind = "pc-toggle"     // Cc Number, both ways
	PCPair       CodeKind = "pc-pair"       // Cc On; Cc Off
	SysExPair    CodeKind = "sysex-pair"    // OnSysEx; OffSysEx
	SysExToggle  CodeKind = "sysex-toggle"  // OnSysEx, both ways
	SysExBitmap  CodeKind = "sysex-bitmap"  // one message with every control of the Bitmap called Part, Index is the bit
	RelativeBank CodeKind = "relative-bank" // a combination of the Bank called Part, Index is its place from 1
	GOSetup      CodeKind = "go-setup"      // as NRPN, after the set-up header has given Number to Element
)

// ControlCode draws and retires one control. Which fields count depends on Kind.
type ControlCode struct {
	Kind     CodeKind
	Channel  uint8  // 1 to 16
	Number   uint16 // NRPN 0 to 16383, note 0 to 127, controller 0 to 119, program 0 to 127
	On, Off  uint8  // data bytes; for Note, CC, NRPN and GOSetup both 0 stands for 127 and 0
	Index    uint16 // which control within the controller, bitmap or bank
	Group    uint8  // of CCTwoStep, 0 to 7
	OffAs9n  bool   // of Note: off is note-on with velocity 0
	OnSysEx  string // in hex, F0 to F7
	OffSysEx string
	Part     string // the name of the Bitmap or Bank
	Element  string // what GrandOrgue's set-up header calls the control: "M1S0", "S6", "T0"
}

// EnclosureCode is the controller that moves a shoe.
type EnclosureCode struct {
	Channel      uint8    // 1 to 16; 0: this shoe cannot be reached over MIDI
	Controller   uint8    // 0 to 119
	Closed, Open uint8    // what is sent at the two ends; both 0 stands for 0 and 127
	Kind         CodeKind // "" or CC: Bc Controller vv; NRPN and GOSetup: the parameter Number takes the place of Controller
	Number       uint16   // 0 to 16383
	Element      string   // of GOSetup: "E0"
}

// Bitmap is a SysEx that holds the state of all its controls at once, seven to a data byte, the lowest bit first:
//
//	Head, the number of the first data byte if Offset, data, checksum if ChecksumFrom, F7
type Bitmap struct {
	Name         string
	Head         string // in hex, from F0 on
	Offset       bool   // a byte says which data byte comes first; we send all, from 0 on
	Length       int    // data bytes, 1 to 128
	Base         string // data bytes in hex whose bits are always set, from the first on; the rest is 0
	ChecksumFrom int    // the checksum is over this byte of the message and all that follow; 0: there is none
	Checksum     Checksum
	ChecksumTo   uint8 // what Checksum comes to, 0 to 127
}

// Checksum is how the last byte of a message is made of those before, modulo 128.
type Checksum string

// The ways.
const (
	SumTo Checksum = ""      // the sum of all, the checksum included, is ChecksumTo: Roland's, with 0; the ones' complement, with 127
	XorTo Checksum = "xor"   // the same with exclusive or
	SumOf Checksum = "plain" // the checksum is the sum of the others and ChecksumTo
)

// CheckByte is the checksum that follows these bytes of a message, from byte ChecksumFrom on.
func (b *Bitmap) CheckByte(bytes []byte) byte {
	var sum, xor byte
	for _, v := range bytes {
		sum, xor = sum+v, xor^v
	}
	switch b.Checksum {
	case XorTo:
		return (b.ChecksumTo ^ xor) & 127
	case SumOf:
		return (b.ChecksumTo + sum) & 127
	}
	return (b.ChecksumTo - sum) & 127
}

// Bank is a row of combinations of which one can only ask for the previous, the next, or none.
type Bank struct {
	Name                   string
	Channel                uint8 // 1 to 16
	Controller             uint8 // 0 to 119
	Cancel, Previous, Next uint8 // what is sent with it
}

// Unsaid lists the controls that have no message, in console order: over MIDI they do not move.
func (c *Console) Unsaid() []ControlID {
	var ids []ControlID
	for i := range c.Dialect.Controls {
		if c.Dialect.Controls[i].Kind == Unsaid {
			ids = append(ids, ControlID(i))
		}
	}
	return ids
}

// OverMIDI reports whether a console is played over MIDI at all: a keyboard has a channel, or a control a message.
func (c *Console) OverMIDI() bool {
	for i := range c.Dialect.Divisions {
		if c.Dialect.Divisions[i].Channel != 0 {
			return true
		}
	}
	return len(c.Unsaid()) < len(c.Controls)
}
