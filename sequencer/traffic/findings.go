package traffic

import (
	"fmt"
	"strings"

	"voluntary/sequencer"
)

// Findings says each place in a sentence, for the playability report. Keys that are late are a warning, drawknobs a remark.
func (t *Traffic) Findings() []sequencer.Diagnostic {
	out := make([]sequencer.Diagnostic, 0, len(t.places))
	for _, p := range t.places {
		d := sequencer.Diagnostic{Kind: "wire", Severity: sequencer.Remark, At: p.At}
		var late []string
		if p.Keys > 0 {
			d.Severity = sequencer.Warning
			late = append(late, fmt.Sprintf("%s up to %d ms late", count(p.Keys, "key"), p.LateKey.Milliseconds()))
		}
		if p.Controls > 0 {
			late = append(late, fmt.Sprintf("%s up to %d ms late", count(p.Controls, "control"), p.LateControl.Milliseconds()))
		}
		verb := "come"
		if p.Keys+p.Controls == 1 {
			verb = "comes"
		}
		d.Message = fmt.Sprintf("At %v there is more than the wire to %s carries: %s %s.", p.Position, t.console.Name,
			strings.Join(late, " and "), verb)
		d.Fix = "Move some of the stop changes to an earlier beat."
		if p.Controls == 0 {
			d.Fix = "Thin out what happens at once, or connect the organ by something quicker than a MIDI cable."
		}
		out = append(out, d)
	}
	return out
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
