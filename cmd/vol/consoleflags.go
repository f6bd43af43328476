package main

import "time"

// consoleVerbs are the ways to change a console, each with the flags that it knows.
var consoleVerbs = map[string][]string{
	"add": {"name", "in", "kind", "pedal"},
	"set": {
		"control", "division", "enclosure", "bitmap", "bank", "title", "name", "kind", "in", "to", "pitch", "family", "shift", "unison-off",
		"ranks", "construction", "strength", "speech", "rate", "depth", "compass", "pedal", "velocity", "initial", "closed", "open",
		"code", "channel", "number", "on", "off", "index", "group", "on-sysex", "off-sysex", "off-as-9n", "part", "element", "count-on",
		"head", "length", "base", "says-first", "checksum-from", "checksum", "checksum-to", "cancels", "previous", "next",
		"dialect", "cancel", "panic", "gap", "least-gap", "travel", "repeat-gap", "shortest-note", "speaking-delay", "most-keys", "wire-rate",
	},
	"move":   {"control", "division", "by"},
	"sort":   {"as"},
	"rename": {"control", "to"},
	"remove": {"control", "division", "enclosure", "bitmap", "bank"},
	"copy":   {"from", "division", "scenes", "times", "jamb"},
	"jamb": {
		"form", "left", "board", "piece", "label", "at", "by", "size", "text", "colour", "align", "same-size", "spread", "take-off", "missing",
	},
}

// whole are the most that a flag of set for a whole number may be; the least is 0.
var whole = map[string]int{
	"initial": 127, "closed": 127, "open": 127, "velocity": 127, "channel": 16, "number": 16383, "on": 127, "off": 127, "index": 1000,
	"group": 7, "length": 128, "checksum-from": 64, "checksum-to": 127, "cancels": 127, "previous": 127, "next": 127, "most-keys": 128,
	"wire-rate": 1_000_000_000,
}

// spans are the flags of set for a time in milliseconds.
var spans = []string{"gap", "least-gap", "travel", "repeat-gap", "shortest-note", "speaking-delay"}

