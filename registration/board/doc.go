// Package board lays out the jamb of a console: it says where each knob, shoe, piston and name of a division stands in the
// form that the console asks for. It draws nothing.
package board
