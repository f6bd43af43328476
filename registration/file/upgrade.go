package file

import (
	"encoding/json"
	"errors"
	"fmt"
)

// sections are the top-level fields of a file, not decoded yet.
type sections map[string]json.RawMessage

// An upgrade turns the sections of one version into those of the next.
type upgrade func(sections) error

// upgrades[i] leads from version i+1 to version i+2. Each has a fixture in testdata.
var upgrades = []upgrade{drawnJamb}

// version is what we write.
var version = 1 + len(upgrades)

// upgraded splits the file into its sections and brings them to the version we know.
func upgraded(data []byte) (sections, error) {
	if err := checkShape(data); err != nil {
		return nil, err
	}
	var top sections
	if err := json.Unmarshal(data, &top); err != nil {
		return nil, errors.New("the file is not a console (a .console file is one JSON object)")
	}
	var format string
	if json.Unmarshal(top["format"], &format) != nil || format != Format {
		return nil, fmt.Errorf("the file is not a console (its \"format\" is not %q)", Format)
	}
	var from int
	if err := json.Unmarshal(top["version"], &from); err != nil || from < 1 {
		return nil, errors.New("the file does not say its version (\"version\" is a whole number from 1)")
	}
	if from > version {
		return nil, fmt.Errorf("the file is of version %d and this program reads up to version %d (a newer Voluntary wrote it: install that one)", from, version)
	}
	return top, top.upgrade(from, upgrades)
}

// upgrade makes the steps from a version to the end of the chain.
func (s sections) upgrade(from int, chain []upgrade) error {
	for i := from - 1; i < len(chain); i++ {
		if err := chain[i](s); err != nil {
			return fmt.Errorf("upgrade from version %d: %w", i+1, err)
		}
		s["version"] = json.RawMessage(fmt.Sprint(i + 2))
	}
	return nil
}

// drawnJamb leads to version 2, in which a console may say how its jamb is drawn. One of version 1 does not.
func drawnJamb(s sections) error {
	if _, ok := s["jamb"]; ok {
		return errors.New("a file of version 1 has no \"jamb\"")
	}
	return nil
}
