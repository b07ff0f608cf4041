/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "check.h"
#include "viewer.h"

#define TOKEN "0123456789abcdefghij"

static struct hub *hub;
static struct viewer viewer; /* its RTCP port takes the reports */

static void ask_for_reports(int64_t interval)
{
    struct address to = loopback();
    address_set_port(&to, (uint16_t)(viewer.port + 1));
    CHECK(hub_report(hub, &to, TOKEN, interval) == 0);
}

/* Receives one report as a string; false if none comes in time. */
static bool receive_report(char *out, size_t size, int milliseconds)
{
    ssize_t length = receive_within(viewer.rtcp, (uint8_t *)out, size - 1, milliseconds);
    out[length > 0 ? length : 0] = '\0';
    return length > 0;
}

static void add_sink(const char *id)
{
    /* Port 9 takes none of it, so that the viewer's ports have nothing but reports. */
    struct sink_request request = request_for(id, &viewer, CODEC_VP8, 96, 1);
    address_set_port(&request.targets[MEDIUM_VIDEO].rtp, 9);
    request.targets[MEDIUM_VIDEO].mux = true;
    request.targets[MEDIUM_AUDIO] = request.targets[MEDIUM_VIDEO];
    request.targets[MEDIUM_AUDIO].codec = CODEC_OPUS;
    CHECK(hub_add_sink(hub, &request) == 0);
}

static void add_sinks(int count)
{
    for (int i = 0; i < count; i++) {
        char id[NAME_SIZE];
        snprintf(id, sizeof id, "%064d", i);
        add_sink(id);
    }
}

/* Counts the sinks of a report, each of which has the line of its sound behind that of its picture.
 */
static int count_sinks(const char *text)
{
    int count = 0;
    const char *line = strchr(text, '\n');
    CHECK(line != NULL);
    while (line != NULL && line[1] != '\0') {
        char id[NAME_SIZE], next_id[NAME_SIZE];
        CHECK(sscanf(line, "\nsink %64s video packets=", id) == 1);
        line = strchr(line + 1, '\n');
        CHECK(line != NULL && sscanf(line, "\nsink %64s audio packets=", next_id) == 1
              && strcmp(id, next_id) == 0);
        line = strchr(line + 1, '\n');
        count++;
    }
    return count;
}

/* They begin at random. */
static void without_positions(char *text)
{
    for (char *at = text; (at = strstr(at, " at=")) != NULL;) {
        at += 4;
        size_t digits = strspn(at, "0123456789:");
        memmove(at, at + digits, strlen(at + digits) + 1);
    }
}

static void a_report_says_whose_it_is_and_what_each_sink_gets(void)
{
    add_sink("one");
    ask_for_reports(60000000);
    char text[2048], expected[512];
    CHECK(receive_report(text, sizeof text, 500));
    long long time;
    CHECK(sscanf(strstr(text, " time="), " time=%lld ", &time) == 1);
    without_positions(text);
    snprintf(expected, sizeof expected,
             "sipcast-report 1 hub=h vlc=%ld token=" TOKEN " time=%lld source-age=-\n"
             "sink one video packets=0 octets=0 ms=0 drops=0 rtcp-age=- lost=- jitter=- bye=no first-age=- resent=0 at=\n"
             "sink one audio packets=0 octets=0 ms=0 drops=0 rtcp-age=- lost=- jitter=- bye=no first-age=- resent=0 at=\n",
             (long)getpid(), time);
    CHECK(strcmp(text, expected) == 0);
    int64_t apart = clock_unix_ms() - time;
    CHECK(apart >= 0 && apart < 1000);
}

static void reports_come_again_and_again_and_without_sinks_as_well(void)
{
    ask_for_reports(100000);
    char text[2048];
    int64_t began = clock_now();
    for (int i = 0; i < 5; i++)
        CHECK(receive_report(text, sizeof text, 500) && count_sinks(text) == 0);
    CHECK(clock_now() >= began + 380000);
}

static void all_sinks_are_in_datagrams_that_stand_for_themselves(void)
{
    add_sinks(100);
    ask_for_reports(60000000);
    char text[2048];
    int sinks = 0, datagrams = 0;
    while (receive_report(text, sizeof text, 300)) {
        CHECK(strlen(text) <= REPORT_MAX);
        CHECK(strncmp(text, "sipcast-report 1 hub=h ", 23) == 0
              && strstr(text, " token=" TOKEN " ") != NULL);
        sinks += count_sinks(text);
        datagrams++;
    }
    CHECK(sinks == 100 && datagrams > 10 && datagrams < 50);
}

static void a_round_of_many_does_not_come_all_at_once(void)
{
    add_sinks(200);
    ask_for_reports(60000000);
    char text[2048];
    int datagrams = 0;
    int64_t began = clock_now(), last = began;
    for (; receive_report(text, sizeof text, 300); datagrams++)
        last = clock_now();
    CHECK(last - began > (datagrams - 2) * INT64_C(10000));
}

