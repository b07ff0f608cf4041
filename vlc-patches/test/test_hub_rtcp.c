/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "reports.h"
#include "rtcp_viewer.h"

static void add_pcma(uint32_t ssrc, bool mux)
{
    struct sink_request request = request_for("1", &viewer, CODEC_PCMA, 8, ssrc);
    request.targets[MEDIUM_AUDIO].mux = mux;
    CHECK(hub_add_sink(hub, &request) == 0);
}

static void add_vp8(uint32_t ssrc)
{
    struct sink_request request = request_for("1", &viewer, CODEC_VP8, 96, ssrc);
    CHECK(hub_add_sink(hub, &request) == 0);
}

/* A receiver report with one block: 3 packets lost, jitter of 80 ticks (RFC 3550 6.4.2). */
static const uint8_t report[] = {0x81, 201, 0, 7, 0, 0, 0, 9,  0, 0, 0, 1, 0, 0, 0, 3,
                                 0,    0,   0, 0, 0, 0, 0, 80, 0, 0, 0, 0, 0, 0, 0, 0};

static void a_sender_report_comes_with_the_first_packet(void)
{
    add_pcma(1, false);
    push_pcma(hub, 1, clock_now());
    uint8_t data[512];
    struct received received = {0};
    CHECK(viewer_receive(&viewer, &received, 500));
    ssize_t size = receive_within(viewer.rtcp, data, sizeof data, 500);
    CHECK(size > 28 && data[1] == 200 && read_u32(data + 4) == 1);
    CHECK((size_t)size > 30 && data[29] == 202);
    /* What is sent now has the time stamp of now: 8 ticks are a millisecond. */
    int32_t apart = (int32_t)(read_u32(data + 16) - received.ticks);
    CHECK(apart >= -80 && apart <= 800);
}

static void a_joiner_gets_reports_of_both_media_behind_his_first_packet(void)
{
    struct viewer sound = viewer_open();
    struct sink_request request = request_for("1", &viewer, CODEC_VP8, 96, 1);
    struct sink_request other = request_for("1", &sound, CODEC_PCMA, 8, 2);
    request.targets[MEDIUM_AUDIO] = other.targets[MEDIUM_AUDIO];
    hub_add_sink(hub, &request);
    push_vp8(hub, true, 1, clock_now());
    uint8_t first[512] = {0}, second[512] = {0};
    CHECK(receive_within(viewer.rtcp, first, sizeof first, 500) > 28 && first[1] == 200
          && read_u32(first + 4) == 1);
    CHECK(receive_within(sound.rtcp, second, sizeof second, 500) > 28 && second[1] == 200
          && read_u32(second + 4) == 2);
    /* One moment, and the packet that has just left is counted. */
    CHECK(memcmp(first + 8, second + 8, 8) == 0 && read_u32(first + 20) == 1);
    struct received picture = {0}, heard = {0};
    CHECK(viewer_receive(&viewer, &picture, 500));
    push_pcma(hub, 1, clock_now());
    CHECK(viewer_receive(&sound, &heard, 500));
    CHECK(receive_within(sound.rtcp, second, sizeof second, 500) > 28 && read_u32(second + 20) == 1);
    CHECK(receive_within(viewer.rtcp, first, sizeof first, 100) < 0);
    viewer_close(&sound);
}

static void reports_go_on_while_paused_and_before_media(void)
{
    add_pcma(1, false);
    hub_pause_sink(hub, "1", true);
    uint8_t data[512];
    int64_t first = 0, second = 0;
    /* As of one who does not send (RFC 3550 6.4). */
    CHECK(receive_within(viewer.rtcp, data, sizeof data, 2000) > 0 && data[1] == 201);
    first = clock_now();
    CHECK(receive_within(viewer.rtcp, data, sizeof data, 5000) > 0 && data[1] == 201);
    second = clock_now();
    CHECK(second - first > 2050000 && second - first < 6150000);
    hub_pause_sink(hub, "1", false);
    push_pcma(hub, 1, clock_now());
    CHECK(receive_within(viewer.rtcp, data, sizeof data, 500) > 0 && data[1] == 200
          && read_u32(data + 20) == 1);
}

