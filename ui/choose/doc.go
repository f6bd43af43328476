// Package choose is a pop-up list of things to do, found by typing: one list under headings, a line to type in above it.
//
// Arrows move, Return does what is marked, Escape or a click outside goes away. With Shift the list stays open, to do
// several things one after another; what it offers is asked for anew after each. Letters narrow the list: every word
// typed must begin a word of the item or of its heading ("sw ob" finds the Oboe of the Swell).
package choose
