/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <errno.h>
#include <sys/syscall.h>

#include "rtcp_viewer.h"

static atomic_bool full; /* the sockets */

/* In place of the C library's. */
ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
    if (!full)
        return syscall(SYS_sendmsg, fd, message, flags);
    errno = ENOBUFS;
    return -1;
}

#define SSRC 0x01020304
#define RTX_SSRC 0x0a0b0c0d

static void add_vp8(bool nack, bool rtx)
{
    struct sink_request request = request_for("1", &viewer, CODEC_VP8, 96, SSRC);
    struct leg_target *target = &request.targets[MEDIUM_VIDEO];
    target->nack = nack;
    target->rtx_type = rtx ? 97 : 0;
    target->rtx_ssrc = rtx ? RTX_SSRC : 0;
    CHECK(hub_add_sink(hub, &request) == 0);
}

/* A picture of three packets and two of one each. */
static void watch(struct received *seen)
{
    static uint8_t picture[3000] = {0x10, 0, 0, 0x9d, 0x01, 0x2a, 16, 0, 16, 0};
    for (size_t i = 10; i < sizeof picture; i++)
        picture[i] = (uint8_t)i;
    int64_t at = clock_now();
    hub_push(hub, CODEC_VP8, &(struct encoded){picture, sizeof picture, at, at});
    push_vp8(hub, false, 1, at + 1000);
    push_vp8(hub, false, 2, at + 2000);
    for (int i = 0; i < 5; i++)
        CHECK(viewer_receive(&viewer, &seen[i], 500));
}

static bool is_same(const struct received *one, const struct received *other)
{
    return one->payload_type == other->payload_type && one->sequence == other->sequence
           && one->ticks == other->ticks && one->ssrc == other->ssrc && one->marker == other->marker
           && one->size == other->size && memcmp(one->payload, other->payload, one->size) == 0;
}

static void what_is_missed_comes_again_as_it_was(void)
{
    struct received seen[5] = {0}, again = {0};
    add_vp8(true, false);
    watch(seen);
    send_nack(SSRC, seen[1].sequence, 0x0005, MEDIUM_VIDEO);
    static const int asked[] = {1, 2, 4};
    for (int i = 0; i < 3; i++)
        CHECK(viewer_receive(&viewer, &again, 500) && is_same(&again, &seen[asked[i]]));
    CHECK(!viewer_receive(&viewer, &again, 100));
    CHECK(list_shows(" packets=5 ") && list_shows(" resent=3 "));
}

static void who_negotiated_a_stream_of_its_own_gets_it_there(void)
{
    /* RFC 4588 4 */
    struct received seen[5] = {0}, again[2] = {0};
    add_vp8(true, true);
    watch(seen);
    send_nack(SSRC, seen[2].sequence, 0x0002, MEDIUM_VIDEO);
    static const int asked[] = {2, 4};
    for (int i = 0; i < 2; i++) {
        const struct received *original = &seen[asked[i]];
        CHECK(viewer_receive(&viewer, &again[i], 500));
        CHECK(again[i].payload_type == 97 && again[i].ssrc == RTX_SSRC
              && again[i].ticks == original->ticks && again[i].marker == original->marker);
        CHECK(again[i].size == original->size + 2
              && read_u16(again[i].payload) == original->sequence
              && memcmp(again[i].payload + 2, original->payload, original->size) == 0);
    }
    CHECK((uint16_t)(again[1].sequence - again[0].sequence) == 1);
}

static void what_was_replayed_comes_again_with_the_time_stamp_it_had(void)
{
    struct viewer early = viewer_open();
    struct sink_request request = request_for("early", &early, CODEC_VP8, 96, 7);
    hub_add_sink(hub, &request);
    int64_t start = clock_now() - 200000;
    for (uint8_t i = 0; i < 10; i++)
        push_vp8(hub, i == 0, i, start + i * 20000);
    struct received received[10] = {0}, again = {0};
    for (int i = 0; i < 10; i++)
        CHECK(viewer_receive(&early, &received[i], 500));
    add_vp8(true, false);
    for (int i = 0; i < 10; i++)
        CHECK(viewer_receive(&viewer, &received[i], 500) && frame_number(&received[i]) == i);
    for (int i = 0; i < 10; i++) {
        send_nack(SSRC, received[i].sequence, 0, MEDIUM_VIDEO);
        CHECK(viewer_receive(&viewer, &again, 500) && is_same(&again, &received[i]));
    }
    viewer_close(&early);
}

static void nothing_comes_again_for_whom_it_was_not_promised(void)
{
    struct received seen[5] = {0};
    add_vp8(false, false);
    watch(seen);
    send_nack(SSRC, seen[0].sequence, 0xffff, MEDIUM_VIDEO);
    CHECK(!viewer_receive(&viewer, seen, 100) && list_shows(" resent=0 "));
}

