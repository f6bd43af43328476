package roll

import (
	"image/color"

	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/ui/theme"
)

// The legend stands left of the keyboard: the divisions with their colours, patterns and letters, then the parts, each with
// a box that mutes it (M) and one that has it heard alone (S).

// Sizes in the legend, in units.
const (
	legendTop  = 8
	legendRow  = 21
	legendChip = 15 // high
	legendWide = 20 // so wide is a chip
	legendBox  = 15
	legendGap  = 8 // between divisions and parts
)

// legendLine is a line of the legend: a division, or a part when division is nobody.
type legendLine struct {
	division int
	part     sequencer.PartID
	name     string
	y        float32
}

// legendLines are the lines that have room in a height.
func (r *Roll) legendLines(height float32) (out []legendLine) {
	if r.notes.console == nil {
		return nil
	}
	y := float32(legendTop)
	add := func(l legendLine) {
		if l.y = y; y+legendRow <= height {
			out = append(out, l)
		}
		y += legendRow
	}
	for i := range r.notes.console.Divisions {
		add(legendLine{division: i, name: r.notes.console.Divisions[i].Name})
	}
	y += legendGap
	for i := range r.notes.parts {
		p := r.notes.parts[i].part
		add(legendLine{division: nobody, part: p.ID, name: r.field.partName(i)})
	}
	return out
}

// heardAs tells how the thing of a line is listened to.
func (l legendLine) heardAs(r *Roll) (muted, solo bool) {
	if l.division == nobody {
		return r.hearing.Part(l.part)
	}
	return r.hearing.Division(r.notes.console.Divisions[l.division].ID)
}

// hasBoxes reports whether there is room for the boxes beside the names.
func (k *keyboard) hasBoxes() bool { return k.Size().Width >= KeyboardWidth+100 }

// legendAt finds the box of the legend at a place; solo tells which of the two.
func (k *keyboard) legendAt(x, y float32) (line legendLine, solo, ok bool) {
	left := k.Size().Width - KeyboardWidth
	if !k.hasBoxes() || x >= left {
		return line, false, false
	}
	for _, l := range k.r.legendLines(k.Size().Height) {
		if y < l.y-1 || y >= l.y+legendRow-1 {
			continue
		}
		switch {
		case x >= left-legendBox-5:
			return l, true, true
		case x >= left-2*legendBox-8:
			return l, false, true
		}
		return l, false, false
	}
	return line, false, false
}

// tapLegend mutes or solos what was tapped, and reports whether anything was.
func (k *keyboard) tapLegend(x, y float32) bool {
	l, solo, ok := k.legendAt(x, y)
	if !ok || k.r.OnHearing == nil {
		return ok
	}
	muted, alone := l.heardAs(k.r)
	if solo {
		alone = !alone
	} else {
		muted = !muted
	}
	if l.division == nobody {
		k.r.OnHearing(k.r.hearing.WithPart(l.part, muted, alone))
	} else {
		k.r.OnHearing(k.r.hearing.WithDivision(k.r.notes.console.Divisions[l.division].ID, muted, alone))
	}
	return true
}

// legendHint says what a press in the legend would do.
func (k *keyboard) legendHint(x, y float32) string {
	l, solo, ok := k.legendAt(x, y)
	if !ok {
		return l.name
	}
	muted, alone := l.heardAs(k.r)
	switch {
	case solo && alone:
		return l.name + ": hear the others too"
	case solo:
		return l.name + ": hear it alone"
	case muted:
		return l.name + ": hear it again"
	}
	return l.name + ": mute it"
}

// legend paints the legend in the columns from 0 up to width.
func (k *keyboard) legend(width int, px func(float32) int, c *theme.Palette) {
	console := k.r.notes.console
	if console == nil || width < px(44) {
		return
	}
	dark := theme.Dark()
	p := painter{}
	chip, wide := px(legendChip), px(legendWide)
	for _, l := range k.r.legendLines(k.Size().Height) {
		x, y := px(8), px(l.y+1)
		ink := c.Text
		if l.division != nobody {
			d := registration.DivisionID(l.division)
			p.sheet = k.sheet
			coat := p.coat(theme.DivisionColor(console, d, dark), c, dark)
			coat.pattern = theme.DivisionPattern(console, d)
			p.sheet.fill(x, y, x+wide, y+chip, coat.fill)
			p.pattern(x, y, x+wide, y+chip, &coat)
			k.sheet.inks = p.sheet.inks
			letter := k.letters.mask(theme.DivisionLetter(console, d), chip-px(4), true)
			if letter != nil {
				k.sheet.put(letter, x+(wide-letter.w)/2, y+(chip-letter.h)/2, x, x+wide, coat.text)
			}
			x += wide + px(5)
		} else {
			ink = c.TextSoft
		}
		end := width - px(2*legendBox+10)
		if !k.hasBoxes() {
			end = width
		}
		if name := k.letters.fitting(l.name, max(px(12), 8), false, end-px(2)-x); name != nil {
			k.sheet.put(name, x, y+(chip-name.h)/2, 0, end, ink)
		}
		if !k.hasBoxes() {
			continue
		}
		muted, solo := l.heardAs(k.r)
		k.legendBox(end+px(2), y, px, "M", muted, c.Alarm, c)
		k.legendBox(end+px(5+legendBox), y, px, "S", solo, c.Accent, c)
	}
}

// legendBox paints a box with a letter, filled when it is on.
func (k *keyboard) legendBox(x, y int, px func(float32) int, letter string, on bool, fill color.NRGBA, c *theme.Palette) {
	size := px(legendBox)
	ink := c.TextSoft
	if on {
		k.sheet.fill(x, y, x+size, y+size, k.sheet.ink(fill))
		ink = theme.Ink(fill)
	} else {
		k.sheet.frame(x, y, x+size, y+size, max(px(1), 1), k.sheet.ink(theme.Mix(c.Panel, c.TextSoft, 0.45)))
	}
	if m := k.letters.mask(letter, max(px(10), 7), on); m != nil {
		k.sheet.put(m, x+(size-m.w)/2, y+(size-m.h)/2, x, x+size, ink)
	}
}
