/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "stand_in.h"

#define SINK                                                                                       \
    "sink add h 1 video=127.0.0.1:5000,codec=vp8,pt=96,ssrc=0000000a "                             \
    "audio=127.0.0.1:5002,codec=opus,pt=97,ssrc=0000000b"
#define SOURCE                                                                                     \
    "source open h start=play repeat=no cache=300 mrl=/film.mp4 chain=#fanout{hub=h,codec=vp8}"

static void a_hub_opens_closes_and_is_listed(void)
{
    CHECK(answers("hub stats h", "ERR nohub ") && answers("hub open h", "OK video="));
    struct hub *hub = hubs_find(&hubs, "h");
    char expected[64];
    snprintf(expected, sizeof expected, "OK video=%u audio=%u\n", hub->ports[0].port,
             hub->ports[1].port);
    hub_release(hub);
    CHECK(answers("hub open h", expected));
    CHECK(answers("hub list", "hub h source=none sinks=0 lease=")
          && answers("hub stats h", "OK source=none branches= sinks=0 lease="));
    CHECK(answers("hub lease h 30", "OK\n") && answers("hub lease h 0", "ERR range ")
          && answers("hub lease h 3601", "ERR range "));
    CHECK(answers("hub lease h", "ERR syntax ") && answers("hub lease x 30", "ERR nohub "));
    CHECK(answers("hub close h", "OK\n") && answers("hub close h", "OK\n")
          && answers("hub list", "OK\n"));
}

/* After a crash viewers get their media from the ports that they know. */
static void a_hub_opens_at_the_ports_that_are_wanted(void)
{
    CHECK(answers("hub open h", "OK "));
    struct hub *hub = hubs_find(&hubs, "h");
    char line[80], expected[80];
    snprintf(line, sizeof line, "hub open other video=%u audio=%u", hub->ports[0].port, hub->ports[1].port);
    snprintf(expected, sizeof expected, "OK video=%u audio=%u\n", hub->ports[0].port, hub->ports[1].port);
    hub_release(hub);
    CHECK(answers(line, "ERR ports ") && answers("hub close h", "OK\n") && answers(line, expected));
    static const char *const faults[] = {"video=20000", "audio=20000 video=20002", "video=20001 audio=20004",
                                         "video=19998 audio=20004", "video=20000 audio=65536",
                                         "video=20000 audio=20004 x", "video=0 audio=20004"};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        snprintf(line, sizeof line, "hub open third %s", faults[i]);
        CHECK(answers(line, "ERR syntax "));
    }
}

static void a_source_is_opened_steered_and_closed(void)
{
    CHECK(answers(SOURCE, "ERR nohub ") && answers("hub open h", "OK ")
          && answers("source play h", "ERR nosource "));
    CHECK(answers(SOURCE, "OK\n") && answers("source play h", "OK\n")
          && answers("source pause h", "OK\n"));
    CHECK(answers("source seek h 5", "OK\n") && answers("source seek h -5", "ERR range "));
    CHECK(answers("source state h", "OK source=open position=1500 length=60000\n"));
    closed = 0;
    CHECK(answers("source close h", "OK\n") && closed == 1 && answers("source close h", "OK\n"));
    CHECK(answers(SOURCE, "OK\n") && answers("hub close h", "OK\n") && closed == 2);
}

static void a_source_that_cannot_be_opened_now_is_told_from_one_that_is_refused(void)
{
    CHECK(answers("hub open h", "OK "));
    answer_to_open = SOURCE_BUSY;
    CHECK(answers(SOURCE, "ERR busy "));
    answer_to_open = SOURCE_REFUSED;
    CHECK(answers(SOURCE, "ERR vlc "));
    answer_to_open = 0;
    CHECK(answers(SOURCE, "OK\n"));
}

static void nothing_smuggled_into_a_source_passes(void)
{
    static const char *const lines[] = {
        "source open h start=play repeat=no cache=300 mrl=vlc://quit "
        "chain=#fanout{hub=h,codec=vp8}",
        "source open h start=play repeat=no cache=300 mrl=/a chain=#std{access=file,dst=/tmp/x}",
        "source open h start=play repeat=no cache=300 mrl=/a chain=#fanout{hub=h,codec=vp8} option "
        "x",
        "source open h start=play repeat=no cache=300 mrl=/a chain=#fanout{hub=other,codec=vp8}",
        "source open h start=play repeat=no cache=60001 mrl=/a chain=#fanout{hub=h,codec=vp8}",
        "source open h start=play repeat=no cache=300 mrl=/a\"b chain=#fanout{hub=h,codec=vp8}",
    };
    CHECK(answers("hub open h", "OK "));
    opened = 0;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        CHECK(answers(lines[i], "ERR range "));
    CHECK(answers("source open h start=play repeat=no cache=300 mrl=/a b chain=#fanout{hub=h}",
                  "ERR syntax "));
    CHECK(answers("source open h repeat=no start=play cache=300 mrl=/a chain=#fanout{hub=h}",
                  "ERR syntax "));
    CHECK(opened == 0);
}

