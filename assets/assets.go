// Package assets carries the files that Voluntary ships inside its binaries: the consoles, the demo piece, the icons and
// the manual that Help shows.
//
// Each function gives one folder as a file system whose names have no folder in front: "parish.console", not
// "consoles/parish.console". The files cannot be written to and need no closing; any goroutine may read them.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed consoles demo icons manual templates
var files embed.FS

// Consoles holds the shipped consoles, NAME.console each.
func Consoles() fs.FS { return folder("consoles") }

// Demo holds the demo piece as a tune of package sequencer/tune, NAME.tune.
func Demo() fs.FS { return folder("demo") }

// Templates holds what a console can be started from, NAME.template each.
func Templates() fs.FS { return folder("templates") }

// Icons holds the program's own icon, voluntary.svg and voluntary.png.
func Icons() fs.FS { return folder("icons") }

// Manual holds the pages of the manual, NAME.md each, and their pictures.
func Manual() fs.FS { return folder("manual") }

func folder(name string) fs.FS {
	sub, err := fs.Sub(files, name)
	if err != nil {
		panic(err) // only for a name that is not a path
	}
	return sub
}