func newConsoleWork(f *flags) *consoleWork {
	w := &consoleWork{f: f}
	f.StringArrayVar(&w.controls, "control", nil, "of set, move, rename and remove: the `ids` of stops, couplers and tremulants, with commas between")
	f.StringVar(&w.division, "division", "", "of set, move and remove: the `id` of a division; of copy: several, with commas between")
	f.StringVar(&w.enclosure, "enclosure", "", "of set and remove: the `id` of an enclosure")
	f.StringVar(&w.bitmap, "bitmap", "", "of set and remove: the `name` of a message that holds all stops; set makes it when it is new")
	f.StringVar(&w.bank, "bank", "", "of set and remove: the `name` of a row of combinations; set makes it when it is new")
	f.StringArrayVar(&w.names, "name", nil, "of add and set: the `name` as it is engraved, with the pitch; of add several, with semicolons between")
	f.StringVar(&w.kind, "kind", "", "of add: `kind` is control, division or enclosure; of set: stop, coupler, tremulant or other")
	f.StringVar(&w.in, "in", "", "of add and set: the `division` where it belongs; of an enclosure several, with commas between")
	f.BoolVar(&w.pedal, "pedal", false, "of add and set: the division is played by the feet")
	f.StringVar(&w.to, "to", "", "of set: the `division` that a coupler plays besides; of rename: the new id")
	f.StringVar(&w.pitch, "pitch", "", "of set: the pitch of a stop in `feet`, as 8 or 2 2/3; 0 for none")
	f.StringVar(&w.family, "family", "", "of set: the `family` of a stop")
	f.IntVar(&w.shift, "shift", 0, "of set: by how many `semitones` a coupler is higher")
	f.Bool("unison-off", false, "of set: the coupler silences the division's own unison")
	f.String("ranks", "", "of set: the ranks of a mixture at the lowest key, in `feet`, with semicolons between")
	f.String("construction", "", "of set: how the pipes are built: `stopped`, open, harmonic, celeste ...; empty leaves it to the name")
	f.Float64("strength", 0, "of set: so many `decibels` louder than is usual for the family, -60 to 60")
	f.String("speech", "", "of set: `words` of quick, slow, chiff and smooth; empty leaves it to the name")
	f.Float64("rate", 0, "of set: `beats` a second of a tremulant or a celeste, 0 to 20; 0 is usual")
	f.Float64("depth", 0, "of set: the depth of a tremulant, 0 to 1; 0 is usual")
	f.StringVar(&w.compass, "compass", "", "of set: the lowest and the highest key of a division, as `36-96`")
	f.Int("velocity", 0, "of set: the velocity that is sent with every key of a division, 1 to 127; 0: as played")
	f.Int("initial", 127, "of set: where a shoe stands before it is moved, 0 to 127")
	f.Int("closed", 0, "of set: what is sent for a closed box; closed and open both 0 stand for 0 and 127")
	f.Int("open", 0, "of set: what is sent for an open box")
	f.String("code", "", "of set: the `kind` of message that says it; none takes it away")
	f.Int("channel", 0, "of set: the MIDI channel, 1 to 16; 0: a division or shoe is not reached")
	f.Int("number", 0, "of set: the number of the note, controller, program or parameter")
	f.Int("on", 0, "of set: what is sent to draw")
	f.Int("off", 0, "of set: what is sent to retire")
	f.Int("index", 0, "of set: which one it is within its controller, bitmap or bank")
	f.Int("group", 0, "of set: the group of cc-two-step, 0 to 7")
	f.String("on-sysex", "", "of set: the message that draws, in `hex`")
	f.String("off-sysex", "", "of set: the message that retires, in `hex`")
	f.Bool("off-as-9n", false, "of set: a key or a note is released by note-on with velocity 0")
	f.String("part", "", "of set: the `name` of the bitmap or bank")
	f.String("element", "", "of set: what GrandOrgue's set-up header calls it: `M1S0`")
	f.BoolVar(&w.countOn, "count-on", false, "of set: the messages of the other controls given count on from the first's")
	f.String("head", "", "of set, a bitmap: how the message begins, in `hex` from F0 on")
	f.Int("length", 0, "of set, a bitmap: how many data bytes it has, 1 to 128")
	f.String("base", "", "of set, a bitmap: data bytes in `hex` whose bits are always set")
	f.Bool("says-first", false, "of set, a bitmap: a byte before the data says which data byte comes first")
	f.Int("checksum-from", 0, "of set, a bitmap: the checksum is over this byte and all that follow; 0: there is none")
	f.String("checksum", "sum", "of set, a bitmap: `way` is sum (all and the checksum come to a number), xor (the same) or plain (the sum itself)")
	f.Int("checksum-to", 0, "of set, a bitmap: the number that the checksum comes to, 0 to 127")
	f.Int("cancels", 0, "of set, a bank: the value that cancels")
	f.Int("previous", 0, "of set, a bank: the value for the combination before")
	f.Int("next", 0, "of set, a bank: the value for the combination after")
	f.String("dialect", "", "of set: what the organ's MIDI is called, for `people`")
	f.String("panic", "", "of set: what a panic says after it has released every key, in `hex`, several messages with ; between; empty: nothing")
	f.String("cancel", "", "of set: the message that retires every stop, in `hex`; empty: there is none")
	f.Float64("gap", 0, "of set: the shortest time between two messages for stops, in `ms`")
	f.Float64("least-gap", 0, "of set: the maker's hard minimum for the gap, in `ms`: below it the organ may be damaged")
	f.Float64("travel", 0, "of set: how long a drawknob takes to move, in `ms`")
	f.Float64("repeat-gap", 0, "of set: the shortest silence between two strokes of a key, in `ms`; of a division 0: as the organ")
	f.Float64("shortest-note", 0, "of set: the shortest note that speaks, in `ms`; of a division 0: as the organ")
	f.Float64("speaking-delay", 0, "of set: from a key of the division to its sound, in `ms`")
	f.Int("most-keys", 0, "of set: so many keys of the division may be down at once; 0: all")
	f.Int("wire-rate", 0, "of set: `bits` a second of the connection; 0: a MIDI cable, 31,250")
	f.String("by", "", "of move: so many `places` down the list, -1 up; of jamb: move pieces by X,Y")
	f.StringVar(&w.as, "as", "", "of sort: by `name`, feet or family within each division")
	f.StringVar(&w.from, "from", "", "of copy: take parts of this `console`")
	f.BoolVar(&w.scenes, "scenes", false, "of copy: the scenes too")
	f.BoolVar(&w.times, "times", false, "of copy: the times that the organ needs too")
	f.BoolVar(&w.jamb, "jamb", false, "of copy: the drawn jamb too")
	f.String("form", "", "of jamb: `form` is divisions, double, horizontal or free")
	f.String("left", "", "of jamb: the `divisions` on the left of a double-sided one, with commas between")
	f.String("board", "", "of jamb: the `size` of a free board in units, 900x600; 0x0: as far as the pieces go")
	f.StringArray("piece", nil, "of jamb: a `piece`: the id of a control, or shoe:ID, piston:SCENE, label:WORDS; may be given several times")
	f.String("label", "", "of jamb: write these `words` on a free board")
	f.String("at", "", "of jamb: where the label or the piece stands on a free board: `X,Y` of its upper left corner")
	f.String("size", "", "of jamb: how large the pieces are, `WxH`")
	f.String("text", "", "of jamb: what is engraved on the pieces; empty: the `name`")
	f.String("colour", "", "of jamb: the colour of the pieces, as `#2561d4`; empty: that of the division")
	f.String("align", "", "of jamb: bring an `edge` of the pieces to that of the first: left, right, top, bottom, column or row")
	f.Bool("same-size", false, "of jamb: all pieces as large as the first")
	f.String("spread", "", "of jamb: equal gaps between the pieces, `across` or down")
	f.Bool("take-off", false, "of jamb: take the pieces off the board; the stops stay")
	f.Bool("missing", false, "of jamb: put on a free board what does not stand there yet")
	return w
}

