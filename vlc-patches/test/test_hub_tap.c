/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "rtcp_viewer.h"

/* What viewers send, on its way to another port of this machine. */

static struct viewer elsewhere, recorder;

static void add_tapped(void)
{
    struct sink_request request = request_for("1", &viewer, CODEC_PCMA, 8, 1);
    request.targets[MEDIUM_AUDIO].tap = loopback();
    address_set_port(&request.targets[MEDIUM_AUDIO].tap, recorder.port);
    CHECK(hub_add_sink(hub, &request) == 0);
}

static bool tap_gets(const void *data, size_t size)
{
    uint8_t got[100];
    return receive_within(recorder.rtp, got, sizeof got, 500) == (ssize_t)size && memcmp(got, data, size) == 0;
}

static const uint8_t rtp[] = {0x80, 8, 0, 1, 0, 0, 0, 2, 0, 0, 0, 9, 'h', 'i'};

/* RFC 8489 5 */
static const uint8_t stun[20] = {0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, 1, 2, 3};

/* An empty report about stream 1, by 9. */
static const uint8_t report[32] = {0x81, 201, 0, 7, 0, 0, 0, 9, 0, 0, 0, 1};

static void send_rtp(const void *data, size_t size, const struct viewer *from)
{
    send_to_port(data, size, from->rtp, hub->ports[MEDIUM_AUDIO].port);
}

static void what_a_viewer_sends_goes_to_the_tap(void)
{
    add_tapped();
    uint8_t data[100];
    send_rtp(stun, sizeof stun, &viewer);
    send_rtp(rtp, sizeof rtp, &elsewhere);
    send_rtp(rtp, sizeof rtp, &viewer);
    CHECK(receive_within(recorder.rtp, data, sizeof data, 500) == sizeof rtp
          && memcmp(data, rtp, sizeof rtp) == 0);
    send_rtcp(report, sizeof report, viewer.rtcp, MEDIUM_AUDIO);
    CHECK(receive_within(recorder.rtp, data, sizeof data, 500) == sizeof report
          && memcmp(data, report, sizeof report) == 0);
    CHECK(receive_within(recorder.rtp, data, sizeof data, 100) < 0);
    struct reply reply = {0};
    hub_delete_sink(hub, "1", &reply);
    reply_clear(&reply);
    send_rtp(rtp, sizeof rtp, &viewer);
    CHECK(receive_within(recorder.rtp, data, sizeof data, 100) < 0);
}

static void rtcp_that_names_none_of_our_streams_goes_to_the_tap_of_him_whose_port_it_comes_from(void)
{
    static const uint8_t sender_report[28] = {0x80, 200, 0, 6, 0, 0, 0, 9}, bye[8] = {0x81, 203, 0, 1, 0, 0, 0, 9},
                         app[12] = {0x80, 204, 0, 2, 0, 0, 0, 9, 'n', 'a', 'm', 'e'}, cut_off[8] = {0x80, 200, 0, 6};
    struct sink_request other = request_for("2", &elsewhere, CODEC_PCMA, 8, 2);
    hub_add_sink(hub, &other);
    add_tapped();
    send_rtcp(cut_off, sizeof cut_off, viewer.rtcp, MEDIUM_AUDIO);
    send_rtcp(sender_report, sizeof sender_report, elsewhere.rtcp, MEDIUM_AUDIO);
    send_rtcp(sender_report, sizeof sender_report, recorder.rtcp, MEDIUM_AUDIO);
    send_rtcp(sender_report, sizeof sender_report, viewer.rtcp, MEDIUM_AUDIO);
    CHECK(tap_gets(sender_report, sizeof sender_report));
    send_rtcp(app, sizeof app, viewer.rtcp, MEDIUM_AUDIO);
    CHECK(tap_gets(app, sizeof app));
    send_rtcp(bye, sizeof bye, viewer.rtcp, MEDIUM_AUDIO);
    CHECK(tap_gets(bye, sizeof bye));
    /* He sent it by mistake to the port of RTP, or we have misunderstood where he wants to have RTCP. */
    send_rtp(app, sizeof app, &viewer);
    CHECK(tap_gets(app, sizeof app));
    /* A report about his stream from another's port is the other's. */
    send_rtcp(report, sizeof report, elsewhere.rtcp, MEDIUM_AUDIO);
    uint8_t data[100];
    CHECK(receive_within(recorder.rtp, data, sizeof data, 200) < 0);
}

