/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_GOP_H
#define SIPCAST_GOP_H

#include <stddef.h>

#include "frame.h"

#define GOP_MAX_FRAMES 600
#define GOP_MAX_OCTETS (4u << 20)

/** The frames sent since the last key frame, for those who join now; empty if there are more than
 * the bounds allow. */
struct gop {
    struct frame *frames[GOP_MAX_FRAMES];
    size_t count, octets;
    int64_t began, interval; /* when its key frame was due, and how long the group before was; 0
                                if that is not known */
    uint32_t rate;           /* octets a second of the group before; 0 likewise */
    int64_t stood;           /* how long the source has stood still since its key frame */
};

/** Tells whether the frames that are remembered are all given up with this one. */
bool gop_ends_with(const struct gop *gop, const struct frame *frame);

/** Remembers a frame that is being sent. */
void gop_add(struct gop *gop, struct frame *frame);

/** Octets a second of this stream, at most what a network of 1 Gbit/s carries; 0 if there is too
 * little to tell, as a key frame alone says nothing. */
uint32_t gop_rate(const struct gop *gop);

void gop_clear(struct gop *gop);

/** The source has stood still for so many microseconds: the group is not older for that. */
void gop_stand(struct gop *gop, int64_t time);

#endif
