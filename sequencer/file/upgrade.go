package file

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Format is what the field "format" of arrangement.json says.
const Format = "voluntary-arrangement"

// Version is the version that is written. It rises by one with each step of the chain.
const Version = 4

// step turns the fields of one version into those of the next.
type step func(fields map[string]json.RawMessage) error

// chain[i] leads from version i+1 to version i+2, nil where that one has only more to say. Each step has a fixture
// testdata/v<i+1>.voluntary.
var chain = [Version - 1]step{
	nil, // from 2 on a part may list notes that are not played
	nil, // from 3 on a piece may ask for a tuning
	nil, // from 4 on a shoe may be led in a line
}

// upgraded reads the header of arrangement.json and brings the text to the present version.
func upgraded(text []byte, present int, chain []step) ([]byte, error) {
	var h header
	if err := json.Unmarshal(text, &h); err != nil {
		return nil, damaged("arrangement.json: %v", inText(text, err))
	}
	switch {
	case h.Format != Format:
		return nil, fmt.Errorf("%w: arrangement.json says it is %.40q (expected %q)", ErrNotArrangement, h.Format, Format)
	case h.Version > present:
		return nil, fmt.Errorf("%w: it is of version %d and this program knows version %d (install the newest Voluntary)", ErrNewer, h.Version, present)
	case h.Version < 1:
		return nil, damaged("arrangement.json says it is of version %d", h.Version)
	}
	steps := chain[h.Version-1:]
	if !slices.ContainsFunc(steps, func(s step) bool { return s != nil }) {
		return text, nil // as it stands, so that complaints name its lines
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(text, &fields); err != nil {
		return nil, damaged("arrangement.json: %v", inText(text, err))
	}
	for i, s := range steps {
		if s == nil {
			continue
		}
		if err := s(fields); err != nil {
			return nil, damaged("arrangement.json of version %d: %v", h.Version+i, err)
		}
	}
	return json.Marshal(fields)
}