static void rtcp_of_one_who_has_been_found_goes_to_the_tap(void)
{
    static const uint8_t sender_report[28] = {0x80, 200, 0, 6, 0, 0, 0, 9};
    struct sink_request request = request_for("1", &viewer, CODEC_PCMA, 8, 1);
    struct leg_target *target = &request.targets[MEDIUM_AUDIO];
    target->latch = LATCH_ADDRESS;
    target->mux = true;
    address_parse("127.0.0.1:9", &target->rtp);
    target->tap = loopback();
    address_set_port(&target->tap, recorder.port);
    CHECK(hub_add_sink(hub, &request) == 0);
    send_rtp(rtp, sizeof rtp, &viewer);
    CHECK(tap_gets(rtp, sizeof rtp));
    send_rtp(sender_report, sizeof sender_report, &viewer);
    CHECK(tap_gets(sender_report, sizeof sender_report));
}

static void damaged_rtcp_counts_as_nothing(void)
{
    /* Behind a report about his stream the next packet says that it is longer than what has come. */
    static const uint8_t damaged[44] = {0x81, 201, 0, 7, 0, 0, 0, 9, 0, 0, 0, 1, [32] = 0x80, 201, 0xff, 0xff};
    struct sink_request request = request_for("1", &viewer, CODEC_PCMA, 8, 1);
    struct leg_target *target = &request.targets[MEDIUM_AUDIO];
    target->latch = LATCH_ANY;
    target->mux = true;
    address_parse("127.0.0.2:9", &target->rtp);
    target->tap = loopback();
    address_set_port(&target->tap, recorder.port);
    CHECK(hub_add_sink(hub, &request) == 0);
    send_rtp(damaged, sizeof damaged, &viewer);
    uint8_t data[100];
    CHECK(receive_within(recorder.rtp, data, sizeof data, 200) < 0);
    CHECK(list_shows(" rtcp-age=- lost=- ") && !list_shows("@"));
    send_rtp(damaged, 32, &viewer);
    CHECK(tap_gets(damaged, 32) && list_shows(" lost=0 ") && list_shows("@127.0.0.1:"));
}

static void of_two_at_one_port_he_who_has_a_tap_is_meant(void)
{
    static const uint8_t sender_report[28] = {0x80, 200, 0, 6, 0, 0, 0, 9};
    add_tapped();
    struct sink_request other = request_for("2", &viewer, CODEC_PCMA, 8, 2);
    hub_add_sink(hub, &other);
    send_rtcp(sender_report, sizeof sender_report, viewer.rtcp, MEDIUM_AUDIO);
    CHECK(tap_gets(sender_report, sizeof sender_report));
}

static void run_tap(const char *name, void (*test)(void))
{
    elsewhere = viewer_open();
    recorder = viewer_open();
    run_with_hub(name, test);
    viewer_close(&elsewhere);
    viewer_close(&recorder);
}

#define RUN_TAP(test) run_tap(#test, test)

int main(void)
{
    RUN_TAP(what_a_viewer_sends_goes_to_the_tap);
    RUN_TAP(rtcp_that_names_none_of_our_streams_goes_to_the_tap_of_him_whose_port_it_comes_from);
    RUN_TAP(rtcp_of_one_who_has_been_found_goes_to_the_tap);
    RUN_TAP(damaged_rtcp_counts_as_nothing);
    RUN_TAP(of_two_at_one_port_he_who_has_a_tap_is_meant);
    return check_result();
}
