package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"voluntary/sequencer"
)

// whichFlags are the flags that say which notes are meant.
var whichFlags = []string{"all", "part", "division", "from", "to", "keys", "voice", "muted", "id"}

// whichNotes says which notes are meant: those of which everything is true that was typed.
type whichNotes struct {
	f *flags

	all, muted                           bool
	part, division, from, to, keys, says string
	ids                                  []uint

	line sequencer.Voice
}

func (w *whichNotes) flags(f *flags) {
	w.f = f
	f.BoolVar(&w.all, "all", false, "all notes of the piece")
	f.StringVar(&w.part, "part", "", "the notes of this `part`: its id, or several with commas between")
	f.StringVar(&w.division, "division", "", "the notes that this `division` plays; - for those that none does")
	f.StringVar(&w.from, "from", "", "the notes that start from this `position` on, BAR:BEAT")
	f.StringVar(&w.to, "to", "", "the notes that start before this `position`")
	f.StringVar(&w.keys, "keys", "", "the notes from the lowest to the highest key, as `36-59`, or of one key")
	f.StringVar(&w.says, "voice", "", "the notes of the top or bottom `voice` of their part")
	f.BoolVar(&w.muted, "muted", false, "the notes that are muted")
	f.UintSliceVar(&w.ids, "id", nil, "the notes with these `numbers`, as list shows them")
}

// any tells whether anything was said about which notes.
func (w *whichNotes) any() bool { return slices.ContainsFunc(whichFlags, w.f.Changed) }

// of is the notes that are meant. It is an error when there are none.
func (w *whichNotes) of(a *sequencer.Arrangement) (sequencer.Selection, error) {
	none := sequencer.Selection{}
	if !w.any() {
		return none, usagef("which notes? (--all, or --part, --division, --from, --to, --keys, --voice, --muted, --id)")
	}
	p := place{env: w.f.env, a: a}
	from, to := sequencer.Tick(0), sequencer.MaxTick
	if w.from != "" {
		from = p.at(w.from)
	}
	if w.to != "" {
		to = p.at(w.to)
	}
	if p.err != nil {
		return none, p.err
	}
	take := sequencer.NotesIn(a, from, to)
	keep := func(those sequencer.Selection) {
		take = sequencer.Select(slices.DeleteFunc(take.Notes(), func(id sequencer.NoteID) bool { return !those.HasNote(id) }), nil)
	}
	if w.part != "" {
		var parts []sequencer.PartID
		for _, one := range strings.Split(w.part, ",") {
			id, err := partID(strings.TrimSpace(one))
			if err != nil {
				return none, err
			}
			if a.Part(id) == nil {
				return none, fmt.Errorf("there is no part %v (vol info lists them)", id)
			}
			parts = append(parts, id)
		}
		keep(sequencer.NotesOfPart(a, parts...))
	}
	if w.division != "" {
		division := strings.TrimPrefix(w.division, "-")
		if division != "" {
			if _, ok := a.Console().Division(division); !ok {
				return none, fmt.Errorf("console %s has no division %q (vol console show lists them)", a.Console().Name, division)
			}
		}
		keep(sequencer.NotesOfDivision(a, division))
	}
	if w.keys != "" {
		lowest, highest, err := keySpan(w.keys)
		if err != nil {
			return none, err
		}
		keep(sequencer.NotesOfKeys(a, 0, lowest, highest))
	}
	if w.f.Changed("voice") {
		var err error
		if w.line, err = voiceNamed(w.says); err != nil {
			return none, err
		}
		var voice []sequencer.NoteID
		for _, part := range a.Parts() {
			voice = append(voice, sequencer.VoiceOf(a, part.ID, w.line).Notes()...)
		}
		keep(sequencer.Select(voice, nil))
	}
	if w.muted {
		keep(sequencer.MutedNotes(a))
	}
	if len(w.ids) > 0 {
		ids := make([]sequencer.NoteID, 0, len(w.ids))
		for _, id := range w.ids {
			if id <= math.MaxUint32 {
				ids = append(ids, sequencer.NoteID(id))
			}
		}
		keep(sequencer.Select(ids, nil))
	}
	if take.Empty() {
		return none, fmt.Errorf("no note is like that (vol edit ARR list shows what there is)")
	}
	return take, nil
}

// keySpan reads 36-59, or 60 for one key.
func keySpan(s string) (lowest, highest uint8, err error) {
	low, high, both := strings.Cut(s, "-")
	if !both {
		high = low
	}
	var l, h int
	if _, err := fmt.Sscanf(low+" "+high+"\n", "%d %d\n", &l, &h); err != nil || l < 0 || l > h || h > 127 {
		return 0, 0, usagef("--keys %q are no keys (the lowest and the highest: 36-59)", s)
	}
	return uint8(l), uint8(h), nil
}

// editRow is a note as it is edited.
type editRow struct {
	ID       uint32 `json:"id"`
	Part     string `json:"part"`
	At       string `json:"at"`
	Tick     int64  `json:"tick"`
	Length   int64  `json:"length"` // in ticks
	Key      uint8  `json:"key"`
	Velocity uint8  `json:"velocity"`
	Division string `json:"division"`
	Muted    bool   `json:"muted"`
}

// listChosen shows notes in order of time.
func listChosen(out io.Writer, a *sequencer.Arrangement, take sequencer.Selection, asJSON bool) error {
	rows := []editRow{}
	for _, p := range a.Parts() {
		for _, n := range p.Notes {
			if take.HasNote(n.ID) {
				rows = append(rows, editRow{
					uint32(n.ID), p.ID.String(), a.Meters().Position(n.Start).String(), int64(n.Start), int64(n.End - n.Start),
					n.Key, n.Velocity, p.DivisionAt(n.Start), n.Muted,
				})
			}
		}
	}
	slices.SortStableFunc(rows, func(x, y editRow) int { return int(x.Tick - y.Tick) })
	if asJSON {
		return writeJSON(out, struct {
			Notes []editRow `json:"notes"`
		}{rows})
	}
	lines := [][]string{{"id", "part", "at", "quarters", "key", "name", "velocity", "division", ""}}
	for _, r := range rows {
		muted := ""
		if r.Muted {
			muted = "muted"
		}
		length := quarters(r.Length)
		lines = append(lines, []string{
			fmt.Sprint(r.ID), r.Part, r.At, length.String(), fmt.Sprint(r.Key), sequencer.KeyName(r.Key), fmt.Sprint(r.Velocity), orNone(r.Division), muted,
		})
	}
	return table(out, lines)
}
