/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef SIPCAST_KEY_EVENTS_H
#define SIPCAST_KEY_EVENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "reply.h"
#include "rtp.h"

/** So many keys are remembered: whoever reads reports may miss some of them, and no key. */
#define KEYS_KEPT 16

/** Nobody presses more; those beyond are not counted. */
#define KEYS_PER_SECOND 20

/** What a viewer presses on his phone, from the telephone events in his sound (RFC 4733). */
struct key_events {
    uint32_t stream; /* tells one counting from another */
    uint64_t count;
    char last[KEYS_KEPT]; /* the key of a count, at its remainder */
    int64_t second_at;    /* when the present second began */
    unsigned in_second;   /* keys counted since then */
    struct {
        bool any, ended;
        uint8_t event;
        uint16_t sequence;
        uint32_t ssrc, timestamp;
        int64_t at;
    } heard; /* the last packet */
};

/** Begins to count, under a random name. */
void key_events_init(struct key_events *keys);

/** One that counts, to be freed; NULL without memory. */
struct key_events *key_events_new(void);

/** Takes a packet of the negotiated payload type; true if a key has been pressed that was not counted before. */
bool key_events_take(struct key_events *keys, const struct rtp_header *header, const uint8_t *data, int64_t now);

/** Appends ` keys=STREAM:COUNT:LAST`. */
void key_events_describe(const struct key_events *keys, struct reply *reply);

#endif
