package guard

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"voluntary/audio/guard/wire"
)

// A frame is what the program and its guard say to each other over their pipes:
//
//	1 byte   what it is
//	1 byte   the port it is about, 0 to 31, outputs and inputs counted apart; 255 is every output
//	4 bytes  length of what follows, little endian
//	         what follows, integers little endian, texts with their length before them
//
// The program says helloFrame first, with the number of this protocol; the guard answers with its own. Whoever hears
// another number leaves.
const (
	protocol    = 10
	magic       = "VGRD"
	headerBytes = 6
	everyPort   = 255
	maxPorts    = 32
	maxOrder    = 8 << 10 // longest frame that the guard takes
	maxReport   = 1 << 20 // longest frame that the program takes
	maxName     = 1024    // longest name of a port
	maxListed   = 1024    // most ports listed
	maxJoined   = 4 << 10 // bytes for the names of what a port is connected to
)

// What the program says.
const (
	helloFrame    = 1 + iota // magic, protocol, now, how long the heart may stop
	beatFrame                // now
	listFrame                // request
	openFrame                // request, plan, what a predecessor left on, name, what to connect it to
	closeFrame               // request
	sendFrame                // class, due, MIDI bytes
	flushFrame               // forget keys and shoes due after this time, and these controls
	recallFrame              // forget these controls
	withdrawFrame            // forget this control, which another message says too
	releaseFrame             // forget what waits, release what sounds
	panicFrame               // forget what waits, release everything
	listenFrame              // request, name, what to connect it to
	unlistenFrame            // request
	watchFrame               // whether to tell what is sent
	togetherFrame            // whether others play too
)

// What the guard says.
const (
	hereFrame     = 64 + iota // protocol
	portsFrame                // request, entries
	answerFrame               // request, whether it was done, how late its port is, a name or a sentence
	lostFrame                 // a sentence
	countFrame                // counters
	heardFrame                // instant, messages missed so far, one MIDI message
	deafFrame                 // a sentence: the input has gone
	sentFrame                 // instant, number, MIDI messages
	takenFrame                // instant, number: that was taken back
	withheldFrame             // keys of this port that the organ's limits have withheld so far
	joinedFrame               // whether it is an input, what is connected to it
	goneFrame                 // instant, number of a piece of a control that has left a port that keeps a gap
)

var errFrame = errors.New("the guard's pipe carries something else")

// appendFrame begins a frame; endFrame fills in its length.
func appendFrame(b []byte, kind, port uint8) []byte { return append(b, kind, port, 0, 0, 0, 0) }

func endFrame(b []byte, start int) []byte {
	binary.LittleEndian.PutUint32(b[start+2:], uint32(len(b)-start-headerBytes))
	return b
}

// cutFrame cuts the first frame off b. done is false when b does not hold all of it yet.
func cutFrame(b []byte, most uint32) (kind, port uint8, body, rest []byte, done bool, err error) {
	if len(b) < headerBytes {
		return 0, 0, nil, b, false, nil
	}
	n := binary.LittleEndian.Uint32(b[2:])
	if n > most {
		return 0, 0, nil, nil, false, fmt.Errorf("%w: a frame of %d bytes", errFrame, n)
	}
	if uint32(len(b)-headerBytes) < n {
		return 0, 0, nil, b, false, nil
	}
	end := headerBytes + int(n)
	return b[0], b[1], b[headerBytes:end], b[end:], true, nil
}

// body reads what follows a header. Reading past the end gives zeros and is remembered.
type body struct {
	b     []byte
	short bool
}

func (r *body) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.short = true
		r.b = nil
		return nil
	}
	t := r.b[:n]
	r.b = r.b[n:]
	return t
}

func (r *body) u8() uint8 {
	if t := r.take(1); t != nil {
		return t[0]
	}
	return 0
}

func (r *body) u16() uint16 {
	if t := r.take(2); t != nil {
		return binary.LittleEndian.Uint16(t)
	}
	return 0
}

func (r *body) u32() uint32 {
	if t := r.take(4); t != nil {
		return binary.LittleEndian.Uint32(t)
	}
	return 0
}

func (r *body) u64() uint64 {
	if t := r.take(8); t != nil {
		return binary.LittleEndian.Uint64(t)
	}
	return 0
}

func (r *body) time() time.Duration { return time.Duration(r.u64()) }

func (r *body) text() string {
	n := int(r.u16())
	return string(r.take(n))
}

func (r *body) err() error {
	if r.short {
		return fmt.Errorf("%w: a frame that is too short", errFrame)
	}
	return nil
}

func appendTime(b []byte, t time.Duration) []byte {
	return binary.LittleEndian.AppendUint64(b, uint64(t))
}

func appendFlag(b []byte, yes bool) []byte {
	if yes {
		return append(b, 1)
	}
	return append(b, 0)
}

func appendText(b []byte, s string) []byte {
	s = s[:min(len(s), maxName)]
	return append(binary.LittleEndian.AppendUint16(b, uint16(len(s))), s...)
}

// appendTexts appends as many texts as there is room for, to the end of the frame.
func appendTexts(b []byte, all []string) []byte {
	for start, i := len(b), 0; i < len(all) && len(b)-start+len(all[i])+2 <= maxJoined; i++ {
		b = appendText(b, all[i])
	}
	return b
}

// texts reads all that follows.
func (r *body) texts() (all []string) {
	for len(r.b) > 0 {
		all = append(all, r.text())
	}
	return all
}

