/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "key_presses.h"
#include "rtcp_viewer.h"

#define TOKEN "0123456789abcdefghij"

static struct viewer elsewhere, application; /* reports go to the latter's RTCP port */

static void add_viewer(bool events)
{
    struct sink_request request = request_for("1", &viewer, CODEC_PCMA, 8, 1);
    request.targets[MEDIUM_AUDIO].events = events;
    request.targets[MEDIUM_AUDIO].events_type = EVENTS_TYPE;
    CHECK(hub_add_sink(hub, &request) == 0);
}

static void press(uint8_t event, uint16_t sequence, const struct viewer *who)
{
    uint8_t data[EVENT_PACKET];
    write_event(data, &(struct event_packet){.event = event, .sequence = sequence, .timestamp = 160u * sequence,
                                             .ssrc = 9, .marker = true, .end = true});
    send_to_port(data, sizeof data, who->rtp, hub->ports[MEDIUM_AUDIO].port);
}

static void a_key_is_in_what_the_hub_says_of_its_viewer(void)
{
    add_viewer(true);
    CHECK(list_shows(":0:\n"));
    press(5, 1, &viewer);
    CHECK(soon_list_shows(":1:5\n"));
    press(11, 2, &viewer);
    CHECK(soon_list_shows(":2:5#\n"));
}

static void only_what_was_negotiated_counts_and_only_from_the_viewer(void)
{
    add_viewer(true);
    press(1, 1, &elsewhere);
    uint8_t data[EVENT_PACKET];
    write_event(data, &(struct event_packet){.event = 2, .sequence = 2, .timestamp = 2, .ssrc = 9, .marker = true});
    data[1] = 100;
    send_to_port(data, sizeof data, viewer.rtp, hub->ports[MEDIUM_AUDIO].port);
    send_to_port(data, sizeof data, viewer.rtp, hub->ports[MEDIUM_VIDEO].port);
    press(3, 3, &viewer);
    CHECK(soon_list_shows(":1:3\n"));
}

static void without_the_option_nothing_is_counted(void)
{
    add_viewer(false);
    press(5, 1, &viewer);
    usleep(50000);
    CHECK(!list_shows("keys="));
    add_viewer(true);
    press(6, 2, &viewer);
    CHECK(soon_list_shows(":1:6\n"));
}

static void a_viewer_who_moves_keeps_his_keys(void)
{
    add_viewer(true);
    press(5, 1, &viewer);
    CHECK(soon_list_shows(":1:5\n"));
    struct sink_request request = request_for("1", &elsewhere, CODEC_PCMA, 8, 1);
    request.targets[MEDIUM_AUDIO].events = true;
    request.targets[MEDIUM_AUDIO].events_type = EVENTS_TYPE;
    CHECK(hub_add_sink(hub, &request) == 0);
    press(6, 2, &viewer);
    press(7, 3, &elsewhere);
    CHECK(soon_list_shows(":2:57\n"));
}

static bool receive_report(char *out, size_t size, int milliseconds)
{
    ssize_t length = receive_within(application.rtcp, (uint8_t *)out, size - 1, milliseconds);
    out[length > 0 ? length : 0] = '\0';
    return length > 0;
}

static void a_key_is_reported_at_once_and_again_with_the_next_report(void)
{
    add_viewer(true);
    struct address to = loopback();
    address_set_port(&to, (uint16_t)(application.port + 1));
    CHECK(hub_report(hub, &to, TOKEN, 300000) == 0);
    char text[2048];
    CHECK(receive_report(text, sizeof text, 500) && strstr(text, ":0:\n") != NULL);
    int64_t pressed = clock_now();
    press(5, 1, &viewer);
    CHECK(receive_report(text, sizeof text, 500) && strstr(text, ":1:5\n") != NULL);
    CHECK(clock_now() - pressed < 250000 && strstr(text, " token=" TOKEN " ") != NULL);
    CHECK(receive_report(text, sizeof text, 1000) && strstr(text, ":1:5\n") != NULL);
    hub_lease(hub, 0);
    while (receive_report(text, sizeof text, 400))
        ;
    press(6, 2, &viewer);
    CHECK(!receive_report(text, sizeof text, 200));
}

static void run_keys(const char *name, void (*test)(void))
{
    elsewhere = viewer_open();
    application = viewer_open();
    run_with_hub(name, test);
    viewer_close(&elsewhere);
    viewer_close(&application);
}

#define RUN_KEYS(test) run_keys(#test, test)

int main(void)
{
    RUN_KEYS(a_key_is_in_what_the_hub_says_of_its_viewer);
    RUN_KEYS(only_what_was_negotiated_counts_and_only_from_the_viewer);
    RUN_KEYS(without_the_option_nothing_is_counted);
    RUN_KEYS(a_viewer_who_moves_keeps_his_keys);
    RUN_KEYS(a_key_is_reported_at_once_and_again_with_the_next_report);
    return check_result();
}