/* Counts what is there. */
static int count_datagrams(void)
{
    char text[2048];
    int count = 0;
    while (receive_report(text, sizeof text, 0))
        count++;
    return count;
}

static void a_round_whose_turns_come_late_catches_up_by_some_datagrams_at_once(void)
{
    add_sinks(200);
    hub_lease(hub, INT64_C(3600000000));
    ask_for_reports(60000000);
    char text[2048];
    while (receive_report(text, sizeof text, 300))
        ;
    pthread_mutex_lock(&hub->lock);
    int64_t now = hub->media_reports.round_at;
    CHECK(media_reports_send_due(hub, now) == now + 10000);
    CHECK(count_datagrams() == 1);
    now += 50000;
    CHECK(media_reports_send_due(hub, now) == now + 10000);
    CHECK(count_datagrams() == 5);
    now += 1000000;
    CHECK(media_reports_send_due(hub, now) == now + 10000);
    CHECK(count_datagrams() == 16);
    pthread_mutex_unlock(&hub->lock);
}

/* Of those that are there, to the last. */
static void check_that_reports_have_sinks(void)
{
    char text[2048];
    while (receive_report(text, sizeof text, 0))
        CHECK(count_sinks(text) > 0);
}

static void a_round_that_ends_when_the_next_is_due_already_says_nothing_without_sinks(void)
{
    static const int64_t interval = 60000000;
    add_sinks(20);
    hub_lease(hub, INT64_C(3600000000));
    ask_for_reports(interval);
    char text[2048];
    while (receive_report(text, sizeof text, 300))
        ;
    pthread_mutex_lock(&hub->lock);
    int64_t now = hub->media_reports.round_at;
    media_reports_send_due(hub, now);
    CHECK(count_datagrams() == 1);
    now += interval + 1000000;
    int64_t next = media_reports_send_due(hub, now);
    CHECK(!hub->media_reports.under_way && next > now && next < now + 1000000);
    check_that_reports_have_sinks();
    media_reports_send_due(hub, next);
    CHECK(hub->media_reports.under_way);
    check_that_reports_have_sinks();
    pthread_mutex_unlock(&hub->lock);
}

static void the_sources_age_is_told(void)
{
    hub_note_source(hub);
    CHECK(hub_source_age(hub, clock_now() + 3000000) / 1000000 == 3);
    ask_for_reports(60000000);
    char text[2048];
    int age;
    CHECK(receive_report(text, sizeof text, 500));
    CHECK(sscanf(strstr(text, " source-age="), " source-age=%d\n", &age) == 1 && age < 500);
}

static void other_values_take_the_place_of_the_old_ones(void)
{
    char text[2048];
    ask_for_reports(60000000);
    CHECK(receive_report(text, sizeof text, 500));
    ask_for_reports(60000000);
    CHECK(!receive_report(text, sizeof text, 200));
    ask_for_reports(100000);
    CHECK(receive_report(text, sizeof text, 500) && receive_report(text, sizeof text, 500));
}

static void without_a_lease_nothing_is_reported(void)
{
    ask_for_reports(100000);
    char text[2048];
    hub_lease(hub, 0);
    while (receive_report(text, sizeof text, 300))
        ;
    CHECK(!receive_report(text, sizeof text, 300));
    hub_lease(hub, 60000000);
    CHECK(receive_report(text, sizeof text, 300));
}

static void sinks_may_come_and_go_while_a_round_is_under_way(void)
{
    add_sinks(200);
    ask_for_reports(100000);
    unsigned seed = 1;
    char text[2048];
    for (int i = 0; i < 20000; i++) {
        char id[NAME_SIZE];
        snprintf(id, sizeof id, "%064d", rand_r(&seed) % 200);
        struct reply reply = {0};
        if (hub_delete_sink(hub, id, &reply) != 0)
            add_sink(id);
        reply_clear(&reply);
        if (i % 10 == 0 && receive_report(text, sizeof text, 0))
            CHECK(count_sinks(text) < 100);
    }
    CHECK(receive_report(text, sizeof text, 500));
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
    RUN_WITH_HUB(a_report_says_whose_it_is_and_what_each_sink_gets);
    RUN_WITH_HUB(reports_come_again_and_again_and_without_sinks_as_well);
    RUN_WITH_HUB(all_sinks_are_in_datagrams_that_stand_for_themselves);
    RUN_WITH_HUB(a_round_of_many_does_not_come_all_at_once);
    RUN_WITH_HUB(a_round_whose_turns_come_late_catches_up_by_some_datagrams_at_once);
    RUN_WITH_HUB(a_round_that_ends_when_the_next_is_due_already_says_nothing_without_sinks);
    RUN_WITH_HUB(the_sources_age_is_told);
    RUN_WITH_HUB(other_values_take_the_place_of_the_old_ones);
    RUN_WITH_HUB(without_a_lease_nothing_is_reported);
    RUN_WITH_HUB(sinks_may_come_and_go_while_a_round_is_under_way);
    return check_result();
}
