/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "check.h"
#include "viewer.h"

/* What a viewer gets whose source stands still for a while, or goes on elsewhere. */

static struct hub *hub;
static struct viewer viewer;

static void add_viewer(const char *id, enum codec codec)
{
    struct sink_request request = request_for(id, &viewer, codec, 96, 1);
    CHECK(hub_add_sink(hub, &request) == 0);
}

/* The number of the last frame that comes before there is silence; -1 if none does. */
static int last_number(int *count)
{
    struct received got;
    int last = -1;
    for (*count = 0; viewer_receive(&viewer, &got, 150); ++*count)
        last = frame_number(&got);
    return last;
}

/* Much longer than it takes to watch the beginning of the next one, also on a machine that has much else to do. */
#define GROUP 1500000

/* A group, and five frames of the next one. */
static void watch_two_groups(void)
{
    int count;
    int64_t start = clock_now();
    push_vp8(hub, true, 100, start - GROUP);
    push_vp8(hub, true, 0, start);
    for (int i = 1; i < 5; i++)
        push_vp8(hub, false, (uint8_t)i, start + i * 10000);
    CHECK(last_number(&count) == 4);
}

static void a_pause_makes_no_group_of_pictures_older(void)
{
    int count;
    add_viewer("one", CODEC_VP8);
    watch_two_groups();
    CHECK(hub_pause_sink(hub, "one", true) == 0);
    int64_t paused = clock_now();
    usleep(GROUP);
    hub_go_on(hub, clock_now() - paused);
    CHECK(hub_pause_sink(hub, "one", false) == 0);
    CHECK(last_number(&count) == 4 && count == 5);
    push_vp8(hub, false, 5, clock_now());
    CHECK(last_number(&count) == 5 && count == 1);
}

static void after_a_seek_nobody_is_shown_a_picture_of_before(void)
{
    int count;
    add_viewer("one", CODEC_VP8);
    watch_two_groups();
    CHECK(hub_pause_sink(hub, "one", true) == 0);
    hub_forget_pictures(hub);
    CHECK(hub_pause_sink(hub, "one", false) == 0);
    push_vp8(hub, false, 50, clock_now());
    CHECK(last_number(&count) == -1);
    push_vp8(hub, true, 51, clock_now());
    CHECK(last_number(&count) == 51 && count == 1);
}

static void sound_that_was_read_while_the_source_stood_is_left_out(void)
{
    int count;
    add_viewer("one", CODEC_PCMA);
    push_pcma(hub, 1, clock_now() - 800000);
    CHECK(last_number(&count) == 1);
    hub_go_on(hub, 500000);
    push_pcma(hub, 2, clock_now() - 400000);
    push_pcma(hub, 3, clock_now() + 20000);
    CHECK(last_number(&count) == 3 && count == 1);
}

static void run(const char *name, void (*test)(void))
{
    hub = open_hub();
    viewer = viewer_open();
    check_run(name, test);
    viewer_close(&viewer);
    end_hub(hub);
}

#define RUN_WITH_HUB(test) run(#test, test)

int main(void)
{
    RUN_WITH_HUB(a_pause_makes_no_group_of_pictures_older);
    RUN_WITH_HUB(after_a_seek_nobody_is_shown_a_picture_of_before);
    RUN_WITH_HUB(sound_that_was_read_while_the_source_stood_is_left_out);
    return check_result();
}
