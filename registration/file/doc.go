// Package file reads and writes the .console file, which describes one organ, and finds the consoles that are shipped
// with the program or installed by the user.
//
// A .console file is JSON that people can read and write by hand. Everything is named by its text id, never by its
// place in a list: a control says "division": "great", the dialect says "control": "great.open-diapason-8". Pitch and
// ranks are in feet, compass in MIDI keys, shoes 0 to 127, times in milliseconds (their names end in _ms), MIDI numbers
// in decimal, channels from 1. The manual's page "consoles" shows every field.
//
//	{
//	  "format": "voluntary-console",
//	  "version": 2,
//	  "name": "chapel",
//	  "divisions": [{"id": "great", "name": "Great", "lowest": 36, "highest": 96}],
//	  "controls": [{"id": "great.flute-8", "kind": "stop", "division": "great", "name": "Flute", "pitch": 8, "family": "flute"}],
//	  "dialect": {
//	    "divisions": [{"division": "great", "channel": 1}],
//	    "controls": [{"control": "great.flute-8", "kind": "nrpn", "channel": 16, "number": 0}]
//	  }
//	}
//
// # Versions
//
// A file of an older version is upgraded in memory by a chain of small steps, one for each version. A file of a newer
// version is refused with a sentence, so within a version a field that is not known is a slip of the pen: it is refused
// too, with the fields that there are.
//
// # Limits
//
// A file is at most [MaxSize] bytes, nested at most 16 deep; the counts of package registration hold. [Read] never
// panics: what is wrong is said with its place.
//
// [Save] writes to a temporary file beside the target, syncs it and renames it, so that a reader sees the old file or
// the new one and nothing between.
//
// # Names
//
// [Find] takes the name of a console or the path of a .console file. Installed consoles lie in [Folder]; one of them
// hides the shipped console of the same name.
package file
