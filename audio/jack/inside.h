//go:build linux && cgo

#ifndef VOLUNTARY_JACK_INSIDE_H
#define VOLUNTARY_JACK_INSIDE_H

#include "jack.h"

#include <stdatomic.h>
#include <stddef.h>

typedef struct {
    uint32_t time; /* frame in the cycle */
    size_t size;
    uint8_t *buffer;
} midi_event;

typedef struct {
    uint32_t least, most; /* frames */
} latency_range;

/* What we use of libjack's interface, declared here so that a build needs none of its headers. */
typedef struct {
    void *(*client_open)(const char *, int, int *, ...);
    int (*client_close)(void *);
    int (*activate)(void *);
    int (*set_process_callback)(void *, int (*)(uint32_t, void *), void *);
    int (*set_buffer_size_callback)(void *, int (*)(uint32_t, void *), void *);
    int (*set_port_connect_callback)(void *, void (*)(uint32_t, uint32_t, int, void *), void *);
    void (*on_shutdown)(void *, void (*)(void *), void *);
    void (*set_error_function)(void (*)(const char *));
    void (*set_info_function)(void (*)(const char *));
    uint32_t (*get_sample_rate)(void *);
    uint32_t (*get_buffer_size)(void *);
    uint32_t (*last_frame_time)(const void *);
    void *(*port_register)(void *, const char *, const char *, unsigned long, unsigned long);
    int (*port_unregister)(void *, void *);
    const char *(*port_name)(const void *);
    void *(*port_by_name)(void *, const char *);
    void *(*port_get_buffer)(void *, uint32_t);
    const char **(*get_ports)(void *, const char *, const char *, unsigned long);
    const char **(*port_get_connections)(const void *);
    void (*free)(void *);
    int (*connect)(void *, const char *, const char *);
    void (*midi_clear_buffer)(void *);
    uint8_t *(*midi_event_reserve)(void *, uint32_t, size_t);
    uint32_t (*midi_get_event_count)(void *);
    int (*midi_event_get)(midi_event *, void *, uint32_t);
    void (*port_get_latency_range)(void *, int, latency_range *);
} libjack;

enum { PORT_IS_INPUT = 1, PORT_IS_OUTPUT = 2, PORT_IS_PHYSICAL = 4 };
enum { OUTS = 32, INS = 32 };

/* Spells of the clock that begin at whole multiples of it, the same for all clients, and how many of them are remembered. */
#define SPELL INT64_C(500000000)
enum { SPELLS = 8 };

struct vj_client {
    libjack lib;
    void *jack;
    _Atomic(vj_out *) outs[OUTS];
    _Atomic(vj_in *) ins[INS];
    _Atomic(vj_sound *) sound;
    uint32_t rate;
    _Atomic uint32_t period;
    _Atomic uint64_t cycles, joins;
    _Atomic int64_t zero, frame;
    _Atomic int64_t zeros[SPELLS], spell; /* frame 0 as the spell before told it; the latest spell, 0: none is whole */
    _Atomic int dead;
    /* JACK's thread only */
    int64_t at;
    uint32_t last;
    int started;
    int64_t now, least, least_before; /* now: a spell */
    int whole;
};

/* In a cycle of JACK that begins at frame c->at. */
void vj_sound_cycle(vj_client *c, vj_sound *s, uint32_t frames);

void vj_sound_discard(vj_sound *s);

#endif
