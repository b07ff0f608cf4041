/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "feedback.h"
#include "hub.h"
#include "reports.h"

/* So many packets at most go out before a waiting command may have its turn: below a millisecond.
 */
#define PACKETS_PER_TURN 128

static void flush(struct hub *hub)
{
    batch_flush(&hub->batch);
    hub_let_commands_in(hub);
}

static void start_batch(struct hub *hub, enum codec codec)
{
    hub->batch.fd = hub->ports[codec_medium(codec)].rtp;
    hub->batch.counters = &hub->counters;
}

static void send_to(struct hub *hub, struct sink *sink, struct leg *leg, const struct frame *frame,
                    uint64_t ticks)
{
    if (!leg->started) {
        /* The first packet without a report would leave lips unsynchronised until the next one. */
        reports_hurry(hub, sink, codec_medium(frame->codec));
        leg->started = true;
    }
    uint16_t first = leg->sequence;
    batch_add(&hub->batch, leg, frame, ticks);
    leg_note_sent(leg, frame, first);
}

/* A frame whose time has come goes to all sinks that are live. */
static void send_frame(struct hub *hub, struct frame *frame)
{
    enum medium medium = codec_medium(frame->codec);
    history_add(&hub->histories[frame->codec], frame);
    if (medium == MEDIUM_VIDEO) {
        gop_add(&hub->gops[frame->codec], frame);
        hub->keyframes += frame->packets.keyframe;
    }
    start_batch(hub, frame->codec);
    hub->send_next = hub->sinks;
    while (hub->send_next != NULL) {
        struct sink *sink = hub->send_next;
        hub->send_next = sink->next;
        struct leg *leg = &sink->legs[medium];
        if (sink->paused || !leg->target.used || leg->target.codec != frame->codec
            || !leg_takes(leg, frame))
            continue;
        send_to(hub, sink, leg, frame, frame->ticks);
        if (hub->batch.count >= PACKETS_PER_TURN)
            flush(hub);
    }
    flush(hub);
}

/* Sinks that joined in mid-group get what they have missed. Returns when the next such frame is
 * due. */
static int64_t send_replays(struct hub *hub, int64_t now)
{
    int64_t next_at = INT64_MAX;
    hub->send_next = hub->sinks;
    while (hub->send_next != NULL) {
        struct sink *sink = hub->send_next;
        hub->send_next = sink->next;
        struct leg *leg = &sink->legs[MEDIUM_VIDEO];
        if (sink->paused || !leg->target.used || leg->mode != LEG_REPLAY)
            continue;
        start_batch(hub, leg->target.codec);
        const struct frame *frame;
        uint64_t ticks;
        while ((frame = leg_replay(leg, &hub->gops[leg->target.codec], now, &ticks, &next_at))
               != NULL)
            send_to(hub, sink, leg, frame, ticks);
        flush(hub);
    }
    return next_at;
}

/* Does what is due now and returns when the next thing is. */
static int64_t turn(struct hub *hub)
{
    int64_t now = clock_now(), next = INT64_MAX;
    if (hub->lease_until <= now)
        hub_drop_sinks(hub);
    struct frame *frame;
    while ((frame = queue_take(&hub->queue, now, &next)) != NULL) {
        send_frame(hub, frame);
        frame_release(frame);
    }
    int64_t replay_at = send_replays(hub, now);
    next = replay_at < next ? replay_at : next;
    int64_t report_at = reports_send_due(hub, now);
    next = report_at < next ? report_at : next;
    report_at = media_reports_send_due(hub, now);
    next = report_at < next ? report_at : next;
    return next;
}

static void wait_until(struct hub *hub, int64_t time)
{
    struct pollfd polled[1 + 2 * MEDIUM_COUNT] = {{hub->queue.wake_fd, POLLIN, 0}};
    for (int medium = 0; medium < MEDIUM_COUNT; medium++) {
        polled[1 + 2 * medium] = (struct pollfd){hub->ports[medium].rtp, POLLIN, 0};
        polled[2 + 2 * medium] = (struct pollfd){hub->ports[medium].rtcp, POLLIN, 0};
    }
    int64_t left = time - clock_now();
    left = left > 0 ? left : 0;
    struct timespec timeout = {left / 1000000, left % 1000000 * 1000};
    if (ppoll(polled, 1 + 2 * MEDIUM_COUNT, &timeout, NULL) <= 0)
        return;
    uint64_t woken;
    if (polled[0].revents != 0 && read(hub->queue.wake_fd, &woken, sizeof woken) < 0
        && errno != EAGAIN)
        return;
    pthread_mutex_lock(&hub->lock);
    for (int i = 1; i < 1 + 2 * MEDIUM_COUNT; i++)
        if (polled[i].revents != 0)
            feedback_receive(hub, (enum medium)((i - 1) / 2), polled[i].fd);
    pthread_mutex_unlock(&hub->lock);
}

void *hub_send(void *opaque)
{
    struct hub *hub = opaque;
    while (!atomic_load(&hub->closing)) {
        pthread_mutex_lock(&hub->lock);
        int64_t next = turn(hub);
        pthread_mutex_unlock(&hub->lock);
        wait_until(hub, next);
    }
    return NULL;
}
