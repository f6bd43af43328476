package learn

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"voluntary/registration"
)

// Lessons is all that was learnt of one organ. The zero value is ready. It belongs to one goroutine.
type Lessons struct {
	controls   map[registration.ControlID]Finding
	divisions  map[registration.DivisionID]Keyboard
	enclosures map[registration.EnclosureID]ShoeFinding
	cancel     string
}

// Clone copies the lessons.
func (l *Lessons) Clone() *Lessons {
	return &Lessons{maps.Clone(l.controls), maps.Clone(l.divisions), maps.Clone(l.enclosures), l.cancel}
}

// Control keeps what was found of a control, in place of what was found before.
func (l *Lessons) Control(id registration.ControlID, f Finding) {
	if l.controls == nil {
		l.controls = make(map[registration.ControlID]Finding)
	}
	l.controls[id] = f
}

// Division keeps what was found of a keyboard.
func (l *Lessons) Division(id registration.DivisionID, k Keyboard) {
	if l.divisions == nil {
		l.divisions = make(map[registration.DivisionID]Keyboard)
	}
	l.divisions[id] = k
}

// Enclosure keeps what was found of a shoe.
func (l *Lessons) Enclosure(id registration.EnclosureID, f ShoeFinding) {
	if l.enclosures == nil {
		l.enclosures = make(map[registration.EnclosureID]ShoeFinding)
	}
	l.enclosures[id] = f
}

// Cancel keeps the message of the general cancel, in hex; "" is none.
func (l *Lessons) Cancel(message string) { l.cancel = message }

// Learnt is what is known of a control after all lessons together; ok is false when it was not learnt.
func (l *Lessons) Learnt(id registration.ControlID) (f Finding, ok bool) {
	f, ok = l.settled()[id]
	return f, ok
}

// Count is how many controls, divisions and enclosures were learnt.
func (l *Lessons) Count() int { return len(l.controls) + len(l.divisions) + len(l.enclosures) }

// alternative is the reading of a finding as one kind, nil when it cannot be that.
func (f *Finding) alternative(k registration.CodeKind) *Finding {
	if f.Code.Kind == k {
		return f
	}
	for i := range f.Others {
		if f.Others[i].Code.Kind == k {
			return &f.Others[i]
		}
	}
	return nil
}

// settled reads every finding so that all fit together.
func (l *Lessons) settled() map[registration.ControlID]Finding {
	out := maps.Clone(l.controls)
	if out == nil {
		return map[registration.ControlID]Finding{}
	}
	l.settleShared(out, registration.CC, registration.CCEmbedded, registration.CCBitfield)
	l.settleShared(out, registration.NRPN, registration.NRPNRange)
	settleBitmaps(out)
	return out
}

// settleShared decides whether controls have a number each (single) or share one.
func (l *Lessons) settleShared(out map[registration.ControlID]Finding, single registration.CodeKind, shared ...registration.CodeKind) {
	groups := make(map[place][]registration.ControlID)
	for _, id := range slices.Sorted(maps.Keys(out)) {
		f := out[id]
		all := slices.Concat([]registration.CodeKind{single}, shared)
		if slices.Contains(all, f.Code.Kind) {
			p := place{f.Code.Channel, f.Code.Number}
			groups[p] = append(groups[p], id)
		}
	}
	read := func(ids []registration.ControlID, k registration.CodeKind) {
		for _, id := range ids {
			f := out[id]
			if alt := f.alternative(k); alt != nil {
				settled := *alt
				settled.Confidence, settled.Others = max(f.Confidence, 0.95), nil
				out[id] = settled
			}
		}
	}
	kinds := make(map[registration.CodeKind]bool)
	var alone []registration.ControlID
	for _, p := range places(groups) {
		ids := groups[p]
		if len(ids) == 1 {
			alone = append(alone, ids[0])
			continue
		}
		for _, k := range shared {
			if distinct(out, ids, k) {
				read(ids, k)
				kinds[k] = true
				break
			}
		}
	}
	switch {
	case len(kinds) == 1: // the others of the organ are said alike
		for k := range kinds {
			read(alone, k)
		}
	case len(kinds) == 0 && len(alone) > 1:
		read(alone, single)
	}
}

// distinct reports whether findings can all be of one kind, each with a code of its own.
func distinct(out map[registration.ControlID]Finding, ids []registration.ControlID, k registration.CodeKind) bool {
	seen := make(map[[2]uint16]bool)
	for _, id := range ids {
		f := out[id]
		alt := f.alternative(k)
		if alt == nil {
			return false
		}
		key := [2]uint16{alt.Code.Index, uint16(alt.Code.On)<<8 | uint16(alt.Code.Off)}
		if seen[key] {
			return false
		}
		seen[key] = true
	}
	return true
}

// settleBitmaps finds one part for all controls of messages of one shape. Two controls with the same bit are no bits: the
// messages are pairs then.
func settleBitmaps(out map[registration.ControlID]Finding) {
	type shape struct {
		length int
		maker  string
	}
	groups := make(map[shape][]registration.ControlID)
	var order []shape
	for _, id := range slices.Sorted(maps.Keys(out)) {
		f := out[id]
		alt := f.alternative(registration.SysExBitmap)
		if alt == nil || len(alt.samples) == 0 {
			continue
		}
		m := alt.samples[0]
		s := shape{len(m), string(m[:makerLength(m)])}
		if groups[s] == nil {
			order = append(order, s)
		}
		groups[s] = append(groups[s], id)
	}
	for n, s := range order {
		settleBitmap(out, groups[s], n)
	}
}

