// Package jamb is the stop jamb: a knob for each stop, coupler and tremulant of a console, laid out by division, a shoe
// for each enclosure and a piston for each scene. It shows what is drawn on the organ now and moves it live.
//
// [Jamb] is mute: SetConsole and SetState show, OnMove and OnScene call back. A drawn knob stands out by its colour, a
// filled dot and bold words, so that colour is not the only sign. Every knob takes the focus: Tab goes on to the next,
// Return moves it. Space is the transport's everywhere.
package jamb
