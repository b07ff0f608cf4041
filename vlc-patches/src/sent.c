/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "sent.h"

#include <stdlib.h>

#define SENT_FRAME_MAX 500

/* What a packet that is sent again costs, where each packet that is sent gives one. */
#define RESEND_COST 3
#define SEARCH_COST 1 /* if it is not there */

/* Who has lost the beginning has not earned anything yet; who has earned much may not ask for all of it at once. */
#define FIRST_CREDIT (20 * RESEND_COST)
#define MAX_CREDIT (100 * RESEND_COST)

struct sent *sent_new(void)
{
    struct sent *sent = calloc(1, sizeof *sent);
    if (sent != NULL)
        sent->credit = FIRST_CREDIT;
    return sent;
}

void sent_note(struct sent *sent, const struct sent_frame *frame)
{
    if (frame->packets > SENT_FRAME_MAX) {
        /* All that is kept has to stay within half of the sequence numbers, to be in order. */
        sent->count = 0;
        return;
    }
    sent->frames[sent->count++ % SENT_FRAMES] = *frame;
    sent->credit += frame->packets;
    if (sent->credit > MAX_CREDIT)
        sent->credit = MAX_CREDIT;
}

const struct sent_frame *sent_find(const struct sent *sent, uint16_t sequence)
{
    /* The last frame with a first packet at or before this one: they are in order. */
    uint32_t kept = sent->count < SENT_FRAMES ? sent->count : SENT_FRAMES;
    uint32_t low = sent->count - kept, high = sent->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct sent_frame *frame = &sent->frames[middle % SENT_FRAMES];
        if ((int16_t)(uint16_t)(sequence - frame->first) < 0)
            high = middle;
        else if ((uint16_t)(sequence - frame->first) < frame->packets)
            return frame;
        else
            low = middle + 1;
    }
    return NULL;
}

bool sent_allows(const struct sent *sent)
{
    return sent->credit >= RESEND_COST;
}

void sent_charge(struct sent *sent, bool again)
{
    sent->credit -= again ? RESEND_COST : SEARCH_COST;
}
