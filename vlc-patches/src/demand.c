/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "demand.h"

#include <string.h>

void demand_init(struct demand *demand)
{
    memset(demand, 0, sizeof *demand);
    pthread_mutex_init(&demand->lock, NULL);
    pthread_cond_init(&demand->changed, NULL);
}

void demand_destroy(struct demand *demand)
{
    pthread_cond_destroy(&demand->changed);
    pthread_mutex_destroy(&demand->lock);
}

void demand_add(struct demand *demand, enum codec codec, int sinks)
{
    pthread_mutex_lock(&demand->lock);
    demand->sinks[codec] += sinks;
    demand->changes++;
    pthread_cond_broadcast(&demand->changed);
    pthread_mutex_unlock(&demand->lock);
}

bool demand_has(struct demand *demand, enum codec codec)
{
    pthread_mutex_lock(&demand->lock);
    bool wanted = false;
    for (int cut = 0; cut < CODEC_COUNT; cut++)
        wanted = wanted || (codec_encode((enum codec)cut) == codec && demand->sinks[cut] > 0);
    pthread_mutex_unlock(&demand->lock);
    return wanted;
}

bool demand_has_cut(struct demand *demand, enum codec codec)
{
    pthread_mutex_lock(&demand->lock);
    bool wanted = demand->sinks[codec] > 0;
    pthread_mutex_unlock(&demand->lock);
    return wanted;
}

void demand_wait(struct demand *demand, unsigned *seen)
{
    pthread_mutex_lock(&demand->lock);
    while (demand->changes == *seen)
        pthread_cond_wait(&demand->changed, &demand->lock);
    *seen = demand->changes;
    pthread_mutex_unlock(&demand->lock);
}

void demand_wake(struct demand *demand)
{
    pthread_mutex_lock(&demand->lock);
    demand->changes++;
    pthread_cond_broadcast(&demand->changed);
    pthread_mutex_unlock(&demand->lock);
}
