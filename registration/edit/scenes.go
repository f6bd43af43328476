package edit

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"voluntary/registration"
	"voluntary/registration/draft"
)

// Setting is what a scene does to a control.
type Setting uint8

// The settings.
const (
	Alone Setting = iota // left alone
	On
	Off
)

// SettingOf tells what a scene does to a control.
func SettingOf(s *registration.Scene, control string) Setting {
	switch {
	case slices.Contains(s.On, control):
		return On
	case slices.Contains(s.Off, control):
		return Off
	}
	return Alone
}

func scene(d *draft.Draft, name string) (*registration.Scene, int, error) {
	i := slices.IndexFunc(d.Scenes, func(s registration.Scene) bool { return s.Name == name })
	if i < 0 {
		return nil, 0, fmt.Errorf("there is no scene %q", name)
	}
	return &d.Scenes[i], i, nil
}

// AddScene adds a scene, that of a state or, with nil, one that leaves everything alone.
func AddScene(name string, state *registration.State) Edit {
	return func(d *draft.Draft) error {
		name, err := freeName(d, name)
		if err != nil {
			return err
		}
		s := registration.Scene{Name: name}
		if state != nil {
			s = registration.SceneOf(&d.Console, name, *state)
		}
		d.Scenes = append(d.Scenes, s)
		return nil
	}
}

func freeName(d *draft.Draft, name string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return "", errors.New("a scene needs a name")
	}
	if _, _, err := scene(d, name); err == nil {
		return "", fmt.Errorf("there is a scene %q already", name)
	}
	return name, nil
}

// CopyScene adds a scene that does what another one does.
func CopyScene(from, name string) Edit {
	return func(d *draft.Draft) error {
		name, err := freeName(d, name)
		if err != nil {
			return err
		}
		_, i, err := scene(draft.Of(&d.Console), from)
		if err != nil {
			return err
		}
		s := draft.Of(&d.Console).Scenes[i]
		s.Name = name
		d.Scenes = slices.Insert(d.Scenes, i+1, s)
		return nil
	}
}

// RenameScene gives a scene another name; its piston follows.
func RenameScene(from, to string) Edit {
	return func(d *draft.Draft) error {
		s, _, err := scene(d, from)
		if err != nil || strings.TrimSpace(to) == from {
			return err
		}
		to, err := freeName(d, to)
		if err != nil {
			return err
		}
		s.Name = to
		for i := range d.Jamb.Pieces {
			if p := &d.Jamb.Pieces[i]; p.Kind == registration.Piston && p.Of == from {
				p.Of = to
			}
		}
		return nil
	}
}

// RemoveScene takes a scene out with its piston.
func RemoveScene(name string) Edit {
	return func(d *draft.Draft) error {
		_, i, err := scene(d, name)
		if err != nil {
			return err
		}
		d.Scenes = slices.Delete(d.Scenes, i, i+1)
		d.Jamb.Pieces = slices.DeleteFunc(d.Jamb.Pieces, func(p registration.Piece) bool { return p.Kind == registration.Piston && p.Of == name })
		return nil
	}
}

// MoveScene moves a scene up (-1) or down (1) in the order of the pistons.
func MoveScene(name string, by int) Edit {
	return func(d *draft.Draft) error {
		_, i, err := scene(d, name)
		if err != nil {
			return err
		}
		to := i + by
		if to < 0 || to >= len(d.Scenes) {
			return fmt.Errorf("%s is at the end already", name)
		}
		s := d.Scenes[i]
		d.Scenes = slices.Insert(slices.Delete(d.Scenes, i, i+1), to, s)
		return nil
	}
}

// SetInScene says what a scene does to several controls.
func SetInScene(name string, controls []string, to Setting) Edit {
	return func(d *draft.Draft) error {
		s, _, err := scene(d, name)
		if err != nil {
			return err
		}
		if _, err := picked(d, controls); err != nil {
			return err
		}
		these := func(id string) bool { return slices.Contains(controls, id) }
		s.On, s.Off = slices.DeleteFunc(s.On, these), slices.DeleteFunc(s.Off, these)
		switch to {
		case On:
			s.On = append(s.On, controls...)
		case Off:
			s.Off = append(s.Off, controls...)
		}
		inOrder(d, s.On)
		inOrder(d, s.Off)
		return nil
	}
}

// inOrder sorts ids as the console has them.
func inOrder(d *draft.Draft, ids []string) {
	place := make(map[string]int, len(d.Controls))
	for i, k := range d.Controls {
		place[k.ID] = i
	}
	slices.SortStableFunc(ids, func(a, b string) int { return place[a] - place[b] })
}

// SetSceneShoe says where a scene puts a shoe, 0 to 127; -1 leaves it alone.
func SetSceneShoe(name, id string, value int) Edit {
	return func(d *draft.Draft) error {
		s, _, err := scene(d, name)
		if err != nil {
			return err
		}
		if _, err := enclosure(d, id); err != nil {
			return err
		}
		if value < 0 {
			delete(s.Shoes, id)
			return nil
		}
		if s.Shoes == nil {
			s.Shoes = make(map[string]uint8)
		}
		s.Shoes[id] = uint8(min(value, 127))
		return nil
	}
}
