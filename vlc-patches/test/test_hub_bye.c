/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "rtcp_viewer.h"

static void add_pcma(void)
{
    struct sink_request request = request_for("1", &viewer, CODEC_PCMA, 8, 1);
    CHECK(hub_add_sink(hub, &request) == 0);
}

/* A receiver report with one block: 3 packets lost, jitter of 80 ticks (RFC 3550 6.4.2). */
static const uint8_t report[] = {0x81, 201, 0, 7, 0, 0, 0, 9,  0, 0, 0, 1, 0, 0, 0, 3,
                                 0,    0,   0, 0, 0, 0, 0, 80, 0, 0, 0, 0, 0, 0, 0, 0};

static void delete_sink(const char *id)
{
    struct reply reply = {0};
    CHECK(hub_delete_sink(hub, id, &reply) == 0);
    reply_clear(&reply);
}

static void del_says_bye(void)
{
    add_pcma();
    push_pcma(hub, 1, clock_now());
    uint8_t data[512];
    CHECK(receive_within(viewer.rtcp, data, sizeof data, 500) > 0 && data[1] == 200);
    delete_sink("1");
    ssize_t size = receive_within(viewer.rtcp, data, sizeof data, 500);
    CHECK(size > 8 && data[size - 7] == 203);
}

static void who_has_heard_nothing_of_a_stream_gets_no_bye_of_it(void)
{
    /* RFC 3550 6.3.7 */
    add_pcma();
    delete_sink("1");
    uint8_t data[512];
    CHECK(receive_within(viewer.rtcp, data, sizeof data, 200) < 0);
    add_pcma();
    CHECK(receive_within(viewer.rtcp, data, sizeof data, 2000) > 0 && data[1] == 201);
    delete_sink("1");
    ssize_t size = receive_within(viewer.rtcp, data, sizeof data, 500);
    CHECK(size > 8 && data[size - 7] == 203);
}

static void a_bye_counts_from_whom_has_reported_before_until_he_reports_again(void)
{
    static const uint8_t bye[] = {0x81, 203, 0, 1, 0, 0, 0, 9},
                         strangers[] = {0x81, 203, 0, 1, 0, 0, 0, 8};
    add_pcma();
    send_rtcp(bye, sizeof bye, viewer.rtcp, MEDIUM_AUDIO);
    send_rtcp(report, sizeof report, viewer.rtcp, MEDIUM_AUDIO);
    send_rtcp(strangers, sizeof strangers, viewer.rtcp, MEDIUM_AUDIO);
    CHECK(soon_list_shows("lost=3 jitter=10 bye=no"));
    send_rtcp(bye, sizeof bye, viewer.rtcp, MEDIUM_AUDIO);
    CHECK(soon_list_shows("lost=3 jitter=10 bye=yes"));
    send_rtcp(report, sizeof report, viewer.rtcp, MEDIUM_AUDIO);
    CHECK(soon_list_shows("lost=3 jitter=10 bye=no"));
}

/* Of two behind one address who call themselves the same, as browsers that only receive do. */
static void a_bye_is_of_him_whose_port_it_comes_from(void)
{
    static const uint8_t bye[] = {0x81, 203, 0, 1, 0, 0, 0, 9};
    struct viewer other = viewer_open(), third = viewer_open();
    struct sink_request request = request_for("2", &other, CODEC_PCMA, 8, 2);
    uint8_t second[sizeof report];
    memcpy(second, report, sizeof second);
    second[11] = 2;
    add_pcma();
    hub_add_sink(hub, &request);
    send_rtcp(report, sizeof report, viewer.rtcp, MEDIUM_AUDIO);
    send_rtcp(second, sizeof second, other.rtcp, MEDIUM_AUDIO);
    for (int i = 0; i < 1000 && !shows("2", "lost=3"); i++)
        usleep(1000);
    CHECK(shows("1", "lost=3") && shows("2", "lost=3"));
    send_rtcp(bye, sizeof bye, third.rtcp, MEDIUM_AUDIO); /* nobody knows whose that is */
    CHECK(!viewer_receive(&viewer, &(struct received){0}, 100) && !list_shows("bye=yes"));
    send_rtcp(bye, sizeof bye, viewer.rtcp, MEDIUM_AUDIO);
    CHECK(soon_list_shows("bye=yes") && !shows("2", "bye=yes"));
    delete_sink("1");
    send_rtcp(bye, sizeof bye, third.rtcp, MEDIUM_AUDIO);
    CHECK(soon_list_shows("bye=yes"));
    viewer_close(&other);
    viewer_close(&third);
}

int main(void)
{
    RUN_WITH_HUB(del_says_bye);
    RUN_WITH_HUB(who_has_heard_nothing_of_a_stream_gets_no_bye_of_it);
    RUN_WITH_HUB(a_bye_counts_from_whom_has_reported_before_until_he_reports_again);
    RUN_WITH_HUB(a_bye_is_of_him_whose_port_it_comes_from);
    return check_result();
}