// The following do what is to be done with a flag if it was given.

func (w *consoleWork) number(flag string, do func(v int)) {
	if v, err := w.f.GetInt(flag); err == nil && w.f.Changed(flag) {
		do(v)
	}
}

func (w *consoleWork) fraction(flag string, do func(v float64)) {
	if v, err := w.f.GetFloat64(flag); err == nil && w.f.Changed(flag) {
		do(v)
	}
}

func (w *consoleWork) words(flag string, do func(s string)) {
	if s, err := w.f.GetString(flag); err == nil && w.f.Changed(flag) {
		do(s)
	}
}

func (w *consoleWork) yes(flag string, do func(is bool)) {
	if is, err := w.f.GetBool(flag); err == nil && w.f.Changed(flag) {
		do(is)
	}
}

func (w *consoleWork) when(flag string, do func()) {
	w.yes(flag, func(is bool) {
		if is {
			do()
		}
	})
}

func (w *consoleWork) span(flag string, do func(t time.Duration)) {
	w.fraction(flag, func(v float64) { do(time.Duration(v * float64(time.Millisecond))) })
}

// inRange refuses numbers that no organ has.
func (w *consoleWork) inRange() error {
	for flag, most := range whole {
		if v, err := w.f.GetInt(flag); err != nil || v < 0 || v > most {
			return usagef("--%s %d is not possible (0 to %d)", flag, v, most)
		}
	}
	for _, flag := range spans {
		if v, err := w.f.GetFloat64(flag); err != nil || !(v >= 0 && v <= 60_000) {
			return usagef("--%s %v is not possible (ms, 0 to 60000)", flag, v)
		}
	}
	for flag, most := range map[string]float64{"strength": 60, "rate": 20, "depth": 1} {
		least := 0.
		if flag == "strength" {
			least = -most
		}
		if v, err := w.f.GetFloat64(flag); err != nil || !(v >= least && v <= most) {
			return usagef("--%s %v is not possible (%v to %v)", flag, v, least, most)
		}
	}
	return nil
}
