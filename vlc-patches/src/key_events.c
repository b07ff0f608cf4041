/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "key_events.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"

#define SECOND 1000000

/* The longest that packets can say an event has lasted. */
#define SEGMENT 0xffff

/* What is older and comes now was not held up on the way: a phone has begun to count anew. */
#define LATEST SECOND

#define EVENT_SIZE 4
#define END 0x80

/* RFC 4733 3.2; the hook flash behind them is no key. */
static const char names[] = "0123456789*#ABCD";

void key_events_init(struct key_events *keys)
{
    memset(keys, 0, sizeof *keys);
    clock_random(&keys->stream, sizeof keys->stream);
}

struct key_events *key_events_new(void)
{
    struct key_events *keys = malloc(sizeof *keys);
    if (keys != NULL)
        key_events_init(keys);
    return keys;
}

enum news { OLD, SAME, NEW };

/* All packets of an event have its beginning as their time stamp, and those of its end come three times (RFC 4733 2.5.1). Of one that lasts
 * longer than they can say, what follows has the end of what they have said as its time stamp, and no marker (2.5.1.3). */
static enum news classify(const struct key_events *keys, const struct rtp_header *header, uint8_t event, int64_t now)
{
    if (!keys->heard.any || header->ssrc != keys->heard.ssrc)
        return NEW;
    int64_t age = now - keys->heard.at;
    if ((int16_t)(header->sequence - keys->heard.sequence) <= 0 && age < LATEST)
        return OLD;
    bool lasting = event == keys->heard.event && !keys->heard.ended && !header->marker
                   && header->timestamp - keys->heard.timestamp == SEGMENT;
    return lasting || header->timestamp == keys->heard.timestamp ? SAME : NEW;
}

static bool has_room(struct key_events *keys, int64_t now)
{
    if (now - keys->second_at >= SECOND) {
        keys->second_at = now;
        keys->in_second = 0;
    }
    return keys->in_second++ < KEYS_PER_SECOND;
}

bool key_events_take(struct key_events *keys, const struct rtp_header *header, const uint8_t *data, int64_t now)
{
    if (header->payload_size < EVENT_SIZE)
        return false;
    const uint8_t *payload = data + header->payload;
    uint8_t event = payload[0];
    if (event >= sizeof names - 1)
        return false;
    enum news news = classify(keys, header, event, now);
    if (news == OLD)
        return false;
    keys->heard.any = true;
    keys->heard.ended = (payload[1] & END) != 0;
    keys->heard.event = event;
    keys->heard.sequence = header->sequence;
    keys->heard.ssrc = header->ssrc;
    keys->heard.timestamp = header->timestamp;
    keys->heard.at = now;
    if (news == SAME || !has_room(keys, now))
        return false;
    keys->last[keys->count++ % KEYS_KEPT] = names[event];
    return true;
}

void key_events_describe(const struct key_events *keys, struct reply *reply)
{
    char last[KEYS_KEPT + 1];
    unsigned kept = keys->count < KEYS_KEPT ? (unsigned)keys->count : KEYS_KEPT;
    for (unsigned i = 0; i < kept; i++)
        last[i] = keys->last[(keys->count - kept + i) % KEYS_KEPT];
    last[kept] = '\0';
    reply_add(reply, " keys=%08" PRIx32 ":%" PRIu64 ":%s", keys->stream, keys->count, last);
}
