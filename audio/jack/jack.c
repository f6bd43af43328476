//go:build linux && cgo

#define _GNU_SOURCE
#include "inside.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { NO_START_SERVER = 1 };
static const char midi_type[] = "8 bit raw midi";

enum { SLOTS = 4096, SHORT = 40, ROOM = 1 << 18 };
enum { PENDING, TAKEN, CANCELLED };

typedef struct {
    int64_t frame;
    uint8_t *lent;       /* long messages; owned by the sender */
    uint32_t n;
    _Atomic uint32_t fate;
    uint8_t bytes[SHORT];
} slot;

struct vj_out {
    libjack *lib;
    void *port;
    slot *slots;
    _Atomic int64_t head; /* written by the sender */
    _Atomic int64_t tail; /* written by JACK's thread */
    _Atomic uint64_t late;
};

/* What has come, as JACK's thread writes it and one thread of ours reads it: instant, length, bytes. */
struct vj_in {
    libjack *lib;
    void *port;
    uint8_t *ring;
    int bell;                /* eventfd: rung when something has come */
    _Atomic uint64_t head;   /* written by JACK's thread */
    _Atomic uint64_t tail;   /* written by the reader */
    _Atomic uint64_t missed; /* messages for which there was no room */
};

static void hush(const char *message) { (void)message; }

