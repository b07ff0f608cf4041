/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "check.h"
#include "viewer.h"

static void two_sinks_get_the_same_payload_with_their_own_headers(void)
{
    struct hub *hub = open_hub();
    struct viewer one = viewer_open(), two = viewer_open();
    struct sink_request first = request_for("1", &one, CODEC_VP8, 96, 0x11111111);
    struct sink_request second = request_for("2", &two, CODEC_VP8, 100, 0x22222222);
    CHECK(hub_add_sink(hub, &first) == 0 && hub_add_sink(hub, &second) == 0);
    push_vp8(hub, true, 7, clock_now());
    struct received a = {0}, b = {0};
    CHECK(viewer_receive(&one, &a, 1000) && viewer_receive(&two, &b, 1000));
    CHECK(a.payload_type == 96 && a.ssrc == 0x11111111 && b.payload_type == 100
          && b.ssrc == 0x22222222);
    CHECK(a.marker && b.marker && a.ticks != b.ticks && a.sequence != b.sequence);
    CHECK(a.size == b.size && memcmp(a.payload, b.payload, a.size) == 0);
    end_hub(hub);
    viewer_close(&one);
    viewer_close(&two);
}

static void packets_come_from_the_hubs_even_port(void)
{
    struct hub *hub = open_hub();
    struct viewer viewer = viewer_open();
    struct sink_request request = request_for("1", &viewer, CODEC_PCMA, 8, 1);
    hub_add_sink(hub, &request);
    push_pcma(hub, 1, clock_now());
    uint8_t data[2048];
    struct sockaddr_in from;
    socklen_t length = sizeof from;
    struct pollfd polled = {viewer.rtp, POLLIN, 0};
    CHECK(poll(&polled, 1, 1000) == 1);
    CHECK(recvfrom(viewer.rtp, data, sizeof data, MSG_DONTWAIT, (struct sockaddr *)&from, &length)
          == 172);
    CHECK(ntohs(from.sin_port) == hub->ports[MEDIUM_AUDIO].port
          && hub->ports[MEDIUM_AUDIO].port % 2 == 0);
    end_hub(hub);
    viewer_close(&viewer);
}

static void frames_leave_when_they_are_due(void)
{
    struct hub *hub = open_hub();
    struct viewer picture = viewer_open(), sound = viewer_open();
    struct sink_request request = request_for("1", &picture, CODEC_VP8, 96, 1);
    struct sink_request other = request_for("1", &sound, CODEC_PCMA, 8, 2);
    request.targets[MEDIUM_AUDIO] = other.targets[MEDIUM_AUDIO];
    hub_add_sink(hub, &request);
    int64_t due = clock_now() + 150000;
    push_pcma(hub, 1, due);
    push_vp8(hub, true, 1, due);
    struct received a = {0}, b = {0};
    CHECK(!viewer_receive(&picture, &a, 50));
    CHECK(viewer_receive(&picture, &a, 1000) && viewer_receive(&sound, &b, 1000));
    CHECK(a.at >= due && b.at >= due);
    end_hub(hub);
    viewer_close(&picture);
    viewer_close(&sound);
}

static void time_stamps_follow_the_frames_time_and_never_step_back(void)
{
    struct hub *hub = open_hub();
    struct viewer viewer = viewer_open();
    struct sink_request request = request_for("1", &viewer, CODEC_VP8, 96, 1);
    hub_add_sink(hub, &request);
    int64_t at = clock_now();
    push_vp8(hub, true, 0, at);
    push_vp8(hub, false, 1, at + 40000);
    push_vp8(hub, false, 2, at - 5000000);
    struct received received[3] = {0};
    for (int i = 0; i < 3; i++)
        CHECK(viewer_receive(&viewer, &received[i], 1000) && frame_number(&received[i]) == i);
    CHECK(received[1].ticks - received[0].ticks == 3600);
    CHECK((int32_t)(received[2].ticks - received[1].ticks) > 0);
    CHECK((uint16_t)(received[2].sequence - received[0].sequence) == 2);
    end_hub(hub);
    viewer_close(&viewer);
}

static void a_wild_date_delays_nothing(void)
{
    struct hub *hub = open_hub();
    struct viewer picture = viewer_open(), sound = viewer_open();
    struct sink_request request = request_for("1", &picture, CODEC_VP8, 96, 1);
    struct sink_request other = request_for("1", &sound, CODEC_PCMA, 8, 2);
    request.targets[MEDIUM_AUDIO] = other.targets[MEDIUM_AUDIO];
    hub_add_sink(hub, &request);
    int64_t at = clock_now();
    for (int i = 0; i < 4; i++) {
        push_vp8(hub, i == 0, (uint8_t)i, at + i * 20000 + (i == 2 ? 59000000 : 0));
        push_pcma(hub, (uint8_t)i, at + i * 20000 + (i == 2 ? 59000000 : 0));
    }
    struct received seen[4] = {0}, heard[4] = {0};
    for (int i = 0; i < 4; i++) {
        CHECK(viewer_receive(&picture, &seen[i], 500) && viewer_receive(&sound, &heard[i], 500));
        CHECK(seen[i].ticks - seen[0].ticks == (uint32_t)i * 1800);
        CHECK(heard[i].ticks - heard[0].ticks == (uint32_t)i * 160);
    }
    end_hub(hub);
    viewer_close(&picture);
    viewer_close(&sound);
}

