package traffic

import (
	"fmt"
	"strings"
	"time"

	"voluntary/sequencer"
)

// Findings says each place in a sentence, for the playability report. Keys that are late are a warning, drawknobs a remark.
func (t *Traffic) Findings() []sequencer.Diagnostic {
	out := make([]sequencer.Diagnostic, 0, len(t.places))
	for _, p := range t.places {
		d := sequencer.Diagnostic{Kind: "wire", Severity: sequencer.Remark, At: p.At}
		if p.Keys > 0 {
			d.Severity = sequencer.Warning
		}
		d.Message = fmt.Sprintf("At %v there is more than the wire to %s carries: %s.", p.Position, t.console.Name, p.Lateness())
		d.Fix = "Move some of the stop changes to an earlier beat."
		if p.Controls == 0 {
			d.Fix = "Thin out what happens at once, or connect the organ by something quicker than a MIDI cable."
		}
		out = append(out, d)
	}
	return out
}

// Lateness says what comes late there: "3 keys come up to 37 ms late and 1 control comes 31 ms late".
func (p *Place) Lateness() string {
	var late []string
	if p.Keys > 0 {
		late = append(late, lateness(p.Keys, "key", p.LateKey))
	}
	if p.Controls > 0 {
		late = append(late, lateness(p.Controls, "control", p.LateControl))
	}
	return strings.Join(late, " and ")
}

// Worst is the place where keys come latest, or else controls; -1: there is none.
func (t *Traffic) Worst() int {
	worst := -1
	for i := range t.places {
		if worst < 0 || t.places[i].worse(&t.places[worst]) {
			worst = i
		}
	}
	return worst
}

func (p *Place) worse(o *Place) bool {
	if p.LateKey != o.LateKey {
		return p.LateKey > o.LateKey
	}
	return p.LateControl > o.LateControl
}

// lateness says how late some things come.
func lateness(n int, thing string, most time.Duration) string {
	if n == 1 {
		return fmt.Sprintf("1 %s comes %d ms late", thing, most.Milliseconds())
	}
	return fmt.Sprintf("%d %ss come up to %d ms late", n, thing, most.Milliseconds())
}
