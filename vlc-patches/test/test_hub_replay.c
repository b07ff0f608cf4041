/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "check.h"
#include "viewer.h"

#define KEY_SIZE 23900 /* 20 packets of 1199 octets */
#define KEY_PACKETS 20

static struct hub *hub;
static struct viewer early, late;
static struct received got[200];

static void add_viewer(const char *id, struct viewer *viewer, uint32_t ssrc)
{
    struct sink_request request = request_for(id, viewer, CODEC_VP8, 96, ssrc);
    CHECK(hub_add_sink(hub, &request) == 0);
}

static void push_key(uint8_t number, int64_t at)
{
    static uint8_t frame[KEY_SIZE] = {0x10, 0, 0, 0x9d, 0x01, 0x2a, 16, 0, 16, 0};
    frame[KEY_SIZE - 1] = number;
    hub_push(hub, CODEC_VP8, &(struct encoded){frame, sizeof frame, at, at});
}

/* Receives what comes until nothing does for so long. */
static int receive_until_silent(struct viewer *viewer, int milliseconds)
{
    int count = 0;
    while (count < 200 && viewer_receive(viewer, &got[count], milliseconds))
        count++;
    return count;
}

/* One viewer is shown a key frame and others at this interval, to the last. */
static void watch(int frames, int64_t interval)
{
    int64_t start = clock_now();
    push_key(0, start);
    for (int i = 1; i < frames; i++)
        push_vp8(hub, false, (uint8_t)i, start + i * interval);
    struct received last = {0};
    while (!(last.marker && frame_number(&last) == frames - 1) && viewer_receive(&early, &last, 1000))
        ;
}

static void set_limits(uint32_t burst, uint32_t rate, uint32_t catch_up)
{
    struct limits limits;
    hub_get_limits(hub, &limits);
    limits.burst = burst;
    limits.rate = rate;
    limits.catch_up = catch_up;
    hub_limit(hub, &limits);
}

static int64_t milliseconds_to(int packet)
{
    return (got[packet].at - got[0].at) / 1000;
}

static void a_joiner_gets_a_burst_and_the_rest_at_the_pace_of_a_line(void)
{
    set_limits(4, 2000, 5000);
    watch(10, 40000);
    int64_t joined = clock_now();
    add_viewer("late", &late, 2);
    int count = receive_until_silent(&late, 300);
    CHECK(count == KEY_PACKETS + 9);
    CHECK(got[0].at - joined < 50000 && milliseconds_to(3) < 20);
    /* At 250 octets a millisecond they take 79, less what the first was received late. */
    CHECK(milliseconds_to(KEY_PACKETS - 1) >= 55);
    CHECK(milliseconds_to(KEY_PACKETS - 1) < 300);
    for (int i = 1; i < count; i++)
        CHECK((uint16_t)(got[i].sequence - got[i - 1].sequence) == 1
              && got[i].marker == (i >= KEY_PACKETS - 1));
}

static void what_is_late_is_stamped_as_it_is_sent(void)
{
    set_limits(4, 2000, 5000);
    watch(25, 10000);
    add_viewer("late", &late, 2);
    int count = receive_until_silent(&late, 300);
    CHECK(count == KEY_PACKETS + 24);
    CHECK(got[KEY_PACKETS - 1].ticks == got[0].ticks);
    for (int i = KEY_PACKETS; i < count; i++) {
        int64_t stamped = (int64_t)(got[i].ticks - got[0].ticks) / 90;
        CHECK(got[i].ticks != got[i - 1].ticks);
        CHECK(stamped - milliseconds_to(i) < 15 && milliseconds_to(i) - stamped < 15);
    }
}

static void afterwards_a_joiner_is_not_behind_the_others(void)
{
    struct received live = {0}, joined = {0};
    set_limits(4, 2000, 5000);
    watch(10, 10000);
    add_viewer("late", &late, 2);
    receive_until_silent(&late, 150);
    push_vp8(hub, false, 77, clock_now());
    CHECK(viewer_receive(&early, &live, 1000) && frame_number(&live) == 77);
    CHECK(viewer_receive(&late, &joined, 1000) && frame_number(&joined) == 77);
    CHECK(joined.at - live.at < 10000);
}

