package sequencer

import "voluntary/registration"

// Severity says how much a finding matters.
type Severity string

// The severities.
const (
	Remark  Severity = "note"    // worth knowing
	Warning Severity = "warning" // not played as written
	Fault   Severity = "error"   // something will not sound at all
)

// Diagnostic is one finding about how a piece plays on a console: data for the playability report, never a failure.
type Diagnostic struct {
	Kind     string // "compass", "unison", "missing-control", "missing-division", "unsaid-control", "silent", "undrawn", "redundant", "crowded", ...
	Severity Severity
	At       Tick
	Part     PartID                  // 0 when it is about no part
	Division string                  // text id, "" when it is about none
	Key      uint8                   // 0 when it is about none
	Note     NoteID                  // 0 when it is about none
	Event    EventID                 // 0 when it is about none
	Control  string                  // text id of a control, an enclosure or a scene that is missing, "" when it is about none
	Change   registration.ChangeKind // of a finding about a lane event
	Message  string                  // a sentence
	Fix      string                  // what to do, a sentence
}
