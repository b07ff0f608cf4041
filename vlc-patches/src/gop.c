/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gop.h"

void gop_add(struct gop *gop, struct frame *frame)
{
    if (frame->packets.keyframe)
        gop_clear(gop);
    else if (gop->count == 0)
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
