package ui

import (
	"fmt"
	"sync"
	"time"

	"voluntary/registration"
	"voluntary/registration/dialect"
	"voluntary/registration/echo"
	"voluntary/sequencer"
)

// Stroke is a key of a MIDI keyboard that went down or up.
type Stroke struct {
	Division registration.DivisionID
	Key      uint8
	Velocity uint8 // 1 to 127; 0 when it went up
	Down     bool
	At       time.Time
}

// Names in the list of what channels play; else it is a division's.
const (
	asOrgan = ""  // what the organ's own MIDI says by that channel
	nobody  = "-" // nothing
)

// live is what comes in from a MIDI keyboard: it is played, and told to whoever wants notes from a keyboard. Messages are
// taken on the device's goroutine, the rest is for Fyne's.
type live struct {
	w     *Window
	input string
	plays bool // what comes in sounds
	stop  func()
	watch func() // ends the watching of what leaves
	keys  listeners[func(Stroke)]
	told  func(string) // what was heard last, for the dialog; nil

	mu      sync.Mutex
	console *registration.Console
	rules   [16]string // per channel
	decoder *dialect.Decoder
	own     *echo.Organ // knows our own messages when they come back
	down    map[[2]uint8]Stroke
	lifted  map[[2]uint8]time.Time // when keys came up last
	count   map[keyOf]int          // how many keyboards hold it
	sounds  bool                   // plays, for the device's goroutine
}

type keyOf struct {
	division registration.DivisionID
	key      uint8
}

func newLive(w *Window) *live {
	p := w.app.Preferences()
	l := &live{w: w, input: p.String(prefLiveInput), plays: p.Bool(prefLive), down: map[[2]uint8]Stroke{}, lifted: map[[2]uint8]time.Time{}, count: map[keyOf]int{}}
	l.sounds = l.plays
	copy(l.rules[:], p.StringList(prefLiveChannels))
	w.inputs.changed.add(l.inputChanged)
	return l
}

// use hears what comes in as another console means it. An edit of the piece leaves the console, and the keys that are down.
func (l *live) use(c *registration.Console) {
	if c == l.console {
		return
	}
	l.letGo()
	l.mu.Lock()
	l.console, l.decoder, l.own = c, dialect.NewDecoder(c), echo.New(c)
	l.mu.Unlock()
	l.settle()
}

// onKeys tells keys that a MIDI keyboard plays, on Fyne's goroutine, until stop is called. They also sound, if the player has
// said so.
func (w *Window) onKeys(f func(Stroke)) (stop func()) {
	remove := w.live.keys.add(f)
	w.live.settle()
	return func() {
		remove()
		w.live.settle()
	}
}

// settle listens while there is a reason to.
func (l *live) settle() {
	wanted := l.input != "" && l.console != nil && (l.plays || len(l.keys.all) > 0 || l.told != nil)
	switch {
	case wanted && l.stop == nil:
		l.stop = l.w.inputs.listen(l.input, l.hear)
		if d, ok := l.w.devices.(Wire); ok {
			l.watch = d.OnSent(func(_ string, m Heard) {
				l.mu.Lock()
				defer l.mu.Unlock()
				if l.passedOn(m) {
					l.own.Passed(m.At, m.Bytes)
					return
				}
				if came := l.own.Sent(m.At, m.Bytes); came && len(m.Bytes) == 3 { // it was ours, and was taken for the player's
					l.takeBack(m.Bytes)
				}
			})
		}
	case !wanted && l.stop != nil:
		l.stop()
		if l.watch != nil {
			l.watch()
		}
		l.stop, l.watch = nil, nil
		l.letGo()
	}
}

// choose listens to another input; "" is none.
func (l *live) choose(name string) {
	plays := l.input
	l.input = ""
	l.settle()
	l.input = name
	if plays == "" && name != "" && !l.plays { // who chooses a keyboard wants to hear it
		l.play(true)
	}
	l.w.app.Preferences().SetString(prefLiveInput, name)
	l.settle()
	l.w.refreshMenu()
}

// play says whether what comes in sounds.
func (l *live) play(on bool) {
	l.plays = on
	l.letGo()
	l.mu.Lock()
	l.sounds = on
	l.mu.Unlock()
	l.w.app.Preferences().SetBool(prefLive, on)
	l.settle()
	l.w.refreshMenu()
}

// rule says what a channel plays: a division's id, [asOrgan] or [nobody].
func (l *live) rule(channel int, plays string) {
	l.letGo()
	l.mu.Lock()
	l.rules[channel] = plays
	l.mu.Unlock()
	rules := make([]string, len(l.rules))
	copy(rules, l.w.app.Preferences().StringList(prefLiveChannels)) // another window may have changed the others
	rules[channel] = plays
	l.w.app.Preferences().SetStringList(prefLiveChannels, rules)
}

// inputChanged lets go of everything when the keyboard is gone: its keys will never come up.
func (l *live) inputChanged() {
	if l.stop != nil && l.w.inputs.troubleOf(l.input) != "" {
		l.letGo()
	}
}

// letGo lets go of every key that is down.
func (l *live) letGo() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for at, s := range l.down {
		l.up(at, s)
	}
}

