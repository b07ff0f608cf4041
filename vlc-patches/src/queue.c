/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "queue.h"

#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

int queue_init(struct queue *queue)
{
    memset(queue, 0, sizeof *queue);
    queue->wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (queue->wake_fd < 0)
        return -1;
    pthread_mutex_init(&queue->lock, NULL);
    return 0;
}

void queue_destroy(struct queue *queue)
{
    while (queue->first != NULL) {
        struct frame *next = queue->first->next;
        frame_release(queue->first);
        queue->first = next;
    }
    pthread_mutex_destroy(&queue->lock);
    close(queue->wake_fd);
}

int queue_put(struct queue *queue, struct frame *frame)
{
    pthread_mutex_lock(&queue->lock);
    if (queue->count >= QUEUE_MAX_FRAMES
        || queue->octets + frame->packets.size > QUEUE_MAX_OCTETS) {
        pthread_mutex_unlock(&queue->lock);
        frame_release(frame);
        return -1;
    }
    /* Frames of one codec come in order, so the search can begin at its last one. */
    struct frame *before = queue->last[frame->codec];
    struct frame **place = before != NULL && before->due <= frame->due ? &before->next
                                                                       : &queue->first;
    while (*place != NULL && (*place)->due <= frame->due)
        place = &(*place)->next;
    frame->next = *place;
    *place = frame;
    queue->last[frame->codec] = frame;
    queue->count++;
    queue->octets += frame->packets.size;
    bool is_first = queue->first == frame;
    pthread_mutex_unlock(&queue->lock);
    if (is_first)
        queue_wake(queue);
    return 0;
}

struct frame *queue_take(struct queue *queue, int64_t now, int64_t *next_due)
{
    pthread_mutex_lock(&queue->lock);
    struct frame *frame = queue->first;
    if (frame != NULL && frame->due <= now) {
        queue->first = frame->next;
        if (queue->last[frame->codec] == frame)
            queue->last[frame->codec] = NULL;
        queue->count--;
        queue->octets -= frame->packets.size;
        frame->next = NULL;
    } else {
        *next_due = frame != NULL ? frame->due : INT64_MAX;
        frame = NULL;
    }
    pthread_mutex_unlock(&queue->lock);
    return frame;
}

size_t queue_count(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    size_t count = queue->count;
    pthread_mutex_unlock(&queue->lock);
    return count;
}

void queue_wake(struct queue *queue)
{
    /* A full counter wakes as well, so the result does not matter. */
    ssize_t written = write(queue->wake_fd, &(uint64_t){1}, sizeof(uint64_t));
    (void)written;
}
