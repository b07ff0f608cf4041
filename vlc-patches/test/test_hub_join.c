/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "check.h"
#include "viewer.h"

static struct hub *hub;
static struct viewer early, late;

static void add_viewer(const char *id, struct viewer *viewer, enum leg_start start, uint32_t ssrc)
{
    struct sink_request request = request_for(id, viewer, CODEC_VP8, 96, ssrc);
    request.start = start;
    CHECK(hub_add_sink(hub, &request) == 0);
}

/* One viewer watches a group of pictures to its last frame. */
static void watch_a_group(int frames, int64_t interval)
{
    add_viewer("early", &early, START_GOP, 1);
    int64_t start = clock_now();
    for (int i = 0; i < frames; i++)
        push_vp8(hub, i == 0, (uint8_t)i, start + i * interval);
    struct received received;
    for (int i = 0; i < frames; i++)
        CHECK(viewer_receive(&early, &received, 1000) && frame_number(&received) == i);
}

static void a_joiner_gets_the_group_from_its_key_frame_at_once(void)
{
    watch_a_group(10, 20000);
    int64_t joined = clock_now();
    add_viewer("late", &late, START_GOP, 2);
    struct received received = {0};
    CHECK(viewer_receive(&late, &received, 1000) && frame_number(&received) == 0);
    CHECK(received.at - joined < 50000);
    for (int i = 1; i < 10; i++)
        CHECK(viewer_receive(&late, &received, 1000) && frame_number(&received) == i);
}

static void live_frames_follow_a_replay_in_order(void)
{
    watch_a_group(10, 20000);
    add_viewer("late", &late, START_GOP, 2);
    int64_t start = clock_now();
    for (int i = 10; i < 30; i++)
        push_vp8(hub, false, (uint8_t)i, start + (i - 10) * 20000);
    struct received received = {0}, before = {0};
    for (int i = 0; i < 30; i++) {
        CHECK(viewer_receive(&late, &received, 1000) && frame_number(&received) == i);
        CHECK(i == 0 || (int32_t)(received.ticks - before.ticks) > 0);
        CHECK(i == 0 || (uint16_t)(received.sequence - before.sequence) == 1);
        before = received;
    }
    struct received reference = {0};
    while (viewer_receive(&early, &reference, 0))
        CHECK(reference.ssrc == 1);
    CHECK(received.at - reference.at < 10000 && reference.at - received.at < 10000);
}

static void start_key_waits_for_a_key_frame(void)
{
    watch_a_group(3, 1000);
    add_viewer("late", &late, START_KEY, 2);
    push_vp8(hub, false, 3, clock_now());
    struct received received = {0};
    CHECK(!viewer_receive(&late, &received, 100));
    push_vp8(hub, true, 4, clock_now());
    CHECK(viewer_receive(&late, &received, 1000) && frame_number(&received) == 4);
}

static void start_now_sends_whatever_comes(void)
{
    watch_a_group(3, 1000);
    add_viewer("late", &late, START_NOW, 2);
    push_vp8(hub, false, 3, clock_now());
    struct received received = {0};
    CHECK(viewer_receive(&late, &received, 1000) && frame_number(&received) == 3);
}

static void a_viewer_who_was_there_first_gets_everything(void)
{
    add_viewer("early", &early, START_GOP, 1);
    int64_t now = clock_now();
    struct received received = {0};
    for (int i = 0; i < 5; i++)
        push_vp8(hub, i == 0, (uint8_t)i, now);
    for (int i = 0; i < 5; i++)
        CHECK(viewer_receive(&early, &received, 1000) && frame_number(&received) == i);
}

static void a_paused_viewer_resumes_the_same_stream_with_a_key_frame(void)
{
    add_viewer("early", &early, START_GOP, 1);
    struct received before = {0}, after = {0};
    push_vp8(hub, true, 0, clock_now());
    CHECK(viewer_receive(&early, &before, 1000));
    CHECK(hub_pause_sink(hub, "early", true) == 0);
    push_vp8(hub, false, 1, clock_now());
    CHECK(!viewer_receive(&early, &after, 100));
    CHECK(demand_has(&hub->demand, CODEC_VP8));
    CHECK(hub_pause_sink(hub, "early", false) == 0);
    CHECK(viewer_receive(&early, &after, 1000) && frame_number(&after) == 0
          && after.ssrc == before.ssrc);
    CHECK((uint16_t)(after.sequence - before.sequence) == 1
          && (int32_t)(after.ticks - before.ticks) > 0);
    CHECK(hub_pause_sink(hub, "nobody", true) == -1);
}

static void a_viewer_added_paused_gets_nothing_before_he_resumes(void)
{
    struct received received;
    push_vp8(hub, true, 0, clock_now());
    add_viewer("early", &early, START_GOP, 1);
    CHECK(viewer_receive(&early, &received, 1000));
    struct sink_request request = request_for("late", &late, CODEC_VP8, 96, 2);
    request.paused = true;
    CHECK(hub_add_sink(hub, &request) == 0);
    push_vp8(hub, false, 1, clock_now());
    CHECK(viewer_receive(&early, &received, 1000));
    CHECK(!viewer_receive(&late, &received, 100));
    CHECK(hub_add_sink(hub, &request) == 0);
    CHECK(hub_pause_sink(hub, "late", false) == 0);
    CHECK(viewer_receive(&late, &received, 1000) && frame_number(&received) == 0);
    CHECK(viewer_receive(&late, &received, 1000) && frame_number(&received) == 1);
    CHECK(hub_add_sink(hub, &request) == 0);
    push_vp8(hub, false, 2, clock_now());
    CHECK(viewer_receive(&late, &received, 1000) && frame_number(&received) == 2);
}

static void a_repeated_add_changes_nothing_or_moves_the_same_stream(void)
{
    add_viewer("early", &early, START_GOP, 1);
    struct received before = {0}, after = {0};
    push_vp8(hub, true, 0, clock_now());
    CHECK(viewer_receive(&early, &before, 1000));
    add_viewer("early", &early, START_GOP, 1);
    CHECK(!viewer_receive(&early, &after, 100));
    add_viewer("early", &late, START_GOP, 1);
    push_vp8(hub, false, 1, clock_now());
    CHECK(viewer_receive(&late, &after, 1000) && (uint16_t)(after.sequence - before.sequence) == 1);
    struct sink_request other = request_for("early", &early, CODEC_VP8, 96, 99);
    CHECK(hub_add_sink(hub, &other) == -1);
}

static void run(const char *name, void (*test)(void))
{
    hub = open_hub();
    early = viewer_open();
    late = viewer_open();
    check_run(name, test);
    end_hub(hub);
    viewer_close(&early);
    viewer_close(&late);
}

#define RUN_WITH_HUB(test) run(#test, test)

int main(void)
{
    RUN_WITH_HUB(a_joiner_gets_the_group_from_its_key_frame_at_once);
    RUN_WITH_HUB(live_frames_follow_a_replay_in_order);
    RUN_WITH_HUB(start_key_waits_for_a_key_frame);
    RUN_WITH_HUB(start_now_sends_whatever_comes);
    RUN_WITH_HUB(a_viewer_who_was_there_first_gets_everything);
    RUN_WITH_HUB(a_paused_viewer_resumes_the_same_stream_with_a_key_frame);
    RUN_WITH_HUB(a_viewer_added_paused_gets_nothing_before_he_resumes);
    RUN_WITH_HUB(a_repeated_add_changes_nothing_or_moves_the_same_stream);
    return check_result();
}
