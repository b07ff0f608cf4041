/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "timeline.h"

#include "check.h"

#define NOW 1000000000
#define CACHE 300000
#define FRAME 40000
#define JUMP 40000000

static struct timeline timeline;
static struct place place, other;

static void start(void)
{
    timeline_start(&timeline, CACHE);
    place = other = (struct place){0};
}

/* Places the frame of this number, which comes just as early as the cache makes it, and is dated
 * with an error. */
static int64_t frame(struct place *of, int number, int64_t error)
{
    int64_t now = NOW + (int64_t)number * FRAME;
    return timeline_place(&timeline, of, now + CACHE + error, now);
}

static int64_t right(int number)
{
    return NOW + (int64_t)number * FRAME + CACHE;
}

static void true_times_stay(void)
{
    start();
    for (int i = 0; i < 50; i++)
        CHECK(frame(&place, i, 0) == right(i));
    CHECK(frame(&place, 50, 4000000) == right(50) + 4000000);
    CHECK(frame(&place, 51, -4000000) == right(51) - 4000000);
}

static void an_outlier_follows_the_last_frame_and_changes_nothing(void)
{
    static const int64_t errors[] = {5000000, 20000000, 59000000, -20000000, -59000000};
    for (unsigned i = 0; i < sizeof errors / sizeof *errors; i++) {
        start();
        for (int number = 0; number < 100; number++)
            CHECK(frame(&place, number, number % 10 == 5 ? errors[i] : 0) == right(number));
        CHECK(atomic_load(&timeline.shift) == 0);
    }
}

static void after_a_lasting_jump_frames_go_on_as_before(void)
{
    for (int sign = -1; sign <= 1; sign += 2) {
        start();
        for (int i = 0; i < 10; i++)
            CHECK(frame(&place, i, 0) == right(i));
        for (int i = 10; i < 500; i++)
            CHECK(frame(&place, i, sign * JUMP) == right(i));
        CHECK(atomic_load(&timeline.shift) == -sign * JUMP);
        CHECK(frame(&place, 500, 0) == right(500));
    }
}

static void all_tracks_take_the_same_jump(void)
{
    start();
    for (int i = 0; i < 10; i++)
        frame(&place, i, 0);
    for (int i = 10; i < 30; i++)
        frame(&place, i, JUMP);
    /* A codec that somebody wants only now has no last frame to follow. */
    CHECK(frame(&other, 30, JUMP) == right(30));
}

static void a_lasting_jump_comes_in_pieces_too(void)
{
    start();
    for (int i = 0; i < 200; i++) {
        int64_t now = NOW + (int64_t)(i / 6 * 6) * FRAME;
        int64_t date = right(i) + (i >= 20 ? JUMP : 0);
        CHECK(timeline_place(&timeline, &place, date, now) == right(i));
    }
    CHECK(atomic_load(&timeline.shift) == -JUMP);
}

static void what_comes_all_at_once_is_no_jump(void)
{
    start();
    for (int i = 0; i < 200; i++) {
        int64_t now = NOW + i * 4000;
        CHECK(timeline_place(&timeline, &place, 1 + (int64_t)i * FRAME, now) <= now);
    }
    CHECK(atomic_load(&timeline.shift) == 0);
}

static void without_a_date_a_frame_leaves_now(void)
{
    static const int64_t none[] = {0, -1, INT64_MIN, INT64_MAX};
    start();
    frame(&place, 0, 0);
    for (unsigned i = 0; i < sizeof none / sizeof *none; i++)
        CHECK(timeline_place(&timeline, &place, none[i], NOW + 1) == NOW + 1);
    CHECK(frame(&place, 1, 0) == right(1));
}

int main(void)
{
    RUN(true_times_stay);
    RUN(an_outlier_follows_the_last_frame_and_changes_nothing);
    RUN(after_a_lasting_jump_frames_go_on_as_before);
    RUN(all_tracks_take_the_same_jump);
    RUN(a_lasting_jump_comes_in_pieces_too);
    RUN(what_comes_all_at_once_is_no_jump);
    RUN(without_a_date_a_frame_leaves_now);
    return check_result();
}
