// Package learn shows the learning of an organ: which control is to be moved, what came in, what was found, and whether it
// moves when it is told so. A [Lesson] is the course with what is asked just now, without a window; a [View] shows it. The
// view is mute: it listens to nothing and sends nothing, but calls its On… functions.
package learn