// order is a wish that a driver fulfils: its answer takes time.
type order struct {
	kind    uint8 // listFrame, openFrame, closeFrame, listenFrame or unlistenFrame
	request uint32
	port    uint8
	name    string
	plan    wire.Plan
	left    wire.Keys // what a predecessor left on
	joined  []string  // what a port of ours was connected to
}

func appendOrder(b []byte, o *order) []byte {
	start := len(b)
	b = appendFrame(b, o.kind, o.port)
	b = binary.LittleEndian.AppendUint32(b, o.request)
	if o.kind == openFrame {
		b = appendPlan(b, &o.plan)
		b = appendKeys(b, &o.left)
		b = appendTexts(appendText(b, o.name), o.joined)
	}
	if o.kind == listenFrame {
		b = appendTexts(appendText(b, o.name), o.joined)
	}
	return endFrame(b, start)
}

func readOrder(kind, port uint8, b []byte) (order, error) {
	r := body{b: b}
	o := order{kind: kind, port: port, request: r.u32()}
	if kind == openFrame {
		o.plan = r.plan()
		o.left = r.keys()
		o.name, o.joined = r.text(), r.texts()
		if err := r.err(); err != nil {
			return o, err
		}
		if err := o.plan.Check(); err != nil {
			return o, err
		}
	}
	if kind == listenFrame {
		o.name, o.joined = r.text(), r.texts()
	}
	if kind != listFrame && port >= maxPorts {
		return o, fmt.Errorf("%w: port %d", errFrame, port)
	}
	return o, r.err()
}

func appendPlan(b []byte, p *wire.Plan) []byte {
	b = binary.LittleEndian.AppendUint16(b, p.Keys)
	b = binary.LittleEndian.AppendUint16(b, p.OffAs9n)
	b = appendBits(b, &p.Spared)
	b = binary.LittleEndian.AppendUint32(b, uint32(p.Rate))
	for _, l := range p.Limits {
		b = append(appendTime(appendTime(b, l.Shortest), l.Repeat), l.Most)
	}
	b = appendTime(appendTime(appendTime(b, p.Gap), p.Travel), p.Advance)
	return append(binary.LittleEndian.AppendUint16(b, uint16(len(p.Panic))), p.Panic...)
}

func (r *body) plan() wire.Plan {
	p := wire.Plan{Keys: r.u16(), OffAs9n: r.u16(), Spared: r.bits(), Rate: int(r.u32())}
	for i := range p.Limits {
		p.Limits[i] = wire.Limits{Shortest: r.time(), Repeat: r.time(), Most: r.u8()}
	}
	p.Gap, p.Travel, p.Advance, p.Panic = r.time(), r.time(), r.time(), r.text()
	return p
}

func appendKeys(b []byte, k *wire.Keys) []byte {
	return appendBits(binary.LittleEndian.AppendUint16(b, k.Used), &k.Down)
}

func (r *body) keys() wire.Keys { return wire.Keys{Used: r.u16(), Down: r.bits()} }

func appendBits(b []byte, bits *[16][2]uint64) []byte {
	for _, words := range bits {
		b = binary.LittleEndian.AppendUint64(b, words[0])
		b = binary.LittleEndian.AppendUint64(b, words[1])
	}
	return b
}

func (r *body) bits() (bits [16][2]uint64) {
	for i := range bits {
		bits[i] = [2]uint64{r.u64(), r.u64()}
	}
	return bits
}

// Ports of a list, as they travel.
const (
	inputEntry = iota
	outputEntry
	noteEntry
	jackEntry // rate and period as text
)

func appendPorts(b []byte, request uint32, p *Ports) []byte {
	b = binary.LittleEndian.AppendUint32(b, request)
	for _, in := range p.Inputs[:min(len(p.Inputs), maxListed)] {
		b = appendText(appendText(append(b, inputEntry), in.System), in.Name)
	}
	for _, out := range p.Outputs[:min(len(p.Outputs), maxListed)] {
		b = appendText(appendText(append(b, outputEntry), out.System), out.Name)
	}
	for _, note := range p.Notes[:min(len(p.Notes), maxListed)] {
		b = appendText(appendText(append(b, noteEntry), ""), note)
	}
	if p.Jack.Rate > 0 {
		b = appendText(appendText(append(b, jackEntry), systemJACK), fmt.Sprintf("%d %d", p.Jack.Rate, p.Jack.Period))
	}
	return b
}

func readPorts(b []byte) (request uint32, p Ports, err error) {
	r := body{b: b}
	request = r.u32()
	for len(r.b) > 0 {
		kind, system, text := r.u8(), r.text(), r.text()
		switch kind {
		case inputEntry:
			p.Inputs = append(p.Inputs, PortName{Name: text, System: system})
		case outputEntry:
			p.Outputs = append(p.Outputs, PortName{Name: text, System: system})
		case noteEntry:
			p.Notes = append(p.Notes, text)
		case jackEntry:
			if _, err := fmt.Sscanf(text, "%d %d", &p.Jack.Rate, &p.Jack.Period); err != nil {
				return request, Ports{}, fmt.Errorf("%w: JACK at %q", errFrame, text)
			}
		default:
			return request, Ports{}, fmt.Errorf("%w: an entry of kind %d", errFrame, kind)
		}
	}
	return request, p, r.err()
}
