//go:build linux && cgo

#define _GNU_SOURCE
#include "inside.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { PLAYBACK = 1 }; /* of two kinds of latency */
static const char audio_type[] = "32 bit float mono audio";

/* Frames as one thread of ours writes them and JACK's thread plays them. Frame n is played in JACK's frame base + n,
 * whatever happens: what comes too late is skipped, so that all that follows sounds when it should. */
struct vj_sound {
    void *ports[2];
    float *ring; /* of VJ_MOST frames, left and right in turn */
    int bell;    /* eventfd: rung after each cycle */
    int started, dried; /* of JACK's thread */
    _Atomic int begun;
    _Atomic int64_t head; /* frames written, by the one who renders */
    _Atomic int64_t tail; /* frames whose time has come, by JACK's thread; it may be ahead of the head */
    _Atomic int64_t base;
    _Atomic uint32_t latency;
    _Atomic uint64_t dry, skipped;
};

/* A renderer that is so many frames behind shall not catch up, but begin anew from here. */
enum { LOST = VJ_MOST / 2 };

void vj_sound_cycle(vj_client *c, vj_sound *s, uint32_t frames)
{
    float *to[2] = {c->lib.port_get_buffer(s->ports[0], frames), c->lib.port_get_buffer(s->ports[1], frames)};
    int64_t tail = atomic_load(&s->tail), head = atomic_load(&s->head), n;
    latency_range range = {0, 0};
    c->lib.port_get_latency_range(s->ports[0], PLAYBACK, &range);
    atomic_store(&s->latency, range.most);
    if (!atomic_load(&s->begun)) {
        memset(to[0], 0, frames * sizeof *to[0]);
        memset(to[1], 0, frames * sizeof *to[1]);
        return;
    }
    if (!s->started) {
        s->started = 1;
        atomic_store(&s->base, c->at - tail);
    }
    int64_t ahead = c->at - (atomic_load(&s->base) + tail);
    if (ahead) {
        atomic_fetch_add(&s->skipped, 1);
        if (ahead > 0)
            tail += ahead;
        else /* JACK's frames have gone back: they are others than before */
            atomic_store(&s->base, c->at - tail);
    }
    n = head - tail;
    n = n < 0 ? 0 : n > frames ? frames : n;
    for (int64_t i = 0; i < n; i++) {
        const float *x = s->ring + 2 * ((tail + i) % VJ_MOST);
        to[0][i] = x[0];
        to[1][i] = x[1];
    }
    for (uint32_t i = n; i < frames; i++) to[0][i] = to[1][i] = 0;
    if (n < frames && !s->dried) atomic_fetch_add(&s->dry, 1);
    s->dried = n < frames;
    tail += frames;
    if (tail - head > LOST) {
        atomic_fetch_add(&s->base, tail - head);
        tail = head;
    }
    atomic_store(&s->tail, tail);
    vj_sound_ring(s);
}

vj_sound *vj_sound_open(vj_client *c, const char *left, const char *right)
{
    const char *names[2] = {left, right};
    vj_sound *s;
    if (atomic_load(&c->sound) || !(s = calloc(1, sizeof *s))) return NULL;
    s->ring = calloc(2 * VJ_MOST, sizeof *s->ring);
    s->bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    for (int i = 0; i < 2 && s->ring && s->bell >= 0; i++)
        s->ports[i] = c->lib.port_register(c->jack, names[i], audio_type, PORT_IS_OUTPUT, 0);
    if (!s->ports[0] || !s->ports[1]) {
        if (s->ports[0]) c->lib.port_unregister(c->jack, s->ports[0]);
        vj_sound_discard(s);
        return NULL;
    }
    atomic_store(&c->sound, s);
    return s;
}

void vj_sound_discard(vj_sound *s)
{
    if (s->bell >= 0) close(s->bell);
    free(s->ring);
    free(s);
}

/* The first two are the loudspeakers that are in use; of one alone both sides come. */
int vj_sound_connect(vj_client *c, vj_sound *s)
{
    const char **names = c->lib.get_ports(c->jack, NULL, audio_type, PORT_IS_INPUT | PORT_IS_PHYSICAL);
    int n = 0;
    if (!names || !names[0]) {
        if (names) c->lib.free(names);
        return 0;
    }
    for (int i = 0; i < 2; i++)
        n += !c->lib.connect(c->jack, c->lib.port_name(s->ports[i]), names[names[1] ? i : 0]);
    c->lib.free(names);
    return n;
}

int vj_sound_await(vj_sound *s, int ms)
{
    struct pollfd p = {s->bell, POLLIN, 0};
    uint64_t rung;
    if (poll(&p, 1, ms) <= 0) return 0;
    return read(s->bell, &rung, sizeof rung) > 0;
}

void vj_sound_ring(vj_sound *s)
{
    uint64_t one = 1;
    if (write(s->bell, &one, sizeof one) < 0) return; /* it rings already */
}

void vj_sound_write(vj_sound *s, const float *x, uint32_t frames)
{
    int64_t head = atomic_load(&s->head);
    size_t start = head % VJ_MOST, first = VJ_MOST - start;
    if (first > frames) first = frames;
    memcpy(s->ring + 2 * start, x, 2 * first * sizeof *x);
    memcpy(s->ring, x + 2 * first, 2 * (frames - first) * sizeof *x);
    atomic_store(&s->head, head + frames);
}

void vj_sound_begin(vj_sound *s) { atomic_store(&s->begun, 1); }
int64_t vj_sound_waiting(vj_sound *s) { return atomic_load(&s->head) - atomic_load(&s->tail); }
int64_t vj_sound_base(vj_sound *s) { return atomic_load(&s->base); }
uint32_t vj_sound_latency(vj_sound *s) { return atomic_load(&s->latency); }
uint64_t vj_sound_dry(vj_sound *s) { return atomic_load(&s->dry); }
uint64_t vj_sound_skipped(vj_sound *s) { return atomic_load(&s->skipped); }
