//go:build cgo && linux && !android

package speaker

// #cgo pkg-config: alsa
//
// #include <alsa/asoundlib.h>
//
// static void voluntaryQuiet(const char *file, int line, const char *function, int err, const char *format, ...) {
// 	(void)file; (void)line; (void)function; (void)err; (void)format;
// }
//
// static void voluntaryQuietAlsa(void) { snd_lib_error_set_handler(voluntaryQuiet); }
import "C"

// quietDriver keeps ALSA from writing to standard error; what it has to say comes back as an error.
func quietDriver() { C.voluntaryQuietAlsa() }
