package jorgan

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Limits of a disposition.
const (
	maxSize     = 64 << 20
	maxElements = 50_000
	maxLinks    = 1000 // references of one element
	maxDepth    = 64
)

// element is one thing of a disposition: a keyboard, a stop, a rank.
type element struct {
	kind      string // its XML name
	id        string
	name      string
	links     []string // ids of what it refers to
	transpose int      // semitones
	channel   uint8    // of a keyboard; 0: not said
}

// disposition is what was read, in the file's order.
type disposition struct {
	elements []*element
	byID     map[string]*element
}

var errNotXML = errors.New("this is no disposition of jOrgan (a text that begins with <organ> inside <?xml ...?>)")

func parse(r io.Reader) (*disposition, error) {
	d := &disposition{byID: make(map[string]*element)}
	x := xml.NewDecoder(r)
	x.Strict = true
	var path []string
	rooted := false
	var now *element
	var text strings.Builder
	for {
		token, err := x.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			if len(path) == 0 && len(d.elements) == 0 {
				return nil, errNotXML
			}
			line, _ := x.InputPos()
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			name := t.Name.Local
			if len(path) == 0 && name != "organ" {
				return nil, errNotXML
			}
			if len(path) == maxDepth {
				return nil, fmt.Errorf("elements are nested more than %d deep", maxDepth)
			}
			path = append(path, name)
			rooted = true
			text.Reset()
			switch {
			case len(path) == 3 && path[1] == "elements":
				if len(d.elements) == maxElements {
					return nil, fmt.Errorf("more than %d elements", maxElements)
				}
				now = &element{kind: name, id: attribute(t, "id")}
				d.elements = append(d.elements, now)
				if now.id != "" {
					d.byID[now.id] = now
				}
			case now != nil && len(path) == 5 && path[3] == "references":
				if id := attribute(t, "id"); id != "" && len(now.links) < maxLinks {
					now.links = append(now.links, id)
				}
			}
		case xml.CharData:
			if now != nil && text.Len() < 4096 {
				text.Write(t)
			}
		case xml.EndElement:
			if now != nil {
				now.read(path, strings.TrimSpace(text.String()))
			}
			text.Reset()
			path = path[:len(path)-1]
			if len(path) < 3 {
				now = nil
			}
		}
	}
	if !rooted {
		return nil, errNotXML
	}
	if len(d.elements) == 0 {
		return nil, errors.New("the disposition has no elements")
	}
	return d, nil
}

// read takes the text of one of the element's parts.
func (e *element) read(path []string, text string) {
	switch {
	case len(path) == 4 && path[3] == "name":
		e.name = cut(text)
	case len(path) == 4 && path[3] == "transpose":
		if n, err := strconv.Atoi(text); err == nil && n >= -48 && n <= 48 {
			e.transpose = n
		}
	case len(path) == 5 && path[3] == "messages" && path[4] == "keyboard-pressKey":
		if e.channel == 0 {
			e.channel = channelIn(text)
		}
	}
}

// channelIn finds the channel in what a keyboard listens to: "equal 144, get pitch, ..." is a note-on of channel 1.
func channelIn(text string) uint8 {
	status, _, _ := strings.Cut(text, ",")
	number, ok := strings.CutPrefix(strings.TrimSpace(status), "equal ")
	if n, err := strconv.Atoi(strings.TrimSpace(number)); ok && err == nil && n >= 144 && n <= 159 {
		return uint8(n-144) + 1
	}
	return 0
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func cut(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > 200 {
		return strings.ToValidUTF8(text[:200], "")
	}
	return text
}
