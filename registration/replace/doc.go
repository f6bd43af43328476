// Package replace writes files whole or not at all: consoles, arrangements, recovery copies, what is exported. All that
// this program keeps on disk goes through it.
//
//	err := replace.File(path, func(w io.Writer) error { ... })  // anything, at any length
//	err = replace.Bytes(path, data)                             // what is there already
//	err = replace.Keeping(path, data)                           // and what stood there before stays at replace.Backup(path)
//
// What goes wrong is said in a sentence without the file's name, which the caller puts in front; it wraps [ErrReadOnly] or
// [ErrDiskFull] where that is the matter, and the cause that the system gave.
package replace
