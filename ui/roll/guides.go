package roll

import (
	"image/color"

	"voluntary/sequencer"
	"voluntary/ui/theme"
)

// Guide is a track of upright lines through the notes. Each has a pattern of its own.
type Guide uint8

// The tracks.
const (
	GuideMarks        Guide = iota // at verses, sections and wait points: long dashes
	GuideRegistration              // where something is drawn, retired or moved: dots
	GuideStarts                    // where the selected notes begin: short dashes
	guides
)

// Guides lists the tracks with their names.
func Guides() []string {
	return []string{"Marks", "Changes of registration", "Starts of the selection"}
}

// SetGuide shows a track of guide lines or hides it.
func (r *Roll) SetGuide(g Guide, on bool) {
	r.guides[g] = on
	r.repaint()
}

// Guided reports whether a track is shown.
func (r *Roll) Guided(g Guide) bool { return r.guides[g] }

// paintGuides paints the lines that are in sight.
func (p *painter) paintGuides(s *scene, c *theme.Palette) {
	if s.notes.piece == nil || s.guides == ([guides]bool{}) {
		return
	}
	first, end := s.view.Axis.Span()
	thick := max(s.px(1), 1)
	last := -thick
	line := func(at sequencer.Tick, on, off float32, col color.NRGBA) {
		if at < first || at > end {
			return
		}
		x := s.px(s.view.Axis.X(at))
		if x < last+thick {
			return // on the one before
		}
		last = x
		step, long := max(s.px(on+off), 2), max(s.px(on), 1)
		for y := 0; y < p.sheet.h; y += step {
			p.sheet.fill(x, y, x+thick, y+long, p.sheet.ink(col))
		}
	}
	if s.guides[GuideRegistration] {
		for _, e := range s.notes.piece.Lane() {
			line(e.At, 2, 4, theme.Mix(c.RowWhite, c.Expression, 0.8))
		}
	}
	if s.guides[GuideStarts] && !s.marked.Empty() {
		last = -thick
		for i := range s.notes.parts {
			s.notes.parts[i].walk(first, end, func(_ int, n *sequencer.Note, _ *route) bool {
				if s.marked.HasNote(n.ID) {
					line(n.Start, 4, 4, theme.Mix(c.RowWhite, c.Marked, 0.6))
				}
				return true
			})
			last = -thick
		}
	}
	if s.guides[GuideMarks] {
		last = -thick
		for _, m := range s.notes.piece.Marks() {
			line(m.At, 12, 5, theme.Mix(c.RowWhite, c.Mark, 0.8))
		}
	}
}
