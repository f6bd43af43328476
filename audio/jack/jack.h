//go:build linux && cgo

#ifndef VOLUNTARY_JACK_H
#define VOLUNTARY_JACK_H

#include <stdint.h>

typedef struct vj_client vj_client;
typedef struct vj_out vj_out;
typedef struct vj_in vj_in;
typedef struct vj_sound vj_sound;

enum { VJ_OK = 0, VJ_ABSENT = 1, VJ_NO_SERVER = 2, VJ_REFUSED = 3 };

/* Control calls: from one thread at a time, never from JACK's. */
int vj_open(const char *name, vj_client **out);
void vj_close(vj_client *c);
char **vj_ports(vj_client *c, int inputs);        /* free with vj_free; NULL: none */
char **vj_joined(vj_client *c, vj_out *o);        /* what a port is connected to; likewise */
char **vj_joined_to(vj_client *c, vj_in *in);
void vj_free(void *p);
vj_out *vj_register(vj_client *c, const char *name); /* NULL: refused */
void vj_unregister(vj_client *c, vj_out *o);
int vj_connect(vj_client *c, vj_out *o, const char *destination);
int vj_has_port(vj_client *c, const char *name);
vj_in *vj_listen(vj_client *c, const char *name, int bell); /* NULL: refused; bell is an eventfd that does not block */
int vj_deafen(vj_client *c, vj_in *in); /* 1: JACK's thread is out of it, vj_forget may follow */
void vj_forget(vj_in *in);
int vj_connect_from(vj_client *c, const char *source, vj_in *in);
vj_sound *vj_sound_open(vj_client *c, const char *left, const char *right); /* one a client, and as long; NULL: refused */
int vj_sound_connect(vj_client *c, vj_sound *s); /* to how many ports of the loudspeakers */

/* From any thread. */
uint32_t vj_rate(vj_client *c);
uint32_t vj_period(vj_client *c);
uint64_t vj_cycles(vj_client *c);
uint64_t vj_joins(vj_client *c); /* how often ports were connected or parted, ours or not */
int64_t vj_zero(vj_client *c);   /* CLOCK_MONOTONIC ns of frame 0 */
int64_t vj_zero_at(vj_client *c, int64_t instant); /* the same for what is due then, in every client the same */
int64_t vj_frame(vj_client *c);  /* first frame of the last cycle */
int vj_dead(vj_client *c);

/* From the one thread that sends to the port. */
int64_t vj_send(vj_out *o, int64_t frame, const uint8_t *bytes, uint32_t n); /* ticket; -1: the ring is full */
int vj_cancel(vj_out *o, int64_t ticket); /* 1: it will never sound */
int64_t vj_done(vj_out *o);      /* every ticket below this has left or was cancelled */
uint64_t vj_late(vj_out *o);     /* how many came after their frame */

/* From the one thread that reads the port. */
uint32_t vj_read(vj_in *in, int64_t *at, uint8_t *to, uint32_t room); /* length; 0: nothing has come */
uint64_t vj_missed(vj_in *in);   /* how many did not fit */

/* From the one thread that renders. */
enum { VJ_MOST = 16384 }; /* frames that may wait */
int vj_sound_await(vj_sound *s, int ms); /* until a cycle has run; 0: none has for so long */
void vj_sound_write(vj_sound *s, const float *x, uint32_t frames); /* left and right in turn; no more than there is room for */

/* From any thread. */
void vj_sound_begin(vj_sound *s);        /* what was written is played from the next cycle on */
void vj_sound_ring(vj_sound *s);         /* ends an await */
int64_t vj_sound_waiting(vj_sound *s);   /* frames that were written and wait; negative: so many are overdue */
int64_t vj_sound_base(vj_sound *s);      /* JACK's frame in which frame 0 was */
uint32_t vj_sound_latency(vj_sound *s);  /* frames from there to the loudspeaker */
uint64_t vj_sound_dry(vj_sound *s);      /* how often nothing was there */
uint64_t vj_sound_skipped(vj_sound *s);  /* how often JACK went on without us */

#endif
