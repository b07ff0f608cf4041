/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "loop.h"

#include <stddef.h>

/* Blocks of one stream that are further apart don't continue each other. */
#define STEP_MAX 1000000

void loop_add(struct loop *loop, struct loop_stream *stream)
{
    *stream = (struct loop_stream){.next = loop->streams};
    loop->streams = stream;
}

void loop_remove(struct loop *loop, struct loop_stream *stream)
{
    struct loop_stream **place = &loop->streams;
    while (*place != stream)
        place = &(*place)->next;
    *place = stream->next;
}

int64_t loop_end(const struct loop *loop)
{
    int64_t end = 0;
    for (const struct loop_stream *each = loop->streams; each != NULL; each = each->next)
        end = each->end > end ? each->end : end;
    return end;
}

/* The longest stream tells how long the source is: where each of them starts within it stays so. */
void loop_begin_again(struct loop *loop)
{
    loop->period = 0;
    for (struct loop_stream *each = loop->streams; each != NULL; each = each->next) {
        int64_t length = each->start != 0 ? each->end - each->start : 0;
        loop->period = length > loop->period ? length : loop->period;
        each->before = each->start;
        each->start = each->last = 0;
    }
    loop->between = true;
}

static void begin_pass(struct loop *loop, const struct loop_stream *stream, int64_t pts)
{
    loop->between = false;
    if (stream->before != 0)
        loop->shift = stream->before + loop->period - pts;
}

/* Somebody has moved within the source: what follows is dated by VLC again, as it was meant. */
static void restart(struct loop *loop)
{
    loop->shift = 0;
    for (struct loop_stream *each = loop->streams; each != NULL; each = each->next)
        each->start = each->end = each->last = each->before = 0;
}

void loop_place(struct loop *loop, struct loop_stream *stream, int64_t *dts, int64_t *pts,
                int64_t length)
{
    int64_t decoded = *dts > 0 ? *dts : *pts, shown = *pts > 0 ? *pts : *dts;
    if (decoded <= 0)
        return;
    int64_t step = decoded - stream->last;
    bool first = stream->last == 0;
    if (loop->between)
        begin_pass(loop, stream, shown);
    else if (!first && (step < -STEP_MAX || step > STEP_MAX))
        restart(loop);
    stream->last = decoded;
    shown += loop->shift;
    if (length <= 0)
        length = !first && step > 0 && step <= STEP_MAX ? step : 0;
    if (stream->start == 0)
        stream->start = shown;
    if (shown + length > stream->end)
        stream->end = shown + length;
    *dts += *dts > 0 ? loop->shift : 0;
    *pts += *pts > 0 ? loop->shift : 0;
}
