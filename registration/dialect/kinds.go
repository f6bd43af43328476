package dialect

import (
	"voluntary/registration"
)

// code is how one control is said and heard.
type code interface {
	// say adds the bytes that bring the control from was to on.
	say(dst []byte, was, on bool) []byte
	// addresses are where the control is heard.
	addresses() []address
	// hear tells what a word at one of these addresses means for a control that is on or off. It is not ok when the word
	// means another control or nothing new.
	hear(w word, was bool) (on, ok bool)
}

// kinds makes the code of each kind from its line in the console's table.
var kinds = map[registration.CodeKind]func(*parts, registration.ControlCode) code{
	registration.Note:         newNote,
	registration.CC:           newController,
	registration.CCIndex:      newIndex,
	registration.CCEmbedded:   newEmbedded,
	registration.CCBitfield:   newBitfield,
	registration.CCTwoStep:    newTwoStep,
	registration.NRPN:         newParameter,
	registration.NRPNRange:    newParameter,
	registration.PCToggle:     newProgramToggle,
	registration.PCPair:       newProgramPair,
	registration.SysExPair:    newSysExPair,
	registration.SysExToggle:  newSysExToggle,
	registration.SysExBitmap:  newBitmapBit,
	registration.RelativeBank: newCombination,
	registration.GOSetup:      newParameter,
}

// relative reports whether a kind is right only when it is known what the organ has.
func relative(k registration.CodeKind) bool {
	return k == registration.PCToggle || k == registration.SysExToggle || k == registration.RelativeBank
}

// subject is what a word is about.
type subject uint8

const (
	aNote subject = iota
	aController
	aParameter   // an NRPN
	aStep        // the second message of a two-step controller; value is the button, extra the mode and group
	aProgram     // a program change
	aSysEx       // one of the messages in parts.sysEx, by its number
	aBitmap      // one of parts.bitmaps, by its number
	aCombination // one of parts.banks, by its number; value is the place it has come to
)

// address is where on the wire something is said. Channels count from 1.
type address struct {
	subject subject
	channel uint8
	number  uint16 // key, controller, parameter, program, or place in a table of parts
}

// word is one thing heard: a message, or what several messages say together.
type word struct {
	address
	value uint8  // of a note its velocity, 0 for a note-off
	extra uint8  // of a step
	bits  []byte // of a bitmap: data bytes
	first int    // of a bitmap: which data byte comes first
}

// parts are what several controls of one dialect share. An encoder and a decoder each have their own.
type parts struct {
	bitmaps []*bitmap
	banks   []*bank
	fields  map[address]*bitfield
	steps   map[address]*step
	sysEx   map[string]uint16 // whole messages, numbered
	cancel  []byte            // the message that retires everything
}

// rememberer is a code that keeps its state in one of the parts.
type rememberer interface {
	// remember tells how the control stands without saying anything.
	remember(on bool)
}

// forget makes every shared message go out again as a whole.
func (p *parts) forget() {
	for _, b := range p.bitmaps {
		b.said = false
	}
	for _, f := range p.fields {
		f.said = false
	}
	p.cancelled()
}

// cancelled says that no combination holds.
func (p *parts) cancelled() {
	for _, b := range p.banks {
		b.place = 0
	}
}

// codesOf makes the code of every control, nil for what is not said.
func codesOf(c *registration.Console) ([]code, *parts) {
	p := &parts{
		fields: make(map[address]*bitfield),
		steps:  make(map[address]*step),
		sysEx:  make(map[string]uint16),
	}
	for _, b := range c.Dialect.Bitmaps {
		p.bitmaps = append(p.bitmaps, newBitmap(b))
	}
	for _, b := range c.Dialect.Banks {
		p.banks = append(p.banks, &bank{Bank: b})
	}
	if c.Dialect.Cancel != "" {
		p.cancel = mustHex(c.Dialect.Cancel)
	}
	codes := make([]code, len(c.Controls))
	for i, k := range c.Dialect.Controls {
		if make, ok := kinds[k.Kind]; ok {
			codes[i] = make(p, k)
		}
	}
	return codes, p
}

// mustHex reads what NewConsole has checked.
func mustHex(text string) []byte {
	b, err := registration.ParseHex(text)
	if err != nil {
		panic(err)
	}
	return b
}

// pair is the two data values that mean on and off.
type pair struct {
	on, off uint8
	usual   bool // 127 and 0, because the table gives none: then the upper half is on
}

func pairOf(c registration.ControlCode) pair {
	if c.On == 0 && c.Off == 0 {
		return pair{on: 127, off: 0, usual: true}
	}
	return pair{on: c.On, off: c.Off}
}

func (p pair) of(on bool) uint8 {
	if on {
		return p.on
	}
	return p.off
}

func (p pair) mean(value uint8) (on, ok bool) {
	if p.usual {
		return value >= 64, true
	}
	return value == p.on, value == p.on || value == p.off
}
