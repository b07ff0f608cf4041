/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "sendmmsg.h"

#include "check.h"
#include "viewer.h"

static struct hub *hub;
static struct viewer one, other;
static atomic_bool closed;

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

static void *close_hub(void *opaque)
{
    (void)opaque;
    hub_close(hub);
    closed = true;
    return NULL;
}

static unsigned sinks(void)
{
    struct hub_stats stats;
    hub_get_stats(hub, &stats);
    return stats.sinks;
}

static void a_hub_closes_during_a_send(void)
{
    pthread_t thread;
    add_viewer("one", &one, 1);
    hold_a_send();
    CHECK(pthread_create(&thread, NULL, close_hub, NULL) == 0);
    for (int i = 0; i < 1000 && sinks() > 0; i++)
        usleep(1000);
    CHECK(sinks() == 0 && !closed);
    held = false;
    pthread_join(thread, NULL);
    CHECK(closed && viewer_receive(&one, &(struct received){0}, 1000));
    hub_release(hub);
    hub = open_hub();
}

/* Others have all but so few of the batch that a frame of 60 packets is sent in two parts. */
static void hold_a_send_in_mid_frame(enum codec codec)
{
    static uint8_t h264[12000] = {0, 0, 0, 1, 0x67, 66, 0xc0, 31, 0x80, 0, 0, 0, 1, 0x68, 0xc0, 0, 0, 0, 1, 0x65, 0x88};
    static uint8_t vp8[12000] = {0x10, 0, 0, 0x9d, 0x01, 0x2a, 16, 0, 16, 0};
    struct limits limits;
    char id[16];
    memset(h264 + 21, 0x55, sizeof h264 - 21);
    hub_get_limits(hub, &limits);
    limits.payload = 200;
    hub_limit(hub, &limits);
    for (uint32_t i = 0; i < 8; i++) {
        snprintf(id, sizeof id, "v%u", i);
        struct sink_request request = request_for(id, &other, codec, 96, 100 + i);
        CHECK(hub_add_sink(hub, &request) == 0);
    }
    struct sink_request request = request_for("one", &one, codec, 96, 1);
    CHECK(hub_add_sink(hub, &request) == 0);
    held = true;
    reached = false;
    const uint8_t *frame = codec == CODEC_VP8 ? vp8 : h264;
    int64_t at = clock_now();
    hub_push(hub, codec, &(struct encoded){frame, sizeof vp8, at, at});
    await(&reached);
}

static void who_is_cut_otherwise_during_a_send_gets_no_more_of_it(void)
{
    struct received received = {0};
    hold_a_send_in_mid_frame(CODEC_H264);
    struct sink_request request = request_for("one", &one, CODEC_H264_SLICES, 97, 1);
    request.targets[MEDIUM_VIDEO].nack = true;
    CHECK(hub_add_sink(hub, &request) == 0);
    held = false;
    int packets = 0;
    for (; viewer_receive(&one, &received, 300); packets++)
        CHECK(received.payload_type == 96 && !received.marker);
    CHECK(packets > 0 && packets < 60);
    struct sink *sink = sink_table_find(&hub->sinks, "one");
    CHECK(sink->legs[MEDIUM_VIDEO].sent == NULL);
    static const uint8_t key[] = {0, 0, 1, 0x67, 66, 0xc0, 31, 0x80, 0, 0, 1, 0x68, 0xc0, 0, 0, 1, 0x65, 0x88};
    int64_t at = clock_now();
    hub_push(hub, CODEC_H264_SLICES, &(struct encoded){key, sizeof key, at, at});
    for (int i = 0; i < 3; i++)
        CHECK(viewer_receive(&one, &received, 500) && received.payload_type == 97);
    CHECK(received.marker);
}

static void who_pauses_during_a_send_gets_the_frame_to_its_end(void)
{
    struct received received = {0};
    hold_a_send_in_mid_frame(CODEC_VP8);
    CHECK(hub_pause_sink(hub, "one", true) == 0);
    held = false;
    int packets = 0, markers = 0;
    for (; viewer_receive(&one, &received, 300); packets++)
        markers += received.marker;
    CHECK(packets >= 60 && markers == 1 && received.marker);
    push_vp8(hub, false, 1, clock_now());
    CHECK(!viewer_receive(&one, &received, 100));
    CHECK(hub_pause_sink(hub, "one", false) == 0);
    for (; viewer_receive(&one, &received, 300); markers += received.marker)
        ;
    CHECK(markers == 3 && received.marker && frame_number(&received) == 1);
}

static void who_pauses_and_resumes_during_a_send_hears_nothing_twice(void)
{
    struct received received = {0}, next = {0};
    char id[16];
    struct sink_request request = request_for("one", &one, CODEC_PCMA, 8, 1);
    CHECK(hub_add_sink(hub, &request) == 0);
    for (uint32_t i = 0; i < 300; i++) {
        snprintf(id, sizeof id, "v%u", i);
        request = request_for(id, &other, CODEC_PCMA, 8, 100 + i);
        CHECK(hub_add_sink(hub, &request) == 0);
    }
    held = true;
    reached = false;
    int64_t at = clock_now();
    push_pcma(hub, 7, at);
    await(&reached);
    CHECK(hub_pause_sink(hub, "one", true) == 0 && hub_pause_sink(hub, "one", false) == 0);
    held = false;
    CHECK(viewer_receive(&one, &received, 1000) && frame_number(&received) == 7);
    push_pcma(hub, 8, at + 20000);
    CHECK(viewer_receive(&one, &next, 1000) && frame_number(&next) == 8);
    CHECK((uint16_t)(next.sequence - received.sequence) == 1 && next.ticks - received.ticks == 160);
}

static void who_pauses_and_resumes_during_a_send_gets_whole_frames(void)
{
    struct received received = {0};
    hold_a_send_in_mid_frame(CODEC_VP8);
    CHECK(hub_pause_sink(hub, "one", true) == 0 && hub_pause_sink(hub, "one", false) == 0);
    held = false;
    int packets = 0;
    uint32_t ticks = 0;
    bool ended = true;
    for (; viewer_receive(&one, &received, 300); packets++) {
        CHECK(ended || received.ticks == ticks);
        ticks = received.ticks;
        ended = received.marker;
    }
    CHECK(packets > 0 && ended);
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
    RUN_WITH_HUB(a_hub_closes_during_a_send);
    RUN_WITH_HUB(who_is_cut_otherwise_during_a_send_gets_no_more_of_it);
    RUN_WITH_HUB(who_pauses_during_a_send_gets_the_frame_to_its_end);
    RUN_WITH_HUB(who_pauses_and_resumes_during_a_send_hears_nothing_twice);
    RUN_WITH_HUB(who_pauses_and_resumes_during_a_send_gets_whole_frames);
    return check_result();
}
