// Vol is Voluntary on the command line: the same core as the desktop program, without a window. It is for scripts, for
// people over ssh and for tests. `vol help` lists the commands, and the manual has a page on each.
//
// It exits with 0 when the thing is done, 1 when it could not be done and 2 when it was called wrongly; then one line on
// stderr says "vol: WHAT (HINT)". An output file appears whole or not at all. With --json there is one JSON document on
// stdout and nothing else.
//
// The file of each command is named after it. A command is a row in the table of commands.go: it parses its flags with
// pflag (chosen because flags may stand before and after file names), and returns an error. A usage error is one made
// by usagef.
package main
