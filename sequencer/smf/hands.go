package smf

// pairs are the divisions for two, three and four pairs of staves, from the top of the score.
var pairs = map[int][]role{2: {swell, great}, 3: {swell, great, choir}, 4: {solo, swell, great, choir}}

var ordinals = [...]string{"first", "second", "third", "fourth"}

// hands gives each pair of staves its manual where a score has several pairs: by their names, by a shared channel (as
// MuseScore writes the two staves of one instrument), or because the range starts again from the top.
func (a *adviser) hands() {
	open := a.open()
	groups, why := byHand(open), "right and left hand come more than once"
	if len(groups) < 2 {
		groups, why = byChannel(open), "its two staves share a channel"
	}
	if len(groups) < 2 && a.hasPedal() {
		groups, why = byRange(open), "the range starts again from the top after every two staves"
	}
	roles := pairs[len(groups)]
	if roles == nil {
		return
	}
	if len(roles) == 2 && organ(groups[0]) && !organ(groups[1]) {
		roles = []role{great, swell}
	}
	for i, g := range groups {
		for _, s := range g {
			a.seat(s, roles[i], "It belongs to the %s of %d pairs of staves (%s).", ordinals[i], len(groups), why)
		}
	}
}

func (a *adviser) hasPedal() bool {
	for i := range a.staves {
		if d := a.staves[i].division; d >= 0 && a.keys.roles[d] == pedal {
			return true
		}
	}
	return false
}

// organ reports whether a pair is set to an organ of General MIDI and to nothing else.
func organ(pair []*advised) bool {
	for _, s := range pair {
		if s.Program < 16 || s.Program > 20 {
			return false
		}
	}
	return true
}

// byHand groups staves that are named right, left, right, left.
func byHand(open []*advised) [][]*advised {
	var groups [][]*advised
	for i := 0; i < len(open); i++ {
		if open[i].hand == noHand {
			continue
		}
		if open[i].hand != right || i+1 >= len(open) || open[i+1].hand != left {
			return nil
		}
		groups = append(groups, open[i:i+2])
		i++
	}
	return groups
}

// byChannel groups staves without a voice of their own by their channel, if every channel has two that follow each
// other.
func byChannel(open []*advised) [][]*advised {
	if len(open)%2 != 0 {
		return nil
	}
	var groups [][]*advised
	seen := make(map[int]bool)
	for i := 0; i < len(open); i += 2 {
		x, y := open[i], open[i+1]
		if x.Channel != y.Channel || x.Channel < 0 || seen[x.Channel] || x.voice != noVoice || y.voice != noVoice {
			return nil
		}
		seen[x.Channel] = true
		groups = append(groups, open[i:i+2])
	}
	return groups
}

// byRange groups staves in twos, each from high to low, if every pair starts above where the last one ended.
func byRange(open []*advised) [][]*advised {
	if len(open)%2 != 0 {
		return nil
	}
	var groups [][]*advised
	for i := 0; i < len(open); i += 2 {
		x, y := open[i], open[i+1]
		if x.mean <= y.mean || x.voice != noVoice || y.voice != noVoice || i > 0 && x.mean < open[i-1].mean+3 {
			return nil
		}
		groups = append(groups, open[i:i+2])
	}
	return groups
}

// rest puts everything that is left on the Great, and says what is known about it.
func (a *adviser) rest() {
	accompanied := a.accompanied()
	open := a.open()
	for _, s := range open {
		switch {
		case s.voice != noVoice && accompanied:
			a.seat(s, swell, "The voice %q is sung; beside an organ part the Swell can support it.", s.text)
		case s.voice != noVoice:
			a.seat(s, great, "The voice %q is played with the hands, on the Great.", s.text)
		case s.hand != noHand:
			a.seat(s, great, "It is the %s hand; both hands begin on the Great.", handNames[s.hand])
		case s.any:
			a.seat(s, great, "The name %q says a manual and not which; the Great is the first.", s.text)
		case len(a.staves) == 1:
			a.seat(s, great, "It is the only track with notes; the Great is the first manual.")
		default:
			a.seat(s, great, "Nothing says which manual; the Great is the first.")
		}
	}
}

// accompanied reports whether the staves of a choir stand beside the staves of an organ.
func (a *adviser) accompanied() bool {
	voices, organs := 0, 0
	for i := range a.staves {
		s := &a.staves[i]
		switch {
		case s.role != noRole || s.manual != 0 || s.hand != noHand || s.any:
			organs++
		case s.voice != noVoice:
			voices++
		}
	}
	return voices >= 3 && organs >= 2
}

var handNames = map[hand]string{right: "right", left: "left"}

// follow sends each doubling where the staff goes that it doubles.
func (a *adviser) follow() {
	for i := range a.staves {
		s := &a.staves[i]
		if s.settled || s.doubled < 0 {
			continue
		}
		first := &a.staves[s.doubled]
		s.settle(first.division, "It doubles track %d %s, as scores do that write out a stop of another pitch.", first.Track, apart(s.interval, s.always))
	}
}

// apart says how far a doubling is from what it doubles.
func apart(interval int, always bool) string {
	switch {
	case !always:
		return "in octaves that change"
	case interval == 0:
		return "note for note"
	case interval < 0:
		return octaves(-interval/12) + " below"
	default:
		return octaves(interval/12) + " above"
	}
}

func octaves(n int) string {
	return [...]string{"one octave", "two octaves", "three octaves"}[n-1]
}
