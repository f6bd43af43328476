// Package timing measures how exactly vol plays, beside a reference in the same run: make bench-timing prints the table that
// stands in the manual. It is no test, for what a machine can do depends on what else it does.
package timing
