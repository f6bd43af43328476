package edit

import (
	"errors"
	"strings"

	"voluntary/registration"
	"voluntary/registration/draft"
)

// SetName gives the console its short name, which is also the name of its file.
func SetName(name string) Edit {
	return func(d *draft.Draft) error {
		name := strings.TrimSpace(name)
		if name == "" || strings.ContainsAny(name, `/\:*?"<>|`) || strings.HasPrefix(name, ".") {
			return errors.New("the short name is that of a file: letters, digits and dashes, please")
		}
		d.Name = name
		return nil
	}
}

// SetTitle gives the console its name for people.
func SetTitle(title string) Edit {
	return func(d *draft.Draft) error {
		d.Title = strings.TrimSpace(title)
		return nil
	}
}

// SetMechanics changes the limits of the instrument in time.
func SetMechanics(change func(*registration.Mechanics)) Edit {
	return func(d *draft.Draft) error {
		change(&d.Mechanics)
		return nil
	}
}

// SetDialect changes what the dialect says of the whole organ: its name, cancel, gap, travel.
func SetDialect(change func(*registration.Dialect)) Edit {
	return func(d *draft.Draft) error {
		change(&d.Dialect)
		return nil
	}
}

// Replace takes another console in place of all that is there, but for the short name.
func Replace(c *registration.Console) Edit {
	return func(d *draft.Draft) error {
		name := d.Name
		*d = *draft.Of(c)
		d.Name = name
		return nil
	}
}
