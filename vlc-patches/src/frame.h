/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_FRAME_H
#define SIPCAST_FRAME_H

#include <stdatomic.h>
#include <stdint.h>

#include "codec.h"
#include "packetizer.h"

/** What all sinks of a codec are sent at one moment; shared, never changed, released by its last
 * user. */
struct frame {
    atomic_uint users;
    enum codec codec;
    int64_t due;    /* when it leaves, on clock_now()'s clock */
    uint32_t number; /* among those of its codec that were sent, by its history */
    uint64_t ticks; /* RTP time on the hub's timeline, before a sink's own offset */
    struct packets packets;
    struct frame *next; /* for the list or queue that the frame is in before it is sent */
};

/** Makes a frame with one user and takes over the packets. Returns NULL without memory; the packets
 * are cleared then. */
struct frame *frame_new(enum codec codec, struct packets *packets);

struct frame *frame_hold(struct frame *frame);

void frame_release(struct frame *frame);

#endif
