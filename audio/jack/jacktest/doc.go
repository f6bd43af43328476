// Package jacktest gives tests a JACK server of their own, with no sound card behind it, and a recorder that tells on
// which frame a MIDI message came. Tests that use it are skipped where JACK or a C compiler is missing, and unless
// VOLUNTARY_E2E is set: they take their time.
package jacktest
