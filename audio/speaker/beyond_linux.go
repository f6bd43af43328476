//go:build cgo && linux && !android

package speaker

// #cgo LDFLAGS: -ldl
//
// #define _GNU_SOURCE
// #include <dlfcn.h>
// #include <link.h>
// #include <stdint.h>
// #include <string.h>
//
// static int voluntaryIsPlugin(struct dl_phdr_info *so, size_t size, void *arg) {
// 	(void)size; (void)arg;
// 	return so->dlpi_name && strstr(so->dlpi_name, "pcm_jack") != NULL;
// }
//
// // The period of the JACK server that ALSA plays to, and its frames a second. Only where ALSA leads to JACK is its plugin
// // for that in this process.
// static uint32_t voluntaryJackPeriod(uint32_t *rate) {
// 	enum { noStartServer = 1 };
// 	void *(*open)(const char *, int, int *, ...);
// 	uint32_t (*period)(void *), (*frames)(void *);
// 	int (*close)(void *);
// 	void *client, *so;
// 	uint32_t n = 0;
// 	if (!dl_iterate_phdr(voluntaryIsPlugin, NULL) || !(so = dlopen("libjack.so.0", RTLD_NOW | RTLD_NOLOAD))) return 0;
// 	*(void **)&open = dlsym(so, "jack_client_open");
// 	*(void **)&period = dlsym(so, "jack_get_buffer_size");
// 	*(void **)&frames = dlsym(so, "jack_get_sample_rate");
// 	*(void **)&close = dlsym(so, "jack_client_close");
// 	if (open && period && frames && close && (client = open("voluntary-look", noStartServer, 0))) {
// 		n = period(client);
// 		*rate = frames(client);
// 		close(client);
// 	}
// 	dlclose(so);
// 	return n;
// }
import "C"

// beyond: oto holds a period in its hand that ALSA has no room for. And ALSA asks when a period begins to sound where it
// leads to JACK, which takes a period of its own at once; a sound card that ALSA drives itself has done with it.
func beyond(rate, period int) int {
	var jackRate C.uint32_t
	if jack := C.voluntaryJackPeriod(&jackRate); jack > 0 && jackRate > 0 {
		return period + int(jack)*rate/int(jackRate)
	}
	return period
}