static void a_sender_that_was_stalled_sends_each_report_once(void)
{
    uint8_t data[512];
    int reports = 0;
    add_pcma(1, false);
    usleep(50000);
    hub_lock(hub);
    int64_t now = clock_now();
    hub->reports_tick = now / 100000 - 50;
    reports_expect(hub, hub->sinks.first, now - 5000000);
    pthread_mutex_unlock(&hub->lock);
    queue_wake(&hub->queue);
    while (receive_within(viewer.rtcp, data, sizeof data, 300) > 0)
        reports++;
    CHECK(reports == 1);
}

static void with_mux_reports_use_the_media_port(void)
{
    add_pcma(1, true);
    push_pcma(hub, 1, clock_now());
    uint8_t data[512], type = 0;
    for (int i = 0; i < 2; i++)
        if (receive_within(viewer.rtp, data, sizeof data, 500) > 0 && data[1] == 200)
            type = data[1];
    CHECK(type == 200);
    CHECK(receive_within(viewer.rtcp, data, sizeof data, 50) < 0);
}

static void a_receiver_report_shows_in_the_list(void)
{
    add_pcma(1, false);
    CHECK(list_shows("rtcp-age=- lost=- jitter=-"));
    send_rtcp(report, sizeof report, viewer.rtcp, MEDIUM_AUDIO);
    CHECK(soon_list_shows("lost=3 jitter=10"));
    CHECK(!list_shows("rtcp-age=-"));
}

static void a_report_from_another_address_or_about_another_stream_does_not_count(void)
{
    add_pcma(2, false);
    send_rtcp(report, sizeof report, viewer.rtcp, MEDIUM_AUDIO);
    CHECK(!viewer_receive(&viewer, &(struct received){0}, 100));
    CHECK(list_shows("rtcp-age=-"));
    struct sink_request request = request_for("elsewhere", &viewer, CODEC_PCMA, 8, 1);
    address_parse("127.0.0.2:9", &request.targets[MEDIUM_AUDIO].rtcp);
    hub_add_sink(hub, &request);
    send_rtcp(report, sizeof report, viewer.rtcp, MEDIUM_AUDIO);
    CHECK(!viewer_receive(&viewer, &(struct received){0}, 100));
    CHECK(!list_shows("lost=3"));
}

static void a_lost_picture_is_replayed_once_a_second(void)
{
    /* RFC 4585 6.3.1 */
    static const uint8_t pli[] = {0x81, 206, 0, 2, 0, 0, 0, 9, 0, 0, 0, 1};
    add_vp8(1);
    push_vp8(hub, true, 0, clock_now());
    struct received received = {0};
    CHECK(viewer_receive(&viewer, &received, 500));
    send_rtcp(pli, sizeof pli, viewer.rtcp, MEDIUM_VIDEO);
    CHECK(viewer_receive(&viewer, &received, 500) && frame_number(&received) == 0);
    for (int i = 0; i < 10; i++)
        send_rtcp(pli, sizeof pli, viewer.rtcp, MEDIUM_VIDEO);
    CHECK(!viewer_receive(&viewer, &received, 300));
}

static void who_misses_the_beginning_of_a_replay_gets_it_again(void)
{
    static const uint8_t pli[] = {0x81, 206, 0, 2, 0, 0, 0, 9, 0, 0, 0, 1};
    struct received received = {0};
    add_vp8(2);
    int64_t start = clock_now() - 2700000;
    for (uint8_t i = 0; i < 4; i++)
        push_vp8(hub, i == 0, i, start + i * 900000);
    for (uint8_t i = 0; i < 4; i++)
        CHECK(viewer_receive(&viewer, &received, 500) && frame_number(&received) == i);
    struct reply reply = {0};
    hub_delete_sink(hub, "1", &reply);
    reply_clear(&reply);
    add_vp8(1);
    CHECK(viewer_receive(&viewer, &received, 500) && frame_number(&received) == 0);
    CHECK(viewer_receive(&viewer, &received, 500) && frame_number(&received) == 1);
    uint16_t sequence;
    uint32_t ticks;
    send_rtcp(pli, sizeof pli, viewer.rtcp, MEDIUM_VIDEO);
    do { /* what was under way before */
        sequence = received.sequence;
        ticks = received.ticks;
    } while (viewer_receive(&viewer, &received, 200) && frame_number(&received) != 0);
    CHECK(frame_number(&received) == 0);
    CHECK((uint16_t)(received.sequence - sequence) == 1 && (int32_t)(received.ticks - ticks) > 0);
    for (uint8_t i = 1; i < 4; i++)
        CHECK(viewer_receive(&viewer, &received, 500) && frame_number(&received) == i);
}

