package edit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"voluntary/registration"
	"voluntary/registration/draft"
)

// Where a message that holds all stops and a row of combinations begin when they are new. No organ obeys F0 7D: it is for
// trials.
var (
	newBitmap = registration.Bitmap{Head: "F0 7D", Length: 16}
	newBank   = registration.Bank{Channel: 1, Controller: 16, Previous: 1, Next: 2}
)

// ChecksumWord is a way to make a checksum in a word: sum, xor or plain. [ReadChecksum] reads it.
func ChecksumWord(c registration.Checksum) string { return cmp.Or(string(c), "sum") }

// ReadChecksum reads the word of a way to make a checksum. Whether there is such a way, the console says.
func ReadChecksum(word string) registration.Checksum {
	if word = strings.ToLower(strings.TrimSpace(word)); word == "sum" {
		return registration.SumTo
	}
	return registration.Checksum(word)
}

// SetBitmap changes the message of this name that holds all stops, or makes it. When its name changes, the controls that
// stand in it follow.
func SetBitmap(name string, change func(*registration.Bitmap)) Edit {
	return func(d *draft.Draft) error {
		all := &d.Dialect.Bitmaps
		at := slices.IndexFunc(*all, func(b registration.Bitmap) bool { return b.Name == name })
		if at < 0 {
			at = len(*all)
			*all = append(*all, newBitmap)
			(*all)[at].Name = name
		}
		b := &(*all)[at]
		change(b)
		partFollows(d, registration.SysExBitmap, name, b.Name)
		if b.ChecksumFrom == 0 {
			b.Checksum, b.ChecksumTo = registration.SumTo, 0
		}
		return nil
	}
}

// SetBank changes the row of combinations of this name, or makes it. When its name changes, its combinations follow.
func SetBank(name string, change func(*registration.Bank)) Edit {
	return func(d *draft.Draft) error {
		all := &d.Dialect.Banks
		at := slices.IndexFunc(*all, func(b registration.Bank) bool { return b.Name == name })
		if at < 0 {
			at = len(*all)
			*all = append(*all, newBank)
			(*all)[at].Name = name
		}
		b := &(*all)[at]
		change(b)
		partFollows(d, registration.RelativeBank, name, b.Name)
		return nil
	}
}

// partFollows gives the controls of a part its new name.
func partFollows(d *draft.Draft, kind registration.CodeKind, from, to string) {
	for i := range d.Dialect.Controls {
		if k := &d.Dialect.Controls[i]; k.Kind == kind && k.Part == from {
			k.Part = to
		}
	}
}

// RemoveBitmap takes a message that holds all stops out. It is an error while a control stands in it.
func RemoveBitmap(name string) Edit {
	return func(d *draft.Draft) error {
		all := &d.Dialect.Bitmaps
		at := slices.IndexFunc(*all, func(b registration.Bitmap) bool { return b.Name == name })
		if at < 0 {
			return fmt.Errorf("there is no bitmap %q", name)
		}
		*all = slices.Delete(*all, at, at+1)
		return unused(d, registration.SysExBitmap, name)
	}
}

// RemoveBank takes a row of combinations out. It is an error while a control is one of them.
func RemoveBank(name string) Edit {
	return func(d *draft.Draft) error {
		all := &d.Dialect.Banks
		at := slices.IndexFunc(*all, func(b registration.Bank) bool { return b.Name == name })
		if at < 0 {
			return fmt.Errorf("there is no bank %q", name)
		}
		*all = slices.Delete(*all, at, at+1)
		return unused(d, registration.RelativeBank, name)
	}
}

// unused is an error when a control is still said by a part.
func unused(d *draft.Draft, kind registration.CodeKind, name string) error {
	for i, k := range d.Dialect.Controls {
		if k.Kind == kind && k.Part == name {
			return fmt.Errorf("%s is said by %s: give it another message first", d.Controls[i].ID, name)
		}
	}
	return nil
}
