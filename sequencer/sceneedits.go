package sequencer

import (
	"fmt"
	"slices"
	"strings"

	"voluntary/registration"
)

// SaveScene keeps the registration of a tick as a scene of the piece, in place of one of the same name.
func SaveScene(at Tick, name string) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		name := strings.TrimSpace(name)
		if name == "" {
			return nil, fmt.Errorf("a scene needs a name")
		}
		return a.WithScene(registration.SceneOf(a.Console(), name, StateAt(a, at)))
	}
}

// RenameScene gives a scene of the piece another name; the flags that recall it follow.
func RenameScene(from, to string) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		to := strings.TrimSpace(to)
		i := slices.IndexFunc(a.piece.Scenes, func(s registration.Scene) bool { return s.Name == from })
		switch {
		case i < 0:
			return nil, fmt.Errorf("the piece has no scene %q", from)
		case to == "":
			return nil, fmt.Errorf("a scene needs a name")
		case to == from:
			return a, nil
		case slices.ContainsFunc(slices.Concat(a.piece.Scenes, a.Console().Scenes), func(s registration.Scene) bool { return s.Name == to }):
			return nil, fmt.Errorf("there is a scene %q already", to)
		}
		return a.change(func(b *Arrangement) {
			b.piece.Scenes = slices.Clone(a.piece.Scenes)
			b.piece.Scenes[i].Name = to
			b.piece.Lane = slices.Clone(a.piece.Lane)
			for k := range b.piece.Lane {
				if b.piece.Lane[k].Scene == from {
					b.piece.Lane[k].Scene = to
				}
			}
		})
	}
}

// RemoveScene takes a scene out of the piece. One that is recalled somewhere stays: the lane would say nothing there.
func RemoveScene(name string) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		i := slices.IndexFunc(a.piece.Scenes, func(s registration.Scene) bool { return s.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("the piece has no scene %q", name)
		}
		onConsole := slices.ContainsFunc(a.Console().Scenes, func(s registration.Scene) bool { return s.Name == name })
		for _, e := range a.Lane() {
			if e.Scene == name && !onConsole {
				return nil, fmt.Errorf("the scene %q is recalled at %v; take that out first", name, a.meters.Position(e.At))
			}
		}
		return a.change(func(b *Arrangement) {
			b.piece.Scenes = slices.Delete(slices.Clone(a.piece.Scenes), i, i+1)
		})
	}
}

// MoveScene moves the flag of a scene to another tick, out of the event it stands in; what else that event does stays.
func MoveScene(event EventID, to Tick) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		to := min(max(to, 0), MaxTick)
		i := slices.IndexFunc(a.Lane(), func(e LaneEvent) bool { return e.ID == event && e.Scene != "" })
		if i < 0 {
			return nil, fmt.Errorf("there is no scene to be moved")
		}
		if a.Lane()[i].At == to {
			return a, nil
		}
		return a.WithLane(func(lane []LaneEvent) []LaneEvent {
			rest := lane[i]
			rest.ID, rest.Scene = 0, ""
			lane[i] = LaneEvent{ID: event, At: to, Scene: lane[i].Scene}
			return append(lane, rest)
		})
	}
}

// RegisterAs makes the registration from a tick on what it is at another: every stop, coupler, tremulant and shoe.
func RegisterAs(at, there Tick) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		return withState(a, min(max(at, 0), MaxTick), StateAt(a, there))
	}
}

// Restate makes the registration from a tick on what is asked for, whatever was ordered there.
func Restate(at Tick, want registration.State) Edit {
	return func(a *Arrangement) (*Arrangement, error) { return withState(a, min(max(at, 0), MaxTick), want) }
}

// RetireAll retires everything that is drawn at a tick, as a general cancel does. Shoes stay.
func RetireAll(at Tick) Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		at := min(max(at, 0), MaxTick)
		s := StateAt(a, at)
		for _, id := range s.Drawn() {
			s = s.With(id, false)
		}
		return withState(a, at, s)
	}
}

// RemoveRedundant takes out of the lane what draws a control that is drawn and retires one that is not, or that the same
// event draws again. Events with a scene stay as they are.
func RemoveRedundant() Edit {
	return func(a *Arrangement) (*Arrangement, error) {
		return withoutRedundant(a, func(Tick) bool { return true })
	}
}

// withoutRedundant is RemoveRedundant at those ticks that are meant.
func withoutRedundant(a *Arrangement, meant func(Tick) bool) (*Arrangement, error) {
	r := NewRegistrar(a, a.Console())
	lane := slices.Clone(a.Lane())
	changed := false
	for i := range lane {
		e := &lane[i]
		if e.Scene == "" && meant(e.At) {
			state := r.State()
			retire := telling(r, &state, slices.DeleteFunc(slices.Clone(e.Retire), func(id string) bool { return slices.Contains(e.Draw, id) }), false)
			draw := telling(r, &state, e.Draw, true)
			changed = changed || len(retire) != len(e.Retire) || len(draw) != len(e.Draw)
			e.Retire, e.Draw = retire, draw
		}
		r.Play(e)
	}
	if !changed {
		return a, nil
	}
	return a.WithLane(func([]LaneEvent) []LaneEvent { return lane })
}

// telling is those of the orders that change something, which it does to the state.
func telling(r *Registrar, s *registration.State, ids []string, on bool) []string {
	var out []string
	for _, id := range ids {
		k, _, ok := r.Control(id)
		if ok && s.On(k) == on {
			continue
		}
		if ok {
			*s = s.With(k, on)
		}
		out = append(out, id)
	}
	return out
}