static void audio_time_stamps_have_no_rounding_in_them(void)
{
    struct hub *hub = open_hub();
    struct viewer viewer = viewer_open();
    struct sink_request request = request_for("1", &viewer, CODEC_PCMA, 8, 1);
    hub_add_sink(hub, &request);
    int64_t at = clock_now();
    for (int i = 0; i < 10; i++)
        push_pcma(hub, (uint8_t)i, at + i * 20000 + i % 3 * 900);
    struct received before = {0}, now = {0};
    CHECK(viewer_receive(&viewer, &before, 1000));
    for (int i = 1; i < 10; i++) {
        CHECK(viewer_receive(&viewer, &now, 1000) && now.ticks - before.ticks == 160);
        before = now;
    }
    end_hub(hub);
    viewer_close(&viewer);
}

static void after_del_nothing_is_sent_and_the_counters_are_final(void)
{
    struct hub *hub = open_hub();
    struct viewer viewer = viewer_open();
    struct sink_request request = request_for("1", &viewer, CODEC_PCMA, 8, 1);
    hub_add_sink(hub, &request);
    struct received received;
    push_pcma(hub, 1, clock_now());
    CHECK(viewer_receive(&viewer, &received, 1000));
    push_pcma(hub, 2, clock_now() + 20000);
    CHECK(viewer_receive(&viewer, &received, 1000));
    for (int i = 0; i < 20; i++)
        push_pcma(hub, 3, clock_now() + i * 10000);
    struct reply reply = {0};
    CHECK(hub_delete_sink(hub, "1", &reply) == 0);
    while (viewer_receive(&viewer, &received, 0))
        ;
    CHECK(!viewer_receive(&viewer, &received, 250));
    CHECK(strncmp(reply.text, " audio packets=", 15) == 0
          && strstr(reply.text, " drops=0 rtcp-age=- lost=- jitter=-"));
    CHECK(hub_delete_sink(hub, "1", &reply) == -1);
    CHECK(!demand_has(&hub->demand, CODEC_PCMA));
    reply_clear(&reply);
    end_hub(hub);
    viewer_close(&viewer);
}

static void what_the_socket_refuses_is_a_drop_and_the_others_get_theirs(void)
{
    struct hub *hub = open_hub();
    struct viewer viewer = viewer_open();
    struct sink_request bad = request_for("bad", &viewer, CODEC_PCMA, 8, 1);
    /* Linux refuses to send to a broadcast address from an ordinary socket. */
    address_parse("255.255.255.255:9", &bad.targets[MEDIUM_AUDIO].rtp);
    struct sink_request good = request_for("good", &viewer, CODEC_PCMA, 8, 2);
    hub_add_sink(hub, &bad);
    hub_add_sink(hub, &good);
    push_pcma(hub, 1, clock_now());
    struct received received = {0};
    CHECK(viewer_receive(&viewer, &received, 1000) && received.ssrc == 2);
    struct hub_stats stats = {0};
    /* The packet may be there before the kernel has returned. */
    for (int i = 0; i < 1000 && stats.counters.packets == 0; i++) {
        usleep(1000);
        hub_get_stats(hub, &stats);
    }
    CHECK(stats.counters.drops == 1 && stats.counters.packets == 1 && stats.counters.octets == 160);
    end_hub(hub);
    viewer_close(&viewer);
}

static void when_the_lease_ends_all_sinks_are_gone(void)
{
    struct hub *hub = open_hub();
    struct viewer viewer = viewer_open();
    struct sink_request request = request_for("1", &viewer, CODEC_PCMA, 8, 1);
    hub_add_sink(hub, &request);
    hub_lease(hub, 100000);
    struct hub_stats stats = {.sinks = 1};
    for (int64_t until = clock_now() + 2000000; stats.sinks > 0 && clock_now() < until;)
        hub_get_stats(hub, &stats);
    CHECK(stats.sinks == 0 && stats.lease_ms == 0);
    struct received received;
    push_pcma(hub, 1, clock_now());
    CHECK(!viewer_receive(&viewer, &received, 100));
    end_hub(hub);
    viewer_close(&viewer);
}

int main(void)
{
    RUN(two_sinks_get_the_same_payload_with_their_own_headers);
    RUN(packets_come_from_the_hubs_even_port);
    RUN(frames_leave_when_they_are_due);
    RUN(time_stamps_follow_the_frames_time_and_never_step_back);
    RUN(a_wild_date_delays_nothing);
    RUN(audio_time_stamps_have_no_rounding_in_them);
    RUN(after_del_nothing_is_sent_and_the_counters_are_final);
    RUN(what_the_socket_refuses_is_a_drop_and_the_others_get_theirs);
    RUN(when_the_lease_ends_all_sinks_are_gone);
    return check_result();
}
