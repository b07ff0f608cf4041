/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "rtcp_viewer.h"

/* Whatever ends or restarts a replay, no frame that has begun stays without its end. */

#define KEY_SIZE 23900 /* 20 packets of 1199 octets */
#define KEY_PACKETS 20

static struct viewer early;
static struct received got[200];

static void push_key(uint8_t number)
{
    static uint8_t frame[KEY_SIZE] = {0x10, 0, 0, 0x9d, 0x01, 0x2a, 16, 0, 16, 0};
    int64_t at = clock_now();
    frame[KEY_SIZE - 1] = number;
    hub_push(hub, CODEC_VP8, &(struct encoded){frame, sizeof frame, at, at});
}

/* Who joins gets the key frame at this pace, and has had a few of its packets. */
static void join_in_mid_frame(uint32_t rate)
{
    struct limits limits;
    struct received last = {0};
    hub_get_limits(hub, &limits);
    limits.burst = 2;
    limits.rate = rate;
    limits.catch_up = 60000;
    hub_limit(hub, &limits);
    push_key(0);
    while (!last.marker && viewer_receive(&early, &last, 1000))
        ;
    struct sink_request request = request_for("1", &viewer, CODEC_VP8, 96, 1);
    CHECK(hub_add_sink(hub, &request) == 0);
    for (int i = 0; i < 3; i++)
        CHECK(viewer_receive(&viewer, &got[i], 1000) && !got[i].marker);
}

/* Receives what comes until nothing does for so long: frame by frame, each to its end. Returns how many packets
 * there are with those before. */
static int receive_frames(int before, int milliseconds)
{
    int count = before;
    for (; count < 200 && viewer_receive(&viewer, &got[count], milliseconds); count++) {
        const struct received *last = &got[count - 1];
        CHECK((uint16_t)(got[count].sequence - last->sequence) == 1);
        CHECK((got[count].ticks != last->ticks) == last->marker);
    }
    CHECK(got[count - 1].marker);
    return count;
}

static void who_loses_the_picture_in_mid_frame_gets_its_end_before_it_comes_again(void)
{
    static const uint8_t pli[] = {0x81, 206, 0, 2, 0, 0, 0, 9, 0, 0, 0, 1};
    join_in_mid_frame(800);
    send_rtcp(pli, sizeof pli, viewer.rtcp, MEDIUM_VIDEO);
    CHECK(receive_frames(3, 300) == 2 * KEY_PACKETS);
    push_vp8(hub, false, 1, clock_now());
    CHECK(viewer_receive(&viewer, &got[0], 500) && frame_number(&got[0]) == 1);
}

static void who_pauses_in_mid_frame_gets_its_end_and_nothing_more(void)
{
    join_in_mid_frame(800);
    CHECK(hub_pause_sink(hub, "1", true) == 0);
    CHECK(receive_frames(3, 300) == KEY_PACKETS);
    push_vp8(hub, false, 1, clock_now());
    push_key(2);
    CHECK(receive_frames(KEY_PACKETS, 200) == KEY_PACKETS);
    CHECK(hub_pause_sink(hub, "1", false) == 0);
    CHECK(receive_frames(KEY_PACKETS, 300) == 2 * KEY_PACKETS);
}

static void who_resumes_at_once_as_well_and_then_all_of_the_group(void)
{
    join_in_mid_frame(800);
    CHECK(hub_pause_sink(hub, "1", true) == 0 && hub_pause_sink(hub, "1", false) == 0);
    CHECK(receive_frames(3, 300) == 2 * KEY_PACKETS);
}

static void who_goes_in_mid_frame_and_comes_again_begins_anew(void)
{
    struct reply reply = {0};
    join_in_mid_frame(64);
    CHECK(hub_pause_sink(hub, "1", true) == 0 && hub_delete_sink(hub, "1", &reply) == 0);
    reply_clear(&reply);
    CHECK(hub_pause_sink(hub, "1", true) == -1);
    push_vp8(hub, false, 1, clock_now());
    CHECK(viewer_receive(&early, &got[0], 500) && frame_number(&got[0]) == 1);
}

/* Too many frames without a key frame: nobody can join any more, nor go on to. */
static void where_the_group_is_given_up_the_frame_is_not(void)
{
    join_in_mid_frame(64);
    int64_t at = clock_now();
    for (int i = 0; i < GOP_MAX_FRAMES; i++)
        push_vp8(hub, false, (uint8_t)i, at);
    CHECK(receive_frames(3, 500) == KEY_PACKETS);
    push_key(1);
    CHECK(receive_frames(KEY_PACKETS, 300) == 2 * KEY_PACKETS && frame_number(&got[2 * KEY_PACKETS - 1]) == 1);
}

static void run_frames(const char *name, void (*test)(void))
{
    hub = open_hub();
    early = viewer_open();
    viewer = viewer_open();
    struct sink_request request = request_for("early", &early, CODEC_VP8, 96, 7);
    CHECK(hub_add_sink(hub, &request) == 0);
    check_run(name, test);
    end_hub(hub);
    viewer_close(&early);
    viewer_close(&viewer);
}

#define RUN_FRAMES(test) run_frames(#test, test)

int main(void)
{
    RUN_FRAMES(who_loses_the_picture_in_mid_frame_gets_its_end_before_it_comes_again);
    RUN_FRAMES(who_pauses_in_mid_frame_gets_its_end_and_nothing_more);
    RUN_FRAMES(who_resumes_at_once_as_well_and_then_all_of_the_group);
    RUN_FRAMES(who_goes_in_mid_frame_and_comes_again_begins_anew);
    RUN_FRAMES(where_the_group_is_given_up_the_frame_is_not);
    return check_result();
}
