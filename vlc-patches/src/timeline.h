/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_TIMELINE_H
#define SIPCAST_TIMELINE_H

#include <stdatomic.h>
#include <stdint.h>

/** What all tracks of a hub share, so that they stay in step when their source's time jumps. */
struct timeline {
    atomic_llong ahead; /* how far ahead of its time a frame may come: the source's cache */
    atomic_llong shift; /* what is added to times that have jumped for good */
};

/** Where one track is on it. */
struct place {
    int64_t last, step;   /* the last frame's time, and what lay between it and the one before */
    int64_t stray;        /* the last time that could not be true; 0 if the last one could */
    int64_t first, since; /* the first of those that continue each other, and when it came */
};

/** A source begins: its frames come at most `ahead` microseconds before their time. */
void timeline_start(struct timeline *timeline, int64_t ahead);

/**
 * Returns when a frame that its source dates `time` is to leave: now, if it has no date. One with a
 * date that can't be true follows the last one; when such dates go on at the clock's pace the
 * source's time has jumped, and is shifted back for all tracks.
 */
int64_t timeline_place(struct timeline *timeline, struct place *place, int64_t time, int64_t now);

#endif
