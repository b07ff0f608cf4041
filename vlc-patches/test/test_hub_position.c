/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "rtcp_viewer.h"

#define REPORT_AGE_MAX 60 /* seconds */
#define RATE_MAX 250      /* packets a second: 2.4 Mbit/s of picture */

/* Reads where a stream is from `sink list`; the reports say the same. */
static struct leg_position position(void)
{
    struct reply reply = {0};
    hub_list_sinks(hub, "1", &reply);
    unsigned sequence = 0, base = 0, rtx = 0;
    CHECK(sscanf(strstr(reply.text, " at="), " at=%u:%u:%u", &sequence, &base, &rtx) >= 2);
    reply_clear(&reply);
    return (struct leg_position){true, (uint16_t)sequence, base, (uint16_t)rtx};
}

static void add(enum codec codec, const struct leg_position *from)
{
    struct sink_request request = request_for("1", &viewer, codec, 96, 5);
    struct leg_target *target = &request.targets[codec_medium(codec)];
    target->rtx_type = 97;
    target->rtx_ssrc = 6;
    target->nack = true;
    if (from != NULL)
        target->from = *from;
    CHECK(hub_add_sink(hub, &request) == 0);
}

static void open_another_hub(void)
{
    end_hub(hub);
    hub = open_hub();
}

/* After a crash the next VLC can be told of a stream what the last report said, and the report was old. */
static void a_stream_goes_on_ahead_of_where_another_vlc_has_left_it(void)
{
    add(CODEC_VP8, NULL);
    struct received before = {0}, after = {0};
    push_vp8(hub, true, 0, clock_now());
    CHECK(viewer_receive(&viewer, &before, 500));
    struct leg_position reported = position();
    for (int i = 0; i < 50; i++) {
        push_vp8(hub, false, (uint8_t)i, clock_now());
        CHECK(viewer_receive(&viewer, &before, 500));
    }
    open_another_hub();
    add(CODEC_VP8, &reported);
    push_vp8(hub, true, 0, clock_now());
    CHECK(viewer_receive(&viewer, &after, 500));
    uint16_t step = (uint16_t)(after.sequence - before.sequence);
    CHECK(after.ssrc == before.ssrc && step < 32768);
    CHECK((uint16_t)(after.sequence - reported.sequence) > REPORT_AGE_MAX * RATE_MAX);
    int32_t ticks = (int32_t)(after.ticks - before.ticks);
    CHECK(ticks > 0);
    /* Time stamps have gone on with the clock, so that lips are in step and nothing waits. */
    CHECK(ticks - (after.at - before.at) * 90 / 1000 < 9000);
    CHECK((uint16_t)(position().rtx_sequence - reported.rtx_sequence) > REPORT_AGE_MAX * RATE_MAX);
}

static void whoever_is_there_already_is_not_moved(void)
{
    add(CODEC_PCMA, NULL);
    struct received before = {0}, after = {0};
    push_pcma(hub, 1, clock_now());
    CHECK(viewer_receive(&viewer, &before, 500));
    struct leg_position reported = position();
    add(CODEC_PCMA, &reported);
    push_pcma(hub, 2, clock_now());
    CHECK(viewer_receive(&viewer, &after, 500));
    CHECK((uint16_t)(after.sequence - before.sequence) == 1);
}

/* A source that ends and begins again, as after a seek: its dates go back, and its encoder is a new one. */
static void a_source_that_begins_again_goes_on_as_one_stream(void)
{
    add(CODEC_PCMA, NULL);
    struct received before = {0}, after = {0};
    int64_t at = clock_now();
    push_pcma(hub, 1, at);
    CHECK(viewer_receive(&viewer, &before, 500));
    static const int64_t back[] = {0, -3000000, -60000000, 40000};
    for (int i = 0; i < 4; i++) {
        hub_restart(hub, CODEC_PCMA);
        hub_start_source(hub, 300000);
        push_pcma(hub, 2, clock_now() + back[i]);
        CHECK(viewer_receive(&viewer, &after, 500));
        CHECK((uint16_t)(after.sequence - before.sequence) == 1
              && (int32_t)(after.ticks - before.ticks) > 0 && after.ssrc == before.ssrc);
        before = after;
    }
}

static void after_a_pause_the_stream_goes_on_where_it_was_at_the_time_that_it_is(void)
{
    struct received before = {0}, after = {0};
    add(CODEC_PCMA, NULL);
    int64_t at = clock_now();
    push_pcma(hub, 1, at);
    CHECK(viewer_receive(&viewer, &before, 500));
    hub_pause_sink(hub, "1", true);
    for (int i = 1; i < 10; i++)
        push_pcma(hub, 2, at + i * 20000);
    CHECK(!viewer_receive(&viewer, &after, 250));
    hub_pause_sink(hub, "1", false);
    push_pcma(hub, 3, at + 300000);
    CHECK(viewer_receive(&viewer, &after, 500) && frame_number(&after) == 3 && after.ssrc == before.ssrc);
    CHECK((uint16_t)(after.sequence - before.sequence) == 1 && after.ticks - before.ticks == 2400);
}

/* The sound from before the seek is on its way until then. */
static void sound_that_overlaps_what_was_before_a_seek_is_left_out(void)
{
    add(CODEC_PCMA, NULL);
    int64_t at = clock_now();
    for (int i = 0; i < 10; i++)
        push_pcma(hub, (uint8_t)i, at + i * 20000);
    hub_restart(hub, CODEC_PCMA);
    for (int i = 0; i < 20; i++)
        push_pcma(hub, (uint8_t)(100 + i), at + 5000 + i * 20000);
    struct received before = {0}, after = {0};
    CHECK(viewer_receive(&viewer, &before, 500));
    for (int i = 1; i < 20; i++) {
        CHECK(viewer_receive(&viewer, &after, 500));
        CHECK((uint16_t)(after.sequence - before.sequence) == 1 && after.ticks - before.ticks == 160);
        CHECK(frame_number(&after) == (i < 10 ? i : 99 + i));
        before = after;
    }
}

int main(void)
{
    RUN_WITH_HUB(a_stream_goes_on_ahead_of_where_another_vlc_has_left_it);
    RUN_WITH_HUB(whoever_is_there_already_is_not_moved);
    RUN_WITH_HUB(after_a_pause_the_stream_goes_on_where_it_was_at_the_time_that_it_is);
    RUN_WITH_HUB(sound_that_overlaps_what_was_before_a_seek_is_left_out);
    RUN_WITH_HUB(a_source_that_begins_again_goes_on_as_one_stream);
    return check_result();
}