// hear takes a message, on the device's goroutine.
func (l *live) hear(m Heard) {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, ours := l.own.Heard(m.At, m.Bytes)
	if l.own.Loop() {
		for at, s := range l.down {
			l.up(at, s)
		}
		l.say("what Voluntary itself sends. A cable or program leads it back; it is not played.")
		return
	}
	if ours && m.Bytes[0]&0xe0 != 0x80 {
		return
	}
	status, channel := m.Bytes[0]&0xf0, m.Bytes[0]&15
	if len(m.Bytes) == 3 && (status == 0x80 || status == 0x90) {
		at := [2]uint8{channel, m.Bytes[1]}
		down := status == 0x90 && m.Bytes[2] > 0
		if before, held := l.down[at]; held && !down {
			before.At = m.At
			l.up(at, before)
			return
		}
		if ours || !down { // what we have said ourselves and hear again is nobody's playing
			return
		}
	}
	l.understand(channel, m)
}

// passedOn reports whether what leaves is the player's own key, which the organ is told in the same words: it leaves after
// the key has come.
func (l *live) passedOn(m Heard) bool {
	if !l.sounds || len(m.Bytes) != 3 || m.Bytes[0]&0xe0 != 0x80 {
		return false
	}
	at := [2]uint8{m.Bytes[0] & 15, m.Bytes[1]}
	if m.Bytes[0]&0xf0 == 0x90 && m.Bytes[2] > 0 {
		s, held := l.down[at]
		return held && !m.At.Before(s.At)
	}
	up, ok := l.lifted[at]
	return ok && !m.At.Before(up) && m.At.Sub(up) < time.Second
}

// takeBack lets go of a key that nobody has played.
func (l *live) takeBack(m []byte) {
	at := [2]uint8{m[0] & 15, m[1]}
	if s, held := l.down[at]; held && m[0]&0xf0 == 0x90 {
		l.up(at, s)
	}
}

// understand does what a message means on its channel.
func (l *live) understand(channel uint8, m Heard) {
	rule := l.rules[channel]
	if m.Bytes[0] >= 0xf0 {
		rule = asOrgan
	}
	switch rule {
	case nobody:
	case asOrgan:
		for _, h := range l.decoder.Hear(nil, m.Bytes) {
			switch {
			case h.Kind == dialect.KeyDown:
				l.press([2]uint8{channel, m.Bytes[1]}, Stroke{h.Division, h.Key, h.Velocity, true, m.At})
			case h.Kind == dialect.Changed && h.Change.Kind == registration.Express:
				l.move(h.Change)
			}
		}
	default:
		d, ok := l.console.Division(rule)
		if !ok || len(m.Bytes) != 3 {
			return
		}
		switch m.Bytes[0] & 0xf0 {
		case 0x90:
			l.press([2]uint8{channel, m.Bytes[1]}, Stroke{d, m.Bytes[1], m.Bytes[2], true, m.At})
		case 0xb0:
			if m.Bytes[1] == 7 || m.Bytes[1] == 11 { // volume and expression: what pedals of keyboards say
				l.express(d, m.Bytes[2])
			}
		}
	}
}

// express moves the shoe of a division.
func (l *live) express(d registration.DivisionID, value uint8) {
	if x, ok := l.console.EnclosureOf(d); ok {
		l.move(registration.Change{Kind: registration.Express, Enclosure: x, Value: value})
	}
}

func (l *live) move(c registration.Change) {
	if l.sounds {
		l.w.engine.Move(c)
	}
	l.say(fmt.Sprintf("%s %d", l.console.Enclosures[c.Enclosure].Name, c.Value))
}

func (l *live) press(at [2]uint8, s Stroke) {
	if int(s.Division) >= len(l.console.Divisions) || !l.console.Divisions[s.Division].Has(s.Key) {
		text := fmt.Sprintf("%s is beyond the keyboard of the %s", sequencer.KeyName(s.Key), l.console.Divisions[s.Division].Name)
		l.say(text)
		l.w.post(func() {
			if len(l.keys.all) > 0 { // who enters notes would wait for it
				l.w.alert(text+".", true)
			}
		})
		return
	}
	if before, held := l.down[at]; held { // struck again with no release between
		l.up(at, before)
	}
	l.down[at] = s
	k := keyOf{s.Division, s.Key}
	if l.count[k]++; l.count[k] == 1 && l.sounds {
		l.w.engine.Press(s.Division, s.Key, s.Velocity)
	}
	l.tell(s)
	l.say(fmt.Sprintf("%s %s", l.console.Divisions[s.Division].Name, sequencer.KeyName(s.Key)))
}

func (l *live) up(at [2]uint8, s Stroke) {
	delete(l.down, at)
	l.lifted[at] = s.At
	k := keyOf{s.Division, s.Key}
	if l.count[k]--; l.count[k] <= 0 {
		delete(l.count, k)
		l.w.engine.Release(s.Division, s.Key)
	}
	s.Down, s.Velocity = false, 0
	l.tell(s)
}

func (l *live) tell(s Stroke) {
	l.w.post(func() {
		for _, k := range l.keys.all {
			k.call(s)
		}
	})
}

func (l *live) say(text string) {
	l.w.post(func() {
		if l.told != nil {
			l.told(text)
		}
	})
}

// close ends listening when the window ends.
func (l *live) close() {
	l.letGo()
	if l.watch != nil {
		l.watch()
	}
}
