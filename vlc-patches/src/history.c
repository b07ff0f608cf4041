/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "history.h"

static void forget_oldest(struct history *history)
{
    struct frame *frame = history->frames[history->oldest++ % HISTORY_FRAMES];
    history->octets -= frame->packets.size;
    frame_release(frame);
}

static uint32_t count(const struct history *history)
{
    return history->end - history->oldest;
}

void history_add(struct history *history, struct frame *frame)
{
    while (count(history) == HISTORY_FRAMES
           || (count(history) > 0
               && history->octets + frame->packets.size > HISTORY_MAX_OCTETS))
        forget_oldest(history);
    frame->number = history->end++;
    history->frames[frame->number % HISTORY_FRAMES] = frame_hold(frame);
    history->octets += frame->packets.size;
}

struct frame *history_find(const struct history *history, uint32_t number)
{
    if (number - history->oldest >= count(history))
        return NULL;
    return history->frames[number % HISTORY_FRAMES];
}

void history_clear(struct history *history)
{
    while (count(history) > 0)
        forget_oldest(history);
}