static void a_hub_is_asked_for_reports(void)
{
#define TO(address) "hub reports h " address " 0123456789abcdef every=2000"
    CHECK(answers(TO("127.0.0.1:9"), "ERR nohub ") && answers("hub open h", "OK "));
    CHECK(answers(TO("127.0.0.1:9"), "OK\n") && answers(TO("127.0.0.1:9"), "OK\n"));
    CHECK(answers(TO("[::1]:9"), "OK\n"));
    static const char *const elsewhere[] = {TO("192.0.2.1:9"), TO("[2001:db8::1]:9"),
                                            TO("0.0.0.0:9"), TO("[::ffff:127.0.0.1]:9")};
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        CHECK(answers(elsewhere[i], "ERR range "));
    static const char *const faults[] = {
        "hub reports h",
        "hub reports h 127.0.0.1:9",
        "hub reports h 127.0.0.1:9 0123456789abcdef",
        "hub reports h 127.0.0.1:9 0123456789abcdef 2000",
        "hub reports h 127.0.0.1:9 0123456789abcde every=2000",
        "hub reports h 127.0.0.1:9 0123456789abcde- every=2000",
        "hub reports h 127.0.0.1:9 "
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0 every=2000",
        TO("127.0.0.1:9") " ",
        TO("127.0.0.1:9") " x",
        TO("127.0.0.1"),
        TO("127.0.0.1:0"),
        TO("localhost:9"),
        TO("::1:9"),
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        CHECK(answers(faults[i], "ERR syntax "));
    CHECK(answers("hub reports h 127.0.0.1:9 0123456789abcdef every=99", "ERR range ")
          && answers("hub reports h 127.0.0.1:9 0123456789abcdef every=60001", "ERR range "));
#undef TO
}

static void only_exact_words_are_commands(void)
{
    static const char *const lines[] = {
        "",   "hub",     "hubs open h", "hub ope h", "HUB open h", " hub open h", "hub  open h",
        "sh", "shutdow", "help",        "sink ad h", "source ope", "hub openx h", "load x"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        CHECK(answers(lines[i], "ERR unknown "));
    CHECK(answers("hub open h\t", "ERR syntax ") && answers("hub open h ", "ERR syntax ")
          && answers("hub open h x", "ERR syntax "));
    CHECK(answers("hub open", "ERR syntax ") && answers("hub open \xc3\xa4", "ERR syntax "));
    char *line = malloc(COMMAND_MAX + 2);
    memset(line, 'a', COMMAND_MAX + 1);
    line[COMMAND_MAX + 1] = '\0';
    CHECK(answers(line, "ERR syntax "));
    free(line);
}

static void without_free_ports_a_hub_is_refused(void)
{
    CHECK(answers("hub open h", "OK "));
    hubs.config.first_port = hubs.config.last_port = 20000;
    CHECK(answers("hub open i", "ERR ports "));
}

static void a_hub_without_lease_is_closed_and_vlc_left_alone_ends(void)
{
    CHECK(answers("hub open h", "OK ") && answers("hub lease h 1", "OK\n"));
    int64_t now = clock_now();
    CHECK(!hubs_abandoned(&hubs, now + 59000000));
    CHECK(answers("hub open i", "OK ") && answers("hub lease i 3600", "OK\n"));
    CHECK(!hubs_abandoned(&hubs, now + 62000000) && answers("hub stats h", "ERR nohub "));
    CHECK(hubs_abandoned(&hubs, now + 3700000000));
    CHECK(hubs.first == NULL);
}

static void a_shut_down_is_refused_while_a_hub_has_sinks_or_may_get_some(void)
{
    CHECK(answers("hub open h", "OK ") && answers("shutdown", "ERR busy "));
    struct hub *hub = hubs_find(&hubs, "h");
    int64_t now = clock_now();
    CHECK(hub_is_busy(hub, now + 1900000) && !hub_is_busy(hub, now + 2000000));
    hub->asked_for_at -= 2000000;
    CHECK(answers(SINK, "OK\n") && answers("shutdown", "ERR busy ")
          && answers("sink del h 1", "OK video "));
    CHECK(answers("hub lease h 30", "OK\n") && answers("shutdown", "ERR busy "));
    hub->asked_for_at -= 2000000;
    CHECK(answers("hub open h", "OK ") && answers("shutdown", "ERR busy "));
    hub->asked_for_at -= 2000000;
    hub_release(hub);
    CHECK(answers("shutdown x", "ERR unknown ") && !hubs.ending && answers("shutdown", "OK\n"));
}

static void once_vlc_ends_no_command_is_taken(void)
{
    CHECK(answers("shutdown", "OK\n"));
    struct reply reply = {0};
    command_execute(&hubs, "hub open h", &reply);
    CHECK(reply.text == NULL && hubs.first == NULL);
}

static void a_client_keeps_vlc_alive(void)
{
    int64_t now = clock_now();
    hubs_set_clients(&hubs, 1);
    CHECK(!hubs_abandoned(&hubs, now + 100000000));
    hubs_set_clients(&hubs, 0);
    CHECK(!hubs_abandoned(&hubs, now + 159000000) && hubs_abandoned(&hubs, now + 161000000));
}

int main(void)
{
    RUN_WITH_HUBS(a_hub_opens_closes_and_is_listed);
    RUN_WITH_HUBS(a_hub_opens_at_the_ports_that_are_wanted);
    RUN_WITH_HUBS(a_source_is_opened_steered_and_closed);
    RUN_WITH_HUBS(a_source_that_cannot_be_opened_now_is_told_from_one_that_is_refused);
    RUN_WITH_HUBS(nothing_smuggled_into_a_source_passes);
    RUN_WITH_HUBS(a_hub_is_asked_for_reports);
    RUN_WITH_HUBS(only_exact_words_are_commands);
    RUN_WITH_HUBS(without_free_ports_a_hub_is_refused);
    RUN_WITH_HUBS(a_hub_without_lease_is_closed_and_vlc_left_alone_ends);
    RUN_WITH_HUBS(a_shut_down_is_refused_while_a_hub_has_sinks_or_may_get_some);
    RUN_WITH_HUBS(once_vlc_ends_no_command_is_taken);
    RUN_WITH_HUBS(a_client_keeps_vlc_alive);
    return check_result();
}
