/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_DEMAND_H
#define SIPCAST_DEMAND_H

#include <pthread.h>
#include <stdbool.h>

#include "codec.h"

/** How many sinks want each codec, paused ones included; gates wait for it to change. */
struct demand {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    unsigned changes;
    int sinks[CODEC_COUNT];
};

void demand_init(struct demand *demand);

void demand_destroy(struct demand *demand);

void demand_add(struct demand *demand, enum codec codec, int sinks);

/** Tells whether somebody wants what this codec's encoder makes, however it is cut. */
bool demand_has(struct demand *demand, enum codec codec);

/** Tells whether somebody wants the codec cut in just this way. */
bool demand_has_cut(struct demand *demand, enum codec codec);

/** Waits until something has changed since *seen, or demand_wake was called. */
void demand_wait(struct demand *demand, unsigned *seen);

/** Wakes all who wait, for example so that they look whether they are still needed. */
void demand_wake(struct demand *demand);

#endif
