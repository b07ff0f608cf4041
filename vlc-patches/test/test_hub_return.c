/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "command.h"
#include "rtcp_viewer.h"

static struct viewer elsewhere;

/* A viewer whose address in the SDP is not where he sends from: port 9 of loopback, or another host. */
static void add_behind_translator(enum leg_latch latch, const char *address, bool mux)
{
    struct sink_request request = request_for("1", &viewer, CODEC_PCMA, 8, 1);
    struct leg_target *target = &request.targets[MEDIUM_AUDIO];
    target->latch = latch;
    target->mux = mux;
    address_parse(address, &target->rtp);
    address_parse(address, &target->rtcp);
    CHECK(hub_add_sink(hub, &request) == 0);
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

/* Pushes until something comes, as the hub may look at its sockets after its queue. */
static bool hears(struct viewer *who)
{
    struct received received;
    for (int i = 0; i < 20; i++) {
        push_pcma(hub, 1, clock_now());
        if (viewer_receive(who, &received, 20))
            return true;
    }
    return false;
}

static void media_go_to_where_the_viewer_sends_from(void)
{
    add_behind_translator(LATCH_ADDRESS, "127.0.0.1:9", false);
    CHECK(!hears(&viewer));
    send_rtp(rtp, sizeof rtp, &viewer);
    CHECK(hears(&viewer));
    /* The first one has it. */
    send_rtp(rtp, sizeof rtp, &elsewhere);
    CHECK(!hears(&elsewhere) && hears(&viewer));
}

static void nothing_but_rtp_moves_media(void)
{
    add_behind_translator(LATCH_ADDRESS, "127.0.0.1:9", false);
    static const uint8_t short_rtp[] = {0x80, 8, 0, 1, 0, 0, 0, 2, 0, 0, 0},
                         more_sources[] = {0x81, 8, 0, 1, 0, 0, 0, 2, 0, 0, 0, 9};
    send_rtp(stun, sizeof stun, &viewer);
    send_rtp(short_rtp, sizeof short_rtp, &viewer);
    send_rtp(more_sources, sizeof more_sources, &viewer);
    send_rtp("", 0, &viewer);
    CHECK(!hears(&viewer));
}

static void without_the_option_media_stay(void)
{
    add_behind_translator(LATCH_NO, "127.0.0.1:9", true);
    send_rtp(rtp, sizeof rtp, &viewer);
    send_rtp(report, sizeof report, &viewer);
    CHECK(!hears(&viewer));
}

static void another_host_moves_nothing_unless_it_may(void)
{
    add_behind_translator(LATCH_ADDRESS, "127.0.0.2:9", true);
    send_rtp(rtp, sizeof rtp, &viewer);
    send_rtp(report, sizeof report, &viewer);
    CHECK(!hears(&viewer));
    add_behind_translator(LATCH_ANY, "127.0.0.2:9", true);
    send_rtp(rtp, sizeof rtp, &viewer);
    CHECK(!hears(&viewer)); /* nobody knows whose that is */
    send_rtp(report, sizeof report, &viewer);
    CHECK(hears(&viewer));
}

static void rtp_of_one_who_has_reported_tells_where_he_is(void)
{
    add_behind_translator(LATCH_ANY, "127.0.0.2:9", false);
    send_rtcp(report, sizeof report, viewer.rtcp, MEDIUM_AUDIO);
    CHECK(soon_list_shows("lost=0") && !hears(&viewer));
    send_rtp(rtp, sizeof rtp, &viewer);
    CHECK(hears(&viewer));
}

/* Browsers that only receive call themselves 1, so that is no secret. */
static void whoever_calls_himself_as_a_viewer_does_gets_nothing_of_his(void)
{
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in host = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000003)};
    CHECK(fd >= 0 && bind(fd, (struct sockaddr *)&host, sizeof host) == 0);
    add_behind_translator(LATCH_ANY, "127.0.0.2:9", false);
    send_rtcp(report, sizeof report, viewer.rtcp, MEDIUM_AUDIO);
    CHECK(soon_list_shows("lost=0"));
    send_to_port(rtp, sizeof rtp, fd, hub->ports[MEDIUM_AUDIO].port);
    uint8_t data[300];
    push_pcma(hub, 1, clock_now());
    CHECK(receive_within(fd, data, sizeof data, 200) < 0);
    send_rtp(rtp, sizeof rtp, &viewer);
    CHECK(hears(&viewer));
    close(fd);
}

static void of_two_who_call_themselves_the_same_neither_is_moved(void)
{
    uint8_t second[sizeof report];
    memcpy(second, report, sizeof second);
    second[11] = 2;
    add_behind_translator(LATCH_ANY, "127.0.0.2:9", false);
    struct sink_request request = request_for("2", &elsewhere, CODEC_PCMA, 8, 2);
    request.targets[MEDIUM_AUDIO].latch = LATCH_ANY;
    address_parse("127.0.0.3:9", &request.targets[MEDIUM_AUDIO].rtp);
    request.targets[MEDIUM_AUDIO].rtcp = request.targets[MEDIUM_AUDIO].rtp;
    hub_add_sink(hub, &request);
    send_rtcp(report, sizeof report, viewer.rtcp, MEDIUM_AUDIO);
    send_rtcp(second, sizeof second, elsewhere.rtcp, MEDIUM_AUDIO);
    for (int i = 0; i < 1000 && !(shows("1", "lost=0") && shows("2", "lost=0")); i++)
        usleep(1000);
    send_rtp(rtp, sizeof rtp, &viewer);
    CHECK(!hears(&viewer));
}

