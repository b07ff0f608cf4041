/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_SENT_H
#define SIPCAST_SENT_H

#include <stdbool.h>
#include <stdint.h>

/* A second of sound in packets of 20 ms, two of a picture: later nobody waits for a packet any more. */
#define SENT_FRAMES 64

/** A frame as one viewer was sent it. */
struct sent_frame {
    uint32_t number; /* in the codec's history */
    uint32_t timestamp;
    uint16_t first, packets; /* sequence numbers */
};

/**
 * What one viewer was sent last, by sequence number, and how much of it he may ask for again: a third
 * of what he is sent. To look for what is not there counts as a third of a packet, so that requests without
 * end send no more than that, nor look for more packets than he is sent.
 */
struct sent {
    struct sent_frame frames[SENT_FRAMES];
    uint32_t count, credit;
};

/** Returns NULL without memory. */
struct sent *sent_new(void);

/** Notes a frame; sequence numbers follow those of the one before. */
void sent_note(struct sent *sent, const struct sent_frame *frame);

/** The frame that a sequence number belongs to, or NULL if it is none of the last ones. */
const struct sent_frame *sent_find(const struct sent *sent, uint16_t sequence);

/** Tells whether one packet more may be looked for, and be sent again. */
bool sent_allows(const struct sent *sent);

/** Counts a packet that was looked for: sent again, or in vain. */
void sent_charge(struct sent *sent, bool again);

#endif
