// Package aeolus makes consoles of the instrument definitions of Aeolus, a synthesiser of organ pipes, in its own dialect.
//
//	c, report, err := aeolus.ReadFile("/usr/share/aeolus/stops/Aeolus/definition")
//
// A definition names files of pipes (.ae0), not stops. The names on the stop buttons, and the pitches, stand in those files,
// which lie in the folder above the definition's; where they are missing, names are made of the file names.
//
// Every division of the definition is a division here, the manuals from the lowest (the last one listed) on, then the pedal.
// The buttons of the interface groups are the controls: stops, couplers and tremulants. A division with a swell has an
// enclosure.
//
// # The dialect
//
// A button is moved by controller 98 in two steps (cc-two-step: group and mode, then the button) on channel 16, which must
// be enabled for control in Aeolus' MIDI settings. Keys are on the channels from 1 on, in the order of the divisions; give the
// keyboards these channels there. The swell shoe is controller 7 on its division's channel.
package aeolus
