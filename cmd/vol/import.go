package main

import (
	"fmt"
	"strconv"
	"strings"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/smf"
)

func importScore(env *environment, args []string) error {
	f := newFlags(env)
	out := f.output("write the arrangement to this `file`")
	name := f.console()
	list := f.String("map", "", "which division plays each track with notes: a `list` of ids with commas between, or initials; - leaves one out")
	shifts := f.StringArray("shift", nil, "move a track, by its index: `TRACK=SEMITONES`")
	split := f.Bool("split", false, "make a part of each channel of a track that has several")
	asJSON := f.json()
	rest, err := f.parse(args, "SCORE")
	if err != nil {
		return err
	}
	if *out == "" {
		return usagef("-o ARR is missing (usage: %s)", env.command.usage())
	}
	if err := spare(rest[0], *out); err != nil {
		return err
	}
	c, err := consoleOr(*name, nil)
	if err != nil {
		return err
	}
	sc, err := readScore(rest[0])
	if err != nil {
		return err
	}
	choices := suggested(sc.file, c, *split)
	if f.Changed("map") {
		divisions, err := smf.ParseMapping(*list, len(choices), c)
		if err != nil {
			return usagef("--map: %v", err)
		}
		for i := range choices {
			choices[i].Division, choices[i].Shift = divisions[i], 0
		}
	}
	if err := applyShifts(choices, *shifts); err != nil {
		return err
	}
	a, err := smf.Import(sc.file, choices, c, sequencer.Source{Name: sc.name, Format: "smf", Bytes: sc.bytes})
	if err != nil {
		return fmt.Errorf("%s: %w", sc.name, err)
	}
	if err := saveArrangement(env, *out, a); err != nil {
		return err
	}
	warnOfCompass(env, a, c)
	in, err := inspectScore(sc, c)
	if err != nil {
		return err
	}
	in.took(choices)
	if *asJSON {
		return writeJSON(env.out, in)
	}
	return in.print(env)
}

// took notes down what was made of each track.
func (in *inspection) took(choices []smf.Choice) {
	for i := range in.Tracks {
		t := &in.Tracks[i]
		t.Division, t.Shift = new(string), 0
		for _, ch := range choices {
			if ch.Track == t.Index && *t.Division == "" {
				*t.Division, t.Shift = ch.Division, int(ch.Shift)
			}
		}
	}
}

// warnOfCompass says which parts have keys that their division does not, and by how much to move them if that helps.
func warnOfCompass(env *environment, a *sequencer.Arrangement, c *registration.Console) {
	for i := range a.Parts() {
		p := &a.Parts()[i]
		d, ok := c.Division(p.DivisionAt(0))
		if !ok {
			continue
		}
		outside := func(shift int) (n int) {
			for _, note := range p.Notes {
				if key := int(note.Key) + shift; key < int(c.Divisions[d].Lowest) || key > int(c.Divisions[d].Highest) {
					n++
				}
			}
			return n
		}
		now := outside(int(p.Shift))
		if now == 0 {
			continue
		}
		advice := "vol check lists them"
		for _, by := range []int{12, -12, 24, -24} {
			if outside(int(p.Shift)+by) == 0 {
				advice = fmt.Sprintf("--shift %d=%d brings them all within", p.Track, int(p.Shift)+by)
				break
			}
		}
		env.warn(fmt.Sprintf("%s of the %s notes of %s lie outside the compass of the %s and are silent (%s)",
			sequencer.Figures(now), sequencer.Figures(len(p.Notes)), p.Name, c.Divisions[d].Name, advice))
	}
}

// suggested makes a choice for each track that holds notes, or with split for each channel of a track that has several.
func suggested(f *smf.File, c *registration.Console, split bool) []smf.Choice {
	all := smf.Suggest(f, c)
	if !split {
		return smf.Take(all)
	}
	var list []smf.Suggestion
	for _, s := range all {
		if len(f.Tracks[s.Track].Channels()) > 1 {
			list = append(list, smf.SuggestChannels(f, s.Track, c)...)
		} else {
			list = append(list, s)
		}
	}
	return smf.Take(list)
}

func applyShifts(choices []smf.Choice, shifts []string) error {
	for _, text := range shifts {
		track, semitones, ok := strings.Cut(text, "=")
		t, err := strconv.Atoi(track)
		n, err2 := strconv.Atoi(semitones)
		if !ok || err != nil || err2 != nil || n < -48 || n > 48 {
			return usagef("--shift %q is not TRACK=SEMITONES (for example 3=12; at most 48 either way)", text)
		}
		found := false
		for i := range choices {
			if choices[i].Track == t {
				choices[i].Shift, found = int8(n), true
			}
		}
		if !found {
			return usagef("--shift %q: track %d holds no notes (vol inspect lists the tracks)", text, t)
		}
	}
	return nil
}
