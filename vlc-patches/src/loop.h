/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_LOOP_H
#define SIPCAST_LOOP_H

#include <stdbool.h>
#include <stdint.h>

/**
 * One source that is read again and again. VLC dates what it reads again right after now, although
 * the end of what it has read before, ahead of its time, is still to be sent: both would overlap.
 * So each pass is shifted to where the one before ends. Times are microseconds; 0 is none.
 */
struct loop {
    struct loop_stream *streams;
    int64_t shift;
    int64_t period;     /* of the pass before, once it is over */
    bool between;       /* a pass is over, and no block of the next one has come */
};

/** One elementary stream of it. */
struct loop_stream {
    struct loop_stream *next;
    int64_t last;       /* decoding time of the last block, as it came */
    int64_t start, end; /* of this pass, as they are sent */
    int64_t before;     /* where the pass before started */
};

void loop_add(struct loop *loop, struct loop_stream *stream);

void loop_remove(struct loop *loop, struct loop_stream *stream);

/** Shifts a block's times, and remembers them. A block without length ends where the next begins. */
void loop_place(struct loop *loop, struct loop_stream *stream, int64_t *dts, int64_t *pts,
                int64_t length);

/** All has been read. Returns when the last block is over, or 0 if nobody knows. */
int64_t loop_end(const struct loop *loop);

/** What comes now is read from the beginning again. */
void loop_begin_again(struct loop *loop);

#endif
