/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "sendmmsg.h"

#include "check.h"
#include "viewer.h"

static struct hub *hub;
static struct viewer one, other;

static void add_viewer(const char *id, struct viewer *viewer, uint32_t ssrc)
{
    struct sink_request request = request_for(id, viewer, CODEC_VP8, 96, ssrc);
    CHECK(hub_add_sink(hub, &request) == 0);
}

static void await(atomic_bool *flag)
{
    for (int i = 0; i < 1000 && !atomic_load(flag); i++)
        usleep(1000);
    CHECK(atomic_load(flag));
}

/* The kernel is being given a frame, and takes its time. */
static void hold_a_send(void)
{
    held = true;
    reached = false;
    push_vp8(hub, true, 0, clock_now());
    await(&reached);
}

static void a_viewer_comes_and_goes_while_a_send_is_going_on(void)
{
    struct received received;
    struct reply reply = {0};
    add_viewer("one", &one, 1);
    hold_a_send();
    add_viewer("other", &other, 2);
    CHECK(hub_delete_sink(hub, "other", &reply) == 0);
    CHECK(hub_delete_sink(hub, "one", &reply) == 0);
    CHECK(strstr(reply.text, "packets=1 octets=16 ") != NULL);
    reply_clear(&reply);
    add_viewer("other", &other, 3);
    held = false;
    CHECK(viewer_receive(&one, &received, 1000) && received.ssrc == 1);
    CHECK(viewer_receive(&other, &received, 1000) && received.ssrc == 3);
    CHECK(!viewer_receive(&one, &received, 50));
}

static void a_viewer_who_goes_takes_nothing_from_the_others(void)
{
    struct received received;
    struct reply reply = {0};
    char id[16];
    for (int i = 0; i < 600; i++) {
        snprintf(id, sizeof id, "v%d", i);
        add_viewer(id, &other, (uint32_t)i);
    }
    add_viewer("one", &one, 1000);
    hold_a_send();
    for (int i = 0; i < 600; i++) {
        snprintf(id, sizeof id, "v%d", i);
        CHECK(hub_delete_sink(hub, id, &reply) == 0);
    }
    held = false;
    CHECK(viewer_receive(&one, &received, 1000) && received.ssrc == 1000);
    push_vp8(hub, false, 1, clock_now());
    CHECK(viewer_receive(&one, &received, 1000) && frame_number(&received) == 1);
    reply_clear(&reply);
}

static void the_encoder_never_waits_for_a_send(void)
{
    struct received received = {0};
    add_viewer("one", &one, 1);
    hold_a_send();
    for (int i = 1; i < 50; i++)
        push_vp8(hub, false, (uint8_t)i, clock_now());
    held = false;
    for (int i = 0; i < 50; i++)
        CHECK(viewer_receive(&one, &received, 1000) && frame_number(&received) == i);
}

static void a_hub_closes_after_a_send(void)
{
    add_viewer("one", &one, 1);
    hold_a_send();
    held = false;
}

static void run(const char *name, void (*test)(void))
{
    hub = open_hub();
    one = viewer_open();
    other = viewer_open();
    check_run(name, test);
    end_hub(hub);
    viewer_close(&one);
    viewer_close(&other);
}

#define RUN_WITH_HUB(test) run(#test, test)

int main(void)
{
    RUN_WITH_HUB(a_viewer_comes_and_goes_while_a_send_is_going_on);
    RUN_WITH_HUB(a_viewer_who_goes_takes_nothing_from_the_others);
    RUN_WITH_HUB(the_encoder_never_waits_for_a_send);
    RUN_WITH_HUB(a_hub_closes_after_a_send);
    return check_result();
}
