/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gop.h"

/* Groups further apart don't continue each other. */
#define INTERVAL_MAX 60000000

static void note_key_frame(struct gop *gop, int64_t due)
{
    int64_t interval = due - gop->began;
    gop->interval = gop->began != 0 && interval < INTERVAL_MAX ? interval : 0;
    gop->began = due;
}

void gop_add(struct gop *gop, struct frame *frame)
{
    if (frame->packets.keyframe) {
        note_key_frame(gop, frame->due);
        gop_clear(gop);
    } else if (gop->count == 0)
        return;
    if (gop->count == GOP_MAX_FRAMES || gop->octets + frame->packets.size > GOP_MAX_OCTETS) {
        gop_clear(gop);
        return;
    }
    gop->frames[gop->count++] = frame_hold(frame);
    gop->octets += frame->packets.size;
}

void gop_clear(struct gop *gop)
{
    while (gop->count > 0)
        frame_release(gop->frames[--gop->count]);
    gop->octets = 0;
}

uint32_t gop_rate(const struct gop *gop)
{
    if (gop->count < 2)
        return 0;
    int64_t lasted = gop->frames[gop->count - 1]->due - gop->frames[0]->due;
    return lasted > 0 ? (uint32_t)((uint64_t)gop->octets * 1000000 / (uint64_t)lasted) : 0;
}
