/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_REPLAY_H
#define SIPCAST_REPLAY_H

#include <stdbool.h>

#include "gop.h"
#include "limits.h"

/**
 * The group of pictures on its way to one who joins in its middle: a few packets at once, the
 * others at a pace that his line can take.
 */
struct replay {
    int64_t paid;           /* by then the line has taken what was sent */
    uint32_t frame, packet; /* what comes next */
    uint32_t credit;        /* microseconds that the burst takes */
    uint32_t rate;          /* octets a second */
    uint32_t timestamp;     /* of the frame that has begun */
    bool still;             /* the key frame is all */
};

/** Some packets of one frame. */
struct replay_part {
    const struct frame *frame;
    size_t from, end;
};

enum replay_state {
    REPLAY_PART,      /* send this */
    REPLAY_WAITS,     /* nothing more for now */
    REPLAY_CAUGHT_UP, /* what follows is live */
    REPLAY_STILL,     /* the key frame has been sent; there is no use in the others */
    REPLAY_GONE       /* there is no group any more */
};

/**
 * Begins. Where the viewer could not catch up before the next key frame is due, nor in the time
 * that the limits give him, he only gets this group's own: a picture at once, and no more that is late.
 */
void replay_start(struct replay *replay, const struct gop *gop, const struct limits *limits,
                  int64_t now);

/** What is to be sent now; *next_at is brought forward to when there is more. */
enum replay_state replay_next(struct replay *replay, const struct gop *gop, int64_t now,
                              struct replay_part *out, int64_t *next_at);

/** What is left of a frame that has begun, for when nothing follows it. Returns false if there is
 * none. */
bool replay_rest(struct replay *replay, const struct gop *gop, struct replay_part *out);

#endif
