package template

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"voluntary/assets"
	"voluntary/registration"
)

// format and version stand in every template. Templates come with the program, so there are no older ones.
const (
	format    = "voluntary-template"
	version   = 1
	extension = ".template"
	usual     = "generic" // whose divisions a template has that describes none
)

// document is a template as it is written.
type document struct {
	Format    string      `json:"format"`
	Version   int         `json:"version"`
	Name      string      `json:"name"`
	Title     string      `json:"title"`
	About     string      `json:"about"`
	Next      []string    `json:"next"`
	Dialect   string      `json:"dialect"`
	Cancel    string      `json:"cancel"`
	Gap       int         `json:"gap_ms"`
	Velocity  uint8       `json:"velocity"`
	OffAs9n   bool        `json:"off_as_9n"`
	Mechanics mechanics   `json:"mechanics"`
	Bitmaps   []bitmap    `json:"bitmaps"`
	Banks     []bank      `json:"banks"`
	Plans     []plan      `json:"plans"`
	Divisions []*division `json:"divisions"`
	Shoe      shoe        `json:"shoe"`
	Codes     []rule      `json:"codes"`
}

type mechanics struct {
	LeastGap     int `json:"least_gap_ms"`
	RepeatGap    int `json:"repeat_gap_ms"`
	ShortestNote int `json:"shortest_note_ms"`
}

type bitmap struct {
	Name         string                `json:"name"`
	Head         string                `json:"head"`
	Offset       bool                  `json:"offset"`
	Length       int                   `json:"length"`
	Base         string                `json:"base"`
	ChecksumFrom int                   `json:"checksum_from"`
	Checksum     registration.Checksum `json:"checksum"`
	ChecksumTo   uint8                 `json:"checksum_to"`
}

type bank struct {
	Name       string `json:"name"`
	Channel    uint8  `json:"channel"`
	Controller uint8  `json:"controller"`
	Cancel     uint8  `json:"cancel"`
	Previous   uint8  `json:"previous"`
	Next       uint8  `json:"next"`
}

type plan struct {
	Divisions []place `json:"divisions"`
}

// place is a division in a plan.
type place struct {
	Division string `json:"division"`
	Channel  uint8  `json:"channel"`
	Element  string `json:"element"`
}

type division struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Lowest    uint8     `json:"lowest"`
	Highest   uint8     `json:"highest"`
	Pedal     bool      `json:"pedal"`
	Stops     []string  `json:"stops"`
	Couplers  []coupler `json:"couplers"` // left out where they lead to a division that the plan does not have
	Tremulant string    `json:"tremulant"`
	Enclosed  bool      `json:"enclosed"`
	Others    *others   `json:"others"`
}

type coupler struct {
	Name  string `json:"name"`
	To    string `json:"to"`
	Shift int8   `json:"shift"`
}

// others are controls of the kind other, counted.
type others struct {
	Name  string `json:"name"` // "#" is the number
	First int    `json:"first"`
	Last  int    `json:"last"`
}

type shoe struct {
	Kind       registration.CodeKind `json:"kind"`
	Channel    uint8                 `json:"channel"`
	Controller uint8                 `json:"controller"`
	Closed     uint8                 `json:"closed"`
	Open       uint8                 `json:"open"`
	Element    string                `json:"element"`
}

// rule numbers controls.
type rule struct {
	Division string                `json:"division"` // "": all
	Kinds    []registration.Kind   `json:"kinds"`    // none: all
	To       string                `json:"to"`       // of couplers; "": wherever they go
	Learn    string                `json:"learn"`    // the kind of code that is to be learnt, or "any"
	Kind     registration.CodeKind `json:"kind"`
	Channel  uint8                 `json:"channel"` // 0: the division's own
	Number   uint16                `json:"number"`  // where something else is counted
	Group    uint8                 `json:"group"`
	Part     string                `json:"part"`
	OnSysEx  string                `json:"on_sysex"`
	OffSysEx string                `json:"off_sysex"`
	Element  string                `json:"element"`
	First    uint16                `json:"first"`
	Last     uint16                `json:"last"` // 0: as far as the kind of code goes
	Each     bool                  `json:"each_division"`
}

// read reads one template of the program.
func read(name string) (*document, error) {
	data, err := fs.ReadFile(assets.Templates(), name+extension)
	if err != nil {
		return nil, err
	}
	d := new(document)
	in := json.NewDecoder(bytes.NewReader(data))
	in.DisallowUnknownFields()
	if err := in.Decode(d); err != nil {
		return nil, fmt.Errorf("the template %s: %w", name, err)
	}
	if d.Format != format || d.Version != version || d.Name != name || len(d.Plans) == 0 {
		return nil, fmt.Errorf("the template %s is not one of version %d", name, version)
	}
	if len(d.Divisions) == 0 && name != usual {
		from, err := read(usual)
		if err != nil {
			return nil, err
		}
		d.Divisions = from.Divisions
	}
	return d, nil
}

// names lists the templates that there are.
func names() []string {
	files, _ := fs.ReadDir(assets.Templates(), ".")
	var out []string
	for _, f := range files {
		if name, ok := strings.CutSuffix(f.Name(), extension); ok {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// division finds a division that a plan names.
func (d *document) division(id string) (*division, error) {
	for _, v := range d.Divisions {
		if v.ID == id {
			return v, nil
		}
	}
	return nil, fmt.Errorf("the template %s describes no division %q", d.Name, id)
}
