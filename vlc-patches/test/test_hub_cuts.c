/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "check.h"
#include "viewer.h"

/* One encode for viewers who want it in packets of different kinds. */

#define SAMPLE_MS 8

static struct hub *hub;
static struct viewer one, two;
static uint8_t next_sample;

static void begin(void)
{
    hub = open_hub();
    one = viewer_open();
    two = viewer_open();
    next_sample = 0;
}

static void end(void)
{
    end_hub(hub);
    viewer_close(&one);
    viewer_close(&two);
}

/* Sound whose octets count up, in blocks that are no multiple of any packet. */
static void push_sound(enum codec codec, int blocks, int64_t at)
{
    uint8_t samples[25 * SAMPLE_MS];
    for (int i = 0; i < blocks; i++) {
        for (size_t j = 0; j < sizeof samples; j++)
            samples[j] = next_sample++;
        hub_push(hub, codec, &(struct encoded){samples, sizeof samples, at, at});
        at += 25000;
    }
}

/* Packets that follow each other in time, sequence and content. */
static void expect_sound(struct viewer *viewer, size_t octets, int packets, uint32_t ssrc)
{
    struct received before = {0}, now = {0};
    for (int i = 0; i < packets; i++, before = now) {
        CHECK(viewer_receive(viewer, &now, 1000));
        CHECK(now.size == octets && now.ssrc == ssrc);
        if (i == 0)
            continue;
        CHECK(now.ticks - before.ticks == octets);
        CHECK((uint16_t)(now.sequence - before.sequence) == 1);
        CHECK(now.payload[0] == (uint8_t)(before.payload[octets - 1] + 1));
    }
}

static void packets_of_20_and_30_ms_come_from(enum codec codec, enum codec of_30_ms)
{
    begin();
    struct sink_request first = request_for("1", &one, codec, 8, 1);
    struct sink_request second = request_for("2", &two, of_30_ms, 8, 2);
    CHECK(hub_add_sink(hub, &first) == 0 && hub_add_sink(hub, &second) == 0);
    push_sound(codec, 12, clock_now());
    expect_sound(&one, 160, 15, 1);
    expect_sound(&two, 240, 10, 2);
    end();
}

static void packets_of_20_and_of_30_ms_come_from_one_encode(void)
{
    packets_of_20_and_30_ms_come_from(CODEC_PCMA, CODEC_PCMA_30);
    packets_of_20_and_30_ms_come_from(CODEC_PCMU, CODEC_PCMU_30);
}

static void what_was_left_before_a_viewer_came_is_not_sent_to_him(void)
{
    begin();
    int64_t at = clock_now();
    push_sound(CODEC_PCMA, 3, at - 200000);
    next_sample = 100;
    struct sink_request request = request_for("1", &one, CODEC_PCMA_30, 8, 1);
    CHECK(hub_add_sink(hub, &request) == 0);
    push_sound(CODEC_PCMA, 2, at);
    struct received received = {0};
    CHECK(viewer_receive(&one, &received, 1000) && received.payload[0] == 100);
    end();
}

static void a_viewer_may_change_to_longer_packets_and_keeps_his_stream(void)
{
    begin();
    struct sink_request request = request_for("1", &one, CODEC_PCMA, 8, 1);
    CHECK(hub_add_sink(hub, &request) == 0);
    int64_t at = clock_now();
    push_sound(CODEC_PCMA, 4, at);
    struct received before = {0}, after = {0};
    for (int i = 0; i < 5; i++)
        CHECK(viewer_receive(&one, &before, 1000) && before.size == 160);
    request.targets[MEDIUM_AUDIO].codec = CODEC_PCMA_30;
    CHECK(hub_add_sink(hub, &request) == 0);
    CHECK(demand_has(&hub->demand, CODEC_PCMA) && !demand_has_cut(&hub->demand, CODEC_PCMA));
    push_sound(CODEC_PCMA, 2, at + 100000);
    CHECK(viewer_receive(&one, &after, 1000) && after.size == 240 && after.ssrc == 1);
    CHECK((uint16_t)(after.sequence - before.sequence) == 1);
    CHECK(after.ticks - before.ticks == 160);
    end();
}

static const uint8_t key_frame[] = {0, 0, 1, 0x67, 66, 0xc0, 31, 0x80, 0, 0,
                                    1, 0x68, 0xc0, 0, 0, 1, 0x65, 0x88};

