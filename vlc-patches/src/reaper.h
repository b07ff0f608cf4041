/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_REAPER_H
#define SIPCAST_REAPER_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct dying;

/** Ends what may take long to end, each thing in a thread of its own, so that nobody waits for it.
 */
struct reaper {
    pthread_mutex_t lock;
    pthread_cond_t ended;
    struct dying *first;
};

void reaper_init(struct reaper *reaper);

/** Has `end` called with `what`. The name is what reaper_wait knows it by. Without memory for a
 * thread the call is made here. */
void reaper_take(struct reaper *reaper, const char *name, void (*end)(void *what), void *what);

/** Waits until nothing of that name, or nothing at all if it is NULL, is left; false if that takes
 * longer than the timeout. */
bool reaper_wait(struct reaper *reaper, const char *name, int64_t timeout_us);

/** Nothing is left when this is called. */
void reaper_destroy(struct reaper *reaper);

#endif
