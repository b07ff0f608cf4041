/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "feedback.h"
#include "key_presses.h"
#include "rtcp_viewer.h"

/* What a datagram costs is told without a clock: legs are strung in a ring behind those that may be looked at, in which whoever
 * looks at all of them goes round for ever. */

#define MANY 100
#define FIRST_PORT 30000
#define NOBODYS_PORT 29999
#define PATIENCE 10 /* seconds */

static void take(const uint8_t *data, size_t size, uint16_t from_port)
{
    struct arrival arrival = {.hub = hub,
                              .medium = MEDIUM_AUDIO,
                              .on_rtp_port = true,
                              .from = loopback(),
                              .now = clock_now(),
                              .data = data,
                              .size = size};
    address_set_port(&arrival.from, from_port);
    hub_lock(hub);
    feedback_take(&arrival);
    pthread_mutex_unlock(&hub->lock);
}

static void take_report(uint32_t sender, uint32_t stream, uint16_t from_port)
{
    uint8_t report[32] = {0x81, 201, 0, 7};
    write_u32(report + 4, sender);
    write_u32(report + 8, stream);
    take(report, sizeof report, from_port);
}

static void take_bye(uint32_t sender, uint16_t from_port)
{
    uint8_t bye[8] = {0x81, 203, 0, 1};
    write_u32(bye + 4, sender);
    take(bye, sizeof bye, from_port);
}

static void take_rtp(uint32_t sender, uint16_t from_port)
{
    uint8_t rtp[14] = {0x80, 8, 0, 1, 0, 0, 0, 2};
    write_u32(rtp + 8, sender);
    take(rtp, sizeof rtp, from_port);
}

static void add(uint32_t number, enum leg_latch latch)
{
    struct viewer at = {.port = (uint16_t)(FIRST_PORT + number)};
    char id[8];
    snprintf(id, sizeof id, "%u", number);
    struct sink_request request = request_for(id, &at, CODEC_PCMA, 8, number);
    request.targets[MEDIUM_AUDIO].mux = true;
    request.targets[MEDIUM_AUDIO].latch = latch;
    request.paused = true;
    CHECK(hub_add_sink(hub, &request) == 0);
}

static struct leg *leg_of(uint32_t number)
{
    char id[8];
    snprintf(id, sizeof id, "%u", number);
    return &sink_table_find(&hub->sinks, id)->legs[MEDIUM_AUDIO];
}

/* Who came first is last in his chain. */
static void of_many_at_one_host_who_call_themselves_the_same_few_are_looked_at(void)
{
    for (uint32_t i = 0; i < MANY; i++) {
        add(i, i % 2 == 0 ? LATCH_NO : LATCH_ANY);
        take_report(1, i, (uint16_t)(FIRST_PORT + i));
    }
    leg_of(0)->by_peer.next = &leg_of(0)->by_peer;
    alarm(PATIENCE);
    take_bye(1, NOBODYS_PORT);
    take_rtp(1, NOBODYS_PORT);
    CHECK(!list_shows("bye=yes"));
    /* Whose port it comes from is known at once. */
    take_bye(1, FIRST_PORT);
    CHECK(shows("0", "bye=yes") && !shows("1", "bye=yes"));
    alarm(0);
    leg_of(0)->by_peer.next = NULL;
}

static void of_many_who_are_awaited_at_one_host_few_are_looked_at(void)
{
    for (uint32_t i = 0; i < MANY; i++)
        add(i, LATCH_ADDRESS);
    leg_of(0)->by_source.next = &leg_of(0)->by_source;
    alarm(PATIENCE);
    take_rtp(1, NOBODYS_PORT);
    CHECK(!list_shows("@"));
    alarm(0);
    leg_of(0)->by_source.next = NULL;
    /* He who sends from where he has said is found all the same, and so nothing moves him any more. */
    take_rtp(1, FIRST_PORT);
    CHECK(leg_of(0)->target.rtp_latched && !leg_of(1)->target.rtp_latched);
}

static void nobody_says_bye_for_another_from_a_port_of_his_own(void)
{
    add(0, LATCH_NO);
    add(1, LATCH_NO);
    take_report(7, 0, FIRST_PORT);
    take_report(8, 1, FIRST_PORT + 1);
    take_bye(7, FIRST_PORT + 1);
    CHECK(!list_shows("bye=yes"));
    take_bye(7, FIRST_PORT);
    CHECK(shows("0", "bye=yes") && !shows("1", "bye=yes"));
}

static void a_datagram_says_bye_for_few(void)
{
    uint8_t bye[24] = {0x85, 203, 0, 5};
    add(0, LATCH_NO);
    take_report(9, 0, FIRST_PORT);
    bye[23] = 9;
    take(bye, sizeof bye, FIRST_PORT);
    CHECK(!list_shows("bye=yes"));
    bye[19] = 9;
    take(bye, sizeof bye, FIRST_PORT);
    CHECK(list_shows("bye=yes"));
}

/* Each report about a stream of its own, the last about stream 0, and a request for a picture likewise. */
static void take_reports_about(uint32_t streams)
{
    uint8_t reports[8 + 31 * 24] = {(uint8_t)(0x80 | streams), 201, 0, (uint8_t)(1 + 6 * streams)};
    for (uint32_t i = 0; i < streams; i++)
        write_u32(reports + 8 + 24 * i, streams - 1 - i);
    take(reports, 8 + 24 * streams, FIRST_PORT);
}

