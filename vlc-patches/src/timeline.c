/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "timeline.h"

#include <stdbool.h>

/* Beyond its cache VLC delays a source that comes irregularly, by five seconds at most. As late a
 * frame is on an overloaded machine. */
#define MARGIN 5000000

/* Frames that are further apart don't continue each other. */
#define STEP_MAX 1000000

/* Dates that can't be true and yet keep pace with the clock for so long, give or take a piece of the
 * source, are no accident. */
#define JUMP_AFTER 500000

#define DATE_MAX (INT64_MAX / 4)

void timeline_start(struct timeline *timeline, int64_t ahead)
{
    atomic_store(&timeline->ahead, ahead);
    atomic_store(&timeline->shift, 0);
}

static bool is_plausible(struct timeline *timeline, int64_t time, int64_t now)
{
    return time > now - MARGIN && time < now + atomic_load(&timeline->ahead) + MARGIN;
}

static bool continues(int64_t time, int64_t last)
{
    return time >= last - STEP_MAX && time <= last + STEP_MAX;
}

static int64_t put(struct place *place, int64_t time)
{
    int64_t step = time - place->last;
    if (step > 0 && step <= STEP_MAX)
        place->step = step;
    place->last = time;
    return time;
}

static bool is_jump(struct place *place, int64_t time, int64_t now)
{
    if (place->stray == 0 || !continues(time, place->stray)) {
        place->first = time;
        place->since = now;
    }
    place->stray = time;
    int64_t passed = now - place->since;
    if (passed < JUMP_AFTER)
        return false;
    int64_t gain = time - place->first - passed;
    place->first = time;
    place->since = now;
    return gain > -JUMP_AFTER && gain < JUMP_AFTER;
}

int64_t timeline_place(struct timeline *timeline, struct place *place, int64_t time, int64_t now)
{
    if (time <= 0 || time > DATE_MAX)
        return now;
    int64_t shifted = time + atomic_load(&timeline->shift);
    bool plain = is_plausible(timeline, time, now);
    if (plain || is_plausible(timeline, shifted, now)) {
        place->stray = 0;
        return put(place, plain ? time : shifted);
    }
    int64_t next = place->last + place->step;
    if (!is_plausible(timeline, next, now))
        next = now;
    place->last = next;
    if (is_jump(place, time, now))
        atomic_store(&timeline->shift, next - time);
    return next;
}
