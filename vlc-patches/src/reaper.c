/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "reaper.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clock.h"
#include "words.h"

struct dying {
    struct dying *next;
    struct reaper *reaper;
    char name[NAME_SIZE];
    void (*end)(void *what);
    void *what;
    pthread_t thread;
    bool ended;
};

void reaper_init(struct reaper *reaper)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&reaper->lock, NULL);
    pthread_cond_init(&reaper->ended, &monotonic);
    pthread_condattr_destroy(&monotonic);
    reaper->first = NULL;
}

static void *reap(void *opaque)
{
    struct dying *dying = opaque;
    dying->end(dying->what);
    struct reaper *reaper = dying->reaper;
    pthread_mutex_lock(&reaper->lock);
    dying->ended = true;
    pthread_cond_broadcast(&reaper->ended);
    pthread_mutex_unlock(&reaper->lock);
    return NULL;
}

/* Joins the threads that are through; the code they run in may be unloaded afterwards. */
static void bury(struct reaper *reaper)
{
    struct dying **place = &reaper->first;
    while (*place != NULL) {
        struct dying *dying = *place;
        if (!dying->ended) {
            place = &dying->next;
            continue;
        }
        *place = dying->next;
        pthread_mutex_unlock(&reaper->lock);
        pthread_join(dying->thread, NULL);
        free(dying);
        pthread_mutex_lock(&reaper->lock);
        place = &reaper->first;
    }
}

static int start_thread(struct dying *dying)
{
    /* Signals are for VLC's main thread. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int error = pthread_create(&dying->thread, NULL, reap, dying);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return error;
}

void reaper_take(struct reaper *reaper, const char *name, void (*end)(void *what), void *what)
{
    struct dying *dying = calloc(1, sizeof *dying);
    if (dying == NULL) {
        end(what);
        return;
    }
    *dying = (struct dying){.reaper = reaper, .end = end, .what = what};
    snprintf(dying->name, sizeof dying->name, "%s", name);
    pthread_mutex_lock(&reaper->lock);
    bury(reaper);
    bool started = start_thread(dying) == 0;
    if (started) {
        dying->next = reaper->first;
        reaper->first = dying;
    }
    pthread_mutex_unlock(&reaper->lock);
    if (!started) {
        end(what);
        free(dying);
    }
}

static bool has(const struct reaper *reaper, const char *name)
{
    for (const struct dying *dying = reaper->first; dying != NULL; dying = dying->next)
        if (!dying->ended && (name == NULL || strcmp(dying->name, name) == 0))
            return true;
    return false;
}

bool reaper_wait(struct reaper *reaper, const char *name, int64_t timeout_us)
{
    int64_t until = clock_now() + timeout_us;
    struct timespec deadline = {until / 1000000, until % 1000000 * 1000};
    int error = 0;
    pthread_mutex_lock(&reaper->lock);
    while (has(reaper, name) && error != ETIMEDOUT)
        error = pthread_cond_timedwait(&reaper->ended, &reaper->lock, &deadline);
    bury(reaper);
    bool gone = !has(reaper, name);
    pthread_mutex_unlock(&reaper->lock);
    return gone;
}

void reaper_destroy(struct reaper *reaper)
{
    pthread_mutex_lock(&reaper->lock);
    bury(reaper);
    pthread_mutex_unlock(&reaper->lock);
    pthread_cond_destroy(&reaper->ended);
    pthread_mutex_destroy(&reaper->lock);
}