static void take_requests_about(uint32_t streams)
{
    uint8_t requests[12 + 31 * 8] = {0x84, 206, 0, (uint8_t)(2 + 2 * streams)};
    for (uint32_t i = 0; i < streams; i++)
        write_u32(requests + 12 + 8 * i, streams - 1 - i);
    take(requests, 12 + 8 * streams, FIRST_PORT);
}

static void of_a_datagram_few_streams_are_looked_for_that_are_nobodys(void)
{
    add(0, LATCH_NO);
    take_reports_about(9);
    take_requests_about(9);
    CHECK(list_shows(" rtcp-age=- lost=- "));
    take_requests_about(8);
    CHECK(!list_shows(" rtcp-age=- ") && list_shows(" lost=- "));
    take_reports_about(8);
    CHECK(list_shows(" lost=0 "));
    /* Those that are somebody's are not counted. */
    for (uint32_t i = 1; i < 20; i++)
        add(i, LATCH_NO);
    take_reports_about(20);
    CHECK(shows("1", " lost=0 "));
}

static void who_sends_again_from_where_he_has_said_moves_nobody_else(void)
{
    add(0, LATCH_ADDRESS);
    add(1, LATCH_ADDRESS);
    take_rtp(1, FIRST_PORT);
    take_rtp(1, FIRST_PORT);
    CHECK(leg_of(0)->target.rtp_latched && !leg_of(1)->target.rtp_latched && !list_shows("@"));
    take_rtp(2, NOBODYS_PORT);
    take_rtp(2, NOBODYS_PORT);
    CHECK(leg_of(1)->target.rtp_latched && shows("1", "@127.0.0.1:29999") && !shows("0", "@"));
}

static void nor_does_who_stays_where_he_has_said(void)
{
    add(0, LATCH_NO);
    add(1, LATCH_ANY);
    take_rtp(1, FIRST_PORT);
    take_rtp(1, FIRST_PORT);
    CHECK(!leg_of(1)->target.rtp_latched && !list_shows("@"));
    /* Where he was before he moved, and where he was before he left, he is known no more. */
    struct viewer elsewhere = {.port = FIRST_PORT + 9};
    struct sink_request request = request_for("0", &elsewhere, CODEC_PCMA, 8, 0);
    CHECK(hub_add_sink(hub, &request) == 0);
    take_rtp(1, FIRST_PORT + 9);
    CHECK(!leg_of(1)->target.rtp_latched);
    struct reply reply = {0};
    hub_delete_sink(hub, "0", &reply);
    reply_clear(&reply);
    take_rtp(1, FIRST_PORT + 9);
    CHECK(shows("1", "@127.0.0.1:30009"));
}

/* A telephone calls again from its port before its first call is over. */
static void who_is_awaited_where_another_was_found_is_found_there(void)
{
    add(0, LATCH_ADDRESS);
    take_rtp(1, FIRST_PORT + 1);
    CHECK(shows("0", "@127.0.0.1:30001"));
    add(1, LATCH_ADDRESS);
    take_rtp(1, FIRST_PORT + 1);
    CHECK(leg_of(1)->target.rtp_latched);
    take_rtp(2, NOBODYS_PORT);
    CHECK(!list_shows("@127.0.0.1:29999"));
}

static void nobodys_keys_are_anothers(void)
{
    uint8_t key[EVENT_PACKET];
    add(0, LATCH_NO);
    struct viewer at = {.port = FIRST_PORT + 1};
    struct sink_request request = request_for("1", &at, CODEC_PCMA, 8, 1);
    request.targets[MEDIUM_AUDIO].latch = LATCH_ADDRESS;
    request.targets[MEDIUM_AUDIO].events = true;
    request.targets[MEDIUM_AUDIO].events_type = EVENTS_TYPE;
    CHECK(hub_add_sink(hub, &request) == 0);
    write_event(key, &(struct event_packet){.event = 5, .sequence = 1, .timestamp = 1, .ssrc = 9, .marker = true});
    take(key, sizeof key, FIRST_PORT);
    CHECK(shows("1", ":0:\n"));
    take(key, sizeof key, FIRST_PORT + 1);
    CHECK(shows("1", ":1:5\n"));
    /* Another call at his port, of which nothing is wanted. */
    add(2, LATCH_NO);
    hub_lock(hub);
    leg_of(2)->target.rtp = leg_of(1)->target.rtp;
    feedback_expect(hub, leg_of(2)->sink);
    pthread_mutex_unlock(&hub->lock);
    write_event(key, &(struct event_packet){.event = 6, .sequence = 2, .timestamp = 2, .ssrc = 9, .marker = true});
    take(key, sizeof key, FIRST_PORT + 1);
    CHECK(shows("1", ":2:56\n"));
}

int main(void)
{
    RUN_WITH_HUB(of_many_at_one_host_who_call_themselves_the_same_few_are_looked_at);
    RUN_WITH_HUB(of_many_who_are_awaited_at_one_host_few_are_looked_at);
    RUN_WITH_HUB(nobody_says_bye_for_another_from_a_port_of_his_own);
    RUN_WITH_HUB(a_datagram_says_bye_for_few);
    RUN_WITH_HUB(of_a_datagram_few_streams_are_looked_for_that_are_nobodys);
    RUN_WITH_HUB(who_sends_again_from_where_he_has_said_moves_nobody_else);
    RUN_WITH_HUB(nor_does_who_stays_where_he_has_said);
    RUN_WITH_HUB(who_is_awaited_where_another_was_found_is_found_there);
    RUN_WITH_HUB(nobodys_keys_are_anothers);
    return check_result();
}
