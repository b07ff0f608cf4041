/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "sendmmsg.h"

#include "check.h"
#include "viewer.h"

/* What the kernel is being given of the pictures that are remembered, while the source goes on elsewhere. */

#define PAYLOAD 200
#define PACKETS_MAX 600

static struct hub *hub;
static struct viewer viewer;

static void add_viewer(const char *id, uint32_t ssrc)
{
    struct sink_request request = request_for(id, &viewer, CODEC_VP8, 96, ssrc);
    CHECK(hub_add_sink(hub, &request) == 0);
}

static void await_hold(void)
{
    for (int i = 0; i < 1000 && !atomic_load(&reached); i++)
        usleep(1000);
    CHECK(atomic_load(&reached));
}

static void hold(void)
{
    held = true;
    reached = false;
}

static size_t remembered(void)
{
    hub_lock(hub);
    size_t count = hub->gops[CODEC_VP8].count;
    pthread_mutex_unlock(&hub->lock);
    return count;
}

static void what_the_kernel_is_given_is_not_freed_by_a_seek(void)
{
    struct received received = {0};
    int64_t start = clock_now();
    push_vp8(hub, true, 100, start - 200000);
    push_vp8(hub, true, 7, start);
    /* More than are kept to be sent again. */
    for (int i = 1; i <= 300; i++)
        push_vp8(hub, false, (uint8_t)i, start + i * 1000);
    for (int i = 0; i < 100 && remembered() < 301; i++)
        usleep(20000);
    CHECK(remembered() == 301);
    hold();
    add_viewer("one", 1);
    await_hold();
    hub_forget_pictures(hub);
    const struct iovec *payload = &hub->batch.messages[0].msg_hdr.msg_iov[1];
    CHECK(((const uint8_t *)payload->iov_base)[payload->iov_len - 1] == 7);
    held = false;
    CHECK(viewer_receive(&viewer, &received, 500) && frame_number(&received) == 7 && received.marker);
    while (viewer_receive(&viewer, &received, 100))
        ;
    CHECK(remembered() == 0);
}

static void add_viewer_of_a_key_frame(size_t packets, uint32_t burst)
{
    static uint8_t frame[PAYLOAD * PACKETS_MAX] = {0x10, 0, 0, 0x9d, 0x01, 0x2a, 16, 0, 16, 0};
    struct limits limits;
    hub_get_limits(hub, &limits);
    limits.payload = PAYLOAD;
    limits.burst = burst;
    hub_limit(hub, &limits);
    int64_t at = clock_now();
    hub_push(hub, CODEC_VP8, &(struct encoded){frame, PAYLOAD * packets, at, at});
    for (int i = 0; i < 100 && remembered() < 1; i++)
        usleep(10000);
    hold();
    add_viewer("one", 1);
    await_hold();
}

static void a_picture_of_which_some_was_sent_comes_to_its_end_after_a_seek(void)
{
    struct received received = {0};
    add_viewer_of_a_key_frame(100, 20);
    hub_forget_pictures(hub);
    add_viewer("other", 2);
    held = false;
    unsigned packets = 0, markers = 0;
    for (; viewer_receive(&viewer, &received, 200); packets++, markers += received.marker)
        CHECK(received.ssrc == 1);
    CHECK(packets > 100 && markers == 1 && received.marker);
}

static void a_picture_that_is_being_sent_comes_to_its_end_after_a_seek(void)
{
    add_viewer_of_a_key_frame(PACKETS_MAX, 2 * PACKETS_MAX);
    const struct leg *leg = &sink_table_find(&hub->sinks, "one")->legs[MEDIUM_VIDEO];
    CHECK(leg->counters.packets == BATCH_PACKETS);
    hub_forget_pictures(hub);
    held = false;
    for (int i = 0; i < 100 && remembered() > 0; i++)
        usleep(10000);
    hub_lock(hub);
    CHECK(leg->counters.packets + leg->counters.drops > PACKETS_MAX && !leg_is_in_frame(leg));
    pthread_mutex_unlock(&hub->lock);
}

static void run(const char *name, void (*test)(void))
{
    hub = open_hub();
    viewer = viewer_open();
    check_run(name, test);
    end_hub(hub);
    viewer_close(&viewer);
}

#define RUN_WITH_HUB(test) run(#test, test)

int main(void)
{
    RUN_WITH_HUB(what_the_kernel_is_given_is_not_freed_by_a_seek);
    RUN_WITH_HUB(a_picture_of_which_some_was_sent_comes_to_its_end_after_a_seek);
    RUN_WITH_HUB(a_picture_that_is_being_sent_comes_to_its_end_after_a_seek);
    return check_result();
}