static void of_two_behind_one_address_each_is_known_by_his_rtcp(void)
{
    add_behind_translator(LATCH_ADDRESS, "127.0.0.1:9", true);
    struct sink_request request = request_for("2", &elsewhere, CODEC_PCMA, 8, 2);
    request.targets[MEDIUM_AUDIO].latch = LATCH_ADDRESS;
    request.targets[MEDIUM_AUDIO].mux = true;
    address_parse("127.0.0.1:7", &request.targets[MEDIUM_AUDIO].rtp);
    hub_add_sink(hub, &request);
    send_rtp(rtp, sizeof rtp, &viewer);
    CHECK(!hears(&viewer));
    send_rtp(report, sizeof report, &viewer);
    CHECK(hears(&viewer));
    send_rtp(rtp, sizeof rtp, &elsewhere);
    CHECK(hears(&elsewhere) && hears(&viewer));
}

static void what_was_found_out_holds_until_the_viewer_says_he_has_moved(void)
{
    add_behind_translator(LATCH_ADDRESS, "127.0.0.1:9", true);
    send_rtp(rtp, sizeof rtp, &viewer);
    CHECK(hears(&viewer));
    add_behind_translator(LATCH_ADDRESS, "127.0.0.1:9", true);
    CHECK(hears(&viewer));
    add_behind_translator(LATCH_ADDRESS, "127.0.0.1:7", true);
    struct received received;
    while (viewer_receive(&viewer, &received, 50))
        ;
    CHECK(!hears(&viewer));
    send_rtp(rtp, sizeof rtp, &elsewhere);
    CHECK(hears(&elsewhere));
}

/* Adds the stream as the next VLC is told of it after a crash. */
static void add_again(const char *options)
{
    struct reply reply = {0};
    char words[300];
    hub_list_sinks(hub, "1", &reply);
    char *at = strstr(reply.text, " at=") + 4;
    at[strcspn(at, " \n")] = '\0';
    snprintf(words, sizeof words, "127.0.0.1:9,codec=pcma,pt=8,ssrc=00000001,from=%s,%s", at, options);
    reply_clear(&reply);
    end_hub(hub);
    hub = open_hub();
    struct sink_request request = request_for("1", &viewer, CODEC_PCMA, 8, 1);
    request.targets[MEDIUM_AUDIO] = (struct leg_target){0};
    CHECK(command_take_target(words, MEDIUM_AUDIO, &request.targets[MEDIUM_AUDIO]) == NULL);
    CHECK(hub_add_sink(hub, &request) == 0);
}

static void after_a_crash_media_go_to_where_the_viewer_has_sent_from(void)
{
    add_behind_translator(LATCH_ADDRESS, "127.0.0.1:9", true);
    send_rtp(rtp, sizeof rtp, &viewer);
    CHECK(hears(&viewer));
    add_again("latch=address,rtcp=mux");
    CHECK(hears(&viewer));
    /* As the SDP says so far, which changes nothing, and then something else. */
    add_behind_translator(LATCH_ADDRESS, "127.0.0.1:9", true);
    CHECK(hears(&viewer));
    add_behind_translator(LATCH_ADDRESS, "127.0.0.1:7", true);
    struct received received;
    while (viewer_receive(&viewer, &received, 50))
        ;
    CHECK(!hears(&viewer));
}

static void who_sends_from_elsewhere_after_a_crash_is_found_there(void)
{
    add_behind_translator(LATCH_ADDRESS, "127.0.0.1:9", true);
    send_rtp(rtp, sizeof rtp, &viewer);
    CHECK(hears(&viewer));
    add_again("latch=address,rtcp=mux");
    send_rtp(rtp, sizeof rtp, &elsewhere);
    CHECK(hears(&elsewhere));
}

static void after_a_crash_reports_go_to_where_the_viewers_have_come_from(void)
{
    uint8_t data[300];
    add_behind_translator(LATCH_ANY, "127.0.0.2:9", false);
    send_rtcp(report, sizeof report, viewer.rtcp, MEDIUM_AUDIO);
    CHECK(soon_list_shows("lost=0"));
    while (receive_within(viewer.rtcp, data, sizeof data, 50) > 0)
        ;
    add_again("latch=any,rtcp=8");
    push_pcma(hub, 1, clock_now());
    CHECK(receive_within(viewer.rtcp, data, sizeof data, 1000) > 0 && data[1] == 200);
}

static void run_return(const char *name, void (*test)(void))
{
    elsewhere = viewer_open();
    run_with_hub(name, test);
    viewer_close(&elsewhere);
}

#define RUN_RETURN(test) run_return(#test, test)

int main(void)
{
    RUN_RETURN(media_go_to_where_the_viewer_sends_from);
    RUN_RETURN(nothing_but_rtp_moves_media);
    RUN_RETURN(without_the_option_media_stay);
    RUN_RETURN(another_host_moves_nothing_unless_it_may);
    RUN_RETURN(rtp_of_one_who_has_reported_tells_where_he_is);
    RUN_RETURN(whoever_calls_himself_as_a_viewer_does_gets_nothing_of_his);
    RUN_RETURN(of_two_who_call_themselves_the_same_neither_is_moved);
    RUN_RETURN(of_two_behind_one_address_each_is_known_by_his_rtcp);
    RUN_RETURN(what_was_found_out_holds_until_the_viewer_says_he_has_moved);
    RUN_RETURN(after_a_crash_media_go_to_where_the_viewer_has_sent_from);
    RUN_RETURN(who_sends_from_elsewhere_after_a_crash_is_found_there);
    RUN_RETURN(after_a_crash_reports_go_to_where_the_viewers_have_come_from);
    return check_result();
}