static int64_t monotonic(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

/* A cycle is seen late, never early. So the least of what a spell of cycles says of frame 0 is the truth, and the spell
 * before counts too, so that time lost by JACK is noticed within a second. */
static void tell_time(vj_client *c)
{
    uint32_t now = c->lib.last_frame_time(c->jack);
    int64_t instant = monotonic(), spell = instant / SPELL, zero;
    if (!c->started) {
        c->started = 1;
        c->at = now;
        c->now = spell;
        c->least = c->least_before = INT64_MAX;
    } else {
        c->at += (uint32_t)(now - c->last);
    }
    c->last = now;
    zero = instant - (c->at / c->rate * INT64_C(1000000000) + c->at % c->rate * INT64_C(1000000000) / c->rate);
    if (spell != c->now) {
        if (c->whole) {
            for (int64_t s = spell - c->now < SPELLS ? c->now + 1 : spell - SPELLS + 1; s <= spell; s++)
                atomic_store(&c->zeros[s % SPELLS], c->least);
            atomic_store(&c->spell, spell);
        }
        c->whole = 1;
        c->now = spell;
        c->least_before = c->least;
        c->least = INT64_MAX;
    }
    if (zero < c->least) c->least = zero;
    atomic_store(&c->zero, c->least < c->least_before ? c->least : c->least_before);
    atomic_store(&c->frame, c->at);
    atomic_fetch_add(&c->cycles, 1);
}

/* What the spell before last has told, which every client has heard by now in the same cycles. */
int64_t vj_zero_at(vj_client *c, int64_t instant)
{
    int64_t latest = atomic_load(&c->spell), spell = instant / SPELL - 1;
    if (!latest) return atomic_load(&c->zero);
    if (spell > latest) spell = latest;
    if (spell < latest - SPELLS + 2) spell = latest - SPELLS + 2;
    spell = atomic_load(&c->zeros[spell % SPELLS]);
    return spell ? spell : atomic_load(&c->zero);
}

static void play(vj_client *c, vj_out *o, uint32_t frames)
{
    void *buffer = c->lib.port_get_buffer(o->port, frames);
    int64_t tail = atomic_load(&o->tail), head = atomic_load(&o->head);
    uint32_t floor = 0;
    c->lib.midi_clear_buffer(buffer);
    for (; tail < head; tail++) {
        slot *s = &o->slots[tail % SLOTS];
        int64_t offset = s->frame - c->at;
        uint32_t pending = PENDING;
        uint8_t *b;
        if (atomic_load(&s->fate) == CANCELLED) continue; /* it must not hold up what is due before it */
        if (offset >= (int64_t)frames) break;
        if (!atomic_compare_exchange_strong(&s->fate, &pending, TAKEN) && pending == CANCELLED) continue;
        if (offset < 0) atomic_fetch_add(&o->late, 1);
        if (offset < floor) offset = floor;
        floor = (uint32_t)offset;
        b = c->lib.midi_event_reserve(buffer, floor, s->n);
        if (!b) break; /* this cycle has no room for more; it is taken and goes first in the next */
        memcpy(b, s->lent ? s->lent : s->bytes, s->n);
    }
    atomic_store(&o->tail, tail);
}

typedef struct {
    int64_t at;
    uint32_t n;
} heading;

static void put(vj_in *in, uint64_t at, const void *from, size_t n)
{
    size_t start = at % ROOM, first = n < ROOM - start ? n : ROOM - start;
    memcpy(in->ring + start, from, first);
    memcpy(in->ring, (const uint8_t *)from + first, n - first);
}

static void take(vj_in *in, uint64_t at, void *to, size_t n)
{
    size_t start = at % ROOM, first = n < ROOM - start ? n : ROOM - start;
    memcpy(to, in->ring + start, first);
    memcpy((uint8_t *)to + first, in->ring, n - first);
}

static void record(vj_client *c, vj_in *in, uint32_t frames)
{
    void *buffer = c->lib.port_get_buffer(in->port, frames);
    uint32_t count = c->lib.midi_get_event_count(buffer);
    uint64_t head = atomic_load(&in->head), tail = atomic_load(&in->tail), before = head;
    for (uint32_t i = 0; i < count; i++) {
        midi_event e;
        heading h;
        int64_t frame;
        if (c->lib.midi_event_get(&e, buffer, i)) break;
        if (!e.size) continue;
        if (e.size + sizeof h > ROOM - (head - tail)) {
            atomic_fetch_add(&in->missed, 1);
            continue;
        }
        frame = c->at + e.time;
        h.at = atomic_load(&c->zero) + frame / c->rate * INT64_C(1000000000) + frame % c->rate * INT64_C(1000000000) / c->rate;
        h.n = (uint32_t)e.size;
        put(in, head, &h, sizeof h);
        put(in, head + sizeof h, e.buffer, h.n);
        head += sizeof h + h.n;
    }
    if (head != before) {
        uint64_t one = 1;
        atomic_store(&in->head, head);
        if (write(in->bell, &one, sizeof one) < 0) return; /* it rings already */
    }
}

static int process(uint32_t frames, void *arg)
{
    vj_client *c = arg;
    tell_time(c);
    for (int i = 0; i < OUTS; i++) {
        vj_out *o = atomic_load(&c->outs[i]);
        if (o) play(c, o, frames);
    }
    for (int i = 0; i < INS; i++) {
        vj_in *in = atomic_load(&c->ins[i]);
        if (in) record(c, in, frames);
    }
    vj_sound *s = atomic_load(&c->sound);
    if (s) vj_sound_cycle(c, s, frames);
    return 0;
}

static int resized(uint32_t frames, void *arg)
{
    atomic_store(&((vj_client *)arg)->period, frames);
    return 0;
}

static void joined(uint32_t a, uint32_t b, int yes, void *arg)
{
    (void)a, (void)b, (void)yes;
    atomic_fetch_add(&((vj_client *)arg)->joins, 1);
}

static void shut(void *arg) { atomic_store(&((vj_client *)arg)->dead, 1); }

/* The library stays loaded: its threads may outlive a client by a moment. */
static int load(libjack *l)
{
    static void *so;
    if (!so && !(so = dlopen("libjack.so.0", RTLD_NOW | RTLD_LOCAL))) return 0;
#define NEED(member, symbol) if (!(*(void **)&l->member = dlsym(so, symbol))) return 0
    NEED(client_open, "jack_client_open");
    NEED(client_close, "jack_client_close");
    NEED(activate, "jack_activate");
    NEED(set_process_callback, "jack_set_process_callback");
    NEED(set_buffer_size_callback, "jack_set_buffer_size_callback");
    NEED(set_port_connect_callback, "jack_set_port_connect_callback");
    NEED(on_shutdown, "jack_on_shutdown");
    NEED(set_error_function, "jack_set_error_function");
    NEED(set_info_function, "jack_set_info_function");
    NEED(get_sample_rate, "jack_get_sample_rate");
    NEED(get_buffer_size, "jack_get_buffer_size");
    NEED(last_frame_time, "jack_last_frame_time");
    NEED(port_register, "jack_port_register");
    NEED(port_unregister, "jack_port_unregister");
    NEED(port_name, "jack_port_name");
    NEED(port_by_name, "jack_port_by_name");
    NEED(port_get_buffer, "jack_port_get_buffer");
    NEED(get_ports, "jack_get_ports");
    NEED(port_get_connections, "jack_port_get_connections");
    NEED(free, "jack_free");
    NEED(connect, "jack_connect");
    NEED(midi_clear_buffer, "jack_midi_clear_buffer");
    NEED(midi_event_reserve, "jack_midi_event_reserve");
    NEED(midi_get_event_count, "jack_midi_get_event_count");
    NEED(midi_event_get, "jack_midi_event_get");
    NEED(port_get_latency_range, "jack_port_get_latency_range");
#undef NEED
    return 1;
}

int vj_open(const char *name, vj_client **out)
{
    vj_client *c = calloc(1, sizeof *c);
    int status = 0;
    if (!c) return VJ_REFUSED;
    if (!load(&c->lib)) {
        free(c);
        return VJ_ABSENT;
    }
    c->lib.set_error_function(hush);
    c->lib.set_info_function(hush);
    if (!(c->jack = c->lib.client_open(name, NO_START_SERVER, &status))) {
        free(c);
        return VJ_NO_SERVER;
    }
    c->rate = c->lib.get_sample_rate(c->jack);
    atomic_store(&c->period, c->lib.get_buffer_size(c->jack));
    c->lib.set_process_callback(c->jack, process, c);
    c->lib.set_buffer_size_callback(c->jack, resized, c);
    c->lib.set_port_connect_callback(c->jack, joined, c);
    c->lib.on_shutdown(c->jack, shut, c);
    if (!c->rate || c->lib.activate(c->jack)) {
        c->lib.client_close(c->jack);
        free(c);
        return VJ_REFUSED;
    }
    *out = c;
    return VJ_OK;
}

static void discard(vj_out *o)
{
    for (int i = 0; i < SLOTS; i++) free(o->slots[i].lent);
    free(o->slots);
    free(o);
}

void vj_close(vj_client *c)
{
    c->lib.client_close(c->jack);
    for (int i = 0; i < OUTS; i++) {
        vj_out *o = atomic_load(&c->outs[i]);
        if (o) discard(o);
    }
    vj_sound *s = atomic_load(&c->sound);
    if (s) vj_sound_discard(s);
    free(c);
}

/* A list of JACK's as one of ours. */
static char **ours(vj_client *c, const char **names)
{
    char **copy;
    int n = 0;
    if (!names) return NULL;
    while (names[n]) n++;
    if ((copy = calloc(n + 1, sizeof *copy)))
        for (int i = 0; i < n; i++) copy[i] = strdup(names[i]);
    c->lib.free(names);
    return copy;
}

char **vj_ports(vj_client *c, int inputs)
{
    return ours(c, c->lib.get_ports(c->jack, NULL, midi_type, inputs ? PORT_IS_INPUT : PORT_IS_OUTPUT));
}

char **vj_joined(vj_client *c, vj_out *o) { return ours(c, c->lib.port_get_connections(o->port)); }
char **vj_joined_to(vj_client *c, vj_in *in) { return ours(c, c->lib.port_get_connections(in->port)); }

void vj_free(void *p) { free(p); }

vj_out *vj_register(vj_client *c, const char *name)
{
    vj_out *o;
    int i = 0;
    while (i < OUTS && atomic_load(&c->outs[i])) i++;
    if (i == OUTS || !(o = calloc(1, sizeof *o))) return NULL;
    if (!(o->slots = calloc(SLOTS, sizeof *o->slots))) {
        free(o);
        return NULL;
    }
    o->lib = &c->lib;
    if (!(o->port = c->lib.port_register(c->jack, name, midi_type, PORT_IS_OUTPUT, 0))) {
        discard(o);
        return NULL;
    }
    atomic_store(&c->outs[i], o);
    return o;
}

/* Two cycles, or until it is clear that there will be none. */
static int two_cycles(vj_client *c)
{
    uint64_t cycles = atomic_load(&c->cycles);
    for (int i = 0; i < 500 && !atomic_load(&c->dead); i++) {
        if (atomic_load(&c->cycles) >= cycles + 2) return 1;
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    return 0;
}

void vj_unregister(vj_client *c, vj_out *o)
{
    int still;
    /* First its last buffer is emptied: JACK would play one that nobody clears again and again. */
    two_cycles(c);
    for (int i = 0; i < OUTS; i++)
        if (atomic_load(&c->outs[i]) == o) atomic_store(&c->outs[i], NULL);
    still = two_cycles(c); /* JACK's thread is out of it now; if we cannot know, the memory stays */
    if (!atomic_load(&c->dead)) {
        c->lib.port_unregister(c->jack, o->port);
        if (still) discard(o);
    }
}

int vj_connect(vj_client *c, vj_out *o, const char *destination)
{
    return c->lib.connect(c->jack, c->lib.port_name(o->port), destination);
}

vj_in *vj_listen(vj_client *c, const char *name, int bell)
{
    vj_in *in;
    int i = 0;
    while (i < INS && atomic_load(&c->ins[i])) i++;
    if (i == INS || !(in = calloc(1, sizeof *in))) return NULL;
    in->lib = &c->lib;
    in->bell = bell;
    if (!(in->ring = malloc(ROOM)) || !(in->port = c->lib.port_register(c->jack, name, midi_type, PORT_IS_INPUT, 0))) {
        free(in->ring);
        free(in);
        return NULL;
    }
    atomic_store(&c->ins[i], in);
    return in;
}

int vj_deafen(vj_client *c, vj_in *in)
{
    int still;
    for (int i = 0; i < INS; i++)
        if (atomic_load(&c->ins[i]) == in) atomic_store(&c->ins[i], NULL);
    still = two_cycles(c);
    if (!atomic_load(&c->dead)) c->lib.port_unregister(c->jack, in->port);
    return still || atomic_load(&c->dead);
}

void vj_forget(vj_in *in)
{
    free(in->ring);
    free(in);
}

int vj_connect_from(vj_client *c, const char *source, vj_in *in)
{
    return c->lib.connect(c->jack, source, c->lib.port_name(in->port));
}

uint32_t vj_read(vj_in *in, int64_t *at, uint8_t *to, uint32_t room)
{
    uint64_t tail = atomic_load(&in->tail);
    heading h;
    uint32_t n;
    if (tail == atomic_load(&in->head)) return 0;
    take(in, tail, &h, sizeof h);
    n = h.n < room ? h.n : room;
    take(in, tail + sizeof h, to, n);
    atomic_store(&in->tail, tail + sizeof h + h.n);
    *at = h.at;
    return n;
}

uint64_t vj_missed(vj_in *in) { return atomic_load(&in->missed); }

int vj_has_port(vj_client *c, const char *name) { return c->lib.port_by_name(c->jack, name) != NULL; }

uint32_t vj_rate(vj_client *c) { return c->rate; }
uint32_t vj_period(vj_client *c) { return atomic_load(&c->period); }
uint64_t vj_cycles(vj_client *c) { return atomic_load(&c->cycles); }
uint64_t vj_joins(vj_client *c) { return atomic_load(&c->joins); }
int64_t vj_zero(vj_client *c) { return atomic_load(&c->zero); }
int64_t vj_frame(vj_client *c) { return atomic_load(&c->frame); }
int vj_dead(vj_client *c) { return atomic_load(&c->dead); }

int64_t vj_send(vj_out *o, int64_t frame, const uint8_t *bytes, uint32_t n)
{
    int64_t head = atomic_load(&o->head);
    slot *s = &o->slots[head % SLOTS];
    uint8_t *lent = NULL;
    if (head - atomic_load(&o->tail) >= SLOTS) return -1;
    if (n > SHORT && !(lent = malloc(n))) return -1;
    free(s->lent);
    s->lent = lent;
    memcpy(lent ? lent : s->bytes, bytes, n);
    s->n = n;
    s->frame = frame;
    atomic_store(&s->fate, PENDING);
    atomic_store(&o->head, head + 1);
    return head;
}

int vj_cancel(vj_out *o, int64_t ticket)
{
    uint32_t pending = PENDING;
    if (ticket < atomic_load(&o->tail)) return 0;
    return atomic_compare_exchange_strong(&o->slots[ticket % SLOTS].fate, &pending, CANCELLED);
}

int64_t vj_done(vj_out *o) { return atomic_load(&o->tail); }
uint64_t vj_late(vj_out *o) { return atomic_load(&o->late); }
