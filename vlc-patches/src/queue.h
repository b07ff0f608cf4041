/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_QUEUE_H
#define SIPCAST_QUEUE_H

#include <pthread.h>
#include <stddef.h>

#include "frame.h"

/* For 65 s, the longest cache and what frames may be dated beyond it: all codecs at 60 pictures a second, and 8 Mbit/s together. */
#define QUEUE_MAX_FRAMES 40000
#define QUEUE_MAX_OCTETS (64u << 20)

/** Frames that wait for their time, in that order, handed from the encoders' threads to the sending
 * thread. */
struct queue {
    pthread_mutex_t lock;
    struct frame *first, *last[CODEC_COUNT];
    size_t count, octets;
    int wake_fd; /* an eventfd that is written when the first frame has changed */
};

/** Returns 0 or -1. */
int queue_init(struct queue *queue);

void queue_destroy(struct queue *queue);

/** Takes over a frame and never waits for the network. Returns 0, or -1 if the queue is full (the
 * frame is released). */
int queue_put(struct queue *queue, struct frame *frame);

/** Takes the first frame if it is due now, else returns NULL and tells when the first one is due
 * (INT64_MAX: none). */
struct frame *queue_take(struct queue *queue, int64_t now, int64_t *next_due);

size_t queue_count(struct queue *queue);

/** Wakes whoever polls wake_fd. */
void queue_wake(struct queue *queue);

#endif
