/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "loop.h"

#include "check.h"

#define FRAME 40000
#define SAMPLES 20000
#define SECOND 1000000

static struct loop loop;
static struct loop_stream video, audio;

static void begin(void)
{
    loop = (struct loop){0};
    loop_add(&loop, &video);
    loop_add(&loop, &audio);
}

/* Places one block and returns when it is shown then. */
static int64_t place(struct loop_stream *stream, int64_t at, int64_t length)
{
    int64_t dts = at, pts = at;
    loop_place(&loop, stream, &dts, &pts, length);
    CHECK(dts == pts);
    return pts;
}

/* A film of two seconds whose sound goes on 30 ms longer, dated from `at` on. */
static void play(int64_t at)
{
    for (int i = 0; i < 50; i++)
        place(&video, at + i * FRAME, 0);
    for (int i = 0; i < 100; i++)
        place(&audio, at + i * SAMPLES, SAMPLES);
    place(&audio, at + 2 * SECOND, 30000);
}

static void the_first_pass_is_as_it_comes(void)
{
    begin();
    CHECK(place(&video, 10 * SECOND, 0) == 10 * SECOND);
    CHECK(place(&audio, 10 * SECOND + 5, SAMPLES) == 10 * SECOND + 5);
}

static void the_end_is_that_of_the_longest_stream(void)
{
    begin();
    CHECK(loop_end(&loop) == 0);
    play(10 * SECOND);
    CHECK(loop_end(&loop) == 12 * SECOND + 30000);
}

static void each_pass_begins_where_the_one_before_ends(void)
{
    begin();
    play(10 * SECOND);
    const int64_t period = 2 * SECOND + 30000;
    int64_t start = 10 * SECOND;
    for (int pass = 0; pass < 100; pass++) {
        loop_begin_again(&loop);
        start += period;
        /* read 250 ms early, give or take */
        int64_t raw = start - 240000 + pass * 1000;
        if (pass % 2) {
            CHECK(place(&audio, raw, SAMPLES) == start);
            CHECK(place(&video, raw, 0) == start);
        } else {
            CHECK(place(&video, raw, 0) == start);
            CHECK(place(&audio, raw, SAMPLES) == start);
        }
        play(raw);
        CHECK(loop_end(&loop) == start + period);
    }
}

static void a_stream_that_starts_later_does_so_in_each_pass(void)
{
    begin();
    place(&video, 10 * SECOND + 80000, 2 * SECOND);
    place(&audio, 10 * SECOND, 2 * SECOND);
    loop_begin_again(&loop);
    CHECK(place(&video, 11 * SECOND + 80000, 2 * SECOND) == 12 * SECOND + 80000);
    CHECK(place(&audio, 11 * SECOND, 2 * SECOND) == 12 * SECOND);
}

static void pictures_are_decoded_before_they_are_shown(void)
{
    begin();
    int64_t dts = 10 * SECOND, pts = 10 * SECOND + 80000;
    loop_place(&loop, &video, &dts, &pts, FRAME);
    CHECK(loop_end(&loop) == 10 * SECOND + 80000 + FRAME);
    loop_begin_again(&loop);
    dts = 10 * SECOND;
    pts = 10 * SECOND + 80000;
    loop_place(&loop, &video, &dts, &pts, FRAME);
    CHECK(dts == 10 * SECOND + FRAME && pts == 10 * SECOND + 80000 + FRAME);
}

static void a_move_within_the_source_ends_the_shift(void)
{
    begin();
    play(10 * SECOND);
    loop_begin_again(&loop);
    CHECK(place(&video, 11 * SECOND, 0) != 11 * SECOND);
    CHECK(place(&video, 20 * SECOND, 0) == 20 * SECOND);
    CHECK(place(&audio, 20 * SECOND, SAMPLES) == 20 * SECOND);
    CHECK(loop_end(&loop) == 20 * SECOND + SAMPLES);
}

static void blocks_without_a_date_stay_so(void)
{
    begin();
    CHECK(place(&video, 0, 0) == 0);
    play(10 * SECOND);
    loop_begin_again(&loop);
    CHECK(place(&video, 0, 0) == 0);
    CHECK(place(&video, 11 * SECOND, 0) == 12 * SECOND + 30000);
}

static void a_stream_that_is_new_takes_the_shift_of_the_others(void)
{
    begin();
    loop_remove(&loop, &audio);
    play(10 * SECOND);
    loop_begin_again(&loop);
    loop_add(&loop, &audio);
    CHECK(place(&video, 11 * SECOND, 0) == 12 * SECOND);
    CHECK(place(&audio, 11 * SECOND, SAMPLES) == 12 * SECOND);
}

int main(void)
{
    RUN(the_first_pass_is_as_it_comes);
    RUN(the_end_is_that_of_the_longest_stream);
    RUN(each_pass_begins_where_the_one_before_ends);
    RUN(a_stream_that_starts_later_does_so_in_each_pass);
    RUN(pictures_are_decoded_before_they_are_shown);
    RUN(a_move_within_the_source_ends_the_shift);
    RUN(blocks_without_a_date_stay_so);
    RUN(a_stream_that_is_new_takes_the_shift_of_the_others);
    return check_result();
}
