/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_TRACK_H
#define SIPCAST_TRACK_H

#include <pthread.h>
#include <stdatomic.h>

#include "frame.h"
#include "timeline.h"

/** One encoded block as an encoder delivers it; times are on clock_now()'s clock. */
struct encoded {
    const uint8_t *data;
    size_t size;
    int64_t pts, dts;
};

/** One codec of a hub on its way to frames: cut into packets, and put on the hub's timeline. */
struct track {
    enum codec codec;
    pthread_mutex_t lock;
    struct packetizer *packetizer;
    atomic_uint max_payload; /* of a packet of picture */
    struct timeline *timeline; /* the hub's */
    struct place place;
    int64_t last_due;
    uint64_t next_ticks; /* where the next audio packet belongs if the stream is continuous; 0
                            before the first */
    uint64_t last_ticks;
};

void track_init(struct track *track, enum codec codec, struct timeline *timeline);

void track_destroy(struct track *track);

/** From now on, a packet of picture has so many octets of payload at most; of slices 1200, if that is less. */
void track_limit(struct track *track, unsigned max_payload);

/** Forgets what an earlier encoder left unfinished. */
void track_restart(struct track *track);

/** Cuts a block. Returns the frames that are complete now, linked by next, in order; NULL if there
 * are none yet. */
struct frame *track_cut(struct track *track, const struct encoded *block, int64_t now);

#endif