static void what_was_never_sent_does_not_come(void)
{
    struct received seen[5] = {0};
    add_vp8(true, false);
    watch(seen);
    send_nack(SSRC, (uint16_t)(seen[4].sequence + 1), 0xffff, MEDIUM_VIDEO);
    send_nack(SSRC, (uint16_t)(seen[0].sequence - 17), 0xffff, MEDIUM_VIDEO);
    send_nack(SSRC + 1, seen[0].sequence, 0, MEDIUM_VIDEO);
    CHECK(!viewer_receive(&viewer, seen, 100));
}

static void a_flood_of_requests_costs_no_more_than_a_third_of_what_is_sent(void)
{
    struct received seen[5] = {0};
    add_vp8(true, false);
    watch(seen);
    int again = 0;
    for (int i = 0; i < 2000; i++) {
        send_nack(SSRC, seen[0].sequence, 0x000f, MEDIUM_VIDEO);
        while (viewer_receive(&viewer, &seen[4], 0))
            again++;
    }
    while (viewer_receive(&viewer, &seen[4], 100))
        again++;
    CHECK(again > 0 && again <= 20 + 5 / 3);
    push_vp8(hub, false, 3, clock_now());
    CHECK(viewer_receive(&viewer, &seen[4], 500) && frame_number(&seen[4]) == 3);
}

/* How much is looked for is bounded as well, as all wait meanwhile. */
static void requests_for_what_is_not_there_use_up_what_may_be_asked_for(void)
{
    struct received seen[5] = {0}, again = {0};
    add_vp8(true, false);
    watch(seen);
    for (int i = 0; i < 10; i++)
        send_nack(SSRC, (uint16_t)(seen[0].sequence - 17), 0xffff, MEDIUM_VIDEO);
    send_nack(SSRC, seen[0].sequence, 0, MEDIUM_VIDEO);
    CHECK(!viewer_receive(&viewer, &again, 100));
    watch(seen);
    send_nack(SSRC, seen[4].sequence, 0, MEDIUM_VIDEO);
    CHECK(viewer_receive(&viewer, &again, 500) && is_same(&again, &seen[4]));
}

static void what_could_not_be_sent_again_counts_as_dropped(void)
{
    struct received seen[5] = {0}, again = {0};
    add_vp8(true, false);
    watch(seen);
    full = true;
    send_nack(SSRC, seen[1].sequence, 0, MEDIUM_VIDEO);
    CHECK(soon_list_shows(" drops=1 ") && list_shows(" resent=0 "));
    full = false;
    struct hub_stats stats;
    hub_get_stats(hub, &stats);
    CHECK(stats.counters.drops == 1);
    send_nack(SSRC, seen[1].sequence, 0, MEDIUM_VIDEO);
    CHECK(viewer_receive(&viewer, &again, 500) && is_same(&again, &seen[1]));
}

static void while_paused_and_afterwards_what_was_before_does_not_come(void)
{
    struct received seen[5] = {0};
    add_vp8(true, false);
    watch(seen);
    hub_pause_sink(hub, "1", true);
    send_nack(SSRC, seen[1].sequence, 0, MEDIUM_VIDEO);
    CHECK(!viewer_receive(&viewer, seen, 100));
    hub_pause_sink(hub, "1", false);
    CHECK(viewer_receive(&viewer, &seen[4], 500) && seen[4].ssrc == SSRC);
}

static void sound_comes_again_as_well(void)
{
    struct sink_request request = request_for("1", &viewer, CODEC_PCMA, 8, SSRC);
    request.targets[MEDIUM_AUDIO].nack = true;
    hub_add_sink(hub, &request);
    struct received seen = {0}, again = {0};
    int64_t at = clock_now();
    for (uint8_t i = 0; i < 3; i++) {
        push_pcma(hub, i, at + i * 20000);
        CHECK(viewer_receive(&viewer, &seen, 500));
    }
    send_nack(SSRC, seen.sequence, 0, MEDIUM_AUDIO);
    CHECK(viewer_receive(&viewer, &again, 500) && is_same(&again, &seen));
}

int main(void)
{
    RUN_WITH_HUB(what_is_missed_comes_again_as_it_was);
    RUN_WITH_HUB(who_negotiated_a_stream_of_its_own_gets_it_there);
    RUN_WITH_HUB(what_was_replayed_comes_again_with_the_time_stamp_it_had);
    RUN_WITH_HUB(nothing_comes_again_for_whom_it_was_not_promised);
    RUN_WITH_HUB(what_was_never_sent_does_not_come);
    RUN_WITH_HUB(a_flood_of_requests_costs_no_more_than_a_third_of_what_is_sent);
    RUN_WITH_HUB(requests_for_what_is_not_there_use_up_what_may_be_asked_for);
    RUN_WITH_HUB(what_could_not_be_sent_again_counts_as_dropped);
    RUN_WITH_HUB(while_paused_and_afterwards_what_was_before_does_not_come);
    RUN_WITH_HUB(sound_comes_again_as_well);
    return check_result();
}