static void who_can_not_catch_up_before_the_next_key_frame_gets_a_picture_that_stands(void)
{
    set_limits(4, 2000, 5000);
    int64_t start = clock_now();
    push_key(100, start - 200000);
    push_key(0, start);
    for (int i = 1; i < 16; i++)
        push_vp8(hub, false, (uint8_t)i, start + i * 10000);
    while (clock_now() < start + 160000)
        usleep(5000);
    add_viewer("late", &late, 2);
    int count = receive_until_silent(&late, 200);
    CHECK(count == KEY_PACKETS && got[count - 1].marker && frame_number(&got[count - 1]) == 0);
    push_vp8(hub, false, 16, clock_now());
    CHECK(receive_until_silent(&late, 100) == 0);
    push_key(17, clock_now());
    push_vp8(hub, false, 18, clock_now());
    CHECK(receive_until_silent(&late, 100) == KEY_PACKETS + 1 && frame_number(&got[KEY_PACKETS]) == 18);
}

static void who_would_be_behind_for_too_long_does_as_well(void)
{
    set_limits(4, 2000, 20);
    watch(10, 10000);
    add_viewer("late", &late, 2);
    CHECK(receive_until_silent(&late, 200) == KEY_PACKETS);
}

static void a_stream_that_is_faster_than_the_line_is_replayed_at_twice_its_rate(void)
{
    set_limits(4, 64, 60000);
    push_key(100, clock_now() - 2000000);
    watch(10, 10000);
    add_viewer("late", &late, 2);
    CHECK(receive_until_silent(&late, 300) == KEY_PACKETS + 9);
    /* 24 kB in two seconds are replayed in one, without what comes at once; at the limit in 2.5. */
    CHECK(milliseconds_to(KEY_PACKETS + 8) > 500 && milliseconds_to(KEY_PACKETS + 8) < 1500);
}

/* 5.5 kB a second with headers, and 7 are allowed. */
static void a_stream_that_the_line_carries_easily_is_replayed_at_the_pace_of_the_line(void)
{
    set_limits(18, 56, 60000);
    push_key(100, clock_now() - 4500000);
    watch(10, 10000);
    add_viewer("late", &late, 2);
    CHECK(receive_until_silent(&late, 500) == KEY_PACKETS + 9);
    /* What does not come at once takes 530 ms, and at twice the stream's rate would take 340. */
    CHECK(milliseconds_to(KEY_PACKETS + 8) > 420 && milliseconds_to(KEY_PACKETS + 8) < 1000);
}

static void a_key_frame_alone_does_not_make_a_stream_fast(void)
{
    set_limits(4, 2000, 60000);
    watch(2, 1000);
    add_viewer("late", &late, 2);
    CHECK(receive_until_silent(&late, 300) == KEY_PACKETS + 1);
    CHECK(milliseconds_to(KEY_PACKETS) >= 55);
}

static void a_key_frame_ends_a_replay_with_the_frame_that_has_begun(void)
{
    set_limits(1, 64, 60000);
    struct received last = {0};
    push_key(0, clock_now());
    while (!last.marker && viewer_receive(&early, &last, 1000))
        ;
    add_viewer("late", &late, 2);
    CHECK(viewer_receive(&late, &last, 1000) && !last.marker);
    push_key(1, clock_now());
    int count = receive_until_silent(&late, 200);
    CHECK(count == 2 * KEY_PACKETS - 1 && frame_number(&got[count - 1]) == 1);
    for (int i = 0; i < count; i++) {
        bool first = i < KEY_PACKETS - 1;
        CHECK(got[i].ticks == (first ? last.ticks : got[count - 1].ticks));
        CHECK(got[i].marker == (i == KEY_PACKETS - 2 || i == count - 1));
    }
}

static void run(const char *name, void (*test)(void))
{
    hub = open_hub();
    early = viewer_open();
    late = viewer_open();
    add_viewer("early", &early, 1);
    check_run(name, test);
    end_hub(hub);
    viewer_close(&early);
    viewer_close(&late);
}

#define RUN_WITH_HUB(test) run(#test, test)

int main(void)
{
    RUN_WITH_HUB(a_joiner_gets_a_burst_and_the_rest_at_the_pace_of_a_line);
    RUN_WITH_HUB(what_is_late_is_stamped_as_it_is_sent);
    RUN_WITH_HUB(afterwards_a_joiner_is_not_behind_the_others);
    RUN_WITH_HUB(who_can_not_catch_up_before_the_next_key_frame_gets_a_picture_that_stands);
    RUN_WITH_HUB(who_would_be_behind_for_too_long_does_as_well);
    RUN_WITH_HUB(a_stream_that_is_faster_than_the_line_is_replayed_at_twice_its_rate);
    RUN_WITH_HUB(a_stream_that_the_line_carries_easily_is_replayed_at_the_pace_of_the_line);
    RUN_WITH_HUB(a_key_frame_alone_does_not_make_a_stream_fast);
    RUN_WITH_HUB(a_key_frame_ends_a_replay_with_the_frame_that_has_begun);
    return check_result();
}