static void a_request_for_a_full_picture_is_answered_likewise(void)
{
    /* RFC 5104 4.3.1 */
    static const uint8_t fir[] = {0x84, 206, 0, 4, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1, 7, 0, 0, 0};
    add_vp8(1);
    push_vp8(hub, true, 0, clock_now());
    struct received received = {0};
    CHECK(viewer_receive(&viewer, &received, 500));
    for (int i = 0; i < 10; i++)
        send_rtcp(fir, sizeof fir, viewer.rtcp, MEDIUM_VIDEO);
    CHECK(viewer_receive(&viewer, &received, 500) && frame_number(&received) == 0);
    CHECK(!viewer_receive(&viewer, &received, 300));
}

static void what_is_longer_than_it_can_be_is_dropped_whole(void)
{
    static uint8_t large[4000];
    for (size_t i = 0; i + sizeof report <= sizeof large; i += sizeof report)
        memcpy(large + i, report, sizeof report);
    add_pcma(1, false);
    send_rtcp(large, sizeof large, viewer.rtcp, MEDIUM_AUDIO);
    CHECK(!viewer_receive(&viewer, &(struct received){0}, 100) && list_shows("rtcp-age=-"));
    send_rtcp(large, 1472, viewer.rtcp, MEDIUM_AUDIO);
    CHECK(soon_list_shows("lost=3"));
}

static void garbage_on_the_ports_does_no_harm(void)
{
    add_pcma(1, false);
    uint8_t garbage[300];
    for (int i = 0; i < 20000; i++) {
        uint32_t size;
        clock_random(&size, sizeof size);
        size = size % sizeof garbage;
        clock_random(garbage, size);
        if (i % 2 == 0 && size > 1) {
            garbage[0] = (uint8_t)(0x80 | (garbage[0] & 0x1f));
            garbage[1] = (uint8_t)(200 + garbage[1] % 8);
        }
        send_rtcp(garbage, size, viewer.rtcp, i % 3 == 0 ? MEDIUM_VIDEO : MEDIUM_AUDIO);
    }
    send_rtcp(report, sizeof report, viewer.rtcp, MEDIUM_AUDIO);
    push_pcma(hub, 1, clock_now());
    CHECK(viewer_receive(&viewer, &(struct received){0}, 1000));
}

int main(void)
{
    RUN_WITH_HUB(a_sender_report_comes_with_the_first_packet);
    RUN_WITH_HUB(a_joiner_gets_reports_of_both_media_behind_his_first_packet);
    RUN_WITH_HUB(reports_go_on_while_paused_and_before_media);
    RUN_WITH_HUB(a_sender_that_was_stalled_sends_each_report_once);
    RUN_WITH_HUB(with_mux_reports_use_the_media_port);
    RUN_WITH_HUB(a_receiver_report_shows_in_the_list);
    RUN_WITH_HUB(a_report_from_another_address_or_about_another_stream_does_not_count);
    RUN_WITH_HUB(a_lost_picture_is_replayed_once_a_second);
    RUN_WITH_HUB(who_misses_the_beginning_of_a_replay_gets_it_again);
    RUN_WITH_HUB(a_request_for_a_full_picture_is_answered_likewise);
    RUN_WITH_HUB(what_is_longer_than_it_can_be_is_dropped_whole);
    RUN_WITH_HUB(garbage_on_the_ports_does_no_harm);
    return check_result();
}
