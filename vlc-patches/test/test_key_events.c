/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "check.h"
#include "key_events.h"
#include "key_presses.h"

static struct key_events keys;
static int64_t now;
static uint16_t sequence;

static bool take(struct event_packet packet)
{
    uint8_t data[EVENT_PACKET];
    struct rtp_header header;
    write_event(data, &packet);
    CHECK(rtp_read(data, sizeof data, &header) == 0);
    return key_events_take(&keys, &header, data, now);
}

/* Begin, go on, and three ends, 20 ms apart (RFC 4733 2.5.1); tells how many were news. */
static int press(uint8_t event, uint32_t timestamp, unsigned lost)
{
    int news = 0;
    for (unsigned i = 0; i < 6; i++) {
        struct event_packet packet = {.event = event, .sequence = sequence++, .duration = (uint16_t)(160 * (i + 1)),
                                      .timestamp = timestamp, .ssrc = 7, .marker = i == 0, .end = i >= 3};
        if ((lost >> i & 1) == 0)
            news += take(packet);
        now += 20000;
    }
    return news;
}

static bool described_as(const char *counted)
{
    struct reply reply = {0};
    key_events_describe(&keys, &reply);
    bool same = reply.text != NULL && strncmp(reply.text, " keys=", 6) == 0
                && strcmp(strchr(reply.text, ':'), counted) == 0;
    reply_clear(&reply);
    return same;
}

static void each_press_counts_once_whatever_is_lost_of_it(void)
{
    CHECK(described_as(":0:"));
    for (unsigned lost = 0; lost < 63; lost++) {
        key_events_init(&keys);
        CHECK(press(5, 1000, lost) == 1);
        CHECK(press(5, 9000, lost) == 1);
        CHECK(press(11, 17000, lost) == 1);
        CHECK(described_as(":3:55#"));
    }
    CHECK(press(1, 25000, 63) == 0);
}

static void all_sixteen_keys_have_names_and_what_else_there_is_has_none(void)
{
    for (uint8_t event = 0; event < 16; event++) {
        CHECK(press(event, 1000 * (event + 1u), 0) == 1);
        now += 1000000;
    }
    CHECK(described_as(":16:0123456789*#ABCD"));
    CHECK(press(16, 90000, 0) == 0 && press(66, 91000, 0) == 0 && press(255, 92000, 0) == 0);
    CHECK(press(0, 93000, 0) == 1);
    CHECK(described_as(":17:123456789*#ABCD0"));
}

static void what_comes_twice_or_late_counts_once(void)
{
    struct event_packet first = {.event = 1, .sequence = 10, .timestamp = 100, .ssrc = 7, .marker = true};
    struct event_packet second = {.event = 2, .sequence = 13, .timestamp = 900, .ssrc = 7, .marker = true};
    CHECK(take(first) && !take(first) && take(second));
    first.sequence = 12;
    CHECK(!take(first) && !take(second));
    CHECK(described_as(":2:12"));
}

static void a_key_that_is_held_counts_once(void)
{
    uint32_t timestamp = 5;
    for (int i = 0; i < 100; i++, now += 50000) {
        CHECK(take((struct event_packet){.event = 4, .sequence = sequence++, .timestamp = timestamp, .ssrc = 7,
                                         .marker = i == 0}) == (i == 0));
        if (i % 30 == 29)
            timestamp += 0xffff;
    }
    CHECK(described_as(":1:4"));
}

static void numbers_and_time_stamps_may_wrap(void)
{
    sequence = 65533;
    CHECK(press(1, 0xffffff00u, 0) == 1 && press(2, 0x100, 0) == 1);
    CHECK(described_as(":2:12"));
}

static void a_phone_may_begin_anew(void)
{
    sequence = 40000;
    CHECK(press(1, 70000, 0) == 1);
    sequence = 39000;
    CHECK(press(2, 60, 0) == 0); /* what is late looks like this */
    now += 1000000;
    CHECK(press(3, 600, 0) == 1);
    sequence = 50;
    CHECK(take((struct event_packet){.event = 3, .sequence = 1, .timestamp = 600, .ssrc = 8}));
    CHECK(described_as(":3:133"));
}

static void nobody_presses_more_than_some_keys_a_second(void)
{
    for (uint32_t i = 0; i < 5000; i++, now += 1000)
        take((struct event_packet){.event = i % 10 & 0xf, .sequence = sequence++, .timestamp = i * 800, .ssrc = 7,
                                   .marker = true, .end = true});
    CHECK(keys.count == 5 * KEYS_PER_SECOND);
}

static void a_packet_without_an_event_is_none(void)
{
    uint8_t data[EVENT_PACKET];
    struct rtp_header header;
    write_event(data, &(struct event_packet){.event = 1, .marker = true});
    CHECK(rtp_read(data, sizeof data - 1, &header) == 0 && !key_events_take(&keys, &header, data, now));
    data[0] |= 0x20;
    data[15] = 4; /* all of it is padding */
    CHECK(rtp_read(data, sizeof data, &header) == 0 && !key_events_take(&keys, &header, data, now));
}

static void run(const char *name, void (*test)(void))
{
    key_events_init(&keys);
    now = 1000000000;
    sequence = 0;
    check_run(name, test);
}

#define RUN_KEYS(test) run(#test, test)

int main(void)
{
    RUN_KEYS(each_press_counts_once_whatever_is_lost_of_it);
    RUN_KEYS(all_sixteen_keys_have_names_and_what_else_there_is_has_none);
    RUN_KEYS(what_comes_twice_or_late_counts_once);
    RUN_KEYS(a_key_that_is_held_counts_once);
    RUN_KEYS(numbers_and_time_stamps_may_wrap);
    RUN_KEYS(a_phone_may_begin_anew);
    RUN_KEYS(nobody_presses_more_than_some_keys_a_second);
    RUN_KEYS(a_packet_without_an_event_is_none);
    return check_result();
}
