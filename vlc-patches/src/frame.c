/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "frame.h"

#include <stdlib.h>
#include <string.h>

struct frame *frame_new(enum codec codec, struct packets *packets)
{
    struct frame *frame = calloc(1, sizeof *frame);
    if (frame == NULL) {
        packets_clear(packets);
        return NULL;
    }
    atomic_init(&frame->users, 1);
    frame->codec = codec;
    frame->packets = *packets;
    memset(packets, 0, sizeof *packets);
    return frame;
}

struct frame *frame_hold(struct frame *frame)
{
    atomic_fetch_add_explicit(&frame->users, 1, memory_order_relaxed);
    return frame;
}

void frame_release(struct frame *frame)
{
    if (atomic_fetch_sub_explicit(&frame->users, 1, memory_order_acq_rel) != 1)
        return;
    packets_clear(&frame->packets);
    free(frame);
}
