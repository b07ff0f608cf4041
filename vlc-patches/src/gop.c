/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gop.h"

/* Groups further apart don't continue each other. */
#define INTERVAL_MAX 60000000

/* By then a key frame no longer makes up most of a group. */
#define TELLING 1000000

#define RATE_MAX 125000000

static uint32_t rate_of(size_t octets, int64_t time)
{
    uint64_t rate = time > 0 ? (uint64_t)octets * 1000000 / (uint64_t)time : 0;
    return rate < RATE_MAX ? (uint32_t)rate : RATE_MAX;
}

static void note_key_frame(struct gop *gop, int64_t due)
{
    int64_t interval = due - gop->began - gop->stood;
    gop->interval = gop->began != 0 && interval < INTERVAL_MAX ? interval : 0;
    gop->rate = rate_of(gop->octets, gop->interval);
    gop->began = due;
    gop->stood = 0;
}

bool gop_ends_with(const struct gop *gop, const struct frame *frame)
{
    return frame->packets.keyframe || gop->count == GOP_MAX_FRAMES
           || gop->octets + frame->packets.size > GOP_MAX_OCTETS;
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

void gop_stand(struct gop *gop, int64_t time)
{
    gop->stood += time;
}

uint32_t gop_rate(const struct gop *gop)
{
    if (gop->rate != 0 || gop->count == 0)
        return gop->rate;
    int64_t lasted = gop->frames[gop->count - 1]->due - gop->began;
    return lasted >= TELLING ? rate_of(gop->octets, lasted) : 0;
}