func settleBitmap(out map[registration.ControlID]Finding, ids []registration.ControlID, n int) {
	var samples [][]byte
	bits := make(map[[2]int]int)
	for _, id := range ids {
		f := out[id]
		alt := f.alternative(registration.SysExBitmap)
		samples = append(samples, alt.samples...)
		bits[[2]int{alt.at, alt.bit}]++
	}
	long := len(samples[0]) >= longSysEx
	if len(ids) == 1 && !long {
		return
	}
	if len(bits) < len(ids) {
		for _, id := range ids {
			f := out[id]
			if f.Code.Kind == registration.SysExBitmap {
				if p, ok := pairOf(f); ok {
					out[id] = p
				}
			}
		}
		return
	}
	check, ok := checksum(samples)
	if !ok {
		return
	}
	first := samples[0]
	earliest := len(first)
	for _, id := range ids {
		f := out[id]
		earliest = min(earliest, f.alternative(registration.SysExBitmap).at)
	}
	for _, id := range ids {
		old := out[id]
		f := *old.alternative(registration.SysExBitmap)
		b, index := partFrom(samples, check, f.at, f.bit, earliest)
		for _, other := range ids { // no learnt bit is set for good
			o := out[other]
			clearBase(&b, o.alternative(registration.SysExBitmap), f.at, int(index))
		}
		if n > 0 {
			b.Name = fmt.Sprintf("stops %d", n+1)
		}
		f.Code.Index, f.Code.Part, f.Bitmap, f.Others = index, b.Name, &b, nil
		f.Confidence = max(old.Confidence, f.Confidence)
		if len(ids) > 1 {
			f.Confidence = max(f.Confidence, 0.95)
		}
		out[id] = f
	}
}

// pairOf reads a bitmap finding as a pair of messages.
func pairOf(f Finding) (Finding, bool) {
	on := slices.IndexFunc(f.samples, func(m []byte) bool { return m[f.at]>>f.bit&1 != 0 })
	off := slices.IndexFunc(f.samples, func(m []byte) bool { return m[f.at]>>f.bit&1 == 0 })
	if on < 0 || off < 0 {
		return f, false
	}
	return pairFinding(string(f.samples[on]), string(f.samples[off])), true
}

// Apply writes what was learnt into a console and gives it, with a sentence for each thing that a person should know. name
// is what the dialect is called from then on; "" leaves its name.
func (l *Lessons) Apply(c *registration.Console, name string) (*registration.Console, []string, error) {
	d := c.Dialect
	d.Controls, d.Divisions, d.Enclosures = slices.Clone(d.Controls), slices.Clone(d.Divisions), slices.Clone(d.Enclosures)
	out := *c
	out.Divisions = slices.Clone(c.Divisions)
	var notes []string
	settled := l.settled()
	ids := slices.Sorted(maps.Keys(settled))
	for _, id := range ids {
		if int(id) < len(d.Controls) {
			d.Controls[id] = settled[id].Code
		}
	}
	d.Bitmaps = l.bitmaps(c, settled, ids, d.Controls)
	for _, id := range slices.Sorted(maps.Keys(l.divisions)) {
		if k := l.divisions[id]; int(id) < len(d.Divisions) {
			d.Divisions[id].Channel, d.Divisions[id].OffAs9n, d.Divisions[id].Velocity = k.Channel, k.OffAs9n, k.Velocity
			if k.Highest > k.Lowest {
				out.Divisions[id].Lowest, out.Divisions[id].Highest = k.Lowest, k.Highest
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(l.enclosures)) {
		if int(id) < len(d.Enclosures) {
			d.Enclosures[id] = l.enclosures[id].Code
		}
	}
	if l.cancel != "" {
		d.Cancel = l.cancel
	}
	if name != "" {
		d.Name = name
	}
	relative := slices.ContainsFunc(d.Controls, func(k registration.ControlCode) bool {
		return k.Kind == registration.PCToggle || k.Kind == registration.SysExToggle
	})
	if relative && d.Cancel == "" {
		notes = append(notes, "This organ says the same for on and off, and no cancel is known: before it plays, retire everything by hand and say so.")
	}
	out.Dialect = d
	whole, err := registration.NewConsole(out)
	return whole, notes, err
}

// bitmaps are those of the console that are still used, and those that were learnt.
func (l *Lessons) bitmaps(c *registration.Console, settled map[registration.ControlID]Finding, ids []registration.ControlID, codes []registration.ControlCode) []registration.Bitmap {
	learnt := make(map[string]registration.Bitmap)
	for _, id := range ids {
		if f := settled[id]; f.Bitmap != nil {
			learnt[f.Bitmap.Name] = *f.Bitmap
		}
	}
	names := slices.SortedFunc(maps.Keys(learnt), cmp.Compare[string])
	var out []registration.Bitmap
	for _, b := range c.Dialect.Bitmaps {
		used := slices.ContainsFunc(codes, func(k registration.ControlCode) bool { return k.Kind == registration.SysExBitmap && k.Part == b.Name })
		if _, anew := learnt[b.Name]; used && !anew {
			out = append(out, b)
		}
	}
	for _, n := range names {
		out = append(out, learnt[n])
	}
	return out
}