static void mode_0_is_another_encode_that_only_its_viewers_get(void)
{
    begin();
    struct sink_request first = request_for("1", &one, CODEC_H264, 96, 1);
    struct sink_request second = request_for("2", &two, CODEC_H264_SLICES, 97, 2);
    CHECK(hub_add_sink(hub, &first) == 0 && hub_add_sink(hub, &second) == 0);
    int64_t at = clock_now();
    struct encoded block = {key_frame, sizeof key_frame, at, at};
    hub_push(hub, CODEC_H264_SLICES, &block);
    struct received received = {0};
    static const uint8_t types[] = {7, 8, 5};
    for (int i = 0; i < 3; i++)
        CHECK(viewer_receive(&two, &received, 1000) && (received.payload[0] & 0x1f) == types[i]
              && received.marker == (i == 2));
    CHECK(!viewer_receive(&one, &received, 50));
    hub_push(hub, CODEC_H264, &block);
    CHECK(viewer_receive(&one, &received, 1000) && (received.payload[0] & 0x1f) == 24);
    CHECK(!viewer_receive(&two, &received, 50));
    end();
}

static void what_fits_into_no_packet_counts_as_the_viewers_drop(void)
{
    begin();
    struct sink_request request = request_for("1", &one, CODEC_H264_SLICES, 97, 2);
    CHECK(hub_add_sink(hub, &request) == 0);
    int64_t at = clock_now();
    static uint8_t large[5000];
    memset(large, 0xff, sizeof large);
    memcpy(large, (const uint8_t[]){0, 0, 1, 0x41}, 4);
    hub_push(hub, CODEC_H264_SLICES, &(struct encoded){key_frame, sizeof key_frame, at, at});
    hub_push(hub, CODEC_H264_SLICES, &(struct encoded){large, sizeof large, at + 1, at + 1});
    hub_push(hub, CODEC_H264_SLICES, &(struct encoded){key_frame, sizeof key_frame, at + 2, at + 2});
    struct received received = {0};
    for (int i = 0; i < 6; i++)
        CHECK(viewer_receive(&one, &received, 1000));
    struct reply reply = {0};
    CHECK(hub_delete_sink(hub, "1", &reply) == 0);
    CHECK(strstr(reply.text, "video packets=6 ") != NULL && strstr(reply.text, " drops=1 ") != NULL);
    struct hub_stats stats;
    hub_get_stats(hub, &stats);
    CHECK(stats.counters.drops == 1);
    reply_clear(&reply);
    end();
}

/* A slice is as large as its encoder was told, whatever pictures that can be cut are cut to. */
static void smaller_packets_do_not_concern_slices(void)
{
    begin();
    struct limits limits;
    hub_get_limits(hub, &limits);
    limits.payload = 200;
    hub_limit(hub, &limits);
    struct sink_request request = request_for("1", &one, CODEC_H264_SLICES, 97, 2);
    CHECK(hub_add_sink(hub, &request) == 0);
    static uint8_t block[sizeof key_frame + 1180];
    memset(block, 0xff, sizeof block);
    memcpy(block, key_frame, sizeof key_frame);
    int64_t at = clock_now();
    hub_push(hub, CODEC_H264_SLICES, &(struct encoded){block, sizeof block, at, at});
    struct received received = {0};
    for (int i = 0; i < 3; i++)
        CHECK(viewer_receive(&one, &received, 1000));
    CHECK(received.size == 1182 && received.marker);
    end();
}

static void who_waits_for_a_picture_that_fits_into_no_packet_sees_that_in_his_drops(void)
{
    begin();
    struct sink_request request = request_for("1", &one, CODEC_H264_SLICES, 97, 2);
    CHECK(hub_add_sink(hub, &request) == 0);
    static uint8_t block[sizeof key_frame + 1300];
    memset(block, 0xff, sizeof block);
    memcpy(block, key_frame, sizeof key_frame);
    int64_t at = clock_now();
    hub_push(hub, CODEC_H264_SLICES, &(struct encoded){block, sizeof block, at, at});
    CHECK(!viewer_receive(&one, &(struct received){0}, 200));
    struct reply reply = {0};
    CHECK(hub_delete_sink(hub, "1", &reply) == 0 && strstr(reply.text, " drops=1 ") != NULL);
    reply_clear(&reply);
    end();
}

int main(void)
{
    RUN(packets_of_20_and_of_30_ms_come_from_one_encode);
    RUN(what_was_left_before_a_viewer_came_is_not_sent_to_him);
    RUN(a_viewer_may_change_to_longer_packets_and_keeps_his_stream);
    RUN(mode_0_is_another_encode_that_only_its_viewers_get);
    RUN(smaller_packets_do_not_concern_slices);
    RUN(who_waits_for_a_picture_that_fits_into_no_packet_sees_that_in_his_drops);
    RUN(what_fits_into_no_packet_counts_as_the_viewers_drop);
    return check_result();
}
