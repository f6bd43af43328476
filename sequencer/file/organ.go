package file

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
)

// catalogue gives a console by its name.
type catalogue func(name string) (*registration.Console, error)

// shelf is the catalogue of the consoles that are shipped and installed. A name that comes out of a file never leads to a
// path.
func shelf(name string) (*registration.Console, error) {
	if strings.ContainsAny(name, `/\`) || strings.HasSuffix(name, consolefile.Extension) {
		return nil, consolefile.ErrNotFound
	}
	return consolefile.Find(name)
}

// chooseConsole gives the console that the catalogue has under the name, else the embedded one, else the default. The
// warnings say what is different for this piece.
func chooseConsole(name string, embedded *registration.Console, piece *sequencer.Piece, find catalogue) (*registration.Console, []string, error) {
	found, err := find(name)
	switch {
	case err == nil && embedded != nil && same(embedded, found):
		return found, nil, nil
	case err == nil:
		return found, movements(piece, embedded, found), nil
	case embedded != nil && errors.Is(err, consolefile.ErrNotFound):
		return embedded, nil, nil
	case embedded != nil:
		return embedded, []string{fmt.Sprintf("The console %s that is installed cannot be read: the one inside the file is used (%v).", name, err)}, nil
	}
	stand, err := find(consolefile.Default)
	if err != nil {
		return nil, nil, damaged("it has no console inside, and there is no console %q: %v", name, err)
	}
	warning := fmt.Sprintf("The console %q is neither installed nor inside the file: %s stands in for it.", name, stand.Name)
	return stand, append([]string{warning}, movements(piece, nil, stand)...), nil
}

func same(a, b *registration.Console) bool {
	x, errX := consolefile.Write(a)
	y, errY := consolefile.Write(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// movements tells what the piece names and the console has no more, or has under another id or with another meaning.
func movements(piece *sequencer.Piece, before, now *registration.Console) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for _, p := range piece.Parts {
		for _, r := range p.Routing {
			if _, ok := now.Division(r.Division); !ok && r.Division != "" {
				say("%s is given to the division %q, which the console %s does not have: it is silent there.", p.Name, r.Division, now.Name)
				break
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(controlsOf(piece))) {
		m, known := piece.Meanings[id]
		if before != nil {
			if k, ok := before.Control(id); ok {
				m, known = before.MeaningOf(k), true
			}
		}
		k, exact, ok := now.Resolve(id, m)
		switch {
		case !ok:
			say("%s is not on the console %s: it stays in the piece and is not heard.", called(id, m), now.Name)
		case !exact:
			say("%s is now %s on the console %s.", called(id, m), now.Controls[k].ID, now.Name)
		case known && now.MeaningOf(k) != m:
			say("%s is now %s on the console %s.", called(id, m), now.Controls[k].Label(), now.Name)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(shoesOf(piece))) {
		if _, ok := now.Enclosure(id); !ok {
			say("The swell box %s is not on the console %s: its shoe stays in the piece and does not move.", id, now.Name)
		}
	}
	return out
}

// called is what to call a control that may be gone: its name and its id.
func called(id string, m registration.Meaning) string {
	if m.Name == "" {
		return id
	}
	k := registration.Control{Kind: m.Kind, Name: m.Name, Pitch: m.Pitch}
	return fmt.Sprintf("%s (%s)", k.Label(), id)
}

func controlsOf(piece *sequencer.Piece) map[string]bool {
	ids := make(map[string]bool)
	note := func(lists ...[]string) {
		for _, list := range lists {
			for _, id := range list {
				ids[id] = true
			}
		}
	}
	for i := range piece.Lane {
		note(piece.Lane[i].Retire, piece.Lane[i].Draw)
	}
	for i := range piece.Scenes {
		note(piece.Scenes[i].On, piece.Scenes[i].Off)
	}
	return ids
}

func shoesOf(piece *sequencer.Piece) map[string]bool {
	ids := make(map[string]bool)
	for i := range piece.Lane {
		for _, s := range piece.Lane[i].Expression {
			ids[s.Enclosure] = true
		}
	}
	for i := range piece.Scenes {
		for id := range piece.Scenes[i].Shoes {
			ids[id] = true
		}
	}
	return ids
}
