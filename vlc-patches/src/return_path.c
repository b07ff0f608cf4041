/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "return_path.h"

#include "media_reports.h"
#include "rtp.h"

static bool awaits(const struct leg *leg)
{
    return leg->target.latch != LATCH_NO && !leg->target.rtp_latched;
}

void return_path_expect(struct hub *hub, struct leg *leg)
{
    if (awaits(leg))
        table_put(&hub->by_source, &leg->by_source, address_hash_ip(&leg->target.rtp), leg);
    else if (leg->target.tap.length > 0 || leg->target.events)
        table_put(&hub->by_source, &leg->by_source, address_hash(&leg->target.rtp), leg);
    else
        table_remove(&leg->by_source);
}

static void latch_rtp(const struct arrival *arrival, struct leg *leg)
{
    leg->target.rtp = arrival->from;
    leg->target.rtp_latched = true;
    leg->unsegmented = false;
    return_path_expect(arrival->hub, leg);
}

static struct leg *find_known(const struct arrival *arrival)
{
    struct place_in_table *place = table_first(&arrival->hub->by_source,
                                               address_hash(&arrival->from));
    for (; place != NULL; place = table_next(place))
        if (codec_medium(place->leg->target.codec) == arrival->medium
            && address_equal(&place->leg->target.rtp, &arrival->from))
            return place->leg;
    return NULL;
}

/* The one who is awaited from this host. Where there are several the port tells, or else their RTCP will. */
static struct leg *find_awaited(const struct arrival *arrival)
{
    struct leg *only = NULL;
    unsigned count = 0;
    struct place_in_table *place = table_first(&arrival->hub->by_source,
                                               address_hash_ip(&arrival->from));
    for (; place != NULL; place = table_next(place)) {
        struct leg *leg = place->leg;
        if (!awaits(leg) || codec_medium(leg->target.codec) != arrival->medium
            || !address_same_ip(&leg->target.rtp, &arrival->from))
            continue;
        if (address_equal(&leg->target.rtp, &arrival->from))
            return leg;
        only = leg;
        count++;
    }
    return count == 1 ? only : NULL;
}

/* By host as well: many call themselves 1. */
static uint32_t peer_key(uint32_t ssrc, const struct address *host)
{
    return ssrc ^ address_hash_ip(host);
}

static bool is_peer(const struct arrival *arrival, const struct leg *leg, uint32_t ssrc)
{
    return leg->peer_ssrc == ssrc && codec_medium(leg->target.codec) == arrival->medium
           && address_same_ip(leg_rtcp(leg), &arrival->from);
}

/* One who may be anywhere, and has said by RTCP from this host what he calls himself. Anybody can call himself the
 * same, so the host is what counts, and where there are two nobody knows whose it is. */
static struct leg *find_anywhere(const struct arrival *arrival, uint32_t ssrc)
{
    struct leg *only = NULL;
    unsigned count = 0;
    struct place_in_table *place = table_first(&arrival->hub->by_peer, peer_key(ssrc, &arrival->from));
    for (; place != NULL; place = table_next(place))
        if (awaits(place->leg) && place->leg->target.latch == LATCH_ANY
            && is_peer(arrival, place->leg, ssrc)) {
            only = place->leg;
            count++;
        }
    return count == 1 ? only : NULL;
}

void return_path_note_peer(const struct arrival *arrival, struct leg *leg, uint32_t ssrc)
{
    leg->peer_ssrc = ssrc;
    table_put(&arrival->hub->by_peer, &leg->by_peer, peer_key(ssrc, &arrival->from), leg);
}

struct leg *return_path_find_peer(const struct arrival *arrival, uint32_t ssrc)
{
    struct leg *found[2] = {NULL, NULL};
    unsigned count[2] = {0, 0};
    struct place_in_table *place = table_first(&arrival->hub->by_peer, peer_key(ssrc, &arrival->from));
    for (; place != NULL; place = table_next(place))
        if (is_peer(arrival, place->leg, ssrc)) {
            bool exact = address_equal(leg_rtcp(place->leg), &arrival->from);
            found[exact] = place->leg;
            count[exact]++;
        }
    bool exact = count[true] > 0;
    return count[exact] == 1 ? found[exact] : NULL;
}

/* What is on its way to the application by the next report would come a second late. */
static void take_key(const struct arrival *arrival, const struct rtp_header *header)
{
    struct leg *leg = arrival->leg;
    if (leg->target.events && leg->keys != NULL && header->payload_type == leg->target.events_type
        && key_events_take(leg->keys, header, arrival->data, arrival->now))
        media_reports_send_one(arrival->hub, leg->sink, arrival->now);
}

void return_path_receive(struct arrival *arrival)
{
    struct rtp_header header;
    if (!arrival->on_rtp_port || rtp_read(arrival->data, arrival->size, &header) != 0)
        return;
    arrival->leg = find_known(arrival);
    if (arrival->leg == NULL) {
        arrival->leg = find_awaited(arrival);
        if (arrival->leg == NULL)
            arrival->leg = find_anywhere(arrival, header.ssrc);
        if (arrival->leg == NULL)
            return;
        latch_rtp(arrival, arrival->leg);
    }
    take_key(arrival, &header);
    return_path_forward(arrival);
}

bool return_path_may_move(const struct leg *leg, const struct arrival *arrival)
{
    return leg->target.latch == LATCH_ANY
           && !(leg->target.mux ? leg->target.rtp_latched : leg->target.rtcp_latched)
           && leg->target.mux == arrival->on_rtp_port;
}

void return_path_note(const struct arrival *arrival, struct leg *leg)
{
    if (leg->target.latch == LATCH_NO || leg->target.mux != arrival->on_rtp_port)
        return;
    if (leg->target.mux) {
        if (!leg->target.rtp_latched)
            latch_rtp(arrival, leg);
    } else if (!leg->target.rtcp_latched) {
        leg->target.rtcp = arrival->from;
        leg->target.rtcp_latched = true;
    }
}

void return_path_forward(const struct arrival *arrival)
{
    if (arrival->leg == NULL || arrival->leg->target.tap.length == 0)
        return;
    const struct address *tap = &arrival->leg->target.tap;
    sendto(arrival->hub->ports[arrival->medium].rtp, arrival->data, arrival->size, MSG_DONTWAIT,
           (const struct sockaddr *)&tap->storage, tap->length);
}
